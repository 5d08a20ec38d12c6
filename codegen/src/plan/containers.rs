//! Conversions of lists, sets and maps: item by item, where no two items become equal that may not.

use serde_json::Value;

use super::Conversion;
use super::convert::{Converter, Failure, Side};
use super::enums::Merged;
use super::witness::most_items;
use crate::model::Type;
use crate::value;

impl<'s> Converter<'_, 's> {
    pub(super) fn list(
        &mut self,
        from: &Side<'s>,
        to: &Side<'s>,
        old: &'s Type,
        new: &'s Type,
    ) -> Result<Conversion, Failure> {
        let item = self.item(from, old, new)?;
        if to.constraints.iter().any(|constraint| constraint.unique) && most_items(from) >= 2 {
            let then = "the newer version refuses a value that stands twice";
            match self.merged(&item) {
                Merged::No => {}
                Merged::Two(first, second) => {
                    let witness = from_two(self, from, &first, &second);
                    return Err(Failure { witness, reason: merging(&first, &second, then) });
                }
                Merged::Perhaps => {
                    return Err(Failure {
                        witness: None,
                        reason: format!("two items may become equal by their own steps, and {then}"),
                    });
                }
            }
        }
        self.count_constraints(from, to, false)?;
        Ok(if item == Conversion::Same { item } else { Conversion::List(Box::new(item)) })
    }

    pub(super) fn set(
        &mut self,
        from: &Side<'s>,
        to: &Side<'s>,
        old: &'s Type,
        new: &'s Type,
    ) -> Result<Conversion, Failure> {
        let item = self.item(from, old, new)?;
        let merged = self.merged(&item);
        if let Merged::Two(first, second) = &merged
            && most_items(from) >= 2
            && !self.mapping.asks_for(first, second)
        {
            let witness = from_two(self, from, first, second);
            return Err(Failure { witness, reason: merging(first, second, "a set would lose one of them") });
        }
        self.count_constraints(from, to, merged != Merged::No)?;
        Ok(if item == Conversion::Same { item } else { Conversion::Set(Box::new(item)) })
    }

    pub(super) fn map(
        &mut self,
        from: &Side<'s>,
        to: &Side<'s>,
        (old_key, old): (&'s Type, &'s Type),
        (new_key, new): (&'s Type, &'s Type),
    ) -> Result<Conversion, Failure> {
        let key = match self.convert(&Side::plain(old_key), &Side::plain(new_key)) {
            Ok(key) => key,
            Err(failure) => {
                let item = self.smallest(&Side::plain(old));
                return Err(self.in_map(from, failure, |key| Some((key, item?))));
            }
        };
        if let Merged::Two(first, second) = self.merged(&key)
            && most_items(from) >= 2
        {
            let keys = vec![Value::from(first.as_str()), Value::from(second.as_str())];
            let witness = self.smallest(&Side::plain(old)).and_then(|item| self.holding_keys(from, keys, &item));
            return Err(Failure { witness, reason: merging(&first, &second, "a map would lose one of its entries") });
        }
        let item = match self.convert(&Side::plain(old), &Side::plain(new)) {
            Ok(item) => item,
            Err(failure) => {
                let key = self.smallest(&Side::plain(old_key));
                return Err(self.in_map(from, failure, |item| Some((key?, item))));
            }
        };
        self.count_constraints(from, to, false)?;
        Ok(match (key, item) {
            (Conversion::Same, Conversion::Same) => Conversion::Same,
            (key, item) => Conversion::Map(Box::new(key), Box::new(item)),
        })
    }

    fn item(&mut self, from: &Side<'s>, old: &'s Type, new: &'s Type) -> Result<Conversion, Failure> {
        self.convert(&Side::plain(old), &Side::plain(new)).map_err(|failure| self.in_list(from, failure))
    }
}

/// A list or set of two values that become one, where they are its items and not deeper.
fn from_two<'s>(converter: &Converter<'_, 's>, from: &Side<'s>, first: &str, second: &str) -> Option<Value> {
    let two = converter.holding(from, vec![Value::from(first), Value::from(second)])?;
    value::check(converter.set, from.ty, &from.constraints, &two).is_ok().then_some(two)
}

fn merging(first: &str, second: &str, then: &str) -> String {
    format!("`{first}` and `{second}` become one value, and {then}")
}
