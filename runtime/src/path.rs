//! Paths into JSON, as messages name them: `$.lines[3].quantity`, `$["odd key"]`; and which path a place in a text
//! belongs to, so that an error that knows its line and column need not carry a path while everything goes well.

/// Appends a key.
pub(crate) fn push_key(path: &mut String, key: &str) {
    let plain = key.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if plain {
        path.push('.');
        path.push_str(key);
    } else {
        path.push('[');
        path.push_str(&serde_json::Value::from(shortened(key)).to_string());
        path.push(']');
    }
}

/// Appends an index.
pub(crate) fn push_index(path: &mut String, index: usize) {
    path.push('[');
    path.push_str(&index.to_string());
    path.push(']');
}

/// The start of a text, as much as a message shows.
pub(crate) fn shortened(text: &str) -> std::borrow::Cow<'_, str> {
    const SHOWN: usize = 80;
    match text.char_indices().nth(SHOWN) {
        None => text.into(),
        Some((end, _)) => format!("{}…", &text[..end]).into(),
    }
}

/// What a container has reached.
enum Frame<'a> {
    /// The key as it stands in the text, with its quotes.
    Object(Option<&'a str>),
    Array(usize),
}

/// The path of the value that a reader was at when it had consumed this many bytes of this line, both as serde_json
/// counts them: the value that ends there, or holds the place. The text need not be valid after it.
pub(crate) fn at(json: &str, line: usize, column: usize) -> String {
    let start: usize = json.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    spelled(&frames(json, start.saturating_add(column)))
}

fn frames(json: &str, offset: usize) -> Vec<Frame<'_>> {
    let bytes = json.as_bytes();
    let mut frames = Vec::new();
    let mut at = 0;
    while at < offset && at < bytes.len() {
        let begin = at;
        at += 1;
        match bytes[begin] {
            b'{' => frames.push(Frame::Object(None)),
            b'[' => frames.push(Frame::Array(0)),
            b'}' | b']' => {
                frames.pop();
            }
            b',' => match frames.last_mut() {
                Some(Frame::Object(key)) => *key = None,
                Some(Frame::Array(index)) => *index += 1,
                None => {}
            },
            b'"' => {
                at = end_of_string(bytes, at);
                if let Some(Frame::Object(key @ None)) = frames.last_mut() {
                    *key = json.get(begin..at);
                }
            }
            _ => {}
        }
    }
    frames
}

/// Past the closing quote, or the end of the text.
fn end_of_string(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        at += match byte {
            b'"' => return at + 1,
            b'\\' => 2,
            _ => 1,
        };
    }
    bytes.len()
}

fn spelled(frames: &[Frame<'_>]) -> String {
    let mut path = String::from("$");
    for frame in frames {
        match frame {
            Frame::Object(Some(key)) => {
                push_key(&mut path, &serde_json::from_str::<String>(key).unwrap_or_else(|_| (*key).to_owned()));
            }
            Frame::Object(None) => {}
            Frame::Array(index) => push_index(&mut path, *index),
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path_of(json: &str) -> String {
        // `◆` marks the place.
        let offset = json.find('◆').expect("a place is marked");
        at(&json.replace('◆', ""), 1, offset)
    }

    #[test]
    fn a_place_belongs_to_the_value_that_ends_there() {
        assert_eq!(path_of(r#"◆[]"#), "$");
        assert_eq!(path_of(r#"{"a":1◆}"#), "$.a");
        assert_eq!(path_of(r#"{"a":◆[1]}"#), "$.a");
        assert_eq!(path_of(r#"{"a":1}◆"#), "$");
        assert_eq!(path_of(r#"{"a":{"b":[1,"x,]"◆]}}"#), "$.a.b[1]");
        assert_eq!(path_of(r#"{"a":{"b":1},"c d":"\"",◆"e":2}"#), "$");
        assert_eq!(path_of(r#"{"a":{"b":1},"c d":"\""◆,"e":2}"#), r#"$["c d"]"#);
        assert_eq!(path_of(r#"{"a":{"b":1}◆,"c":2}"#), "$.a");
    }

    #[test]
    fn no_text_is_too_broken() {
        for text in ["", "\"", "\"\\", "}}}]]", "{\"a", "{{{{", ",,:"] {
            for offset in 0..10 {
                let _ = at(text, 1, offset);
                let _ = at(text, 3, offset);
            }
        }
    }
}
