//! Objects of fields, and unions.

use serde_json::{Map, Value, json};

use super::choices::Step;
use super::limits::Limits;
use super::numbers::Numbers;
use super::scalars::json_of_depth;
use super::{Draw, Edge, Style};
use crate::model::{Body, Field, Named, NoneForm, Type, Union, UnionBody, UnionId};

/// What a field holds in one object.
enum Held {
    Value(Value),
    Null,
    Nothing,
}

impl<'s> Draw<'_, 's> {
    /// The object of a body.
    pub(super) fn body(&mut self, body: &'s Body) -> Option<Map<String, Value>> {
        let mut members = Vec::new();
        if let Some(tag) = &body.tag {
            let names: Vec<&String> = std::iter::once(&tag.value).chain(&tag.also).collect();
            let name = match self.style {
                Style::Read(_) => names[self.numbers.index(names.len())],
                Style::Edge(Edge::EarlierNames(which)) => names.get(which + 1).copied().unwrap_or(names[0]),
                Style::Minimal | Style::Full | Style::Written(_) | Style::Edge(_) => names[0],
            };
            members.push((tag.key.clone(), Value::String(name.clone())));
        }
        self.fields(&body.fields, body.none, &mut members)?;
        let names = body.fields.iter().flat_map(|field| std::iter::once(&field.wire_name).chain(&field.aliases));
        let known: Vec<&str> = names.chain(body.tag.as_ref().map(|tag| &tag.key)).map(String::as_str).collect();
        Some(self.finished(members, &known))
    }

    /// The members for these fields; `None` where one that must be there has no value.
    pub(super) fn fields(
        &mut self,
        fields: &'s [Field],
        none: NoneForm,
        members: &mut Vec<(String, Value)>,
    ) -> Option<()> {
        let mut path = std::mem::take(&mut self.path);
        for (index, field) in fields.iter().enumerate() {
            let leads = path.last() == Some(&Step::Field(index));
            if leads {
                path.pop();
                self.path = std::mem::take(&mut path);
            }
            let personal = self.personal;
            self.personal |= field.pii;
            if !self.is_random() {
                // What a field holds depends on no other field: one more or less changes nothing else.
                self.numbers = Numbers::of(&field.wire_name);
            }
            let held = if leads {
                Held::Value(self.value(field.ty.without_optional(), Limits::of(&field.constraints))?)
            } else {
                self.field(field, none)?
            };
            self.personal = personal;
            let value = match held {
                Held::Value(value) => value,
                Held::Null => Value::Null,
                Held::Nothing => continue,
            };
            let name = match self.style {
                Style::Read(_) if !field.aliases.is_empty() && self.numbers.once_in(2) => {
                    self.numbers.pick(&field.aliases)
                }
                Style::Edge(Edge::EarlierNames(which)) => field.aliases.get(which),
                Style::Minimal | Style::Full | Style::Written(_) | Style::Read(_) | Style::Edge(_) => None,
            };
            members.push((name.unwrap_or(&field.wire_name).clone(), value));
        }
        Some(())
    }

    fn field(&mut self, field: &'s Field, none: NoneForm) -> Option<Held> {
        let ty = field.ty.without_optional();
        let optional = field.ty.is_optional();
        let absent = match none {
            NoneForm::Null if self.style != Style::Minimal => Held::Null,
            NoneForm::Null | NoneForm::Absent => Held::Nothing,
        };
        let leave_out = match self.style {
            Style::Minimal => true,
            Style::Edge(Edge::Nulls) => true,
            // However many fields a body has, those without anything inside are there.
            Style::Full | Style::Edge(_) => self.is_enough() && !(self.is_outermost() && is_single(ty)),
            Style::Written(_) => optional && (self.is_enough() || self.numbers.once_in(3)),
            Style::Read(_) => self.is_enough() || self.numbers.once_in(3),
        };
        if leave_out && (optional || (field.default.is_some() && !matches!(self.style, Style::Written(_)))) {
            return Some(match self.style {
                Style::Read(_) if optional && self.numbers.once_in(2) => Held::Null,
                Style::Edge(Edge::Nulls) if optional => Held::Null,
                Style::Read(_) | Style::Minimal => Held::Nothing,
                Style::Full | Style::Written(_) | Style::Edge(_) if optional => absent,
                Style::Full | Style::Written(_) | Style::Edge(_) => Held::Nothing,
            });
        }
        let known = match self.style {
            Style::Full => field.example.as_ref(),
            Style::Edge(edge) if edge.is_about_objects() => {
                field.example.as_ref().filter(|example| !example.is_object() && !example.is_array())
            }
            Style::Written(_) | Style::Read(_) if self.numbers.once_in(6) => {
                field.example.as_ref().or(field.default.as_ref())
            }
            Style::Minimal | Style::Written(_) | Style::Read(_) | Style::Edge(_) => None,
        };
        let value = match known {
            Some(known) => Some(known.clone()),
            None => self.value(ty, Limits::of(&field.constraints)),
        };
        match value {
            Some(value) => Some(Held::Value(value)),
            None if optional => Some(absent),
            None if field.default.is_some() => Some(Held::Value(field.default.clone()?)),
            None => None,
        }
    }

    /// An object of these members. One that only needs to be read can have unknown keys and another order.
    pub(super) fn finished(&mut self, mut members: Vec<(String, Value)>, known: &[&str]) -> Map<String, Value> {
        match self.style {
            Style::Read(_) => {
                if self.numbers.once_in(5) {
                    let key = ["unknown", "x", "", "__proto__"][self.numbers.index(4)];
                    if !known.contains(&key) {
                        members.push((key.to_owned(), json_of_depth(2, &mut self.numbers)));
                    }
                }
                if self.numbers.once_in(4) {
                    self.numbers.shuffle(&mut members);
                }
            }
            Style::Edge(Edge::UnknownKeys) => {
                let mut key = "unknown".to_owned();
                while known.contains(&key.as_str()) {
                    key.push('_');
                }
                members.insert(0, (key, json!({ "of": ["later", 1, null] })));
            }
            Style::Edge(Edge::OtherOrder) => members.reverse(),
            Style::Minimal | Style::Full | Style::Written(_) | Style::Edge(_) => {}
        }
        members.into_iter().collect()
    }

    /// A value of a union.
    pub(super) fn union(&mut self, id: UnionId, version: u32) -> Option<Value> {
        let union = &self.set[id];
        let body = union.versions.at(version)?;
        let forced = self.path.pop();
        if forced == Some(Step::Unknown) {
            return Some(Value::Object(self.unknown_variant(union, body)));
        }
        let heights = self.heights;
        let mut variants: Vec<_> = body
            .variants
            .iter()
            .enumerate()
            .filter_map(|(index, variant)| heights.fields(&variant.fields).map(|smallest| (smallest, index, variant)))
            .collect();
        if let Some(Step::Variant(wanted)) = forced {
            variants.retain(|&(_, index, _)| index == wanted);
            variants.first()?;
        } else if self.is_enough() {
            let least = variants.iter().map(|(smallest, ..)| smallest.weight()).min();
            variants.retain(|(smallest, ..)| Some(smallest.weight()) == least);
        }
        let random = self.is_random();
        // What is smallest of an open union is what it does not know.
        if forced.is_none() && union.open && self.is_too_much() {
            variants.clear();
        }
        if union.open && (variants.is_empty() || (random && self.numbers.once_in(5))) {
            return Some(Value::Object(self.unknown_variant(union, body)));
        }
        let &(_, index, variant) = variants.get(if random { self.numbers.index(variants.len()) } else { 0 })?;
        self.seen.insert((Named::Union(id, version), index));
        let mut members = vec![(union.tag.clone(), Value::String(variant.name.clone()))];
        let names = variant.fields.iter().flat_map(|field| std::iter::once(&field.wire_name).chain(&field.aliases));
        let mut known: Vec<&str> = names.map(String::as_str).collect();
        match &union.content {
            None => {
                self.fields(&variant.fields, body.none, &mut members)?;
                known.push(&union.tag);
            }
            Some(content) => {
                let mut held = Vec::new();
                self.fields(&variant.fields, body.none, &mut held)?;
                let held = self.finished(held, &known);
                members.push((content.clone(), Value::Object(held)));
                known = vec![&union.tag, content];
            }
        }
        Some(Value::Object(self.finished(members, &known)))
    }

    fn unknown_variant(&mut self, union: &Union, body: &UnionBody) -> Map<String, Value> {
        let is_known = |name: &str| body.variants.iter().any(|variant| variant.name == name);
        let mut name = "Unknown".to_owned();
        while is_known(&name) {
            name.push('_');
        }
        let mut members = vec![(union.tag.clone(), Value::String(name))];
        if !self.is_enough() {
            for key in ["a", "b"] {
                if key != union.tag {
                    members.push((key.to_owned(), json_of_depth(2, &mut self.numbers)));
                }
            }
        }
        members.into_iter().collect()
    }
}

/// Whether nothing is inside a value of the type.
fn is_single(ty: &Type) -> bool {
    match ty {
        Type::Builtin(_) | Type::Named(Named::Scalar(_) | Named::Enum(_)) => true,
        Type::Named(Named::Record(..) | Named::Union(..)) => false,
        Type::List(_) | Type::Set(_) | Type::Map(..) | Type::Optional(_) => false,
    }
}
