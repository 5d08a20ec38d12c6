//! Whether two steps are made alike, field by field, as far as JSON shows it: what the types are called, and how the
//! step is spelled, does not matter.

use std::collections::HashMap;

use crate::Compiled;
use crate::model::{Body, EnumId, Field, FunctionPath, Named, RecordId, SchemaSet, Type, UnionId};
use crate::plan::{Conversion, FieldStep, Step, StepKind, UnionStepKind, WhenNone};
use crate::value::canonical;

use super::plain::Plain;

/// A field, or the whole, that is made otherwise.
#[derive(Clone, Debug)]
pub(super) struct Change {
    /// The field of the newer body, by its index in both sets; `None` for the whole body.
    pub(super) field: Option<(usize, usize)>,
    pub(super) made: Made,
}

/// What is known of pairs of shared types.
pub(in crate::evolution) struct Alike<'s> {
    old: &'s Compiled,
    new: &'s Compiled,
    records: HashMap<(RecordId, RecordId, u32), Made>,
    unions: HashMap<(UnionId, UnionId, u32), Made>,
    depth: usize,
}

/// Levels of shared types in each other that are compared step by step; beyond them payloads decide.
const DEEPEST: usize = 64;

/// How a part of a step compares.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Made {
    Alike,
    /// From another source, or by another conversion.
    Otherwise,
    /// Another value, whatever was stored.
    Constant,
    /// By functions: before and now.
    ByFunction(String, String),
}

impl<'s> Alike<'s> {
    pub(in crate::evolution) fn new(old: &'s Compiled, new: &'s Compiled) -> Self {
        Self { old, new, records: HashMap::new(), unions: HashMap::new(), depth: 0 }
    }

    /// Two steps, each with the bodies that it leads from and to.
    pub(super) fn steps(
        &mut self,
        (old, old_bodies): (&Step, (&Body, &Body)),
        (new, new_bodies): (&Step, (&Body, &Body)),
    ) -> Vec<Change> {
        let whole = |was: String, is: String| vec![Change { field: None, made: Made::ByFunction(was, is) }];
        match (&old.kind, &new.kind) {
            (StepKind::Function(was), StepKind::Function(is)) if was == is => Vec::new(),
            (StepKind::Fields(old_steps), StepKind::Fields(new_steps)) => {
                let mut changes = Vec::new();
                for (new_index, (new_step, field)) in new_steps.iter().zip(&new_bodies.1.fields).enumerate() {
                    let same = |old: &Field| old.names().any(|name| field.names().any(|other| other == name));
                    let Some(old_index) = old_bodies.1.fields.iter().position(same) else { continue };
                    let made =
                        self.field((&old_steps[old_index], &old_bodies.0.fields), (new_step, &new_bodies.0.fields));
                    if made != Made::Alike {
                        changes.push(Change { field: Some((old_index, new_index)), made });
                    }
                }
                changes
            }
            (was, is) => whole(by(was), by(is)),
        }
    }

    fn fields(
        &mut self,
        (old_steps, old_from, old_to): (&[FieldStep], &[Field], &[Field]),
        (new_steps, new_from, new_to): (&[FieldStep], &[Field], &[Field]),
    ) -> Made {
        for (new_step, field) in new_steps.iter().zip(new_to) {
            let same = |old: &Field| old.names().any(|name| field.names().any(|other| other == name));
            let Some(old_index) = old_to.iter().position(same) else { continue };
            let made = self.field((&old_steps[old_index], old_from), (new_step, new_from));
            if made != Made::Alike {
                return made;
            }
        }
        Made::Alike
    }

    fn field(&mut self, (old, old_from): (&FieldStep, &[Field]), (new, new_from): (&FieldStep, &[Field])) -> Made {
        match (old, new) {
            (FieldStep::Function(was), FieldStep::Function(is)) if was == is => Made::Alike,
            (FieldStep::Function(_), _) | (_, FieldStep::Function(_)) => Made::ByFunction(field_by(old), field_by(new)),
            (FieldStep::Value(was), FieldStep::Value(is)) if canonical(was) == canonical(is) => Made::Alike,
            (FieldStep::None, FieldStep::None) => Made::Alike,
            (FieldStep::Value(_) | FieldStep::None, FieldStep::Value(_) | FieldStep::None) => Made::Constant,
            (
                FieldStep::Move { path: was, convert: was_converted, when_none: was_none },
                FieldStep::Move { path: is, convert: is_converted, when_none: is_none },
            ) => {
                let by_path = |from: &[Field], path: &[usize]| path.first().and_then(|&index| from.get(index)).cloned();
                let same_source = was.len() == is.len() && self.same_path((old_from, was), (new_from, is));
                // What only one side takes for none, the other refuses.
                let may_be_none = |from: &[Field], path: &[usize]| {
                    path.len() > 1 || by_path(from, path).is_none_or(|field| field.ty.is_optional())
                };
                let same_none = match (was_none, is_none) {
                    _ if !may_be_none(old_from, was) || !may_be_none(new_from, is) => true,
                    (WhenNone::Keep, WhenNone::Keep) => true,
                    (WhenNone::Value(was), WhenNone::Value(is)) => canonical(was) == canonical(is),
                    _ => false,
                };
                if !same_source || !same_none {
                    return Made::Otherwise;
                }
                self.conversions(was_converted, is_converted)
            }
            (
                FieldStep::Gather { record: was, version: was_version, fields: was_fields },
                FieldStep::Gather { record: is, version: is_version, fields: is_fields },
            ) => {
                let old_to = self.old.set[*was].versions.at(*was_version);
                let new_to = self.new.set[*is].versions.at(*is_version);
                match (old_to, new_to) {
                    (Some(old_to), Some(new_to)) => {
                        self.fields((was_fields, old_from, &old_to.fields), (is_fields, new_from, &new_to.fields))
                    }
                    _ => Made::Otherwise,
                }
            }
            _ => Made::Otherwise,
        }
    }

    /// Whether two paths of one length lead through fields of the same names; where those stand says nothing.
    fn same_path(&self, (mut old, was): (&[Field], &[usize]), (mut new, is): (&[Field], &[usize])) -> bool {
        fn inside<'s>(set: &'s SchemaSet, field: &Field) -> &'s [Field] {
            match field.ty.without_optional() {
                Type::Named(Named::Record(id, version)) => {
                    set[*id].versions.at(*version).map_or(&[], |body| body.fields.as_slice())
                }
                _ => &[],
            }
        }
        for (was, is) in was.iter().zip(is) {
            let (Some(was), Some(is)) = (old.get(*was), new.get(*is)) else { return false };
            if !was.names().any(|name| is.names().any(|other| other == name)) {
                return false;
            }
            (old, new) = (inside(&self.old.set, was), inside(&self.new.set, is));
        }
        true
    }

    fn conversions(&mut self, old: &Conversion, new: &Conversion) -> Made {
        let (was, is) = (old.leaves(), new.leaves());
        // Where one side leaves the value as it is, the other may only add to it.
        if (was.is_empty() && Plain::new(self.new).is(new)) || (is.is_empty() && Plain::new(self.old).is(old)) {
            return Made::Alike;
        }
        if was.len() != is.len() {
            return Made::Otherwise;
        }
        let mut pairs = was.into_iter().zip(is).map(|(was, is)| self.effect(was, is));
        pairs.find(|made| *made != Made::Alike).unwrap_or(Made::Alike)
    }

    fn effect(&mut self, old: &Conversion, new: &Conversion) -> Made {
        match (old, new) {
            (
                Conversion::Enum { from: was_from, to: was_to, values: was },
                Conversion::Enum { from: is_from, to: is_to, values: is },
            ) => {
                let old = self.mapped(self.old, *was_from, *was_to, was);
                let new = self.mapped(self.new, *is_from, *is_to, is);
                // A value that only one side has is compared where the bodies are.
                let differs = old.iter().any(|(from, to)| new.get(from).is_some_and(|other| other != to));
                if differs { Made::Otherwise } else { Made::Alike }
            }
            (
                Conversion::Record { record: was, from: was_from, to: was_to, .. },
                Conversion::Record { record: is, from: is_from, to: is_to, .. },
            ) if (was_from, was_to) == (is_from, is_to) => {
                self.all(*was_from, *was_to, |this, version| this.record(*was, *is, version))
            }
            (
                Conversion::Union { union: was, from: was_from, to: was_to, .. },
                Conversion::Union { union: is, from: is_from, to: is_to, .. },
            ) if (was_from, was_to) == (is_from, is_to) => {
                self.all(*was_from, *was_to, |this, version| this.union(*was, *is, version))
            }
            (Conversion::Set(_), Conversion::Set(_)) => Made::Alike,
            _ => Made::Otherwise,
        }
    }

    fn all(&mut self, from: u32, to: u32, mut one: impl FnMut(&mut Self, u32) -> Made) -> Made {
        if self.depth >= DEEPEST {
            return Made::Otherwise;
        }
        self.depth += 1;
        let mut made = Made::Alike;
        for version in from + 1..=to {
            made = one(self, version);
            if made != Made::Alike {
                break;
            }
        }
        self.depth -= 1;
        made
    }

    fn record(&mut self, old: RecordId, new: RecordId, version: u32) -> Made {
        let key = (old, new, version);
        if let Some(known) = self.records.get(&key) {
            return known.clone();
        }
        // What never ends differs nowhere.
        self.records.insert(key, Made::Alike);
        let bodies = |compiled: &'s Compiled, id: RecordId| {
            let versions = &compiled.set[id].versions;
            let step = compiled.plans.records.get(&(id.index(), version))?;
            Some((step, (versions.at(version - 1)?, versions.at(version)?)))
        };
        let made = match (bodies(self.old, old), bodies(self.new, new)) {
            (Some(old), Some(new)) => {
                self.steps(old, new).into_iter().next().map_or(Made::Alike, |change| match change.made {
                    // Only where there is such a record.
                    Made::Constant => Made::Otherwise,
                    made => made,
                })
            }
            _ => Made::Otherwise,
        };
        self.records.insert(key, made.clone());
        made
    }

    fn union(&mut self, old: UnionId, new: UnionId, version: u32) -> Made {
        let key = (old, new, version);
        if let Some(known) = self.unions.get(&key) {
            return known.clone();
        }
        self.unions.insert(key, Made::Alike);
        let made = self.union_steps(old, new, version);
        self.unions.insert(key, made.clone());
        made
    }

    fn union_steps(&mut self, old: UnionId, new: UnionId, version: u32) -> Made {
        let (old_plans, new_plans) = (&self.old.plans.unions, &self.new.plans.unions);
        let (Some(was), Some(is)) = (old_plans.get(&(old.index(), version)), new_plans.get(&(new.index(), version)))
        else {
            return Made::Otherwise;
        };
        let (was, is) = match (&was.kind, &is.kind) {
            (UnionStepKind::Function(was), UnionStepKind::Function(is)) if was == is => return Made::Alike,
            (UnionStepKind::Variants(was), UnionStepKind::Variants(is)) => (was, is),
            (was, is) => {
                let by = |kind: &UnionStepKind| match kind {
                    UnionStepKind::Function(function) => called(function),
                    UnionStepKind::Variants(_) => DERIVED.to_owned(),
                };
                return Made::ByFunction(by(was), by(is));
            }
        };
        let body = |compiled: &'s Compiled, id: UnionId, version: u32| compiled.set[id].versions.at(version);
        let (Some(old_from), Some(old_to), Some(new_from), Some(new_to)) = (
            body(self.old, old, version - 1),
            body(self.old, old, version),
            body(self.new, new, version - 1),
            body(self.new, new, version),
        ) else {
            return Made::Otherwise;
        };
        for is in is {
            let (from, to) = (&new_from.variants[is.old], &new_to.variants[is.new]);
            let Some(was) = was.iter().find(|was| old_from.variants[was.old].name == from.name) else { continue };
            if old_to.variants[was.new].name != to.name {
                return Made::Otherwise;
            }
            let made = self.fields(
                (&was.fields, &old_from.variants[was.old].fields, &old_to.variants[was.new].fields),
                (&is.fields, &from.fields, &to.fields),
            );
            if made != Made::Alike {
                return made;
            }
        }
        Made::Alike
    }

    /// What each text becomes.
    fn mapped(
        &self,
        compiled: &Compiled,
        from: EnumId,
        to: EnumId,
        values: &[Option<usize>],
    ) -> HashMap<String, String> {
        let (from, to) = (&compiled.set[from], &compiled.set[to]);
        let target = |value: &crate::model::EnumValue, mapped: Option<usize>| {
            mapped.map_or_else(|| value.wire.clone(), |index| to.values[index].wire.clone())
        };
        from.values.iter().zip(values).map(|(value, mapped)| (value.wire.clone(), target(value, *mapped))).collect()
    }
}

const DERIVED: &str = "a derived step";

fn by(kind: &StepKind) -> String {
    match kind {
        StepKind::Function(function) => called(function),
        StepKind::Fields(_) => DERIVED.to_owned(),
    }
}

fn field_by(step: &FieldStep) -> String {
    match step {
        FieldStep::Function(function) => called(function),
        FieldStep::Move { .. } | FieldStep::Gather { .. } | FieldStep::Value(_) | FieldStep::None => DERIVED.to_owned(),
    }
}

pub(in crate::evolution) fn called(function: &FunctionPath) -> String {
    format!("`{}{}`", function.path, if function.fallible { "?" } else { "" })
}
