//! The keywords of a schema, each as a condition: those that hold for values of any kind, for numbers, for strings, and
//! those that combine schemas.

use serde_json::{Map, Value};

use super::{Document, join, pattern};
use crate::shape::node::{ANY, Graph, Id, Kinds, Node};
use crate::shape::number::Decimal;

/// A schema that is an object, and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schema<'s> {
    pub(super) pointer: &'s str,
    pub(super) members: &'s Map<String, Value>,
}

impl Schema<'_> {
    pub(super) fn at(&self, keyword: &str) -> String {
        join(self.pointer, keyword)
    }

    /// A keyword whose value is a list, with the pointer of each item.
    pub(super) fn list(&self, keyword: &str) -> Option<Vec<String>> {
        let items = self.members.get(keyword)?.as_array()?;
        Some((0..items.len()).map(|at| format!("{}/{at}", self.at(keyword))).collect())
    }
}

impl Document {
    /// All keywords of a schema together.
    pub(super) fn conditions(&mut self, graph: &mut Graph, pointer: &str, members: &Map<String, Value>) -> Id {
        let schema = Schema { pointer, members };
        let mut found: Vec<(String, Id)> = Vec::new();
        if let Some(reference) = members.get("$ref") {
            let id = match reference.as_str() {
                Some(reference) => self.reference(graph, pointer, reference),
                None => self.malformed(graph, schema, "$ref"),
            };
            found.push(("$ref".to_owned(), id));
            if self.dialect.reference_stands_alone() {
                self.keywords.insert(pointer.into(), found);
                return graph.all([id]);
            }
        }
        for keyword in members.keys() {
            if let Some(id) = self.keyword(graph, schema, keyword) {
                found.push((keyword.clone(), id));
            }
        }
        let whole = graph.all(found.iter().map(|(_, id)| *id));
        found.retain(|(_, id)| *id != ANY);
        self.keywords.insert(pointer.into(), found);
        whole
    }

    /// The condition of one keyword; `None` if it has none: an annotation, or part of another keyword.
    fn keyword(&mut self, graph: &mut Graph, schema: Schema<'_>, keyword: &str) -> Option<Id> {
        let value = schema.members.get(keyword)?;
        let place = format!("#{}", schema.at(keyword));
        let count = || match value.as_u64() {
            Some(count) => Some(count),
            None => Decimal::of(value.as_number()?)?.to_integer().and_then(|count| u64::try_from(count).ok()),
        };
        let condition = match keyword {
            "type" => self.types(graph, value),
            "enum" => value.as_array().map(|values| graph.constants(values, &place)),
            "const" => Some(graph.constant(value, &place)),
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => self.bound(graph, schema, keyword),
            "multipleOf" => value
                .as_number()
                .and_then(Decimal::of)
                .filter(|unit| !unit.is_zero() && !unit.is_negative())
                .map(|unit| graph.add(Node::MultipleOf(unit))),
            "minLength" => count().map(|count| if count == 0 { ANY } else { graph.add(Node::MinLength(count)) }),
            "maxLength" => count().map(|count| graph.add(Node::MaxLength(count))),
            "minItems" => count().map(|count| if count == 0 { ANY } else { graph.add(Node::MinItems(count)) }),
            "maxItems" => count().map(|count| graph.add(Node::MaxItems(count))),
            "minProperties" => {
                count().map(|count| if count == 0 { ANY } else { graph.add(Node::MinProperties(count)) })
            }
            "maxProperties" => count().map(|count| graph.add(Node::MaxProperties(count))),
            "uniqueItems" => value.as_bool().map(|unique| if unique { graph.add(Node::Unique) } else { ANY }),
            "pattern" => value.as_str().map(|written| {
                let matching = self.pattern(graph, written, &place);
                let not_text = graph.kinds(Kinds::STRING.not());
                graph.any_of([not_text, matching])
            }),
            "allOf" | "anyOf" | "oneOf" => self.combination(graph, schema, keyword),
            "not" => Some(self.schema(graph, &schema.at("not"))).map(|inner| graph.not(inner)),
            "if" => {
                let condition = self.schema(graph, &schema.at("if"));
                let mut branch = |name: &str| match schema.members.contains_key(name) {
                    true => self.schema(graph, &schema.at(name)),
                    false => ANY,
                };
                let (then, otherwise) = (branch("then"), branch("else"));
                let met = graph.all([condition, then]);
                let unmet = graph.not(condition);
                let otherwise = graph.all([unmet, otherwise]);
                Some(if then == ANY && otherwise == unmet { ANY } else { graph.any_of([met, otherwise]) })
            }
            "$dynamicRef" | "$recursiveRef" if self.dialect.has_2019() => {
                Some(self.unknown(graph, &schema.at(keyword), "references that move are not followed"))
            }
            _ => {
                return self
                    .object_keyword(graph, schema, keyword)
                    .or_else(|| self.array_keyword(graph, schema, keyword));
            }
        };
        Some(condition.unwrap_or_else(|| self.malformed(graph, schema, keyword)))
    }

    /// A keyword whose value is not of the form that it must have.
    pub(super) fn malformed(&self, graph: &mut Graph, schema: Schema<'_>, keyword: &str) -> Id {
        let why = format!("the value of `{keyword}` is not of the form that it must have");
        self.unknown(graph, &schema.at(keyword), &why)
    }

    fn types(&self, graph: &mut Graph, value: &Value) -> Option<Id> {
        let names: Vec<&str> = match value {
            Value::String(name) => vec![name],
            Value::Array(names) => names.iter().map(Value::as_str).collect::<Option<_>>()?,
            _ => return None,
        };
        let mut parts = Vec::new();
        for name in names {
            parts.push(match name {
                "null" => graph.kinds(Kinds::NULL),
                "boolean" => graph.kinds(Kinds::BOOLEAN),
                "number" => graph.kinds(Kinds::NUMBER),
                "string" => graph.kinds(Kinds::STRING),
                "array" => graph.kinds(Kinds::ARRAY),
                "object" => graph.kinds(Kinds::OBJECT),
                "integer" => {
                    let number = graph.kinds(Kinds::NUMBER);
                    let whole = graph.add(Node::MultipleOf(Decimal::ONE));
                    graph.all([number, whole])
                }
                _ => return None,
            });
        }
        Some(graph.any_of(parts))
    }

    /// A bound; in draft 4 the exclusive ones are booleans beside it.
    fn bound(&self, graph: &mut Graph, schema: Schema<'_>, keyword: &str) -> Option<Id> {
        let value = schema.members.get(keyword)?;
        if let ("exclusiveMinimum" | "exclusiveMaximum", Value::Bool(_)) = (keyword, value) {
            return Some(ANY);
        }
        let beside = |name: &str| schema.members.get(name).and_then(Value::as_bool).unwrap_or(false);
        let number = Decimal::of(value.as_number()?)?;
        Some(graph.add(match keyword {
            "minimum" => Node::AtLeast(number, !beside("exclusiveMinimum")),
            "maximum" => Node::AtMost(number, !beside("exclusiveMaximum")),
            "exclusiveMinimum" => Node::AtLeast(number, false),
            _ => Node::AtMost(number, false),
        }))
    }

    /// The texts in which a pattern matches.
    pub(super) fn pattern(&self, graph: &mut Graph, written: &str, place: &str) -> Id {
        match pattern::portable(written, self.reading.line_breaks) {
            Ok(portable) => graph.add(Node::Pattern(portable.into())),
            // The same text is the same pattern in both documents, whatever it means.
            Err(why) => graph.opaque(&format!("pattern {written}"), place, &format!("pattern: {why}")),
        }
    }

    fn combination(&mut self, graph: &mut Graph, schema: Schema<'_>, keyword: &str) -> Option<Id> {
        let parts: Vec<Id> = schema.list(keyword)?.iter().map(|pointer| self.schema(graph, pointer)).collect();
        Some(match keyword {
            "allOf" => graph.all(parts),
            "anyOf" => graph.any_of(parts),
            _ => graph.one_of(parts),
        })
    }
}
