//! Every construct of the language, generated with types of other crates and of this one in the place of scalars, from the
//! schemas of `tests/schemas/constructs`, and with the same functions that their steps leave to people.
#![allow(deprecated)]

pub mod own;

#[rustfmt::skip]
pub mod generated;

/// The module as the functions of `steps_fn` name it.
pub mod steps {
    pub use crate::generated::steps;
}

include!("../../schemas/constructs/steps_fn.rs");

pub use crate::generated::reading;

include!("../../schemas/constructs/reading_fn.rs");

use generated::shapes;

/// In grams.
#[must_use]
pub fn grams(old: &shapes::MarksV1) -> u32 {
    old.weight
}

/// The events of the shapes, which belong to no aggregate.
#[derive(Clone, Debug, PartialEq, retold::EventSet)]
#[allow(missing_docs, deprecated)]
pub enum ShapesEvent {
    Integers(shapes::Integers),
    BoundedIntegers(shapes::BoundedIntegers),
    Floats(shapes::Floats),
    Decimals(shapes::Decimals),
    Texts(shapes::Texts),
    Moments(shapes::Moments),
    Binary(shapes::Binary),
    Enums(shapes::Enums),
    Lists(shapes::Lists),
    Sets(shapes::Sets),
    Maps(shapes::Maps),
    Records(shapes::Records),
    Unions(shapes::Unions),
    Aliases(shapes::Aliases),
    Optionals(shapes::Optionals),
    Defaults(shapes::Defaults),
    Marks(shapes::Marks),
    Plain(shapes::Plain),
    Tagged(shapes::Tagged),
    Later(shapes::Later),
}
