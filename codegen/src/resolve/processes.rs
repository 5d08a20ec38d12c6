//! Process managers: what they react to, by which key, what they send, and what happens when no answer comes.

use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::format;
use crate::model::{Builtin, CommandId, Deadline, Definition, EventId, Process, Reaction, Trigger, Type};
use crate::rules;
use crate::written::{Text, WrittenDefinition, WrittenKind, WrittenProcess, WrittenReaction, shortened};

use super::names::Kinds;
use super::{Listed, Resolver};

impl<'f> Resolver<'f> {
    pub(super) fn processes(&mut self) {
        let files = self.files;
        for at in 0..self.names.listed.len() {
            let listed = self.names.listed[at];
            let written = &files[listed.file].definitions[listed.index];
            if let WrittenKind::Process(process) = &written.kind {
                self.subject = self.subject_of(listed.file, &written.name.value);
                self.process(listed, written, process);
            }
        }
        self.subject.clear();
    }

    fn process(&mut self, listed: Listed, written: &'f WrittenDefinition<'f>, process: &'f WrittenProcess<'f>) {
        let key = process.key.as_ref().and_then(|key| {
            let ty = self.ty(key, listed.file)?;
            if !self.is_key(&ty) {
                self.report(
                    Diagnostic::new(
                        &rules::process_key_type::RULE,
                        key.place,
                        "the key of a process is text, an integer, a uuid, a date, or a newtype or enum of these",
                    )
                    .with_help("use the key of the aggregate that starts it"),
                );
            }
            Some(ty)
        });
        let context = self.body_context(listed, None);
        let state = self.fields(&process.state, context, 0, None, None);
        let deadlines: Vec<&Text> =
            process.reacts.iter().filter_map(|reaction| reaction.deadline.as_ref()?.1.as_ref()).collect();
        let names: HashSet<&str> = deadlines.iter().map(|deadline| deadline.value.as_str()).collect();
        let mut seen = HashSet::new();
        let mut reacts = Vec::new();
        for reaction in &process.reacts {
            if let Some(reaction) = self.reaction(listed, reaction, key.as_ref(), &names) {
                if let Trigger::Deadline(name) = &reaction.trigger {
                    seen.insert(name.clone());
                }
                reacts.push(reaction);
            }
        }
        for deadline in deadlines {
            if self.definition_name(deadline, "the name of a deadline") && !seen.contains(&deadline.value) {
                let triggers = process.reacts.iter().map(|reaction| reaction.trigger.value.as_str());
                let near = self.suggestions.nearest(&deadline.value, triggers);
                let help = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("add `{}: {{ sends: […] }}` under `reacts`", deadline.value),
                };
                self.report(
                    Diagnostic::new(
                        &rules::deadline_unhandled::RULE,
                        deadline.place,
                        format!("nothing reacts to `{}` when the deadline has passed", deadline.value),
                    )
                    .with_help(help),
                );
            }
        }
        let meta = self.meta(listed, written);
        self.set.processes.push(Process { meta, key: key.unwrap_or(Type::Builtin(Builtin::String)), state, reacts });
    }

    fn reaction(
        &mut self,
        listed: Listed,
        written: &WrittenReaction,
        key: Option<&Type>,
        deadlines: &HashSet<&str>,
    ) -> Option<Reaction> {
        let sends = self.commands(&written.sends, listed.file);
        let undo = self.commands(&written.undo, listed.file);
        let deadline = written.deadline.as_ref().and_then(|(after, then)| {
            let (after, then) = (after.as_ref()?, then.as_ref()?);
            if !format::reads_text(Builtin::Duration, &after.value) || after.value.starts_with('-') {
                self.report(
                    Diagnostic::new(
                        &rules::deadline_duration::RULE,
                        after.place,
                        format!("`{}` is not how long to wait", shortened(&after.value)),
                    )
                    .with_help("write a duration such as `PT10M` for ten minutes or `P2D` for two days"),
                );
            }
            Some(Deadline { after: after.value.clone(), then: then.value.clone() })
        });
        let trigger = &written.trigger;
        if deadlines.contains(trigger.value.as_str()) {
            return Some(Reaction {
                trigger: Trigger::Deadline(trigger.value.clone()),
                by: None,
                sends,
                undo,
                deadline,
            });
        }
        let Some(Definition::Event(event)) = self.find(&trigger.value, trigger.place, listed.file, Kinds::Events)
        else {
            return None;
        };
        self.key_of_reaction(event, written, key);
        let by = written.by.as_ref().map(|by| by.value.clone());
        Some(Reaction { trigger: Trigger::Event(event), by, sends, undo, deadline })
    }

    /// An event finds its process by the field that `by` names, or by the key of its stream.
    fn key_of_reaction(&mut self, event: EventId, written: &WrittenReaction, key: Option<&Type>) {
        let Some(key) = key else { return };
        let (name, module) = (self.set[event].meta.name.clone(), self.set[event].meta.module);
        let body = self.set[event].versions.current_body();
        let fits = |resolver: &Self, ty: &Type| resolver.base(ty) == resolver.base(key);
        match &written.by {
            Some(by) => {
                let Some(field) = body.fields.iter().find(|field| field.name == by.value) else {
                    let near = self.suggestions.nearest(&by.value, body.fields.iter().map(|field| field.name.as_str()));
                    let help = match near {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "name a field of its current version that holds the key of the process".to_owned(),
                    };
                    let problem = Diagnostic::new(
                        &rules::process_by::RULE,
                        by.place,
                        format!("`{name}` has no field `{}`", shortened(&by.value)),
                    )
                    .with_help(help);
                    self.report(problem);
                    return;
                };
                if !fits(self, &field.ty) {
                    let problem = Diagnostic::new(
                        &rules::process_by::RULE,
                        by.place,
                        format!("`{}` does not have the type of the process's key", shortened(&by.value)),
                    )
                    .with_also(field.type_place, "its type")
                    .with_help("name a field of the key's type, which every such event has");
                    self.report(problem);
                }
            }
            None => {
                let stream_key = self.set[module].aggregate.as_ref().map(|aggregate| &aggregate.key);
                if !stream_key.is_some_and(|stream_key| fits(self, stream_key)) {
                    self.report(
                        Diagnostic::new(
                            &rules::process_by::RULE,
                            written.trigger.place,
                            format!("nothing says which process a `{name}` belongs to"),
                        )
                        .with_help(
                            "its stream is not keyed by the type of the process's key: add `by: FIELD`, a field of the event that holds it",
                        ),
                    );
                }
            }
        }
    }

    fn commands(&mut self, names: &[Text], file: usize) -> Vec<CommandId> {
        let found = self.references(names, file, Kinds::Commands);
        found
            .into_iter()
            .filter_map(|(definition, _)| match definition {
                Definition::Command(id) => Some(id),
                _ => None,
            })
            .collect()
    }
}
