//! How two values differ, line by line.

use std::fmt::{Debug, Write};

use similar::{ChangeTag, TextDiff};

/// How many equal lines are shown around a difference.
const AROUND: usize = 4;

/// How many values of a list are shown.
const SHOWN: usize = 20;

/// The lines of both around where they differ: `-` stands before what was expected and did not come, `+` before what
/// came instead.
pub(super) fn lines(expected: &impl Debug, actual: &impl Debug) -> String {
    texts(&pretty(expected), &pretty(actual))
}

/// The same of two texts.
pub(super) fn texts(expected: &str, actual: &str) -> String {
    let diff = TextDiff::from_lines(expected, actual);
    let mut out = String::new();
    let mut next = 0;
    for group in diff.grouped_ops(AROUND) {
        // Writing to a string does not fail.
        for operation in &group {
            if operation.old_range().start > next {
                let _ = writeln!(out, "  …");
            }
            next = operation.old_range().end;
            for change in diff.iter_changes(operation) {
                let sign = match change.tag() {
                    ChangeTag::Delete => '-',
                    ChangeTag::Insert => '+',
                    ChangeTag::Equal => ' ',
                };
                let _ = writeln!(out, "{sign} {}", change.value().trim_end_matches('\n'));
            }
        }
    }
    if next < expected.lines().count() {
        let _ = writeln!(out, "  …");
    }
    out
}

/// The value over several lines, save that a wrapper around a single one, as newtypes are, takes no more than one.
fn pretty(value: &impl Debug) -> String {
    let text = format!("{value:#?}");
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = line.to_owned();
        match lines.as_slice() {
            [.., open, inner] if open.ends_with('(') && inner.ends_with(',') && line.trim_start().starts_with(')') => {
                let joined = format!("{open}{}{}", inner.trim_start().trim_end_matches(','), line.trim_start());
                lines.truncate(lines.len() - 2);
                lines.push(joined);
            }
            _ => lines.push(line),
        }
    }
    lines.join("\n") + "\n"
}

/// The values, one a line; of many the last.
pub(super) fn listed(values: &[impl Debug]) -> String {
    let mut out = String::new();
    let left_out = values.len().saturating_sub(SHOWN);
    if values.is_empty() {
        let _ = writeln!(out, "  nothing");
    }
    if left_out > 0 {
        let _ = writeln!(out, "  … {left_out} before these");
    }
    for value in &values[left_out..] {
        let _ = writeln!(out, "  {value:?}");
    }
    out
}
