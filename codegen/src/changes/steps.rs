//! A new version beside the one before it: where each field comes from, and what is left behind.

use super::spelled::{self, code, value};
use crate::model::{Body, Field, FunctionPath, SchemaSet};
use crate::plan::{FieldStep, Step, StepKind, WhenNone};

/// The lines about a version with the step that leads to it.
pub(super) fn described(set: &SchemaSet, old: &Body, new: &Body, step: Option<&Step>) -> Vec<String> {
    match step.map(|step| &step.kind) {
        Some(StepKind::Function(function)) => {
            let mut lines = vec![format!("the step is {}", function_name(function))];
            lines.extend(listed(set, &new.fields));
            lines
        }
        Some(StepKind::Fields(steps)) => {
            let mut used = Vec::new();
            let mut lines = Vec::new();
            for (field, step) in new.fields.iter().zip(steps) {
                used_by(step, &mut used);
                lines.extend(of_field(set, &old.fields, field, step));
            }
            let kept = |name: &str| new.fields.iter().any(|field| field.wire_name == name);
            let gone =
                old.fields.iter().enumerate().filter(|(index, field)| !used.contains(index) && !kept(&field.wire_name));
            lines.extend(gone.map(|(_, field)| format!("{} is left behind", code(&field.wire_name))));
            lines
        }
        None => listed(set, &new.fields),
    }
}

/// The fields of a body with nothing before it.
pub(super) fn listed(set: &SchemaSet, fields: &[Field]) -> Vec<String> {
    fields.iter().map(|field| format!("{}: {}", code(&field.wire_name), spelled::field(set, field))).collect()
}

fn function_name(function: &FunctionPath) -> String {
    let may_fail = if function.fallible { ", which can fail" } else { "" };
    format!("the function {}{may_fail}", code(&function.path))
}

fn used_by(step: &FieldStep, used: &mut Vec<usize>) {
    match step {
        FieldStep::Move { path, .. } => used.extend(path.first()),
        FieldStep::Gather { fields, .. } => fields.iter().for_each(|field| used_by(field, used)),
        FieldStep::Function(_) | FieldStep::Value(_) | FieldStep::None => {}
    }
}

/// What is to be said about a field; nothing where it is the same as before.
fn of_field(set: &SchemaSet, old: &[Field], field: &Field, step: &FieldStep) -> Option<String> {
    let name = code(&field.wire_name);
    let now = spelled::field(set, field);
    Some(match step {
        FieldStep::Function(function) => format!("{name}: {now}, from {}", function_name(function)),
        FieldStep::Value(given) => format!("{name} is new: {now}; older data gets {}", value(given)),
        FieldStep::None => format!("{name} is new: {now}; older data has none"),
        FieldStep::Gather { .. } => format!("{name}: {now}, gathered from fields of the version before"),
        FieldStep::Move { path, when_none, .. } => {
            let source = path.first().and_then(|index| old.get(*index))?;
            let direct = path.len() == 1;
            let before = spelled::field(set, source);
            let mut line = if direct && source.wire_name == field.wire_name {
                if before == now && *when_none == WhenNone::Keep {
                    return None;
                }
                if before == now { format!("{name}: {now}") } else { format!("{name}: {before} → {now}") }
            } else if direct && before == now {
                format!("{name} was {}", code(&source.wire_name))
            } else if direct {
                format!("{name} was {}: {before} → {now}", code(&source.wire_name))
            } else {
                format!("{name}: {now}, from inside {}", code(&source.wire_name))
            };
            if let WhenNone::Value(given) = when_none {
                line.push_str(&format!("; where there was none, {}", value(given)));
            }
            line
        }
    })
}
