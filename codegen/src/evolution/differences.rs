//! The differences of two bodies, or of two types: fields matched by their names on the wire, types walked side by side.
//! The walk only proposes what may differ; whether it matters is what the relation says, with a payload that shows it.
//! What the walk does not see, the relation finds in the whole bodies.

mod fields;
mod scalars;
mod types;

use std::collections::HashSet;

use serde_json::Value;

use crate::model::{Constraints, Field, Named, Type};
use crate::plan::fields::unit_of_type;
use crate::shape::model::{Part, Root, Step};
use crate::source::Place;

use super::sides::{Newer, Shown, Sides};

/// One difference, the same for every payload that shows it.
#[derive(Clone, Debug)]
pub(super) struct Difference<'s> {
    pub(super) kind: Kind<'s>,
    /// Where in the payload, as a JSON path by the newest names.
    pub(super) path: String,
    /// Where the writer's schema says it.
    pub(super) writer: Option<Place>,
    /// Where the reader's schema says it.
    pub(super) reader: Option<Place>,
    pub(super) shown: Shown,
    /// Another payload for the difference before, which matters where that one's does not.
    pub(super) is_another: bool,
}

/// What differs.
#[derive(Clone, Debug)]
pub(super) enum Kind<'s> {
    /// The reader needs a field that the writer does not have.
    Missing(&'s Field),
    /// The writer has a field that the reader does not have.
    Lost {
        field: &'s Field,
        /// Its names are reserved on the reader's side.
        reserved: bool,
    },
    /// The same, and the reader has a field of the same type that the writer does not have.
    Renamed { from: &'s Field, to: &'s Field },
    /// The writer may have used a name of the field that the reader does not know.
    Name { field: &'s Field, name: &'s str },
    /// The writer may leave out, or write as null, what the reader needs.
    Needed(&'s Field),
    /// The JSON of the one type is not that of the other.
    Type { from: String, to: String },
    /// The reader asks for more than the writer.
    Constraint,
    /// A value of an enum that the reader does not know.
    EnumValue(&'s str),
    /// A variant of a union that the reader does not know.
    Variant(&'s str),
    /// The writer keeps unknown values or variants, the reader does not.
    Closed(String),
    /// An absent field reads as something else.
    Default { before: Option<Value>, after: Option<Value> },
    /// A text reads as another value.
    Meaning(String),
    /// A number is read into a type that does not hold it.
    Precision { from: String, to: String },
    /// A list is read as a set.
    Order,
    /// Another key tells what it is, or holds another name.
    Tag { from: String, to: String },
    /// A number counts something else.
    Unit { from: Option<String>, to: Option<String> },
    /// A mark of personal data came or went.
    Pii { now: bool },
    /// None of these.
    Other,
}

/// Two bodies to compare.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair<'s> {
    /// Which of the two is the newer, by whose names the path goes.
    pub(super) newer: Newer,
    pub(super) writer: Root<'s>,
    pub(super) reader: Root<'s>,
    /// Names that the reader's body reserves.
    pub(super) reserved: &'s [String],
    /// Whether a field that the reader does not have is a loss: what was stored, not what is answered.
    pub(super) stored: bool,
}

/// All differences that matter; their order does not depend on that of fields.
pub(super) fn differences<'s>(sides: &mut Sides<'s>, pair: Pair<'s>) -> Vec<Difference<'s>> {
    let mut walk = Walk {
        sides,
        pair,
        steps: Vec::new(),
        path: vec!["$".to_owned()],
        inside: Places::default(),
        met: HashSet::new(),
        found: Vec::new(),
    };
    match (pair.writer, pair.reader) {
        (Root::Fields(writer_tag, writer), Root::Fields(reader_tag, reader)) => {
            walk.tags(writer_tag, reader_tag);
            walk.fields(writer, reader, pair.reserved);
        }
        (Root::Type(writer, writer_constraints), Root::Type(reader, reader_constraints)) => {
            let units = (unit_of_type(walk.sides.writer, writer), unit_of_type(walk.sides.reader, reader));
            walk.units(units.0, units.1, Places::default());
            walk.types((writer, writer_constraints), (reader, reader_constraints), Places::default());
        }
        (Root::Fields(..), Root::Type(..)) | (Root::Type(..), Root::Fields(..)) => {
            let kind = Kind::Type { from: "fields".to_owned(), to: "a type".to_owned() };
            walk.whole(kind);
        }
    }
    let refuses = |found: &Difference<'_>| matches!(found.shown, Shown::Refused(_));
    if !walk.found.iter().any(refuses) {
        let before = walk.found.len();
        walk.whole(Kind::Other);
        let is_undecided = |found: &Difference<'_>| matches!(found.shown, Shown::Undecided(_));
        // Once is enough.
        if walk.found[..before].iter().any(is_undecided) && walk.found[before..].iter().any(is_undecided) {
            walk.found.truncate(before);
        }
    }
    walk.found
}

/// Levels of a payload in which differences are looked for.
const DEEPEST: usize = 256;

/// Where both sides stand.
#[derive(Clone, Copy, Debug, Default)]
struct Places {
    writer: Option<Place>,
    reader: Option<Place>,
}

struct Walk<'w, 's> {
    sides: &'w mut Sides<'s>,
    pair: Pair<'s>,
    steps: Vec<Step<'s>>,
    path: Vec<String>,
    /// The innermost bodies that it is inside of; none for those that are compared.
    inside: Places,
    /// Definitions that were compared already in these bodies: what they differ in is told once.
    met: HashSet<(Named, Named)>,
    found: Vec<Difference<'s>>,
}

impl<'s> Walk<'_, 's> {
    /// A difference that the reader refuses, if a payload shows it.
    fn refused(&mut self, kind: Kind<'s>, places: Places, part: &Part<'s>) -> bool {
        let shown = self.sides.refused(self.pair.writer, &self.steps, part);
        self.add(kind, places, shown)
    }

    /// A difference in what is read, if a payload shows it.
    fn read(&mut self, kind: Kind<'s>, places: Places, part: &Part<'s>) -> bool {
        let (writer, reader) = (self.pair.writer, self.pair.reader);
        let mut shown = self.sides.read(writer, reader, &self.steps, part);
        if shown == Shown::Never && self.sides.relation.shortest_of_both(writer, reader).is_none() {
            // Nothing at all is read any more: whoever mends that meets this next.
            shown = match self.sides.refused(writer, &self.steps, part) {
                Shown::Refused(_) => Shown::Fact,
                shown => shown,
            };
        }
        self.add(kind, places, shown)
    }

    fn add(&mut self, kind: Kind<'s>, places: Places, shown: Shown) -> bool {
        if shown == Shown::Never {
            return false;
        }
        let path = self.path.concat();
        self.found.push(Difference {
            kind,
            path,
            writer: places.writer,
            reader: places.reader,
            shown,
            is_another: false,
        });
        true
    }

    /// What the relation says of the whole bodies.
    fn whole(&mut self, kind: Kind<'s>) {
        let shown = self.sides.relation.roots(self.pair.writer, self.pair.reader).into();
        self.add(kind, Places::default(), shown);
    }

    /// Whether a difference further inside is no longer looked for; that is told.
    fn is_too_deep(&mut self, places: Places) -> bool {
        if self.steps.len() < DEEPEST {
            return false;
        }
        let why = format!("it lies more than {DEEPEST} levels deep");
        self.add(Kind::Other, places, Shown::Undecided(why));
        true
    }

    /// Fields of bodies that stand at these places.
    fn within(&mut self, bodies: Places, walk: impl FnOnce(&mut Self)) {
        let outside = std::mem::replace(&mut self.inside, bodies);
        walk(self);
        self.inside = outside;
    }

    /// Inside of what a step leads to.
    fn inside(&mut self, step: Step<'s>, segment: String, walk: impl FnOnce(&mut Self)) {
        self.steps.push(step);
        self.path.push(segment);
        walk(self);
        self.path.pop();
        self.steps.pop();
    }
}

/// A type as one side has it, with the constraints from outside.
type Typed<'s> = (&'s Type, &'s Constraints);
