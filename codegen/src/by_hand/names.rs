//! Which message of the newer side reads what the older one wrote under a name, and the other way round.

use super::judge::{Judge, shortest};
use super::{ByHand, Kind, Message};
use crate::diagnostic::Diagnostic;
use crate::rules::{self, Direction};
use crate::suggest::nearest;

impl Judge<'_> {
    pub(super) fn names(&mut self) {
        for before in &self.old.messages {
            let direct = named(self.new, before.kind, &before.name);
            match direct.or_else(|| before.names().find_map(|name| named(self.new, before.kind, name))) {
                None if self.is_asked(Direction::Backward) => self.removed(before),
                None => {}
                Some(after) => {
                    if self.is_asked(Direction::Backward) {
                        self.names_kept(before, after);
                    }
                    self.pair(before, after);
                }
            }
        }
        if !self.is_asked(Direction::Forward) {
            return;
        }
        for after in &self.new.messages {
            let known = after.names().find_map(|name| named(self.old, after.kind, name));
            match (named(self.old, after.kind, &after.name), known) {
                (Some(_), _) => {}
                (None, Some(before)) => self.renamed(before, after),
                (None, None) => self.added(after),
            }
        }
    }

    /// No type reads the name any more.
    fn removed(&mut self, before: &Message) {
        let (kind, name) = (before.kind.word(), &before.name);
        let (rule, still) = match before.kind {
            Kind::Event => {
                (&rules::event_removed::RULE, "events are kept for ever, and nothing reads this one any more")
            }
            Kind::Command => (&rules::command_removed::RULE, "clients that still send it get no answer"),
            Kind::Query => (&rules::query_removed::RULE, "clients that still send it get no answer"),
        };
        let fresh: Vec<&Message> = self
            .new
            .messages
            .iter()
            .filter(|after| {
                after.kind == before.kind && after.names().all(|name| named(self.old, after.kind, name).is_none())
            })
            .collect();
        let alike: Vec<&Message> = fresh
            .iter()
            .copied()
            .filter(|after| {
                let was = before.current().map(|version| &version.schema);
                after.versions.values().any(|version| Some(&version.schema) == was)
            })
            .collect();
        let renamed = match alike.as_slice() {
            [one] => Some(*one),
            several => {
                let among = if several.is_empty() { &fresh } else { &alike };
                let close = nearest(name, among.iter().map(|after| after.name.as_str()));
                close.and_then(|close| among.iter().copied().find(|after| after.name == close))
            }
        };
        let old_place = self.old_place(before.place);
        let place = renamed.map_or(old_place, |to| to.place);
        let mut finding = Diagnostic::new(rule, place, format!("the {kind} `{name}` is gone: {still}"))
            .with_subject(name, Some(before.newest()), "")
            .with_direction(Direction::Backward);
        finding = match renamed {
            Some(to) => finding.with_label("is it this one now?").with_also(old_place, "it was here").with_help(
                format!("if `{}` is the same {kind} under a new name, add `alias = \"{name}\"` to it", to.name),
            ),
            None => finding.with_label("it was here"),
        };
        let otherwise = if renamed.is_some() { "otherwise " } else { "" };
        finding = finding.with_help(match before.kind {
            Kind::Event => format!(
                "{otherwise}put its type back into the set, or let the set drop it from replay: \
                 `#[event_set(becomes({}))]`",
                before.current().map_or("Type", |version| version.short_type())
            ),
            Kind::Command | Kind::Query => {
                format!("{otherwise}put its type back into the set, until nobody sends it any more")
            }
        });
        finding.witness = before.current().and_then(shortest);
        self.add(finding);
    }

    /// Every name that was read is one of the newer message.
    fn names_kept(&mut self, before: &Message, after: &Message) {
        let (kind, subject) = (before.kind.word(), &after.name);
        for name in before.names() {
            let reads = named(self.new, before.kind, name);
            if reads.is_some_and(|reads| reads.name == after.name) {
                continue;
            }
            let message = match reads {
                None => format!("nothing reads `{name}` any more, which was a name of the {kind} `{subject}`"),
                Some(other) => format!("`{name}` is read as `{}` now, and was `{subject}`", other.name),
            };
            let mut finding = Diagnostic::new(&rules::alias_removed::RULE, after.place, message)
                .with_also(self.old_place(before.place), "it was a name of this one")
                .with_subject(subject, Some(before.newest()), "")
                .with_help(format!("add `alias = \"{name}\"` again: what was written under a name keeps it"));
            finding.witness = before.current().and_then(shortest);
            self.add(finding);
        }
        // Two that were told apart are one now.
        let other =
            after.names().find_map(|name| named(self.old, after.kind, name).filter(|other| other.name != before.name));
        if let Some(other) = other
            && before.name != after.name
        {
            let message =
                format!("`{}` and `{}` were two, and both are read as `{subject}` now", before.name, other.name);
            let mut finding = Diagnostic::new(&rules::alias_removed::RULE, after.place, message)
                .with_also(self.old_place(before.place), "this one")
                .with_also(self.old_place(other.place), "and this one")
                .with_subject(&before.name, Some(before.newest()), "")
                .with_help("keep both: an alias is an earlier name of the same thing");
            finding.witness = before.current().and_then(shortest);
            self.add(finding);
        }
    }

    /// What runs does not know the name that is written now.
    fn renamed(&mut self, before: &Message, after: &Message) {
        let (kind, name) = (after.kind.word(), &after.name);
        let who = match after.kind {
            Kind::Event => "readers",
            Kind::Command | Kind::Query => "what handles it",
        };
        let mut finding = Diagnostic::new(
            &rules::event_renamed::RULE,
            after.place,
            format!("the {kind} is written as `{name}` now, a name that what runs does not know"),
        )
        .with_also(self.old_place(before.place), "what runs knows this one")
        .with_subject(name, Some(after.newest()), "")
        .with_help(format!("keep the old name on the wire with `name = \"{}\"`", before.name))
        .with_help(format!("or deploy {who} first, everywhere, and then what writes it"));
        finding.witness = after.current().and_then(shortest);
        self.add(finding);
    }

    fn added(&mut self, after: &Message) {
        let (kind, name) = (after.kind.word(), &after.name);
        let (rule, message) = match after.kind {
            Kind::Event => (
                &rules::event_added::RULE,
                format!("the event `{name}` is new: deploy what reads it first, then what writes it"),
            ),
            Kind::Command | Kind::Query => (
                &rules::request_added::RULE,
                format!("the {kind} `{name}` is new: deploy what handles it first, then what sends it"),
            ),
        };
        let finding = Diagnostic::new(rule, after.place, message).with_subject(name, Some(after.newest()), "");
        self.add(finding);
    }
}

/// The message that reads a name.
fn named<'m>(all: &'m ByHand, kind: Kind, name: &str) -> Option<&'m Message> {
    let of_kind = || all.messages.iter().filter(|message| message.kind == kind);
    of_kind()
        .find(|message| message.name == name)
        .or_else(|| of_kind().find(|message| message.aliases.iter().any(|alias| alias == name)))
}
