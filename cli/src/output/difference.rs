//! The difference between a file that is there and the one that should be, as a unified diff.

use std::time::Duration;

use similar::{Algorithm, TextDiff};

use crate::shown;

/// Longer searches for the shortest difference are given up for a longer one.
const PATIENCE: Duration = Duration::from_millis(500);

/// The difference from `old` to `new`; `path` names both.
pub(crate) fn unified(path: &str, old: &[u8], new: &str) -> String {
    let old = String::from_utf8_lossy(old);
    let difference = TextDiff::configure().algorithm(Algorithm::Myers).timeout(PATIENCE).diff_lines(old.as_ref(), new);
    let text = difference
        .unified_diff()
        .context_radius(3)
        .header(&format!("{path} (as it is)"), &format!("{path} (as the schemas make it)"))
        .to_string();
    shown::escaped_lines(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_differs_and_obeys_nothing() {
        let text = unified("a.rs", b"one\ntwo\x1b[2J\n", "one\nthree\n");
        assert_eq!(
            text,
            "--- a.rs (as it is)\n+++ a.rs (as the schemas make it)\n@@ -1,2 +1,2 @@\n one\n-two\\u{1b}[2J\n+three\n"
        );
    }
}
