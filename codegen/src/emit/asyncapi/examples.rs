//! What messages look like: the smallest payload and one with everything in it, the same each time.

use serde_json::Value;

use super::schemas::is_taken_for_more;
use crate::emit::json_schema::text::{Json, Object};
use crate::model::{Body, Constraints, Field, Returns, SchemaSet, Type, ViewCount, ViewValue};
use crate::sample::{Sampler, Style};

/// The most bytes of one example; what is larger explains nothing.
const LARGEST: usize = 16 << 10;

/// Makes examples.
#[derive(Debug)]
pub(super) struct Examples<'s> {
    set: &'s SchemaSet,
    sampler: Sampler<'s>,
}

impl<'s> Examples<'s> {
    pub(super) fn new(set: &'s SchemaSet) -> Self {
        Self { set, sampler: Sampler::new(set) }
    }

    /// A key of a stream as it stands in the stream's name.
    pub(super) fn key(&mut self, ty: &'s Type) -> Option<String> {
        match self.sampler.value(ty, Constraints::NONE, Style::Full)? {
            Value::String(text) => Some(text),
            value @ Value::Number(_) => Some(value.to_string()),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        }
    }

    /// Payloads of a body.
    pub(super) fn body(&mut self, body: &'s Body) -> Vec<Json> {
        listed(|style| self.sampler.body(body, style))
    }

    /// Payloads of fields.
    pub(super) fn fields(&mut self, fields: &'s [Field]) -> Vec<Json> {
        listed(|style| self.sampler.fields(fields, style))
    }

    /// What a query answers.
    pub(super) fn returns(&mut self, returns: &'s Returns) -> Vec<Json> {
        listed(|style| self.answer(returns, style))
    }

    fn view_value(&mut self, value: &'s ViewValue, style: Style) -> Option<Value> {
        match value {
            ViewValue::Type(ty) => self.sampler.value(ty, Constraints::NONE, style),
            ViewValue::Fields(fields) => self.sampler.fields(fields, style),
        }
    }

    fn answer(&mut self, returns: &'s Returns, style: Style) -> Option<Value> {
        let set = self.set;
        match returns {
            Returns::Type(ty) => self.sampler.value(ty, Constraints::NONE, style),
            Returns::View { view, count } => match (count, style) {
                (ViewCount::Optional, Style::Minimal) => Some(Value::Null),
                (ViewCount::List, Style::Minimal) => Some(Value::Array(Vec::new())),
                (ViewCount::One | ViewCount::Optional, _) => self.view_value(&set[*view].value, style),
                (ViewCount::List, _) => Some(Value::Array(vec![self.view_value(&set[*view].value, style)?])),
            },
        }
    }
}

/// The examples of a message, those that differ.
fn listed(mut example: impl FnMut(Style) -> Option<Value>) -> Vec<Json> {
    let full = example(Style::Full);
    let minimal = example(Style::Minimal).filter(|minimal| full.as_ref() != Some(minimal));
    let named = [("full", "Everything that it can hold.", full), ("minimal", "What must be there.", minimal)];
    let shown = named.into_iter().filter_map(|(name, summary, value)| {
        let value = value.filter(|value| !is_taken_for_more(value) && value.to_string().len() <= LARGEST)?;
        Some(Object::new().with("name", name).with("summary", summary).with("payload", &value).into())
    });
    shown.collect()
}
