//! Definitions as exported types.

use super::Printer;
use super::docs::{self, Docs};
use super::layout::{Choice, Member, alias, key, object, short_object};
use super::names::{Owned, current};
use crate::emit::rust::text::{code, literal};
use crate::model::{
    Aggregate, Body, Definition, EnumId, Field, Meta, Module, Named, QueryId, RecordId, RejectionId, Returns, ScalarId,
    Union, UnionBody, UnionId, Variant, Versions, ViewId, ViewValue, WireNames,
};

impl Printer<'_> {
    fn export(&mut self, owned: impl Into<Owned>, docs: &[String], choices: &[Choice]) {
        let Some(name) = self.names.of(owned) else { return };
        let lines = alias(name, choices);
        self.lines.blank();
        self.lines.all(docs);
        self.lines.all(&lines);
    }

    fn export_one(&mut self, owned: impl Into<Owned>, docs: &[String], value: Vec<String>) {
        self.export(owned, docs, &[Choice { docs: Vec::new(), value }]);
    }

    pub(super) fn newtype(&mut self, id: ScalarId) {
        let scalar = &self.set[id];
        let mut facts = format!("`{}`: `{}`", scalar.meta.subject, self.set.spelled(&scalar.inner));
        if let Some(unit) = &scalar.unit {
            facts.push_str(", in ");
            facts.push_str(&code(unit));
        }
        if scalar.pii {
            facts.push_str(", personal data");
        }
        facts.push('.');
        if let Some(remark) = docs::remark(&scalar.inner) {
            facts.push(' ');
            facts.push_str(remark);
        }
        let docs = Docs::new(scalar.meta.doc.as_deref()).paragraph(facts).finish(scalar.meta.deprecated.as_deref());
        let inner = self.ty(&scalar.inner);
        self.export_one(Named::Scalar(id), &docs, vec![inner]);
    }

    pub(super) fn enumeration(&mut self, id: EnumId) {
        let definition = &self.set[id];
        let kept = if definition.open { "Any other text is kept as it is." } else { "" };
        let docs =
            Docs::new(definition.meta.doc.as_deref()).paragraph(kept).finish(definition.meta.deprecated.as_deref());
        let mut choices: Vec<Choice> = definition
            .values
            .iter()
            .map(|value| Choice { docs: docs::value(value), value: vec![literal(&value.wire)] })
            .collect();
        if definition.open {
            // With `& {}` the known values stay visible to editors.
            let other = if choices.is_empty() { "string" } else { "(string & {})" };
            choices.push(Choice { docs: Vec::new(), value: vec![other.to_owned()] });
        }
        self.export(Named::Enum(id), &docs, &choices);
    }

    /// All versions of a record that are needed, the current one last.
    pub(super) fn record(&mut self, id: RecordId) {
        let record = &self.set[id];
        for (version, body) in record.versions.iter() {
            let owned = Named::Record(id, version);
            if self.names.of(owned).is_some() {
                let docs = docs::version(&record.meta, version, record.versions.current(), body.note.as_deref())
                    .finish(record.meta.deprecated.as_deref());
                let members = self.body(body);
                self.export_one(owned, &docs, object(&members));
            }
        }
    }

    /// All versions of a union that are needed, the current one last.
    pub(super) fn union(&mut self, id: UnionId) {
        let union = &self.set[id];
        for (version, body) in union.versions.iter() {
            let owned = Named::Union(id, version);
            if self.names.of(owned).is_some() {
                let kept = if union.open { "Any other variant is kept as it is." } else { "" };
                let docs = docs::version(&union.meta, version, union.versions.current(), body.note.as_deref())
                    .paragraph(kept)
                    .finish(union.meta.deprecated.as_deref());
                let choices = self.choices(union, body);
                self.export(owned, &docs, &choices);
            }
        }
    }

    fn choices(&mut self, union: &Union, body: &UnionBody) -> Vec<Choice> {
        let mut choices: Vec<Choice> = body
            .variants
            .iter()
            .map(|variant| Choice { docs: Vec::new(), value: object(&self.variant(union, variant)) })
            .collect();
        if union.open {
            let rest = Member { docs: Vec::new(), key: "[key: string]".to_owned(), value: vec!["unknown".to_owned()] };
            let members = [Member::plain(&union.tag, "string & {}"), rest];
            choices.push(Choice { docs: Vec::new(), value: object(&members) });
        }
        choices
    }

    fn variant(&mut self, union: &Union, variant: &Variant) -> Vec<Member> {
        let mut members = vec![Member::plain(&union.tag, literal(&variant.name))];
        let fields = self.fields(&variant.fields);
        match &union.content {
            None => members.extend(fields),
            Some(content) => members.push(Member { docs: Vec::new(), key: key(content), value: object(&fields) }),
        }
        members
    }

    /// The current version of an event, or a command.
    pub(super) fn message(&mut self, definition: Definition, meta: &Meta, wire: &WireNames, versions: &Versions<Body>) {
        let Some(owned) = current(self.set, definition) else { return };
        let body = versions.current_body();
        let version = versions.current();
        let earlier = docs::earlier(&wire.aliases).unwrap_or_default();
        let docs = docs::version(meta, version, version, body.note.as_deref())
            .paragraph(earlier)
            .finish(meta.deprecated.as_deref());
        let members = self.body(body);
        self.export_one(owned, &docs, object(&members));
    }

    /// The parameters of a query and what it answers.
    pub(super) fn query(&mut self, id: QueryId) {
        let query = &self.set[id];
        self.message(Definition::Query(id), &query.meta, &query.wire, &query.versions);
        let docs = Docs::default().paragraph(format!("What `{}` answers.", query.meta.subject)).finish(None);
        let value = self.returns(&query.returns);
        self.export_one(Owned::Answer(id.0), &docs, value);
    }

    pub(super) fn view(&mut self, id: ViewId) {
        let view = &self.set[id];
        let Some(owned) = current(self.set, Definition::View(id)) else { return };
        let by = format!("`{}`: one for each `{}`.", view.meta.subject, self.set.spelled(&view.key));
        let docs = Docs::new(view.meta.doc.as_deref()).paragraph(by).finish(view.meta.deprecated.as_deref());
        let value = self.view_value(&view.value);
        self.export_one(owned, &docs, value);
    }

    pub(super) fn rejection(&mut self, id: RejectionId) {
        let rejection = &self.set[id];
        let Some(owned) = current(self.set, Definition::Rejection(id)) else { return };
        let message = format!("`{}`: {}.", rejection.meta.subject, code(&rejection.message));
        let docs =
            Docs::new(rejection.meta.doc.as_deref()).paragraph(message).finish(rejection.meta.deprecated.as_deref());
        let members = self.fields(&rejection.fields);
        self.export_one(owned, &docs, object(&members));
    }

    /// The events of an aggregate that can still happen, by their names on the wire.
    pub(super) fn events(&mut self, aggregate: &Aggregate, module: &Module) {
        let mut choices = Vec::new();
        for definition in &module.definitions {
            let (Definition::Event(id), Some(owned)) = (definition, current(self.set, *definition)) else { continue };
            let event = &self.set[*id];
            let version = event.versions.current();
            if event.becomes.as_ref().is_some_and(|becomes| becomes.up_to >= version) {
                continue;
            }
            let members = [
                Member::plain("type", literal(&event.wire.name)),
                Member::plain("version", version.to_string()),
                Member::plain("data", self.name(self.module, owned)),
            ];
            choices.push(Choice { docs: Vec::new(), value: short_object(&members, "  | ;".len()) });
        }
        let name = &aggregate.name;
        let docs = Docs::default()
            .paragraph(format!(
                "The events of `{name}`, each in its current version, with the name it is stored under."
            ))
            .finish(None);
        self.export(Owned::Events(self.module.0), &docs, &choices);
    }

    fn view_value(&mut self, value: &ViewValue) -> Vec<String> {
        match value {
            ViewValue::Type(ty) => vec![self.ty(ty)],
            ViewValue::Fields(fields) => object(&self.fields(fields)),
        }
    }

    fn returns(&mut self, returns: &Returns) -> Vec<String> {
        match returns {
            Returns::Type(ty) => vec![self.ty(ty)],
            Returns::View { view, count } => vec![self.entries(*view, *count)],
        }
    }

    fn body(&mut self, body: &Body) -> Vec<Member> {
        let tag = body.tag.as_ref().map(|tag| Member::plain(&tag.key, literal(&tag.value)));
        let fields = self.fields(&body.fields);
        tag.into_iter().chain(fields).collect()
    }

    /// What reads without the key is a key that may be absent.
    fn fields(&mut self, fields: &[Field]) -> Vec<Member> {
        fields
            .iter()
            .map(|field| {
                let optional = field.ty.is_optional() || field.default.is_some();
                Member {
                    docs: docs::field(field),
                    key: key(&field.wire_name) + if optional { "?" } else { "" },
                    value: vec![self.ty(&field.ty)],
                }
            })
            .collect()
    }
}
