//! Processes: the state, the events and the deadlines that come in, the commands that may go out, which reaction may send
//! which of them, and the trait with one method for each. Beside them stands what `#[derive(Process)]` finds under fixed
//! names, in a hidden module called as the process.

use std::collections::HashSet;

use super::constants::Statics;
use super::expression::{Expr, Pattern};
use super::inputs::{self, Input, Past};
use super::layout::{Doc, Writer, list};
use super::names::derived_name;
use super::natural::first_value;
use super::scope::Scope;
use super::sets::{Set, Variant};
use super::{attributes, bodies, docs, items, names, text};
use crate::model::{CommandId, Definition, Module, Process, ProcessId, Reaction, Trigger};
use crate::naming::type_name;

const HIDDEN: &str = "__processes";

/// A process with what it reacts to.
struct Parts<'s> {
    process: &'s Process,
    ident: String,
    inputs: Vec<Input>,
    /// The reactions to the inputs, and then to the deadlines.
    reactions: Vec<&'s Reaction>,
    deadlines: Vec<Deadline<'s>>,
    /// The methods for the inputs, and then for the deadlines.
    methods: Vec<String>,
    past: Past,
}

/// A deadline of a process.
struct Deadline<'s> {
    /// As written.
    name: &'s str,
    variant: String,
    /// The type that stands for it where a reaction is meant.
    marker: String,
}

impl<'s> Parts<'s> {
    fn new(scope: &Scope<'s>, id: ProcessId) -> Self {
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

    fn derived(&self, suffix: &str) -> String {
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
    fn begins_by_itself(&self, scope: &Scope<'_>) -> bool {
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
    write_sends(writer, scope, &parts);
    write_methods(writer, scope, &parts);
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

fn write_sends(writer: &mut Writer, scope: &Scope<'_>, parts: &Parts<'_>) {
    let set = scope.set();
    let process = parts.process;
    let all: Vec<CommandId> =
        process.reacts.iter().flat_map(|reaction| reaction.sends.iter().chain(&reaction.undo)).copied().collect();
    let all: Vec<CommandId> = distinct(&all).collect();
    let metas: Vec<_> = all.iter().map(|id| &set[*id].meta).collect();
    let called = inputs::called(set, process.meta.module, &metas);
    let variants = all.iter().zip(called).map(|(id, name)| Variant {
        name: names::identifier(&name),
        ty: scope.command(*id),
        subject: set[*id].meta.subject.clone(),
    });
    let ident = parts.derived("Sends");
    let doc = format!("The commands that `{}` may send, to do a step or to undo one.", process.meta.subject);
    let attribute = ("command_set", Vec::new());
    Set { ident: &ident, doc, derive: "__rt::CommandSet", attribute }.write(writer, variants);
    for id in &all {
        let module = &set[set[*id].meta.module];
        let mut head = vec![Doc::text("__rt::Addressed")];
        head.extend(list("<", [Doc::text(ident.clone())], ">"));
        items::begin_impl(writer, head, &scope.command(*id));
        let key = module.aggregate.as_ref().map(|aggregate| &aggregate.key);
        let ty = key.map_or_else(|| vec![Doc::text(scope.prelude("String"))], |key| scope.ty(key));
        items::alias(writer, "type Id = ", ty);
        let stream = module.aggregate.as_ref().map_or("", |aggregate| aggregate.stream.as_str());
        writer.line(&format!("const STREAM: &'static str = {};", text::literal(stream)));
        items::end(writer);
    }
    for (reaction, marker) in parts.reactions.iter().zip(parts.markers(scope)) {
        let listed = distinct(&reaction.sends).map(|id| ("__rt::SentOn", id));
        for (right, id) in listed.chain(distinct(&reaction.undo).map(|id| ("__rt::UndoneOn", id))) {
            let mut head = vec![Doc::text(format!("impl {right}"))];
            head.extend(list("<", [Doc::text(ident.clone()), Doc::text(marker.clone())], ">"));
            items::empty_impl(writer, head, &scope.command(id));
        }
    }
}

fn write_methods(writer: &mut Writer, scope: &Scope<'_>, parts: &Parts<'_>) {
    let subject = &parts.process.meta.subject;
    writer.blank();
    docs::write(writer, None, &[format!("What the reaction of `{subject}` to `On` comes to.")]);
    let mut reaction = vec![Doc::text("__rt::Reaction")];
    reaction.extend(list(
        "<",
        [Doc::text(parts.derived("Sends")), Doc::text(parts.derived("Deadline")), Doc::text("On")],
        ">",
    ));
    items::generic_alias(writer, &parts.derived("Reaction"), "On", reaction);
    writer.blank();
    let what = format!("What `{subject}` does: one method for each event and each deadline. They are pure.");
    docs::write(writer, parts.process.meta.doc.as_deref(), &[what]);
    writer.line_of(&["pub trait ", &parts.derived("Process"), " {"]);
    writer.indent();
    let key = |head: &'static str, tail: &'static str| {
        let mut docs = vec![Doc::text(head)];
        docs.extend(scope.ty(&parts.process.key));
        docs.push(Doc::text(tail));
        docs
    };
    let state = parts.derived("State");
    docs::write(writer, None, &["The state before the first reaction.".to_owned()]);
    let first = |name| vec![vec![Doc::text("&self")], key(name, "")];
    if parts.begins_by_itself(scope) {
        items::begin_function(writer, "begin", first("_: &"), vec![Doc::text(state.clone())]);
        writer.line("::core::default::Default::default()");
        items::end(writer);
    } else {
        items::required_function(writer, "begin", first("key: &"), vec![Doc::text(state.clone())]);
    }
    let triggers = parts.inputs.iter().map(Some).chain(parts.deadlines.iter().map(|_| None));
    let markers = parts.markers(scope);
    for (((input, reaction), marker), method) in triggers.zip(&parts.reactions).zip(&markers).zip(&parts.methods) {
        writer.blank();
        docs::write(writer, None, &described(scope, reaction));
        let mut arguments = vec![vec![Doc::text("&self")], vec![Doc::text(format!("state: &mut {state}"))]];
        arguments.extend(input.map(|input| vec![Doc::text(format!("event: {}", input.ty(scope)))]));
        let mut cx = vec![Doc::text("cx: &__rt::Reacting")];
        cx.extend(list("<", [Doc::text("'_"), Doc::consistent(0, scope.ty(&parts.process.key))], ">"));
        arguments.push(cx);
        let mut result = vec![Doc::text(parts.derived("Reaction"))];
        result.extend(list("<", [Doc::text(marker.clone())], ">"));
        items::required_function(writer, method, arguments, result);
    }
    items::end(writer);
}

/// What the schema says of a reaction, in words.
fn described(scope: &Scope<'_>, reaction: &Reaction) -> Vec<String> {
    let set = scope.set();
    let first = match &reaction.trigger {
        Trigger::Event(id) => format!("Reacts to `{}`.", set[*id].meta.subject),
        Trigger::Deadline(name) => format!("Reacts to `{name}`: the deadline has passed."),
    };
    let listed = |ids: &[CommandId]| {
        let names: Vec<String> = distinct(ids).map(|id| format!("`{}`", set[id].meta.subject)).collect();
        names.join(", ")
    };
    let mut more = Vec::new();
    if !reaction.sends.is_empty() {
        more.push(format!("It may send {}.", listed(&reaction.sends)));
    }
    if !reaction.undo.is_empty() {
        more.push(format!("What undoes it: {}.", listed(&reaction.undo)));
    }
    if let Some(deadline) = &reaction.deadline {
        more.push(format!("After `{}` without an answer: `{}`.", deadline.after, deadline.then));
    }
    let more = if more.is_empty() { Vec::new() } else { vec![more.join(" ")] };
    [first].into_iter().chain(more).collect()
}

/// Writes the hidden modules of all processes of a module.
pub(super) fn write_hidden(writer: &mut Writer, scope: &Scope<'_>, module: &Module) {
    let processes = module.definitions.iter().filter_map(|definition| match definition {
        Definition::Process(id) => Some(*id),
        _ => None,
    });
    let mut processes = processes.peekable();
    if processes.peek().is_none() {
        return;
    }
    let outer = scope.module.child(HIDDEN);
    writer.blank();
    writer.line("#[doc(hidden)]");
    writer.line("#[allow(unused_imports, unused_variables, unreachable_patterns)]");
    writer.line(&format!("pub mod {HIDDEN} {{"));
    writer.indent();
    for id in processes {
        let parts = Parts::new(scope, id);
        let inside = outer.child(&parts.ident);
        write_dispatch(writer, &Scope { schema: scope.schema, module: &inside }, &parts, module.owner.as_deref());
    }
    items::end(writer);
}

fn write_dispatch(writer: &mut Writer, scope: &Scope<'_>, parts: &Parts<'_>, owner: Option<&str>) {
    let process = parts.process;
    writer.blank();
    writer.line_of(&["pub mod ", &parts.ident, " {"]);
    writer.indent();
    for (suffix, name) in
        [("Deadline", "Deadline"), ("Input", "Input"), ("Process", "Methods"), ("Sends", "Sends"), ("State", "State")]
    {
        writer.line_of(&["pub use super::super::", &parts.derived(suffix), " as ", name, ";"]);
    }
    writer.line("use ::retold::__v1 as __rt;");
    writer.blank();
    items::alias(writer, "pub type Key = ", scope.ty(&process.key));
    writer.line(&format!("pub const NAME: &str = {};", text::literal(&process.meta.subject)));
    let owner = owner.map_or_else(|| "None".to_owned(), |owner| format!("Some({})", text::literal(owner)));
    writer.line(&format!("pub const OWNER: Option<&str> = {owner};"));
    let reactions = parts.reactions.iter().map(|reaction| Doc::consistent(0, reaction_kind(scope, reaction).docs()));
    write_slice(writer, "pub const REACTIONS: &[__rt::ReactionKind] = ", reactions);
    writer.blank();
    let arguments = ["process: &M", "key: &Key"].map(|argument| vec![Doc::text(argument)]);
    items::begin_public_function(writer, "begin<M: Methods>", arguments.into(), vec![Doc::text("State")]);
    writer.doc(&Expr::Call("M::begin".to_owned(), ["process", "key"].map(Expr::atom).into()).tail());
    items::end(writer);
    write_key(writer, scope, parts);
    write_reactions(writer, parts);
    parts.past.write(writer, scope, "Input", &parts.inputs);
    items::end(writer);
}

/// What the schema says of a reaction, as a value.
fn reaction_kind(scope: &Scope<'_>, reaction: &Reaction) -> Expr {
    let set = scope.set();
    let on = match &reaction.trigger {
        Trigger::Event(id) => set[*id].wire.name.as_str(),
        Trigger::Deadline(name) => name.as_str(),
    };
    let some = |value: Expr| value.into_call("Some");
    let none = || Expr::atom("None");
    let names = |ids: &[CommandId]| {
        let names = distinct(ids).map(|id| Doc::text(text::literal(&set[id].wire.name)));
        Expr::Printed(slice(names))
    };
    let deadline = reaction.deadline.as_ref().map(|deadline| {
        let (seconds, nanoseconds) = seconds(&deadline.after);
        let after = Expr::Call(
            "__rt::Duration::new".to_owned(),
            vec![Expr::atom(seconds.to_string()), Expr::atom(nanoseconds.to_string())],
        );
        some(Expr::Tuple(vec![Expr::atom(text::literal(&deadline.then)), after]))
    });
    let by = reaction.by.as_ref().map(|by| some(Expr::atom(text::literal(by))));
    let fields = [
        ("on", Expr::atom(text::literal(on))),
        ("by", by.unwrap_or_else(none)),
        ("sends", names(&reaction.sends)),
        ("undo", names(&reaction.undo)),
        ("deadline", deadline.unwrap_or_else(none)),
    ];
    let fields = fields.map(|(name, value)| (name.to_owned(), Some(value)));
    Expr::Struct("__rt::ReactionKind".to_owned(), fields.into())
}

/// A duration that fits the language, in seconds and nanoseconds.
fn seconds(duration: &str) -> (i64, u32) {
    let (mut seconds, mut nanoseconds, mut digits) = (0_i64, 0_u32, String::new());
    for letter in duration.chars() {
        let unit = match letter {
            'D' => 86_400,
            'H' => 3600,
            'M' => 60,
            'S' => 1,
            '0'..='9' | '.' => {
                digits.push(letter);
                continue;
            }
            _ => continue,
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
        seconds = seconds.saturating_add(whole.parse::<i64>().unwrap_or(0).saturating_mul(unit));
        if !fraction.is_empty() {
            nanoseconds = format!("{fraction:0<9}").get(..9).and_then(|digits| digits.parse().ok()).unwrap_or(0);
        }
        digits.clear();
    }
    (seconds, nanoseconds)
}

fn write_key(writer: &mut Writer, scope: &Scope<'_>, parts: &Parts<'_>) {
    writer.blank();
    let arguments = ["input: &Input", "origin: &__rt::Origin<'_>"].map(|argument| vec![Doc::text(argument)]);
    let mut result = vec![Doc::text("Result")];
    result.extend(list("<", [Doc::text("Key"), Doc::text("__rt::ViewError")], ">"));
    items::begin_public_function(writer, "key", arguments.into(), result);
    let arms = parts.inputs.iter().zip(&parts.reactions).map(|(input, reaction)| {
        let body = scope.set()[input.event].versions.current_body();
        let field = reaction.by.as_ref().and_then(|by| body.fields.iter().find(|field| field.name == *by));
        let path = format!("Input::{}", names::identifier(&input.name));
        match field {
            Some(field) => {
                let value = Expr::atom("event").field(names::identifier(&field.rust_name));
                let key = Expr::Reference(Box::new(value)).into_call("__rt::process::key_of");
                (Pattern::Tuple(path, "event".to_owned()), key)
            }
            None => {
                (Pattern::Tuple(path, "_".to_owned()), Expr::atom("origin").into_call("__rt::process::key_of_stream"))
            }
        }
    });
    // A reference to an enum without variants is not seen to be impossible.
    let input = Expr::atom("input");
    let input = if parts.inputs.is_empty() { Expr::Deref(Box::new(input)) } else { input };
    writer.doc(&Expr::Match(Box::new(input), arms.collect()).tail());
    items::end(writer);
}

fn write_reactions(writer: &mut Writer, parts: &Parts<'_>) {
    let (for_inputs, for_deadlines) = parts.methods();
    let arguments = |trigger: &'static str| {
        let waits = "waits: Option<(Deadline, __rt::Duration)>";
        ["process: &M", "state: &mut State", trigger, "cx: &__rt::Reacting<'_, Key>", waits]
            .map(|argument| vec![Doc::text(argument)])
            .into()
    };
    let result = || {
        let mut docs = vec![Doc::text("__rt::Reacted")];
        docs.extend(list("<", [Doc::text("Sends"), Doc::text("Deadline")], ">"));
        docs
    };
    let waits = || vec![Expr::atom("waits")];
    writer.blank();
    items::begin_public_function(writer, "on_event<M: Methods>", arguments("event: Input"), result());
    let arms = parts.inputs.iter().zip(for_inputs).map(|(input, method)| {
        let call = Expr::Call(format!("M::{method}"), ["process", "state", "event", "cx"].map(Expr::atom).into());
        let pattern = Pattern::Tuple(format!("Input::{}", names::identifier(&input.name)), "event".to_owned());
        (pattern, call.method("reacted", waits()))
    });
    writer.doc(&Expr::Match(Box::new(Expr::atom("event")), arms.collect()).tail());
    items::end(writer);
    writer.blank();
    items::begin_public_function(writer, "on_deadline<M: Methods>", arguments("deadline: Deadline"), result());
    let arms = parts.deadlines.iter().zip(for_deadlines).map(|(deadline, method)| {
        let call = Expr::Call(format!("M::{method}"), ["process", "state", "cx"].map(Expr::atom).into());
        (Pattern::Atom(format!("Deadline::{}", deadline.variant)), call.method("reacted", waits()))
    });
    writer.doc(&Expr::Match(Box::new(Expr::atom("deadline")), arms.collect()).tail());
    items::end(writer);
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn durations_are_seconds() {
        assert_eq!(seconds("PT10M"), (600, 0));
        assert_eq!(seconds("P1DT2H3M4.05S"), (93_784, 50_000_000));
        assert_eq!(seconds("PT0.000000001S"), (0, 1));
    }
}
