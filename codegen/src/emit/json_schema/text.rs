//! JSON as text: a tree whose objects keep the order in which they were built, and its one printed form. Numbers are
//! text here, so that bounds of 64-bit integers and decimals are printed to the last digit; a part that many files
//! share is printed once and put in as it is.

use std::borrow::Cow;

use serde_json::Value;

/// Columns up to which an array of plain values stays on one line.
const LINE: usize = 100;

/// A JSON value to print.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::emit) enum Json {
    Bool(bool),
    /// A number as its digits.
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Object),
    /// A value of the schema, such as a default.
    Value(Value),
    /// Already printed, at the depth where it is put.
    Printed(String),
}

/// A JSON object in the order of its insertions.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::emit) struct Object(Vec<(Cow<'static, str>, Json)>);

impl Object {
    pub(in crate::emit) fn new() -> Self {
        Self::default()
    }

    /// Adds a key that is not there yet.
    pub(in crate::emit) fn add(&mut self, key: impl Into<Cow<'static, str>>, value: impl Into<Json>) {
        self.0.push((key.into(), value.into()));
    }

    /// The same object with one more key.
    pub(in crate::emit) fn with(mut self, key: impl Into<Cow<'static, str>>, value: impl Into<Json>) -> Self {
        self.add(key, value);
        self
    }

    /// Adds a key where there is a value for it.
    pub(in crate::emit) fn add_some(&mut self, key: &'static str, value: Option<impl Into<Json>>) {
        if let Some(value) = value {
            self.add(key, value);
        }
    }

    pub(in crate::emit) fn value(&self, key: &str) -> Option<&Json> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    pub(in crate::emit) fn value_mut(&mut self, key: &str) -> Option<&mut Json> {
        self.0.iter_mut().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    pub(in crate::emit) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Its keys and values in their order.
    pub(in crate::emit) fn into_members(self) -> impl Iterator<Item = (Cow<'static, str>, Json)> {
        self.0.into_iter()
    }

    /// Everything of `other` after what is here.
    pub(in crate::emit) fn append(&mut self, other: Object) {
        self.0.extend(other.0);
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Json::Bool(value)
    }
}

impl From<&str> for Json {
    fn from(value: &str) -> Self {
        Json::Text(value.to_owned())
    }
}

impl From<String> for Json {
    fn from(value: String) -> Self {
        Json::Text(value)
    }
}

impl From<&String> for Json {
    fn from(value: &String) -> Self {
        Json::Text(value.clone())
    }
}

impl From<i128> for Json {
    fn from(value: i128) -> Self {
        Json::Number(value.to_string())
    }
}

impl From<u64> for Json {
    fn from(value: u64) -> Self {
        Json::Number(value.to_string())
    }
}

impl From<Object> for Json {
    fn from(value: Object) -> Self {
        Json::Object(value)
    }
}

impl From<Vec<Json>> for Json {
    fn from(value: Vec<Json>) -> Self {
        Json::List(value)
    }
}

impl From<&Value> for Json {
    fn from(value: &Value) -> Self {
        Json::Value(value.clone())
    }
}

/// A list of texts.
pub(in crate::emit) fn texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> Json {
    Json::List(texts.into_iter().map(Json::from).collect())
}

/// A finite number of `f64`, in the shortest form that reads back as the same number.
pub(in crate::emit) fn float(value: f64) -> Json {
    Json::Number(serde_json::Number::from_f64(value).map_or_else(|| "0".to_owned(), |number| number.to_string()))
}

impl Json {
    /// Prints it, `depth` levels in; the first line is not indented.
    pub(in crate::emit) fn print(&self, depth: usize, out: &mut String) {
        match self {
            Json::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Json::Number(digits) => out.push_str(digits),
            Json::Text(text) => print_text(text, out),
            Json::List(items) => print_list(items, depth, out),
            Json::Object(object) => object.print(depth, out),
            Json::Value(value) => print_value(value, depth, out),
            Json::Printed(text) => out.push_str(text),
        }
    }
}

impl Object {
    /// Prints it, `depth` levels in; the first line is not indented.
    pub(in crate::emit) fn print(&self, depth: usize, out: &mut String) {
        print_object(self.0.iter().map(|(key, value)| (&**key, value)), depth, out, Json::print);
    }
}

/// Prints the members of an object.
fn print_object<'v, V: 'v>(
    members: impl ExactSizeIterator<Item = (&'v str, &'v V)>,
    depth: usize,
    out: &mut String,
    print: impl Fn(&V, usize, &mut String),
) {
    if members.len() == 0 {
        out.push_str("{}");
        return;
    }
    out.push('{');
    for (index, (key, value)) in members.enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        indent(depth + 1, out);
        print_text(key, out);
        out.push_str(": ");
        print(value, depth + 1, out);
    }
    out.push('\n');
    indent(depth, out);
    out.push('}');
}

fn print_list(items: &[Json], depth: usize, out: &mut String) {
    let plain = items.iter().all(|item| match item {
        Json::Bool(_) | Json::Number(_) | Json::Text(_) => true,
        Json::Value(value) => !value.is_array() && !value.is_object(),
        Json::List(_) | Json::Object(_) | Json::Printed(_) => false,
    });
    let start = out.len();
    if plain {
        out.push('[');
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                out.push_str(", ");
            }
            item.print(depth, out);
        }
        out.push(']');
        if out.len() - start + 2 * depth <= LINE {
            return;
        }
        out.truncate(start);
    }
    out.push('[');
    for (index, item) in items.iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        indent(depth + 1, out);
        item.print(depth + 1, out);
    }
    out.push('\n');
    indent(depth, out);
    out.push(']');
}

fn print_value(value: &Value, depth: usize, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&number.to_string()),
        Value::String(text) => print_text(text, out),
        Value::Array(items) => {
            let items: Vec<Json> = items.iter().map(Json::from).collect();
            print_list(&items, depth, out);
        }
        Value::Object(members) => {
            print_object(members.iter().map(|(key, value)| (key.as_str(), value)), depth, out, print_value);
        }
    }
}

/// Prints a string. Control characters, and those that turn the direction of text around or that some readers take
/// for line ends, are written as escapes.
pub(in crate::emit) fn print_text(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{0}'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => out.push_str(&format!("\\u{:04x}", u32::from(character))),
            other => out.push(other),
        }
    }
    out.push('"');
}

fn indent(depth: usize, out: &mut String) {
    for _ in 0..depth {
        out.push_str("  ");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_printed_reads_back_as_it_was() {
        let value = json!({
            "text": "\"\\\n\t\u{0}\u{202e}\u{2028}é😀", "list": [1, 2.5, null, true], "nested": [{ "a": [] }, {}],
            "long": (0..60).collect::<Vec<_>>(), "": {}
        });
        let mut out = String::new();
        Json::Value(value.clone()).print(3, &mut out);
        assert_eq!(serde_json::from_str::<Value>(&out).unwrap(), value);
        assert!(!out.contains('\u{202e}') && !out.contains('\u{2028}'));
    }

    #[test]
    fn short_lists_stay_on_one_line() {
        let mut out = String::new();
        Object::new().with("type", texts(["string", "null"])).with("max", Json::from(u64::MAX)).print(0, &mut out);
        assert_eq!(out, "{\n  \"type\": [\"string\", \"null\"],\n  \"max\": 18446744073709551615\n}");
    }
}
