//! How deeply the smallest value of each record and union nests: what a sampler chooses by when it must come to an end,
//! and how it knows that there is no value at all.

use std::collections::HashMap;

use crate::model::{EnumId, Field, Named, RecordId, SchemaSet, Type, UnionId};

/// The highest value, in levels of definitions that must be there, that is made at all.
const HIGHEST: u32 = 60;

/// The height of the smallest value of every definition that has one.
#[derive(Debug)]
pub(super) struct Heights(HashMap<Named, u32>);

impl Heights {
    pub(super) fn new(set: &SchemaSet) -> Self {
        let mut heights = Self(HashMap::new());
        for (index, definition) in set.enums.iter().enumerate() {
            if definition.open || !definition.values.is_empty() {
                heights.0.insert(Named::Enum(EnumId::from_index(index)), 0);
            }
        }
        // Each round finds the definitions of the next height, so what is found first is the smallest. What is higher
        // than is ever made counts as nothing.
        for _ in 0..=HIGHEST {
            let mut found = Vec::new();
            for (index, record) in set.records.iter().enumerate() {
                for (version, body) in record.versions.iter() {
                    let named = Named::Record(RecordId::from_index(index), version);
                    if !heights.0.contains_key(&named) {
                        found.extend(heights.fields(&body.fields).map(|height| (named, height + 1)));
                    }
                }
            }
            for (index, union) in set.unions.iter().enumerate() {
                for (version, body) in union.versions.iter() {
                    let named = Named::Union(UnionId::from_index(index), version);
                    if !heights.0.contains_key(&named) {
                        let unknown = union.open.then_some(0);
                        let known = body.variants.iter().filter_map(|variant| heights.fields(&variant.fields));
                        found.extend(known.chain(unknown).min().map(|height| (named, height + 1)));
                    }
                }
            }
            if found.is_empty() {
                break;
            }
            heights.0.extend(found);
        }
        heights
    }

    /// The height of the smallest object with these fields; `None` where there is none.
    pub(super) fn fields(&self, fields: &[Field]) -> Option<u32> {
        let mut highest = 0;
        for field in fields.iter().filter(|field| field.default.is_none() && !field.ty.is_optional()) {
            highest = highest.max(self.ty(&field.ty, field.constraints.min_items.unwrap_or(0))?);
        }
        Some(highest)
    }

    /// The height of the smallest value of a type with at least this many items.
    pub(super) fn ty(&self, ty: &Type, min_items: u64) -> Option<u32> {
        match ty {
            Type::Builtin(_) | Type::Named(Named::Scalar(_)) | Type::Optional(_) => Some(0),
            Type::Named(named) => self.0.get(named).copied(),
            Type::List(item) | Type::Set(item) | Type::Map(_, item) if min_items > 0 => self.ty(item, 0),
            Type::List(_) | Type::Set(_) | Type::Map(..) => Some(0),
        }
    }
}
