//! How deeply the smallest value of each record and union nests: what a sampler chooses by when it must come to an end,
//! and how it knows that there is no value at all.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::model::{EnumId, Field, Named, RecordId, SchemaSet, Type, UnionId};

/// The highest value, in levels of definitions that must be there, that is made at all.
const HIGHEST: u32 = 60;

/// The height of the smallest value of every definition that has one.
#[derive(Debug)]
pub(super) struct Heights(HashMap<Named, u32>);

/// A record, or one variant of a union: what must be there for a value of `owner`.
struct Choice {
    owner: Named,
    /// How many of the definitions in it are not found yet.
    missing: usize,
}

/// The choices of all definitions, and those that wait for a definition.
#[derive(Default)]
struct Choices {
    all: Vec<Choice>,
    waiting: HashMap<Named, Vec<usize>>,
}

impl Choices {
    fn add(&mut self, owner: Named, fields: &[Field]) {
        let choice = self.all.len();
        let mut missing = 0;
        for needed in needed(fields).filter_map(|field| inside(&field.ty, field.constraints.min_items.unwrap_or(0))) {
            missing += 1;
            self.waiting.entry(needed).or_default().push(choice);
        }
        self.all.push(Choice { owner, missing });
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
        let mut found: Vec<Named> = inhabited.map(|(index, _)| Named::Enum(EnumId::from_index(index))).collect();
        let mut complete: Vec<Named> =
            choices.all.iter().filter(|choice| choice.missing == 0).map(|choice| choice.owner).collect();
        // Each round finds the definitions of the next height, so what is found first is the smallest. What is higher
        // than is ever made counts as nothing.
        for height in 0..=HIGHEST + 1 {
            found.retain(|named| match heights.0.entry(*named) {
                Entry::Vacant(entry) => {
                    entry.insert(height);
                    true
                }
                Entry::Occupied(_) => false,
            });
            for named in std::mem::take(&mut found) {
                for choice in choices.waiting.remove(&named).unwrap_or_default() {
                    let choice = &mut choices.all[choice];
                    choice.missing -= 1;
                    if choice.missing == 0 {
                        complete.push(choice.owner);
                    }
                }
            }
            found = std::mem::take(&mut complete);
        }
        heights
    }

    /// The height of the smallest object with these fields; `None` where there is none.
    pub(super) fn fields(&self, fields: &[Field]) -> Option<u32> {
        let mut highest = 0;
        for field in needed(fields) {
            highest = highest.max(self.ty(&field.ty, field.constraints.min_items.unwrap_or(0))?);
        }
        Some(highest)
    }

    /// The height of the smallest value of a type with at least this many items.
    pub(super) fn ty(&self, ty: &Type, min_items: u64) -> Option<u32> {
        inside(ty, min_items).map_or(Some(0), |named| self.0.get(&named).copied())
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
