//! What `#[derive(Process)]` finds under fixed names: the types of a process, what the schema says of its reactions, the
//! key of a run, and which method takes what.

use super::super::expression::{Expr, Pattern};
use super::super::layout::{Doc, Writer, list};
use super::super::scope::Scope;
use super::super::{items, names, text};
use super::{HIDDEN, Parts, distinct, slice, write_slice};
use crate::model::{CommandId, Definition, Module, Reaction, Trigger, Type};

/// Writes the hidden modules of all processes of a module.
pub(in crate::emit::rust) fn write(writer: &mut Writer, scope: &Scope<'_>, module: &Module) {
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
    match scope.own_key_codec(&process.key) {
        None => items::alias(writer, "pub type Key = ", scope.ty(&process.key)),
        Some(codec) => {
            let mut by = vec![Doc::text("__rt::KeyBy")];
            by.extend(list("<", [Doc::text("RunKey"), Doc::text(codec)], ">"));
            items::alias(writer, "pub type Key = ", by);
            items::alias(writer, "pub type RunKey = ", scope.ty(&process.key));
        }
    }
    writer.line(&format!("pub const NAME: &str = {};", text::literal(&process.meta.subject)));
    let owner = owner.map_or_else(|| "None".to_owned(), |owner| format!("Some({})", text::literal(owner)));
    writer.line(&format!("pub const OWNER: Option<&str> = {owner};"));
    let reactions = parts.reactions.iter().map(|reaction| Doc::consistent(0, reaction_kind(scope, reaction).docs()));
    write_slice(writer, "pub const REACTIONS: &[__rt::ReactionKind] = ", reactions);
    writer.blank();
    let key = key_argument(scope, &process.key);
    let arguments = ["process: &M", key].map(|argument| vec![Doc::text(argument)]);
    items::begin_public_function(writer, "begin<M: Methods>", arguments.into(), vec![Doc::text("State")]);
    writer.doc(&Expr::Call("M::begin".to_owned(), ["process", "key"].map(Expr::atom).into()).tail());
    items::end(writer);
    write_key(writer, scope, parts);
    write_reactions(writer, scope, parts);
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

/// How the key is taken by a function.
fn key_argument(scope: &Scope<'_>, key: &Type) -> &'static str {
    if scope.is_own(key) { "key: &RunKey" } else { "key: &Key" }
}

fn write_key(writer: &mut Writer, scope: &Scope<'_>, parts: &Parts<'_>) {
    let own_key = scope.own_key_codec(&parts.process.key);
    let plain = || "__rt::Plain".to_owned();
    writer.blank();
    let arguments = ["input: &Input", "origin: &__rt::Origin<'_>"].map(|argument| vec![Doc::text(argument)]);
    let mut result = vec![Doc::text("Result")];
    result.extend(list(
        "<",
        [Doc::text(if own_key.is_some() { "RunKey" } else { "Key" }), Doc::text("__rt::ViewError")],
        ">",
    ));
    items::begin_public_function(writer, "key", arguments.into(), result);
    let arms = parts.inputs.iter().zip(&parts.reactions).map(|(input, reaction)| {
        let body = scope.set()[input.event].versions.current_body();
        let field = reaction.by.as_ref().and_then(|by| body.fields.iter().find(|field| field.name == *by));
        let path = format!("Input::{}", names::identifier(&input.name));
        match field {
            Some(field) => {
                let value = Expr::atom("event").field(names::identifier(&field.rust_name));
                let own_field = scope.own_key_codec(&field.ty);
                let function = match (&own_key, own_field) {
                    (None, None) => "__rt::process::key_of".to_owned(),
                    (key, field) => {
                        let (key, field) = (key.clone().unwrap_or_else(plain), field.unwrap_or_else(plain));
                        format!("__rt::process::key_of_in::<_, _, {key}, {field}>")
                    }
                };
                let key = Expr::Reference(Box::new(value)).into_call(function);
                (Pattern::Tuple(path, "event".to_owned()), key)
            }
            None => {
                let function = match &own_key {
                    None => "__rt::process::key_of_stream".to_owned(),
                    Some(codec) => format!("__rt::process::key_of_stream_in::<_, {codec}>"),
                };
                (Pattern::Tuple(path, "_".to_owned()), Expr::atom("origin").into_call(function))
            }
        }
    });
    // A reference to an enum without variants is not seen to be impossible.
    let input = Expr::atom("input");
    let input = if parts.inputs.is_empty() { Expr::Deref(Box::new(input)) } else { input };
    writer.doc(&Expr::Match(Box::new(input), arms.collect()).tail());
    items::end(writer);
}

fn write_reactions(writer: &mut Writer, scope: &Scope<'_>, parts: &Parts<'_>) {
    let cx = match scope.is_own(&parts.process.key) {
        false => "cx: &__rt::Reacting<'_, Key>",
        true => "cx: &__rt::Reacting<'_, RunKey>",
    };
    let (for_inputs, for_deadlines) = parts.methods();
    let arguments = |trigger: &'static str| {
        let waits = "waits: Option<(Deadline, __rt::Duration)>";
        ["process: &M", "state: &mut State", trigger, cx, waits].map(|argument| vec![Doc::text(argument)]).into()
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
