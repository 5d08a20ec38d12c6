//! The smallest values: what a message shows of a type, or of what would fail in it.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::convert::{Converter, Side};
use super::numbers::Range;
use crate::language::{Language, Shortest};
use crate::model::{Builtin, Constraints, Named, Type};
use crate::sample::Style;
use crate::value::{self, canonical};

/// The most items of a container that is made to be shown.
const MOST_ITEMS: u64 = 1_000;

impl<'s> Converter<'_, 's> {
    /// The smallest value of a type; `None` where there is none, or none was found.
    pub(super) fn smallest(&self, side: &Side<'s>) -> Option<Value> {
        let (base, chain) = value::unwrap(self.set, side.ty);
        let constraints: Vec<&Constraints> = side.constraints.iter().copied().chain(chain).collect();
        match base {
            Type::Builtin(Builtin::String) => match self.languages.shortest(&Language::of(&constraints)) {
                Shortest::Text(text) => Some(Value::from(text)),
                Shortest::Empty | Shortest::TooLarge => None,
            },
            Type::Builtin(builtin) => match Range::of(*builtin, &constraints) {
                Some(range) => range.smallest().map(|number| number.json(*builtin)),
                None => self.sample(base, Style::Minimal),
            },
            Type::List(_) | Type::Set(_) | Type::Map(..) => {
                let least = constraints.iter().filter_map(|constraint| constraint.min_items).max().unwrap_or(0);
                self.of_count(base, constraints.iter().any(|constraint| constraint.unique), least)
            }
            Type::Named(_) | Type::Optional(_) => self.sample(base, Style::Minimal),
        }
    }

    fn sample(&self, ty: &'s Type, style: Style) -> Option<Value> {
        self.sampler.borrow_mut().value(ty, Constraints::NONE, style)
    }

    /// A container with exactly so many items; `None` where it cannot have as many, or they are too many to show.
    pub(super) fn of_count(&self, container: &'s Type, unique: bool, count: u64) -> Option<Value> {
        match container {
            Type::List(item) if !unique => {
                if count == 0 {
                    return Some(Value::Array(Vec::new()));
                }
                let one = self.smallest(&Side::plain(item))?;
                Some(Value::Array(std::iter::repeat_n(one, usize::try_from(count.min(MOST_ITEMS)).ok()?).collect()))
                    .filter(|_| count <= MOST_ITEMS)
            }
            Type::List(item) | Type::Set(item) => self.distinct(item, count).map(Value::Array),
            Type::Map(key, item) => {
                let item = if count == 0 { Value::Null } else { self.smallest(&Side::plain(item))? };
                let keys = self.distinct_keys(key, count)?;
                Some(Value::Object(keys.into_iter().map(|key| (key, item.clone())).collect()))
            }
            Type::Builtin(_) | Type::Named(_) | Type::Optional(_) => None,
        }
    }

    /// So many values of a type that are not equal, the smallest first where they can be counted.
    fn distinct(&self, ty: &'s Type, count: u64) -> Option<Vec<Value>> {
        if count > MOST_ITEMS || self.cardinality(ty).is_some_and(|cardinality| cardinality < count) {
            return None;
        }
        let mut met = HashSet::new();
        let mut values = Vec::new();
        let smallest = self.smallest(&Side::plain(ty));
        let named = match value::unwrap(self.set, ty).0 {
            Type::Named(Named::Enum(id)) => {
                self.set[*id].values.iter().map(|value| Value::from(value.wire.as_str())).collect()
            }
            Type::Builtin(Builtin::Bool) => vec![Value::Bool(false), Value::Bool(true)],
            _ => Vec::new(),
        };
        let random =
            (0..count.saturating_mul(20).saturating_add(200)).map_while(|seed| self.sample(ty, Style::Written(seed)));
        for value in smallest.into_iter().chain(named).chain(random) {
            if values.len() as u64 >= count {
                break;
            }
            if met.insert(canonical(&value)) {
                values.push(value);
            }
        }
        (values.len() as u64 == count).then_some(values)
    }

    fn distinct_keys(&self, ty: &'s Type, count: u64) -> Option<Vec<String>> {
        let values = self.distinct(ty, count)?;
        values.into_iter().map(|value| key_text(&value)).collect()
    }

    /// How many values a type has, where they are few.
    pub(super) fn cardinality(&self, ty: &'s Type) -> Option<u64> {
        let (base, chain) = value::unwrap(self.set, ty);
        match base {
            Type::Builtin(Builtin::Bool) => Some(2),
            Type::Builtin(builtin) => Range::of(*builtin, &chain)?.count(),
            Type::Named(Named::Enum(id)) => {
                let definition = &self.set[*id];
                (!definition.open).then_some(definition.values.len() as u64)
            }
            Type::Named(_) | Type::List(_) | Type::Set(_) | Type::Map(..) | Type::Optional(_) => None,
        }
    }

    /// The smallest list or set that holds these items, which differ if there are two, and is long enough for the
    /// constraints.
    pub(super) fn holding(&self, side: &Side<'s>, items: Vec<Value>) -> Option<Value> {
        let least = least_items(side);
        let (Type::List(ty) | Type::Set(ty)) = side.ty else { return None };
        let unique = matches!(side.ty, Type::Set(_)) || side.constraints.iter().any(|constraint| constraint.unique);
        let mut items = items;
        if (items.len() as u64) < least {
            let wanted = usize::try_from(least.min(MOST_ITEMS + 1)).ok()?;
            if unique {
                let mut met: HashSet<String> = items.iter().map(canonical).collect();
                let others = (0..=items.len() as u64).find_map(|more| self.distinct(ty, least - more))?;
                items.extend(others.into_iter().filter(|other| met.insert(canonical(other))));
                items.truncate(wanted);
            } else {
                items.resize(wanted, items.first()?.clone());
            }
        }
        (items.len() as u64 >= least && least <= MOST_ITEMS).then_some(Value::Array(items))
    }

    /// The smallest map that holds these keys, all with this value, and is long enough for the constraints.
    pub(super) fn holding_keys(&self, side: &Side<'s>, keys: Vec<Value>, item: &Value) -> Option<Value> {
        let least = least_items(side);
        let Type::Map(ty, _) = side.ty else { return None };
        let mut entries = Map::new();
        for key in &keys {
            entries.insert(key_text(key)?, item.clone());
        }
        if (entries.len() as u64) < least {
            let others = (0..=keys.len() as u64).find_map(|more| self.distinct_keys(ty, least - more))?;
            for other in others {
                if (entries.len() as u64) < least {
                    entries.insert(other, item.clone());
                }
            }
        }
        (entries.len() as u64 >= least).then_some(Value::Object(entries))
    }
}

/// The fewest items that the constraints allow.
pub(super) fn least_items(side: &Side<'_>) -> u64 {
    side.constraints.iter().filter_map(|constraint| constraint.min_items).max().unwrap_or(0)
}

/// The most items that the constraints allow.
pub(super) fn most_items(side: &Side<'_>) -> u64 {
    side.constraints.iter().filter_map(|constraint| constraint.max_items).min().unwrap_or(u64::MAX)
}

/// A value as the key of a map.
pub(super) fn key_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => value::integer(number).map(|integer| integer.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}
