//! Processes: the state, the events and the deadlines that come in, the commands that may go out, which reaction may send
//! which of them, and the trait with one method for each. Beside them stands what `#[derive(Process)]` finds under fixed
//! names, in a hidden module called as the process.

mod hidden;
pub(super) mod methods;
mod sends;

use std::collections::HashSet;

use super::constants::Statics;
use super::expression::Expr;
use super::inputs::{self, Input, Past};
use super::layout::{Doc, Writer, list};
use super::names::derived_name;
use super::natural::first_value;
use super::scope::Scope;
use super::sets::Set;
use super::{attributes, bodies, docs, items, names, text};
use crate::model::{CommandId, Process, ProcessId, Reaction, Trigger};
use crate::naming::type_name;

pub(super) use hidden::write as write_hidden;

const HIDDEN: &str = "__processes";

/// A process with what it reacts to.
pub(super) struct Parts<'s> {
    pub(super) process: &'s Process,
    pub(super) ident: String,
    pub(super) inputs: Vec<Input>,
    /// The reactions to the inputs, and then to the deadlines.
    pub(super) reactions: Vec<&'s Reaction>,
    pub(super) deadlines: Vec<Deadline<'s>>,
    /// The methods for the inputs, and then for the deadlines.
    pub(super) methods: Vec<String>,
    past: Past,
}

/// A deadline of a process.
pub(super) struct Deadline<'s> {
    /// As written.
    name: &'s str,
    variant: String,
    /// The type that stands for it where a reaction is meant.
    pub(super) marker: String,
}

impl<'s> Parts<'s> {
    pub(super) fn new(scope: &Scope<'s>, id: ProcessId) -> Self {
        let process = &scope.set()[id];
        let rust_name = &process.meta.rust_name;
        let event = |reaction: &&Reaction| match reaction.trigger {
            Trigger::Event(id) => Some(id),
            Trigger::Deadline(_) => None,
        };
        let events = process.reacts.iter().filter_map(|reaction| event(&reaction));
        let inputs = inputs::inputs(scope, process.meta.module, events);
        let mut seen = HashSet::new();
        let mut taken = HashSet::new();
        let mut deadlines = Vec::new();
        let mut reactions: Vec<&Reaction> = Vec::new();
        for input in &inputs {
            reactions.extend(process.reacts.iter().find(|reaction| event(reaction) == Some(input.event)));
        }
        for reaction in &process.reacts {
            if let Trigger::Deadline(name) = &reaction.trigger
                && seen.insert(name)
            {
                let mut variant = type_name(name);
                names::fresh(&mut variant, &mut taken);
                let marker = derived_name(rust_name, &variant);
                deadlines.push(Deadline { name, variant: names::identifier(&variant), marker });
                reactions.push(reaction);
            }
        }
        let names = inputs.iter().map(|input| input.name.as_str()).chain(deadlines.iter().map(|one| one.name));
        let methods = inputs::methods("on", names);
        let past = Past::of(scope, &inputs);
        Self { process, ident: names::identifier(rust_name), inputs, reactions, deadlines, methods, past }
    }

    pub(super) fn derived(&self, suffix: &str) -> String {
        derived_name(&self.process.meta.rust_name, suffix)
    }

    /// The methods for inputs, and those for deadlines.
    fn methods(&self) -> (&[String], &[String]) {
        self.methods.split_at(self.inputs.len())
    }

    /// What each reaction is to: the type of the event, or what stands for the deadline.
    fn markers(&self, scope: &Scope<'_>) -> Vec<String> {
        let inputs = self.inputs.iter().map(|input| input.ty(scope));
        inputs.chain(self.deadlines.iter().map(|deadline| deadline.marker.clone())).collect()
    }

    /// Whether everything that the state holds has a value before anything has happened.
    pub(super) fn begins_by_itself(&self, scope: &Scope<'_>) -> bool {
        self.process.state.iter().all(|field| first_value(scope, field).is_some())
    }
}

/// Writes a process.
pub(super) fn write(writer: &mut Writer, scope: &Scope<'_>, statics: &mut Statics, id: ProcessId) {
    let parts = Parts::new(scope, id);
    write_state(writer, scope, statics, &parts);
    let subject = &parts.process.meta.subject;
    let doc = format!("The events that `{subject}` reacts to, each in its current version.");
    let hidden = format!("{HIDDEN}::{}", parts.ident);
    let attribute = ("event_set", parts.past.attribute(scope, &hidden));
    let variants = parts.inputs.iter().map(|input| input.variant(scope));
    Set { ident: &parts.derived("Input"), doc, derive: "__rt::EventSet", attribute }.write(writer, variants);
    write_deadlines(writer, &parts);
    sends::write(writer, scope, &parts);
    methods::write(writer, scope, &parts);
}

fn write_state(writer: &mut Writer, scope: &Scope<'_>, statics: &mut Statics, parts: &Parts<'_>) {
    let process = parts.process;
    let mut meta = process.meta.clone();
    meta.rust_name = parts.derived("State");
    let what = format!("What `{}` remembers.", meta.subject);
    bodies::write_fields(writer, scope, statics, &meta, &process.state, what);
    if !parts.begins_by_itself(scope) {
        return;
    }
    items::begin_impl(writer, vec![Doc::text("::core::default::Default")], &meta.rust_name);
    items::begin_function(writer, "default", Vec::new(), vec![Doc::text("Self")]);
    let words = names::snake(&meta.rust_name);
    let fields = bodies::identified(&process.state).into_iter().filter_map(|(ident, field)| {
        let value = first_value(scope, field)?;
        let expr = statics.value(scope, &field.ty, None, &value, &[&words, &field.rust_name, "first"]);
        Some((ident, Some(expr)))
    });
    let value = Expr::Struct("Self".to_owned(), fields.collect());
    writer.doc(&value.tail());
    items::end(writer);
    items::end(writer);
    if !statics.is_empty() {
        writer.blank();
        statics.write(writer);
    }
}

fn write_deadlines(writer: &mut Writer, parts: &Parts<'_>) {
    let subject = &parts.process.meta.subject;
    let ident = parts.derived("Deadline");
    writer.blank();
    docs::write(writer, None, &[format!("The deadlines of `{subject}`.")]);
    attributes::derive(writer, &["Clone", "Copy", "Debug", "PartialEq", "Eq", "PartialOrd", "Ord", "Hash"]);
    if parts.deadlines.is_empty() {
        writer.line_of(&["pub enum ", &ident, " {}"]);
    } else {
        writer.line_of(&["pub enum ", &ident, " {"]);
        writer.indent();
        for deadline in &parts.deadlines {
            docs::write(writer, None, &[format!("`{}`.", deadline.name)]);
            writer.line_of(&[&deadline.variant, ","]);
        }
        items::end(writer);
    }
    items::begin_impl(writer, vec![Doc::text("__rt::Deadlines")], &ident);
    let all = parts.deadlines.iter().map(|deadline| {
        let variant = Expr::atom(format!("Self::{}", deadline.variant));
        Doc::consistent(0, Expr::Tuple(vec![Expr::atom(text::literal(deadline.name)), variant]).docs())
    });
    write_slice(writer, "const ALL: &'static [(&'static str, Self)] = ", all);
    items::end(writer);
    for deadline in &parts.deadlines {
        writer.blank();
        docs::write(
            writer,
            None,
            &[format!("The deadline `{}` of `{subject}`, where a reaction is meant.", deadline.name)],
        );
        attributes::derive(writer, &["Clone", "Copy", "Debug", "PartialEq", "Eq"]);
        writer.line_of(&["pub struct ", &deadline.marker, ";"]);
    }
}

/// `head &[items];`
fn write_slice(writer: &mut Writer, head: &'static str, all: impl Iterator<Item = Doc>) {
    let mut parts = vec![Doc::text(head), Doc::never()];
    parts.extend(slice(all));
    parts.push(Doc::text(";"));
    writer.doc(&[Doc::consistent(0, parts)]);
}

fn slice(all: impl Iterator<Item = Doc>) -> Vec<Doc> {
    list("&[", all, "]")
}

/// The commands that a reaction lists, each once.
fn distinct(commands: &[CommandId]) -> impl Iterator<Item = CommandId> {
    let mut seen = HashSet::new();
    commands.iter().copied().filter(move |id| seen.insert(*id))
}
