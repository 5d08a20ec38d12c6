//! One JSON value as a set, and when two values are equal: as JSON Schema has it, `1` is `1.0`, and the order of
//! members does not count.

use std::collections::{BTreeSet, HashSet};
use std::rc::Rc;

use serde_json::Value;

use super::node::{Graph, Id, Kinds, Node};
use super::number::Decimal;

impl Graph {
    /// The set of this value alone; `place` is told if a number in it has too many digits.
    pub(super) fn constant(&mut self, value: &Value, place: &str) -> Id {
        match value {
            Value::Null => self.kinds(Kinds::NULL),
            Value::Bool(false) => self.kinds(Kinds::FALSE),
            Value::Bool(true) => self.kinds(Kinds::TRUE),
            Value::Number(number) => {
                let kind = self.kinds(Kinds::NUMBER);
                let numbers = match Decimal::of(number) {
                    Some(number) => self.add(Node::Numbers(Rc::new(BTreeSet::from([number])))),
                    None => self.opaque(&format!("number {number}"), place, "the number has too many digits"),
                };
                self.all([kind, numbers])
            }
            Value::String(text) => {
                let kind = self.kinds(Kinds::STRING);
                let texts = self.texts([text.as_str()]);
                self.all([kind, texts])
            }
            Value::Array(items) => {
                let length = items.len() as u64;
                let mut parts = vec![self.kinds(Kinds::ARRAY)];
                parts.push(self.add(Node::MinItems(length)));
                parts.push(self.add(Node::MaxItems(length)));
                for (at, item) in items.iter().enumerate() {
                    let item = self.constant(item, place);
                    parts.push(self.add(Node::Item(at as u64, item)));
                }
                self.all(parts)
            }
            Value::Object(members) => {
                let mut parts = vec![self.kinds(Kinds::OBJECT)];
                for (key, value) in members {
                    let value = self.constant(value, place);
                    parts.push(self.property(key, value));
                    parts.push(self.required(key));
                }
                parts.push(self.only_keys(members.keys().map(String::as_str)));
                self.all(parts)
            }
        }
    }

    /// One of these values. Texts, and numbers, become one set each.
    pub(super) fn constants(&mut self, values: &[Value], place: &str) -> Id {
        let mut parts = Vec::new();
        let mut numbers = BTreeSet::new();
        let mut texts = BTreeSet::new();
        for value in values {
            match value {
                Value::String(text) => {
                    texts.insert(text.as_str());
                }
                Value::Number(number) if Decimal::of(number).is_some() => numbers.extend(Decimal::of(number)),
                value => parts.push(self.constant(value, place)),
            }
        }
        if !numbers.is_empty() {
            let kind = self.kinds(Kinds::NUMBER);
            let numbers = self.add(Node::Numbers(Rc::new(numbers)));
            parts.push(self.all([kind, numbers]));
        }
        if !texts.is_empty() {
            let kind = self.kinds(Kinds::STRING);
            let texts = self.texts(texts);
            parts.push(self.all([kind, texts]));
        }
        self.any_of(parts)
    }

    /// No members but those of these keys.
    pub(super) fn only_keys<'k>(&mut self, keys: impl IntoIterator<Item = &'k str>) -> Id {
        let keys = self.texts(keys);
        let others = self.not(keys);
        self.properties(others, super::node::NOTHING)
    }
}

/// Whether no two of these are equal; `None` if a number has too many digits.
pub(super) fn all_distinct(items: &[Value]) -> Option<bool> {
    let mut met = HashSet::new();
    for item in items {
        if !met.insert(canonical(item)?) {
            return Some(false);
        }
    }
    Some(true)
}

/// A text that two values share exactly if they are equal.
fn canonical(value: &Value) -> Option<String> {
    Some(match value {
        Value::Null | Value::Bool(_) | Value::String(_) => value.to_string(),
        Value::Number(number) => Decimal::of(number)?.to_string(),
        Value::Array(items) => {
            let items = items.iter().map(canonical).collect::<Option<Vec<_>>>()?;
            format!("[{}]", items.join(","))
        }
        Value::Object(members) => {
            let mut members = members
                .iter()
                .map(|(key, value)| Some(format!("{}:{}", Value::from(key.as_str()), canonical(value)?)))
                .collect::<Option<Vec<_>>>()?;
            members.sort();
            format!("{{{}}}", members.join(","))
        }
    })
}
