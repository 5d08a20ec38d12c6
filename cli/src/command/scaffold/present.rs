//! Which functions a Rust file has: the word behind every `fn` that is neither in a comment nor in a string.

use std::collections::BTreeSet;

/// The names of the functions in a text.
pub(super) fn functions(text: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    let mut rest = text;
    let mut after_fn = false;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => block_comment(rest),
            '"' => string(rest),
            'r' if raw_string(rest).is_some() => raw_string(rest).unwrap_or(1),
            '\'' if rest.starts_with("'\"'") => 3,
            '\'' if rest.starts_with("'\\") => 3,
            _ if is_word(first) => {
                let word = &rest[..rest.find(|c| !is_word(c)).unwrap_or(rest.len())];
                if after_fn {
                    found.insert(word);
                }
                after_fn = word == "fn";
                rest = &rest[word.len()..];
                continue;
            }
            other => other.len_utf8(),
        };
        after_fn &= first.is_whitespace();
        rest = rest.get(length..).unwrap_or_default();
    }
    found
}

/// Whether a word stands anywhere in a text.
pub(super) fn mentions(text: &str, word: &str) -> bool {
    text.split(|character| !is_word(character)).any(|found| found == word)
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// Comments nest.
fn block_comment(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0_usize, 0);
    while at + 1 < bytes.len() {
        match &bytes[at..at + 2] {
            b"/*" => {
                depth += 1;
                at += 2;
            }
            b"*/" => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
    text.len()
}

fn string(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}

/// The length of a raw string that begins here.
fn raw_string(text: &str) -> Option<usize> {
    let hashes = text[1..].bytes().take_while(|byte| *byte == b'#').count();
    let start = 1 + hashes;
    if text.as_bytes().get(start) != Some(&b'"') {
        return None;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    Some(text[start + 1..].find(&end).map_or(text.len(), |found| start + 1 + found + end.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_count_and_what_only_looks_like_them_does_not() {
        let text = "fn a() {}\npub fn  b() {}\n// fn c\n/* fn d /* fn e */ fn f */ \"fn g \\\" fn h\" r#\"fn i\" fn j\"#\n\
                    const X: char = '\"'; fn k<T>(f: fn(T), b: &'static str) {} async fn r#l() { '\\''; b\"fn m\"; }";
        assert_eq!(functions(text).into_iter().collect::<Vec<_>>(), ["a", "b", "k", "r"]);
        for text in ["/*", "\"", "r#\"", "fn", "\"\\", "é fn é"] {
            functions(text);
        }
    }
}
