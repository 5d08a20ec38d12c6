//! The matrix for people: one line for each event, command or query, with how each of its versions is read.

use std::collections::{BTreeSet, HashSet};
use std::fmt::Write;

use retold_codegen::evolution::{Order, Read, Row};
use retold_codegen::numbers::counted;

use crate::shown;

/// More definitions than these are shown only where something was found, or with `-v`.
const SHOWN: usize = 20;

/// Definitions that a line about the order names.
const NAMED: usize = 8;

/// The lines, without a newline at the end. With many definitions, `concerned` are those to show.
pub(crate) fn shown(rows: &[Row], concerned: HashSet<&str>, all: bool) -> String {
    let several: BTreeSet<&str> =
        rows.iter().filter(|row| row.read != Read::AsItIs || row.version > 1).map(|row| row.subject.as_str()).collect();
    let total = rows.iter().map(|row| row.subject.as_str()).collect::<HashSet<_>>().len();
    let is_shown =
        |subject: &str| all || concerned.contains(subject) || (several.len() <= SHOWN && several.contains(subject));
    let mut text = "every version, and how it is read:".to_owned();
    let mut lines = 0;
    let width = rows.iter().filter(|row| is_shown(&row.subject)).map(|row| row.subject.chars().count()).max();
    let width = width.unwrap_or(0).min(48);
    let mut last = "";
    for row in rows.iter().filter(|row| is_shown(&row.subject)) {
        if row.subject != last {
            let _ = write!(text, "\n  {:width$}", shown::escaped(&row.subject));
            last = &row.subject;
            lines += 1;
        } else {
            text.push(',');
        }
        let _ = write!(text, " v{} {}", row.version, how(&row.read));
    }
    let rest = total - lines;
    if rest > 0 {
        let noun = if several.len() <= SHOWN { "one version, as it is" } else { "`-v` shows them" };
        let _ = write!(text, "\n  and {}: {noun}", counted(rest, "definition more", "definitions more"));
    }
    text
}

/// What has to be deployed before what, a line each; nothing where any order will do.
pub(crate) fn order(order: &Order) -> Vec<String> {
    let parts = [
        (&order.readers_first, "what reads it", "what writes it"),
        (&order.services_first, "what handles it", "what sends it"),
        (&order.clients_first, "the clients", "what answers them"),
    ];
    let line = |(subjects, first, then): (&BTreeSet<String>, &str, &str)| {
        let mut names: Vec<String> =
            subjects.iter().take(NAMED).map(|subject| shown::escaped(subject).to_string()).collect();
        if subjects.len() > NAMED {
            names.push(format!("{} more", subjects.len() - NAMED));
        }
        format!("deploy {first} first, everywhere, then {then}: {}", names.join(", "))
    };
    parts.into_iter().filter(|(subjects, ..)| !subjects.is_empty()).map(line).collect()
}

fn how(read: &Read) -> String {
    match read {
        Read::AsItIs => "as it is".to_owned(),
        Read::Derived => "by derived steps".to_owned(),
        Read::Functions(functions) => format!("by {}", functions.join(" and ")),
        Read::Becomes(into) if into.is_empty() => "dropped".to_owned(),
        Read::Becomes(into) => format!("becomes {}", into.join(" and ")),
        Read::Retired => "retired".to_owned(),
        Read::Not => "NOT READ".to_owned(),
    }
}
