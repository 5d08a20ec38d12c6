//! Fields as the members of a JSON object: properties in the order of the file, what must be there, and that a field
//! with earlier names stands under one of them only.

use super::Builder;
use super::text::{Json, Object, texts};
use super::types::{at_most_one, present};
use crate::model::{Field, Tag};

/// The members of an object that is being described.
#[derive(Debug, Default)]
pub(in crate::emit) struct Members {
    properties: Object,
    /// Fields under earlier names; they come after all others.
    earlier: Object,
    required: Vec<Json>,
    conditions: Vec<Json>,
}

impl Members {
    /// A key that must hold one text, such as the tag of a variant.
    pub(super) fn constant(&mut self, key: &str, value: Object) {
        self.properties.add(key.to_owned(), value);
        self.required.push(key.into());
    }

    /// The key that holds the name of an event or command.
    pub(super) fn tag(&mut self, tag: &Tag) {
        let value = if tag.also.is_empty() {
            Object::new().with("const", &tag.value)
        } else {
            Object::new().with("enum", texts([&tag.value].into_iter().chain(&tag.also).map(String::as_str)))
        };
        self.constant(&tag.key, value);
    }

    /// Adds the fields to a schema; unknown members stay allowed.
    pub(in crate::emit) fn finish(mut self, schema: &mut Object) {
        self.properties.append(self.earlier);
        if !self.properties.is_empty() {
            schema.add("properties", self.properties);
        }
        if !self.required.is_empty() {
            schema.add("required", self.required);
        }
        if !self.conditions.is_empty() {
            schema.add("allOf", self.conditions);
        }
    }
}

impl Builder<'_> {
    /// Adds fields to the members of an object.
    pub(in crate::emit) fn fields(&mut self, fields: &[Field], members: &mut Members) {
        for field in fields {
            let ty = self.ty(&field.ty, &field.constraints);
            for alias in &field.aliases {
                let mut earlier = ty.clone();
                earlier.add("description", format!("Earlier name of `{}`.", field.wire_name));
                earlier.add("deprecated", true);
                mark(&mut earlier, None, field.pii, field.unit.as_deref());
                members.earlier.add(alias.clone(), earlier);
            }
            members.properties.add(field.wire_name.clone(), annotated(ty, field));
            let required = field.default.is_none() && !field.ty.is_optional();
            names(field, required, members);
        }
    }
}

/// The schema of a field's type with what the field tells about it.
fn annotated(mut schema: Object, field: &Field) -> Object {
    schema.add_some("description", field.doc.as_ref());
    schema.add_some("default", field.default.as_ref());
    schema.add_some("examples", field.example.as_ref().map(|example| vec![Json::from(example)]));
    mark(&mut schema, field.deprecated.as_deref(), field.pii, field.unit.as_deref());
    schema
}

/// What people are told about a field or a definition.
pub(in crate::emit) fn mark(schema: &mut Object, deprecated: Option<&str>, pii: bool, unit: Option<&str>) {
    if let Some(reason) = deprecated {
        schema.add("deprecated", true);
        schema.add("x-retold-deprecated", reason);
    }
    if pii {
        schema.add("x-retold-pii", true);
    }
    schema.add_some("x-retold-unit", unit);
}

/// Says under which of its names a field must or may stand.
fn names(field: &Field, required: bool, members: &mut Members) {
    let names: Vec<&str> = std::iter::once(&field.wire_name).chain(&field.aliases).map(String::as_str).collect();
    match (names.as_slice(), required) {
        ([name], true) => members.required.push((*name).into()),
        ([_], false) => {}
        (names, true) => {
            let choices: Vec<Json> = names.iter().map(|name| present(name).into()).collect();
            members.conditions.push(Object::new().with("oneOf", choices).into());
        }
        (names, false) => members.conditions.push(at_most_one(names).into()),
    }
}
