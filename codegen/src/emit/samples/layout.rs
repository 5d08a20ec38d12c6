//! JSON as people read and compare it: what fits stays on one line, what does not has a line for each member. The
//! results beside the samples, which programs write, have the same layout.

use serde_json::Value;

use crate::emit::json_schema::print_text;

/// The columns up to which a value stays on one line.
const COLUMNS: usize = 110;

/// The longest name, in characters.
const LONGEST: usize = 80;

/// Prints a value that begins after `before` columns of a line that is indented by `depth` levels.
pub(super) fn print(value: &Value, depth: usize, before: usize, out: &mut String) {
    let start = out.len();
    if inline(value, start + COLUMNS.saturating_sub(2 * depth + before), out) {
        return;
    }
    out.truncate(start);
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            inline(value, usize::MAX, out);
        }
        Value::Array(items) => {
            lines(items.iter(), depth, out, ('[', ']'), |item, out| print(item, depth + 1, 0, out));
        }
        Value::Object(members) => lines(members.iter(), depth, out, ('{', '}'), |(key, value), out| {
            let start = out.len();
            print_text(key, out);
            out.push_str(": ");
            print(value, depth + 1, out.len() - start, out);
        }),
    }
}

fn lines<T>(
    items: impl Iterator<Item = T>,
    depth: usize,
    out: &mut String,
    (open, close): (char, char),
    print: impl Fn(T, &mut String),
) {
    out.push(open);
    for (index, item) in items.enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        (0..=depth).for_each(|_| out.push_str("  "));
        print(item, out);
    }
    out.push('\n');
    (0..depth).for_each(|_| out.push_str("  "));
    out.push(close);
}

/// Prints on one line, or says that the text would become longer than `end`.
fn inline(value: &Value, end: usize, out: &mut String) -> bool {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&number.to_string()),
        Value::String(text) => print_text(text, out),
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { ", " });
                if !inline(item, end, out) {
                    return false;
                }
            }
            out.push(']');
        }
        Value::Object(members) if members.is_empty() => out.push_str("{}"),
        Value::Object(members) => {
            for (index, (key, value)) in members.iter().enumerate() {
                out.push_str(if index == 0 { "{ " } else { ", " });
                print_text(key, out);
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

/// A name of no more than a line.
pub(super) fn shortened(name: &str) -> String {
    match name.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}
