//! Events, commands and rejections: what a stream holds, and what leads to it.

use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::model::{Becomes, Command, Definition, Event, EventId, Rejection, RejectionId};
use crate::rules;
use crate::written::{WrittenBecomes, WrittenDefinition, WrittenKind, WrittenRejection, WrittenVersioned, shortened};

use super::body::{BodyContext, placeholder};
use super::definitions::empty_body;
use super::names::Kinds;
use super::{Listed, Resolver};

impl<'f> Resolver<'f> {
    /// Events, commands and rejections.
    pub(super) fn messages(&mut self) {
        self.each(|resolver, listed, written| match &written.kind {
            WrittenKind::Event(body) => resolver.event(listed, written, body),
            WrittenKind::Rejection(rejection) => resolver.rejection(listed, written, rejection),
            _ => {}
        });
        self.each(|resolver, listed, written| {
            if let WrittenKind::Command(body) = &written.kind {
                resolver.command(listed, written, body);
            }
        });
        self.each(|resolver, listed, written| {
            let (WrittenKind::Event(body), Definition::Event(id)) = (&written.kind, listed.definition) else { return };
            if let Some(becomes) = &body.becomes {
                let resolved = resolver.becomes(listed, id, becomes);
                resolver.set.events[id.index()].becomes = resolved;
            }
        });
        self.events_that_are_no_more();
    }

    fn event(&mut self, listed: Listed, written: &'f WrittenDefinition<'f>, body: &'f WrittenVersioned<'f>) {
        let wire = self.wire_names_of(body, &written.name, listed.file);
        let key = body.wire.event_tag.as_ref().or(self.files[listed.file].wire.event_tag.as_ref());
        let tag = self.tag(key, body, &written.name, &wire);
        let context = BodyContext { tag: tag.as_ref(), ..self.body_context(listed, Some(body)) };
        let versions = self.field_bodies(body, &written.name, context);
        let meta = self.meta(listed, written);
        let versions = versions.unwrap_or_else(|| placeholder(empty_body(written)));
        self.set.events.push(Event { meta, wire, versions, becomes: None });
    }

    fn becomes(&mut self, listed: Listed, id: EventId, written: &WrittenBecomes) -> Option<Becomes> {
        let (first, current) = {
            let versions = &self.set[id].versions;
            (versions.first(), versions.current())
        };
        let up_to = match &written.up_to {
            None => current,
            Some(version) if (first..=current).contains(&version.value) => version.value,
            Some(version) => {
                self.report(
                    Diagnostic::new(
                        &rules::version_unknown::RULE,
                        version.place,
                        format!("`becomes` names v{}, and there is no such body", version.value),
                    )
                    .with_help(format!("it can name v{first} to v{current}")),
                );
                return None;
            }
        };
        let mut into = Vec::new();
        for name in &written.into {
            let Some(Definition::Event(event)) = self.find(&name.value, name.place, listed.file, Kinds::Events) else {
                continue;
            };
            let same_aggregate =
                self.set[event].meta.module.index() == listed.file && self.set.modules[listed.file].aggregate.is_some();
            if !same_aggregate {
                self.report(
                    Diagnostic::new(
                        &rules::becomes_foreign_event::RULE,
                        name.place,
                        format!("`{}` is not an event of the same aggregate", name.value),
                    )
                    .with_help("stored data stays in its stream, so it becomes events of the same aggregate"),
                );
                continue;
            }
            into.push(event);
        }
        let function = written.with.as_ref().and_then(|with| self.function(with));
        if !written.into.is_empty() && written.with.is_none() {
            self.report(
                Diagnostic::new(
                    &rules::becomes_without_function::RULE,
                    written.place,
                    "which values the new events get is for a function to say, and none is named",
                )
                .with_help("add `with: \"crate::split\"`: a function of the old version that returns the events"),
            );
            return None;
        }
        Some(Becomes { up_to, into, function, place: written.place })
    }

    /// What all stored data became something else of has no current type: nothing may emit it or become it.
    fn events_that_are_no_more(&mut self) {
        let mut problems = Vec::new();
        let gone =
            |event: &Event| event.becomes.as_ref().is_some_and(|becomes| becomes.up_to == event.versions.current());
        for event in &self.set.events {
            for &into in event.becomes.iter().flat_map(|becomes| &becomes.into) {
                let target = &self.set[into];
                if gone(target) {
                    let place = event.becomes.as_ref().map_or(event.meta.place, |becomes| becomes.place);
                    problems.push((event.meta.subject.clone(), place, target.meta.name.clone(), target.meta.place));
                }
            }
        }
        for command in &self.set.commands {
            for &emitted in &command.emits {
                let target = &self.set[emitted];
                if gone(target) {
                    problems.push((
                        command.meta.subject.clone(),
                        command.meta.place,
                        target.meta.name.clone(),
                        target.meta.place,
                    ));
                }
            }
        }
        for (subject, place, name, other) in problems {
            self.subject = subject;
            self.report(
                Diagnostic::new(
                    &rules::event_is_no_more::RULE,
                    place,
                    format!("`{name}` becomes other events in every version, so nothing new can be a `{name}`"),
                )
                .with_also(other, "defined here")
                .with_help("name the events that it becomes, or give it a new version that stays"),
            );
        }
        self.subject.clear();
    }

    fn command(&mut self, listed: Listed, written: &'f WrittenDefinition<'f>, body: &'f WrittenVersioned<'f>) {
        let wire = self.wire_names_of(body, &written.name, listed.file);
        let key = body.wire.command_tag.as_ref().or(self.files[listed.file].wire.command_tag.as_ref());
        let tag = self.tag(key, body, &written.name, &wire);
        let context = BodyContext { tag: tag.as_ref(), ..self.body_context(listed, Some(body)) };
        let versions = self.field_bodies(body, &written.name, context);
        let emits = self.references(&body.emits, listed.file, Kinds::Events);
        let rejects = self.references(&body.rejects, listed.file, Kinds::Rejections);
        let mut emitted: Vec<EventId> = Vec::new();
        let mut rejected: Vec<RejectionId> = Vec::new();
        for (definition, name) in emits.iter().chain(&rejects) {
            let module = match definition {
                Definition::Event(id) => self.set[*id].meta.module,
                Definition::Rejection(id) => self.set[*id].meta.module,
                _ => continue,
            };
            if module.index() != listed.file && self.set.modules[listed.file].aggregate.is_some() {
                self.report(
                    Diagnostic::new(
                        &rules::command_foreign_outcome::RULE,
                        name.place,
                        format!("`{}` belongs to another file than the aggregate that decides", shortened(&name.value)),
                    )
                    .with_help("an aggregate writes its own events and refuses with its own rejections; a process or another service turns them into others"),
                );
                continue;
            }
            match definition {
                Definition::Event(id) => emitted.push(*id),
                Definition::Rejection(id) => rejected.push(*id),
                _ => {}
            }
        }
        let meta = self.meta(listed, written);
        let versions = versions.unwrap_or_else(|| placeholder(empty_body(written)));
        self.set.commands.push(Command { meta, wire, versions, emits: emitted, rejects: rejected });
    }

    fn rejection(&mut self, listed: Listed, written: &'f WrittenDefinition<'f>, rejection: &'f WrittenRejection<'f>) {
        let context = self.body_context(listed, None);
        let fields = self.fields(&rejection.fields, context, 0, None, None);
        let message = rejection.message.as_ref().map(|message| message.value.clone()).unwrap_or_default();
        if let Some(text) = &rejection.message
            && let Err(why) = message_fits(&message, &fields.iter().map(|field| field.name.as_str()).collect())
        {
            self.report(
                Diagnostic::new(&rules::rejection_message::RULE, text.place, why)
                    .with_help("`{field}` puts the value of a field in; write `{{` and `}}` for braces"),
            );
        }
        let meta = self.meta(listed, written);
        self.set.rejections.push(Rejection { meta, message, fields });
    }
}

/// Whether every `{…}` of a message names a field, and every other brace is doubled.
fn message_fits(message: &str, fields: &HashSet<&str>) -> Result<(), String> {
    let mut rest = message;
    while let Some(at) = rest.find(['{', '}']) {
        let brace = &rest[at..];
        if brace.starts_with("{{") || brace.starts_with("}}") {
            rest = &brace[2..];
            continue;
        }
        if brace.starts_with('}') {
            return Err("a `}` closes nothing".to_owned());
        }
        let Some(end) = brace.find('}') else { return Err("a `{` is not closed".to_owned()) };
        let name = &brace[1..end];
        if !fields.contains(name) {
            return Err(format!("`{{{}}}` names no field of the rejection", shortened(name)));
        }
        rest = &brace[end + 1..];
    }
    Ok(())
}
