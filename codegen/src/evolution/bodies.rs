//! From the differences of two bodies to findings: which rule, whether the change in what is read survives the steps.

use serde_json::Value;

use super::Judge;
use super::differences::{Difference, Kind, Pair, differences};
use super::equal::Equal;
use super::explained;
use super::readings;
use super::sides::{Newer, Shown};
use super::steps::reaches;
use super::told::Told;
use crate::diagnostic::Diagnostic;
use crate::model::{Definition, Field};
use crate::rules::{self, Direction, Rule};
use crate::shape::model::Root;
use crate::source::Place;
use crate::value::push_key;

/// What two bodies are of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'s> {
    pub(super) direction: Direction,
    /// `event`, `command`, `view`, …
    pub(super) kind: &'static str,
    pub(super) subject: &'s str,
    pub(super) version: Option<u32>,
    /// Whether it is kept or sent by the older set, not answered.
    pub(super) stored: bool,
    /// The definition and version on each side, where there are steps.
    pub(super) before: Option<(Definition, u32)>,
    pub(super) after: Option<(Definition, u32)>,
    /// Where the bodies stand.
    pub(super) old_place: Place,
    pub(super) new_place: Place,
    /// Two branches may have added this version.
    pub(super) both_added: bool,
}

impl<'s> Judge<'s> {
    /// The older set writes, the newer one reads.
    pub(super) fn kept_bodies(&mut self, context: &Context<'s>, old: Root<'s>, new: Root<'s>, reserved: &'s [String]) {
        let pair = Pair { newer: Newer::Reader, writer: old, reader: new, reserved, stored: context.stored };
        let found = differences(&mut self.kept, pair);
        self.told_differences(context, Newer::Reader, (old, new), found);
    }

    /// The newer set writes, the older one reads.
    pub(super) fn sent_bodies(&mut self, context: &Context<'s>, new: Root<'s>, old: Root<'s>) {
        let pair = Pair { newer: Newer::Writer, writer: new, reader: old, reserved: &[], stored: false };
        let found = differences(&mut self.sent, pair);
        self.told_differences(context, Newer::Writer, (old, new), found);
    }

    fn told_differences(
        &mut self,
        context: &Context<'s>,
        newer: Newer,
        roots: (Root<'s>, Root<'s>),
        found: Vec<Difference<'s>>,
    ) {
        let mut is_told = false;
        for difference in found {
            if difference.is_another && is_told {
                continue;
            }
            let finding = self.finding(context, newer, roots, &difference);
            is_told = finding.is_some();
            self.findings.extend(finding);
        }
    }

    fn finding(
        &mut self,
        context: &Context<'s>,
        newer: Newer,
        roots: (Root<'s>, Root<'s>),
        difference: &Difference<'s>,
    ) -> Option<Diagnostic> {
        let is_mark = matches!(difference.kind, Kind::Pii { .. });
        if is_mark && (newer == Newer::Writer || context.direction == Direction::Forward) {
            return None;
        }
        let rule = rule_of(&difference.kind, newer);
        let (old_place, new_place) = match newer {
            Newer::Reader => (difference.writer, difference.reader),
            Newer::Writer => (difference.reader, difference.writer),
        };
        let rule =
            if matches!(difference.shown, Shown::Undecided(_)) { &rules::evolution_undecided::RULE } else { rule };
        let words = explained::words(context, newer, &difference.kind, &difference.path);
        let mut finding = Diagnostic::new(rule, new_place.unwrap_or(context.new_place), words.message)
            .with_label(words.label)
            .with_also(self.places.old(old_place.unwrap_or(context.old_place)), explained::other_side(context, newer))
            .with_subject(context.subject, context.version, difference.path.clone())
            .with_direction(context.direction);
        finding.help = words.help;
        match &difference.shown {
            Shown::Refused(witness) => finding.witness = Some(witness.clone()),
            Shown::Read(witness) => {
                let (mut before, mut after, is_same) = self.readings(context, roots, witness);
                match &difference.kind {
                    // What a body loses is told, also where later versions have it no more.
                    Kind::Lost { .. } | Kind::Renamed { .. } if before == after => {
                        (before, after, _) = self.readings_here(roots, witness);
                    }
                    // A later version has no such field any more.
                    Kind::Meaning(_) if before == after => return None,
                    Kind::Lost { .. } | Kind::Renamed { .. } | Kind::Meaning(_) => {}
                    _ if is_same || self.is_forgotten(context, &difference.path) => return None,
                    _ => {}
                }
                finding = finding.with_witness(witness.clone()).with_readings(before, after);
            }
            Shown::Undecided(why) => {
                finding.message = format!("{}: this could not be decided, since {why}", finding.message);
            }
            Shown::Fact | Shown::Never => {}
        }
        Some(finding)
    }

    /// What a payload reads as on both sides, and whether that is the same: at the newest version that both know, if
    /// derived steps lead there.
    fn readings(&self, context: &Context<'_>, roots: (Root<'_>, Root<'_>), witness: &Value) -> (Value, Value, bool) {
        let equal = Equal { old: &self.old.set, new: &self.new.set };
        let (Some(before), Some(after)) = (context.before, context.after) else {
            return self.readings_here(roots, witness);
        };
        let (before_at, after_at) = match context.direction {
            Direction::Backward => {
                let newest = self.newest(before.0, after.0);
                (newest.max(before.1), newest.max(after.1))
            }
            Direction::Forward => (before.1, after.1),
        };
        let body = |set, definition, version| readings::versions(set, definition).and_then(|all| all.at(version));
        let bodies = (body(equal.old, before.0, before_at), body(equal.new, after.0, after_at));
        let (Some(old_body), Some(new_body)) = bodies else {
            return self.readings_here(roots, witness);
        };
        let old = readings::at_version(self.old, before.0, before.1, before_at, witness);
        let new = readings::at_version(self.new, after.0, after.1, after_at, witness);
        match (old, new) {
            (Ok(old), Ok(new)) => {
                let is_same = equal.bodies(old_body, new_body, &old, &new);
                (old, new, is_same)
            }
            _ => self.readings_here(roots, witness),
        }
    }

    /// What a payload reads as on both sides, before any step.
    fn readings_here(&self, roots: (Root<'_>, Root<'_>), witness: &Value) -> (Value, Value, bool) {
        let read = |set, root: Root<'_>| match root {
            Root::Fields(tag, fields) => readings::of_tagged(set, tag, fields, witness),
            Root::Type(ty, _) => readings::of_type(set, ty, witness),
        };
        let (before, after) = (read(&self.old.set, roots.0), read(&self.new.set, roots.1));
        let equal = Equal { old: &self.old.set, new: &self.new.set };
        let is_same = equal.roots(roots.0, roots.1, &before, &after);
        (before, after, is_same)
    }

    /// Whether no later version takes anything from the field of this path, so that it is nothing at the newest that both
    /// know.
    fn is_forgotten(&self, context: &Context<'_>, path: &str) -> bool {
        let (Some(before), Some(after)) = (context.before, context.after) else { return false };
        let newest = self.newest(before.0, after.0);
        if context.direction == Direction::Forward || newest <= after.1 {
            return false;
        }
        let bodies = |set, (definition, version)| readings::versions(set, definition).and_then(|all| all.at(version));
        let (Some(old), Some(new)) = (bodies(&self.old.set, before), bodies(&self.new.set, after)) else {
            return false;
        };
        let is_here = |field: &Field| {
            let mut start = "$".to_owned();
            push_key(&mut start, &field.wire_name);
            path.strip_prefix(&start).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        let Some(at) = new.fields.iter().position(is_here) else { return false };
        let same = |old: &Field| old.names().any(|name| new.fields[at].names().any(|other| other == name));
        let Some(old_at) = old.fields.iter().position(same) else { return false };
        !reaches(self.old, before.0, (before.1, old_at), newest) && !reaches(self.new, after.0, (after.1, at), newest)
    }

    /// The newest version that both know.
    pub(super) fn newest(&self, before: Definition, after: Definition) -> u32 {
        let current = |set, definition| readings::versions(set, definition).map_or(0, |versions| versions.current());
        current(&self.old.set, before).min(current(&self.new.set, after))
    }

    /// Why what runs cannot read the newest version, with a payload; `None` if it can.
    pub(super) fn unreadable(
        &mut self,
        before: Told<'s>,
        after: Told<'s>,
        known: u32,
    ) -> Option<(String, Option<Value>)> {
        let new = after.versions.current_body();
        let old = before.versions.at(known)?;
        let pair = Pair { newer: Newer::Writer, writer: new.into(), reader: old.into(), reserved: &[], stored: false };
        let found = differences(&mut self.sent, pair);
        for difference in &found {
            let witness = match &difference.shown {
                Shown::Refused(witness) => Some(witness.clone()),
                Shown::Read(witness) => {
                    let equal = Equal { old: &self.old.set, new: &self.new.set };
                    let before = readings::of_body(equal.old, old, witness);
                    let after = readings::of_body(equal.new, new, witness);
                    if equal.bodies(old, new, &before, &after) && !matches!(difference.kind, Kind::Meaning(_)) {
                        continue;
                    }
                    Some(witness.clone())
                }
                Shown::Fact if matches!(difference.kind, Kind::Unit { .. }) => None,
                Shown::Undecided(_) => None,
                Shown::Fact | Shown::Never => continue,
            };
            let kind = explained::short(&difference.kind, &difference.path);
            return Some((kind, witness));
        }
        None
    }
}

/// The rule of a difference.
fn rule_of(kind: &Kind<'_>, newer: Newer) -> &'static Rule {
    let by_side = |reader: &'static Rule, writer: &'static Rule| match newer {
        Newer::Reader => reader,
        Newer::Writer => writer,
    };
    match kind {
        Kind::Missing(_) => by_side(&rules::field_added_required::RULE, &rules::field_removed::RULE),
        Kind::Lost { reserved: true, .. } => &rules::field_reserved::RULE,
        Kind::Lost { .. } => &rules::field_removed::RULE,
        Kind::Renamed { .. } => &rules::field_renamed::RULE,
        Kind::Name { .. } => by_side(&rules::field_alias_removed::RULE, &rules::field_renamed::RULE),
        Kind::Needed(_) => by_side(&rules::field_made_required::RULE, &rules::field_made_optional::RULE),
        Kind::Type { .. } => &rules::type_changed::RULE,
        Kind::Constraint => by_side(&rules::constraint_tightened::RULE, &rules::constraint_loosened::RULE),
        Kind::EnumValue(_) => by_side(&rules::enum_value_removed::RULE, &rules::enum_value_added::RULE),
        Kind::Variant(_) => by_side(&rules::variant_removed::RULE, &rules::variant_added::RULE),
        Kind::Closed(_) => by_side(&rules::type_closed::RULE, &rules::type_opened::RULE),
        Kind::Default { .. } => &rules::default_changed::RULE,
        Kind::Meaning(_) => &rules::value_meaning_changed::RULE,
        Kind::Precision { .. } => &rules::precision_lost::RULE,
        Kind::Order => &rules::order_lost::RULE,
        Kind::Tag { .. } => &rules::tag_changed::RULE,
        Kind::Unit { .. } => &rules::unit_changed::RULE,
        Kind::Pii { .. } => &rules::pii_changed::RULE,
        Kind::Other => &rules::payload_refused::RULE,
    }
}
