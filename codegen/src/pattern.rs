//! Patterns of the subset that ECMA-262 (with its `u` flag) and Rust read alike: read with errors at their place, and
//! spelled so that every engine means the same by them. What already means the same everywhere stays to the letter;
//! `.`, `\d`, `\w` and `\s` become explicit classes. A pattern is bounded: the automaton that the runtime would build
//! from it is built here within the same limits, so that no schema compiles that a program could not load.

mod escape;
mod parser;

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::rc::Rc;

use regex_automata::Input;
use regex_automata::dfa::{Automaton as _, dense};
use regex_automata::nfa::thompson;

use crate::model::Pattern;

/// The most bytes that the automaton of a pattern may take.
pub const AUTOMATON_SIZE_LIMIT: usize = 1 << 20;

/// The most bytes that may be used on the way to the automaton.
pub const CONSTRUCTION_SIZE_LIMIT: usize = 1 << 20;

/// The deepest that groups may nest.
pub const DEPTH_LIMIT: usize = 50;

/// The most characters that a pattern may have.
pub const LENGTH_LIMIT: usize = 10_000;

/// Why a pattern is none, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// What is wrong and what to do: lower case, no full stop.
    pub message: String,
    /// Where, in bytes of the pattern as written.
    pub range: Range<usize>,
}

impl fmt::Display for PatternError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for PatternError {}

impl Pattern {
    /// Reads a pattern.
    ///
    /// ```
    /// use retold_codegen::model::Pattern;
    /// assert_eq!(Pattern::parse(r"^[A-Z0-9-]{3,32}$").unwrap().portable, r"^[A-Z0-9-]{3,32}$");
    /// assert_eq!(Pattern::parse(r"^\d+$").unwrap().portable, r"^[0-9]+$");
    /// assert_eq!(Pattern::parse(r"a(?=b)").unwrap_err().range, 1..4);
    /// ```
    ///
    /// # Errors
    /// If it uses what the engines do not share (look-around, back-references, named groups, inline flags, `\p`, `\b`,
    /// POSIX classes, operations on classes), is malformed, or is larger than the limits of this module.
    pub fn parse(written: &str) -> Result<Self, PatternError> {
        Patterns::default().parse(written)
    }
}

/// The most work for the patterns of one schema set, in bytes of construction: tens of thousands of patterns as people
/// write them, some dozens of the largest.
pub const WORK_LIMIT: usize = 64 << 20;

/// Reads the patterns of a whole schema set: each text once, and no more work for all of them together than
/// [`WORK_LIMIT`].
#[derive(Debug, Default)]
pub struct Patterns {
    known: HashMap<String, Result<Pattern, PatternError>>,
    spent: usize,
}

impl Patterns {
    /// Reads a pattern, as [`Pattern::parse`] does.
    ///
    /// # Errors
    /// As [`Pattern::parse`], and if the patterns before this one were too much already.
    pub fn parse(&mut self, written: &str) -> Result<Pattern, PatternError> {
        if let Some(known) = self.known.get(written) {
            return known.clone();
        }
        let read = parser::portable(written).and_then(|portable| self.build(written, portable));
        self.known.insert(written.to_owned(), read.clone());
        read
    }

    fn build(&mut self, written: &str, portable: String) -> Result<Pattern, PatternError> {
        let refused = |message: &str| PatternError { message: message.to_owned(), range: 0..written.len() };
        if self.spent > WORK_LIMIT {
            return Err(refused("the patterns of this schema set are too large together; make the largest simpler"));
        }
        match automaton(&portable) {
            Ok(automaton) => {
                self.spent = self.spent.saturating_add(4 * automaton.memory_usage());
                Ok(Pattern { written: written.to_owned(), portable })
            }
            Err(()) => {
                self.spent = self.spent.saturating_add(4 * CONSTRUCTION_SIZE_LIMIT);
                Err(refused(
                    "the pattern is too large: its automaton would take more than 1 MiB; say how long the text is with \
                     `min_length` and `max_length` instead of counted repetitions",
                ))
            }
        }
    }
}

/// The automaton that finds a match anywhere in a text, as the runtime builds it from the portable form.
///
/// # Errors
/// If it is larger than the limits, or the text is not a portable pattern.
#[allow(clippy::result_unit_err)]
pub fn automaton(portable: &str) -> Result<dense::DFA<Vec<u32>>, ()> {
    dense::Builder::new()
        .thompson(thompson::Config::new().nfa_size_limit(Some(CONSTRUCTION_SIZE_LIMIT)))
        .configure(
            dense::Config::new()
                .start_kind(regex_automata::dfa::StartKind::Unanchored)
                .dfa_size_limit(Some(AUTOMATON_SIZE_LIMIT))
                .determinize_size_limit(Some(CONSTRUCTION_SIZE_LIMIT)),
        )
        .build(portable)
        .map_err(|_| ())
}

/// Whether a portable pattern has a match in a text; a text that is no such pattern has none. Automata are kept for
/// the next question.
#[must_use]
pub fn matches(portable: &str, text: &str) -> bool {
    type Known = HashMap<String, Option<Rc<dense::DFA<Vec<u32>>>>>;
    thread_local!(static KNOWN: RefCell<Known> = RefCell::default());
    let found = KNOWN.with_borrow_mut(|known| {
        if let Some(found) = known.get(portable) {
            return found.clone();
        }
        // A schema set has few patterns; a process that sees many sets must not grow for ever.
        if known.len() >= 256 {
            known.clear();
        }
        let built = automaton(portable).ok().map(Rc::new);
        known.insert(portable.to_owned(), built.clone());
        built
    });
    found.is_some_and(|found| matches!(found.try_search_fwd(&Input::new(text).earliest(true)), Ok(Some(_))))
}

#[cfg(test)]
mod tests;
