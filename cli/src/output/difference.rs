//! The difference between a file that is there and the one that should be, as a unified diff.

use std::time::Duration;

use similar::{Algorithm, TextDiff};

use crate::shown;

/// Longer searches for the shortest difference are given up for a longer one.
const PATIENCE: Duration = Duration::from_millis(500);

/// How a difference names what `generate` and `lock` would write.
pub(crate) const AS_THE_SCHEMAS_MAKE_IT: &str = "as the schemas make it";

/// The difference from `old` to `new`; `path` names both, and `made` says how the new text comes about.
pub(crate) fn unified(path: &str, old: &[u8], new: &str, made: &str) -> String {
    let old = String::from_utf8_lossy(old);
    let difference = TextDiff::configure().algorithm(Algorithm::Myers).timeout(PATIENCE).diff_lines(old.as_ref(), new);
    let text = difference
        .unified_diff()
        .context_radius(3)
        .header(&format!("{path} (as it is)"), &format!("{path} ({made})"))
        .to_string();
    shown::escaped_lines(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_differs_and_obeys_nothing() {
        let text = unified("a.rs", b"one\ntwo\x1b[2J\n", "one\nthree\n", AS_THE_SCHEMAS_MAKE_IT);
        assert_eq!(
            text,
            "--- a.rs (as it is)\n+++ a.rs (as the schemas make it)\n@@ -1,2 +1,2 @@\n one\n-two\\u{1b}[2J\n+three\n"
        );
    }
}
