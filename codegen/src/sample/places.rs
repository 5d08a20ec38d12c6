//! The places of a payload: what the model says stands at each, so that a change can be one that concerns it.

use serde_json::Value;

use super::limits::Limits;
use crate::model::{Body, Builtin, Enum, Field, Named, SchemaSet, Type, Union};

/// A step into a value.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

/// What stands at a place of a payload.
#[derive(Debug)]
pub(super) enum Target<'s> {
    Builtin(Builtin, Limits<'s>),
    Enum(Vec<&'s str>),
    Items(Limits<'s>),
    /// With the texts of the enum that its keys are.
    Map(Limits<'s>, Vec<&'s str>),
    Fields(Vec<&'s Field>, Vec<&'s str>),
}

/// All places of a payload.
pub(super) struct Places<'s> {
    set: &'s SchemaSet,
    pub(super) found: Vec<(Vec<Step>, Target<'s>)>,
    path: Vec<Step>,
}

impl<'s> Places<'s> {
    pub(super) fn of(set: &'s SchemaSet, body: &'s Body, payload: &Value) -> Self {
        let mut places = Self { set, found: Vec::new(), path: Vec::new() };
        places.body(body, payload);
        places
    }

    fn body(&mut self, body: &'s Body, value: &Value) {
        let keys = body.tag.iter().map(|tag| tag.key.as_str()).collect();
        self.fields(body.fields.iter().collect(), keys, value);
    }

    /// An object of fields, with the keys that are not fields but tags.
    fn fields(&mut self, fields: Vec<&'s Field>, keys: Vec<&'s str>, value: &Value) {
        let Value::Object(members) = value else { return };
        for field in &fields {
            for name in std::iter::once(&field.wire_name).chain(&field.aliases) {
                if let Some(held) = members.get(name) {
                    self.path.push(Step::Key(name.clone()));
                    self.value(&field.ty, Limits::of(&field.constraints), held);
                    self.path.pop();
                }
            }
        }
        self.found.push((self.path.clone(), Target::Fields(fields, keys)));
    }

    fn value(&mut self, ty: &'s Type, mut limits: Limits<'s>, value: &Value) {
        let set = self.set;
        match ty {
            Type::Builtin(builtin) => self.found.push((self.path.clone(), Target::Builtin(*builtin, limits))),
            Type::Named(Named::Scalar(id)) => {
                limits.add(&set[*id].constraints);
                self.value(&set[*id].inner, limits, value);
            }
            Type::Named(Named::Enum(id)) => {
                self.found.push((self.path.clone(), Target::Enum(texts(&set[*id]))));
            }
            Type::Named(Named::Record(id, version)) => {
                if let Some(body) = set[*id].versions.at(*version) {
                    self.body(body, value);
                }
            }
            Type::Named(Named::Union(id, version)) => self.union(&set[*id], *version, value),
            Type::List(item) | Type::Set(item) => {
                limits.unique |= matches!(ty, Type::Set(_));
                self.found.push((self.path.clone(), Target::Items(limits)));
                for (index, held) in value.as_array().into_iter().flatten().enumerate() {
                    self.path.push(Step::Index(index));
                    self.value(item, Limits::default(), held);
                    self.path.pop();
                }
            }
            Type::Map(key, held) => {
                let texts = match &**key {
                    Type::Named(Named::Enum(id)) => texts(&set[*id]),
                    _ => Vec::new(),
                };
                self.found.push((self.path.clone(), Target::Map(limits, texts)));
                for (key, value) in value.as_object().into_iter().flatten() {
                    self.path.push(Step::Key(key.clone()));
                    self.value(held, Limits::default(), value);
                    self.path.pop();
                }
            }
            Type::Optional(inner) => self.value(inner, limits, value),
        }
    }

    fn union(&mut self, union: &'s Union, version: u32, value: &Value) {
        let Some(body) = union.versions.at(version) else { return };
        let tag = value.get(&union.tag).and_then(Value::as_str);
        let Some(variant) = body.variants.iter().find(|variant| Some(variant.name.as_str()) == tag) else {
            self.found.push((self.path.clone(), Target::Fields(Vec::new(), vec![&union.tag])));
            return;
        };
        let names = body.variants.iter().map(|variant| variant.name.as_str()).collect();
        match &union.content {
            None => self.fields(variant.fields.iter().collect(), vec![&union.tag], value),
            Some(content) => {
                self.found.push((self.path.clone(), Target::Fields(Vec::new(), vec![&union.tag, content])));
                if let Some(held) = value.get(content) {
                    self.path.push(Step::Key(content.clone()));
                    self.fields(variant.fields.iter().collect(), Vec::new(), held);
                    self.path.pop();
                }
            }
        }
        self.path.push(Step::Key(union.tag.clone()));
        self.found.push((self.path.clone(), Target::Enum(names)));
        self.path.pop();
    }
}

/// All texts that an enum knows.
fn texts(definition: &Enum) -> Vec<&str> {
    let texts = definition.values.iter().flat_map(|value| std::iter::once(&value.wire).chain(&value.aliases));
    texts.map(String::as_str).collect()
}
