//! Conversions of enums: value by value, by the text on the wire, renamed where `map` says so.

use std::collections::HashMap;

use serde_json::Value;

use super::Conversion;
use super::convert::{Converter, Failure};
use crate::model::{Enum, EnumId, SchemaSet};
use crate::value::{EnumText, enum_text};

/// What `map` of a field says, and what became of each of its entries.
#[derive(Debug)]
pub(super) struct Mapping<'s> {
    pairs: &'s [(String, String)],
    outcomes: Vec<Outcome>,
    /// The enums that the entries were tried on: the older and the newer.
    tried: Vec<(EnumId, EnumId)>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Outcome {
    old_known: bool,
    new_known: bool,
    changes: bool,
}

/// What is wrong with an entry of `map`.
#[derive(Debug)]
pub(super) enum Useless<'s> {
    /// The field has no enum at all.
    NoEnum,
    /// The older enum has no such value.
    OldUnknown(&'s str),
    /// The newer enum has no such value.
    NewUnknown(&'s str),
    /// The value would become this without the entry.
    Same(&'s str, &'s str),
}

impl<'s> Mapping<'s> {
    pub(super) fn new(pairs: &'s [(String, String)]) -> Self {
        Self { pairs, outcomes: vec![Outcome::default(); pairs.len()], tried: Vec::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Whether an entry of `map` concerns one of these older values: then a merge of the two is wanted.
    pub(super) fn asks_for(&self, first: &str, second: &str) -> bool {
        self.pairs.iter().any(|(old, _)| old == first || old == second)
    }

    /// The enums that were converted: the older and the newer.
    pub(super) fn tried(&self) -> &[(EnumId, EnumId)] {
        &self.tried
    }

    /// What is wrong with the entries, once the whole type was converted.
    pub(super) fn useless(&self) -> Vec<Useless<'s>> {
        if self.pairs.is_empty() {
            return Vec::new();
        }
        if self.tried.is_empty() {
            return vec![Useless::NoEnum];
        }
        let entries = self.pairs.iter().zip(&self.outcomes);
        entries
            .filter_map(|((old, new), outcome)| match outcome {
                Outcome { old_known: false, .. } => Some(Useless::OldUnknown(old)),
                Outcome { new_known: false, .. } => Some(Useless::NewUnknown(new)),
                Outcome { changes: false, .. } => Some(Useless::Same(old, new)),
                Outcome { .. } => None,
            })
            .collect()
    }
}

/// Whether two values of the older type become one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Merged {
    /// None do.
    No,
    /// These two values of an enum do.
    Two(String, String),
    /// Steps of records or unions may do it.
    Perhaps,
}

impl<'s> Converter<'_, 's> {
    pub(super) fn enumeration(&mut self, old_id: EnumId, new_id: EnumId) -> Result<Conversion, Failure> {
        if old_id == new_id && self.mapping.is_empty() {
            return Ok(Conversion::Same);
        }
        let (old, new) = (&self.set[old_id], &self.set[new_id]);
        let targets = texts(new);
        let mut values: Vec<Option<usize>> = Vec::with_capacity(old.values.len());
        let mut missing = None;
        for (index, value) in old.values.iter().enumerate() {
            let by_itself = targets.get(value.wire.as_str()).copied();
            let target = self.mapped(index, old, new, by_itself).or(by_itself);
            if target.is_none() && !new.open && missing.is_none() {
                missing = Some(&value.wire);
            }
            values.push(target);
        }
        self.mapping.tried.push((old_id, new_id));
        if let Some(wire) = missing {
            return Err(Failure::at(Value::from(wire.as_str()), |shown| {
                format!("`{}` has no value {shown}; `map` can rename it", new.meta.name)
            }));
        }
        if old.open && !new.open {
            let mut text = "unknown".to_owned();
            while enum_text(old, &text) != Some(EnumText::Unknown) || enum_text(new, &text).is_some() {
                text.push('_');
            }
            return Err(Failure::at(Value::from(text), |shown| {
                format!("`{}` is open and may hold {shown}, which `{}` cannot", old.meta.name, new.meta.name)
            }));
        }
        let unchanged = old_id == new_id && values.iter().enumerate().all(|(index, target)| *target == Some(index));
        Ok(if unchanged { Conversion::Same } else { Conversion::Enum { from: old_id, to: new_id, values } })
    }

    /// What `map` makes of an older value, if it says anything usable about it.
    fn mapped(&mut self, index: usize, old: &Enum, new: &Enum, by_itself: Option<usize>) -> Option<usize> {
        let mapping = &mut self.mapping;
        for ((from, to), outcome) in mapping.pairs.iter().zip(&mut mapping.outcomes) {
            if position(old, from) != Some(index) {
                continue;
            }
            outcome.old_known = true;
            let Some(target) = position(new, to) else { continue };
            outcome.new_known = true;
            outcome.changes |= by_itself != Some(target);
            return Some(target);
        }
        None
    }
}

/// The value that a text in a schema means: by its wire text, an earlier one, or its key.
fn position(definition: &Enum, text: &str) -> Option<usize> {
    let by_wire = definition.values.iter().position(|value| value.wire == text);
    by_wire
        .or_else(|| definition.values.iter().position(|value| value.aliases.iter().any(|alias| alias == text)))
        .or_else(|| definition.values.iter().position(|value| value.name == text))
}

/// Every text that reads as a value, and the value.
fn texts(definition: &Enum) -> HashMap<&str, usize> {
    let mut texts = HashMap::new();
    for (index, value) in definition.values.iter().enumerate() {
        for text in std::iter::once(&value.wire).chain(&value.aliases) {
            texts.entry(text.as_str()).or_insert(index);
        }
    }
    texts
}

/// Two older values that a conversion makes one.
pub(super) fn merged(set: &SchemaSet, conversion: &Conversion) -> Merged {
    match conversion {
        Conversion::Same | Conversion::Widen => Merged::No,
        Conversion::Unwrap(_, inner)
        | Conversion::Wrap(inner, _)
        | Conversion::Some(inner)
        | Conversion::Optional(inner)
        | Conversion::List(inner)
        | Conversion::Set(inner) => merged(set, inner),
        Conversion::Map(key, value) => match merged(set, key) {
            Merged::No => merged(set, value),
            found => found,
        },
        Conversion::Enum { from, to, values } => merged_values(&set[*from], &set[*to], values),
        Conversion::Record { .. } | Conversion::Union { .. } => Merged::Perhaps,
    }
}

fn merged_values(old: &Enum, new: &Enum, values: &[Option<usize>]) -> Merged {
    let mut sources: HashMap<usize, &str> = HashMap::new();
    for (value, target) in old.values.iter().zip(values) {
        let Some(target) = target else { continue };
        if let Some(other) = sources.insert(*target, &value.wire) {
            return Merged::Two(other.to_owned(), value.wire.clone());
        }
    }
    if !old.open {
        return Merged::No;
    }
    // A text that the older enum keeps as unknown may be a value that the newer knows.
    let known = texts(old);
    let mut texts: Vec<(&str, usize)> = texts(new).into_iter().collect();
    texts.sort_unstable();
    for (text, target) in texts {
        if !known.contains_key(text)
            && let Some(other) = sources.insert(target, text)
        {
            return Merged::Two(other.to_owned(), text.to_owned());
        }
    }
    Merged::No
}
