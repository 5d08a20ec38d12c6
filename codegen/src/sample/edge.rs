//! Edges of what a body reads: at each, everything in a value is there.

use super::scalars::Wanted;

/// Which edge everything in a value is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// None of the others: a plain value of everything, one item a list.
    Plain,
    /// The lowest numbers, the earliest times, the shortest texts.
    Lowest,
    /// The highest numbers, the latest times, the longest texts and the most items, within reason.
    Highest,
    /// Letters of several alphabets, marks, controls, and what looks like code.
    UnusualText,
    /// `null` for every none, and nothing where there is a default.
    Nulls,
    /// The alias with this index of everything that has as many.
    EarlierNames(usize),
    /// Spellings that are read and never written, the one with this index of every scalar that has as many.
    OtherSpellings(usize),
    /// A key that nobody knows in every object.
    UnknownKeys,
    /// The keys of every object the other way round.
    OtherOrder,
}

impl Edge {
    /// Whether it lies in names and keys, and not in the scalars.
    pub(super) fn is_about_objects(self) -> bool {
        match self {
            Edge::Plain | Edge::Nulls | Edge::EarlierNames(_) | Edge::UnknownKeys | Edge::OtherOrder => true,
            Edge::Lowest | Edge::Highest | Edge::UnusualText | Edge::OtherSpellings(_) => false,
        }
    }

    /// The scalars at this edge.
    pub(super) fn scalar(self) -> Wanted {
        match self {
            Edge::Plain | Edge::Nulls | Edge::EarlierNames(_) | Edge::UnknownKeys | Edge::OtherOrder => Wanted::Plain,
            Edge::Lowest => Wanted::Lowest,
            Edge::Highest => Wanted::Highest,
            Edge::UnusualText => Wanted::Unusual,
            Edge::OtherSpellings(which) => Wanted::Spelled(which),
        }
    }
}
