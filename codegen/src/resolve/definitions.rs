//! What the definitions of every kind share, and records. The other kinds have a file each.

use crate::diagnostic::Diagnostic;
use crate::model::{Body, Definition, Meta, NoneForm, Record};
use crate::naming::type_name;
use crate::rules;
use crate::written::{Text, WrittenDefinition, WrittenKind, WrittenVersioned, shortened};

use super::body::{BodyContext, placeholder};
use super::names::Kinds;
use super::wire::Wire;
use super::{Listed, Resolver};

impl<'f> Resolver<'f> {
    /// Calls `make` for every definition, with messages about it.
    pub(super) fn each(&mut self, mut make: impl FnMut(&mut Self, Listed, &'f WrittenDefinition<'f>)) {
        let files = self.files;
        for at in 0..self.names.listed.len() {
            let listed = self.names.listed[at];
            let written = &files[listed.file].definitions[listed.index];
            self.subject = self.subject_of(listed.file, &written.name.value);
            make(self, listed, written);
        }
        self.subject.clear();
    }

    pub(super) fn meta(&self, listed: Listed, written: &WrittenDefinition<'_>) -> Meta {
        Meta {
            module: self.module_of(listed.file),
            name: written.name.value.clone(),
            rust_name: type_name(&written.name.value),
            subject: self.subject.clone(),
            doc: written.doc.as_ref().map(|doc| doc.value.clone()),
            deprecated: written.deprecated.as_ref().map(|reason| reason.value.clone()),
            frozen: written.frozen,
            place: written.name.place,
        }
    }

    /// Records and unions.
    pub(super) fn bodies(&mut self) {
        self.each(|resolver, listed, written| match &written.kind {
            WrittenKind::Record(body) => resolver.record(listed, written, body),
            WrittenKind::Union(body) => resolver.union(listed, written, body),
            _ => {}
        });
    }

    pub(super) fn body_context(&self, listed: Listed, body: Option<&WrittenVersioned<'_>>) -> BodyContext<'static> {
        let wire = Wire::of(&self.files[listed.file].wire, body.map(|body| &body.wire));
        BodyContext { file: listed.file, definition: listed.definition, wire, tag: None }
    }

    fn record(&mut self, listed: Listed, written: &'f WrittenDefinition<'f>, body: &'f WrittenVersioned<'f>) {
        let context = self.body_context(listed, Some(body));
        let versions = self.field_bodies(body, &written.name, context);
        let meta = self.meta(listed, written);
        let versions = versions.unwrap_or_else(|| placeholder(empty_body(written)));
        self.set.records.push(Record { meta, versions });
    }

    /// Definitions named in a list, each once.
    pub(super) fn references<'t>(
        &mut self,
        names: &'t [Text],
        file: usize,
        kinds: Kinds,
    ) -> Vec<(Definition, &'t Text)> {
        let mut found: Vec<(Definition, &Text)> = Vec::new();
        for name in names {
            let Some(definition) = self.find(&name.value, name.place, file, kinds) else { continue };
            if let Some((_, other)) = found.iter().find(|(other, _)| *other == definition) {
                let other = other.place;
                self.report(
                    Diagnostic::new(
                        &rules::named_twice::RULE,
                        name.place,
                        format!("`{}` is named twice", shortened(&name.value)),
                    )
                    .with_also(other, "the first time")
                    .with_help("remove one of the two"),
                );
                continue;
            }
            found.push((definition, name));
        }
        found
    }
}

/// What stands for the body of a definition that has none, which is an error already.
pub(super) fn empty_body(written: &WrittenDefinition<'_>) -> Body {
    Body {
        fields: Vec::new(),
        none: NoneForm::Absent,
        tag: None,
        note: None,
        reserved: Vec::new(),
        upcast: None,
        place: written.name.place,
    }
}
