//! Definitions of every kind, one function a kind.

use super::reader::{Reader, version_number};
use super::{
    Spanned, Text, WrittenBecomes, WrittenBody, WrittenDefinition, WrittenEnum, WrittenEnumValue, WrittenField,
    WrittenKind, WrittenProcess, WrittenReaction, WrittenRejection, WrittenScalar, WrittenVersioned, WrittenView,
};
use crate::diagnostic::Diagnostic;
use crate::keys;
use crate::rules;
use crate::yaml::{Entry, Node, NodeKind};

/// What every definition may have.
#[derive(Default)]
struct Common {
    doc: Option<Text>,
    deprecated: Option<Text>,
    frozen: bool,
}

impl Reader {
    /// One entry of a section.
    pub(crate) fn definition<'a>(&mut self, section: &str, entry: &'a Entry) -> WrittenDefinition<'a> {
        let name = self.key(entry);
        let mut common = Common::default();
        let node = &entry.value;
        let kind = match section {
            "scalars" => WrittenKind::Scalar(self.scalar(node, entry, &mut common)),
            "enums" => WrittenKind::Enum(self.enumeration(node, &mut common)),
            "records" => WrittenKind::Record(self.versioned(node, ("a record", keys::RECORD), &mut common)),
            "unions" => WrittenKind::Union(self.versioned(node, ("a union", keys::UNION), &mut common)),
            "events" => WrittenKind::Event(self.versioned(node, ("an event", keys::EVENT), &mut common)),
            "commands" => WrittenKind::Command(self.versioned(node, ("a command", keys::COMMAND), &mut common)),
            "queries" => WrittenKind::Query(self.versioned(node, ("a query", keys::QUERY), &mut common)),
            "rejections" => WrittenKind::Rejection(self.rejection(node, entry, &mut common)),
            "views" => WrittenKind::View(self.view(node, entry, &mut common)),
            _ => WrittenKind::Process(self.process(node, entry, &mut common)),
        };
        WrittenDefinition { name, doc: common.doc, deprecated: common.deprecated, frozen: common.frozen, kind }
    }

    /// Takes the entry if it is one that every definition may have.
    fn common(&mut self, entry: &Entry, common: &mut Common) -> bool {
        let value = &entry.value;
        match entry.key.as_str() {
            "doc" => common.doc = self.text(value, "`doc`"),
            "deprecated" => common.deprecated = self.text(value, "`deprecated`, the reason,"),
            "policy" => match self.text(value, "`policy`") {
                Some(text) if text.value == "frozen" => common.frozen = true,
                Some(_) => self.wrong_shape(value, "the only policy is `frozen`", ""),
                None => {}
            },
            _ => return false,
        }
        true
    }

    fn scalar<'a>(&mut self, node: &'a Node, entry: &Entry, common: &mut Common) -> WrittenScalar<'a> {
        let mut scalar = WrittenScalar { ty: None, constraints: None, pii: false, unit: None };
        let NodeKind::Map(entries) = &node.kind else {
            scalar.ty = self.ty(node);
            return scalar;
        };
        let mut has_type = false;
        for key in entries {
            match key.key.as_str() {
                "type" => {
                    has_type = true;
                    scalar.ty = self.ty(&key.value);
                }
                "pii" => scalar.pii = self.boolean(&key.value, "`pii`"),
                "unit" => scalar.unit = self.text(&key.value, "`unit`"),
                "min_items" | "max_items" | "unique" => self.unknown_key(key, "a scalar", keys::SCALAR),
                _ if self.common(key, common) || self.constraint(key, &mut scalar.constraints) => {}
                _ => self.unknown_key(key, "a scalar", keys::SCALAR),
            }
        }
        if !has_type {
            self.missing_key(
                entry.key_place,
                "a scalar",
                "type",
                "write `type: string`, or another type of the language",
            );
        }
        scalar
    }

    fn enumeration(&mut self, node: &Node, common: &mut Common) -> WrittenEnum {
        let mut written = WrittenEnum::default();
        match &node.kind {
            NodeKind::List(_) => written.values = self.enum_values(node),
            NodeKind::Map(entries) => {
                for key in entries {
                    match key.key.as_str() {
                        "open" => written.open = self.boolean(&key.value, "`open`"),
                        "values" => written.values = self.enum_values(&key.value),
                        _ if self.common(key, common) => {}
                        _ => self.unknown_key(key, "an enum", keys::ENUM),
                    }
                }
            }
            NodeKind::Scalar(_) => self.wrong_shape(
                node,
                "an enum is a list of values, or a mapping",
                "write `[A, B]`, or `{ open: true, values: [A, B] }`",
            ),
        }
        written
    }

    fn enum_values(&mut self, node: &Node) -> Vec<WrittenEnumValue> {
        let plain =
            |name: Text| WrittenEnumValue { name, wire: None, aliases: Vec::new(), doc: None, deprecated: None };
        match &node.kind {
            NodeKind::List(nodes) => nodes.iter().filter_map(|node| self.text(node, "each value").map(plain)).collect(),
            _ => {
                let entries = self.map(node, "`values`");
                entries.iter().map(|entry| self.enum_value(entry, plain)).collect()
            }
        }
    }

    fn enum_value(&mut self, entry: &Entry, plain: impl Fn(Text) -> WrittenEnumValue) -> WrittenEnumValue {
        let mut value = plain(self.key(entry));
        if matches!(&entry.value.kind, NodeKind::Scalar(scalar) if scalar.text.is_empty()) {
            return value;
        }
        for key in self.map(&entry.value, "a value of an enum") {
            match key.key.as_str() {
                "wire" => value.wire = self.text(&key.value, "`wire`"),
                "aliases" => value.aliases = self.texts(&key.value, "`aliases`"),
                "doc" => value.doc = self.text(&key.value, "`doc`"),
                "deprecated" => value.deprecated = self.text(&key.value, "`deprecated`, the reason,"),
                _ => self.unknown_key(key, "a value of an enum", keys::ENUM_VALUE),
            }
        }
        value
    }

    /// An event, command, query, record or union. `allowed` decides which keys it takes beside its bodies.
    fn versioned<'a>(
        &mut self,
        node: &'a Node,
        (what, allowed): (&str, &'static [&'static str]),
        common: &mut Common,
    ) -> Box<WrittenVersioned<'a>> {
        let mut written = Box::<WrittenVersioned<'a>>::default();
        let is_union = allowed.contains(&"variants");
        written.unreadable = !matches!(node.kind, NodeKind::Map(_));
        for entry in self.map(node, what) {
            let key = entry.key.as_str();
            let value = &entry.value;
            if let Some(version) = version_number(key) {
                let (fields, variants) = if is_union {
                    (Vec::new(), self.variants(value))
                } else {
                    (self.fields(value, "a version"), Vec::new())
                };
                written.bodies.push(WrittenBody { version, place: entry.key_place, fields, variants });
                continue;
            }
            if !allowed.contains(&key) {
                written.unreadable = true;
                self.unknown_version_key(entry, what, allowed);
                continue;
            }
            match key {
                "notes" => {
                    written.notes = self.by_version(value, "`notes`", |reader, node| reader.text(node, "a note"))
                }
                "name" => written.name = self.text(value, "`name`, the whole name on the wire,"),
                "aliases" => written.aliases = self.texts(value, "`aliases`"),
                "wire" => written.wire = self.wire(value),
                "reserved" => {
                    written.reserved =
                        self.by_version(value, "`reserved`", |reader, node| Some(reader.texts(node, "`reserved`")));
                }
                "retired" => written.retired = self.retired(value),
                "upcast" => {
                    written.upcast =
                        self.by_version(value, "`upcast`", |reader, node| reader.text(node, "the path of a function"));
                }
                "tag" => written.tag = self.text(value, "`tag`"),
                "content" => written.content = self.text(value, "`content`"),
                "open" => written.open = self.boolean(value, "`open`"),
                "variants" => {
                    written.variants =
                        self.by_version(value, "`variants`", |reader, node| Some(reader.pairs(node, "`variants`")));
                }
                "becomes" => written.becomes = Some(self.becomes(value)),
                "emits" => written.emits = self.texts(value, "`emits`"),
                "rejects" => written.rejects = self.texts(value, "`rejects`"),
                "returns" => written.returns = self.ty(value),
                _ => {
                    self.common(entry, common);
                }
            }
        }
        written
    }

    fn unknown_version_key(&mut self, entry: &Entry, what: &str, allowed: &[&str]) {
        let looks_like_version =
            entry.key.strip_prefix(['v', 'V']).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
        if looks_like_version && !entry.key.is_empty() {
            self.version(entry);
            return;
        }
        let looks_like_field = matches!(&entry.value.kind, NodeKind::Scalar(scalar) if !scalar.text.is_empty())
            && !self.problems.is_full(entry.key_place.file)
            && crate::suggest::nearest(&entry.key, allowed.iter().copied()).is_none();
        let mut problem = self.of_unknown_key(entry, what, allowed);
        if looks_like_field {
            problem = problem.with_help("fields belong into a version, as in `v1: { … }`");
        }
        self.report(problem);
    }

    fn variants<'a>(&mut self, node: &'a Node) -> Vec<(Text, Vec<WrittenField<'a>>)> {
        let entries = self.map(node, "a version of a union, its variants by name,");
        entries.iter().map(|entry| (self.key(entry), self.fields(&entry.value, "a variant"))).collect()
    }

    fn by_version<'a, T>(
        &mut self,
        node: &'a Node,
        what: &str,
        read: impl Fn(&mut Self, &'a Node) -> Option<T>,
    ) -> Vec<(Spanned<u32>, T)> {
        let entries = self.map(node, what);
        let mut read: Vec<_> =
            entries.iter().filter_map(|entry| Some((self.version(entry)?, read(self, &entry.value)?))).collect();
        read.sort_by_key(|(version, _)| version.value);
        read
    }

    fn retired(&mut self, node: &Node) -> Vec<Spanned<u32>> {
        self.texts(node, "`retired`")
            .into_iter()
            .filter_map(|text| {
                let version = version_number(&text.value);
                if version.is_none() {
                    self.report(
                        Diagnostic::new(
                            &rules::version_key::RULE,
                            text.place,
                            format!("`{}` is not a version", text.value),
                        )
                        .with_help("write `[v1]`, or `[v1, v2]`"),
                    );
                }
                Some(Spanned { value: version?, place: text.place })
            })
            .collect()
    }

    fn becomes(&mut self, node: &Node) -> WrittenBecomes {
        let mut written = WrittenBecomes { up_to: None, into: Vec::new(), with: None, place: node.place };
        if let NodeKind::List(_) = &node.kind {
            written.into = self.texts(node, "`becomes`");
            return written;
        }
        let entries = self.map(node, "`becomes`");
        let mut versions = 0;
        for entry in entries {
            match entry.key.as_str() {
                "with" => written.with = self.text(&entry.value, "`with`, the path of a function,"),
                _ => {
                    versions += 1;
                    written.up_to = self.version(entry);
                    written.into = self.texts(&entry.value, "a list of events");
                }
            }
        }
        if versions != 1 {
            self.wrong_shape(
                node,
                "`becomes` names one version, up to which data becomes other events",
                "write `becomes: { v1: [A, B], with: \"crate::split\" }`, or `becomes: []` to drop the data from replay",
            );
        }
        written
    }

    fn rejection<'a>(&mut self, node: &'a Node, entry: &Entry, common: &mut Common) -> WrittenRejection<'a> {
        let mut rejection = WrittenRejection { message: None, fields: Vec::new() };
        let mut has_message = false;
        for key in self.map(node, "a rejection") {
            match key.key.as_str() {
                "message" => {
                    has_message = true;
                    rejection.message = self.text(&key.value, "`message`");
                }
                "fields" => rejection.fields = self.fields(&key.value, "`fields`"),
                _ if self.common(key, common) => {}
                _ => self.unknown_key(key, "a rejection", keys::REJECTION),
            }
        }
        if !has_message {
            self.missing_key(
                entry.key_place,
                "a rejection",
                "message",
                "say why the command is refused; `{field}` puts a field's value in",
            );
        }
        rejection
    }

    fn view<'a>(&mut self, node: &'a Node, entry: &Entry, common: &mut Common) -> WrittenView<'a> {
        let mut view = WrittenView { key: None, ty: None, fields: None, from: Vec::new() };
        let mut has_key = false;
        for key in self.map(node, "a view") {
            match key.key.as_str() {
                "key" => {
                    has_key = true;
                    view.key = self.ty(&key.value);
                }
                "type" => view.ty = self.ty(&key.value),
                "fields" => view.fields = Some((key.key_place, self.fields(&key.value, "`fields`"))),
                "from" => view.from = self.texts(&key.value, "`from`, the events that feed the view,"),
                _ if self.common(key, common) => {}
                _ => self.unknown_key(key, "a view", keys::VIEW),
            }
        }
        if !has_key {
            self.missing_key(entry.key_place, "a view", "key", "name the type that its entries are found by");
        }
        view
    }

    fn process<'a>(&mut self, node: &'a Node, entry: &Entry, common: &mut Common) -> WrittenProcess<'a> {
        let mut process = WrittenProcess { key: None, state: Vec::new(), reacts: Vec::new() };
        let mut has_key = false;
        for key in self.map(node, "a process") {
            match key.key.as_str() {
                "key" => {
                    has_key = true;
                    process.key = self.ty(&key.value);
                }
                "state" => process.state = self.fields(&key.value, "`state`"),
                "reacts" => {
                    let reactions = self.map(&key.value, "`reacts`");
                    process.reacts = reactions.iter().map(|entry| self.reaction(entry)).collect();
                }
                _ if self.common(key, common) => {}
                _ => self.unknown_key(key, "a process", keys::PROCESS),
            }
        }
        if !has_key {
            self.missing_key(entry.key_place, "a process", "key", "name the type that tells its instances apart");
        }
        process
    }

    fn reaction(&mut self, entry: &Entry) -> WrittenReaction {
        let mut reaction =
            WrittenReaction { trigger: self.key(entry), by: None, sends: Vec::new(), undo: Vec::new(), deadline: None };
        for key in self.map(&entry.value, "a reaction") {
            match key.key.as_str() {
                "by" => reaction.by = self.text(&key.value, "`by`"),
                "sends" => reaction.sends = self.texts(&key.value, "`sends`"),
                "undo" => reaction.undo = self.texts(&key.value, "`undo`"),
                "deadline" => reaction.deadline = Some(self.deadline(key)),
                _ => self.unknown_key(key, "a reaction", keys::REACTION),
            }
        }
        reaction
    }

    fn deadline(&mut self, entry: &Entry) -> (Option<Text>, Option<Text>) {
        let (mut after, mut then) = (None, None);
        let mut seen = Vec::new();
        for key in self.map(&entry.value, "a deadline") {
            seen.push(key.key.as_str());
            match key.key.as_str() {
                "after" => after = self.text(&key.value, "`after`, a duration,"),
                "then" => then = self.text(&key.value, "`then`, a name,"),
                _ => self.unknown_key(key, "a deadline", keys::DEADLINE),
            }
        }
        for needed in keys::DEADLINE {
            if !seen.contains(needed) {
                self.missing_key(entry.key_place, "a deadline", needed, "write `{ after: PT10M, then: NoAnswer }`");
            }
        }
        (after, then)
    }
}
