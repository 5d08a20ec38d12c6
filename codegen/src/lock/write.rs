//! The whole text of a lock: every definition in the slot of its name, between lines that never change.

use std::fmt;

use crate::model::{Module, SchemaSet};

use super::content::{self, Entry};
use super::{FORMAT, FORMAT_KEY, LARGEST, LAST, SLOTS, end_line, hash, slot_line, slot_of};

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
    let mut entries = Vec::new();
    let mut size = 0;
    for module in &set.modules {
        let Module { file: _, path: _, context: _, doc: _, aggregate, owner: _, definitions } = module;
        let aggregate = aggregate.iter().map(|aggregate| content::aggregate(set, module, aggregate));
        let definitions = definitions.iter().map(|&definition| content::definition(set, module, definition));
        for entry in aggregate.chain(definitions) {
            size += entry.parts.iter().map(|part| part.lines.len()).sum::<usize>() + entry.name.len();
            if size as u64 > LARGEST {
                return Err(TooLarge);
            }
            entries.push((slot_of(&entry.name), entry));
        }
    }
    entries.sort_by(|(left_slot, left), (right_slot, right)| {
        (left_slot, &left.name, left.kind).cmp(&(right_slot, &right.name, right.kind))
    });
    let mut text = String::with_capacity(2 * size + usize::from(SLOTS) * 5);
    text.push_str(HEAD);
    text.push_str(&format!("{FORMAT_KEY}: {FORMAT}\n"));
    let mut entries = entries.into_iter().peekable();
    for slot in 0..SLOTS {
        text.push_str(&slot_line(slot));
        text.push('\n');
        while let Some((_, entry)) = entries.next_if(|(of, _)| *of == slot) {
            push(&mut text, &entry);
        }
    }
    text.push_str(LAST);
    text.push('\n');
    if text.len() as u64 > LARGEST { Err(TooLarge) } else { Ok(text) }
}

fn push(text: &mut String, entry: &Entry) {
    let key = format!("{} {}", entry.kind, entry.name);
    text.push_str(&key);
    text.push_str(":\n");
    for part in &entry.parts {
        text.push_str(&format!("  {} {}:\n", part.key, hash(&key, &part.key, &part.lines)));
        text.push_str(&part.lines);
    }
    text.push_str(&end_line(&key));
    text.push('\n');
}
