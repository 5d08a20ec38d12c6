//! The hidden module of an aggregate under fixed names: what `#[derive(Aggregate)]` finds whatever the aggregate is
//! called, and how any command and any event reach the method for it.

use super::aggregate::{Method, Parts};
use super::expression::{Expr, Pattern};
use super::layout::{Doc, Writer, list};
use super::names::{self, ModuleNames};
use super::scope::{Schema, Scope, generic};
use super::{items, text};
use crate::model::Aggregate;

const NAME: &str = "__aggregate";

/// Writes the module.
pub(super) fn write(
    writer: &mut Writer,
    schema: &Schema<'_>,
    names: &ModuleNames,
    aggregate: &Aggregate,
    owner: Option<&str>,
    fingerprint: &str,
    parts: &Parts<'_>,
) {
    let inside = names.child(NAME);
    let scope = Scope { schema, module: &inside };
    writer.blank();
    writer.line("#[doc(hidden)]");
    writer.line("#[allow(unused_imports)]");
    writer.line(&format!("pub mod {NAME} {{"));
    writer.indent();
    for part in ["Command", "Event", "Logic", "Rejection"] {
        writer.line_of(&["pub use super::", &parts.name, part, " as ", part, ";"]);
    }
    writer.line("use ::retold::__v1 as __rt;");
    writer.blank();
    let mut id = vec![Doc::text("pub type Id = ")];
    match scope.own_key_codec(&aggregate.key) {
        None => id.extend(scope.ty(&aggregate.key)),
        Some(codec) => {
            id.push(Doc::text("__rt::KeyBy"));
            id.extend(list("<", [Doc::consistent(0, scope.ty(&aggregate.key)), Doc::text(codec)], ">"));
        }
    }
    id.push(Doc::text(";"));
    writer.doc(&[Doc::inconsistent(0, id)]);
    writer.line(&format!("pub const STREAM: &str = {};", text::literal(&aggregate.stream)));
    let owner = owner.map_or_else(|| "None".to_owned(), |owner| format!("Some({})", text::literal(owner)));
    writer.line(&format!("pub const OWNER: Option<&str> = {owner};"));
    writer.line(&format!("pub const SCHEMA: &str = {};", text::literal(fingerprint)));
    write_handle(writer, &parts.handlers());
    write_apply(writer, &parts.appliers());
    items::end(writer);
}

fn arguments<const N: usize>(arguments: [&'static str; N]) -> Vec<Vec<Doc>> {
    arguments.into_iter().map(|argument| vec![Doc::text(argument)]).collect()
}

fn dispatch(writer: &mut Writer, set: &'static str, value: &'static str, arms: Vec<(String, Expr)>) {
    let arms =
        arms.into_iter().map(|(variant, call)| (Pattern::Tuple(format!("{set}::{variant}"), value.to_owned()), call));
    writer.doc(&Expr::Match(Box::new(Expr::atom(value)), arms.collect()).tail());
    items::end(writer);
}

/// The function that decides any command.
fn write_handle(writer: &mut Writer, handlers: &[Method<'_>]) {
    writer.blank();
    let mut result = vec![Doc::text("Result")];
    let events = generic("Vec", vec![Doc::text("Event")]);
    result.extend(list("<", [Doc::consistent(0, events), Doc::text("Rejection")], ">"));
    let arguments = if handlers.is_empty() {
        arguments(["_: &L", "command: Command", "_: &__rt::Context"])
    } else {
        arguments(["logic: &L", "command: Command", "cx: &__rt::Context"])
    };
    items::begin_public_function(writer, "handle<L: Logic>", arguments, result);
    let arm = |method: &Method<'_>| {
        let call = Expr::Call(format!("L::{}", method.name), ["logic", "command", "cx"].map(Expr::atom).into());
        let events = call.method("map", vec![Expr::atom("__rt::Events::into_vec")]);
        (names::identifier(&method.meta.rust_name), events)
    };
    dispatch(writer, "Command", "command", handlers.iter().map(arm).collect());
}

/// The function that applies any event.
fn write_apply(writer: &mut Writer, appliers: &[Method<'_>]) {
    writer.blank();
    let arguments = if appliers.is_empty() {
        arguments(["_: &mut L", "event: Event"])
    } else {
        arguments(["logic: &mut L", "event: Event"])
    };
    items::begin_public_function(writer, "apply<L: Logic>", arguments, Vec::new());
    let arm = |method: &Method<'_>| {
        let call = Expr::Call(format!("L::{}", method.name), ["logic", "event"].map(Expr::atom).into());
        (names::identifier(&method.meta.rust_name), call)
    };
    dispatch(writer, "Event", "event", appliers.iter().map(arm).collect());
}
