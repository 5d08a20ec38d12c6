//! How a scalar is spelled: as it was written, where every parser reads that as it was meant. Quotes that a person wrote
//! stay; single ones become double ones unless the text would then need a backslash.

use std::fmt::Write as _;

use std::collections::HashSet;

use crate::source::Place;
use crate::yaml::{OlderReading, PlainKind, ScalarNode, ScalarStyle};

/// A file as it was written.
#[derive(Clone, Copy)]
pub(crate) struct Written<'t> {
    pub(crate) text: &'t str,
    /// Where the plain scalars start that the language means as text, and that are none to some parser.
    pub(crate) unquoted: &'t HashSet<u32>,
}

impl<'t> Written<'t> {
    /// What stands at a place.
    pub(crate) fn at(self, place: Place) -> &'t str {
        self.text.get(place.range()).unwrap_or("")
    }
}

/// Whether older parsers read something else than text where YAML 1.2 reads text: beside [`OlderReading`], the keys that
/// YAML 1.1 gave a meaning of its own, at which its parsers stop.
pub(crate) fn is_misread(scalar: &ScalarNode) -> bool {
    let older: Option<OlderReading> = scalar.misread_by_older();
    older.is_some() || scalar.style == ScalarStyle::Plain && matches!(scalar.text.as_str(), "=" | "<<")
}

/// The spelling of a scalar in one line.
pub(super) fn in_one_line(scalar: &ScalarNode, place: Place, file: Written<'_>) -> String {
    let written = file.at(place);
    let is_broken = written.contains('\n');
    match scalar.style {
        ScalarStyle::Plain
            if is_misread(scalar) || file.unquoted.contains(&place.start) || is_broken && !keeps_its_kind(scalar) =>
        {
            double_quoted(&scalar.text)
        }
        ScalarStyle::Plain => scalar.text.clone(),
        // What is not as it was written stands nowhere in the file.
        ScalarStyle::Quoted if is_broken || written.is_empty() => double_quoted(&scalar.text),
        ScalarStyle::Quoted if written.starts_with('\'') && !scalar.text.contains(['"', '\\']) => {
            format!("\"{}\"", scalar.text)
        }
        ScalarStyle::Quoted => written.to_owned(),
        ScalarStyle::Block => double_quoted(&scalar.text),
    }
}

/// Whether a plain scalar that is written on several lines can stand on one.
fn keeps_its_kind(scalar: &ScalarNode) -> bool {
    scalar.plain_kind() == PlainKind::Text && !scalar.text.contains('\n')
}

/// The lines of a plain or quoted scalar that was written on several, without the indentation, which means nothing.
pub(super) fn in_lines<'t>(scalar: &ScalarNode, written: &'t str) -> Vec<&'t str> {
    let has_escapes = scalar.style == ScalarStyle::Quoted && written.starts_with('"');
    written.split('\n').map(|line| trimmed(line, has_escapes)).collect()
}

/// A line without the space around it; a space that a backslash keeps is none of that.
fn trimmed(line: &str, has_escapes: bool) -> &str {
    let line = line.trim_start_matches([' ', '\t']).trim_end_matches('\r');
    let trimmed = line.trim_end_matches([' ', '\t']);
    let backslashes = trimmed.bytes().rev().take_while(|&byte| byte == b'\\').count();
    if has_escapes && backslashes % 2 == 1 && trimmed.len() < line.len() { &line[..trimmed.len() + 1] } else { trimmed }
}

/// A text in double quotes, with escapes for what cannot be seen.
pub(crate) fn double_quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            hidden if is_hidden(hidden) => {
                let code = u32::from(hidden);
                let _ = if code <= 0xffff { write!(quoted, "\\u{code:04x}") } else { write!(quoted, "\\U{code:08x}") };
            }
            seen => quoted.push(seen),
        }
    }
    quoted.push('"');
    quoted
}

/// What nobody sees, or what turns the direction of a line.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
                | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}
