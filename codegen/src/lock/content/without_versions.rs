//! Definitions without versions: one part each.

use std::fmt::Write as _;

use crate::model::{Deadline, Enum, EnumValue, Process, Reaction, Rejection, Scalar, Trigger, View, ViewValue};

use super::{Lines, Part};
use crate::lock::fields::{self, Names};
use crate::lock::spelling::{list, map, text};

pub(super) fn scalar(names: Names<'_>, scalar: &Scalar) -> Vec<Part> {
    let Scalar { meta, inner, constraints, pii, unit } = scalar;
    let mut lines = Lines::default();
    lines.add("type", text(&names.ty(inner)));
    fields::constraints(constraints, &mut |key, spelled| lines.add(key, spelled));
    lines.flag("pii", *pii);
    if let Some(unit) = unit {
        lines.add("unit", text(unit));
    }
    lines.policy(meta);
    lines.part().into_iter().collect()
}

pub(super) fn enumeration(of: &Enum) -> Vec<Part> {
    let Enum { meta, open, values } = of;
    let mut lines = Lines::default();
    lines.flag("open", *open);
    lines.policy(meta);
    let mut values: Vec<_> = values.iter().collect();
    values.sort_by(|left, right| left.name.cmp(&right.name));
    let is_list = values.iter().all(|value| value.wire == value.name && value.aliases.is_empty());
    lines.below("values", values.is_empty(), |into| {
        for value in values {
            if is_list {
                let _ = writeln!(into, "      - {}", text(&value.name));
                continue;
            }
            let EnumValue { name, rust_name: _, wire, aliases, doc: _, deprecated: _, place: _ } = value;
            let mut keys = Vec::new();
            if wire != name {
                keys.push(("wire".to_owned(), text(wire)));
            }
            if !aliases.is_empty() {
                keys.push(("aliases".to_owned(), fields::names(aliases)));
            }
            let _ = writeln!(into, "      {}: {}", text(name), map(&keys));
        }
    });
    lines.part().into_iter().collect()
}

pub(super) fn rejection(names: Names<'_>, rejection: &Rejection) -> Vec<Part> {
    let Rejection { meta, message, fields } = rejection;
    let mut lines = Lines::default();
    lines.policy(meta);
    lines.add("message", text(message));
    lines.fields(names, "fields", fields);
    lines.part().into_iter().collect()
}

pub(super) fn view(names: Names<'_>, view: &View) -> Vec<Part> {
    let View { meta, key, value, from } = view;
    let mut lines = Lines::default();
    lines.policy(meta);
    lines.add("key", text(&names.ty(key)));
    let from: Vec<&str> = from.iter().map(|id| names.name(&names.set[*id].meta)).collect();
    if !from.is_empty() {
        lines.add("from", fields::names(&from));
    }
    match value {
        ViewValue::Type(ty) => lines.add("type", text(&names.ty(ty))),
        ViewValue::Fields(fields) => lines.fields(names, "fields", fields),
    }
    lines.part().into_iter().collect()
}

pub(super) fn process(names: Names<'_>, process: &Process) -> Vec<Part> {
    let Process { meta, key, state, reacts } = process;
    let mut lines = Lines::default();
    lines.policy(meta);
    lines.add("key", text(&names.ty(key)));
    lines.fields(names, "state", state);
    let mut reacts: Vec<(&str, String)> = reacts.iter().map(|of| (trigger(names, of), reaction(names, of))).collect();
    reacts.sort();
    lines.below("reacts", reacts.is_empty(), |into| {
        for (trigger, does) in reacts {
            let _ = writeln!(into, "      {}: {does}", text(trigger));
        }
    });
    lines.part().into_iter().collect()
}

/// The event with its context, so that no deadline of the process has its name.
fn trigger<'s>(names: Names<'s>, reaction: &'s Reaction) -> &'s str {
    match &reaction.trigger {
        Trigger::Event(id) => &names.set[*id].meta.subject,
        Trigger::Deadline(name) => name,
    }
}

fn reaction(names: Names<'_>, reaction: &Reaction) -> String {
    let Reaction { trigger: _, by, sends, undo, deadline } = reaction;
    let mut keys = Vec::new();
    if let Some(by) = by {
        keys.push(("by".to_owned(), text(by)));
    }
    for (key, commands) in [("sends", sends), ("undo", undo)] {
        if !commands.is_empty() {
            keys.push((key.to_owned(), list(commands.iter().map(|id| names.name(&names.set[*id].meta)))));
        }
    }
    if let Some(Deadline { after, then }) = deadline {
        let deadline = [("after".to_owned(), text(after)), ("then".to_owned(), text(then))];
        keys.push(("deadline".to_owned(), map(&deadline)));
    }
    map(&keys)
}
