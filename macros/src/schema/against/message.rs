//! Name, version, step, aliases, `reads_as` and `emits`.

use proc_macro2::Literal;
use retold_codegen::model::Body;
use retold_codegen::suggest::nearest;
use syn::{LitStr, Type};

use super::{Comparison, Expected, Id, types};

impl<'a> Comparison<'a> {
    /// The definition with the struct's name.
    pub(super) fn definition(&mut self) -> Option<Expected<'a>> {
        let (name, kind) = (self.message.name, self.kind);
        let text = name.value();
        if let Some(found) = self.all_of_kind().find(|expected| expected.wire.name == text) {
            return Some(found);
        }
        if let Some(today) = self.all_of_kind().find(|expected| expected.wire.aliases.contains(&text)) {
            let message = format!("`{text}` is an earlier name in the schema; today's is `{}`", today.wire.name);
            let help = format!("write `name = \"{}\"`, and `alias = \"{text}\"`", today.wire.name);
            self.differs(name, &message, (today.meta.place, ""), &[help]);
            return None;
        }
        if let Some(found) = self.all().find(|expected| expected.wire.name == text) {
            let message = format!("`{text}` is no {kind} in the schema");
            let label = format!("it is this {}", found.id.kind());
            self.differs(name, &message, (found.meta.place, &label), &[]);
            return None;
        }
        let message = format!("there is no {kind} `{text}` in the schema");
        let names: Vec<&str> = self.all_of_kind().map(|expected| expected.wire.name.as_str()).collect();
        let meant = nearest(&text, names.iter().copied());
        match self.all_of_kind().find(|expected| meant == Some(expected.wire.name.as_str())) {
            Some(found) => {
                let help = format!("did you mean `{}`?", found.wire.name);
                self.differs(name, &message, (found.meta.place, ""), &[help]);
            }
            None if names.is_empty() => self.problems.at(name, format!("{message}, which has no {kind} at all")),
            None => {
                let shown: Vec<String> = names.iter().take(5).map(|name| format!("`{name}`")).collect();
                let more = if names.len() > shown.len() { ", …" } else { "" };
                self.problems.at(name, format!("{message}; there are {}{more}", shown.join(", ")));
            }
        }
        None
    }

    /// The definition is in the file that the attribute names.
    pub(super) fn file(&mut self, expected: &Expected<'_>, file: Option<&str>) {
        let (Some(path), Some(file)) = (&self.attr.schema, file) else { return };
        let actual = self.set.sources.file(expected.meta.place.file).shown.clone();
        if actual != file {
            let message = format!("`{}` is not defined in `{file}`", expected.wire.name);
            let help = format!("name `{actual}`, relative to the folder of Cargo.toml, or its folder");
            self.differs(path, &message, (expected.meta.place, "but here"), &[help]);
        }
    }

    /// The body of the struct's version.
    pub(super) fn version(&mut self, expected: &Expected<'a>) -> Option<&'a Body> {
        let (version, versions) = (self.message.version, expected.versions);
        if let Some(body) = versions.at(version) {
            return Some(body);
        }
        let Some((_, span)) = &self.attr.version else { return None };
        let mut at = Literal::u32_unsuffixed(version);
        at.set_span(*span);
        let name = &expected.wire.name;
        if version < versions.first() {
            let message = format!("version {version} of `{name}` is retired in the schema: no data of it is left");
            let help = "drop this type, and make the next version the `oldest`".to_owned();
            self.differs(at, &message, (expected.meta.place, ""), &[help]);
        } else {
            let (message, current) = (format!("the schema has no version {version} of `{name}`"), versions.current());
            let label = format!("its newest is v{current}");
            let help = format!("write `v{}:` there first", current + 1);
            self.differs(at, &message, (expected.meta.place, &label), &[help]);
        }
        None
    }

    /// Where the schema has a step the struct has one, and where it has none the struct is the oldest.
    pub(super) fn step(&mut self, expected: &Expected<'_>) {
        let version = self.message.version;
        let plans = &self.set.compiled.plans;
        let has_step = match expected.id {
            Id::Event(id) => plans.events.contains_key(&(id.index(), version)),
            Id::Command(id) => plans.commands.contains_key(&(id.index(), version)),
            Id::Query(id) => plans.queries.contains_key(&(id.index(), version)),
        };
        let (attr, name) = (self.attr, &expected.wire.name);
        let before = version.saturating_sub(1);
        match (&attr.step, &attr.oldest) {
            (None, Some(oldest)) if has_step => {
                if let Some(previous) = expected.versions.at(before) {
                    let message = format!("version {version} of `{name}` is not the oldest in the schema");
                    let help = format!("say `from = …` with the type of version {before}, or retire v{before}");
                    self.differs(oldest, &message, (previous.place, "data of this may be left"), &[help]);
                }
            }
            (Some(step), _) if !has_step => {
                let message = format!("in the schema no step leads to version {version} of `{name}`");
                let place = expected.versions.at(version).map_or(expected.meta.place, |body| body.place);
                let help = "say `oldest`: data of the versions before is not left, or becomes other events".to_owned();
                self.differs(&step.from, &message, (place, ""), &[help]);
            }
            (Some(_) | None, _) => {}
        }
    }

    /// The earlier names are the same.
    pub(super) fn aliases(&mut self, expected: &Expected<'_>) {
        let (aliases, name) = (self.message.aliases, &expected.wire.name);
        for alias in aliases.iter().filter(|alias| !expected.wire.aliases.contains(&alias.value())) {
            let message = format!("`{}` is no alias of `{name}` in the schema", alias.value());
            self.differs(alias, &message, (expected.meta.place, ""), &["list it under `aliases`".to_owned()]);
        }
        let has = |text: &str| aliases.iter().any(|alias| alias.value() == text);
        for missing in expected.wire.aliases.iter().filter(|alias| !has(alias)) {
            let message = format!("`{missing}` still reads as `{name}` in the schema, and not here");
            let help = format!("add `alias = \"{missing}\"`");
            self.differs(self.message.name, &message, (expected.meta.place, ""), &[help]);
        }
    }

    /// No reader is told that it reads what it does not: the schema knows the lowest version that does.
    pub(super) fn reads_as(&mut self, expected: &Expected<'_>) {
        let current = expected.versions.current();
        let Some((reads_as, span)) = self.attr.reads_as.filter(|_| self.message.version == current) else { return };
        let lowest = match expected.id {
            Id::Event(id) => self.set.reads_as.event(id),
            Id::Command(id) => self.set.reads_as.command(id),
            Id::Query(id) => self.set.reads_as.query(id),
        };
        if reads_as < lowest {
            let mut at = Literal::u32_unsuffixed(reads_as);
            at.set_span(span);
            let name = &expected.wire.name;
            let message = format!("a reader of version {reads_as} does not read every version {current} of `{name}`");
            let place = expected.versions.at(reads_as).map_or(expected.meta.place, |body| body.place);
            let help = match lowest {
                lowest if lowest == current => "leave `reads_as` out".to_owned(),
                lowest => format!("write `reads_as = {lowest}`"),
            };
            self.differs(at, &message, (place, "not every value of the current version fits"), &[help]);
        }
    }

    /// The events that a command leads to are the same.
    pub(super) fn emits(&mut self, expected: &Expected<'_>) {
        let Id::Command(id) = expected.id else { return };
        if self.message.version != expected.versions.current() {
            return;
        }
        let (set, name) = (self.model(), &expected.wire.name);
        let emitted: Vec<&str> = set[id].emits.iter().map(|event| set[*event].meta.rust_name.as_str()).collect();
        let called = |ty: &Type| types::last_segment(ty);
        for ty in self.message.emits {
            if !called(ty).is_some_and(|called| emitted.contains(&called.as_str())) {
                let found = called(ty).unwrap_or_default();
                let message = format!("`{name}` does not emit `{found}` in the schema");
                self.differs(ty, &message, (expected.meta.place, ""), &["list it under `emits`".to_owned()]);
            }
        }
        let has = |event: &str| self.message.emits.iter().any(|ty| called(ty).as_deref() == Some(event));
        for missing in emitted.into_iter().filter(|event| !has(event)).collect::<Vec<_>>() {
            let message = format!("`{name}` emits `{missing}` in the schema, and not here");
            let at: &LitStr = self.message.name;
            self.differs(at, &message, (expected.meta.place, ""), &[format!("add it: `emits({missing})`")]);
        }
    }

    /// The answer of a query is of the same type.
    pub(super) fn answer(&mut self, expected: &Expected<'_>) {
        let (Id::Query(id), Some(found), None) = (expected.id, self.message.answer, self.message.codec) else { return };
        let (set, name) = (self.model(), &expected.wire.name);
        let query = &set[id];
        if types::answers(set, query, found) {
            return;
        }
        let (rust, found_text) = (types::answer(set, query), types::written(found));
        let message = format!("`{name}` answers with `{rust}` in the schema, and with `{found_text}` here");
        self.differs(found, &message, (expected.meta.place, ""), &[]);
    }
}
