//! The keywords about arrays.

use serde_json::Value;

use super::Document;
use super::keyword::Schema;
use crate::shape::node::{ANY, Graph, Id, Node};

impl Document {
    /// The condition of a keyword about arrays; `None` if it is none.
    pub(super) fn array_keyword(&mut self, graph: &mut Graph, schema: Schema<'_>, keyword: &str) -> Option<Id> {
        let value = schema.members.get(keyword)?;
        let condition = match (keyword, value) {
            ("items", Value::Array(_)) if self.dialect.has_items_list() => self.prefix(graph, schema, keyword),
            ("items", Value::Object(_) | Value::Bool(_)) => Some(self.rest(graph, schema, keyword, "prefixItems")),
            // It says something only beside a list of `items`.
            ("additionalItems", _)
                if self.dialect.has_items_list() && schema.members.get("items").is_some_and(Value::is_array) =>
            {
                Some(self.rest(graph, schema, keyword, "items"))
            }
            ("prefixItems", _) if self.dialect.has_prefix_items() => self.prefix(graph, schema, keyword),
            ("contains", _) => Some(self.contains(graph, schema)),
            ("unevaluatedItems", _) if self.dialect.has_2019() => Some(self.unevaluated_items(graph, schema)),
            ("items", _) => None,
            _ => return None,
        };
        Some(condition.unwrap_or_else(|| self.malformed(graph, schema, keyword)))
    }

    /// Schemas for the first items, one each.
    fn prefix(&mut self, graph: &mut Graph, schema: Schema<'_>, keyword: &str) -> Option<Id> {
        let mut parts = Vec::new();
        for (at, pointer) in schema.list(keyword)?.iter().enumerate() {
            let item = self.child(graph, pointer);
            if item != ANY {
                parts.push(graph.add(Node::Item(at as u64, item)));
            }
        }
        Some(graph.all(parts))
    }

    /// A schema for all items after those that `before` lists.
    fn rest(&mut self, graph: &mut Graph, schema: Schema<'_>, keyword: &str, before: &str) -> Id {
        let counts = before != "prefixItems" || self.dialect.has_prefix_items();
        let from = schema.members.get(before).and_then(Value::as_array).filter(|_| counts).map_or(0, Vec::len);
        let item = self.child(graph, &schema.at(keyword));
        if item == ANY { ANY } else { graph.add(Node::Items(from as u64, item)) }
    }

    fn contains(&mut self, graph: &mut Graph, schema: Schema<'_>) -> Id {
        let item = self.schema(graph, &schema.at("contains"));
        let bound = |name: &str| schema.members.get(name).filter(|_| self.dialect.has_2019()).map(Value::as_u64);
        match (bound("minContains").unwrap_or(Some(1)), bound("maxContains")) {
            (Some(0), None) => ANY,
            (Some(1), None) => {
                let other = graph.not(item);
                let none = graph.add(Node::Items(0, other));
                let some = graph.not(none);
                // The condition is one on arrays alone.
                let no_array = graph.kinds(crate::shape::node::Kinds::ARRAY.not());
                graph.any_of([no_array, some])
            }
            _ => self.unknown(graph, &schema.at("contains"), "how many items match is not counted"),
        }
    }

    /// `unevaluatedItems`, where nothing beside it looks at items.
    fn unevaluated_items(&mut self, graph: &mut Graph, schema: Schema<'_>) -> Id {
        const LOOKS: [&str; 13] = [
            "$ref",
            "allOf",
            "anyOf",
            "oneOf",
            "if",
            "then",
            "else",
            "contains",
            "dependentSchemas",
            "$dynamicRef",
            "items",
            "additionalItems",
            "not",
        ];
        let at = schema.at("unevaluatedItems");
        if schema.members.get("unevaluatedItems") == Some(&Value::Bool(true)) {
            return ANY;
        }
        if LOOKS.iter().any(|keyword| schema.members.contains_key(*keyword)) {
            return self.unknown(graph, &at, "which items were looked at depends on the value");
        }
        self.rest(graph, schema, "unevaluatedItems", "prefixItems")
    }
}
