//! Steps that change nothing of what they are given: every field that the older version has under the same name is what
//! it was, and only fields are added. Where the other schema set has no step at all, both come to the same value in every
//! field that both have.

use std::collections::HashSet;

use crate::Compiled;
use crate::model::{Field, RecordId, UnionId};
use crate::plan::{Conversion, FieldStep, StepKind, UnionStepKind, WhenNone};

/// Whether conversions of one schema set are plain.
pub(super) struct Plain<'s> {
    compiled: &'s Compiled,
    /// Versions of shared types that are looked at, or were: what never ends changes nothing.
    met: HashSet<Shared>,
    open: Vec<Shared>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Shared {
    Record(RecordId, u32),
    Union(UnionId, u32),
}

impl<'s> Plain<'s> {
    pub(super) fn new(compiled: &'s Compiled) -> Self {
        Self { compiled, met: HashSet::new(), open: Vec::new() }
    }

    /// Whether a conversion, and every step in it, is plain.
    pub(super) fn is(mut self, conversion: &Conversion) -> bool {
        if !self.conversion(conversion) {
            return false;
        }
        while let Some(shared) = self.open.pop() {
            let is_plain = match shared {
                Shared::Record(record, version) => self.record(record, version),
                Shared::Union(union, version) => self.union(union, version),
            };
            if !is_plain {
                return false;
            }
        }
        true
    }

    fn conversion(&mut self, conversion: &Conversion) -> bool {
        conversion.leaves().into_iter().all(|leaf| match leaf {
            Conversion::Enum { from, to, values } => {
                let (from, to) = (&self.compiled.set[*from], &self.compiled.set[*to]);
                from.values.iter().zip(values.iter()).all(|(value, mapped)| match mapped {
                    Some(index) => to.values[*index].wire == value.wire,
                    None => true,
                })
            }
            Conversion::Record { record, from, to, .. } => {
                (from + 1..=*to).for_each(|version| self.below(Shared::Record(*record, version)));
                true
            }
            Conversion::Union { union, from, to, .. } => {
                (from + 1..=*to).for_each(|version| self.below(Shared::Union(*union, version)));
                true
            }
            _ => true,
        })
    }

    fn below(&mut self, shared: Shared) {
        if self.met.insert(shared) {
            self.open.push(shared);
        }
    }

    fn record(&mut self, id: RecordId, version: u32) -> bool {
        let versions = &self.compiled.set[id].versions;
        let step = self.compiled.plans.records.get(&(id.index(), version));
        match (versions.at(version - 1), versions.at(version), step.map(|step| &step.kind)) {
            (Some(old), Some(new), Some(StepKind::Fields(steps))) => self.fields(&old.fields, &new.fields, steps),
            _ => false,
        }
    }

    fn union(&mut self, id: UnionId, version: u32) -> bool {
        let versions = &self.compiled.set[id].versions;
        let step = self.compiled.plans.unions.get(&(id.index(), version));
        let (Some(old), Some(new), Some(UnionStepKind::Variants(variants))) =
            (versions.at(version - 1), versions.at(version), step.map(|step| &step.kind))
        else {
            return false;
        };
        variants.iter().all(|variant| {
            let (old, new) = (&old.variants[variant.old], &new.variants[variant.new]);
            old.name == new.name && self.fields(&old.fields, &new.fields, &variant.fields)
        })
    }

    fn fields(&mut self, old: &[Field], new: &[Field], steps: &[FieldStep]) -> bool {
        new.iter().zip(steps).all(|(field, step)| {
            let same_name = |old: &Field| old.names().any(|name| field.names().any(|other| other == name));
            match (old.iter().position(same_name), step) {
                (None, FieldStep::Function(_)) => false,
                (None, FieldStep::Move { .. } | FieldStep::Gather { .. } | FieldStep::Value(_) | FieldStep::None) => {
                    true
                }
                (Some(index), FieldStep::Move { path, convert, when_none }) => {
                    let is_kept = *when_none == WhenNone::Keep || !old[index].ty.is_optional();
                    path.as_slice() == [index] && is_kept && self.conversion(convert)
                }
                (Some(_), _) => false,
            }
        })
    }
}
