//! Whether a value is in a set: the plain reading of the normal form, condition by condition, against which everything
//! that is found is held before it is told.

use std::cell::Cell;

use serde_json::Value;

use super::node::{Graph, Id, Kinds, Node};
use super::number::Decimal;
use super::{constant, strings};
use crate::language::Languages;

/// The most conditions that are looked at for one question.
const LIMIT: u64 = 20_000_000;

/// Reads values.
#[derive(Debug)]
pub(super) struct Reading<'g> {
    graph: &'g Graph,
    languages: &'g Languages,
    spent: Cell<u64>,
}

impl<'g> Reading<'g> {
    pub(super) fn new(graph: &'g Graph, languages: &'g Languages) -> Self {
        Self { graph, languages, spent: Cell::new(0) }
    }

    /// Whether the value is in the set; `None` if that cannot be decided.
    pub(super) fn holds(&self, id: Id, value: &Value) -> Option<bool> {
        self.within(id, value, 0)
    }

    fn within(&self, id: Id, value: &Value, depth: usize) -> Option<bool> {
        self.spent.set(self.spent.get() + 1);
        if self.spent.get() > LIMIT || depth > 1500 {
            return None;
        }
        let kind = kind_of(value);
        let span = self.graph.span(id);
        if span.always.has(kind) {
            return Some(true);
        }
        if !span.may.has(kind) {
            return Some(false);
        }
        let holds = |id: Id, value: &Value| self.within(id, value, depth + 1);
        match (self.graph.node(id), value) {
            (Node::Any | Node::Kinds(_), _) => Some(true),
            (Node::Not(inner), _) => holds(*inner, value).map(|held| !held),
            (Node::All(ids), _) => every(ids.iter().map(|id| holds(*id, value))),
            (Node::AnyOf(ids), _) => every(ids.iter().map(|id| holds(*id, value).map(|held| !held))).map(|none| !none),
            (Node::One(ids), _) => {
                let mut count = 0;
                for id in ids {
                    count += usize::from(holds(*id, value)?);
                }
                Some(count == 1)
            }
            (Node::Later(at), _) => holds(self.graph.told(*at)?, value),
            (Node::Opaque(_), _) => None,
            (Node::AtLeast(..) | Node::AtMost(..) | Node::MultipleOf(_) | Node::Numbers(_), Value::Number(number)) => {
                let number = Decimal::of(number)?;
                Some(match self.graph.node(id) {
                    Node::AtLeast(bound, true) => number >= *bound,
                    Node::AtLeast(bound, false) => number > *bound,
                    Node::AtMost(bound, true) => number <= *bound,
                    Node::AtMost(bound, false) => number < *bound,
                    Node::MultipleOf(unit) => number.is_multiple_of(*unit),
                    Node::Numbers(numbers) => numbers.contains(&number),
                    _ => true,
                })
            }
            (Node::MinLength(min), Value::String(text)) => Some(text.chars().count() as u64 >= *min),
            (Node::MaxLength(max), Value::String(text)) => Some(text.chars().count() as u64 <= *max),
            (node, Value::String(text)) => match strings::part(node) {
                Some(part) => self.languages.part_contains(&part, text),
                None => Some(true),
            },
            (Node::MinItems(min), Value::Array(items)) => Some(items.len() as u64 >= *min),
            (Node::MaxItems(max), Value::Array(items)) => Some(items.len() as u64 <= *max),
            (Node::Unique, Value::Array(items)) => constant::all_distinct(items),
            (Node::Item(at, id), Value::Array(items)) => {
                usize::try_from(*at).ok().and_then(|at| items.get(at)).map_or(Some(true), |item| holds(*id, item))
            }
            (Node::Items(from, id), Value::Array(items)) => {
                let from = usize::try_from(*from).unwrap_or(usize::MAX);
                every(items.iter().skip(from).map(|item| holds(*id, item)))
            }
            (Node::MinProperties(min), Value::Object(members)) => Some(members.len() as u64 >= *min),
            (Node::MaxProperties(max), Value::Object(members)) => Some(members.len() as u64 <= *max),
            (Node::Properties(keys, values), Value::Object(members)) => match self.graph.node(*keys) {
                Node::Texts(texts) if texts.len() == 1 => {
                    let value = texts.first().and_then(|key| members.get(key.as_ref()));
                    value.map_or(Some(true), |value| holds(*values, value))
                }
                _ => every(members.iter().map(|(key, value)| {
                    let concerned = self.text(*keys, key, depth + 1)?;
                    if concerned { holds(*values, value) } else { Some(true) }
                })),
            },
            // A condition on another kind, which the span has answered.
            _ => Some(true),
        }
    }

    /// Whether a text, as a string, is in the set.
    pub(super) fn text_in(&self, id: Id, text: &str) -> Option<bool> {
        self.text(id, text, 0)
    }

    fn text(&self, id: Id, text: &str, depth: usize) -> Option<bool> {
        match self.graph.node(id) {
            Node::Texts(texts) => Some(texts.contains(text)),
            Node::Not(inner) if depth < 1500 => self.text(*inner, text, depth + 1).map(|held| !held),
            Node::AnyOf(ids) if depth < 1500 => {
                every(ids.iter().map(|id| self.text(*id, text, depth + 1).map(|held| !held))).map(|none| !none)
            }
            _ => self.within(id, &Value::from(text), depth),
        }
    }
}

/// Whether all hold; what is not known counts only if nothing fails.
fn every(answers: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut all = Some(true);
    for answer in answers {
        match answer {
            Some(false) => return Some(false),
            Some(true) => {}
            None => all = None,
        }
    }
    all
}

pub(super) fn kind_of(value: &Value) -> Kinds {
    match value {
        Value::Null => Kinds::NULL,
        Value::Bool(false) => Kinds::FALSE,
        Value::Bool(true) => Kinds::TRUE,
        Value::Number(_) => Kinds::NUMBER,
        Value::String(_) => Kinds::STRING,
        Value::Array(_) => Kinds::ARRAY,
        Value::Object(_) => Kinds::OBJECT,
    }
}
