//! Questions about the texts that constraints allow: is every text of one language in another, and if not, which is
//! the shortest that is not; is there any text at all; some texts, as samples. A language is what patterns and bounds
//! of length leave of all texts; lengths count code points. Answers are exact, and the same each time.
//!
//! The patterns' automata run side by side over the bytes of UTF-8 (the product construction); texts of a wanted
//! length are found by stepping back from the end one code point at a time, and the sets of states met that way
//! repeat, so that a bound in the millions costs no more than one in the tens.

mod automaton;
mod decimal;
mod graph;
mod lengths;
mod parts;
mod texts;
mod work;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::model::Constraints;
use automaton::Automaton;
use graph::Graph;
use lengths::Lengths;
pub(crate) use parts::Part;
use work::Work;

/// The texts that contain a match of every pattern and have a length within bounds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Language {
    /// The patterns in their portable form; each must match somewhere.
    pub patterns: Vec<String>,
    /// The fewest code points.
    pub min_length: u64,
    /// The most code points.
    pub max_length: u64,
}

impl Default for Language {
    /// All texts.
    fn default() -> Self {
        Self { patterns: Vec::new(), min_length: 0, max_length: u64::MAX }
    }
}

impl Language {
    /// The texts that all these constraints allow.
    #[must_use]
    pub fn of(constraints: &[&Constraints]) -> Self {
        let mut language = Self::default();
        for constraint in constraints {
            language.min_length = language.min_length.max(constraint.min_length.unwrap_or(0));
            language.max_length = language.max_length.min(constraint.max_length.unwrap_or(u64::MAX));
            if let Some(pattern) = &constraint.pattern
                && !language.patterns.contains(&pattern.portable)
            {
                language.patterns.push(pattern.portable.clone());
            }
        }
        language.patterns.sort();
        language
    }

    /// The same with a further pattern, in its portable form.
    #[must_use]
    pub fn and_pattern(mut self, portable: &str) -> Self {
        if !self.patterns.iter().any(|pattern| pattern == portable) {
            self.patterns.push(portable.to_owned());
            self.patterns.sort();
        }
        self
    }
}

/// Whether one language is in another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inclusion {
    /// Every text of the first is in the second.
    Included,
    /// The shortest text of the first that is not in the second.
    Witness(String),
    /// The automata together are too large to decide it, or the shortest text is longer than a million characters.
    TooLarge,
}

/// The shortest text of a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shortest {
    /// The one of fewest code points; of several, the plainest.
    Text(String),
    /// There is none: the constraints contradict each other.
    Empty,
    /// The automata together are too large to find it, or it is longer than a million characters.
    TooLarge,
}

/// Answers the questions, and remembers automata and answers: one for a whole run.
#[derive(Debug, Default)]
pub struct Languages {
    automata: RefCell<HashMap<String, Option<Rc<Automaton>>>>,
    inclusions: RefCell<HashMap<(Language, Language), Inclusion>>,
    work: Work,
}

impl Languages {
    /// Nothing remembered yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether a text is in a language.
    #[must_use]
    pub fn contains(&self, language: &Language, text: &str) -> bool {
        let length = text.chars().count() as u64;
        (language.min_length..=language.max_length).contains(&length)
            && language.patterns.iter().all(|pattern| self.automaton(pattern).is_none_or(|found| found.accepts(text)))
    }

    /// Whether every text of `narrow` is in `wide`.
    #[must_use]
    pub fn included(&self, narrow: &Language, wide: &Language) -> Inclusion {
        if narrow == wide || *wide == Language::default() {
            return Inclusion::Included;
        }
        let question = (narrow.clone(), wide.clone());
        if let Some(answer) = self.inclusions.borrow().get(&question) {
            return answer.clone();
        }
        let answer = self.decide_inclusion(narrow, wide);
        self.inclusions.borrow_mut().insert(question, answer.clone());
        answer
    }

    /// The shortest text of a language.
    #[must_use]
    pub fn shortest(&self, language: &Language) -> Shortest {
        self.find(language, None)
    }

    /// Some text of a language, chosen by `seed`: short, and the same each time. `None` where there is none, or it
    /// could not be found within the limits.
    #[must_use]
    pub fn sample(&self, language: &Language, seed: u64) -> Option<String> {
        let graph = self.graph(language, None)?;
        Lengths::new(&graph, &self.work)?.sample(language.min_length, language.max_length, seed)
    }

    fn decide_inclusion(&self, narrow: &Language, wide: &Language) -> Inclusion {
        let mut found: Vec<Shortest> = Vec::new();
        if wide.min_length > narrow.min_length {
            let max_length = narrow.max_length.min(wide.min_length - 1);
            found.push(self.find(&Language { max_length, ..narrow.clone() }, None));
        }
        if wide.max_length < narrow.max_length {
            let min_length = narrow.min_length.max(wide.max_length + 1);
            found.push(self.find(&Language { min_length, ..narrow.clone() }, None));
        }
        for pattern in wide.patterns.iter().filter(|pattern| !narrow.patterns.contains(pattern)) {
            found.push(self.find(narrow, Some(pattern)));
        }
        let texts = found.iter().filter_map(|shortest| match shortest {
            Shortest::Text(text) => Some(text),
            Shortest::Empty | Shortest::TooLarge => None,
        });
        match texts.min_by_key(|text| text.chars().count()) {
            Some(text) => Inclusion::Witness(text.clone()),
            None if found.contains(&Shortest::TooLarge) => Inclusion::TooLarge,
            None => Inclusion::Included,
        }
    }

    /// The shortest text of a language in which `without` matches nowhere.
    fn find(&self, language: &Language, without: Option<&str>) -> Shortest {
        if language.min_length > language.max_length {
            return Shortest::Empty;
        }
        let Some(graph) = self.graph(language, without) else { return Shortest::TooLarge };
        match Lengths::new(&graph, &self.work) {
            Some(lengths) => lengths.shortest(language.min_length, language.max_length),
            None => Shortest::TooLarge,
        }
    }

    fn graph(&self, language: &Language, without: Option<&str>) -> Option<Graph> {
        let required = language.patterns.iter().map(|pattern| self.automaton(pattern)).collect::<Option<Vec<_>>>()?;
        let forbidden = match without {
            Some(pattern) => vec![self.automaton(pattern)?],
            None => Vec::new(),
        };
        Graph::new(&required, &forbidden, &self.work)
    }

    fn automaton(&self, portable: &str) -> Option<Rc<Automaton>> {
        if let Some(known) = self.automata.borrow().get(portable) {
            return known.clone();
        }
        let built = crate::pattern::automaton(portable).ok().map(|dense| Rc::new(Automaton::new(&dense)));
        self.automata.borrow_mut().insert(portable.to_owned(), built.clone());
        built
    }
}

#[cfg(test)]
mod tests;
