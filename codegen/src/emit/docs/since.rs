//! Since which version there is a field, and what it was called then: the steps followed backwards.

use crate::model::{Body, Versions};
use crate::plan::{FieldStep, Step, StepKind};

/// For each field of each version, from the first version on, where it comes from in words; nothing where there is
/// only one version.
pub(super) fn told<'p>(versions: &Versions<Body>, step: impl Fn(u32) -> Option<&'p Step>) -> Vec<Vec<Option<String>>> {
    let first = versions.first();
    let mut all: Vec<Vec<Origin>> = Vec::new();
    for (version, body) in versions.iter() {
        let older = all.last();
        let steps = step(version).map(|step| &step.kind);
        let origins = body.fields.iter().enumerate().map(|(index, field)| {
            let here = Origin { since: version, name: field.name.clone(), is_exact: true };
            if version == first {
                return here;
            }
            match (steps, older) {
                (Some(StepKind::Fields(steps)), Some(older)) => match &steps[index] {
                    FieldStep::Move { path, .. } if path.len() == 1 => older.get(path[0]).cloned().unwrap_or(here),
                    FieldStep::Move { .. }
                    | FieldStep::Gather { .. }
                    | FieldStep::Function(_)
                    | FieldStep::Value(_)
                    | FieldStep::None => here,
                },
                (Some(StepKind::Function(_)) | None, _) | (_, None) => Origin { is_exact: false, ..here },
            }
        });
        let origins: Vec<Origin> = origins.collect();
        all.push(origins);
    }
    let is_alone = first == versions.current();
    let bodies = versions.iter().zip(all);
    bodies
        .map(|((version, body), origins)| {
            // Of the first version it goes without saying.
            let is_plain = is_alone || version == first;
            let words =
                |(field, origin): (&crate::model::Field, Origin)| (!is_plain).then(|| origin.told(&field.name, first));
            body.fields.iter().zip(origins).map(words).collect()
        })
        .collect()
}

/// Where a field first was.
#[derive(Clone, Debug)]
struct Origin {
    since: u32,
    name: String,
    /// Whether it is known that the version before had no such field; a function may know more.
    is_exact: bool,
}

impl Origin {
    fn told(&self, name: &str, first: u32) -> String {
        let since = self.since;
        let retired = if since == first && first > 1 { " or before" } else { "" };
        match (self.name == name, self.is_exact) {
            (true, true) => format!("since v{since}{retired}"),
            (false, true) => format!("since v{since}{retired}, then called {}", self.name),
            (_, false) => format!("since v{since}, which a function makes"),
        }
    }
}
