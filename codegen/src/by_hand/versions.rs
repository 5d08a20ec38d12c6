//! Every version that was ever published, one by one.

use super::differences::{Difference, Newer, Shown, differences};
use super::judge::{Judge, shortest};
use super::words::{self, Context};
use super::{Kind, Message, Version};
use crate::diagnostic::Diagnostic;
use crate::rules::{self, Direction};

impl Judge<'_> {
    /// A message of the older side, and the one that reads it now.
    pub(super) fn pair(&mut self, before: &Message, after: &Message) {
        if self.is_asked(Direction::Backward) {
            self.kept(before, after);
            self.becomes(before, after);
        }
        if self.is_asked(Direction::Forward) {
            self.sent(before, after);
        }
        if self.options.frozen {
            self.frozen(before, after);
        }
    }

    /// What was stored or sent, in every version.
    fn kept(&mut self, before: &Message, after: &Message) {
        for (number, old) in &before.versions {
            match after.versions.get(number) {
                Some(new) => {
                    for difference in differences(old, new, Newer::Reader) {
                        let finding = self.finding(after, (old, new), Newer::Reader, &difference);
                        self.add(finding);
                    }
                }
                None => self.gone(before, after, old),
            }
        }
        for (number, new) in after.versions.range(..before.first()) {
            let finding = Diagnostic::new(
                &rules::version_reused::RULE,
                new.place,
                format!("v{number} of `{}` is retired, and its number is taken", after.name),
            )
            .with_also(self.old_place(before.place), "retired here")
            .with_subject(&after.name, Some(*number), "")
            .with_help(format!("make it v{}: data of the old v{number} may still turn up", before.newest() + 1));
            self.add(finding);
        }
    }

    /// A version that the older side has and the newer one has not.
    fn gone(&mut self, before: &Message, after: &Message, old: &Version) {
        let (version, name) = (old.number, &after.name);
        let is_retired = version < after.first();
        let (rule, message, help) = if is_retired {
            (
                &rules::version_retired::RULE,
                format!("v{version} of `{name}` is retired: from now on, data of it is an error"),
                "`retold check --store` or `--events` shows whether any is left".to_owned(),
            )
        } else {
            (
                &rules::version_removed::RULE,
                format!("v{version} of `{name}` is gone, and what was written in it has no type any more"),
                format!("put `{}` back; a change of it is v{}", old.short_type(), before.newest() + 1),
            )
        };
        let mut finding = Diagnostic::new(rule, after.place, message)
            .with_also(self.old_place(old.place), format!("v{version} was here"))
            .with_subject(name, Some(version), "")
            .with_help(help);
        if !is_retired {
            finding.witness = shortest(old);
        }
        self.add(finding);
    }

    /// What stored data becomes.
    fn becomes(&mut self, before: &Message, after: &Message) {
        let name = &after.name;
        match (before.becomes, after.becomes) {
            (was, Some(is)) if was < Some(is) => {
                let up_to = is.min(before.newest());
                let finding = Diagnostic::new(
                    &rules::becomes_added::RULE,
                    after.place,
                    format!(
                        "what is stored of `{name}` up to v{up_to} is read as other events, or dropped, from now on"
                    ),
                )
                .with_subject(name, Some(up_to), "");
                self.add(finding);
            }
            (Some(was), is) if is < Some(was) => {
                let mut finding = Diagnostic::new(
                    &rules::becomes_changed::RULE,
                    after.place,
                    format!("what is stored of `{name}` up to v{was} does not become other events any more"),
                )
                .with_also(self.old_place(before.place), "it became others here")
                .with_subject(name, Some(was), "")
                .with_help("keep `becomes(…)` in the set as it was: what is stored has to mean the same");
                finding.witness = before.versions.get(&was).and_then(shortest);
                self.add(finding);
            }
            _ => {}
        }
    }

    /// What is written now, read by what runs.
    fn sent(&mut self, before: &Message, after: &Message) {
        let Some(new) = after.current() else { return };
        if after.becomes.is_some_and(|becomes| becomes >= new.number) {
            // Nobody writes it any more.
            return;
        }
        let known = before.newest().min(new.number);
        let Some(old) = before.versions.get(&known) else { return };
        if new.number == known {
            for difference in differences(new, old, Newer::Writer) {
                let finding = self.finding(after, (old, new), Newer::Writer, &difference);
                self.add(finding);
            }
            return;
        }
        let is_decided = |difference: &Difference| !matches!(difference.shown, Shown::Undecided(_));
        let found = differences(new, old, Newer::Writer).into_iter().find(is_decided);
        let is_read = found.is_none();
        let (why, witness) = match found {
            Some(found) => {
                let why = words::short(&found.kind, &found.path);
                match found.shown {
                    Shown::Refused(witness) | Shown::Read(witness, ..) => (why, Some(witness)),
                    Shown::Fact | Shown::Undecided(_) => (why, None),
                }
            }
            None if new.reads_as <= known => return,
            None => (format!("it is stored as readable from v{} on", new.reads_as), shortest(new)),
        };
        let who = match before.kind {
            Kind::Event => "reads the event",
            Kind::Command | Kind::Query => "handles it",
        };
        let (version, name) = (new.number, &after.name);
        let mut finding = Diagnostic::new(
            &rules::version_not_readable::RULE,
            new.place,
            format!("v{version} of `{name}` is not readable where v{known} is the newest known: {why}"),
        )
        .with_also(self.old_place(old.place), "what runs knows this")
        .with_subject(name, Some(version), "")
        .with_help(format!("deploy what {who} first, everywhere, and then what writes v{version}"));
        finding = finding.with_help(match is_read {
            true => format!("or say that v{known} reads it, since it does: `reads_as = {known}`"),
            false => format!("or let v{version} keep every field of v{known}, under its name and with its meaning"),
        });
        finding.witness = witness;
        self.add(finding);
    }

    /// A published version does not change in place, also where the change breaks nothing.
    fn frozen(&mut self, before: &Message, after: &Message) {
        for (number, old) in &before.versions {
            let Some(new) = after.versions.get(number).filter(|new| new.schema != old.schema) else { continue };
            let backward = self.is_asked(Direction::Backward);
            let direction = if backward { Direction::Backward } else { Direction::Forward };
            let finding = Diagnostic::new(
                &rules::body_frozen::RULE,
                new.place,
                format!("v{number} of `{}` is frozen, and is not what it was", after.name),
            )
            .with_also(self.old_place(old.place), "it was this")
            .with_subject(&after.name, Some(*number), "")
            .with_direction(direction)
            .with_help(format!("leave `{}` as it was, and make the change in a new version", new.type_name));
            self.add(finding);
        }
    }

    fn finding(
        &self,
        after: &Message,
        (old, new): (&Version, &Version),
        newer: Newer,
        difference: &Difference,
    ) -> Diagnostic {
        let (direction, old_at, new_at, other) = match newer {
            Newer::Reader => (Direction::Backward, &difference.writer, &difference.reader, "written by this"),
            Newer::Writer => (Direction::Forward, &difference.reader, &difference.writer, "read by this"),
        };
        let context = Context {
            kind: after.kind,
            name: &after.name,
            version: new.number,
            newest: after.newest(),
            type_name: &new.type_name,
        };
        let words = words::words(&context, newer, &difference.kind, &difference.path);
        let rule = match &difference.shown {
            Shown::Undecided(_) => &rules::evolution_undecided::RULE,
            Shown::Refused(_) | Shown::Read(..) | Shown::Fact => words::rule_of(&difference.kind, newer),
        };
        let mut finding = Diagnostic::new(rule, new.at(new_at), words.message)
            .with_label(words.label)
            .with_also(self.old_place(old.at(old_at)), other)
            .with_subject(&after.name, Some(new.number), difference.path.clone())
            .with_direction(direction);
        finding.help = words.help;
        match &difference.shown {
            Shown::Refused(witness) => finding.witness = Some(witness.clone()),
            Shown::Read(witness, before, read) => {
                finding = finding.with_witness(witness.clone()).with_readings(before.clone(), read.clone());
            }
            Shown::Undecided(why) => {
                finding.message = format!("{}: this could not be decided, since {why}", finding.message);
            }
            Shown::Fact => {}
        }
        finding
    }
}
