//! The changelog as Markdown: a heading for each aggregate, under it what is new, what changed, and what is gone.

use std::fmt::Write;

use super::spelled::{code, plain};
use super::{Change, Changes, Entry};

pub(super) fn write(changes: &Changes, base: &str, more: &str) -> String {
    let mut out = format!("# Changes since {}\n", plain(base));
    if changes.is_empty() && more.is_empty() {
        out.push_str("\nNothing changed.\n");
    }
    for group in &changes.groups {
        let _ = write!(out, "\n## {}\n", code(&group.title));
        section(&mut out, "New", group.entries.iter().filter(|entry| entry.change == Change::Added));
        let changed = |entry: &&Entry| matches!(entry.change, Change::Changed | Change::Renamed { .. });
        section(&mut out, "Changed", group.entries.iter().filter(changed));
        section(&mut out, "Gone", group.entries.iter().filter(|entry| entry.change == Change::Removed));
    }
    out.push_str(more);
    out
}

fn section<'e>(out: &mut String, heading: &str, entries: impl Iterator<Item = &'e Entry>) {
    let mut entries = entries.peekable();
    if entries.peek().is_some() {
        let _ = write!(out, "\n### {heading}\n\n");
    }
    entries.for_each(|entry| self::entry(out, entry));
}

// Writing to a string does not fail.
fn entry(out: &mut String, entry: &Entry) {
    let _ = write!(out, "- {} {}", entry.kind, code(&entry.subject));
    if let Change::Renamed { from } = &entry.change {
        let _ = write!(out, ", which was {}", code(from));
    }
    out.push('\n');
    for detail in &entry.details {
        let _ = writeln!(out, "  - {}", detail.line);
        for line in &detail.below {
            let _ = writeln!(out, "    - {line}");
        }
    }
    if !entry.reaches.is_empty() {
        let _ = writeln!(out, "  - embedded in {}", entry.reaches.join(", "));
    }
}
