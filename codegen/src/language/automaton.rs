//! A pattern's automaton as a plain table: after which bytes has a match been seen. Two states stand for what no
//! further byte changes.

use std::collections::HashMap;
use std::hash::Hash;

use regex_automata::Input;
use regex_automata::dfa::{Automaton as _, dense};
use regex_automata::util::primitives::StateID;

/// No match can follow any more.
pub(super) const DEAD: u32 = 0;
/// A match has been seen, whatever follows.
pub(super) const MATCHED: u32 = 1;

#[derive(Debug)]
pub(super) struct Automaton {
    /// Bytes that no state tells apart have the same number.
    pub(super) classes: [u8; 256],
    class_count: usize,
    /// The next state, by state and class.
    table: Vec<u32>,
    /// Whether a match has been seen if the text ends in this state.
    at_end: Vec<bool>,
    pub(super) start: u32,
}

impl Automaton {
    pub(super) fn new(dense: &dense::DFA<Vec<u32>>) -> Self {
        let byte_classes = dense.byte_classes();
        let classes: [u8; 256] = std::array::from_fn(|byte| byte_classes.get(byte_of(byte)));
        let class_count = 1 + classes.iter().copied().max().map_or(0, usize::from);
        let mut representatives = vec![0_u8; class_count];
        for byte in (0..=u8::MAX).rev() {
            representatives[usize::from(classes[usize::from(byte)])] = byte;
        }

        let mut automaton =
            Self { classes, class_count, table: vec![DEAD; class_count], at_end: vec![false, true], start: DEAD };
        automaton.table.extend(std::iter::repeat_n(MATCHED, class_count));
        let Ok(start) = dense.start_state_forward(&Input::new("")) else { return automaton };
        let mut numbers: HashMap<StateID, u32> = HashMap::new();
        let mut waiting = Vec::new();
        automaton.start = automaton.number(dense, start, &mut numbers, &mut waiting);
        while let Some(state) = waiting.pop() {
            for (class, &byte) in representatives.iter().enumerate() {
                let next = automaton.number(dense, dense.next_state(state, byte), &mut numbers, &mut waiting);
                let row = numbers[&state] as usize * class_count;
                automaton.table[row + class] = next;
            }
        }
        automaton
    }

    /// An automaton of states that are counted as they are met: `step` gives what a class of bytes leads to, `None`
    /// where no match can follow; `accepts` says whether a text may end there.
    pub(super) fn explored<S: Clone + Eq + Hash>(
        classes: [u8; 256],
        class_count: usize,
        start: S,
        step: impl Fn(&S, usize) -> Option<S>,
        accepts: impl Fn(&S) -> bool,
    ) -> Self {
        let mut automaton =
            Self { classes, class_count, table: vec![DEAD; class_count], at_end: vec![false, true], start: 2 };
        automaton.table.extend(std::iter::repeat_n(MATCHED, class_count));
        let mut states = vec![start.clone()];
        let mut numbers: HashMap<S, u32> = HashMap::from([(start, 2)]);
        let mut next = 0;
        while let Some(state) = states.get(next).cloned() {
            next += 1;
            automaton.at_end.push(accepts(&state));
            for class in 0..class_count {
                let to = match step(&state, class) {
                    None => DEAD,
                    Some(reached) => *numbers.entry(reached.clone()).or_insert_with(|| {
                        states.push(reached);
                        u32::try_from(states.len() + 1).unwrap_or(DEAD)
                    }),
                };
                automaton.table.push(to);
            }
        }
        automaton
    }

    /// The number of a state, which is new if it was not met before.
    fn number(
        &mut self,
        dense: &dense::DFA<Vec<u32>>,
        state: StateID,
        numbers: &mut HashMap<StateID, u32>,
        waiting: &mut Vec<StateID>,
    ) -> u32 {
        if dense.is_match_state(state) {
            return MATCHED;
        }
        if dense.is_dead_state(state) || dense.is_quit_state(state) {
            return DEAD;
        }
        *numbers.entry(state).or_insert_with(|| {
            waiting.push(state);
            let number = u32::try_from(self.at_end.len()).expect("an automaton of 1 MiB has fewer than 2^32 states");
            self.at_end.push(dense.is_match_state(dense.next_eoi_state(state)));
            self.table.extend(std::iter::repeat_n(DEAD, self.class_count));
            number
        })
    }

    pub(super) fn next(&self, state: u32, byte: u8) -> u32 {
        self.table[state as usize * self.class_count + usize::from(self.classes[usize::from(byte)])]
    }

    pub(super) fn accepts_in(&self, state: u32) -> bool {
        self.at_end[state as usize]
    }

    pub(super) fn accepts(&self, text: &str) -> bool {
        self.accepts_in(text.bytes().fold(self.start, |state, byte| self.next(state, byte)))
    }
}

fn byte_of(index: usize) -> u8 {
    u8::try_from(index).unwrap_or(u8::MAX)
}
