//! JSON as people read and compare it, as the samples beside it have it: what fits stays on one line, what does not has
//! a line for each member. It works on text, so that every number keeps its digits and every object its order.

/// The columns up to which a value stays on one line.
const COLUMNS: usize = 110;

/// JSON as its parts in the text.
enum Node<'t> {
    Leaf(&'t str),
    List(Vec<Node<'t>>),
    Object(Vec<(&'t str, Node<'t>)>),
}

/// Prints compact JSON that begins after `before` columns of a line that is indented by `depth` levels.
pub(super) fn print(json: &str, depth: usize, before: usize, out: &mut String) {
    let mut rest = json;
    match node(&mut rest) {
        Some(node) if rest.is_empty() => lines(&node, depth, before, out),
        // A type that writes itself wrote what is no JSON: it is shown as it is.
        _ => out.push_str(json),
    }
}

/// A text of JSON.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::new();
    leaf(&serde_json::Value::from(text).to_string(), &mut out);
    out
}

fn node<'t>(rest: &mut &'t str) -> Option<Node<'t>> {
    match rest.as_bytes().first()? {
        b'[' => {
            let mut items = Vec::new();
            members(rest, ']', |rest| {
                items.push(node(rest)?);
                Some(())
            })?;
            Some(Node::List(items))
        }
        b'{' => {
            let mut found = Vec::new();
            members(rest, '}', |rest| {
                let key = token(rest)?;
                *rest = rest.strip_prefix(':')?;
                found.push((key, node(rest)?));
                Some(())
            })?;
            Some(Node::Object(found))
        }
        _ => token(rest).map(Node::Leaf),
    }
}

fn members<'t>(rest: &mut &'t str, close: char, mut member: impl FnMut(&mut &'t str) -> Option<()>) -> Option<()> {
    *rest = &rest[1..];
    if let Some(after) = rest.strip_prefix(close) {
        *rest = after;
        return Some(());
    }
    loop {
        member(rest)?;
        let after = rest.strip_prefix([',', close])?;
        let is_over = rest.starts_with(close);
        *rest = after;
        if is_over {
            return Some(());
        }
    }
}

/// A text with its quotes, a number or a word.
fn token<'t>(rest: &mut &'t str) -> Option<&'t str> {
    let end = if rest.starts_with('"') {
        let mut escaped = false;
        let end = rest.bytes().skip(1).position(|byte| {
            let ends = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            ends
        });
        end? + 2
    } else {
        rest.find([',', ']', '}', ':']).unwrap_or(rest.len())
    };
    let (token, after) = rest.split_at(end);
    *rest = after;
    (!token.is_empty()).then_some(token)
}

fn lines(node: &Node<'_>, depth: usize, before: usize, out: &mut String) {
    let start = out.len();
    if inline(node, start + COLUMNS.saturating_sub(2 * depth + before), out) {
        return;
    }
    out.truncate(start);
    let indent = |depth: usize, out: &mut String| (0..depth).for_each(|_| out.push_str("  "));
    match node {
        Node::Leaf(text) => leaf(text, out),
        Node::List(items) => {
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index == 0 { "[\n" } else { ",\n" });
                indent(depth + 1, out);
                lines(item, depth + 1, 0, out);
            }
            out.push('\n');
            indent(depth, out);
            out.push(']');
        }
        Node::Object(members) => {
            for (index, (key, value)) in members.iter().enumerate() {
                out.push_str(if index == 0 { "{\n" } else { ",\n" });
                indent(depth + 1, out);
                let start = out.len();
                leaf(key, out);
                out.push_str(": ");
                lines(value, depth + 1, out.len() - start, out);
            }
            out.push('\n');
            indent(depth, out);
            out.push('}');
        }
    }
}

/// Prints on one line, or says that the text would become longer than `end`.
fn inline(node: &Node<'_>, end: usize, out: &mut String) -> bool {
    match node {
        Node::Leaf(text) => leaf(text, out),
        Node::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { ", " });
                if !inline(item, end, out) {
                    return false;
                }
            }
            out.push(']');
        }
        Node::Object(members) if members.is_empty() => out.push_str("{}"),
        Node::Object(members) => {
            for (index, (key, value)) in members.iter().enumerate() {
                out.push_str(if index == 0 { "{ " } else { ", " });
                leaf(key, out);
                out.push_str(": ");
                if !inline(value, end, out) {
                    return false;
                }
            }
            out.push_str(" }");
        }
    }
    out.len() <= end
}

/// A part of JSON without others inside. What turns the direction of text around, or cannot be seen, is escaped; such
/// characters only stand in texts.
fn leaf(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '\u{7f}'..='\u{9f}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => out.push_str(&format!("\\u{:04x}", u32::from(character))),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_the_same_value_with_the_same_digits() {
        let json =
            r#"{"a":[1.10,-0.0,12345678901234567890123.5,[]],"":{},"b":"\"\\]},:é","c":{"d":null,"e":[true,{}]}}"#;
        let mut out = String::new();
        print(json, 0, 0, &mut out);
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
        assert_eq!(read(&out), read(json));
        assert!(out.contains("12345678901234567890123.5") && out.contains("1.10"), "{out}");
    }

    #[test]
    fn what_is_long_has_a_line_for_each_member() {
        let mut out = String::new();
        print(&format!("{{\"a\":\"{}\",\"b\":[1,2]}}", "x".repeat(100)), 1, 0, &mut out);
        assert_eq!(out, format!("{{\n    \"a\": \"{}\",\n    \"b\": [1, 2]\n  }}", "x".repeat(100)));
    }

    #[test]
    fn what_is_no_json_is_shown_as_it_is() {
        for text in ["", "[", "[1,", "{\"a\"", "{\"a\":}", "\"", "1 2]", "nonsense]"] {
            let mut out = String::new();
            print(text, 0, 0, &mut out);
            assert_eq!(out, text);
        }
    }
}
