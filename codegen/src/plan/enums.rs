//! Conversions of enums: value by value, by the text on the wire, renamed where `map` says so.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use serde_json::Value;

use super::Conversion;
use super::convert::{Converter, Failure};
use crate::model::{Enum, EnumId};
use crate::value::{EnumText, enum_text, texts};

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

    /// What `map` makes of older values, as far as it says anything usable about them: the first entry for each.
    fn targets(&mut self, old: &Words<'_>, new: &Words<'_>, definition: &Enum) -> HashMap<usize, usize> {
        let mut targets = HashMap::new();
        for ((from, to), outcome) in self.pairs.iter().zip(&mut self.outcomes) {
            let Some(&index) = old.meant.get(from.as_str()) else { continue };
            if targets.contains_key(&index) {
                continue;
            }
            outcome.old_known = true;
            let Some(&target) = new.meant.get(to.as_str()) else { continue };
            outcome.new_known = true;
            outcome.changes |= new.read.get(definition.values[index].wire.as_str()) != Some(&target);
            targets.insert(index, target);
        }
        targets
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

/// What was found out about enums, so that fields of the same enums share it.
#[derive(Debug, Default)]
pub(super) struct Enums<'s> {
    words: RefCell<HashMap<EnumId, Rc<Words<'s>>>>,
    /// Conversions without a `map`.
    plain: RefCell<HashMap<(EnumId, EnumId), Result<Conversion, Failure>>>,
    merged: RefCell<HashMap<(EnumId, EnumId), Merged>>,
}

/// The texts by which a schema and the wire call the values of an enum.
#[derive(Debug)]
struct Words<'s> {
    /// Every text that reads as a value.
    read: HashMap<&'s str, usize>,
    /// The value that a text in a schema means: by its wire text, an earlier one, or its key.
    meant: HashMap<&'s str, usize>,
}

impl<'s> Words<'s> {
    fn new(definition: &'s Enum) -> Self {
        let values = || definition.values.iter().enumerate();
        let mut meant: HashMap<&str, usize> = HashMap::new();
        let wires = values().map(|(index, value)| (value.wire.as_str(), index));
        let aliases =
            values().flat_map(|(index, value)| value.aliases.iter().map(move |alias| (alias.as_str(), index)));
        let names = values().map(|(index, value)| (value.name.as_str(), index));
        for (text, index) in wires.chain(aliases).chain(names) {
            meant.entry(text).or_insert(index);
        }
        Self { read: texts(definition), meant }
    }
}

impl<'s> Converter<'_, 's> {
    fn words(&self, id: EnumId) -> Rc<Words<'s>> {
        let mut words = self.enums.words.borrow_mut();
        words.entry(id).or_insert_with(|| Rc::new(Words::new(&self.set[id]))).clone()
    }

    pub(super) fn enumeration(&mut self, old_id: EnumId, new_id: EnumId) -> Result<Conversion, Failure> {
        if !self.mapping.is_empty() {
            return self.mapped_enumeration(old_id, new_id);
        }
        if old_id == new_id {
            return Ok(Conversion::Same);
        }
        let known = self.enums.plain.borrow().get(&(old_id, new_id)).cloned();
        known.unwrap_or_else(|| {
            let found = self.mapped_enumeration(old_id, new_id);
            self.enums.plain.borrow_mut().insert((old_id, new_id), found.clone());
            found
        })
    }

    fn mapped_enumeration(&mut self, old_id: EnumId, new_id: EnumId) -> Result<Conversion, Failure> {
        let (old, new) = (&self.set[old_id], &self.set[new_id]);
        let (old_words, new_words) = (self.words(old_id), self.words(new_id));
        let mapped = self.mapping.targets(&old_words, &new_words, old);
        let mut values: Vec<Option<usize>> = Vec::with_capacity(old.values.len());
        let mut missing = None;
        for (index, value) in old.values.iter().enumerate() {
            let target = mapped.get(&index).copied().or_else(|| new_words.read.get(value.wire.as_str()).copied());
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
        Ok(if unchanged {
            Conversion::Same
        } else {
            Conversion::Enum { from: old_id, to: new_id, values: values.into() }
        })
    }

    /// Two older values that a conversion makes one.
    pub(super) fn merged(&self, conversion: &Conversion) -> Merged {
        match conversion {
            Conversion::Same | Conversion::Widen => Merged::No,
            Conversion::Unwrap(_, inner)
            | Conversion::Wrap(inner, _)
            | Conversion::Some(inner)
            | Conversion::Optional(inner)
            | Conversion::List(inner)
            | Conversion::Set(inner) => self.merged(inner),
            Conversion::Map(key, value) => match self.merged(key) {
                Merged::No => self.merged(value),
                found => found,
            },
            Conversion::Enum { from, to, values } => {
                let find = || merged_values(&self.set[*from], &self.words(*from), &self.words(*to), values);
                if !self.mapping.is_empty() {
                    return find();
                }
                let known = self.enums.merged.borrow().get(&(*from, *to)).cloned();
                known.unwrap_or_else(|| {
                    let found = find();
                    self.enums.merged.borrow_mut().insert((*from, *to), found.clone());
                    found
                })
            }
            Conversion::Record { .. } | Conversion::Union { .. } => Merged::Perhaps,
        }
    }
}

fn merged_values(old: &Enum, old_words: &Words<'_>, new_words: &Words<'_>, values: &[Option<usize>]) -> Merged {
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
    let mut texts: Vec<(&str, usize)> = new_words.read.iter().map(|(text, target)| (*text, *target)).collect();
    texts.sort_unstable();
    for (text, target) in texts {
        if !old_words.read.contains_key(text)
            && let Some(other) = sources.insert(target, text)
        {
            return Merged::Two(other.to_owned(), text.to_owned());
        }
    }
    Merged::No
}
