//! Text of the schema as data in Rust source: string literals, documentation and comments. Whatever a schema says,
//! it cannot end the literal or comment that it stands in, become HTML, a link or a test in rustdoc, or turn the
//! direction in which the source reads.

use std::fmt::Write;

/// A string literal that means `text`.
pub(in crate::emit) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            char if is_invisible(char) => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(char));
            }
            char => out.push(char),
        }
    }
    out.push('"');
    out
}

/// A string literal that means `text`, raw where that spares escapes.
pub(super) fn raw_literal(text: &str) -> String {
    if text.contains('"') && !text.contains("\"#") && !text.chars().any(is_invisible) {
        format!("r#\"{text}\"#")
    } else {
        literal(text)
    }
}

/// Text for a `//` comment of one line.
pub(in crate::emit) fn comment(text: &str) -> String {
    text.chars().map(|char| if is_invisible(char) { '\u{fffd}' } else { char }).collect()
}

/// A code span for documentation, from text that may be anything.
pub(in crate::emit) fn code(text: &str) -> String {
    let visible = visible(text);
    let visible = visible.trim();
    if visible.is_empty() || visible.contains('`') { markdown_line(text) } else { format!("`{visible}`") }
}

/// The lines of a documentation comment without their `///`: Markdown in which emphasis, lists and code spans mean
/// what they say, and nothing else means anything.
pub(in crate::emit) fn markdown(text: &str) -> Vec<String> {
    let text = text.trim_matches(['\n', '\r', ' ', '\t']);
    if text.is_empty() {
        return Vec::new();
    }
    let text = text.replace("\r\n", "\n");
    let mut lines: Vec<String> = text.split(['\n', '\r']).flat_map(|line| wrapped(&markdown_line(line))).collect();
    lines.dedup_by(|later, earlier| later.is_empty() && earlier.is_empty());
    lines
}

/// The width that documentation is wrapped to.
const WIDTH: usize = 100;

/// The line as several, where it is long. It is broken only before a word that means nothing at the start of a line,
/// and neither within a code span nor where a line is a unit of Markdown.
fn wrapped(line: &str) -> Vec<String> {
    if line.len() <= WIDTH || line.starts_with(['#', '|', '>']) {
        return vec![line.to_owned()];
    }
    let mut lines = Vec::new();
    let mut current = String::new();
    let mut in_code = false;
    for word in line.split(' ') {
        let plain = word.starts_with(|first: char| first.is_alphabetic() || matches!(first, '(' | '"' | '`'));
        if !current.is_empty() {
            if !in_code && plain && current.len() + 1 + word.len() > WIDTH {
                lines.push(std::mem::take(&mut current));
            } else {
                current.push(' ');
            }
        }
        current.push_str(word);
        in_code ^= word.replace("\\`", "").matches('`').count() % 2 == 1;
    }
    lines.push(current);
    lines
}

/// One line. Spaces are collapsed, because those at the start of a line or of a list item make a code block, which
/// rustdoc would compile as a test.
fn markdown_line(line: &str) -> String {
    let line = visible(line);
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::with_capacity(line.len());
    let mut rest = line.as_str();
    while let Some(char) = rest.chars().next() {
        if let Some(span) = code_span(rest) {
            out.push_str(span);
            rest = &rest[span.len()..];
            continue;
        }
        if matches!(char, '\\' | '`' | '<' | '[' | ']' | '~') {
            out.push('\\');
        }
        out.push(char);
        rest = &rest[char.len_utf8()..];
    }
    out
}

/// A code span between single backticks at the start of `text`.
fn code_span(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('`')?;
    let end = inner.find('`')?;
    let after = &inner[end + 1..];
    (end > 0 && !after.starts_with('`')).then(|| &text[..end + 2])
}

/// The text with its invisible characters spelled out; tabs become spaces.
fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '\t' | '\n' | '\r' => out.push(' '),
            char if is_invisible(char) => {
                let _ = write!(out, "U+{:04X}", u32::from(char));
            }
            char => out.push(char),
        }
    }
    out
}

/// Controls, direction marks, line separators and the like. The joiners that emoji and some scripts need stay.
pub(in crate::emit) fn is_invisible(char: char) -> bool {
    char.is_control()
        || matches!(char,
            '\u{061c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_keep_the_text_and_show_what_cannot_be_seen() {
        assert_eq!(literal("a\"b\\c\nd\u{202e}é"), r#""a\"b\\c\nd\u{202e}é""#);
    }

    #[test]
    fn documentation_is_text_and_code_spans_only() {
        assert_eq!(
            markdown("a <b>, `x<y>`, [Vec], ``` \\\n\n     fn main() {}\n-     y\rz\u{202e}"),
            ["a \\<b>, `x<y>`, \\[Vec\\], \\`\\`\\` \\\\", "", "fn main() {}", "- y", "zU+202E"]
        );
        assert_eq!(markdown("~~~\nloop {}\n~~~"), ["\\~\\~\\~", "loop {}", "\\~\\~\\~"]);
    }

    #[test]
    fn long_documentation_is_wrapped_where_that_changes_nothing() {
        let words = "word ".repeat(19);
        assert_eq!(markdown(&format!("{words}- `a b` 1. c d")), [format!("{words}- `a b` 1."), "c d".to_owned()]);
        assert_eq!(markdown(&format!("# {}", "word ".repeat(30))).len(), 1);
    }

    #[test]
    fn documentation_without_text_is_none() {
        assert!(markdown(" \n\t\n").is_empty());
    }
}
