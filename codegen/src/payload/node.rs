//! What the walk knows of a type: its bounds folded together, its automata built, its keys in one table.

use std::collections::HashMap;
use std::sync::Arc;

use regex_automata::dfa::{Automaton as _, dense};
use regex_automata::{Anchored, Input};
use rust_decimal::Decimal;

/// An automaton, and how it looks for a match.
#[derive(Clone, Debug)]
pub(super) struct Automaton {
    pub(super) dfa: Arc<dense::DFA<Vec<u32>>>,
    pub(super) anchored: Anchored,
}

impl Automaton {
    #[inline]
    pub(super) fn matches(&self, text: &str) -> bool {
        let input = Input::new(text).anchored(self.anchored).earliest(true);
        matches!(self.dfa.try_search_fwd(&input), Ok(Some(_)))
    }
}

/// A range, both ends included.
#[derive(Clone, Copy, Debug)]
pub(super) struct Range<T> {
    pub(super) min: T,
    pub(super) max: T,
}

impl<T: PartialOrd + Copy> Range<T> {
    #[inline]
    pub(super) fn holds(self, value: T) -> bool {
        self.min <= value && value <= self.max
    }

    pub(super) fn at_least(&mut self, min: T) {
        if min > self.min {
            self.min = min;
        }
    }

    pub(super) fn at_most(&mut self, max: T) {
        if max < self.max {
            self.max = max;
        }
    }
}

/// A type.
#[derive(Debug)]
pub(super) enum Node {
    Optional(Box<Node>),
    Boolean,
    Integer(Range<i128>),
    Float {
        single: bool,
        range: Range<f64>,
    },
    DecimalNumber(Option<Range<Decimal>>),
    DecimalText {
        form: Automaton,
        range: Option<Range<Decimal>>,
    },
    IntegerText {
        form: Automaton,
        range: Range<i128>,
    },
    /// A text of one exact form: a uuid, a date.
    Formed {
        form: Automaton,
        /// Whether equal values have equal texts: not so for uuids in two letter cases, or times with zeros at the end.
        one_spelling: bool,
    },
    String(StringNode),
    Enum(Arc<EnumNode>),
    Any,
    List {
        item: Box<Node>,
        distinct: Distinct,
        count: Range<u64>,
    },
    Map {
        key: Key,
        value: Box<Node>,
        count: Range<u64>,
    },
    Record(usize),
    Union(usize),
    /// What only the model can decide.
    Unsure,
}

/// Which items a list may not have twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Distinct {
    /// All it likes.
    No,
    /// None.
    Yes,
}

/// Text with constraints.
#[derive(Debug)]
pub(super) struct StringNode {
    /// In code points.
    pub(super) length: Option<Range<u64>>,
    pub(super) patterns: Vec<Automaton>,
}

impl StringNode {
    #[inline]
    pub(super) fn holds(&self, text: &str) -> bool {
        self.length.is_none_or(|length| length.holds(text.chars().count() as u64))
            && self.patterns.iter().all(|pattern| pattern.matches(text))
    }
}

/// The texts of an enum and which value each stands for.
#[derive(Debug)]
pub(super) struct EnumNode {
    /// The texts of each value in the order of the values, the one in which it is written first.
    texts: Vec<(String, usize)>,
    /// The same, where there are too many to look through.
    by_text: HashMap<String, usize>,
    pub(super) open: bool,
}

impl EnumNode {
    pub(super) fn new(texts: Vec<(String, usize)>, open: bool) -> Self {
        let mut by_text = HashMap::new();
        if texts.len() > FEW {
            for (text, value) in &texts {
                by_text.entry(text.clone()).or_insert(*value);
            }
        }
        Self { texts, by_text, open }
    }

    #[inline]
    pub(super) fn value(&self, text: &str) -> Option<usize> {
        if self.by_text.is_empty() {
            self.texts.iter().find(|(known, _)| known == text).map(|(_, value)| *value)
        } else {
            self.by_text.get(text).copied()
        }
    }

    /// Whether equal values have equal texts.
    pub(super) fn has_no_aliases(&self) -> bool {
        self.texts.last().is_none_or(|(_, last)| last + 1 == self.texts.len())
    }

    /// The text in which a value is written.
    pub(super) fn spelled(&self, value: usize) -> &str {
        let first = self.texts.partition_point(|(_, known)| *known < value);
        self.texts.get(first).map_or("", |(text, _)| text)
    }
}

/// The keys of a map.
#[derive(Debug)]
pub(super) enum Key {
    Text { form: Option<Automaton>, string: StringNode, any_case: bool },
    Integer { form: Automaton, range: Range<i128> },
    Enum(Arc<EnumNode>),
    Unsure,
}

/// What stands under a key.
#[derive(Debug)]
pub(super) enum Slot {
    Field(Node),
    /// The key that holds the name.
    Tag(Vec<String>),
    /// The tag of a union, which has been read.
    Variant,
    /// The fields of a variant.
    Content(Object),
}

/// An object with known keys.
#[derive(Debug, Default)]
pub(super) struct Object {
    pub(super) slots: Vec<Slot>,
    pub(super) required: Vec<usize>,
    /// The names of the slots in their order, then earlier names.
    names: Vec<(String, usize)>,
    /// The same, where there are too many to look through.
    by_name: HashMap<String, usize>,
}

/// The most names that are looked through one by one.
const FEW: usize = 12;

impl Object {
    pub(super) fn add(&mut self, name: &str, slot: Slot, required: bool) {
        let index = self.slots.len();
        self.slots.push(slot);
        self.names.push((name.to_owned(), index));
        if required {
            self.required.push(index);
        }
    }

    pub(super) fn add_alias(&mut self, name: &str, slot: usize) {
        self.names.push((name.to_owned(), slot));
    }

    pub(super) fn finish(mut self) -> Self {
        // Aliases go behind the names, so that the names can be guessed by their order.
        self.names.sort_by_key(|(_, slot)| *slot);
        let mut seen = None;
        let (first, later): (Vec<_>, Vec<_>) =
            self.names.into_iter().partition(|(_, slot)| seen.replace(*slot) != Some(*slot));
        self.names = first.into_iter().chain(later).collect();
        if self.names.len() > FEW {
            self.by_name = self.names.iter().cloned().collect();
        }
        self
    }

    /// The slot of a key; `guess` is where it is if the keys stand in their order.
    #[inline]
    pub(super) fn slot(&self, key: &str, guess: usize) -> Option<usize> {
        match self.names.get(guess) {
            Some((name, slot)) if name == key => Some(*slot),
            _ if self.by_name.is_empty() => self.names.iter().find(|(name, _)| name == key).map(|(_, slot)| *slot),
            _ => self.by_name.get(key).copied(),
        }
    }
}

/// One version of a union.
#[derive(Debug)]
pub(super) struct UnionNode {
    pub(super) tag: String,
    pub(super) open: bool,
    pub(super) variants: Vec<(String, Object)>,
}
