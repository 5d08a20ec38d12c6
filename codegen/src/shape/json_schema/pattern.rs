//! A pattern of a JSON Schema as a portable one. `\s` is any white space of Unicode in ECMA-262, other than in the
//! schema language; everything else that both know means the same.

use super::LineBreaks;
use crate::model::Pattern;

/// White space of ECMA-262, as members of a class.
const SPACE: &str = r"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

/// The portable form.
///
/// # Errors
/// Why it cannot be compared.
pub(super) fn portable(written: &str, line_breaks: LineBreaks) -> Result<String, String> {
    let spelled = spelled_out(written, line_breaks).ok_or("`\\S` inside a class is not read")?;
    Pattern::parse(&spelled).map(|pattern| pattern.portable).map_err(|error| error.message)
}

/// Any character.
const ANY: &str = r"[\x00-\u{10ffff}]";

/// The pattern with `\s` and `\S` as classes; `None` where that cannot be written.
fn spelled_out(written: &str, line_breaks: LineBreaks) -> Option<String> {
    let mut spelled = String::with_capacity(written.len());
    let mut in_class = false;
    let mut characters = written.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match (characters.next(), in_class) {
                (Some('s'), true) => spelled.push_str(SPACE),
                (Some('s'), false) => spelled.push_str(&format!("[{SPACE}]")),
                (Some('S'), true) => return None,
                (Some('S'), false) => spelled.push_str(&format!("[^{SPACE}]")),
                (Some(other), _) => spelled.extend(['\\', other]),
                (None, _) => spelled.push('\\'),
            },
            '[' => {
                in_class = true;
                spelled.push('[');
            }
            ']' => {
                in_class = false;
                spelled.push(']');
            }
            '.' if !in_class && line_breaks == LineBreaks::Alike => spelled.push_str(ANY),
            other => spelled.push(other),
        }
    }
    Some(spelled)
}
