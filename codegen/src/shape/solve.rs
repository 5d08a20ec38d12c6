//! Is there a value that meets all conditions of a goal, and which is the shortest that is found? Each goal is decided
//! once. A goal that is met again while it is being decided adds nothing: a shortest value does not hold itself. What
//! was decided on that assumption stands only if the goal turns out to have no value.

use std::collections::HashMap;
use std::rc::Rc;

use super::branch::Conjunction;
use super::holds::Reading;
use super::node::{ANY, Graph, Kinds, Literal, NOTHING};
use super::witness::Witness;
use crate::language::Languages;

/// Why something is not decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Doubt {
    /// The keyword and its place, or nothing where no single one is to blame.
    pub(super) place: String,
    /// Lower case, no full stop.
    pub(super) why: String,
}

impl Doubt {
    pub(super) fn new(place: &str, why: &str) -> Self {
        Self { place: place.to_owned(), why: why.to_owned() }
    }
}

/// The answer for a goal.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    /// This value meets it.
    Found(Witness),
    /// No value does.
    Empty,
    /// Nobody can say.
    Unknown(Doubt),
}

/// What is known of a goal.
#[derive(Clone, Debug)]
enum Entry {
    /// Being decided, at this depth.
    Open(usize),
    /// As long as the goal at this depth has no value.
    Provisional(Answer, usize),
    Final(Answer),
}

type Goal = Rc<[Literal]>;

/// How deep goals nest before the innermost is decided by itself first, so that the stack stays small.
const DEPTH: usize = 120;
/// How many goals wait for others.
const WAITING: usize = 5_000;
/// The most steps for one question.
const QUESTION_STEPS: u64 = 1_000_000;

/// Decides goals.
#[derive(Debug)]
pub(super) struct Solver {
    pub(super) graph: Graph,
    pub(super) languages: Languages,
    known: HashMap<Goal, Entry>,
    /// Goals with a provisional answer, in the order in which they got it.
    provisional: Vec<Goal>,
    /// The least depth of a goal on whose openness the current answer rests.
    low: usize,
    depth: usize,
    /// A goal that lies too deep.
    deferred: Option<Goal>,
    steps: u64,
    most_steps: u64,
}

impl Solver {
    pub(super) fn new() -> Self {
        Self {
            graph: Graph::new(),
            languages: Languages::new(),
            known: HashMap::new(),
            provisional: Vec::new(),
            low: usize::MAX,
            depth: 0,
            deferred: None,
            steps: 0,
            most_steps: 0,
        }
    }

    pub(super) fn reading(&self) -> Reading<'_> {
        Reading::new(&self.graph, &self.languages)
    }

    /// A value that meets all of these.
    pub(super) fn decide(&mut self, literals: &[Literal]) -> Answer {
        self.most_steps = self.steps + QUESTION_STEPS;
        let mut waiting: Vec<Goal> = vec![literals.into()];
        loop {
            let Some(goal) = waiting.last().cloned() else {
                return Answer::Unknown(Doubt::new("", "nothing was asked"));
            };
            let answer = self.solve(&goal);
            match self.deferred.take() {
                Some(deeper) if !matches!(answer, Answer::Found(_)) => {
                    if waiting.contains(&deeper) || waiting.len() > WAITING {
                        return Answer::Unknown(Doubt::new("", "the types refer to each other in too long a circle"));
                    }
                    waiting.push(deeper);
                }
                _ => {
                    waiting.pop();
                    if waiting.is_empty() {
                        return answer;
                    }
                }
            }
        }
    }

    /// Takes a step; whether it was still allowed.
    pub(super) fn step(&mut self) -> bool {
        self.steps += 1;
        self.steps <= self.most_steps
    }

    /// Like [`Self::solve`]; whether the goal has no value, for certain and whatever is assumed.
    pub(super) fn surely_empty(&mut self, literals: &[Literal]) -> bool {
        let low = std::mem::replace(&mut self.low, usize::MAX);
        let answer = self.solve(literals);
        let certain = std::mem::replace(&mut self.low, low) == usize::MAX;
        certain && matches!(answer, Answer::Empty)
    }

    /// A value that meets all of these, as part of a larger question.
    pub(super) fn solve(&mut self, literals: &[Literal]) -> Answer {
        let Some(goal) = self.canonical(literals) else { return Answer::Empty };
        if goal.is_empty() {
            return Answer::Found(Witness::leaf(0.into()));
        }
        let goal: Goal = goal.into();
        match self.known.get(&goal) {
            Some(Entry::Final(answer)) => return answer.clone(),
            Some(Entry::Provisional(answer, low)) => {
                self.low = self.low.min(*low);
                return answer.clone();
            }
            Some(Entry::Open(depth)) => {
                self.low = self.low.min(*depth);
                return Answer::Empty;
            }
            None => {}
        }
        if self.deferred.is_some() {
            return deferred();
        }
        if self.depth >= DEPTH {
            self.deferred = Some(goal);
            return deferred();
        }
        if !self.step() {
            return Answer::Unknown(Doubt::new("", "the question takes too much work"));
        }
        self.known.insert(Rc::clone(&goal), Entry::Open(self.depth));
        let outer = std::mem::replace(&mut self.low, usize::MAX);
        let mark = self.provisional.len();
        self.depth += 1;
        let answer = self.by_kind(&goal);
        self.depth -= 1;
        let low = self.low;
        self.low = outer;
        self.conclude(goal, &answer, low, mark);
        answer
    }

    /// Writes down an answer, and what becomes of those that rested on it.
    fn conclude(&mut self, goal: Goal, answer: &Answer, low: usize, mark: usize) {
        let found = matches!(answer, Answer::Found(_));
        if found {
            for rested in self.provisional.drain(mark..) {
                self.known.remove(&rested);
            }
            // A value is one whatever was assumed.
            self.deferred = None;
            self.known.insert(goal, Entry::Final(answer.clone()));
        } else if self.deferred.is_some() || self.steps > self.most_steps {
            // Another question, or the same once more is known, may get further.
            for rested in self.provisional.drain(mark..) {
                self.known.remove(&rested);
            }
            self.known.remove(&goal);
        } else if low < self.depth {
            self.low = self.low.min(low);
            self.known.insert(Rc::clone(&goal), Entry::Provisional(answer.clone(), low));
            self.provisional.push(goal);
        } else {
            for rested in self.provisional.drain(mark..) {
                if let Some(entry) = self.known.get_mut(&rested)
                    && let Entry::Provisional(answer, _) = entry
                {
                    *entry = Entry::Final(answer.clone());
                }
            }
            self.known.insert(goal, Entry::Final(answer.clone()));
        }
    }

    /// The literals sorted, each once, without those that say nothing; `None` if they contradict each other.
    fn canonical(&self, literals: &[Literal]) -> Option<Vec<Literal>> {
        let mut goal: Vec<Literal> = Vec::with_capacity(literals.len());
        for literal in literals {
            let literal = self.graph.resolved(*literal);
            if literal == NOTHING.is() {
                return None;
            }
            if literal != ANY.is() {
                goal.push(literal);
            }
        }
        goal.sort_unstable();
        goal.dedup();
        // A literal and its negation stand side by side.
        if goal.windows(2).any(|pair| pair[0] == pair[1].negated()) { None } else { Some(goal) }
    }

    fn by_kind(&mut self, goal: &[Literal]) -> Answer {
        let may = goal.iter().fold(Kinds::ALL, |may, literal| may & self.graph.may(*literal));
        let mut best = Best::default();
        for kind in Kinds::EACH.into_iter().filter(|kind| may.has(*kind)) {
            let mut conjunction = Conjunction::new(kind);
            let contradicts = !goal.iter().all(|literal| conjunction.assert(&mut self.graph, *literal));
            best.add(if contradicts { Answer::Empty } else { self.search(conjunction) });
            if best.size() <= 1 {
                break;
            }
        }
        best.answer()
    }
}

fn deferred() -> Answer {
    Answer::Unknown(Doubt::new("", "it lies too deep"))
}

/// The best of several answers to one question.
#[derive(Debug, Default)]
pub(super) struct Best {
    found: Option<Witness>,
    doubt: Option<Doubt>,
}

impl Best {
    pub(super) fn add(&mut self, answer: Answer) {
        match answer {
            Answer::Found(witness) if witness.size() < self.size() => self.found = Some(witness),
            Answer::Found(_) | Answer::Empty => {}
            Answer::Unknown(doubt) => self.doubt(doubt),
        }
    }

    pub(super) fn doubt(&mut self, doubt: Doubt) {
        // One that names its place says more.
        if self.doubt.as_ref().is_none_or(|known| known.place.is_empty() && !doubt.place.is_empty()) {
            self.doubt = Some(doubt);
        }
    }

    /// The size of what was found; the largest number if nothing was.
    pub(super) fn size(&self) -> usize {
        self.found.as_ref().map_or(usize::MAX, Witness::size)
    }

    pub(super) fn answer(self) -> Answer {
        match (self.found, self.doubt) {
            (Some(witness), _) => Answer::Found(witness),
            (None, Some(doubt)) => Answer::Unknown(doubt),
            (None, None) => Answer::Empty,
        }
    }
}
