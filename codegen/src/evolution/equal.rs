//! Whether two readings of one payload are the same value. Fields are matched by their names on the wire, and what only
//! one side has is told elsewhere; a value of an enum that was renamed is the value that it was.

use serde_json::{Map, Value};

use crate::model::{Body, Enum, Field, Named, SchemaSet, Type, Union};
use crate::shape::model::Root;
use crate::value::{EnumText, canonical, enum_text, spelling, unwrap};

/// The schemas of the two readings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Equal<'s> {
    pub(super) old: &'s SchemaSet,
    pub(super) new: &'s SchemaSet,
}

impl Equal<'_> {
    pub(super) fn roots(self, old: Root<'_>, new: Root<'_>, before: &Value, after: &Value) -> bool {
        match (old, new) {
            (Root::Fields(_, old), Root::Fields(_, new)) => self.objects(old, new, before, after),
            (Root::Type(old, _), Root::Type(new, _)) => self.types(old, new, before, after),
            (Root::Fields(..), Root::Type(..)) | (Root::Type(..), Root::Fields(..)) => false,
        }
    }

    pub(super) fn bodies(self, old: &Body, new: &Body, before: &Value, after: &Value) -> bool {
        self.objects(&old.fields, &new.fields, before, after)
    }

    fn objects(self, old: &[Field], new: &[Field], before: &Value, after: &Value) -> bool {
        match (before, after) {
            (Value::Object(before), Value::Object(after)) => self.fields(old, new, before, after),
            _ => canonical(before) == canonical(after),
        }
    }

    fn fields(self, old: &[Field], new: &[Field], before: &Map<String, Value>, after: &Map<String, Value>) -> bool {
        new.iter().all(|field| {
            let same_name = |old: &&Field| old.wire_name == field.wire_name;
            let any_name = |old: &&Field| {
                old.names().any(|name| field.names().any(|other| other == name))
                    && new.iter().all(|other| other.wire_name != old.wire_name)
            };
            let Some(was) = old.iter().find(same_name).or_else(|| old.iter().find(any_name)) else { return true };
            let before = before.get(&was.wire_name).unwrap_or(&Value::Null);
            let after = after.get(&field.wire_name).unwrap_or(&Value::Null);
            self.types(&was.ty, &field.ty, before, after)
        })
    }

    pub(super) fn types(self, old: &Type, new: &Type, before: &Value, after: &Value) -> bool {
        if before.is_null() || after.is_null() {
            return before.is_null() && after.is_null();
        }
        let old = unwrap(self.old, old.without_optional()).0;
        let new = unwrap(self.new, new.without_optional()).0;
        match (old, new, before, after) {
            (Type::Set(old), Type::Set(new), Value::Array(before), Value::Array(after)) => {
                // Sorted by what the items are called, which may have changed.
                let is_there = |item: &Value| after.iter().any(|other| self.types(old, new, item, other));
                before.len() == after.len() && before.iter().all(is_there)
            }
            (
                Type::List(old) | Type::Set(old),
                Type::List(new) | Type::Set(new),
                Value::Array(before),
                Value::Array(after),
            ) => {
                let mut pairs = before.iter().zip(after);
                before.len() == after.len() && pairs.all(|(before, after)| self.types(old, new, before, after))
            }
            (Type::Map(old_key, old), Type::Map(new_key, new), Value::Object(before), Value::Object(after)) => {
                let same = |(key, item): (&String, &Value)| {
                    let named = after.get(key).map(|other| (key, other));
                    let (key_before, other) = match named {
                        Some((_, other)) => return self.types(old, new, item, other),
                        None => (Value::from(key.as_str()), after),
                    };
                    other.iter().any(|(key, other)| {
                        self.types(old_key, new_key, &key_before, &Value::from(key.as_str()))
                            && self.types(old, new, item, other)
                    })
                };
                before.len() == after.len() && before.iter().all(same)
            }
            (Type::Named(Named::Record(old, old_version)), Type::Named(Named::Record(new, new_version)), ..) => {
                match (self.old[*old].versions.at(*old_version), self.new[*new].versions.at(*new_version)) {
                    (Some(old), Some(new)) => self.bodies(old, new, before, after),
                    _ => false,
                }
            }
            (Type::Named(Named::Union(old, old_version)), Type::Named(Named::Union(new, new_version)), ..) => {
                self.unions((&self.old[*old], *old_version, before), (&self.new[*new], *new_version, after))
            }
            (
                Type::Named(Named::Enum(old)),
                Type::Named(Named::Enum(new)),
                Value::String(before),
                Value::String(after),
            ) => {
                before == after
                    || one_value(&self.old[*old], before, after)
                    || one_value(&self.new[*new], before, after)
            }
            (Type::Builtin(was), Type::Builtin(is), ..) if was == is => {
                spelling::item(self.old, old, before) == spelling::item(self.new, new, after)
            }
            _ => canonical(before) == canonical(after),
        }
    }

    fn unions(
        self,
        (old, old_version, before): (&Union, u32, &Value),
        (new, new_version, after): (&Union, u32, &Value),
    ) -> bool {
        let known = |union: &Union, version: u32, value: &Value| {
            let name = value.get(&union.tag).and_then(Value::as_str)?;
            let body = union.versions.at(version)?;
            body.variants.iter().position(|variant| variant.name == name)
        };
        let (was, is) = (known(old, old_version, before), known(new, new_version, after));
        let (Some(was), Some(is)) = (was, is) else { return canonical(before) == canonical(after) };
        let (Some(old_body), Some(new_body)) = (old.versions.at(old_version), new.versions.at(new_version)) else {
            return false;
        };
        let (was, is) = (&old_body.variants[was], &new_body.variants[is]);
        let held = |union: &Union, value: &Value| match &union.content {
            Some(content) => value.get(content).cloned().unwrap_or_default(),
            None => value.clone(),
        };
        was.name == is.name && self.objects(&was.fields, &is.fields, &held(old, before), &held(new, after))
    }
}

/// Whether an enum reads both texts as the same value.
fn one_value(definition: &Enum, one: &str, other: &str) -> bool {
    match (enum_text(definition, one), enum_text(definition, other)) {
        (Some(EnumText::Known(one)), Some(EnumText::Known(other))) => one == other,
        _ => false,
    }
}
