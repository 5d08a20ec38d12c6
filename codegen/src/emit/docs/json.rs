//! JSON with colours: keys, texts, numbers and words as spans of their own.

use serde_json::Value;

use super::html::Html;
use crate::emit::json_schema::text::print_text;

/// A value on several lines.
pub(super) fn block(html: &mut Html, value: &Value) {
    html.raw("<pre class=\"json\" tabindex=\"0\"><code>");
    print(html, value, Some(0));
    html.raw("</code></pre>");
}

/// A value on one line.
pub(super) fn inline(html: &mut Html, value: &Value) {
    html.raw("<code class=\"json\">");
    print(html, value, None);
    html.raw("</code>");
}

/// The most characters of an array of plain values that stays on one line.
const LINE: usize = 60;

fn print(html: &mut Html, value: &Value, depth: Option<usize>) {
    match value {
        Value::Null => {
            html.raw("<span class=\"l\">null</span>");
        }
        Value::Bool(is) => {
            html.raw(if *is { "<span class=\"l\">true</span>" } else { "<span class=\"l\">false</span>" });
        }
        Value::Number(number) => {
            html.element("span", "n", &number.to_string());
        }
        Value::String(text) => {
            html.element("span", "s", &quoted(text));
        }
        Value::Array(items) => {
            let plain = items.iter().all(|item| !item.is_array() && !item.is_object());
            let short = plain && items.iter().map(|item| item.to_string().len() + 2).sum::<usize>() <= LINE;
            let inner = if short { None } else { depth.map(|depth| depth + 1) };
            html.raw("[");
            for (index, item) in items.iter().enumerate() {
                separate(html, index, inner);
                print(html, item, inner);
            }
            end(html, items.is_empty() || short, depth);
            html.raw("]");
        }
        Value::Object(members) => {
            let inner = depth.map(|depth| depth + 1);
            html.raw("{");
            for (index, (key, member)) in members.iter().enumerate() {
                separate(html, index, inner);
                html.element("span", "k", &quoted(key)).raw(": ");
                print(html, member, inner);
            }
            end(html, members.is_empty(), depth);
            html.raw("}");
        }
    }
}

fn separate(html: &mut Html, index: usize, depth: Option<usize>) {
    if index > 0 {
        html.raw(if depth.is_some() { "," } else { ", " });
    }
    if let Some(depth) = depth {
        indent(html, depth);
    }
}

fn end(html: &mut Html, is_on_the_line: bool, depth: Option<usize>) {
    if let (false, Some(depth)) = (is_on_the_line, depth) {
        indent(html, depth);
    }
}

fn indent(html: &mut Html, depth: usize) {
    html.raw("\n");
    (0..depth).for_each(|_| {
        html.raw("  ");
    });
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    print_text(text, &mut out);
    out
}
