//! The keywords about objects.

use serde_json::Value;

use super::keyword::Schema;
use super::{Document, join};
use crate::shape::node::{ANY, Graph, Id, Kinds, NOTHING};

impl Document {
    /// The condition of a keyword about objects; `None` if it is none.
    pub(super) fn object_keyword(&mut self, graph: &mut Graph, schema: Schema<'_>, keyword: &str) -> Option<Id> {
        let value = schema.members.get(keyword)?;
        let condition = match keyword {
            "required" => value.as_array().and_then(|names| {
                let names: Option<Vec<&str>> = names.iter().map(Value::as_str).collect();
                let required: Vec<Id> = names?.into_iter().map(|name| graph.required(name)).collect();
                let required = graph.all(required);
                let no_object = graph.kinds(Kinds::OBJECT.not());
                Some(graph.any_of([no_object, required]))
            }),
            "properties" => value.as_object().map(|properties| {
                let parts: Vec<Id> = properties
                    .keys()
                    .map(|name| {
                        let values = self.child(graph, &join(&schema.at("properties"), name));
                        graph.property(name, values)
                    })
                    .collect();
                graph.all(parts)
            }),
            "patternProperties" => value.as_object().map(|patterns| {
                let parts: Vec<Id> = patterns
                    .keys()
                    .map(|written| {
                        let at = join(&schema.at("patternProperties"), written);
                        let keys = self.pattern(graph, written, &format!("#{at}"));
                        let values = self.child(graph, &at);
                        graph.properties(keys, values)
                    })
                    .collect();
                graph.all(parts)
            }),
            "additionalProperties" => {
                let values = self.child(graph, &schema.at(keyword));
                let others = self.unlisted(graph, schema);
                Some(graph.properties(others, values))
            }
            "propertyNames" => {
                let names = self.schema(graph, &schema.at(keyword));
                let others = graph.not(names);
                Some(graph.properties(others, NOTHING))
            }
            "dependencies" | "dependentRequired" | "dependentSchemas" => {
                if keyword != "dependencies" && !self.dialect.has_2019() {
                    return None;
                }
                self.dependencies(graph, schema, keyword)
            }
            "unevaluatedProperties" if self.dialect.has_2019() => Some(self.unevaluated(graph, schema)),
            _ => return None,
        };
        Some(condition.unwrap_or_else(|| self.malformed(graph, schema, keyword)))
    }

    /// The keys that neither `properties` nor `patternProperties` of this schema concern.
    fn unlisted(&self, graph: &mut Graph, schema: Schema<'_>) -> Id {
        let keys = |keyword| schema.members.get(keyword).and_then(Value::as_object);
        let mut listed = Vec::new();
        if let Some(properties) = keys("properties").filter(|properties| !properties.is_empty()) {
            listed.push(graph.texts(properties.keys().map(String::as_str)));
        }
        for written in keys("patternProperties").into_iter().flat_map(serde_json::Map::keys) {
            let place = format!("#{}", join(&schema.at("patternProperties"), written));
            listed.push(self.pattern(graph, written, &place));
        }
        let listed = graph.any_of(listed);
        graph.not(listed)
    }

    fn dependencies(&mut self, graph: &mut Graph, schema: Schema<'_>, keyword: &str) -> Option<Id> {
        let mut parts = Vec::new();
        for (name, needed) in schema.members.get(keyword)?.as_object()? {
            let needed = match needed {
                Value::Array(names) if keyword != "dependentSchemas" => {
                    let names: Option<Vec<&str>> = names.iter().map(Value::as_str).collect();
                    let required: Vec<Id> = names?.into_iter().map(|name| graph.required(name)).collect();
                    graph.all(required)
                }
                Value::Object(_) | Value::Bool(_) if keyword != "dependentRequired" => {
                    self.schema(graph, &join(&schema.at(keyword), name))
                }
                _ => return None,
            };
            let absent = graph.property(name, NOTHING);
            parts.push(graph.any_of([absent, needed]));
        }
        Some(graph.all(parts))
    }

    /// `unevaluatedProperties`, where what is evaluated does not depend on the value.
    fn unevaluated(&mut self, graph: &mut Graph, schema: Schema<'_>) -> Id {
        let at = schema.at("unevaluatedProperties");
        let values = self.child(graph, &at);
        if values == ANY {
            return ANY;
        }
        match self.evaluated(graph, schema.pointer) {
            Some(keys) => {
                let others = graph.not(keys);
                graph.properties(others, values)
            }
            None => self.unknown(graph, &at, "which members were looked at depends on the value"),
        }
    }
}
