//! What happens between two versions, decided once: for every body after the first, where each field comes from and
//! how its value is converted. Emitters spell it, lints and evolution checks read it; an upcast that would fail for
//! some value is a diagnostic here and never a plan.

mod apply;
mod bodies;
mod constraints;
mod containers;
mod convert;
mod enums;
pub(crate) mod fallible;
pub(crate) mod fields;
mod numbers;
mod reach;
mod report;
mod sources;
mod witness;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::model::{EnumId, FunctionPath, RecordId, ScalarId, SchemaSet, UnionId};
use bodies::Planner;

pub use apply::{NeedsFunction, apply};
pub(crate) use apply::{apply_derived, decimal};
pub use reach::{End, NextFunction, Reached, reach};

/// The steps of a whole schema set. A step to version `n` leads from version `n - 1`; the first body that is left
/// has none, and a step that `becomes` cuts off has none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plans {
    /// Steps of events, by the event's index and the newer version.
    pub events: BTreeMap<(usize, u32), Step>,
    /// Steps of commands.
    pub commands: BTreeMap<(usize, u32), Step>,
    /// Steps of queries.
    pub queries: BTreeMap<(usize, u32), Step>,
    /// Steps of records.
    pub records: BTreeMap<(usize, u32), Step>,
    /// Steps of unions.
    pub unions: BTreeMap<(usize, u32), UnionStep>,
}

/// The step from one body to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// How it is made.
    pub kind: StepKind,
    /// Whether it can fail: a function with `?` runs somewhere in it, or a function's result has constraints to meet.
    pub fallible: bool,
}

/// How a step is made.
#[derive(Clone, Debug, PartialEq)]
pub enum StepKind {
    /// Field by field, in the order of the newer body's fields.
    Fields(Vec<FieldStep>),
    /// A function that a person writes: `fn(Previous) -> Next`.
    Function(FunctionPath),
}

/// The step between two bodies of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionStep {
    /// How it is made.
    pub kind: UnionStepKind,
    /// Whether it can fail.
    pub fallible: bool,
}

/// How the step of a union is made.
#[derive(Clone, Debug, PartialEq)]
pub enum UnionStepKind {
    /// Variant by variant, in the order of the older body's variants.
    Variants(Vec<VariantStep>),
    /// A function that a person writes.
    Function(FunctionPath),
}

/// One variant of the older body.
#[derive(Clone, Debug, PartialEq)]
pub struct VariantStep {
    /// Its index in the older body.
    pub old: usize,
    /// The index in the newer body.
    pub new: usize,
    /// Where the fields of the newer variant come from, in their order.
    pub fields: Vec<FieldStep>,
}

/// Where one field of the newer body comes from. Indices are into the fields of the newer body (or variant).
#[derive(Clone, Debug, PartialEq)]
pub enum FieldStep {
    /// `with`: a function of a reference to the whole previous version.
    Function(FunctionPath),
    /// A value of the previous version, converted.
    Move {
        /// Field indices into the previous version: the first into its body, each further one into the record that
        /// the one before holds. An optional on the way makes the whole optional.
        path: Vec<usize>,
        /// What is done to the value at the end of the path. Where an optional lies on the way or at its end and
        /// `when_none` is not [`WhenNone::Keep`], this converts what is inside the optional.
        convert: Conversion,
        /// What is given where there is none.
        when_none: WhenNone,
    },
    /// `from: { city: city, zip: zip }`: a record made from several fields; one entry for each field of the record.
    Gather {
        /// The record to make.
        record: RecordId,
        /// Its version.
        version: u32,
        /// Where its fields come from, in their order.
        fields: Vec<FieldStep>,
    },
    /// A constant: `fill` or `default`, in JSON as on the wire.
    Value(Value),
    /// None.
    None,
}

/// What a step gives where the older version had none.
#[derive(Clone, Debug, PartialEq)]
pub enum WhenNone {
    /// There is always a value, or the field is optional and stays none; [`Conversion`] covers the whole value.
    Keep,
    /// This value, in JSON as on the wire.
    Value(Value),
}

/// A conversion that succeeds and loses nothing for every value.
#[derive(Clone, Debug, PartialEq)]
pub enum Conversion {
    /// The same Rust type: moved as it is.
    Same,
    /// A number into a wider one, or an integer into a decimal: Rust's `From` exists for the pair.
    Widen,
    /// Out of a newtype, then on.
    Unwrap(ScalarId, Box<Conversion>),
    /// Converted first, then into a newtype whose constraints hold for every value that arrives.
    Wrap(Box<Conversion>, ScalarId),
    /// `T` into `T?`, after converting.
    Some(Box<Conversion>),
    /// `T?` into `T?`, each value converted.
    Optional(Box<Conversion>),
    /// Each item of a list.
    List(Box<Conversion>),
    /// Each item of a set.
    Set(Box<Conversion>),
    /// Each key and each value of a map.
    Map(Box<Conversion>, Box<Conversion>),
    /// An enum into another one, or into itself with some values renamed.
    Enum {
        /// The older enum.
        from: EnumId,
        /// The newer enum.
        to: EnumId,
        /// For each value of the older enum, by index: the index of the newer enum's value, or `None` where an open
        /// newer enum keeps the text as unknown. Shared by all conversions of the two.
        values: Arc<[Option<usize>]>,
    },
    /// A record through its own steps.
    Record {
        /// The record.
        record: RecordId,
        /// The older version.
        from: u32,
        /// The newer version.
        to: u32,
        /// Whether one of the steps can fail.
        fallible: bool,
    },
    /// A union through its own steps.
    Union {
        /// The union.
        union: UnionId,
        /// The older version.
        from: u32,
        /// The newer version.
        to: u32,
        /// Whether one of the steps can fail.
        fallible: bool,
    },
}

impl Conversion {
    /// What it does to enums, records and unions, wherever they are inside; the rest changes no JSON but the form of a
    /// number.
    #[must_use]
    pub fn leaves(&self) -> Vec<&Conversion> {
        let (mut leaves, mut open) = (Vec::new(), vec![self]);
        while let Some(conversion) = open.pop() {
            match conversion {
                Conversion::Same | Conversion::Widen => {}
                Conversion::Unwrap(_, inner)
                | Conversion::Wrap(inner, _)
                | Conversion::Some(inner)
                | Conversion::Optional(inner)
                | Conversion::List(inner)
                | Conversion::Set(inner) => open.push(inner),
                Conversion::Map(key, value) => open.extend([&**value, &**key]),
                Conversion::Enum { .. } | Conversion::Record { .. } | Conversion::Union { .. } => {
                    leaves.push(conversion);
                }
            }
        }
        leaves
    }

    /// Whether a step inside can fail.
    #[must_use]
    pub fn is_fallible(&self) -> bool {
        self.leaves().into_iter().any(|leaf| {
            matches!(leaf, Conversion::Record { fallible: true, .. } | Conversion::Union { fallible: true, .. })
        })
    }
}

/// Decides every step of a schema set. Where a step cannot be derived, a diagnostic says which value would fail, and
/// there is no step.
///
/// The work is linear in the size of the set: a nested record or union is planned once, whatever embeds it.
#[must_use]
pub fn plan(set: &SchemaSet) -> (Plans, Vec<Diagnostic>) {
    let mut planner = Planner::new(set);
    planner.definitions();
    let (mut plans, diagnostics) = planner.finish();
    fallible::mark(set, &mut plans);
    (plans, diagnostics)
}

#[cfg(test)]
mod tests;
