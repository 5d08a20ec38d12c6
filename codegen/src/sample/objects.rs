//! Objects of fields, and unions.

use serde_json::{Map, Value};

use super::limits::Limits;
use super::scalars::json_of_depth;
use super::{Draw, Style};
use crate::model::{Field, NoneForm, Union, UnionBody};

/// What a field holds in one object.
enum Held {
    Value(Value),
    Null,
    Nothing,
}

impl<'s> Draw<'_, 's> {
    /// The members for these fields; `None` where one that must be there has no value.
    pub(super) fn fields(
        &mut self,
        fields: &'s [Field],
        none: NoneForm,
        members: &mut Vec<(String, Value)>,
    ) -> Option<()> {
        for field in fields {
            let value = match self.field(field, none)? {
                Held::Value(value) => value,
                Held::Null => Value::Null,
                Held::Nothing => continue,
            };
            let name = match field.aliases.as_slice() {
                aliases if self.reads() && self.numbers.once_in(2) => self.numbers.pick(aliases),
                _ => None,
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
            Style::Full => self.is_enough(),
            Style::Written(_) => optional && (self.is_enough() || self.numbers.once_in(3)),
            Style::Read(_) => self.is_enough() || self.numbers.once_in(3),
        };
        if leave_out && (optional || (field.default.is_some() && !matches!(self.style, Style::Written(_)))) {
            return Some(match self.style {
                Style::Read(_) if optional && self.numbers.once_in(2) => Held::Null,
                Style::Read(_) | Style::Minimal => Held::Nothing,
                Style::Full | Style::Written(_) if optional => absent,
                Style::Full | Style::Written(_) => Held::Nothing,
            });
        }
        let known = match self.style {
            Style::Full => field.example.as_ref(),
            Style::Written(_) | Style::Read(_) if self.numbers.once_in(6) => {
                field.example.as_ref().or(field.default.as_ref())
            }
            Style::Minimal | Style::Written(_) | Style::Read(_) => None,
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
        if self.reads() {
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
        members.into_iter().collect()
    }

    /// A value of a union.
    pub(super) fn union(&mut self, union: &'s Union, body: &'s UnionBody) -> Option<Value> {
        let heights = self.heights;
        let mut variants: Vec<_> = body
            .variants
            .iter()
            .filter_map(|variant| heights.fields(&variant.fields).map(|height| (height, variant)))
            .collect();
        let least = variants.iter().map(|&(height, _)| height).min();
        if self.is_enough() {
            variants.retain(|&(height, _)| Some(height) == least);
        }
        let random = matches!(self.style, Style::Written(_) | Style::Read(_));
        if union.open && (variants.is_empty() || (random && self.numbers.once_in(5))) {
            return Some(Value::Object(self.unknown_variant(union, body)));
        }
        let (_, variant) = variants.get(if random { self.numbers.index(variants.len()) } else { 0 })?;
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
