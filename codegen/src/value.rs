//! The model's own reading of JSON: whether a value is one of a type, with its constraints. It accepts exactly what the
//! generated types read (LANGUAGE.md, Types), so it types defaults, fills and examples, validates recorded events, and
//! stands beside the generated decoders and the JSON Schemas in the test that holds the three together.
//!
//! Repeated keys cannot be seen here: a `serde_json::Value` has lost them; [`payload`](crate::payload) sees them. Keys of a map that are the same after
//! reading (an enum value and its alias) can, and are refused as the types refuse them.

mod bounds;
mod json;
mod known;
mod scalar;
pub(crate) mod spelling;

use std::collections::{HashMap, HashSet};
use std::fmt;

use serde_json::{Map, Value};

use crate::format;
use crate::model::{Body, Builtin, Constraints, Enum, EnumId, Field, KeyForm, Named, SchemaSet, Tag, Type, UnionId};

pub use json::canonical;
pub(crate) use json::{push_key, shown};
pub(crate) use known::{FieldNames, Known};
pub(crate) use scalar::integer;

/// The most misfits that one check collects.
const MISFITS_KEPT: usize = 50;

/// A place in a value that is not what its type reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// Where, as a JSON path: `$.items[2].sku`.
    pub path: String,
    /// What is wrong: lower case, no full stop.
    pub message: String,
}

impl fmt::Display for Misfit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}`: {}", self.path, self.message)
    }
}

/// Whether `ty` with all of `constraints` reads `value`.
///
/// # Errors
/// The places that do not fit, in the order of the value; never empty.
pub fn check(set: &SchemaSet, ty: &Type, constraints: &[&Constraints], value: &Value) -> Result<(), Vec<Misfit>> {
    Known::new(set).check(ty, constraints, value)
}

impl<'s> Known<'s> {
    /// As [`check`], with what was looked up before.
    pub(crate) fn check(&self, ty: &'s Type, constraints: &[&Constraints], value: &Value) -> Result<(), Vec<Misfit>> {
        let mut reading = Reading::new(self);
        reading.value(ty, constraints, value);
        reading.finish()
    }
}

/// Whether the fields of an event, command, query or record read `value`, the key that holds the name included.
///
/// # Errors
/// The places that do not fit, in the order of the fields; never empty.
pub fn check_body(set: &SchemaSet, body: &Body, value: &Value) -> Result<(), Vec<Misfit>> {
    let known = Known::new(set);
    let mut reading = Reading::new(&known);
    reading.body(body, value);
    reading.finish()
}

/// Whether these fields (of a rejection, a view, a process) read `value`.
///
/// # Errors
/// The places that do not fit, in the order of the fields; never empty.
pub fn check_fields(set: &SchemaSet, fields: &[Field], value: &Value) -> Result<(), Vec<Misfit>> {
    let known = Known::new(set);
    let mut reading = Reading::new(&known);
    if let Some(object) = reading.object(value) {
        reading.fields(fields, object);
    }
    reading.finish()
}

/// A value of an enum that a text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum EnumText {
    /// One of its values, by index.
    Known(usize),
    /// A text that an open enum keeps.
    Unknown,
}

/// What an enum reads a text as; `None` if it does not.
pub(crate) fn enum_text(definition: &Enum, text: &str) -> Option<EnumText> {
    let known = definition
        .values
        .iter()
        .position(|value| value.wire == text || value.aliases.iter().any(|alias| alias == text));
    match known {
        Some(index) => Some(EnumText::Known(index)),
        None => definition.open.then_some(EnumText::Unknown),
    }
}

/// Every text that reads as a value of an enum, and the value.
pub(crate) fn texts(definition: &Enum) -> HashMap<&str, usize> {
    let mut texts = HashMap::new();
    for (index, value) in definition.values.iter().enumerate() {
        for text in std::iter::once(&value.wire).chain(&value.aliases) {
            texts.entry(text.as_str()).or_insert(index);
        }
    }
    texts
}

struct Reading<'k, 'a> {
    known: &'k Known<'a>,
    set: &'a SchemaSet,
    path: Vec<Segment>,
    misfits: Vec<Misfit>,
}

/// A step into a value.
pub(crate) enum Segment {
    Key(String),
    Index(usize),
}

/// A JSON path of these steps.
pub(crate) fn path(segments: &[Segment]) -> String {
    let mut path = "$".to_owned();
    for segment in segments {
        match segment {
            Segment::Key(key) => json::push_key(&mut path, key),
            Segment::Index(index) => path.push_str(&format!("[{index}]")),
        }
    }
    path
}

impl<'k, 'a> Reading<'k, 'a> {
    fn new(known: &'k Known<'a>) -> Self {
        Self { known, set: known.set, path: Vec::new(), misfits: Vec::new() }
    }

    fn finish(self) -> Result<(), Vec<Misfit>> {
        if self.misfits.is_empty() { Ok(()) } else { Err(self.misfits) }
    }

    /// Whether what else is wrong is not collected.
    fn is_full(&self) -> bool {
        self.misfits.len() >= MISFITS_KEPT
    }

    fn refuse(&mut self, message: impl Into<String>) {
        if self.is_full() {
            return;
        }
        self.misfits.push(Misfit { path: path(&self.path), message: message.into() });
    }

    fn at(&mut self, segment: Segment, read: impl FnOnce(&mut Self)) {
        self.path.push(segment);
        read(self);
        self.path.pop();
    }

    fn value(&mut self, ty: &'a Type, constraints: &[&Constraints], value: &Value) {
        match ty {
            Type::Optional(_) if value.is_null() => {}
            Type::Optional(inner) => self.value(inner, constraints, value),
            Type::Builtin(builtin) => self.builtin(*builtin, constraints, value),
            Type::List(item) => self.list(item, constraints, false, value),
            Type::Set(item) => self.list(item, constraints, true, value),
            Type::Map(key, item) => self.map(key, item, constraints, value),
            Type::Named(Named::Scalar(_)) => self.newtype(ty, constraints, value),
            Type::Named(Named::Enum(id)) => self.enumeration(*id, value),
            Type::Named(Named::Record(id, version)) => {
                if let Some(body) = self.set[*id].versions.at(*version) {
                    self.body(body, value);
                }
            }
            Type::Named(Named::Union(id, version)) => self.union(*id, *version, value),
        }
    }

    /// A newtype is what it wraps, with its constraints added: a chain of them is followed without recursion.
    fn newtype(&mut self, ty: &'a Type, constraints: &[&Constraints], value: &Value) {
        let set = self.set;
        let (inner, chain) = unwrap(set, ty);
        let all: Vec<&Constraints> = constraints.iter().copied().chain(chain).collect();
        self.value(inner, &all, value);
    }

    fn builtin(&mut self, builtin: Builtin, constraints: &[&Constraints], value: &Value) {
        match scalar::read(builtin, value) {
            Err(message) => self.refuse(message),
            Ok(number) => {
                for message in bounds::scalar(builtin, constraints, value, number) {
                    self.refuse(message);
                }
            }
        }
    }

    fn list(&mut self, item: &'a Type, constraints: &[&Constraints], distinct: bool, value: &Value) {
        let Value::Array(items) = value else {
            return self.refuse(json::expected("a list", value));
        };
        for (index, value) in items.iter().enumerate() {
            self.at(Segment::Index(index), |reading| reading.value(item, &[], value));
        }
        let unique = constraints.iter().any(|constraint| constraint.unique);
        if distinct || unique {
            let mut met = HashSet::new();
            for (index, value) in items.iter().enumerate() {
                if !met.insert(canonical(value)) {
                    let message = format!("{} stands here twice", json::shown(value));
                    self.at(Segment::Index(index), |reading| reading.refuse(message));
                }
            }
        }
        // Equal values become one, whatever their spellings.
        let count = match (distinct, unique) {
            (false, false) => items.len(),
            (true, _) => items.iter().map(|value| spelling::item(self.set, item, value)).collect::<HashSet<_>>().len(),
            (false, true) => {
                items.iter().map(|value| spelling::written(self.set, item, value)).collect::<HashSet<_>>().len()
            }
        };
        self.count("item", count, constraints);
    }

    fn map(&mut self, key: &'a Type, item: &'a Type, constraints: &[&Constraints], value: &Value) {
        let Value::Object(members) = value else {
            return self.refuse(json::expected("an object", value));
        };
        self.count("entry", members.len(), constraints);
        let mut met = HashSet::new();
        for (name, value) in members {
            self.at(Segment::Key(name.clone()), |reading| {
                match reading.key(key, name) {
                    Err(message) => reading.refuse(message),
                    Ok(read) => {
                        if !met.insert(read) {
                            reading.refuse("an earlier key reads as the same");
                        }
                    }
                }
                reading.value(item, &[], value);
            });
        }
    }

    /// The key as the type reads it, or why it does not.
    fn key(&self, key: &'a Type, name: &str) -> Result<String, String> {
        let (inner, chain) = unwrap(self.set, key);
        match inner {
            Type::Builtin(builtin) => {
                if !format::reads_key(*builtin, name) {
                    return Err(format!("the key `{}` is not {}", json::shortened(name), scalar::described(*builtin)));
                }
                let (value, number) = match builtin.key_form() {
                    KeyForm::Integer => (Value::Null, name.parse().ok().map(scalar::Number::Integer)),
                    KeyForm::Text | KeyForm::No => (Value::from(name), None),
                };
                match bounds::scalar(*builtin, &chain, &value, number).into_iter().next() {
                    Some(message) => Err(format!("the key: {message}")),
                    None if *builtin == Builtin::Uuid => Ok(name.to_ascii_lowercase()),
                    None => Ok(name.to_owned()),
                }
            }
            Type::Named(Named::Enum(id)) => {
                let definition = &self.set[*id];
                match self.known.enum_text(*id, definition, name) {
                    Some(EnumText::Known(index)) => Ok(definition.values[index].wire.clone()),
                    Some(EnumText::Unknown) => Ok(name.to_owned()),
                    None => Err(not_a_value(definition, name)),
                }
            }
            Type::Named(_) | Type::List(_) | Type::Set(_) | Type::Map(..) | Type::Optional(_) => {
                Err("this type cannot be the key of a map".to_owned())
            }
        }
    }

    fn count(&mut self, what: &str, count: usize, constraints: &[&Constraints]) {
        for message in bounds::count(what, count as u64, constraints) {
            self.refuse(message);
        }
    }

    fn enumeration(&mut self, id: EnumId, value: &Value) {
        let definition = &self.set[id];
        match value {
            Value::String(text) if self.known.enum_text(id, definition, text).is_some() => {}
            Value::String(text) => self.refuse(not_a_value(definition, text)),
            other => self.refuse(json::expected(&format!("a value of `{}`", definition.meta.subject), other)),
        }
    }

    fn object<'v>(&mut self, value: &'v Value) -> Option<&'v Map<String, Value>> {
        if let Value::Object(object) = value {
            return Some(object);
        }
        self.refuse(json::expected("an object", value));
        None
    }

    fn body(&mut self, body: &'a Body, value: &Value) {
        let Some(object) = self.object(value) else { return };
        if let Some(tag) = &body.tag {
            self.tag(tag, object);
        }
        self.fields(&body.fields, object);
    }

    fn tag(&mut self, tag: &Tag, object: &Map<String, Value>) {
        match object.get(&tag.key) {
            None => self.refuse(format!("the key `{}` is missing; it holds {}", tag.key, json::quoted(&tag.value))),
            Some(Value::String(text)) if *text == tag.value || tag.also.contains(text) => {}
            Some(other) => {
                let message = json::expected(&json::quoted(&tag.value), other);
                self.at(Segment::Key(tag.key.clone()), |reading| reading.refuse(message));
            }
        }
    }

    fn fields(&mut self, fields: &'a [Field], object: &Map<String, Value>) {
        for field in self.known.concerned(fields, object) {
            if self.is_full() {
                return;
            }
            let mut present =
                std::iter::once(&field.wire_name).chain(&field.aliases).filter(|name| object.contains_key(*name));
            let Some(name) = present.next() else {
                if field.is_needed() {
                    let near = near_key(&field.wire_name, object);
                    self.refuse(format!("the field `{}` is missing{near}", field.wire_name));
                }
                continue;
            };
            if let Some(second) = present.next() {
                self.refuse(format!("`{name}` and `{second}` are names of one field"));
            }
            if let Some(value) = object.get(name) {
                self.at(Segment::Key(name.clone()), |reading| reading.value(&field.ty, &[&field.constraints], value));
            }
        }
    }

    fn union(&mut self, id: UnionId, version: u32, value: &Value) {
        let definition = &self.set[id];
        let Some(body) = definition.versions.at(version) else { return };
        let Some(object) = self.object(value) else { return };
        let names = || body.variants.iter().map(|variant| variant.name.as_str());
        let name = match object.get(&definition.tag) {
            Some(Value::String(name)) => name,
            Some(other) => {
                let message = json::expected(&format!("one of {}", json::listed(names())), other);
                return self.at(Segment::Key(definition.tag.clone()), |reading| reading.refuse(message));
            }
            None => {
                return self.refuse(format!(
                    "the key `{}` is missing; it holds one of {}",
                    definition.tag,
                    json::listed(names())
                ));
            }
        };
        let Some(variant) = self.known.variant(&body.variants, name) else {
            if !definition.open {
                let message = format!("{} is not one of {}", json::quoted(name), json::listed(names()));
                self.at(Segment::Key(definition.tag.clone()), |reading| reading.refuse(message));
            }
            return;
        };
        match &definition.content {
            None => self.fields(&variant.fields, object),
            Some(content) => match object.get(content) {
                None => self.refuse(format!("the key `{content}` is missing; it holds the fields of `{name}`")),
                Some(held) => self.at(Segment::Key(content.clone()), |reading| {
                    if let Some(object) = reading.object(held) {
                        reading.fields(&variant.fields, object);
                    }
                }),
            },
        }
    }
}

/// What a chain of newtypes wraps in the end, and their constraints, the outermost first.
pub(crate) fn unwrap<'s>(set: &'s SchemaSet, ty: &'s Type) -> (&'s Type, Vec<&'s Constraints>) {
    let mut inner = ty;
    let mut chain = Vec::new();
    while let Type::Named(Named::Scalar(id)) = inner {
        let scalar = &set[*id];
        chain.push(&scalar.constraints);
        inner = &scalar.inner;
    }
    (inner, chain)
}

fn not_a_value(definition: &Enum, text: &str) -> String {
    let values = json::listed(definition.values.iter().map(|value| value.wire.as_str()));
    format!("{} is not a value of `{}`; it has {values}", json::quoted(text), definition.meta.subject)
}

/// A key that differs from `wanted` in case or separators alone, as a hint.
fn near_key(wanted: &str, object: &Map<String, Value>) -> String {
    let plain = |name: &str| name.replace(['_', '-'], "").to_lowercase();
    let near = object.keys().find(|name| plain(name) == plain(wanted));
    near.map(|name| format!("; there is `{}`", json::shortened(name))).unwrap_or_default()
}

#[cfg(test)]
mod tests;
