//! Text from outside, such as a file name, made safe to print: what a terminal would obey, or what would turn the
//! direction of the line, is escaped.

use std::path::Path;

/// The path as messages show it: with `/`, and with control and direction characters escaped.
pub(crate) fn path(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() };
    if text.is_empty() { ".".into() } else { escaped(&text) }
}

/// The path as a word of a shell command line.
pub(crate) fn quoted(path: &Path) -> String {
    let text = self::path(path);
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+=:@%,".contains(c);
    if text.chars().all(plain) { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

/// The text with control and direction characters escaped.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if is_unsafe(character) {
            escaped.extend(character.escape_unicode());
        } else {
            escaped.push(character);
        }
    }
    escaped
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

fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
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
