//! Values made from the model, the same each time: payloads that show a body, values at the ends of what it reads, and
//! values that it should only just refuse. Outputs show them, and tests hold the readers of one schema against each
//! other with them.
//!
//! ```
//! use retold_codegen::model::{Builtin, Constraints, SchemaSet, Type};
//! use retold_codegen::sample::{Sampler, Style};
//!
//! let set = SchemaSet::default();
//! let mut sampler = Sampler::new(&set);
//! let days = Type::List(Box::new(Type::Builtin(Builtin::Date)));
//! let value = sampler.value(&days, &Constraints::default(), Style::Full);
//! assert_eq!(value, Some(serde_json::json!(["2024-01-29", "2024-01-29"])));
//! ```

mod heights;
mod limits;
mod near;
mod numbers;
mod objects;
mod places;
mod scalars;
mod strings;
mod types;

use serde_json::{Map, Value};

use crate::model::{Body, Constraints, SchemaSet, Type};
use heights::Heights;
use limits::Limits;
use scalars::Wanted;
use strings::Strings;

pub use numbers::Numbers;

/// Which value is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// The smallest: what must be there and nothing else, zero and nothing where the type has them.
    Minimal,
    /// An example for people: every field, two items a list, the field's own `example` where it has one.
    Full,
    /// Any value that this seed decides, under the names and in the spelling in which it is written; ends of ranges
    /// often.
    Written(u64),
    /// Any value that is read: earlier names, `1.0` for an integer, odd spellings of times, unknown keys, `null` for
    /// none, another order of the keys as well.
    Read(u64),
}

/// Levels of nesting after which only what must be there is made.
const DEEP: u32 = 6;
/// Values after which only what must be there is made.
const MANY: u32 = 400;

/// Makes values for the types of one schema set.
#[derive(Debug)]
pub struct Sampler<'s> {
    set: &'s SchemaSet,
    heights: Heights,
    strings: Strings,
}

impl<'s> Sampler<'s> {
    /// A sampler for this set.
    #[must_use]
    pub fn new(set: &'s SchemaSet) -> Self {
        Self { set, heights: Heights::new(set), strings: Strings::default() }
    }

    /// A payload of a body that its type reads; `None` where no payload exists (a record that must contain itself, a
    /// pattern that nothing matches), or where none was found in bounded time.
    pub fn body(&mut self, body: &'s Body, style: Style) -> Option<Value> {
        self.draw(style).body(body).map(Value::Object)
    }

    /// A value of a type with the constraints of the field that has it.
    pub fn value(&mut self, ty: &'s Type, constraints: &'s Constraints, style: Style) -> Option<Value> {
        self.draw(style).value(ty, Limits::of(constraints))
    }

    /// The payload changed a little at one place: a bound passed by one, a wrong type, a key missing, `null`, repeated
    /// or unknown, a day that does not exist. Most of what comes out is refused by the body's type, some is read; the
    /// seed decides which change it is.
    pub fn near(&self, body: &Body, payload: &Value, seed: u64) -> Value {
        near::near(self.set, body, payload, &mut Numbers::new(seed))
    }

    fn draw(&mut self, style: Style) -> Draw<'_, 's> {
        let numbers = match style {
            Style::Minimal | Style::Full => Numbers::new(0),
            Style::Written(seed) | Style::Read(seed) => Numbers::new(seed),
        };
        Draw { set: self.set, heights: &self.heights, strings: &mut self.strings, numbers, style, depth: 0, made: 0 }
    }
}

/// One value in the making.
#[derive(Debug)]
struct Draw<'d, 's> {
    set: &'s SchemaSet,
    heights: &'d Heights,
    strings: &'d mut Strings,
    numbers: Numbers,
    style: Style,
    depth: u32,
    made: u32,
}

impl<'s> Draw<'_, 's> {
    /// Whether only what must be there should still be made.
    fn is_enough(&self) -> bool {
        self.style == Style::Minimal || self.depth > DEEP || self.made > MANY
    }

    /// Which scalar the style wants.
    fn wanted(&mut self) -> Wanted {
        match self.style {
            Style::Minimal => Wanted::Least,
            Style::Full => Wanted::Plain,
            Style::Written(_) if self.numbers.once_in(3) => Wanted::Extreme,
            Style::Read(_) if self.numbers.once_in(2) => Wanted::Odd,
            Style::Written(_) | Style::Read(_) => Wanted::Any,
        }
    }

    fn body(&mut self, body: &'s Body) -> Option<Map<String, Value>> {
        let mut members = Vec::new();
        if let Some(tag) = &body.tag {
            let names: Vec<&String> = std::iter::once(&tag.value).chain(&tag.also).collect();
            let name = if self.reads() { names[self.numbers.index(names.len())] } else { names[0] };
            members.push((tag.key.clone(), Value::String(name.clone())));
        }
        self.fields(&body.fields, body.none, &mut members)?;
        let names = body.fields.iter().flat_map(|field| std::iter::once(&field.wire_name).chain(&field.aliases));
        let known: Vec<&str> = names.chain(body.tag.as_ref().map(|tag| &tag.key)).map(String::as_str).collect();
        Some(self.finished(members, &known))
    }

    /// Whether it may take forms that are read and never written.
    fn reads(&self) -> bool {
        matches!(self.style, Style::Read(_))
    }
}

#[cfg(test)]
mod tests;
