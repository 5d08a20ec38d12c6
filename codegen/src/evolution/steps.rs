//! The steps between versions: what was stored comes to the same value as before at the newest version that both sets
//! know. Steps that are the same are not run; where two differ, payloads are taken through both and compared.

mod alike;

use serde_json::Value;

use super::Judge;
use super::readings;
use super::told::{Told, ToldKind};
use crate::Compiled;
use crate::diagnostic::Diagnostic;
use crate::model::{Body, Definition};
use crate::plan::Step;
use crate::rules;
use crate::sample::{Sampler, Style};
use crate::source::Place;
use crate::value::check_body;

use alike::{Alike, Change};

/// How many payloads are tried before it is said that none was found.
const TRIED: u64 = 400;
/// Payloads that show a difference, of which the shortest is told.
const FOUND: usize = 12;

impl<'s> Judge<'s> {
    pub(super) fn steps(&mut self, before: Told<'s>, after: Told<'s>) {
        let newest = before.versions.current().min(after.versions.current());
        let first = before.versions.first().max(after.versions.first());
        for version in first + 1..=newest {
            let (Some(old), Some(new)) = (step(self.old, before, version), step(self.new, after, version)) else {
                continue;
            };
            let pair = |told: Told<'s>| Some((told.versions.at(version - 1)?, told.versions.at(version)?));
            let (Some(old_bodies), Some(new_bodies)) = (pair(before), pair(after)) else { continue };
            let mut alike = Alike::new(self.old, self.new);
            let changes = alike.steps((old, old_bodies), (new, new_bodies));
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
        if let Some((was, is)) = &change.functions {
            self.function_changed(subject, version - 1, &path, place, old_place, was, is);
            return;
        }
        let newest = before.versions.current().min(after.versions.current());
        let shown = self.readings_differ(before.definition, after.definition, version - 1, newest);
        let (rule, message) = match &shown {
            Some(_) => (
                &rules::upcast_changed::RULE,
                format!("what is stored as v{} of `{subject}` reads as another value than before", version - 1),
            ),
            None if !self.is_read_anyway(old_from, new_from) => return,
            None => (
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
        if let Some((witness, before, after)) = shown {
            finding = finding.with_witness(witness).with_readings(before, after);
        }
        self.add(finding);
    }

    /// Whether some payload of the older body is read by the newer one. If none is, that is told already.
    fn is_read_anyway(&mut self, old: &'s Body, new: &'s Body) -> bool {
        self.kept.same.bodies(old, new) || self.kept.relation.shortest_of_both(old.into(), new.into()).is_some()
    }

    /// A payload of a version that comes to different values at the newest version, and both.
    fn readings_differ(
        &mut self,
        before: Definition,
        after: Definition,
        version: u32,
        newest: u32,
    ) -> Option<(Value, Value, Value)> {
        let old = readings::versions(&self.old.set, before)?.at(version)?;
        let new = readings::versions(&self.new.set, after)?.at(version)?;
        let mut found: Vec<(Value, Value, Value)> = Vec::new();
        let shortest = self.kept.relation.shortest(old.into());
        let mut sampler = Sampler::new(&self.old.set);
        let styles = [Style::Minimal, Style::Full].into_iter();
        let styles = styles.chain((0..TRIED / 2).flat_map(|seed| [Style::Written(seed), Style::Read(seed)]));
        let made = styles.filter_map(|style| sampler.body(old, style));
        for payload in shortest.into_iter().chain(made) {
            if check_body(&self.old.set, old, &payload).is_err() || check_body(&self.new.set, new, &payload).is_err() {
                continue;
            }
            let was = readings::at_version(self.old, before, version, newest, &payload);
            let is = readings::at_version(self.new, after, version, newest, &payload);
            if let (Ok(was), Ok(is)) = (was, is)
                && was != is
            {
                found.push((payload, was, is));
                if found.len() >= FOUND {
                    break;
                }
            }
        }
        found.into_iter().min_by_key(|(payload, ..)| payload.to_string().len())
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

fn step<'s>(compiled: &'s Compiled, told: Told<'s>, version: u32) -> Option<&'s Step> {
    let plans = &compiled.plans;
    match (told.kind, told.definition) {
        (ToldKind::Event, Definition::Event(id)) => plans.events.get(&(id.index(), version)),
        (ToldKind::Command, Definition::Command(id)) => plans.commands.get(&(id.index(), version)),
        (ToldKind::Query, Definition::Query(id)) => plans.queries.get(&(id.index(), version)),
        _ => None,
    }
}
