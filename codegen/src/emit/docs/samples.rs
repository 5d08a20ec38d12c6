//! What payloads look like: the smallest, one with everything in it, and what an older one is read as today.

use serde_json::Value;
use serde_json::value::RawValue;

use super::json;
use super::page::Page;
use crate::model::{Body, Constraints, Definition, Returns, Type, ViewCount, ViewValue};
use crate::plan;
use crate::sample::{Sampler, Style};

/// The most bytes of a payload that is shown: what is larger explains nothing.
const LARGEST: usize = 12 << 10;

impl<'s> Page<'_, 's> {
    /// Payloads of a version, and what they are today.
    pub(super) fn payloads(
        &mut self,
        sampler: &mut Sampler<'s>,
        definition: Definition,
        body: &'s Body,
        (version, current): (u32, u32),
    ) {
        let full = sampler.body(body, Style::Full);
        let minimal = sampler.body(body, Style::Minimal).filter(|minimal| full.as_ref() != Some(minimal));
        let Some(full) = full else {
            self.body.raw("<p class=\"none\">No example was found.</p>");
            return;
        };
        let today = (version < current).then(|| self.today(definition, (version, current), &full));
        self.body.raw("<div class=\"payloads\">");
        self.payload("Payload", &full);
        match today {
            Some(Ok(today)) => self.payload("Read today as", &today),
            Some(Err(why)) => {
                self.body.raw("<figure><figcaption>Read today as</figcaption><p class=\"none\">");
                self.body.text(&why).raw("</p></figure>");
            }
            None => {}
        }
        if let Some(minimal) = minimal {
            self.payload("Smallest payload", &minimal);
        }
        self.body.raw("</div>\n");
    }

    fn payload(&mut self, caption: &'static str, value: &Value) {
        self.body.raw("<figure><figcaption>").raw(caption).raw("</figcaption>");
        if value.to_string().len() > LARGEST {
            self.body.raw("<p class=\"none\">Too long to show.</p>");
        } else {
            json::block(&mut self.body, value);
        }
        self.body.raw("</figure>");
    }

    fn today(&self, definition: Definition, (from, to): (u32, u32), payload: &Value) -> Result<Value, String> {
        let compiled = self.site.compiled;
        let raw = RawValue::from_string(payload.to_string()).map_err(|error| error.to_string())?;
        let text =
            plan::apply(&compiled.set, &compiled.plans, definition, from, to, &raw).map_err(|needs| {
                match needs.function {
                    Some(function) => format!(
                        "Only the program can tell: the function {} makes v{} of {}.",
                        function.path, needs.version, needs.subject
                    ),
                    None => "It becomes other events.".to_owned(),
                }
            })?;
        serde_json::from_str(&text).map_err(|error| error.to_string())
    }

    /// One value of a type.
    pub(super) fn value_of(&mut self, sampler: &mut Sampler<'s>, ty: &'s Type, constraints: &'s Constraints) {
        self.example(sampler.value(ty, constraints, Style::Full));
    }

    /// An example of what a query answers.
    pub(super) fn returned(&mut self, sampler: &mut Sampler<'s>, returns: &'s Returns) {
        let example = self.answer(sampler, returns);
        self.example(example);
    }

    /// An example of what a view holds.
    pub(super) fn held(&mut self, sampler: &mut Sampler<'s>, value: &'s ViewValue) {
        self.example(entry(sampler, value));
    }

    fn example(&mut self, value: Option<Value>) {
        if let Some(value) = value {
            self.body.raw("<div class=\"payloads\">");
            self.payload("Example", &value);
            self.body.raw("</div>\n");
        }
    }

    fn answer(&self, sampler: &mut Sampler<'s>, returns: &'s Returns) -> Option<Value> {
        match returns {
            Returns::Type(ty) => sampler.value(ty, Constraints::NONE, Style::Full),
            Returns::View { view, count } => {
                let one = entry(sampler, &self.site.set[*view].value)?;
                Some(match count {
                    ViewCount::One | ViewCount::Optional => one,
                    ViewCount::List => Value::Array(vec![one]),
                })
            }
        }
    }
}

/// An example of an entry of a view.
fn entry<'s>(sampler: &mut Sampler<'s>, value: &'s ViewValue) -> Option<Value> {
    match value {
        ViewValue::Type(ty) => sampler.value(ty, Constraints::NONE, Style::Full),
        ViewValue::Fields(fields) => sampler.fields(fields, Style::Full),
    }
}
