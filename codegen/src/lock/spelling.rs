//! Text as YAML, on one line: plain where every YAML parser reads it as the text it is, in single quotes where it has
//! backslashes or double quotes, and in double quotes with escapes otherwise. The same text is always spelled alike.

use std::fmt::Write as _;

use serde_json::Value;

use crate::yaml::{ScalarNode, ScalarStyle};

/// A text, as a key or as a value, in brackets or not.
pub(super) fn text(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let escaped = |character: char| needs_escape(character) || character == '\'';
    if text.contains(['\\', '"']) && !text.contains(escaped) {
        return format!("'{text}'");
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(character);
            }
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            character if needs_escape(character) => {
                let code = u32::from(character);
                let _ = if code <= 0xff { write!(quoted, "\\x{code:02x}") } else { write!(quoted, "\\u{code:04x}") };
            }
            character => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

/// A list of texts.
pub(super) fn list<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    format!("[{}]", texts.into_iter().map(text).collect::<Vec<_>>().join(", "))
}

/// A mapping of keys to what is spelled already.
pub(super) fn map(entries: &[(String, String)]) -> String {
    let entries: Vec<String> = entries.iter().map(|(key, value)| format!("{}: {value}", text(key))).collect();
    format!("{{{}}}", entries.join(", "))
}

/// A JSON value; the keys of objects are sorted, since their order says nothing.
pub(super) fn value(of: &Value) -> String {
    match of {
        Value::Null | Value::Bool(_) | Value::Number(_) => of.to_string(),
        Value::String(of) => quoted(of),
        Value::Array(items) => format!("[{}]", items.iter().map(value).collect::<Vec<_>>().join(", ")),
        Value::Object(entries) => {
            let mut entries: Vec<(String, String)> = entries.iter().map(|(key, of)| (key.clone(), value(of))).collect();
            entries.sort();
            map(&entries)
        }
    }
}

/// A text in quotes, since where any value may stand a plain one may be something else.
fn quoted(of: &str) -> String {
    let spelled = text(of);
    if spelled.starts_with(['"', '\'']) { spelled } else { format!("\"{spelled}\"") }
}

fn is_plain(text: &str) -> bool {
    let safe =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'@' | b'<' | b'>' | b'?');
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text.bytes().all(safe)
        && ScalarNode { text: text.to_owned(), style: ScalarStyle::Plain }.misread().is_none()
}

/// What is no printable character of YAML, ends a line to some parser, or cannot be seen.
fn needs_escape(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;
    use crate::yaml;

    #[test]
    fn every_text_is_read_back_as_it_was() {
        for of in [
            "",
            "a",
            "EUR",
            "no",
            "NULL",
            "12",
            "2024-01-29",
            "12:30:45",
            "a b",
            " a ",
            "a: b",
            "a #b",
            "- a",
            "'",
            "\"",
            "\\",
            "^\\d+$",
            "it's \"so\"",
            "\n\r\t\0\u{7f}\u{85}\u{a0}\u{2028}\u{2029}\u{feff}\u{fffe}\u{ffff}",
            "ä€𝄞",
            "<<",
            "[",
            "{}",
            "?",
            "a,b",
            "crate::f?",
            "map<K, V>?",
            "Money@2",
            "---",
            "%x",
            "\u{202e}",
        ] {
            let spelled = text(of);
            assert!(!spelled.contains('\n'), "{spelled}");
            for source in [
                format!("{spelled}: 1\n"),
                format!("k: {spelled}\n"),
                format!("k: [{spelled}, {{{spelled}: {spelled}}}]\n"),
            ] {
                let (tree, problems) = yaml::parse(FileId(0), &source);
                assert!(problems.is_empty(), "{source:?} {problems:?}");
                let tree = tree.expect("a tree");
                let entry = &tree.as_map().expect("a mapping")[0];
                let read = match entry.value.as_list() {
                    Some(items) => items[0].as_scalar().map(|scalar| &scalar.text),
                    None if entry.key == "k" => entry.value.as_scalar().map(|scalar| &scalar.text),
                    None => Some(&entry.key),
                };
                assert_eq!(read.map(String::as_str), Some(of), "{source:?}");
            }
        }
    }

    #[test]
    fn values_do_not_depend_on_the_order_of_keys() {
        let read = |text: &str| value(&serde_json::from_str(text).expect("JSON"));
        assert_eq!(read(r#"{"b": [1, "x", null], "a": {"no": true}}"#), r#"{a: {"no": true}, b: [1, "x", null]}"#);
    }
}
