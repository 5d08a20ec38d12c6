//! The definitions that a body can hold, each as one entry of `$defs`.

use super::fields::{Members, mark};
use super::text::{Json, Object, texts};
use super::types::shared_builtin;
use super::{Builder, Part};
use crate::model::{Body, Enum, EnumValue, Named, Record, Scalar, Union, UnionBody, Variant};

impl Builder<'_> {
    /// The entry of `$defs` for one part.
    pub(in crate::emit) fn part(&mut self, part: Part) -> Object {
        let set = self.set;
        match part {
            Part::Builtin(builtin) => shared_builtin(builtin),
            Part::Named(Named::Scalar(id)) => self.scalar(&set[id]),
            Part::Named(Named::Enum(id)) => enumeration(&set[id]),
            Part::Named(Named::Record(id, version)) => self.record(&set[id], version),
            Part::Named(Named::Union(id, version)) => self.union(&set[id], version),
        }
    }

    fn scalar(&mut self, scalar: &Scalar) -> Object {
        let mut schema = described(&scalar.meta.subject, None, scalar.meta.doc.as_deref(), None);
        schema.append(self.ty(&scalar.inner, &scalar.constraints));
        mark(&mut schema, scalar.meta.deprecated.as_deref(), scalar.pii, scalar.unit.as_deref());
        schema
    }

    fn record(&mut self, record: &Record, version: u32) -> Object {
        let Some(body) = record.versions.at(version) else { return Object::new() };
        let mut schema =
            described(&record.meta.subject, Some(version), record.meta.doc.as_deref(), body.note.as_deref());
        mark(&mut schema, record.meta.deprecated.as_deref(), false, None);
        self.body(body, &mut schema);
        schema
    }

    fn union(&mut self, union: &Union, version: u32) -> Object {
        let Some(body) = union.versions.at(version) else { return Object::new() };
        let mut schema = described(&union.meta.subject, Some(version), union.meta.doc.as_deref(), body.note.as_deref());
        mark(&mut schema, union.meta.deprecated.as_deref(), false, None);
        schema.add("type", "object");
        let mut choices: Vec<Json> = body.variants.iter().map(|variant| self.variant(union, variant).into()).collect();
        if union.open {
            choices.push(unknown_variant(union, body).into());
        }
        match choices.is_empty() {
            true => schema.with("not", Object::new()),
            false => schema.with("oneOf", choices),
        }
    }

    fn variant(&mut self, union: &Union, variant: &Variant) -> Object {
        let mut schema = Object::new().with("title", &variant.name);
        let mut members = Members::default();
        members.constant(&union.tag, Object::new().with("const", &variant.name));
        match &union.content {
            None => self.fields(&variant.fields, &mut members),
            Some(content) => {
                let mut held = Object::new().with("type", "object");
                let mut inner = Members::default();
                self.fields(&variant.fields, &mut inner);
                inner.finish(&mut held);
                members.constant(content, held);
            }
        }
        members.finish(&mut schema);
        schema
    }

    /// Adds the members of a body to a schema.
    pub(in crate::emit) fn body(&mut self, body: &Body, schema: &mut Object) {
        schema.add("type", "object");
        let mut members = Members::default();
        if let Some(tag) = &body.tag {
            members.tag(tag);
        }
        self.fields(&body.fields, &mut members);
        members.finish(schema);
    }
}

/// The start of a schema: what it is called and what it is for.
pub(in crate::emit) fn described(name: &str, version: Option<u32>, doc: Option<&str>, note: Option<&str>) -> Object {
    let mut schema = Object::new();
    match version {
        Some(version) => schema.add("title", format!("{name} v{version}")),
        None => schema.add("title", name),
    }
    match (doc, note) {
        (Some(doc), Some(note)) => schema.add("description", format!("{}\n\n{note}", doc.trim_end())),
        (Some(text), None) | (None, Some(text)) => schema.add("description", text),
        (None, None) => {}
    }
    schema
}

/// What an open union keeps as it is: an object with a tag that names no variant.
fn unknown_variant(union: &Union, body: &UnionBody) -> Object {
    let mut tag = Object::new().with("type", "string");
    if !body.variants.is_empty() {
        let known = texts(body.variants.iter().map(|variant| variant.name.as_str()));
        tag.add("not", Object::new().with("enum", known));
    }
    let mut schema = Object::new().with("description", "Any other variant is kept as it is.");
    let mut members = Members::default();
    members.constant(&union.tag, tag);
    members.finish(&mut schema);
    schema
}

fn enumeration(definition: &Enum) -> Object {
    let mut schema = described(&definition.meta.subject, None, definition.meta.doc.as_deref(), None);
    mark(&mut schema, definition.meta.deprecated.as_deref(), false, None);
    schema.add("type", "string");
    let plain = definition
        .values
        .iter()
        .all(|value| value.aliases.is_empty() && value.doc.is_none() && value.deprecated.is_none());
    if plain && !definition.open {
        schema.add("enum", texts(definition.values.iter().map(|value| value.wire.as_str())));
        return schema;
    }
    let mut choices: Vec<Json> = definition.values.iter().flat_map(texts_of).collect();
    if definition.open {
        // The known values stand there for people and editors; any other text is kept as it was read.
        choices.push(Object::new().with("description", "Any other text is kept as it is.").into());
    }
    schema.with("anyOf", choices)
}

/// The texts that read as one value.
fn texts_of(value: &EnumValue) -> impl Iterator<Item = Json> {
    let mut current = Object::new().with("const", &value.wire);
    current.add_some("description", value.doc.as_ref());
    mark(&mut current, value.deprecated.as_deref(), false, None);
    let earlier = value.aliases.iter().map(|alias| {
        let told = format!("Earlier name of `{}`.", value.wire);
        Object::new().with("const", alias).with("description", told).with("deprecated", true)
    });
    std::iter::once(current).chain(earlier).map(Json::from)
}
