//! The way into a payload: how it is spelled, what schema asks for something at its end, and how that is changed.

use serde_json::{Map, Value, json};

use crate::value::push_key;

/// A step into a payload.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Key(String),
    Items,
    Values,
    /// Of a union: the variant with this text under this key.
    Tagged(String, Value),
}

/// The steps from the root of a payload.
#[derive(Clone, Debug, Default)]
pub(super) struct Steps(Vec<Step>);

impl Steps {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn push(&mut self, step: Step) {
        self.0.push(step);
    }

    pub(super) fn pop(&mut self) {
        self.0.pop();
    }

    /// As a JSON path.
    pub(super) fn path(&self) -> String {
        let mut path = "$".to_owned();
        for step in &self.0 {
            match step {
                Step::Key(key) => push_key(&mut path, key),
                Step::Items => path.push_str("[*]"),
                Step::Values => path.push_str(".*"),
                Step::Tagged(..) => {}
            }
        }
        path
    }

    /// The schema of payloads that have this at the end.
    pub(super) fn asking_for(&self, inner: Value) -> Value {
        self.0.iter().rev().fold(inner, |inner, step| match step {
            Step::Key(key) => json!({ "type": "object", "required": [key], "properties": { key: inner } }),
            Step::Items => json!({ "type": "array", "minItems": 1, "items": inner }),
            Step::Values => json!({ "type": "object", "minProperties": 1, "additionalProperties": inner }),
            Step::Tagged(key, text) => {
                json!({ "allOf": [inner, { "required": [key], "properties": { key: { "const": text } } }] })
            }
        })
    }

    /// Changes what is at the end.
    pub(super) fn edit(&self, root: &mut Value, change: &mut dyn FnMut(&mut Value)) {
        fn at(value: &mut Value, steps: &[Step], change: &mut dyn FnMut(&mut Value)) {
            match steps.split_first() {
                None => change(value),
                Some((Step::Key(key), rest)) => {
                    if let Some(value) = value.get_mut(key) {
                        at(value, rest, change);
                    }
                }
                Some((Step::Items, rest)) => {
                    value.as_array_mut().into_iter().flatten().for_each(|item| at(item, rest, change));
                }
                Some((Step::Values, rest)) => {
                    let members = value.as_object_mut().into_iter().flat_map(Map::values_mut);
                    members.for_each(|value| at(value, rest, change));
                }
                Some((Step::Tagged(key, text), rest)) => {
                    if value.get(key) == Some(text) {
                        at(value, rest, change);
                    }
                }
            }
        }
        at(root, &self.0, change);
    }
}
