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

mod choices;
mod edge;
mod heights;
mod limits;
mod near;
mod numbers;
mod objects;
mod places;
mod scalars;
mod strings;
mod types;

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::model::{Body, Constraints, Field, Named, NoneForm, SchemaSet, Type};
use choices::Step;
use heights::Heights;
use limits::Limits;
use scalars::Wanted;
use strings::Strings;

pub(crate) use choices::{Choice, Choices};
pub use edge::Edge;
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
    /// A value that is read, with everything in it at one edge of what is.
    Edge(Edge),
}

/// What a value is made for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Root<'s> {
    /// A body.
    Body(&'s Body),
    /// Fields of something that has no versions.
    Fields(&'s [Field]),
    /// A type without constraints of its own.
    Type(&'s Type),
    /// A definition.
    Named(Named),
}

/// Which choices were made: the enum or union, and the index of its value or variant.
pub(crate) type Seen = HashSet<(Named, usize)>;

/// Levels of nesting after which only what must be there is made.
const DEEP: usize = 6;
/// Values after which only what must be there is made.
const MANY: u32 = 400;

/// Makes values for the types of one schema set.
#[derive(Debug)]
pub struct Sampler<'s> {
    set: &'s SchemaSet,
    heights: Heights,
    strings: Strings,
    work: u64,
}

impl<'s> Sampler<'s> {
    /// A sampler for this set.
    #[must_use]
    pub fn new(set: &'s SchemaSet) -> Self {
        Self { set, heights: Heights::new(set), strings: Strings::default(), work: 0 }
    }

    /// A payload of a body that its type reads; `None` where no payload exists (a record that must contain itself, a
    /// pattern that nothing matches), or where none was found in bounded time.
    pub fn body(&mut self, body: &'s Body, style: Style) -> Option<Value> {
        self.drawn(style, |draw| draw.root(Root::Body(body)))
    }

    /// An object of fields that belong to no body, such as those of a rejection.
    pub fn fields(&mut self, fields: &'s [Field], style: Style) -> Option<Value> {
        self.drawn(style, |draw| draw.root(Root::Fields(fields)))
    }

    /// A value of a type with the constraints of the field that has it.
    pub fn value(&mut self, ty: &'s Type, constraints: &'s Constraints, style: Style) -> Option<Value> {
        self.drawn(style, |draw| draw.value(ty, Limits::of(constraints)))
    }

    /// The payload changed a little at one place: a bound passed by one, a wrong type, a key missing, `null`, repeated
    /// or unknown, a day that does not exist. Most of what comes out is refused by the body's type, some is read; the
    /// seed decides which change it is.
    pub fn near(&self, body: &Body, payload: &Value, seed: u64) -> Value {
        near::near(self.set, body, payload, &mut Numbers::new(seed))
    }

    /// A value, and the choices that were made in it.
    pub(crate) fn seen(&mut self, root: Root<'s>, style: Style, seen: &mut Seen) -> Option<Value> {
        self.drawn(style, |draw| {
            draw.seen = std::mem::take(seen);
            let value = draw.root(root);
            *seen = std::mem::take(&mut draw.seen);
            value
        })
    }

    /// The smallest value with this choice in it.
    pub(crate) fn chosen(&mut self, root: Root<'s>, choice: &Choice) -> Option<Value> {
        self.drawn(Style::Minimal, |draw| {
            draw.path = choice.path.iter().rev().copied().collect();
            draw.root(root)
        })
    }

    /// How much was made so far, in values, and in comparisons of them.
    pub(crate) fn work(&self) -> u64 {
        self.work
    }

    fn drawn<T>(&mut self, style: Style, make: impl FnOnce(&mut Draw<'_, 's>) -> T) -> T {
        let numbers = match style {
            Style::Minimal | Style::Full | Style::Edge(_) => Numbers::new(0),
            Style::Written(seed) | Style::Read(seed) => Numbers::new(seed),
        };
        let mut draw = Draw {
            set: self.set,
            heights: &self.heights,
            strings: &mut self.strings,
            numbers,
            style,
            inside: Vec::new(),
            made: 0,
            compared: 0,
            path: Vec::new(),
            seen: Seen::new(),
            personal: false,
            next: None,
        };
        let made = make(&mut draw);
        self.work += u64::from(draw.made) + draw.compared / 8;
        made
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
    /// The definitions that are being made, the outermost first.
    inside: Vec<Named>,
    made: u32,
    compared: u64,
    /// What must be chosen, and the way to it, the next step last.
    path: Vec<Step>,
    seen: Seen,
    /// Whether it is made for somebody's personal data.
    personal: bool,
    /// Among items that must differ, the index of the one that is made, after the first.
    next: Option<usize>,
}

impl<'s> Draw<'_, 's> {
    fn root(&mut self, root: Root<'s>) -> Option<Value> {
        match root {
            Root::Body(body) => {
                self.heights.fields(&body.fields)?;
                self.body(body).map(Value::Object)
            }
            Root::Fields(fields) => {
                self.heights.fields(fields)?;
                let mut members = Vec::new();
                self.fields(fields, NoneForm::Absent, &mut members)?;
                let names = fields.iter().flat_map(|field| std::iter::once(&field.wire_name).chain(&field.aliases));
                let known: Vec<&str> = names.map(String::as_str).collect();
                let members: Map<String, Value> = self.finished(members, &known);
                Some(Value::Object(members))
            }
            Root::Type(ty) => self.value(ty, Limits::default()),
            Root::Named(named) => self.named(named, Limits::default()),
        }
    }

    /// Whether only what must be there should still be made.
    fn is_enough(&self) -> bool {
        if self.style == Style::Minimal || self.is_too_much() {
            return true;
        }
        // People see what a tree is from one node within another.
        !self.is_random()
            && self.inside.last().is_some_and(|last| self.inside.iter().filter(|outer| *outer == last).count() > 1)
    }

    fn is_too_much(&self) -> bool {
        self.inside.len() > DEEP || self.made > MANY
    }

    /// Whether it is no part of another definition that is being made.
    fn is_outermost(&self) -> bool {
        self.inside.is_empty()
    }

    /// Whether a seed decides.
    fn is_random(&self) -> bool {
        matches!(self.style, Style::Written(_) | Style::Read(_))
    }

    /// Which scalar the style wants.
    fn wanted(&mut self) -> Wanted {
        match self.style {
            Style::Minimal => Wanted::Least,
            Style::Full => self.next.map_or(Wanted::Plain, Wanted::Next),
            Style::Written(_) if self.numbers.once_in(3) => Wanted::Extreme,
            Style::Read(_) if self.numbers.once_in(2) => Wanted::Odd,
            Style::Written(_) | Style::Read(_) => Wanted::Any,
            Style::Edge(edge) => edge.scalar(),
        }
    }
}

#[cfg(test)]
mod tests;
