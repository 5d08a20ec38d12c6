//! What a lock says of each definition, in the schema language: one function a kind. What the model has is taken apart
//! by name, so that a new part of it has to be decided about here.

use std::fmt::Write as _;

use crate::model::{
    Aggregate, Becomes, Body, Command, Deadline, Definition, Enum, EnumValue, Event, Field, FunctionPath, Meta, Module,
    NoneForm, Process, Query, Reaction, Record, Rejection, Returns, Scalar, SchemaSet, Tag, Trigger, Union, UnionBody,
    Upcast, Variant, Versions, View, ViewCount, WireNames,
};

use super::fields::{self, Names, function, names, pairs};
use super::spelling::{list, map, text};
use super::{AGGREGATE, ALL};

/// A definition: its kind, its name with the context, and its parts.
pub(super) struct Entry {
    pub(super) kind: &'static str,
    pub(super) name: String,
    pub(super) parts: Vec<Part>,
}

/// What holds for every version, or the body of one.
pub(super) struct Part {
    /// `all`, `v1`, `v2`, ….
    pub(super) key: String,
    /// Whole lines, indented.
    pub(super) lines: String,
}

/// Collects the lines of one part, each a key and what is spelled already.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn add(&mut self, key: &str, spelled: impl AsRef<str>) {
        let _ = writeln!(self.0, "    {key}: {}", spelled.as_ref());
    }

    fn flag(&mut self, key: &str, set: bool) {
        if set {
            self.add(key, "true");
        }
    }

    /// A key with lines below it, which `below` writes.
    fn below(&mut self, key: &str, is_empty: bool, below: impl FnOnce(&mut String)) {
        if is_empty {
            self.add(key, "{}");
        } else {
            let _ = writeln!(self.0, "    {key}:");
            below(&mut self.0);
        }
    }

    fn fields(&mut self, names: Names<'_>, key: &str, fields: &[Field]) {
        self.below(key, fields.is_empty(), |into| names.fields(fields, 6, into));
    }

    fn policy(&mut self, meta: &Meta) {
        let Meta { module: _, name: _, rust_name: _, subject: _, doc: _, deprecated: _, frozen, place: _ } = meta;
        if *frozen {
            self.add("policy", "frozen");
        }
    }

    /// The part that holds for every version; none if nothing does.
    fn part(self) -> Option<Part> {
        (!self.0.is_empty()).then(|| Part { key: ALL.to_owned(), lines: self.0 })
    }
}

/// An aggregate: how its streams are called and keyed, and who writes them.
pub(super) fn aggregate(set: &SchemaSet, module: &Module, aggregate: &Aggregate) -> Entry {
    let Aggregate { name, rust_name: _, stream, key, place: _ } = aggregate;
    let names = Names { set, context: module.context.as_deref() };
    let mut lines = Lines::default();
    lines.add("id", text(&names.ty(key)));
    lines.add("stream", text(stream));
    if let Some(owner) = &module.owner {
        lines.add("owner", text(owner));
    }
    let name = match &module.context {
        Some(context) => format!("{context}.{name}"),
        None => name.clone(),
    };
    Entry { kind: AGGREGATE, name, parts: lines.part().into_iter().collect() }
}

/// A definition.
pub(super) fn definition(set: &SchemaSet, module: &Module, definition: Definition) -> Entry {
    let names = Names { set, context: module.context.as_deref() };
    let (kind, parts) = match definition {
        Definition::Scalar(id) => ("scalar", scalar(names, &set[id])),
        Definition::Enum(id) => ("enum", enumeration(&set[id])),
        Definition::Record(id) => ("record", record(names, &set[id])),
        Definition::Union(id) => ("union", union(names, &set[id])),
        Definition::Event(id) => ("event", event(names, module, &set[id])),
        Definition::Command(id) => ("command", command(names, &set[id])),
        Definition::Rejection(id) => ("rejection", rejection(names, &set[id])),
        Definition::View(id) => ("view", view(names, &set[id])),
        Definition::Query(id) => ("query", query(names, &set[id])),
        Definition::Process(id) => ("process", process(names, &set[id])),
    };
    Entry { kind, name: set.meta(definition).subject.clone(), parts }
}

fn scalar(names: Names<'_>, scalar: &Scalar) -> Vec<Part> {
    let Scalar { meta, inner, constraints, pii, unit } = scalar;
    let mut lines = Lines::default();
    lines.add("type", text(&names.ty(inner)));
    fields::constraints(constraints, &mut |key, spelled| lines.add(key, spelled));
    lines.flag("pii", *pii);
    if let Some(unit) = unit {
        lines.add("unit", text(unit));
    }
    lines.policy(meta);
    lines.part().into_iter().collect()
}

fn enumeration(of: &Enum) -> Vec<Part> {
    let Enum { meta, open, values } = of;
    let mut lines = Lines::default();
    lines.flag("open", *open);
    lines.policy(meta);
    let mut values: Vec<_> = values.iter().collect();
    values.sort_by(|left, right| left.name.cmp(&right.name));
    let is_list = values.iter().all(|value| value.wire == value.name && value.aliases.is_empty());
    lines.below("values", values.is_empty(), |into| {
        for value in values {
            if is_list {
                let _ = writeln!(into, "      - {}", text(&value.name));
                continue;
            }
            let EnumValue { name, rust_name: _, wire, aliases, doc: _, deprecated: _, place: _ } = value;
            let mut keys = Vec::new();
            if wire != name {
                keys.push(("wire".to_owned(), text(wire)));
            }
            if !aliases.is_empty() {
                keys.push(("aliases".to_owned(), self::names(aliases)));
            }
            let _ = writeln!(into, "      {}: {}", text(name), map(&keys));
        }
    });
    lines.part().into_iter().collect()
}

fn record(names: Names<'_>, record: &Record) -> Vec<Part> {
    let Record { meta, versions } = record;
    let mut lines = Lines::default();
    of_all_versions(&mut lines, meta, versions);
    wire_block(&mut lines, versions, "");
    with_bodies(names, lines, versions)
}

fn event(names: Names<'_>, module: &Module, event: &Event) -> Vec<Part> {
    let Event { meta, wire, versions, becomes } = event;
    let mut lines = Lines::default();
    match (&module.aggregate, &module.owner) {
        (Some(aggregate), _) => lines.add(AGGREGATE, text(&aggregate.name)),
        (None, Some(owner)) => lines.add("owner", text(owner)),
        (None, None) => {}
    }
    on_the_wire(&mut lines, meta, wire, versions.current_body().tag.as_ref());
    of_all_versions(&mut lines, meta, versions);
    wire_block(&mut lines, versions, "event_tag");
    if let Some(Becomes { up_to, into, function: path, place: _ }) = becomes {
        let into = list(into.iter().map(|id| names.name(&names.set[*id].meta)));
        let mut keys = vec![(format!("v{}", up_to), into)];
        keys.extend(path.as_ref().map(|path| ("with".to_owned(), function(path))));
        lines.add("becomes", map(&keys));
    }
    with_bodies(names, lines, versions)
}

fn command(names: Names<'_>, command: &Command) -> Vec<Part> {
    let Command { meta, wire, versions, emits, rejects } = command;
    let mut lines = Lines::default();
    on_the_wire(&mut lines, meta, wire, versions.current_body().tag.as_ref());
    of_all_versions(&mut lines, meta, versions);
    wire_block(&mut lines, versions, "command_tag");
    let emits: Vec<&str> = emits.iter().map(|id| names.name(&names.set[*id].meta)).collect();
    let rejects: Vec<&str> = rejects.iter().map(|id| names.name(&names.set[*id].meta)).collect();
    for (key, named) in [("emits", emits), ("rejects", rejects)] {
        if !named.is_empty() {
            lines.add(key, self::names(&named));
        }
    }
    with_bodies(names, lines, versions)
}

fn query(names: Names<'_>, query: &Query) -> Vec<Part> {
    let Query { meta, wire, versions, returns } = query;
    let mut lines = Lines::default();
    on_the_wire(&mut lines, meta, wire, None);
    of_all_versions(&mut lines, meta, versions);
    wire_block(&mut lines, versions, "");
    match returns {
        Returns::Type(ty) => lines.add("returns", text(&names.ty(ty))),
        Returns::View { view, count } => {
            let view = names.name(&names.set[*view].meta);
            lines.add(
                "returns",
                match count {
                    ViewCount::One => view.to_owned(),
                    ViewCount::Optional => format!("{view}?"),
                    ViewCount::List => format!("list<{view}>"),
                },
            );
        }
        // A query has no fields of its own to answer.
        Returns::Fields(_) => {}
    }
    with_bodies(names, lines, versions)
}

fn rejection(names: Names<'_>, rejection: &Rejection) -> Vec<Part> {
    let Rejection { meta, message, fields } = rejection;
    let mut lines = Lines::default();
    lines.policy(meta);
    lines.add("message", text(message));
    lines.fields(names, "fields", fields);
    lines.part().into_iter().collect()
}

fn view(names: Names<'_>, view: &View) -> Vec<Part> {
    let View { meta, key, value, from } = view;
    let mut lines = Lines::default();
    lines.policy(meta);
    lines.add("key", text(&names.ty(key)));
    let from: Vec<&str> = from.iter().map(|id| names.name(&names.set[*id].meta)).collect();
    if !from.is_empty() {
        lines.add("from", self::names(&from));
    }
    match value {
        Returns::Type(ty) => lines.add("type", text(&names.ty(ty))),
        Returns::Fields(fields) => lines.fields(names, "fields", fields),
        // A view does not hold another one.
        Returns::View { .. } => {}
    }
    lines.part().into_iter().collect()
}

fn process(names: Names<'_>, process: &Process) -> Vec<Part> {
    let Process { meta, key, state, reacts } = process;
    let mut lines = Lines::default();
    lines.policy(meta);
    lines.add("key", text(&names.ty(key)));
    lines.fields(names, "state", state);
    let mut reacts: Vec<(&str, String)> = reacts.iter().map(|of| (trigger(names, of), reaction(names, of))).collect();
    reacts.sort();
    lines.below("reacts", reacts.is_empty(), |into| {
        for (trigger, does) in reacts {
            let _ = writeln!(into, "      {}: {does}", text(trigger));
        }
    });
    lines.part().into_iter().collect()
}

/// The event with its context, so that no deadline of the process has its name.
fn trigger<'s>(names: Names<'s>, reaction: &'s Reaction) -> &'s str {
    match &reaction.trigger {
        Trigger::Event(id) => &names.set[*id].meta.subject,
        Trigger::Deadline(name) => name,
    }
}

fn reaction(names: Names<'_>, reaction: &Reaction) -> String {
    let Reaction { trigger: _, by, sends, undo, deadline } = reaction;
    let mut keys = Vec::new();
    if let Some(by) = by {
        keys.push(("by".to_owned(), text(by)));
    }
    for (key, commands) in [("sends", sends), ("undo", undo)] {
        if !commands.is_empty() {
            keys.push((key.to_owned(), list(commands.iter().map(|id| names.name(&names.set[*id].meta)))));
        }
    }
    if let Some(Deadline { after, then }) = deadline {
        let deadline = [("after".to_owned(), text(after)), ("then".to_owned(), text(then))];
        keys.push(("deadline".to_owned(), map(&deadline)));
    }
    map(&keys)
}

/// The names of a message on the wire, and what a key in its payload holds.
fn on_the_wire(lines: &mut Lines, meta: &Meta, wire: &WireNames, tag: Option<&Tag>) {
    // Without `name`, aliases of the same context are read without it too where the payload holds the name.
    let short = wire.name == meta.subject && tag.is_none_or(|tag| also_short(meta, wire, tag));
    if !short {
        lines.add("name", text(&wire.name));
    }
    if !wire.aliases.is_empty() {
        lines.add("aliases", names(&wire.aliases));
    }
    if let Some(tag) = tag {
        lines.add("tag", text(&tag.value));
    }
}

/// Whether a payload reads what is left of an alias without its context, wherever something is left.
fn also_short(meta: &Meta, wire: &WireNames, tag: &Tag) -> bool {
    let prefix = wire.name.strip_suffix(meta.name.as_str()).unwrap_or("");
    let shortened = wire.aliases.iter().filter_map(|alias| alias.strip_prefix(prefix));
    shortened.into_iter().all(|short| short == tag.value || tag.also.iter().any(|also| also == short))
}

/// What bodies of all versions share.
fn of_all_versions<B>(lines: &mut Lines, meta: &Meta, versions: &Versions<B>) {
    lines.policy(meta);
    if versions.first() > 1 {
        lines.add(
            "retired",
            list(
                (1..versions.first())
                    .map(|version| format!("v{version}"))
                    .collect::<Vec<_>>()
                    .iter()
                    .map(String::as_str),
            ),
        );
    }
}

/// The `wire` block: how none is written, and the key that holds the name.
fn wire_block(lines: &mut Lines, versions: &Versions<Body>, tag_key: &str) {
    let body = versions.current_body();
    let mut keys = Vec::new();
    if let Some(tag) = &body.tag {
        keys.push((tag_key.to_owned(), text(&tag.key)));
    }
    keys.extend(none(body.none));
    if !keys.is_empty() {
        lines.add("wire", map(&keys));
    }
}

fn none(of: NoneForm) -> Option<(String, String)> {
    match of {
        NoneForm::Absent => None,
        NoneForm::Null => Some(("none".to_owned(), "null".to_owned())),
    }
}

fn with_bodies(names: Names<'_>, all: Lines, versions: &Versions<Body>) -> Vec<Part> {
    let mut parts: Vec<Part> = all.part().into_iter().collect();
    for (version, body) in versions.iter() {
        // How none is written and the key that holds the name are those of the whole definition.
        let Body { fields, none: _, tag: _, note: _, reserved, upcast, place: _ } = body;
        let mut lines = Lines::default();
        beside_a_body(&mut lines, upcast.as_ref(), reserved);
        lines.fields(names, "fields", fields);
        parts.push(Part { key: format!("v{version}"), lines: lines.0 });
    }
    parts
}

fn beside_a_body(lines: &mut Lines, upcast: Option<&Upcast>, reserved: &[String]) {
    let path: Option<&FunctionPath> = upcast.map(|upcast| &upcast.function);
    if let Some(path) = path {
        lines.add("upcast", function(path));
    }
    if !reserved.is_empty() {
        lines.add("reserved", names(reserved));
    }
}

fn union(names: Names<'_>, union: &Union) -> Vec<Part> {
    let Union { meta, tag, content, open, versions } = union;
    let mut lines = Lines::default();
    lines.add("tag", text(tag));
    if let Some(content) = content {
        lines.add("content", text(content));
    }
    lines.flag("open", *open);
    of_all_versions(&mut lines, meta, versions);
    if let Some(none) = none(versions.current_body().none) {
        lines.add("wire", map(&[none]));
    }
    let mut parts: Vec<Part> = lines.part().into_iter().collect();
    for (version, body) in versions.iter() {
        parts.push(Part { key: format!("v{version}"), lines: variants(names, body) });
    }
    parts
}

fn variants(names: Names<'_>, body: &UnionBody) -> String {
    let UnionBody { variants, note: _, reserved, upcast, none: _, place: _ } = body;
    let mut lines = Lines::default();
    beside_a_body(&mut lines, upcast.as_ref(), reserved);
    let renamed: Vec<(String, String)> =
        variants.iter().filter_map(|variant| Some((variant.name.clone(), variant.renamed_from.clone()?))).collect();
    if !renamed.is_empty() {
        lines.add("renamed", pairs(&renamed));
    }
    let mut sorted: Vec<_> = variants.iter().collect();
    sorted.sort_by(|left, right| left.name.cmp(&right.name));
    lines.below("variants", sorted.is_empty(), |into| {
        for variant in sorted {
            let Variant { name, rust_name: _, renamed_from: _, fields, place: _ } = variant;
            let name = text(name);
            if fields.is_empty() {
                let _ = writeln!(into, "      {name}: {{}}");
            } else {
                let _ = writeln!(into, "      {name}:");
                names.fields(fields, 8, into);
            }
        }
    });
    lines.0
}
