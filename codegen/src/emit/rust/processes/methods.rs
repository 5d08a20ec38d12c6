//! The trait of a process, with one method for each event and each deadline.

use super::super::layout::{Doc, Writer, list};
use super::super::scope::Scope;
use super::super::{docs, items};
use super::{Parts, distinct};
use crate::model::{CommandId, Reaction, Trigger};

pub(super) fn write(writer: &mut Writer, scope: &Scope<'_>, parts: &Parts<'_>) {
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
pub(in crate::emit::rust) fn described(scope: &Scope<'_>, reaction: &Reaction) -> Vec<String> {
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
