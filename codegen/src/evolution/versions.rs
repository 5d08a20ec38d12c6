//! Every version that was ever written, one by one.

use std::collections::HashSet;

use serde_json::Value;

use super::Judge;
use super::bodies::Context;
use super::steps::called;
use super::told::{Told, ToldKind};
use crate::diagnostic::Diagnostic;
use crate::model::{Becomes, Definition};
use crate::rules::{self, Direction};

impl<'s> Judge<'s> {
    /// A definition of the older set, and the one that reads it now.
    pub(super) fn pair(&mut self, before: Told<'s>, after: Told<'s>) {
        if self.is_asked(Direction::Backward) {
            self.kept_versions(before, after);
            self.becomes(before, after);
            self.steps(before, after);
        }
        if self.is_asked(Direction::Forward) {
            self.sent_version(before, after);
        }
    }

    /// What was stored or sent, in every version.
    fn kept_versions(&mut self, before: Told<'s>, after: Told<'s>) {
        let subject = &after.meta.subject;
        for (version, old) in before.versions.iter() {
            let Some(new) = after.versions.at(version) else {
                self.version_gone(before, after, version);
                continue;
            };
            self.reserved(subject, version, (&old.reserved, old.place), (&new.reserved, new.place));
            if self.kept.same.bodies(old, new) {
                continue;
            }
            let context = Context {
                direction: Direction::Backward,
                kind: before.kind.word(),
                subject,
                version: Some(version),
                stored: true,
                before: Some((before.definition, version)),
                after: Some((after.definition, version)),
                old_place: old.place,
                new_place: new.place,
                both_added: version > 1 && version == before.versions.current() && version == after.versions.current(),
            };
            self.kept_bodies(&context, old.into(), new.into(), &new.reserved);
        }
        for version in after.versions.first()..before.versions.first() {
            let Some(body) = after.versions.at(version) else { continue };
            let finding = Diagnostic::new(
                &rules::version_reused::RULE,
                body.place,
                format!("v{version} of `{subject}` is retired, and its number is taken"),
            )
            .with_also(self.places.old(before.meta.place), "retired here")
            .with_subject(subject, Some(version), "")
            .with_help(format!(
                "make it v{}: data of the old v{version} may still turn up",
                before.versions.current() + 1
            ));
            self.add(finding);
        }
    }

    /// A version that the older set has and the newer one has not.
    fn version_gone(&mut self, before: Told<'s>, after: Told<'s>, version: u32) {
        let subject = &after.meta.subject;
        let Some(old) = before.versions.at(version) else { return };
        let (rule, message, help) = if version < after.versions.first() {
            (
                &rules::version_retired::RULE,
                format!("v{version} of `{subject}` is retired: from now on, data of it is an error"),
                "`retold check --store` or `--events` shows whether any is left".to_owned(),
            )
        } else {
            (
                &rules::version_removed::RULE,
                format!("v{version} of `{subject}` is gone, and what was written in it has no type any more"),
                format!("put v{version} back; a change of it is v{}", before.versions.current() + 1),
            )
        };
        let mut finding = Diagnostic::new(rule, after.meta.place, message)
            .with_also(self.places.old(old.place), format!("v{version} was here"))
            .with_subject(subject, Some(version), "")
            .with_help(help);
        if rule.id == rules::version_removed::RULE.id {
            finding.witness = self.kept.relation.shortest(old.into());
        }
        self.add(finding);
    }

    /// Names stay reserved.
    pub(super) fn reserved(
        &mut self,
        subject: &str,
        version: u32,
        (old, old_place): (&[String], crate::source::Place),
        (new, new_place): (&[String], crate::source::Place),
    ) {
        for name in old.iter().filter(|name| !new.contains(name)) {
            let finding = Diagnostic::new(
                &rules::reserved_removed::RULE,
                new_place,
                format!(
                    "`{name}` is not reserved any more in v{version} of `{subject}`, and what was stored may have it"
                ),
            )
            .with_also(self.places.old(old_place), "reserved for this body")
            .with_subject(subject, Some(version), format!("$.{name}"))
            .with_help(format!("add it again: `reserved: {{ v{version}: [{name}] }}`"));
            self.add(finding);
        }
    }

    /// The shortest payload that may be stored of a version.
    fn shortest_of(&mut self, before: Told<'s>, version: u32) -> Option<Value> {
        let body = before.versions.at(version)?;
        self.kept.relation.shortest(body.into())
    }

    /// What stored data becomes.
    fn becomes(&mut self, before: Told<'s>, after: Told<'s>) {
        let into = |set: &crate::model::SchemaSet, becomes: &Becomes| -> Vec<HashSet<String>> {
            let names = |event: &crate::model::EventId| {
                let wire = &set[*event].wire;
                std::iter::once(&wire.name).chain(&wire.aliases).cloned().collect()
            };
            becomes.into.iter().map(names).collect()
        };
        let subject = &after.meta.subject;
        match (before.becomes, after.becomes) {
            (None, None) => {}
            (None, Some(new)) => {
                self.becomes_added(subject, new.up_to.min(before.versions.current()), new);
            }
            (Some(old), None) => {
                let mut finding = Diagnostic::new(
                    &rules::becomes_changed::RULE,
                    after.meta.place,
                    format!("what is stored of `{subject}` up to v{} does not become other events any more", old.up_to),
                )
                .with_also(self.places.old(old.place), "it became these")
                .with_subject(subject, Some(old.up_to), "")
                .with_help("keep `becomes` as it was: what is stored has to mean the same");
                finding.witness = self.shortest_of(before, old.up_to);
                self.add(finding);
            }
            (Some(old), Some(new)) => {
                let (was, is) = (into(&self.old.set, old), into(&self.new.set, new));
                let same_events = was.len() == is.len() && was.iter().zip(&is).all(|(was, is)| !was.is_disjoint(is));
                if !same_events || new.up_to < old.up_to {
                    let mut finding = Diagnostic::new(
                        &rules::becomes_changed::RULE,
                        new.place,
                        format!(
                            "what is stored of `{subject}` up to v{} becomes something else than before",
                            old.up_to
                        ),
                    )
                    .with_also(self.places.old(old.place), "it became these")
                    .with_subject(subject, Some(old.up_to), "")
                    .with_help("keep `becomes` as it was: what is stored has to mean the same");
                    finding.witness = self.shortest_of(before, old.up_to);
                    self.add(finding);
                    return;
                }
                let later = new.up_to.min(before.versions.current());
                if later > old.up_to {
                    self.becomes_added(subject, later, new);
                }
                let made = |becomes: &Becomes| becomes.function.as_ref().map_or("nothing".to_owned(), called);
                let (was, mut is) = (made(old), made(new));
                if new.up_to > old.up_to && new.function.is_some() {
                    is = format!("the steps to v{} and {is}", new.up_to);
                }
                if was != is {
                    self.function_changed(subject, old.up_to, "", new.place, Some(old.place), &was, &is);
                }
            }
        }
    }

    /// The lowest version whose readers read what the newer set writes; `None` where it writes nothing.
    fn reads_as(&self, definition: Definition) -> Option<u32> {
        let reads_as = self.reads_as.as_ref()?;
        match definition {
            Definition::Event(id) => {
                let event = &self.new.set[id];
                let past = event.becomes.as_ref().is_some_and(|becomes| becomes.up_to >= event.versions.current());
                (!past).then(|| reads_as.event(id))
            }
            Definition::Command(id) => Some(reads_as.command(id)),
            Definition::Query(id) => Some(reads_as.query(id)),
            Definition::Scalar(_)
            | Definition::Enum(_)
            | Definition::Record(_)
            | Definition::Union(_)
            | Definition::Rejection(_)
            | Definition::View(_)
            | Definition::Process(_) => None,
        }
    }

    fn becomes_added(&mut self, subject: &str, up_to: u32, new: &Becomes) {
        let what = if new.into.is_empty() { "dropped from replay" } else { "read as other events" };
        let finding = Diagnostic::new(
            &rules::becomes_added::RULE,
            new.place,
            format!("what is stored of `{subject}` up to v{up_to} is {what} from now on"),
        )
        .with_subject(subject, Some(up_to), "");
        self.add(finding);
    }

    /// What the newer set writes, read by what runs.
    fn sent_version(&mut self, before: Told<'s>, after: Told<'s>) {
        let version = after.versions.current();
        let new = after.versions.current_body();
        let known = before.versions.current().min(version);
        let Some(old) = before.versions.at(known) else { return };
        if version == known && self.sent.same.bodies(new, old) {
            return;
        }
        let context = Context {
            direction: Direction::Forward,
            kind: before.kind.word(),
            subject: &after.meta.subject,
            version: Some(version),
            stored: false,
            before: Some((before.definition, known)),
            after: Some((after.definition, version)),
            old_place: old.place,
            new_place: new.place,
            both_added: false,
        };
        if version == known {
            self.sent_bodies(&context, new.into(), old.into());
            return;
        }
        let (why, witness) = match self.unreadable(before, after, known) {
            Some(found) => found,
            None if self.reads_as(after.definition).is_none_or(|lowest| lowest <= known) => return,
            None => {
                let why = format!("by the steps from v{known}, what it would read is not what was written");
                (why, None)
            }
        };
        let who = match before.kind {
            ToldKind::Event => "reads the event",
            ToldKind::Command | ToldKind::Query => "handles it",
        };
        let subject = &after.meta.subject;
        let mut finding = Diagnostic::new(
            &rules::version_not_readable::RULE,
            new.place,
            format!("v{version} of `{subject}` is not readable where v{known} is the newest known: {why}"),
        )
        .with_also(self.places.old(old.place), "what runs knows this")
        .with_subject(subject, Some(version), "")
        .with_help(format!("deploy what {who} first, everywhere, and then what writes v{version}"))
        .with_help(format!("or let v{version} keep every field of v{known}, under its name and with its meaning"));
        finding.witness = witness;
        self.add(finding);
    }
}
