//! Structs of events, commands and queries, all versions of each, with the steps between them.

use super::bodies::{self, Struct};
use super::constants::Statics;
use super::layout::{Doc, Writer};
use super::scope::Scope;
use super::steps::{self, Between};
use super::{attributes, names, queries, text};
use crate::model::{Body, CommandId, Event, EventId, Meta, QueryId, Versions, WireNames};
use crate::plan::Step;

/// Writes all versions of an event.
pub(super) fn write_event(writer: &mut Writer, scope: &Scope<'_>, statics: &mut Statics, id: EventId) {
    let event = &scope.set()[id];
    let message = Message {
        meta: &event.meta,
        wire: &event.wire,
        versions: &event.versions,
        derives: &["__rt::Event", "__rt::Record"],
        attribute: "event",
        emits: Vec::new(),
        answers: Vec::new(),
        only_reads: is_past(event),
        reads_as: scope.schema.reads_as().event(id),
    };
    write(writer, scope, statics, &message, |version| scope.schema.plans.events.get(&(id.index(), version)));
}

/// Writes all versions of a command.
pub(super) fn write_command(writer: &mut Writer, scope: &Scope<'_>, statics: &mut Statics, id: CommandId) {
    let command = &scope.set()[id];
    let emitted = command.emits.iter().map(|event| {
        let version = scope.set()[*event].versions.current();
        Doc::text(scope.event(*event, version))
    });
    let message = Message {
        meta: &command.meta,
        wire: &command.wire,
        versions: &command.versions,
        derives: &["__rt::Command", "__rt::Record"],
        attribute: "command",
        emits: emitted.collect(),
        answers: Vec::new(),
        only_reads: false,
        reads_as: scope.schema.reads_as().command(id),
    };
    write(writer, scope, statics, &message, |version| scope.schema.plans.commands.get(&(id.index(), version)));
}

/// Writes all versions of a query.
pub(super) fn write_query(writer: &mut Writer, scope: &Scope<'_>, statics: &mut Statics, id: QueryId) {
    let query = &scope.set()[id];
    let answer = names::identifier(&query.meta.rust_name);
    let mut answers = vec![attributes::value("answer", &format!("__answers::{answer}"))];
    answers.push(attributes::value("codec", &queries::codec(scope, &query.returns)));
    let message = Message {
        meta: &query.meta,
        wire: &query.wire,
        versions: &query.versions,
        derives: &["__rt::Query", "__rt::Record"],
        attribute: "query",
        emits: Vec::new(),
        answers,
        only_reads: false,
        reads_as: scope.schema.reads_as().query(id),
    };
    write(writer, scope, statics, &message, |version| scope.schema.plans.queries.get(&(id.index(), version)));
}

/// Whether all versions of an event became other events, so that it is never written again.
pub(super) fn is_past(event: &Event) -> bool {
    event.becomes.as_ref().is_some_and(|becomes| becomes.up_to >= event.versions.current())
}

/// What events, commands and queries have in common.
struct Message<'m> {
    meta: &'m Meta,
    wire: &'m WireNames,
    versions: &'m Versions<Body>,
    derives: &'m [&'static str],
    attribute: &'static str,
    emits: Vec<Doc>,
    /// What every version of a query says of its answer.
    answers: Vec<Doc>,
    /// Whether even the current version is only read.
    only_reads: bool,
    /// The lowest version whose readers read the current one.
    reads_as: u32,
}

fn write<'p>(
    writer: &mut Writer,
    scope: &Scope<'_>,
    statics: &mut Statics,
    message: &Message<'_>,
    step: impl Fn(u32) -> Option<&'p Step>,
) {
    let current = message.versions.current();
    let name = |version| names::versioned(message.meta, version, current);
    for (version, body) in message.versions.iter() {
        let mut items = vec![attributes::value("name", &text::literal(&message.wire.name))];
        items.push(attributes::value("version", &version.to_string()));
        let step = step(version);
        match step {
            Some(step) => {
                let key = if step.fallible { "try_from" } else { "from" };
                items.push(attributes::value(key, &name(version - 1)));
            }
            None if version > 1 => items.push(Doc::text("oldest")),
            None => {}
        }
        items.extend(message.wire.aliases.iter().map(|alias| attributes::value("alias", &text::literal(alias))));
        if version == current && message.reads_as < current {
            items.push(attributes::value("reads_as", &message.reads_as.to_string()));
        }
        if version == current && !message.emits.is_empty() {
            items.push(attributes::call("emits", message.emits.clone()));
        }
        items.extend(message.answers.iter().cloned());
        writer.blank();
        bodies::write(
            writer,
            scope,
            statics,
            Struct {
                meta: message.meta,
                body,
                version,
                current,
                owner: None,
                read_only: version < current || message.only_reads,
                derives: message.derives,
                attribute: Some((message.attribute, items)),
            },
        );
        if let (Some(step), Some(previous)) = (step, message.versions.at(version - 1)) {
            let (old, new) = (name(version - 1), name(version));
            let between = Between { old: &old, new: &new, fallible: step.fallible };
            steps::write(writer, scope, between, (previous, None), (body, None), step);
        }
    }
}
