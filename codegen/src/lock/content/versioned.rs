//! Definitions with versions: what holds for all of them, and a part for each body.

use std::fmt::Write as _;

use crate::model::{
    Becomes, Body, Command, Event, FunctionPath, Meta, Module, NoneForm, Query, Record, Returns, Tag, Union, UnionBody,
    Upcast, Variant, Versions, ViewCount, WireNames,
};

use super::{Lines, Part};
use crate::lock::AGGREGATE;
use crate::lock::fields::{self, Names, function, pairs};
use crate::lock::spelling::{list, map, text};

pub(super) fn record(names: Names<'_>, record: &Record) -> Vec<Part> {
    let Record { meta, versions } = record;
    let mut lines = Lines::default();
    of_all_versions(&mut lines, meta, versions);
    wire_block(&mut lines, versions, "");
    with_bodies(names, lines, versions)
}

pub(super) fn event(names: Names<'_>, module: &Module, event: &Event) -> Vec<Part> {
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

pub(super) fn command(names: Names<'_>, command: &Command) -> Vec<Part> {
    let Command { meta, wire, versions, emits, rejects } = command;
    let mut lines = Lines::default();
    on_the_wire(&mut lines, meta, wire, versions.current_body().tag.as_ref());
    of_all_versions(&mut lines, meta, versions);
    wire_block(&mut lines, versions, "command_tag");
    let emits: Vec<&str> = emits.iter().map(|id| names.name(&names.set[*id].meta)).collect();
    let rejects: Vec<&str> = rejects.iter().map(|id| names.name(&names.set[*id].meta)).collect();
    for (key, named) in [("emits", emits), ("rejects", rejects)] {
        if !named.is_empty() {
            lines.add(key, fields::names(&named));
        }
    }
    with_bodies(names, lines, versions)
}

pub(super) fn query(names: Names<'_>, query: &Query) -> Vec<Part> {
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
    }
    with_bodies(names, lines, versions)
}

/// The names of a message on the wire, and what a key in its payload holds.
fn on_the_wire(lines: &mut Lines, meta: &Meta, wire: &WireNames, tag: Option<&Tag>) {
    // Without `name`, aliases of the same context are read without it too where the payload holds the name.
    let short = wire.name == meta.subject && tag.is_none_or(|tag| also_short(meta, wire, tag));
    if !short {
        lines.add("name", text(&wire.name));
    }
    if !wire.aliases.is_empty() {
        lines.add("aliases", fields::names(&wire.aliases));
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
        lines.add("reserved", fields::names(reserved));
    }
}

pub(super) fn union(names: Names<'_>, union: &Union) -> Vec<Part> {
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
