//! A user's text as it can be printed: whatever would move the cursor, hide itself or turn the direction of the line
//! is shown by its code, so that a terminal shows what is in the file and nothing else.

use std::borrow::Cow;

/// Whether a character is shown by its code. Joiners stay: words and emoji are made with them.
pub(super) fn is_hidden(character: char) -> bool {
    match character {
        '\t' | '\n' => false,
        // The last one stands for places while a report is made.
        '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' | '\u{f8ff}' => true,
        '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' => true,
        '\u{e0000}'..='\u{e0fff}' => true,
        _ => character.is_control(),
    }
}

/// The code of a character, as in `<U+202E>`.
pub(super) fn code(character: char) -> String {
    format!("<U+{:04X}>", u32::from(character))
}

/// A text of one or more lines.
pub(super) fn lines(text: &str) -> Cow<'_, str> {
    replaced(text, is_hidden)
}

/// A text that must stay one line.
pub(super) fn line(text: &str) -> Cow<'_, str> {
    without_tabs(replaced(text, |character| character == '\n' || is_hidden(character)))
}

/// A message of one or more lines: its tabs would be as wide as the terminal likes.
pub(super) fn message(text: &str) -> Cow<'_, str> {
    without_tabs(lines(text))
}

fn without_tabs(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains('\t') { Cow::Owned(text.replace('\t', " ")) } else { text }
}

fn replaced(text: &str, is_hidden: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_hidden(character) {
            shown.push_str(&code(character));
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_is_shown_by_its_code() {
        assert_eq!(line("a\u{202e}b\u{1b}[31m\u{9b}\n"), "a<U+202E>b<U+001B>[31m<U+009B><U+000A>");
        assert_eq!(lines("a\n\tb\r\n"), "a\n\tb<U+000D>\n");
        assert_eq!(message("a\n\tb"), "a\n b");
        assert_eq!(lines("日本 é 👩\u{200d}🚀"), "日本 é 👩\u{200d}🚀");
    }
}
