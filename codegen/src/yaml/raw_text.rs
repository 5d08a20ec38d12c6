//! What is looked at before any YAML is read: the size of the text, characters that no text file should have, and
//! directives, which the parser would follow in silence.

use std::borrow::Cow;

use super::problems::Problems;

/// The text for the parser, with every place unchanged: characters that are reported here are replaced by others of
/// the same length. `None` if the file is not read at all.
pub(super) fn checked<'text>(text: &'text str, problems: &mut Problems<'_>) -> Option<Cow<'text, str>> {
    if text.len() as u64 > problems.limits.bytes {
        problems.too_large();
        return None;
    }
    directives(text, problems);
    let sound = without_control_characters(text, problems);
    (!problems.are_too_many()).then_some(sound)
}

/// Lines that start with `%` before the document does.
fn directives(text: &str, problems: &mut Problems<'_>) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        let content = if start == 0 { content.trim_start_matches('\u{feff}') } else { content };
        let at = start + line.find(content).unwrap_or(0);
        start += line.len();
        if content.starts_with('%') {
            problems.directive(problems.place(at..at + content.trim_end().len()));
            if problems.are_too_many() {
                return;
            }
        } else if !content.trim_start().is_empty() && !content.trim_start().starts_with('#') {
            return;
        }
    }
}

/// What YAML 1.2 does not count as printable (section 5.1), and a carriage return that ends a line alone: most tools
/// would show another number of lines than YAML does.
fn without_control_characters<'text>(text: &'text str, problems: &mut Problems<'_>) -> Cow<'text, str> {
    let mut replaced = None;
    for (at, character) in suspects(text) {
        if !is_refused(text, at, character) {
            continue;
        }
        let sound = replaced.get_or_insert_with(|| text.to_owned());
        let stand_in = match character {
            '\r' => "\n",
            _ => ["_", "\u{a1}", "\u{2026}", "\u{1f4a3}"][character.len_utf8() - 1],
        };
        let range = at..at + character.len_utf8();
        sound.replace_range(range.clone(), stand_in);
        problems.control_character(problems.place(range), character);
        if problems.are_too_many() {
            break;
        }
    }
    replaced.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Every character that a first look at the bytes cannot clear.
fn suspects(text: &str) -> impl Iterator<Item = (usize, char)> {
    let is_suspect = |byte: u8| matches!(byte, 0..=0x08 | 0x0b..=0x1f | 0x7f | 0xc2 | 0xef | 0xf0..=0xf4);
    text.bytes().enumerate().filter(move |&(_, byte)| is_suspect(byte)).filter_map(|(at, _)| {
        let character = text.get(at..)?.chars().next()?;
        Some((at, character))
    })
}

fn is_refused(text: &str, at: usize, character: char) -> bool {
    match character {
        '\r' => text.as_bytes().get(at + 1) != Some(&b'\n'),
        '\t' | '\n' | '\u{85}' => false,
        '\u{fffe}' | '\u{ffff}' => true,
        _ => character.is_control(),
    }
}
