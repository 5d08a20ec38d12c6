//! How much Rust a schema file stands for, as far as it is not in proportion to the file: a conversion between two enums
//! is spelled value by value in every step that needs it.

use std::collections::BTreeMap;

use super::super::{LARGEST_OUTPUT, TooLarge};
use super::scope::Scope;
use crate::model::{Definition, Module};
use crate::plan::{Conversion, FieldStep, Plans, Step, StepKind, UnionStepKind};

/// The bytes of one arm at least, such as `            A::B => C::B,` with its line.
const ARM: usize = 24;

/// Refuses a module whose conversions of enums alone are too much.
pub(super) fn check(scope: &Scope<'_>, module: &Module) -> Result<(), TooLarge> {
    let plans = &scope.schema.plans;
    let mut arms = 0_usize;
    for definition in &module.definitions {
        arms = arms.saturating_add(of_definition(plans, *definition));
        if arms.saturating_mul(ARM) > LARGEST_OUTPUT {
            let subject = &scope.set().meta(*definition).subject;
            return Err(TooLarge::new(
                module,
                subject,
                "a conversion between two enums names every value, in every step that needs it: put the definitions into several files, or use one enum in both versions",
            ));
        }
    }
    Ok(())
}

fn of_definition(plans: &Plans, definition: Definition) -> usize {
    let bodies = |steps: &BTreeMap<(usize, u32), Step>, index: usize| -> usize {
        let steps = steps.range((index, 0)..=(index, u32::MAX));
        steps
            .map(|(_, step)| match &step.kind {
                StepKind::Fields(fields) => of_fields(fields),
                StepKind::Function(_) => 0,
            })
            .sum()
    };
    match definition {
        Definition::Record(id) => bodies(&plans.records, id.index()),
        Definition::Event(id) => bodies(&plans.events, id.index()),
        Definition::Command(id) => bodies(&plans.commands, id.index()),
        Definition::Query(id) => bodies(&plans.queries, id.index()),
        Definition::Union(id) => plans
            .unions
            .range((id.index(), 0)..=(id.index(), u32::MAX))
            .map(|(_, step)| match &step.kind {
                UnionStepKind::Variants(variants) => variants.iter().map(|variant| of_fields(&variant.fields)).sum(),
                UnionStepKind::Function(_) => 0,
            })
            .sum(),
        Definition::Scalar(_)
        | Definition::Enum(_)
        | Definition::Rejection(_)
        | Definition::View(_)
        | Definition::Process(_) => 0,
    }
}

fn of_fields(steps: &[FieldStep]) -> usize {
    steps
        .iter()
        .map(|step| match step {
            FieldStep::Move { convert, .. } => of_conversion(convert),
            FieldStep::Gather { fields, .. } => of_fields(fields),
            FieldStep::Function(_) | FieldStep::Value(_) | FieldStep::None => 0,
        })
        .sum()
}

fn of_conversion(conversion: &Conversion) -> usize {
    match conversion {
        Conversion::Enum { values, .. } => values.len(),
        Conversion::Unwrap(_, inner)
        | Conversion::Wrap(inner, _)
        | Conversion::Some(inner)
        | Conversion::Optional(inner)
        | Conversion::List(inner)
        | Conversion::Set(inner) => of_conversion(inner),
        Conversion::Map(key, value) => of_conversion(key) + of_conversion(value),
        Conversion::Same | Conversion::Widen | Conversion::Record { .. } | Conversion::Union { .. } => 0,
    }
}
