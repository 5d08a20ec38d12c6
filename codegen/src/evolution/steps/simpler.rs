//! A payload with one part of it left out or made simpler: so a witness that was found by chance becomes one that shows
//! nothing but what it is about.

use serde_json::{Value, json};

/// Every payload that is one step simpler than this one.
pub(super) fn simpler(value: &Value) -> Vec<Value> {
    let mut made = Vec::new();
    match value {
        Value::Null | Value::Bool(false) => {}
        Value::Bool(true) => made.push(json!(false)),
        Value::Number(_) => made.extend([json!(0), json!(1)]),
        Value::String(text) => {
            made.extend([json!(""), json!("0"), json!("a")]);
            made.extend(text.char_indices().nth(1).map(|(end, _)| json!(text[..end])));
            made.extend(text.char_indices().next_back().map(|(end, _)| json!(text[..end])));
        }
        Value::Array(items) => {
            for at in 0..items.len() {
                let mut fewer = items.clone();
                fewer.remove(at);
                made.push(Value::Array(fewer));
            }
            for (at, item) in items.iter().enumerate() {
                for item in simpler(item) {
                    let mut items = items.clone();
                    items[at] = item;
                    made.push(Value::Array(items));
                }
            }
        }
        Value::Object(members) => {
            for name in members.keys() {
                let fewer = members.iter().filter(|(other, _)| *other != name);
                made.push(fewer.map(|(name, value)| (name.clone(), value.clone())).collect());
            }
            for (name, value) in members {
                for value in simpler(value) {
                    let mut members = members.clone();
                    members.insert(name.clone(), value);
                    made.push(Value::Object(members));
                }
            }
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_part_at_a_time_is_left_out_or_made_simpler() {
        let shown: Vec<String> = simpler(&json!({ "a": [7], "b": true })).iter().map(Value::to_string).collect();
        let expected = [
            r#"{"b":true}"#,
            r#"{"a":[7]}"#,
            r#"{"a":[],"b":true}"#,
            r#"{"a":[0],"b":true}"#,
            r#"{"a":[1],"b":true}"#,
            r#"{"a":[7],"b":false}"#,
        ];
        assert_eq!(shown, expected);
        assert_eq!(simpler(&json!("äb")), [json!(""), json!("0"), json!("a"), json!("ä"), json!("ä")]);
    }
}
