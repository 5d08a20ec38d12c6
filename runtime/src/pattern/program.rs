//! A pattern as states with arrows (Thompson's construction), and its simulation: all states that could have been
//! reached are carried along, so that no text takes more than its length times the number of states.

use std::collections::HashMap;

use super::parser::Node;

/// The most states of a pattern.
const LIMIT: usize = 200_000;

/// A state.
#[derive(Clone, Copy, Debug)]
pub(super) enum State {
    /// Takes one character of the class with this index, then goes on.
    Class(u32, u32),
    /// Goes on at the start of the text alone.
    Start(u32),
    /// Goes on at the end of the text alone.
    End(u32),
    /// Goes on in two ways.
    Split(u32, u32),
    /// There is a match.
    Match,
}

/// Where in the text a state is reached.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) at_start: bool,
    pub(super) at_end: bool,
}

/// A pattern as states.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) states: Vec<State>,
    pub(super) first: u32,
    pub(super) classes: Vec<Vec<(char, char)>>,
}

impl Program {
    /// Fails for a pattern that is too large.
    pub(super) fn new(node: &Node) -> Result<Self, &'static str> {
        let program = Self { states: vec![State::Match], first: 0, classes: Vec::new() };
        let mut builder = Builder { program, known: HashMap::new() };
        builder.program.first = builder.build(node, 0)?;
        Ok(builder.program)
    }

    /// Adds the states that are reached from one without taking a character.
    pub(super) fn close(&self, from: u32, place: Place, reached: &mut Set) {
        let mut open = vec![from];
        while let Some(state) = open.pop() {
            if !reached.insert(state) {
                continue;
            }
            match self.states[state as usize] {
                State::Split(one, other) => open.extend([other, one]),
                State::Start(next) if place.at_start => open.push(next),
                State::End(next) if place.at_end => open.push(next),
                State::Start(_) | State::End(_) | State::Class(..) | State::Match => {}
            }
        }
    }

    /// Whether a text contains a match.
    pub(super) fn matches(&self, text: &str) -> bool {
        let mut reached = Set::new(self.states.len());
        let mut next = Set::new(self.states.len());
        let mut place = Place { at_start: true, at_end: text.is_empty() };
        self.close(self.first, place, &mut reached);
        let mut rest = text.chars();
        loop {
            if reached.contains(0) {
                return true;
            }
            let Some(character) = rest.next() else { return false };
            place = Place { at_start: false, at_end: rest.as_str().is_empty() };
            for state in reached.iter() {
                if let State::Class(class, then) = self.states[state as usize]
                    && has(&self.classes[class as usize], character)
                {
                    self.close(then, place, &mut next);
                }
            }
            // A match may begin anywhere.
            self.close(self.first, place, &mut next);
            std::mem::swap(&mut reached, &mut next);
            next.clear();
        }
    }
}

/// Whether a class has a character.
fn has(class: &[(char, char)], character: char) -> bool {
    class
        .binary_search_by(|(low, high)| {
            if *high < character {
                std::cmp::Ordering::Less
            } else if *low > character {
                std::cmp::Ordering::Greater
            } else {
                std::cmp::Ordering::Equal
            }
        })
        .is_ok()
}

struct Builder {
    program: Program,
    known: HashMap<Vec<(char, char)>, u32>,
}

impl Builder {
    fn push(&mut self, state: State) -> Result<u32, &'static str> {
        if self.program.states.len() >= LIMIT {
            return Err("the pattern is too large");
        }
        self.program.states.push(state);
        Ok(self.last())
    }

    /// The number of the last state; there are fewer than the limit.
    fn last(&self) -> u32 {
        self.program.states.len() as u32 - 1
    }

    /// Builds a part backwards: what it leads to is there already.
    fn build(&mut self, node: &Node, then: u32) -> Result<u32, &'static str> {
        match node {
            Node::Class(ranges) => {
                let class = match self.known.get(ranges) {
                    Some(class) => *class,
                    None => {
                        let class = self.program.classes.len() as u32;
                        self.program.classes.push(ranges.clone());
                        self.known.insert(ranges.clone(), class);
                        class
                    }
                };
                self.push(State::Class(class, then))
            }
            Node::Start => self.push(State::Start(then)),
            Node::End => self.push(State::End(then)),
            Node::Sequence(parts) => parts.iter().rev().try_fold(then, |then, part| self.build(part, then)),
            Node::Either(choices) => {
                let mut first = None;
                for choice in choices.iter().rev() {
                    let one = self.build(choice, then)?;
                    first = Some(match first {
                        None => one,
                        Some(other) => self.push(State::Split(one, other))?,
                    });
                }
                Ok(first.unwrap_or(then))
            }
            Node::Repeat(node, least, most) => {
                let mut then = match most {
                    None => {
                        let split = self.push(State::Split(then, then))?;
                        let again = self.build(node, split)?;
                        self.program.states[split as usize] = State::Split(again, then);
                        split
                    }
                    Some(most) => {
                        let mut rest = then;
                        for _ in *least..*most {
                            let one = self.build(node, rest)?;
                            rest = self.push(State::Split(one, then))?;
                        }
                        rest
                    }
                };
                for _ in 0..*least {
                    then = self.build(node, then)?;
                }
                Ok(then)
            }
        }
    }
}

/// A set of states that is cleared at once, in the order in which they came in.
/// Source: Briggs and Torczon, "An Efficient Representation for Sparse Sets", 1993.
#[derive(Debug)]
pub(super) struct Set {
    dense: Vec<u32>,
    sparse: Vec<u32>,
}

impl Set {
    pub(super) fn new(states: usize) -> Self {
        Self { dense: Vec::new(), sparse: vec![0; states] }
    }

    pub(super) fn contains(&self, state: u32) -> bool {
        self.dense.get(self.sparse[state as usize] as usize) == Some(&state)
    }

    fn insert(&mut self, state: u32) -> bool {
        if self.contains(state) {
            return false;
        }
        self.sparse[state as usize] = self.dense.len() as u32;
        self.dense.push(state);
        true
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.dense.iter().copied()
    }

    pub(super) fn clear(&mut self) {
        self.dense.clear();
    }
}
