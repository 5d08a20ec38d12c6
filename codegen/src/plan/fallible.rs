//! Which steps can fail: those with a function that returns a `Result`, those with a function whose result has
//! constraints to meet, and those through which a value passes one that can. Records may contain themselves, so this
//! is a fixed point, found by walking back from the steps that fail on their own.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::{Conversion, FieldStep, Plans, Step, StepKind, UnionStep, UnionStepKind, WhenNone};
use crate::model::{Field, Named, SchemaSet, Type};

/// A step of a record or union that others pass through: to this version.
type Inner = Named;

/// Which step it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Node {
    Event(usize, u32),
    Command(usize, u32),
    Query(usize, u32),
    Inner(Inner),
}

/// What may fail in a step beside the functions in it.
pub(crate) trait Doubts {
    /// Whether a conversion to a type can fail by itself.
    fn conversion(&self, how: &Conversion, to: &Type) -> bool;
    /// Whether a value that the schema fixes can be refused.
    fn value(&self, ty: &Type, value: &Value) -> bool;
    /// Whether a value of a type can be made that breaks a constraint of the type itself.
    fn made(&self, ty: &Type) -> bool;
}

/// Nothing else may fail.
struct NothingElse;

impl Doubts for NothingElse {
    fn conversion(&self, _: &Conversion, _: &Type) -> bool {
        false
    }

    fn value(&self, _: &Type, _: &Value) -> bool {
        false
    }

    fn made(&self, _: &Type) -> bool {
        false
    }
}

/// Marks every step and every conversion in it that can fail.
pub(super) fn mark(set: &SchemaSet, plans: &mut Plans) {
    mark_with(set, plans, &NothingElse);
}

/// The same where more can fail.
pub(crate) fn mark_with(set: &SchemaSet, plans: &mut Plans, doubts: &dyn Doubts) {
    let mut walk = Walk { set, doubts, limited: None, passes: HashMap::new(), failing: Vec::new() };
    for ((index, version), step) in &plans.records {
        if let Some(record) = set.records.get(*index) {
            let body = record.versions.at(*version);
            let node = Named::Record(crate::model::RecordId::from_index(*index), *version);
            walk.step(Node::Inner(node), step, body.map_or(&[], |body| &body.fields));
        }
    }
    for ((index, version), step) in &plans.unions {
        let node = Named::Union(crate::model::UnionId::from_index(*index), *version);
        walk.union(node, step);
    }
    for ((index, version), step) in &plans.events {
        let body = set.events.get(*index).and_then(|event| event.versions.at(*version));
        walk.step(Node::Event(*index, *version), step, body.map_or(&[], |body| &body.fields));
    }
    for ((index, version), step) in &plans.commands {
        let body = set.commands.get(*index).and_then(|command| command.versions.at(*version));
        walk.step(Node::Command(*index, *version), step, body.map_or(&[], |body| &body.fields));
    }
    for ((index, version), step) in &plans.queries {
        let body = set.queries.get(*index).and_then(|query| query.versions.at(*version));
        walk.step(Node::Query(*index, *version), step, body.map_or(&[], |body| &body.fields));
    }
    let failing = walk.closure();
    for ((index, version), step) in &mut plans.records {
        let node = Named::Record(crate::model::RecordId::from_index(*index), *version);
        spell(step, failing.contains(&Node::Inner(node)), &failing);
    }
    for ((index, version), step) in &mut plans.unions {
        let node = Named::Union(crate::model::UnionId::from_index(*index), *version);
        step.fallible = failing.contains(&Node::Inner(node));
        if let UnionStepKind::Variants(variants) = &mut step.kind {
            variants.iter_mut().for_each(|variant| spell_fields(&mut variant.fields, &failing));
        }
    }
    for ((index, version), step) in &mut plans.events {
        spell(step, failing.contains(&Node::Event(*index, *version)), &failing);
    }
    for ((index, version), step) in &mut plans.commands {
        spell(step, failing.contains(&Node::Command(*index, *version)), &failing);
    }
    for ((index, version), step) in &mut plans.queries {
        spell(step, failing.contains(&Node::Query(*index, *version)), &failing);
    }
}

struct Walk<'s> {
    set: &'s SchemaSet,
    doubts: &'s dyn Doubts,
    /// The records and unions in which a field has constraints of its own; found when a function first needs it.
    limited: Option<HashSet<Named>>,
    /// By a step of a record or union: the steps that pass through it.
    passes: HashMap<Inner, Vec<Node>>,
    failing: Vec<Node>,
}

impl Walk<'_> {
    fn step(&mut self, node: Node, step: &Step, new: &[Field]) {
        match &step.kind {
            StepKind::Function(function) => {
                if function.fallible || new.iter().any(|field| self.is_limited(field)) {
                    self.failing.push(node);
                }
            }
            StepKind::Fields(steps) => self.fields(node, steps, new),
        }
    }

    fn union(&mut self, named: Named, step: &UnionStep) {
        let Named::Union(id, version) = named else { return };
        let Some(body) = self.set.unions.get(id.index()).and_then(|union| union.versions.at(version)) else { return };
        match &step.kind {
            UnionStepKind::Function(function) => {
                let fields = || body.variants.iter().flat_map(|variant| &variant.fields);
                if function.fallible || fields().any(|field| self.is_limited(field)) {
                    self.failing.push(Node::Inner(named));
                }
            }
            UnionStepKind::Variants(variants) => {
                for variant in variants {
                    let fields = body.variants.get(variant.new).map_or(&[][..], |variant| &variant.fields);
                    self.fields(Node::Inner(named), &variant.fields, fields);
                }
            }
        }
    }

    fn fields(&mut self, node: Node, steps: &[FieldStep], new: &[Field]) {
        for (step, field) in steps.iter().zip(new) {
            match step {
                FieldStep::Function(function) => {
                    if function.fallible || self.is_limited(field) {
                        self.failing.push(node);
                    }
                }
                FieldStep::Move { convert, when_none, .. } => {
                    let refused = match when_none {
                        WhenNone::Keep => false,
                        WhenNone::Value(value) => self.doubts.value(&field.ty, value),
                    };
                    if refused || self.doubts.conversion(convert, &field.ty) {
                        self.failing.push(node);
                    }
                    self.conversion(node, convert);
                }
                FieldStep::Gather { record, version, fields } => {
                    let set = self.set;
                    if let Some(body) = set[*record].versions.at(*version) {
                        self.fields(node, fields, &body.fields);
                    }
                }
                FieldStep::Value(value) => {
                    if self.doubts.value(&field.ty, value) {
                        self.failing.push(node);
                    }
                }
                FieldStep::None => {}
            }
        }
    }

    fn conversion(&mut self, node: Node, conversion: &Conversion) {
        for leaf in conversion.leaves() {
            match leaf {
                Conversion::Record { record, from, to, .. } => {
                    for version in from + 1..=*to {
                        self.passes.entry(Named::Record(*record, version)).or_default().push(node);
                    }
                }
                Conversion::Union { union, from, to, .. } => {
                    for version in from + 1..=*to {
                        self.passes.entry(Named::Union(*union, version)).or_default().push(node);
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether a value that a function makes for this field may break a constraint. A newtype cannot be made wrong;
    /// a constraint of a field can be broken, here or in a record within.
    fn is_limited(&mut self, field: &Field) -> bool {
        if !field.constraints.is_empty() || self.doubts.made(&field.ty) {
            return true;
        }
        let (set, doubts) = (self.set, self.doubts);
        let limited = self.limited.get_or_insert_with(|| limited(set, doubts));
        let mut found = false;
        each_named(&field.ty, &mut |named| found |= limited.contains(&named));
        found
    }

    fn closure(self) -> HashSet<Node> {
        let mut failing = HashSet::new();
        let mut open = self.failing;
        while let Some(node) = open.pop() {
            if failing.insert(node)
                && let Node::Inner(inner) = node
            {
                open.extend(self.passes.get(&inner).into_iter().flatten().copied());
            }
        }
        failing
    }
}

/// The versions of records and unions that hold, at any depth, a field with constraints of its own.
fn limited(set: &SchemaSet, doubts: &dyn Doubts) -> HashSet<Named> {
    let mut held_by: HashMap<Named, Vec<Named>> = HashMap::new();
    let mut open = Vec::new();
    let mut look = |named: Named, fields: &mut dyn Iterator<Item = &Field>| {
        for field in fields {
            if !field.constraints.is_empty() || doubts.made(&field.ty) {
                open.push(named);
            }
            each_named(&field.ty, &mut |inner| held_by.entry(inner).or_default().push(named));
        }
    };
    for (index, record) in set.records.iter().enumerate() {
        for (version, body) in record.versions.iter() {
            look(Named::Record(crate::model::RecordId::from_index(index), version), &mut body.fields.iter());
        }
    }
    for (index, union) in set.unions.iter().enumerate() {
        for (version, body) in union.versions.iter() {
            let mut fields = body.variants.iter().flat_map(|variant| &variant.fields);
            look(Named::Union(crate::model::UnionId::from_index(index), version), &mut fields);
        }
    }
    let mut limited = HashSet::new();
    while let Some(named) = open.pop() {
        if limited.insert(named) {
            open.extend(held_by.get(&named).into_iter().flatten().copied());
        }
    }
    limited
}

/// The records and unions that a type names.
fn each_named(ty: &Type, found: &mut impl FnMut(Named)) {
    match ty {
        Type::Builtin(_) | Type::Named(Named::Scalar(_) | Named::Enum(_)) => {}
        Type::Named(named @ (Named::Record(..) | Named::Union(..))) => found(*named),
        Type::List(inner) | Type::Set(inner) | Type::Optional(inner) => each_named(inner, found),
        Type::Map(key, value) => {
            each_named(key, found);
            each_named(value, found);
        }
    }
}

fn spell(step: &mut Step, fallible: bool, failing: &HashSet<Node>) {
    step.fallible = fallible;
    if let StepKind::Fields(fields) = &mut step.kind {
        spell_fields(fields, failing);
    }
}

fn spell_fields(fields: &mut [FieldStep], failing: &HashSet<Node>) {
    for field in fields {
        match field {
            FieldStep::Move { convert, .. } => spell_conversion(convert, failing),
            FieldStep::Gather { fields, .. } => spell_fields(fields, failing),
            FieldStep::Function(_) | FieldStep::Value(_) | FieldStep::None => {}
        }
    }
}

fn spell_conversion(conversion: &mut Conversion, failing: &HashSet<Node>) {
    match conversion {
        Conversion::Same | Conversion::Widen | Conversion::Enum { .. } => {}
        Conversion::Unwrap(_, inner)
        | Conversion::Wrap(inner, _)
        | Conversion::Some(inner)
        | Conversion::Optional(inner)
        | Conversion::List(inner)
        | Conversion::Set(inner) => spell_conversion(inner, failing),
        Conversion::Map(key, value) => {
            spell_conversion(key, failing);
            spell_conversion(value, failing);
        }
        Conversion::Record { record, from, to, fallible } => {
            *fallible =
                (*from + 1..=*to).any(|version| failing.contains(&Node::Inner(Named::Record(*record, version))));
        }
        Conversion::Union { union, from, to, fallible } => {
            *fallible = (*from + 1..=*to).any(|version| failing.contains(&Node::Inner(Named::Union(*union, version))));
        }
    }
}
