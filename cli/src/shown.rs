//! Text from outside made safe to print, in the forms that a program needs beyond those of messages: a word of a command
//! line, JSON, several lines.

use std::path::Path;

use retold_codegen::files::shown::is_unsafe;
pub(crate) use retold_codegen::files::shown::{escaped, path};

/// The path as a word of a shell command line.
pub(crate) fn quoted(path: &Path) -> String {
    let text = self::path(path);
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+=:@%,".contains(c);
    if text.chars().all(plain) { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

/// Lines of JSON that say the same and move no cursor.
pub(crate) fn escaped_json(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if is_unsafe(character) && character != '\n' {
            // All of them are of the plane that four digits reach.
            escaped.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else {
            escaped.push(character);
        }
    }
    escaped
}

/// Like [`escaped`], but keeps line breaks and tabs.
pub(crate) fn escaped_lines(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if is_unsafe(character) && !matches!(character, '\n' | '\t') {
            escaped.extend(character.escape_unicode());
        } else {
            escaped.push(character);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_escaped() {
        assert_eq!(escaped("a\u{1b}[31m\n\u{202e}b"), "a\\u{1b}[31m\\u{a}\\u{202e}b");
        assert_eq!(escaped_lines("a\r\nb\tc"), "a\\u{d}\nb\tc");
        assert_eq!(escaped_json("{\"a\":\"\u{9b}é\"}\n"), "{\"a\":\"\\u009bé\"}\n");
        assert_eq!(path(Path::new("")), ".");
        assert_eq!(quoted(Path::new("a b's")), r"'a b'\''s'");
    }
}
