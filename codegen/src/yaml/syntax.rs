//! What the parser says about text that is not YAML, in words that tell what to do. It stops at the first error.

use granit_parser::{ErrorKind, ScanError};

use crate::diagnostic::Diagnostic;
use crate::rules::{self, Rule};
use crate::source::Place;

use super::problems::{Problems, clipped};

/// Reports an error of the parser; `bracket` is the innermost `[` or `{` that is open there.
pub(super) fn report(error: &ScanError, text: &str, bracket: Option<Place>, problems: &mut Problems<'_>) {
    let mut at = error.marker().byte_offset().unwrap_or(0).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let here = text[at..].chars().next().filter(|character| !matches!(character, '\n' | '\r'));
    let place = problems.place(at..at + here.map_or(0, char::len_utf8));
    // What people wrote, not what stands in for characters that are no text.
    let mut problem = described(error, problems.text, place);
    if let Some(bracket) = bracket.filter(|&bracket| Some(bracket) != problem.place) {
        problem = problem.with_also(bracket, "this is still open");
    }
    problems.report(problem);
}

fn described(error: &ScanError, text: &str, place: Place) -> Diagnostic {
    let finding = |rule: &'static Rule, message: String, help: &str| {
        let found = Diagnostic::new(rule, place, message);
        if help.is_empty() { found } else { found.with_help(help) }
    };
    let syntax = |message: &str, help: &str| finding(&rules::yaml_syntax::RULE, message.to_owned(), help);
    let rest = &text[place.start as usize..];
    match error.kind() {
        ErrorKind::RecursionLimitExceeded => finding(
            &rules::yaml_too_deep::RULE,
            format!("more than {} mappings and lists stand within each other here", super::DEEPEST_NESTING),
            "no part of a schema needs that depth: write it flatter",
        ),
        ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabNotAllowed
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => {
            Diagnostic::new(&rules::yaml_tab::RULE, tab_near(text, place), "a tab cannot indent YAML")
                .with_help("indent with spaces")
        }
        ErrorKind::UnknownQuotedScalarEscape => unknown_escape(rest, place),
        ErrorKind::UnclosedQuotedScalar => syntax("this quote is never closed", "close it with the same quote"),
        ErrorKind::UnclosedFlowCollection { open } => {
            syntax(&format!("this `{open}` is never closed"), &format!("close it with `{}`", closing(*open)))
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            let message = format!("this `{open}` is closed by a `{close}`");
            syntax(&message, &format!("close it with `{}`", closing(*open)))
        }
        ErrorKind::MisplacedFlowCollectionEnd => {
            syntax("nothing is open that this could close", "delete it; if it is text, put the text in quotes")
        }
        ErrorKind::UnexpectedCharacter { .. }
        | ErrorKind::UnexpectedEofBlockMapping
        | ErrorKind::UnexpectedEofBlockSequence
            if let Some(character) = rest.chars().next() =>
        {
            let quoted = quoted(value_of_line(rest));
            syntax(
                &format!("no value starts with `{}` without quotes", character.escape_debug()),
                &format!("if it is text, put it in quotes: `{quoted}`"),
            )
        }
        ErrorKind::MissingAnchorOrAliasName => {
            let quoted = quoted(value_of_line(rest));
            syntax("no name follows here", &format!("if it is text, put it in quotes: `{quoted}`"))
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => syntax(
            "the quoted text ends before this",
            "write a quote inside the text twice in single quotes (`''`), or after a backslash in double ones (`\\\"`)",
        ),
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => syntax(
            "this `:` does not follow a key",
            "if it belongs to the text, put the text in quotes; else look at the line above: it may lack its `:`",
        ),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => syntax(
            "this line is no `key: value`",
            "a key is one line, at most 1024 characters long, and has a `:` behind it",
        ),
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::InvalidIndentation | ErrorKind::ExpectedBlockSequenceEntry => {
            syntax(
                "this is not indented like the lines that it follows",
                "give entries of one mapping or list one indentation",
            )
        }
        ErrorKind::ExpectedFlowMappingSeparator => syntax("a `,` or `}` is missing before this", ""),
        ErrorKind::ExpectedFlowSequenceSeparator => syntax("a `,` or `]` is missing before this", ""),
        ErrorKind::BlockSequenceEntryNotAllowed | ErrorKind::BlockEntryInFlowCollection => {
            syntax("no list can start here", "start it on a line of its own, or write it as `[a, b]`")
        }
        ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => syntax(
            "an escape in this text names no character",
            "`\\x`, `\\u` and `\\U` take 2, 4 and 8 hexadecimal digits; a backslash as such is written twice",
        ),
        ErrorKind::CommentNotSeparated => syntax("a comment needs a space before its `#`", ""),
        other => syntax(&other.to_string(), ""),
    }
}

/// The indentation with the tab that the parser stopped at: on this line, or on the next.
fn tab_near(text: &str, place: Place) -> Place {
    let line = text[..place.start as usize].rfind('\n').map_or(0, |newline| newline + 1);
    let next = text[line..].find('\n').map_or(text.len(), |newline| line + newline + 1);
    let indentation = |start: usize| {
        let rest = &text[start..];
        let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        rest[..blank].contains('\t').then(|| Place::new(place.file, start..start + blank))
    };
    indentation(line).or_else(|| indentation(next)).unwrap_or(place)
}

/// `"\d+"`: the backslash of a pattern, which double quotes take for an escape.
fn unknown_escape(rest: &str, place: Place) -> Diagnostic {
    let mut characters = rest.char_indices().skip(1);
    let mut found = (0, None);
    while let Some((at, character)) = characters.next() {
        if character == '\\' {
            match characters.next() {
                Some((_, escaped)) if is_escape(escaped) => {}
                Some((_, escaped)) => {
                    found = (at, Some(escaped));
                    break;
                }
                None => break,
            }
        }
    }
    let (at, escaped) = found;
    let start = place.start + u32::try_from(at).unwrap_or(0);
    let length = escaped.map_or(1, |escaped| 1 + escaped.len_utf8());
    let escape = clipped(&rest[at..at + length]);
    let place = Place { start, end: start + u32::try_from(length).unwrap_or(1), ..place };
    Diagnostic::new(&rules::yaml_syntax::RULE, place, format!("`{escape}` is no escape of double quotes"))
        .with_help("write the backslash twice, or put the text in single quotes, which have no escapes")
        .with_edit(Place { end: start, ..place }, "\\")
}

/// The escapes of YAML 1.2.2, section 5.7.
fn is_escape(character: char) -> bool {
    matches!(
        character,
        '0' | 'a'
            | 'b'
            | 't'
            | '\t'
            | 'n'
            | 'v'
            | 'f'
            | 'r'
            | 'e'
            | ' '
            | '"'
            | '/'
            | '\\'
            | 'N'
            | '_'
            | 'L'
            | 'P'
            | 'x'
            | 'u'
            | 'U'
            | '\n'
            | '\r'
    )
}

fn closing(open: char) -> char {
    match open {
        '[' => ']',
        '{' => '}',
        other => other,
    }
}

/// What stands in the rest of a line before a comment.
fn value_of_line(rest: &str) -> &str {
    let line = rest.lines().next().unwrap_or("");
    line.split(" #").next().unwrap_or(line).trim_end()
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", clipped(&text.replace('\\', "\\\\").replace('"', "\\\"")))
}
