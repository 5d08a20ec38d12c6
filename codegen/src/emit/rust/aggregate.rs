//! What belongs to an aggregate as a whole: the enums of its events and commands, and the trait that a person
//! implements.

use std::collections::HashSet;

use super::expression::{Expr, Pattern};
use super::layout::{Doc, Writer, list};
use super::messages::is_past;
use super::names::{self, derived_name, fresh};
use super::scope::{Scope, generic};
use super::{attributes, docs, items, rejections, text};
use crate::model::{Aggregate, CommandId, Definition, EventId, Meta};

/// The messages of an aggregate.
pub(super) struct Parts<'s> {
    pub(super) name: String,
    events: Vec<(EventId, &'s Meta)>,
    past: Vec<EventId>,
    commands: Vec<(CommandId, &'s Meta)>,
}

impl<'s> Parts<'s> {
    fn new(scope: &Scope<'s>, aggregate: &Aggregate, definitions: &[Definition]) -> Self {
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
}

/// Writes everything that the aggregate of a module brings.
pub(super) fn write(writer: &mut Writer, scope: &Scope<'_>, aggregate: &Aggregate, definitions: &[Definition]) {
    let parts = Parts::new(scope, aggregate, definitions);
    write_events(writer, scope, aggregate, &parts);
    write_commands(writer, aggregate, &parts);
    rejections::write(writer, scope, aggregate, definitions);
    write_logic(writer, scope, aggregate, &parts);
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
    let metas = parts.events.iter().map(|(_, meta)| *meta);
    write_set(writer, &format!("{}Event", parts.name), &doc, "__rt::EventSet", ("event_set", items), metas);
}

fn write_commands(writer: &mut Writer, aggregate: &Aggregate, parts: &Parts<'_>) {
    let doc = format!("The commands of `{}`, each in its current version.", aggregate.name);
    let metas = parts.commands.iter().map(|(_, meta)| *meta);
    write_set(writer, &format!("{}Command", parts.name), &doc, "__rt::CommandSet", ("command_set", Vec::new()), metas);
}

fn write_set<'m>(
    writer: &mut Writer,
    ident: &str,
    doc: &str,
    derive: &'static str,
    (attribute, items): (&str, Vec<Doc>),
    metas: impl Iterator<Item = &'m Meta>,
) {
    writer.blank();
    docs::write(writer, None, &[doc.to_owned()]);
    attributes::derive(writer, &["Clone", "Debug", "PartialEq", derive]);
    attributes::write(writer, attribute, items);
    let mut metas = metas.peekable();
    if metas.peek().is_none() {
        writer.line_of(&["pub enum ", ident, " {}"]);
        return;
    }
    writer.line_of(&["pub enum ", ident, " {"]);
    writer.indent();
    for meta in metas {
        docs::write(writer, None, &[format!("`{}`.", meta.subject)]);
        let name = names::identifier(&meta.rust_name);
        writer.doc(&[items::tuple(name.clone(), "", vec![Doc::text(name)], ""), Doc::text(",")]);
    }
    items::end(writer);
}

/// A method of the trait: its name, and the definition that it is for.
struct Method<'s> {
    name: String,
    meta: &'s Meta,
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

fn write_logic(writer: &mut Writer, scope: &Scope<'_>, aggregate: &Aggregate, parts: &Parts<'_>) {
    let handlers = methods("handle", parts.commands.iter().map(|(_, meta)| *meta));
    let appliers = methods("apply", parts.events.iter().map(|(_, meta)| *meta));
    let (event_set, rejection) = (format!("{}Event", parts.name), format!("{}Rejection", parts.name));
    writer.blank();
    let doc = format!("What `{}` decides, and what its events change.", aggregate.name);
    docs::write(writer, None, &[doc]);
    writer.line_of(&["pub trait ", &parts.name, "Logic: Sized {"]);
    writer.indent();
    for Method { name, meta } in &handlers {
        let command = names::identifier(&meta.rust_name);
        writer.blank();
        docs::write(writer, None, &[format!("Decides what `{}` leads to.", meta.subject)]);
        let mut events = vec![Doc::text("__rt::Events")];
        events.extend(list("<", [Doc::text(event_set.clone()), Doc::text(command.clone())], ">"));
        let mut result = vec![Doc::text(scope.prelude("Result"))];
        result.extend(list("<", [Doc::consistent(0, events), Doc::text(rejection.clone())], ">"));
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
    if !handlers.is_empty() {
        write_handle(writer, scope, parts, &handlers);
    }
    write_apply(writer, &event_set, &appliers);
    items::end(writer);
}

/// The method that decides any command of the aggregate.
fn write_handle(writer: &mut Writer, scope: &Scope<'_>, parts: &Parts<'_>, handlers: &[Method<'_>]) {
    let command_set = format!("{}Command", parts.name);
    writer.blank();
    docs::write(writer, None, &["Decides what any command leads to.".to_owned()]);
    let events = generic(scope.prelude("Vec"), vec![Doc::text(format!("{}Event", parts.name))]);
    let mut result = vec![Doc::text(scope.prelude("Result"))];
    result.extend(list("<", [Doc::consistent(0, events), Doc::text(format!("{}Rejection", parts.name))], ">"));
    let arguments = ["&self".to_owned(), format!("command: {command_set}"), "cx: &__rt::Context".to_owned()];
    let arguments = arguments.into_iter().map(|argument| vec![Doc::text(argument)]).collect();
    items::begin_function(writer, "handle", arguments, result);
    let arm = |method: &Method<'_>| {
        let variant = format!("{command_set}::{}", names::identifier(&method.meta.rust_name));
        let call = Expr::Call(format!("self.{}", method.name), vec![Expr::atom("command"), Expr::atom("cx")]);
        let events = call.method("map", vec![Expr::atom("__rt::Events::into_vec")]);
        (Pattern::Tuple(variant, "command".to_owned()), events)
    };
    writer.doc(&Expr::Match(Box::new(Expr::atom("command")), handlers.iter().map(arm).collect()).tail());
    items::end(writer);
}

/// The method that applies any event of the aggregate.
fn write_apply(writer: &mut Writer, event_set: &str, appliers: &[Method<'_>]) {
    writer.blank();
    docs::write(writer, None, &["Changes the state by any event.".to_owned()]);
    let arguments = ["&mut self".to_owned(), format!("event: {event_set}")];
    let arguments = arguments.into_iter().map(|argument| vec![Doc::text(argument)]).collect();
    items::begin_function(writer, "apply", arguments, Vec::new());
    let arm = |method: &Method<'_>| {
        let variant = format!("{event_set}::{}", names::identifier(&method.meta.rust_name));
        let call = Expr::atom("event").into_call(format!("self.{}", method.name));
        (Pattern::Tuple(variant, "event".to_owned()), call)
    };
    let arms: Vec<_> = appliers.iter().map(arm).collect();
    writer.doc(&Expr::Match(Box::new(Expr::atom("event")), arms).tail());
    items::end(writer);
}
