//! One relation: is every value that a writer may write one that a reader reads? Both sides become sets of JSON values
//! in one normal form, from the schema language or from JSON Schema, and the question becomes whether some value is in
//! the one and not in the other. The answer is a proof or a value; where neither is found within the limits it says so.
//!
//! Recursion ends because a shortest value never holds itself, shared types are compared once, and texts are compared
//! by their automata. Every value that is found is read once more, condition by condition, before it is told.

mod arrays;
mod branch;
mod constant;
mod holds;
pub mod json_schema;
mod keys;
pub mod model;
mod node;
mod number;
mod numbers;
mod objects;
mod solve;
mod strings;
mod witness;

use serde_json::Value;

use node::{Graph, Id};
use solve::{Answer, Doubt, Solver};

pub use number::Decimal;

/// A set of JSON values, made by a front end of the [`Shapes`] that is asked about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shape(Id);

/// Whether a reader reads everything that a writer may write.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It does.
    Compatible,
    /// It does not read this: the shortest value that was found, the same each time.
    Incompatible {
        /// What the writer may write and the reader refuses.
        witness: Value,
    },
    /// Neither was shown.
    Undecided {
        /// The keyword and its place; empty where no single one is to blame.
        place: String,
        /// Why: lower case, no full stop.
        why: String,
    },
}

/// Sets of values and what is known of them. One for both sides of a comparison, and for as many comparisons as share
/// types: what was decided once is remembered.
#[derive(Debug)]
pub struct Shapes {
    solver: Solver,
}

impl Default for Shapes {
    fn default() -> Self {
        Self::new()
    }
}

impl Shapes {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self { solver: Solver::new() }
    }

    /// Whether every value of `writer` is one of `reader`.
    #[must_use]
    pub fn includes(&mut self, reader: Shape, writer: Shape) -> Verdict {
        match self.solver.decide(&[writer.0.is(), reader.0.is_not()]) {
            Answer::Empty => Verdict::Compatible,
            Answer::Unknown(doubt) => undecided(doubt),
            Answer::Found(witness) => {
                let Some(witness) = witness.to_value() else {
                    return undecided(Doubt::new("", "the shortest value that is refused is too long to write out"));
                };
                match (self.accepts(writer, &witness), self.accepts(reader, &witness)) {
                    (Some(true), Some(false)) => Verdict::Incompatible { witness },
                    _ => undecided(Doubt::new("", "a value that seemed to be refused could not be confirmed")),
                }
            }
        }
    }

    /// Whether a value is in a set; `None` if that cannot be decided.
    #[must_use]
    pub fn accepts(&self, shape: Shape, value: &Value) -> Option<bool> {
        self.solver.reading().holds(shape.0, value)
    }

    /// The shortest value of a set that is found; `None` if there is none, or none was found.
    #[must_use]
    pub fn shortest(&mut self, shape: Shape) -> Option<Value> {
        match self.solver.decide(&[shape.0.is()]) {
            Answer::Found(witness) => witness.to_value(),
            Answer::Empty | Answer::Unknown(_) => None,
        }
    }

    /// The shortest value that is in all of `within` and in none of `outside`; `None` if none was found.
    #[must_use]
    pub fn shortest_of(&mut self, within: &[Shape], outside: &[Shape]) -> Option<Value> {
        let within = within.iter().map(|shape| shape.0.is());
        let literals: Vec<_> = within.chain(outside.iter().map(|shape| shape.0.is_not())).collect();
        match self.solver.decide(&literals) {
            Answer::Found(witness) => witness.to_value(),
            Answer::Empty | Answer::Unknown(_) => None,
        }
    }

    /// The set of one value.
    #[must_use]
    pub fn value(&mut self, value: &Value) -> Shape {
        Shape(self.graph().constant(value, ""))
    }

    fn graph(&mut self) -> &mut Graph {
        &mut self.solver.graph
    }
}

fn undecided(doubt: Doubt) -> Verdict {
    Verdict::Undecided { place: doubt.place, why: doubt.why }
}

#[cfg(test)]
mod tests;
