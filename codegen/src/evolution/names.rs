//! Which definition of the newer set reads what the older one wrote under a name, and the other way round.

use super::Judge;
use super::told::{self, ByName, Told, ToldKind};
use crate::diagnostic::Diagnostic;
use crate::rules::{self, Direction};
use crate::suggest::nearest;

impl<'s> Judge<'s> {
    /// Events, commands and queries.
    pub(super) fn told(&mut self) {
        let (old, new) = (told::all(&self.old.set), told::all(&self.new.set));
        let (old_names, new_names) = (ByName::new(&old), ByName::new(&new));
        for before in &old {
            let direct = new_names.get(before.kind, &before.wire.name);
            let found = direct.or_else(|| before.names().find_map(|name| new_names.get(before.kind, name)));
            match found {
                None if self.is_asked(Direction::Backward) => self.removed(*before, &new, &old_names),
                None => {}
                Some(after) => {
                    if self.is_asked(Direction::Backward) {
                        self.names_kept(*before, after, &new_names, &old_names);
                    }
                    self.pair(*before, after);
                }
            }
        }
        if self.is_asked(Direction::Forward) {
            for after in &new {
                let known = after.names().find_map(|name| old_names.get(after.kind, name));
                match (old_names.get(after.kind, &after.wire.name), known) {
                    (Some(_), _) => {}
                    (None, Some(before)) => self.renamed(before, *after),
                    (None, None) => self.added(*after),
                }
            }
        }
    }

    /// No definition reads the name any more.
    fn removed(&mut self, before: Told<'s>, new: &[Told<'s>], old_names: &ByName<'s>) {
        let rule = match before.kind {
            ToldKind::Event => &rules::event_removed::RULE,
            ToldKind::Command => &rules::command_removed::RULE,
            ToldKind::Query => &rules::query_removed::RULE,
        };
        let (kind, subject) = (before.kind.word(), &before.meta.subject);
        let still = match before.kind {
            ToldKind::Event => "events are kept for ever, and nothing reads this one any more",
            ToldKind::Command | ToldKind::Query => "clients that still send it get no answer",
        };
        let mut finding = Diagnostic::new(rule, None, format!("the {kind} `{subject}` is gone: {still}"))
            .with_subject(subject, Some(before.versions.current()), "")
            .with_direction(Direction::Backward);
        let renamed = self.renaming(before, new, old_names);
        finding.place = Some(match renamed {
            Some(to) => to.meta.place,
            None => self.places.old(before.meta.place),
        });
        finding = match renamed {
            Some(to) => finding
                .with_label("is it this one now?")
                .with_also(self.places.old(before.meta.place), "it was here")
                .with_help(format!(
                    "if `{}` is the same {kind} under a new name, add `aliases: [{}]` to it",
                    to.meta.name, before.wire.name
                )),
            None => finding.with_label("it was here"),
        };
        let otherwise = if renamed.is_some() { "otherwise " } else { "" };
        finding = finding.with_help(match before.kind {
            ToldKind::Event => format!(
                "{otherwise}keep it: what is not written any more can say `deprecated: …`, and `becomes: []` drops it \
                 from replay"
            ),
            ToldKind::Command | ToldKind::Query => {
                format!("{otherwise}keep it, with `deprecated: …`, until nobody sends it any more")
            }
        });
        finding.witness = self.kept.relation.shortest(before.versions.current_body().into());
        self.add(finding);
    }

    /// The new definition that a lost one may have become: with the same body, or called alike.
    fn renaming(&mut self, before: Told<'s>, new: &[Told<'s>], old_names: &ByName<'s>) -> Option<Told<'s>> {
        let is_new = |after: &&Told<'s>| {
            after.kind == before.kind && after.names().all(|name| old_names.get(after.kind, name).is_none())
        };
        let fresh: Vec<Told<'s>> = new.iter().filter(is_new).copied().collect();
        let body = before.versions.current_body();
        let mut alike = Vec::new();
        for after in &fresh {
            let same_fields =
                after.versions.iter().any(|(_, after)| self.kept.same.fields(&body.fields, &after.fields));
            if same_fields {
                alike.push(*after);
            }
        }
        if let [one] = alike.as_slice() {
            return Some(*one);
        }
        let among = if alike.is_empty() { &fresh } else { &alike };
        let name = nearest(&before.meta.name, among.iter().map(|after| after.meta.name.as_str()))?;
        among.iter().find(|after| after.meta.name == name).copied()
    }

    /// Every name that the older set reads is one of the newer definition.
    fn names_kept(&mut self, before: Told<'s>, after: Told<'s>, new_names: &ByName<'s>, old_names: &ByName<'s>) {
        let (kind, subject) = (before.kind.word(), &after.meta.subject);
        for name in before.names() {
            let reads = new_names.get(before.kind, name);
            if reads.is_some_and(|reads| reads.definition == after.definition) {
                continue;
            }
            let message = match reads {
                None => format!("nothing reads `{name}` any more, which was a name of the {kind} `{subject}`"),
                Some(other) => format!("`{name}` is read as `{}` now, and was `{subject}`", other.meta.subject),
            };
            let mut finding = Diagnostic::new(&rules::alias_removed::RULE, after.meta.place, message)
                .with_also(self.places.old(before.meta.place), "it was a name of this one")
                .with_subject(subject, Some(before.versions.current()), "")
                .with_help(format!("add `aliases: [{name}]` again: what was written under a name keeps it"));
            finding.witness = self.kept.relation.shortest(before.versions.current_body().into());
            self.add(finding);
        }
        // Two that were told apart are one now.
        let other = after
            .names()
            .find_map(|name| old_names.get(after.kind, name).filter(|other| other.definition != before.definition));
        if let Some(other) = other
            && before.wire.name != after.wire.name
        {
            let message = format!(
                "`{}` and `{}` were two, and both are read as `{subject}` now",
                before.meta.subject, other.meta.subject
            );
            let mut finding = Diagnostic::new(&rules::alias_removed::RULE, after.meta.place, message)
                .with_also(self.places.old(before.meta.place), "this one")
                .with_also(self.places.old(other.meta.place), "and this one")
                .with_subject(&before.meta.subject, Some(before.versions.current()), "")
                .with_help("keep both: an alias is an earlier name of the same thing");
            finding.witness = self.kept.relation.shortest(before.versions.current_body().into());
            self.add(finding);
        }
    }

    /// What runs does not know the name that is written now.
    fn renamed(&mut self, before: Told<'s>, after: Told<'s>) {
        let (kind, name) = (after.kind.word(), &after.wire.name);
        let who = match after.kind {
            ToldKind::Event => "readers",
            ToldKind::Command | ToldKind::Query => "what handles it",
        };
        let mut finding = Diagnostic::new(
            &rules::event_renamed::RULE,
            after.meta.place,
            format!("the {kind} is written as `{name}` now, a name that what runs does not know"),
        )
        .with_also(self.places.old(before.meta.place), "what runs knows this one")
        .with_subject(&after.meta.subject, Some(after.versions.current()), "")
        .with_help(format!("keep the old name on the wire with `name: {}`", before.wire.name))
        .with_help(format!("or deploy {who} first, everywhere, and then what writes it"));
        finding.witness = self.sent.relation.shortest(after.versions.current_body().into());
        self.add(finding);
    }

    fn added(&mut self, after: Told<'s>) {
        let (kind, name) = (after.kind.word(), &after.meta.subject);
        let (rule, message) = match after.kind {
            ToldKind::Event => (
                &rules::event_added::RULE,
                format!("the event `{name}` is new: deploy what reads it first, then what writes it"),
            ),
            ToldKind::Command | ToldKind::Query => (
                &rules::request_added::RULE,
                format!("the {kind} `{name}` is new: deploy what handles it first, then what sends it"),
            ),
        };
        let finding =
            Diagnostic::new(rule, after.meta.place, message).with_subject(name, Some(after.versions.current()), "");
        self.add(finding);
    }
}
