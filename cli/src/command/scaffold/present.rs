//! Which functions a Rust file has: the word behind every `fn` that is neither in a comment nor in a string; those of the
//! implementation of a trait alone, where the file has one.

use std::collections::BTreeSet;

/// What a file has of a trait.
pub(super) struct Present<'t> {
    /// The functions in its implementations; in the whole file where it has none.
    pub(super) functions: BTreeSet<&'t str>,
    /// Whether it has an implementation.
    pub(super) is_implemented: bool,
}

impl<'t> Present<'t> {
    pub(super) fn of(text: &'t str, trait_name: &str) -> Self {
        let tokens = tokens(text);
        let mut inside = BTreeSet::new();
        let mut is_implemented = false;
        let mut index = 0;
        while index < tokens.len() {
            if tokens[index] != "impl" {
                index += 1;
                continue;
            }
            let body = (index..tokens.len()).find(|at| tokens[*at] == "{").unwrap_or(tokens.len());
            let header = &tokens[index..body];
            // What comes before `for` is the trait, but in `for<'a>`; a function may also give `impl Trait` back.
            let ends = |at: &usize| header[*at] == "for" && header.get(at + 1) != Some(&"<");
            let of = (0..header.len()).find(ends).map_or(&[][..], |at| &header[..at]);
            index = body + 1;
            if !of.contains(&trait_name) {
                continue;
            }
            is_implemented = true;
            let mut depth = 1_usize;
            while index < tokens.len() && depth > 0 {
                match tokens[index] {
                    "{" => depth += 1,
                    "}" => depth -= 1,
                    "fn" if depth == 1 => inside.extend(tokens.get(index + 1).copied().filter(|word| is_name(word))),
                    _ => {}
                }
                index += 1;
            }
        }
        let functions = if is_implemented { inside } else { functions(&tokens) };
        Self { functions, is_implemented }
    }
}

fn functions<'t>(tokens: &[&'t str]) -> BTreeSet<&'t str> {
    tokens.windows(2).filter(|pair| pair[0] == "fn" && is_name(pair[1])).map(|pair| pair[1]).collect()
}

/// Whether a file has an attribute such as `aggregate(crate::events::cart)`, however it is spaced.
pub(super) fn has_attribute(text: &str, attribute: &str) -> bool {
    let wanted = tokens(attribute);
    let found = tokens(text);
    found.windows(wanted.len() + 2).any(|window| {
        // Other keys may follow the path.
        window[0] == "["
            && window[1..=wanted.len() - 1] == wanted[..wanted.len() - 1]
            && [")", ","].contains(&window[wanted.len()])
    })
}

/// Words, and every other character that is no space, without comments, strings and lifetimes. A raw name stands without
/// its `r#`.
fn tokens(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => block_comment(rest),
            '"' => string(rest),
            'r' if raw_string(rest).is_some() => raw_string(rest).unwrap_or(1),
            'r' if rest.starts_with("r#") => 2,
            '\'' if rest.starts_with("'\"'") => 3,
            '\'' if rest.starts_with("'{'") || rest.starts_with("'}'") => 3,
            '\'' if rest.starts_with("'\\") => 3,
            _ if is_word(first) => {
                let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                found.push(&rest[..length]);
                length
            }
            other if other.is_whitespace() => other.len_utf8(),
            other => {
                found.push(&rest[..other.len_utf8()]);
                other.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    found
}

fn is_name(token: &str) -> bool {
    token.starts_with(is_word)
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

    fn all(text: &str) -> Vec<&str> {
        Present::of(text, "CartLogic").functions.into_iter().collect()
    }

    #[test]
    fn functions_count_and_what_only_looks_like_them_does_not() {
        let text = "fn a() {}\npub fn  b() {}\n// fn c\n/* fn d /* fn e */ fn f */ \"fn g \\\" fn h\" r#\"fn i\" fn j\"#\n\
                    const X: char = '\"'; fn k<T>(f: fn(T), b: &'static str) {} async fn r#l() { '\\''; b\"fn m\"; }";
        assert_eq!(all(text), ["a", "b", "k", "l"]);
        for text in ["/*", "\"", "r#\"", "fn", "\"\\", "é fn é", "impl", "impl CartLogic for", "impl CartLogic for X {"]
        {
            all(text);
        }
    }

    #[test]
    fn where_the_trait_is_implemented_other_functions_do_not_count() {
        let text = "fn apply_discount() {}\nimpl Cart { fn handle_it() {} fn x() -> impl CartLogic { } }\n\
                    impl<T> crate::events::CartLogic for Cart<T> where T: For { fn handle_add() { fn inner() {} '}'; } \
                    fn apply_added() {} }\nmod tests { fn handle_tests() {} }";
        assert_eq!(all(text), ["apply_added", "handle_add"]);
        assert!(!Present::of(text, "RoomLogic").is_implemented);
    }

    #[test]
    fn a_derive_is_found_by_its_module() {
        let has = |text| has_attribute(text, "aggregate(crate::events::cart)");
        assert!(has("#[aggregate(crate::events::cart)]") && has("#[ aggregate( crate::events::cart , snapshot = 2)]"));
        assert!(!has("#[aggregate(crate::events::cart::old)]") && !has("// #[aggregate(crate::events::cart)]"));
        assert!(!has("#[aggregate(crate::events)]") && !has("") && !has("[aggregate"));
    }
}
