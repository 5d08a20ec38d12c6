//! Which keys a schema lists, through all schemas that concern the same object: for writers that write only what is
//! listed, and for `unevaluatedProperties`.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Document, join};
use crate::shape::node::{ANY, Graph, Id, NOTHING, Node};

/// What is listed.
#[derive(Debug, Default)]
struct Listed {
    names: BTreeSet<String>,
    /// Pattern, and where it stands.
    patterns: BTreeSet<(String, String)>,
    /// Something speaks about all keys.
    all: bool,
    /// What is listed depends on the value.
    depends: bool,
    /// There is a list at all.
    any: bool,
    met: BTreeSet<String>,
}

/// The most schemas that are looked at for one object.
const LIMIT: usize = 2_000;

impl Document {
    /// No keys but those that are listed; `None` where nothing is listed, or something speaks about all keys.
    pub(super) fn listed(&self, graph: &mut Graph, pointer: &str) -> Option<Id> {
        let mut listed = Listed::default();
        self.list(pointer, &mut listed);
        if !listed.any || listed.all {
            return None;
        }
        let keys = self.keys(graph, &listed);
        let others = graph.not(keys);
        Some(graph.add(Node::Properties(others, NOTHING)))
    }

    /// The keys that schemas beside this keyword evaluate; `None` where that depends on the value.
    pub(super) fn evaluated(&self, graph: &mut Graph, pointer: &str) -> Option<Id> {
        let mut listed = Listed::default();
        self.list(pointer, &mut listed);
        if listed.depends {
            return None;
        }
        Some(if listed.all { ANY } else { self.keys(graph, &listed) })
    }

    fn keys(&self, graph: &mut Graph, listed: &Listed) -> Id {
        let mut keys = vec![graph.texts(listed.names.iter().map(String::as_str))];
        for (written, place) in &listed.patterns {
            keys.push(self.pattern(graph, written, place));
        }
        graph.any_of(keys)
    }

    fn list(&self, pointer: &str, listed: &mut Listed) {
        if listed.met.len() > LIMIT || !listed.met.insert(pointer.to_owned()) {
            listed.all |= listed.met.len() > LIMIT;
            return;
        }
        let Some(Value::Object(members)) = self.root.pointer(pointer) else { return };
        if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
            match self.target(pointer, reference) {
                Ok(target) => self.list(&target, listed),
                Err(_) => (listed.all, listed.depends) = (true, true),
            }
            if self.dialect.reference_stands_alone() {
                return;
            }
        }
        for (keyword, value) in members {
            let at = join(pointer, keyword);
            match (keyword.as_str(), value) {
                ("properties", Value::Object(properties)) => {
                    listed.any = true;
                    listed.names.extend(properties.keys().cloned());
                }
                ("patternProperties", Value::Object(patterns)) => {
                    listed.any = true;
                    let place = |written: &str| format!("#{}", join(&at, written));
                    listed.patterns.extend(patterns.keys().map(|written| (written.clone(), place(written))));
                }
                ("additionalProperties", _) => listed.all = true,
                ("unevaluatedProperties", _) if listed.met.len() > 1 => listed.all = true,
                ("allOf", Value::Array(parts)) => {
                    (0..parts.len()).for_each(|part| self.list(&format!("{at}/{part}"), listed));
                }
                ("anyOf" | "oneOf", Value::Array(parts)) => {
                    listed.depends = true;
                    (0..parts.len()).for_each(|part| self.list(&format!("{at}/{part}"), listed));
                }
                ("if" | "then" | "else", _) => {
                    listed.depends = true;
                    self.list(&at, listed);
                }
                ("dependencies" | "dependentSchemas", Value::Object(parts)) => {
                    listed.depends = true;
                    parts.keys().for_each(|part| self.list(&join(&at, part), listed));
                }
                ("$dynamicRef" | "$recursiveRef", _) => (listed.all, listed.depends) = (true, true),
                _ => {}
            }
        }
    }
}
