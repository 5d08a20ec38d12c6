//! The whole text of a lock: every definition in the slot of its name, between lines that never change.

use std::fmt;

use crate::diagnostic::Diagnostic;
use crate::model::{Module, SchemaSet};
use crate::source::{FileId, SourceFile};

use super::content::{self, Entry};
use super::frame;
use super::{BY_HAND, FORMAT, FORMAT_BY_HAND, FORMAT_KEY, LARGEST, LAST, SLOTS, end_line, hash, slot_line, slot_of};

/// What stands above everything else. A line of it never changes with the schemas.
const HEAD: &str = "\
# The published bodies of these schemas, for `retold check --against retold.lock`. Written by `retold lock`: never edit it.
# Git merges it. Where git finds a conflict, mend the schemas and run `retold lock` again. Lines such as `#2a7` stand
# between the definitions so that what two branches add does not touch.
";

/// Schemas that are more than a lock holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooLarge;

impl fmt::Display for TooLarge {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the lock would be larger than {} MiB", LARGEST >> 20)
    }
}

impl std::error::Error for TooLarge {}

/// The lock of a schema set. Two sets that the evolution check cannot tell apart have the same one.
///
/// # Errors
/// If it would be larger than [`LARGEST`].
pub fn write(set: &SchemaSet) -> Result<String, TooLarge> {
    with_kept(set, FORMAT, Vec::new())
}

/// Why a lock is not written anew.
#[derive(Clone, Debug, PartialEq)]
pub enum NotRewritten {
    /// It would be too large.
    TooLarge,
    /// It has entries of registries, which would be lost, since it is not whole: what is wrong with it.
    NotWhole(Vec<Diagnostic>),
}

impl From<TooLarge> for NotRewritten {
    fn from(TooLarge: TooLarge) -> Self {
        Self::TooLarge
    }
}

/// The lock of a schema set in place of the one that is there, whose entries of types written by hand stay as they are.
///
/// # Errors
/// If it would be larger than [`LARGEST`], or such entries are in a lock that is not whole.
pub fn rewrite(set: &SchemaSet, before: &SourceFile) -> Result<String, NotRewritten> {
    let text = &before.text;
    let format = frame::format(text).and_then(|(_, version)| version.parse::<u32>().ok());
    if format != Some(FORMAT_BY_HAND) && !has_by_hand(text) {
        return Ok(write(set)?);
    }
    let blocks = frame::blocks(FileId(0), text).map_err(NotRewritten::NotWhole)?;
    let kept = blocks.iter().filter(|block| block.by_hand().is_some()).map(|block| Kept {
        kind: block.kind.to_owned(),
        name: block.name.to_owned(),
        lines: text.get(block.content.clone()).unwrap_or("").replace('\r', ""),
    });
    Ok(with_kept(set, FORMAT_BY_HAND, kept.collect())?)
}

/// Whether a lock, be it whole or not, has an entry of a type written by hand.
#[must_use]
pub fn has_by_hand(text: &str) -> bool {
    let is_opening = |rest: &str| rest.starts_with(' ') && rest.ends_with(':');
    let is_by_hand = |line: &str| BY_HAND.iter().any(|(kind, _)| line.strip_prefix(kind).is_some_and(is_opening));
    text.lines().any(is_by_hand)
}

/// An entry that is taken over.
struct Kept {
    kind: String,
    name: String,
    lines: String,
}

fn with_kept(set: &SchemaSet, format: u32, kept: Vec<Kept>) -> Result<String, TooLarge> {
    let mut entries = Vec::new();
    let mut size: usize = kept.iter().map(|kept| kept.lines.len()).sum();
    for module in &set.modules {
        let Module { file: _, path: _, context: _, doc: _, aggregate, owner: _, definitions } = module;
        let aggregate = aggregate.iter().map(|aggregate| content::aggregate(set, module, aggregate));
        let definitions = definitions.iter().map(|&definition| content::definition(set, module, definition));
        for entry in aggregate.chain(definitions) {
            size += entry.parts.iter().map(|part| part.lines.len()).sum::<usize>() + entry.name.len();
            if size as u64 > LARGEST {
                return Err(TooLarge);
            }
            entries.push(Spelled::from(entry));
        }
    }
    entries.extend(kept.into_iter().map(Spelled::from));
    entries.sort_by(|left, right| (left.slot, &left.name, &left.key).cmp(&(right.slot, &right.name, &right.key)));
    let mut text = String::with_capacity(2 * size + usize::from(SLOTS) * 5);
    text.push_str(HEAD);
    text.push_str(&format!("{FORMAT_KEY}: {format}\n"));
    let mut entries = entries.into_iter().peekable();
    for slot in 0..SLOTS {
        text.push_str(&slot_line(slot));
        text.push('\n');
        while let Some(Spelled { key, lines, .. }) = entries.next_if(|entry| entry.slot == slot) {
            text.push_str(&format!("{key}:\n{lines}{}\n", end_line(&key)));
        }
    }
    text.push_str(LAST);
    text.push('\n');
    if text.len() as u64 > LARGEST { Err(TooLarge) } else { Ok(text) }
}

/// An entry as it is written.
struct Spelled {
    slot: u16,
    name: String,
    key: String,
    /// Between the first and the last.
    lines: String,
}

impl From<Entry> for Spelled {
    fn from(entry: Entry) -> Self {
        let key = format!("{} {}", entry.kind, entry.name);
        let mut lines = String::new();
        for part in &entry.parts {
            lines.push_str(&format!("  {} {}:\n", part.key, hash(&key, &part.key, &part.lines)));
            lines.push_str(&part.lines);
        }
        Self { slot: slot_of(&entry.name), name: entry.name, key, lines }
    }
}

impl From<Kept> for Spelled {
    fn from(Kept { kind, name, lines }: Kept) -> Self {
        Self { slot: slot_of(&name), key: format!("{kind} {name}"), name, lines }
    }
}
