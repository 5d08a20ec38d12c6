//! What belongs to an aggregate as a whole: the enums of its events and commands, and the trait that a person
//! implements, with one method a command and one an event.

use std::collections::HashSet;

use super::layout::{Doc, Writer, list};
use super::messages::is_past;
use super::names::{self, derived_name, fresh};
use super::scope::Scope;
use super::sets::{Set, Variant};
use super::{attributes, docs, entry, items, rejections, text};
use crate::model::{Aggregate, CommandId, Definition, EventId, Meta, Module};

/// The messages of an aggregate.
pub(super) struct Parts<'s> {
    pub(super) name: String,
    events: Vec<(EventId, &'s Meta)>,
    past: Vec<EventId>,
    commands: Vec<(CommandId, &'s Meta)>,
}

impl<'s> Parts<'s> {
    pub(super) fn new(scope: &Scope<'s>, aggregate: &Aggregate, definitions: &[Definition]) -> Self {
        let mut parts = Self {
            name: derived_name(&aggregate.rust_name, ""),
            events: Vec::new(),
            past: Vec::new(),
            commands: Vec::new(),
        };
        for definition in definitions {
            match definition {
                Definition::Event(id) => {
                    let event = &scope.set()[*id];
                    if event.becomes.is_some() {
                        parts.past.push(*id);
                    }
                    if !is_past(event) {
                        parts.events.push((*id, &event.meta));
                    }
                }
                Definition::Command(id) => parts.commands.push((*id, &scope.set()[*id].meta)),
                Definition::Scalar(_)
                | Definition::Enum(_)
                | Definition::Record(_)
                | Definition::Union(_)
                | Definition::Rejection(_)
                | Definition::View(_)
                | Definition::Query(_)
                | Definition::Process(_) => {}
            }
        }
        parts
    }

    /// Its events that can still happen.
    pub(super) fn events(&self) -> impl Iterator<Item = EventId> {
        self.events.iter().map(|(id, _)| *id)
    }

    /// Its commands.
    pub(super) fn commands(&self) -> impl Iterator<Item = CommandId> {
        self.commands.iter().map(|(id, _)| *id)
    }

    /// The methods for commands.
    pub(super) fn handlers(&self) -> Vec<Method<'s>> {
        methods("handle", self.commands.iter().map(|(_, meta)| *meta))
    }

    /// The methods for events.
    pub(super) fn appliers(&self) -> Vec<Method<'s>> {
        methods("apply", self.events.iter().map(|(_, meta)| *meta))
    }
}

/// Writes everything that the aggregate of a module brings.
pub(super) fn write(writer: &mut Writer, scope: &Scope<'_>, aggregate: &Aggregate, module: &Module, fingerprint: &str) {
    let definitions = &module.definitions;
    let parts = Parts::new(scope, aggregate, definitions);
    write_events(writer, scope, aggregate, &parts);
    let owner = module.owner.as_deref();
    scope.schema.owners.write_right(writer, scope, owner, &format!("{}Event", parts.name));
    write_commands(writer, aggregate, &parts);
    rejections::write(writer, scope, aggregate, definitions);
    write_logic(writer, scope, aggregate, &parts);
    entry::write(writer, scope.schema, scope.module, aggregate, owner, fingerprint, &parts);
}

fn write_events(writer: &mut Writer, scope: &Scope<'_>, aggregate: &Aggregate, parts: &Parts<'_>) {
    let mut items = Vec::new();
    for id in &parts.past {
        let event = &scope.set()[*id];
        let Some(becomes) = &event.becomes else { continue };
        let mut inner = vec![Doc::text(scope.event(*id, becomes.up_to.min(event.versions.current())))];
        if let Some(function) = &becomes.function {
            inner.push(attributes::value("with", &names::function_path(&function.path)));
            let into = becomes.into.iter().map(|id| Doc::text(text::literal(&scope.set()[*id].wire.name)));
            inner.push(attributes::call("into", into.collect()));
        }
        items.push(attributes::call("becomes", inner));
    }
    let doc = format!("The events of `{}`, each in its current version.", aggregate.name);
    let variants = parts.events.iter().map(|(_, meta)| Variant::of(meta));
    let ident = format!("{}Event", parts.name);
    Set { ident: &ident, doc, derive: "__rt::EventSet", attribute: ("event_set", items) }.write(writer, variants);
}

fn write_commands(writer: &mut Writer, aggregate: &Aggregate, parts: &Parts<'_>) {
    let doc = format!("The commands of `{}`, each in its current version.", aggregate.name);
    let variants = parts.commands.iter().map(|(_, meta)| Variant::of(meta));
    let ident = format!("{}Command", parts.name);
    let attribute = ("command_set", Vec::new());
    Set { ident: &ident, doc, derive: "__rt::CommandSet", attribute }.write(writer, variants);
}

/// A method of the trait: its name, and the definition that it is for.
pub(super) struct Method<'s> {
    pub(super) name: String,
    pub(super) meta: &'s Meta,
}

/// Methods for definitions; two whose snake case is equal are told apart.
fn methods<'s>(prefix: &str, metas: impl Iterator<Item = &'s Meta>) -> Vec<Method<'s>> {
    let mut taken = HashSet::new();
    let method = |meta: &'s Meta| {
        let mut name = format!("{prefix}_{}", names::snake(&meta.rust_name));
        fresh(&mut name, &mut taken);
        Method { name, meta }
    };
    metas.map(method).collect()
}

/// The short name of what the methods for commands return.
fn write_decision(writer: &mut Writer, scope: &Scope<'_>, aggregate: &Aggregate, parts: &Parts<'_>) {
    writer.blank();
    let doc =
        format!("What deciding the command `C` of `{}` gives: events that it emits, or a rejection.", aggregate.name);
    docs::write(writer, None, &[doc]);
    let mut events = vec![Doc::text("__rt::Events")];
    events.extend(list("<", [Doc::text(format!("{}Event", parts.name)), Doc::text("C")], ">"));
    let mut result = vec![Doc::text(scope.prelude("Result"))];
    result.extend(list("<", [Doc::consistent(0, events), Doc::text(format!("{}Rejection", parts.name))], ">"));
    items::generic_alias(writer, &format!("{}Decision", parts.name), "C", result);
}

fn write_logic(writer: &mut Writer, scope: &Scope<'_>, aggregate: &Aggregate, parts: &Parts<'_>) {
    let (handlers, appliers) = (parts.handlers(), parts.appliers());
    write_decision(writer, scope, aggregate, parts);
    writer.blank();
    let doc = format!("What `{}` decides, and what its events change.", aggregate.name);
    docs::write(writer, None, &[doc]);
    writer.line_of(&["pub trait ", &parts.name, "Logic: Sized {"]);
    writer.indent();
    for Method { name, meta } in &handlers {
        let command = names::identifier(&meta.rust_name);
        writer.blank();
        docs::write(writer, None, &[format!("Decides what `{}` leads to.", meta.subject)]);
        let mut result = vec![Doc::text(format!("{}Decision", parts.name))];
        result.extend(list("<", [Doc::text(command.clone())], ">"));
        let arguments = ["&self".to_owned(), format!("command: {command}"), "cx: &__rt::Context".to_owned()];
        let arguments = arguments.into_iter().map(|argument| vec![Doc::text(argument)]).collect();
        items::required_function(writer, name, arguments, result);
    }
    for Method { name, meta } in &appliers {
        let event = names::identifier(&meta.rust_name);
        writer.blank();
        docs::write(writer, None, &[format!("Changes the state by `{}`.", meta.subject)]);
        let arguments = ["&mut self".to_owned(), format!("event: {event}")];
        let arguments = arguments.into_iter().map(|argument| vec![Doc::text(argument)]).collect();
        items::required_function(writer, name, arguments, Vec::new());
    }
    items::end(writer);
}
