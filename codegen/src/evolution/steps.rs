//! The steps between versions: what was stored comes to the same value as before at the newest version that both sets
//! know. Steps that are made alike are not run; where two differ, payloads are taken through both.

pub(super) mod alike;
mod compared;
mod plain;
mod simpler;

use super::Judge;
use super::told::Told;
use crate::Compiled;
use crate::diagnostic::Diagnostic;
use crate::model::{Body, Definition};
use crate::plan::{FieldStep, Step, StepKind};
use crate::rules;
use crate::source::Place;

use alike::{Change, Made};
use compared::Compared;

pub(super) use alike::called;

impl<'s> Judge<'s> {
    pub(super) fn steps(&mut self, before: Told<'s>, after: Told<'s>) {
        let newest = before.versions.current().min(after.versions.current());
        let first = before.versions.first().max(after.versions.first());
        for version in first + 1..=newest {
            let (Some(old), Some(new)) =
                (step(self.old, before.definition, version), step(self.new, after.definition, version))
            else {
                continue;
            };
            let pair = |told: Told<'s>| Some((told.versions.at(version - 1)?, told.versions.at(version)?));
            let (Some(old_bodies), Some(new_bodies)) = (pair(before), pair(after)) else { continue };
            let changes = self.alike.steps((old, old_bodies), (new, new_bodies));
            for change in changes {
                self.step_changed((before, after), version, &change, (old_bodies, new_bodies));
            }
        }
    }

    fn step_changed(
        &mut self,
        (before, after): (Told<'s>, Told<'s>),
        version: u32,
        change: &Change,
        (old_bodies, new_bodies): ((&'s Body, &'s Body), (&'s Body, &'s Body)),
    ) {
        let ((old_from, old_body), (new_from, new_body)) = (old_bodies, new_bodies);
        let subject = &after.meta.subject;
        let (place, old_place) = match change.field {
            Some((old, new)) => (new_body.fields[new].place, Some(old_body.fields[old].place)),
            None => (new_body.place, Some(old_body.place)),
        };
        let path = change.field.map(|(_, new)| format!("$.{}", new_body.fields[new].wire_name)).unwrap_or_default();
        if let Made::ByFunction(was, is) = &change.made {
            self.function_changed(subject, version - 1, &path, place, old_place, was, is);
            return;
        }
        let newest = before.versions.current().min(after.versions.current());
        if let Some((old, new)) = change.field
            && !reaches(self.old, before.definition, (version, old), newest)
            && !reaches(self.new, after.definition, (version, new), newest)
        {
            return;
        }
        let compared = self.compared(before.definition, after.definition, version - 1, newest);
        let (rule, message) = match &compared {
            Compared::Differ(_) => (
                &rules::upcast_changed::RULE,
                format!("what is stored as v{} of `{subject}` reads as another value than before", version - 1),
            ),
            // One payload speaks for all.
            Compared::Alike if change.made == Made::Constant => return,
            _ if !self.is_read_anyway(old_from, new_from) => return,
            Compared::Alike | Compared::Unknown => (
                &rules::evolution_undecided::RULE,
                format!(
                    "the step from v{} to v{version} of `{subject}` is made otherwise than before, and no payload was found that shows whether it matters",
                    version - 1
                ),
            ),
        };
        let mut finding = Diagnostic::new(rule, place, message)
            .with_label(format!("made otherwise by the step to v{version}"))
            .with_subject(subject, Some(version - 1), path)
            .with_direction(rules::Direction::Backward)
            .with_help("keep the step as it was: who replays must find what was true then")
            .with_help(format!("or add v{}, with a step from v{} that makes the new value", newest + 1, newest));
        if let Some(old_place) = old_place {
            finding = finding.with_also(self.places.old(old_place), "it was made so");
        }
        if let Compared::Differ(shown) = compared {
            finding = finding.with_witness(shown.payload).with_readings(shown.before, shown.after);
        }
        self.add(finding);
    }

    /// Whether some payload of the older body is read by the newer one. If none is, that is told already.
    fn is_read_anyway(&mut self, old: &'s Body, new: &'s Body) -> bool {
        self.kept.same.bodies(old, new) || self.kept.relation.shortest_of_both(old.into(), new.into()).is_some()
    }

    #[allow(clippy::too_many_arguments)]
    pub(super) fn function_changed(
        &mut self,
        subject: &str,
        version: u32,
        path: &str,
        place: Place,
        old_place: Option<Place>,
        was: &str,
        is: &str,
    ) {
        let mut finding = Diagnostic::new(
            &rules::upcast_function_changed::RULE,
            place,
            format!("v{version} of `{subject}` was read by {was}, and is by {is}: only the program can show whether it comes to the same"),
        )
        .with_subject(subject, Some(version), path)
        .with_help("run both over what is stored, or over samples, and compare");
        if let Some(old_place) = old_place {
            finding = finding.with_also(self.places.old(old_place), "it was made so");
        }
        self.add(finding);
    }
}

/// Whether what a field of a version holds has to do with anything in the newest one.
pub(super) fn reaches(
    compiled: &Compiled,
    definition: Definition,
    (version, field): (u32, usize),
    newest: u32,
) -> bool {
    fn takes(step: &FieldStep, from: &[usize]) -> bool {
        match step {
            // A function is handed the whole version.
            FieldStep::Function(_) => true,
            FieldStep::Move { path, .. } => path.first().is_some_and(|first| from.contains(first)),
            FieldStep::Gather { fields, .. } => fields.iter().any(|step| takes(step, from)),
            FieldStep::Value(_) | FieldStep::None => false,
        }
    }
    let mut from = vec![field];
    for version in version + 1..=newest {
        match step(compiled, definition, version).map(|step| &step.kind) {
            None | Some(StepKind::Function(_)) => return true,
            Some(StepKind::Fields(steps)) => {
                let taken = steps.iter().enumerate().filter(|(_, step)| takes(step, &from));
                from = taken.map(|(index, _)| index).collect();
            }
        }
    }
    !from.is_empty()
}

fn step(compiled: &Compiled, definition: Definition, version: u32) -> Option<&Step> {
    let plans = &compiled.plans;
    match definition {
        Definition::Event(id) => plans.events.get(&(id.index(), version)),
        Definition::Command(id) => plans.commands.get(&(id.index(), version)),
        Definition::Query(id) => plans.queries.get(&(id.index(), version)),
        _ => None,
    }
}
