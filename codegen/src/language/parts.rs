//! Languages made of any parts, some required and some forbidden, and the shortest text that is left.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::automaton::Automaton;
use super::decimal::{self, Side};
use super::graph::Graph;
use super::lengths::Lengths;
use super::{Languages, Shortest, texts};
use crate::shape::Decimal;

/// A set of texts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    /// Those in which a portable pattern matches.
    Pattern(Rc<str>),
    /// Those that spell a decimal of at least this value.
    DecimalAtLeast(Decimal),
    /// Those that spell a decimal of at most this value.
    DecimalAtMost(Decimal),
    /// These.
    Texts(Rc<BTreeSet<Rc<str>>>),
}

/// The most bytes of texts that become an automaton.
const TEXTS_LIMIT: usize = 200_000;

impl Languages {
    /// Whether the text is in the part; `None` if the part is too large to say.
    pub(crate) fn part_contains(&self, part: &Part, text: &str) -> Option<bool> {
        if let Part::Texts(texts) = part {
            return Some(texts.contains(text));
        }
        Some(self.automaton_of(part)?.accepts(text))
    }

    /// The shortest text that is in all `required` and in no `forbidden`, with so many code points.
    pub(crate) fn shortest_of(&self, required: &[Part], forbidden: &[Part], length: (u64, u64)) -> Shortest {
        let (min, max) = length;
        if min > max {
            return Shortest::Empty;
        }
        let automata = |parts: &[Part]| parts.iter().map(|part| self.automaton_of(part)).collect::<Option<Vec<_>>>();
        let (Some(required), Some(forbidden)) = (automata(required), automata(forbidden)) else {
            return Shortest::TooLarge;
        };
        let Some(graph) = Graph::new(&required, &forbidden, &self.work) else { return Shortest::TooLarge };
        match Lengths::new(&graph, &self.work) {
            Some(lengths) => lengths.shortest(min, max),
            None => Shortest::TooLarge,
        }
    }

    fn automaton_of(&self, part: &Part) -> Option<Rc<Automaton>> {
        match part {
            Part::Pattern(portable) => self.automaton(portable),
            Part::DecimalAtLeast(bound) => self.decimal(*bound, Side::Above),
            Part::DecimalAtMost(bound) => self.decimal(*bound, Side::Below),
            Part::Texts(texts) => (texts.iter().map(|text| text.len()).sum::<usize>() <= TEXTS_LIMIT)
                .then(|| Rc::new(texts::automaton(texts))),
        }
    }

    fn decimal(&self, bound: Decimal, side: Side) -> Option<Rc<Automaton>> {
        decimal::automaton(bound, side).map(Rc::new)
    }
}
