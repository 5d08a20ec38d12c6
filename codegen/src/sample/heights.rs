//! How deeply the smallest value of each record and union nests, and how large it is: what a sampler chooses by when it
//! must come to an end, and how it knows that there is no value at all, or none of a size that is made.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::model::{EnumId, Field, Named, RecordId, SchemaSet, Type, UnionId};

/// The highest value, in levels of definitions that must be there, that is made at all.
const HIGHEST: u32 = 60;

/// The most values within one that is made.
const LARGEST: u64 = 20_000;

/// Values with no more in them are as good as each other: people chose the order of the variants.
const SMALL: u64 = 256;

/// The smallest value of a definition.
#[derive(Clone, Copy, Debug)]
pub(super) struct Smallest {
    height: u32,
    /// How many values it has in it.
    size: u64,
}

impl Smallest {
    /// Of two variants, the one with less is chosen where it must come to an end; of equal ones the first.
    pub(super) fn weight(self) -> (u32, u64) {
        (self.height, if self.size <= SMALL { 0 } else { self.size })
    }
}

/// The smallest value of a definition that was found, and the choice that gives it.
type Found = (Named, u64, usize);

/// The smallest value of every definition that has one.
#[derive(Debug)]
pub(super) struct Heights(HashMap<Named, Smallest>);

/// A record, or one variant of a union: what must be there for a value of `owner`.
struct Choice {
    owner: Named,
    /// How many of the definitions in it are not found yet.
    missing: usize,
    /// How many values there are in it, as far as they are found.
    size: u64,
}

/// The choices of all definitions, and those that wait for a definition.
#[derive(Default)]
struct Choices {
    all: Vec<Choice>,
    waiting: HashMap<Named, Vec<Waiting>>,
}

/// A choice that needs a definition, so many times.
struct Waiting {
    choice: usize,
    times: u64,
}

impl Choices {
    fn add(&mut self, owner: Named, fields: &[Field]) {
        let choice = self.all.len();
        let (mut missing, mut size) = (0, 1);
        for field in needed(fields) {
            let items = field.constraints.min_items.unwrap_or(0);
            let times = times(&field.ty, items);
            match inside(&field.ty, items) {
                Some(needed) => {
                    missing += 1;
                    self.waiting.entry(needed).or_default().push(Waiting { choice, times });
                }
                None => size = times.saturating_add(size),
            }
        }
        self.all.push(Choice { owner, missing, size });
    }

    fn of(set: &SchemaSet) -> Self {
        let mut choices = Self::default();
        for (index, record) in set.records.iter().enumerate() {
            for (version, body) in record.versions.iter() {
                choices.add(Named::Record(RecordId::from_index(index), version), &body.fields);
            }
        }
        for (index, union) in set.unions.iter().enumerate() {
            for (version, body) in union.versions.iter() {
                let named = Named::Union(UnionId::from_index(index), version);
                body.variants.iter().for_each(|variant| choices.add(named, &variant.fields));
                if union.open {
                    choices.add(named, &[]);
                }
            }
        }
        choices
    }
}

impl Heights {
    pub(super) fn new(set: &SchemaSet) -> Self {
        let mut choices = Choices::of(set);
        let mut heights = Self(HashMap::new());
        let inhabited = set.enums.iter().enumerate().filter(|(_, found)| found.open || !found.values.is_empty());
        let mut found: Vec<Found> =
            inhabited.map(|(index, _)| (Named::Enum(EnumId::from_index(index)), 1, 0)).collect();
        let whole = choices.all.iter().enumerate().filter(|(_, choice)| choice.missing == 0);
        let mut complete: Vec<Found> = whole.map(|(index, choice)| (choice.owner, choice.size, index)).collect();
        // Each round finds the definitions of the next height, so what is found first is the smallest. What is higher
        // than is ever made counts as nothing.
        for height in 0..=HIGHEST + 1 {
            // Variants are complete in any order; what counts is the one that is chosen.
            found.sort_by_key(|&(_, size, choice)| (Smallest { height, size }.weight(), choice));
            found.retain(|&(named, size, _)| match heights.0.entry(named) {
                Entry::Vacant(entry) => {
                    entry.insert(Smallest { height, size });
                    true
                }
                Entry::Occupied(_) => false,
            });
            for (named, size, _) in std::mem::take(&mut found) {
                for Waiting { choice: index, times } in choices.waiting.remove(&named).unwrap_or_default() {
                    let choice = &mut choices.all[index];
                    choice.missing -= 1;
                    choice.size = choice.size.saturating_add(size.saturating_mul(times));
                    if choice.missing == 0 {
                        complete.push((choice.owner, choice.size, index));
                    }
                }
            }
            found = std::mem::take(&mut complete);
        }
        heights
    }

    /// The smallest object with these fields; `None` where there is none, or only one that is too large to be made.
    pub(super) fn fields(&self, fields: &[Field]) -> Option<Smallest> {
        let (mut highest, mut size) = (0, 1_u64);
        for field in needed(fields) {
            let items = field.constraints.min_items.unwrap_or(0);
            let Smallest { height, size: each } = self.smallest(&field.ty, items)?;
            highest = highest.max(height);
            size = size.saturating_add(each.saturating_mul(times(&field.ty, items)));
        }
        (size <= LARGEST.max(fields.len() as u64)).then_some(Smallest { height: highest, size })
    }

    /// Whether a definition has a value, and one that is not too large to be made.
    pub(super) fn has(&self, named: Named) -> bool {
        self.0.get(&named).is_some_and(|smallest| smallest.size <= LARGEST)
    }

    fn smallest(&self, ty: &Type, min_items: u64) -> Option<Smallest> {
        match inside(ty, min_items) {
            Some(named) => self.0.get(&named).copied(),
            None => Some(Smallest { height: 0, size: 1 }),
        }
    }
}

/// How many values a type with at least this many items has, or of what is inside it.
fn times(ty: &Type, min_items: u64) -> u64 {
    match ty {
        Type::List(_) | Type::Set(_) | Type::Map(..) => min_items.max(1),
        Type::Builtin(_) | Type::Named(_) | Type::Optional(_) => 1,
    }
}

/// The fields that must be there.
fn needed(fields: &[Field]) -> impl Iterator<Item = &Field> {
    fields.iter().filter(|field| field.default.is_none() && !field.ty.is_optional())
}

/// The definition that a value of a type with at least this many items cannot do without.
fn inside(ty: &Type, min_items: u64) -> Option<Named> {
    match ty {
        Type::Builtin(_) | Type::Named(Named::Scalar(_)) | Type::Optional(_) => None,
        Type::Named(named) => Some(*named),
        Type::List(item) | Type::Set(item) | Type::Map(_, item) if min_items > 0 => inside(item, 0),
        Type::List(_) | Type::Set(_) | Type::Map(..) => None,
    }
}
