//! Patterns: a regular language searched for anywhere in the text, as in JSON Schema. Compiled at first use into a
//! dense automaton; one that would be too large is simulated instead. Either way a search is linear in the text.

use std::sync::OnceLock;

use regex_automata::Input;
use regex_automata::dfa::{Automaton, dense};
use regex_automata::nfa::thompson::{self, pikevm::PikeVM};

use super::broken;
use crate::violation::Violation;
use crate::wire::Look;

/// The most memory that one automaton may take.
const LIMIT: usize = 1 << 20;

/// A pattern that is compiled when it is first needed.
#[derive(Debug)]
pub struct Pattern {
    written: &'static str,
    compiled: OnceLock<Compiled>,
}

#[derive(Debug)]
enum Compiled {
    Dense(Box<dense::DFA<Vec<u32>>>),
    Simulated(Box<PikeVM>),
    /// Not a pattern; what is wrong with it.
    Wrong(String),
}

impl Pattern {
    /// A pattern, not yet looked at.
    #[must_use]
    pub const fn new(written: &'static str) -> Self {
        Self { written, compiled: OnceLock::new() }
    }

    fn compiled(&self) -> &Compiled {
        self.compiled.get_or_init(|| compile(self.written))
    }
}

fn compile(pattern: &str) -> Compiled {
    let dense = dense::Builder::new()
        .configure(
            dense::Config::new()
                .start_kind(regex_automata::dfa::StartKind::Unanchored)
                .dfa_size_limit(Some(LIMIT))
                .determinize_size_limit(Some(LIMIT)),
        )
        .build(pattern);
    match dense {
        Ok(dense) => Compiled::Dense(Box::new(dense)),
        Err(_) => {
            match PikeVM::builder().thompson(thompson::Config::new().nfa_size_limit(Some(10 * LIMIT))).build(pattern) {
                Ok(simulated) => Compiled::Simulated(Box::new(simulated)),
                Err(error) => Compiled::Wrong(error.to_string()),
            }
        }
    }
}

/// What a string must contain a match of.
///
/// # Errors
/// When it contains none.
pub fn pattern<T, C: Look<T, Leaf: AsRef<str>>>(value: &T, pattern: &Pattern) -> Result<(), Violation> {
    C::look(value, |text| matches(text.as_ref(), pattern))
}

fn matches(text: &str, pattern: &Pattern) -> Result<(), Violation> {
    let found = match pattern.compiled() {
        Compiled::Dense(dense) => contains(dense, text),
        Compiled::Simulated(simulated) => simulated.is_match(&mut simulated.create_cache(), text),
        Compiled::Wrong(problem) => {
            return Err(Violation::new(None, format!("has a pattern that cannot be compiled: {problem}")));
        }
    };
    if found {
        Ok(())
    } else {
        Err(broken(&text, "does not match the pattern", &format_args!("`{}`", pattern.written)))
    }
}

/// Whether a match ends anywhere: the first one is enough.
fn contains(dense: &dense::DFA<Vec<u32>>, text: &str) -> bool {
    matches!(dense.try_search_fwd(&Input::new(text).earliest(true)), Ok(Some(_)))
}
