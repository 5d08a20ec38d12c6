//! How two values differ, line by line.

use std::fmt::{Debug, Write};

use similar::{ChangeTag, TextDiff};

/// The lines of both: `-` stands before what was expected and did not come, `+` before what came instead.
pub(super) fn lines(expected: &impl Debug, actual: &impl Debug) -> String {
    let (expected, actual) = (format!("{expected:#?}\n"), format!("{actual:#?}\n"));
    let mut out = String::new();
    for change in TextDiff::from_lines(&expected, &actual).iter_all_changes() {
        let sign = match change.tag() {
            ChangeTag::Delete => '-',
            ChangeTag::Insert => '+',
            ChangeTag::Equal => ' ',
        };
        let line = change.value().trim_end_matches('\n');
        // Writing to a string does not fail.
        let _ = writeln!(out, "{sign} {line}");
    }
    out
}
