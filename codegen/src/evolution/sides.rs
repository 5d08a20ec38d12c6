//! The two sides of a question: who writes, who reads, and which of them is the newer.

use serde_json::Value;

use crate::model::SchemaSet;
use crate::shape::Verdict;
use crate::shape::model::{Part, Relation, Root, Step};

use super::same::Same;

/// Which side of a question comes from the newer schema set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Newer {
    /// What was written is read by the newer set.
    Reader,
    /// What the newer set writes is read by what runs.
    Writer,
}

/// A writer's schema set and a reader's, with all that was found out about the two.
#[derive(Debug)]
pub(super) struct Sides<'s> {
    pub(super) writer: &'s SchemaSet,
    pub(super) reader: &'s SchemaSet,
    pub(super) relation: Relation<'s>,
    pub(super) same: Same<'s>,
}

impl<'s> Sides<'s> {
    pub(super) fn new(writer: &'s SchemaSet, reader: &'s SchemaSet) -> Self {
        Self { writer, reader, relation: Relation::new(writer, reader), same: Same::new(writer, reader) }
    }

    /// A payload that the writer may have written and that is not what the reader asks for in one place.
    pub(super) fn refused(&mut self, writer: Root<'s>, steps: &[Step<'s>], part: &Part<'s>) -> Shown {
        self.relation.part(writer, steps, part).into()
    }

    /// A payload that the writer may have written, that the reader reads, and that is not what `part` asks for.
    pub(super) fn read(&mut self, writer: Root<'s>, reader: Root<'s>, steps: &[Step<'s>], part: &Part<'s>) -> Shown {
        match self.relation.read_without(writer, reader, steps, part) {
            Some(witness) => Shown::Read(witness),
            None => Shown::Never,
        }
    }
}

/// How a difference shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shown {
    /// This may have been written, and the reader refuses it.
    Refused(Value),
    /// This may have been written, and the reader reads it as something else.
    Read(Value),
    /// No payload shows it: it is a fact about the two schemas.
    Fact,
    /// A limit was reached: why.
    Undecided(String),
    /// No payload has it: it makes no difference.
    Never,
}

impl From<Verdict> for Shown {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Compatible => Shown::Never,
            Verdict::Incompatible { witness } => Shown::Refused(witness),
            Verdict::Undecided { why, .. } => Shown::Undecided(why),
        }
    }
}
