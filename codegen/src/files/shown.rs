//! Text from outside, such as a file name, made safe to print: what a terminal would obey, or what would turn the
//! direction of the line, is escaped.

use std::path::Path;

/// The path as messages show it: with `/`, and with control and direction characters escaped.
///
/// ```
/// use std::path::Path;
///
/// use retold_codegen::files::shown;
///
/// assert_eq!(shown::path(Path::new("a\u{1b}b/c")), r"a\u{1b}b/c");
/// ```
#[must_use]
pub fn path(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() };
    if text.is_empty() { ".".into() } else { escaped(&text) }
}

/// The text with control and direction characters escaped.
#[must_use]
pub fn escaped(text: &str) -> String {
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

/// Whether a terminal would obey a character, or it would turn the direction of the line.
#[must_use]
pub fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
