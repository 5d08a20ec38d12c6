//! A value of a type: scalars, enums, containers, and definitions through their fields.

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::choices::Step;
use super::limits::Limits;
use super::scalars::scalar;
use super::{Draw, Edge, Style};
use crate::model::{Builtin, EnumId, Named, SchemaSet, Type};

/// As many items are made as there may be, if no more than these may be.
const MOST_ITEMS: u64 = 8;

impl<'s> Draw<'_, 's> {
    /// A value within the limits; `None` where there is none, or none was found.
    pub(super) fn value(&mut self, ty: &'s Type, limits: Limits<'s>) -> Option<Value> {
        self.made += 1;
        match ty {
            Type::Builtin(builtin) => self.builtin(*builtin, &limits),
            Type::Named(named) => self.named(*named, limits),
            Type::List(item) => {
                let items = self.items(item, &limits, limits.unique)?;
                Some(Value::Array(items))
            }
            Type::Set(item) => Some(Value::Array(self.items(item, &limits, true)?)),
            Type::Map(key, value) => self.map(key, value, &limits),
            Type::Optional(inner) => {
                let none = match self.style {
                    _ if !self.path.is_empty() => false,
                    Style::Minimal | Style::Edge(Edge::Nulls) => true,
                    Style::Full | Style::Edge(_) => self.is_enough(),
                    Style::Written(_) | Style::Read(_) => self.is_enough() || self.numbers.once_in(3),
                };
                if none { Some(Value::Null) } else { Some(self.value(inner, limits).unwrap_or(Value::Null)) }
            }
        }
    }

    fn builtin(&mut self, builtin: Builtin, limits: &Limits<'s>) -> Option<Value> {
        let wanted = self.wanted();
        if builtin == Builtin::String {
            return self.strings.text(limits, wanted, self.personal, &mut self.numbers).map(Value::String);
        }
        scalar(builtin, limits, wanted, &mut self.numbers)
    }

    pub(super) fn named(&mut self, named: Named, mut limits: Limits<'s>) -> Option<Value> {
        let set = self.set;
        match named {
            Named::Scalar(id) => {
                let scalar = &set[id];
                limits.add(&scalar.constraints);
                let personal = self.personal;
                self.personal |= scalar.pii;
                let value = self.value(&scalar.inner, limits);
                self.personal = personal;
                value
            }
            Named::Enum(id) => self.enumeration(id).map(|(text, _)| Value::String(text)),
            Named::Record(id, version) => {
                let body = set[id].versions.at(version)?;
                self.nested(named, |draw| draw.body(body).map(Value::Object))
            }
            Named::Union(id, version) => self.nested(named, |draw| draw.union(id, version)),
        }
    }

    /// A value of a definition that has others inside.
    fn nested(&mut self, named: Named, make: impl FnOnce(&mut Self) -> Option<Value>) -> Option<Value> {
        if !self.heights.has(named) {
            return None;
        }
        self.inside.push(named);
        let value = make(self);
        self.inside.pop();
        value
    }

    /// A text of an enum, and the text that stands for the same value when written.
    fn enumeration(&mut self, id: EnumId) -> Option<(String, String)> {
        let definition = &self.set[id];
        let random = self.is_random();
        let forced = self.path.pop();
        let is_unknown = forced == Some(Step::Unknown)
            || definition.open && (definition.values.is_empty() || (random && self.numbers.once_in(4)));
        if is_unknown {
            let mut text = "unknown".to_owned();
            while definition.values.iter().any(|value| value.wire == text || value.aliases.contains(&text)) {
                text.push('_');
            }
            return Some((text.clone(), text));
        }
        let index = match forced {
            Some(Step::Value(index)) => index,
            _ if random => self.numbers.index(definition.values.len()),
            _ => self.next.unwrap_or(0) % definition.values.len().max(1),
        };
        let value = definition.values.get(index)?;
        self.seen.insert((Named::Enum(id), index));
        let alias = match self.style {
            Style::Read(_) if self.numbers.once_in(2) => self.numbers.pick(&value.aliases),
            Style::Edge(Edge::EarlierNames(which)) => value.aliases.get(which),
            Style::Minimal | Style::Full | Style::Written(_) | Style::Read(_) | Style::Edge(_) => None,
        };
        Some((alias.unwrap_or(&value.wire).clone(), value.wire.clone()))
    }

    /// How many items to make.
    fn count(&mut self, limits: &Limits<'s>) -> Option<u64> {
        let min = limits.min_items;
        let max = limits.max_items.unwrap_or(u64::MAX);
        if min > max || min > 1_000 {
            return None;
        }
        let count = match self.style {
            // What lies inside is what is wanted.
            _ if !self.path.is_empty() => return (max > 0).then_some(min.max(1)),
            _ if self.is_enough() => min,
            Style::Minimal => min,
            Style::Full | Style::Edge(Edge::OtherOrder) => min.max(2),
            Style::Edge(Edge::Highest) if max <= MOST_ITEMS => max,
            Style::Edge(Edge::Highest) => min.max(3),
            Style::Edge(_) => min.max(1),
            Style::Written(_) | Style::Read(_) if max <= 12 && self.numbers.once_in(4) => max,
            Style::Written(_) | Style::Read(_) => min + self.numbers.below(4),
        };
        Some(count.min(max))
    }

    fn items(&mut self, ty: &'s Type, limits: &Limits<'s>, distinct: bool) -> Option<Vec<Value>> {
        let count = self.count(limits)?;
        if self.path.last() == Some(&Step::Item) {
            self.path.pop();
        }
        if !distinct {
            let mut items = Vec::new();
            for _ in 0..count {
                match self.value(ty, Limits::default()) {
                    Some(item) => items.push(item),
                    None if items.len() as u64 >= limits.min_items => break,
                    None => return None,
                }
            }
            return Some(items);
        }
        // One value has many spellings, and equal values collapse: where there must be some, all are written ones.
        let style = self.style;
        let leaf = leaf(self.set, ty);
        let mut items: Vec<Value> = Vec::new();
        let mut left = 20 + 8 * count;
        let mut repeated = false;
        while (items.len() as u64) < count && left > 0 {
            left -= 1;
            self.style = match style {
                Style::Read(seed) if limits.min_items == 0 => Style::Read(seed),
                Style::Minimal | Style::Full | Style::Edge(_) => self.later(items.len(), repeated),
                Style::Written(_) | Style::Read(_) => Style::Written(0),
            };
            let item = self.value(ty, Limits::default());
            self.style = style;
            self.next = None;
            self.compared += items.len() as u64;
            match item {
                Some(item) if items.iter().all(|other| !is_same(leaf, other, &item)) => {
                    items.push(item);
                    repeated = false;
                }
                Some(_) => repeated = true,
                None => break,
            }
        }
        (items.len() as u64 >= limits.min_items).then_some(items)
    }

    /// The style for the item with this index among items that must differ: the one that is wanted for the first, then
    /// others like it, and where that gave none, any.
    fn later(&mut self, index: usize, repeated: bool) -> Style {
        if repeated {
            return Style::Written(0);
        }
        if index == 0 {
            return self.style;
        }
        self.next = Some(index);
        Style::Full
    }

    fn map(&mut self, key: &'s Type, value: &'s Type, limits: &Limits<'s>) -> Option<Value> {
        let count = self.count(limits)?;
        let mut members = Map::new();
        let mut taken = Vec::new();
        let mut left = 20 + 8 * count;
        let style = self.style;
        let mut repeated = false;
        while (members.len() as u64) < count && left > 0 {
            left -= 1;
            if !self.is_random() {
                self.style = self.later(taken.len(), repeated);
            }
            let mut path = std::mem::take(&mut self.path);
            if path.last() == Some(&Step::Key) {
                path.pop();
                self.path = std::mem::take(&mut path);
            }
            let drawn = self.key(key);
            self.path = path;
            if self.path.last() == Some(&Step::Item) {
                self.path.pop();
            }
            self.style = style;
            self.next = None;
            self.compared += taken.len() as u64;
            let Some((text, canonical)) = drawn else { break };
            repeated = taken.contains(&canonical);
            if repeated {
                continue;
            }
            let Some(value) = self.value(value, Limits::default()) else { break };
            taken.push(canonical);
            members.insert(text, value);
        }
        (members.len() as u64 >= limits.min_items).then_some(Value::Object(members))
    }

    /// The key of a map as it is spelled, and as it is written.
    fn key(&mut self, ty: &'s Type) -> Option<(String, String)> {
        if let Type::Named(Named::Enum(id)) = ty {
            return self.enumeration(*id);
        }
        let style = self.style;
        if leaf(self.set, ty).is_some_and(|builtin| builtin.integer_bounds().is_some()) {
            // A key has no fraction.
            self.style = match style {
                Style::Read(seed) => Style::Written(seed),
                Style::Edge(Edge::OtherSpellings(_)) => Style::Full,
                other => other,
            };
        }
        let value = self.value(ty, Limits::default());
        self.style = style;
        match value? {
            Value::String(text) => {
                let canonical = match leaf(self.set, ty) {
                    Some(Builtin::Uuid) => text.to_ascii_lowercase(),
                    _ => text.clone(),
                };
                Some((text, canonical))
            }
            Value::Number(number) => Some((number.to_string(), number.to_string())),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        }
    }
}

/// The builtin that a type is, through newtypes.
pub(super) fn leaf<'s>(set: &'s SchemaSet, mut ty: &'s Type) -> Option<Builtin> {
    loop {
        match ty {
            Type::Builtin(builtin) => return Some(*builtin),
            Type::Named(Named::Scalar(id)) => ty = &set[*id].inner,
            Type::Named(Named::Enum(_) | Named::Record(..) | Named::Union(..)) => return None,
            Type::List(_) | Type::Set(_) | Type::Map(..) | Type::Optional(_) => return None,
        }
    }
}

/// Whether two items are one value.
fn is_same(leaf: Option<Builtin>, one: &Value, other: &Value) -> bool {
    match (leaf, one, other) {
        (Some(Builtin::Decimal), Value::String(one), Value::String(other)) => {
            one == other || one.parse::<Decimal>().is_ok_and(|one| other.parse() == Ok(one))
        }
        _ => is_equal(one, other),
    }
}

/// Equality as JSON Schema has it: numbers by their value, objects whatever the order of their keys.
fn is_equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || (one.is_f64() || other.is_f64()) && one.as_f64() == other.as_f64()
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_equal(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, value)| other.get(key).is_some_and(|other| is_equal(value, other)))
        }
        _ => one == other,
    }
}
