//! A pattern as an automaton: each set of states of the program that a text can lead to is one row, with the row that
//! each kind of character leads to. Characters that no class tells apart are of one kind.

use std::collections::HashMap;

use super::parser::after;
use super::program::{Place, Program, Set, State};

/// The most entries of an automaton: half a megabyte.
const ENTRIES: usize = 128 << 10;
/// The most work on the way to it, in states that are looked at.
const WORK: usize = 4 << 20;

/// An automaton.
#[derive(Debug)]
pub(super) struct Table {
    /// The kind of each ASCII character.
    ascii: [u16; 128],
    /// The first character of each kind's stretch, in order; a kind can have several stretches.
    stretches: Vec<(char, u16)>,
    kinds: usize,
    /// The row that follows, row by row; already times the number of kinds.
    next: Vec<u32>,
    verdicts: Vec<Verdict>,
}

/// What a row means where the text ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// There was no match.
    No,
    /// There is a match if the text ends here.
    IfEnded,
    /// There has been a match, whatever follows.
    Yes,
    /// There will be none, whatever follows.
    Never,
}

impl Table {
    /// Nothing where it would be too large.
    pub(super) fn new(program: &Program) -> Option<Self> {
        let (stretches, members) = kinds(program)?;
        let mut ascii = [0; 128];
        for (code, kind) in (0_u8..128).zip(&mut ascii) {
            *kind = kind_of(&stretches, char::from(code));
        }
        let mut table = Self { ascii, stretches, kinds: members.len(), next: Vec::new(), verdicts: Vec::new() };
        table.fill(program, &members)?;
        Some(table)
    }

    /// Finds all rows, breadth first.
    fn fill(&mut self, program: &Program, members: &[Vec<bool>]) -> Option<()> {
        let states = program.states.len();
        let mut known: HashMap<Vec<u32>, u32> = HashMap::new();
        let mut rows: Vec<Vec<u32>> = Vec::new();
        let mut work = 0;
        let mut set = Set::new(states);
        program.close(program.first, Place { at_start: true, at_end: false }, &mut set);
        self.row(program, &set, true, &mut known, &mut rows);
        let mut at = 0;
        while at < rows.len() {
            for member in members {
                set.clear();
                work += rows[at].len();
                for state in &rows[at] {
                    if let State::Class(class, then) = program.states[*state as usize]
                        && member[class as usize]
                    {
                        program.close(then, Place { at_start: false, at_end: false }, &mut set);
                    }
                }
                // A match may begin anywhere.
                program.close(program.first, Place { at_start: false, at_end: false }, &mut set);
                work += set.iter().count();
                let row = self.row(program, &set, false, &mut known, &mut rows);
                self.next.push(row * u32::try_from(self.kinds).ok()?);
                if work > WORK || rows.len() * self.kinds > ENTRIES {
                    return None;
                }
            }
            at += 1;
        }
        Some(())
    }

    /// The row of a set of states.
    fn row(
        &mut self,
        program: &Program,
        set: &Set,
        at_start: bool,
        known: &mut HashMap<Vec<u32>, u32>,
        rows: &mut Vec<Vec<u32>>,
    ) -> u32 {
        // Splits have done their part; what is left tells sets apart.
        let kept = |state: &u32| !matches!(program.states[*state as usize], State::Split(..));
        let mut key: Vec<u32> = set.iter().filter(kept).collect();
        key.sort_unstable();
        // The first row is the only one at the start of the text, so it is never found again.
        if let Some(row) = known.get(&key) {
            return *row;
        }
        let row = rows.len() as u32;
        self.verdicts.push(verdict(program, set, at_start));
        if !at_start {
            known.insert(key.clone(), row);
        }
        rows.push(key);
        row
    }

    /// Whether a text contains a match.
    pub(super) fn matches(&self, text: &str) -> bool {
        let mut row = 0;
        for character in text.chars() {
            match self.verdicts[row / self.kinds] {
                Verdict::Yes => return true,
                Verdict::Never => return false,
                Verdict::No | Verdict::IfEnded => {}
            }
            let kind = match self.ascii.get(character as usize) {
                Some(kind) => *kind,
                None => kind_of(&self.stretches, character),
            };
            row = self.next[row + usize::from(kind)] as usize;
        }
        matches!(self.verdicts[row / self.kinds], Verdict::Yes | Verdict::IfEnded)
    }
}

fn verdict(program: &Program, set: &Set, at_start: bool) -> Verdict {
    if set.contains(0) {
        return Verdict::Yes;
    }
    let mut ended = Set::new(program.states.len());
    for state in set.iter() {
        program.close(state, Place { at_start, at_end: true }, &mut ended);
    }
    if ended.contains(0) {
        return Verdict::IfEnded;
    }
    let goes_on = |state: u32| matches!(program.states[state as usize], State::Class(..));
    if set.iter().any(goes_on) { Verdict::No } else { Verdict::Never }
}

/// The stretches of characters that no class tells apart, each with its kind, and for each kind which classes have it.
#[allow(clippy::type_complexity)]
fn kinds(program: &Program) -> Option<(Vec<(char, u16)>, Vec<Vec<bool>>)> {
    let mut starts = vec!['\0'];
    for (low, high) in program.classes.iter().flatten() {
        starts.push(*low);
        starts.extend(after(*high));
    }
    starts.sort_unstable();
    starts.dedup();
    let mut known: HashMap<Vec<bool>, u16> = HashMap::new();
    let mut members = Vec::new();
    let mut stretches = Vec::with_capacity(starts.len());
    if starts.len().saturating_mul(program.classes.len()) > WORK {
        return None;
    }
    for start in starts {
        let within = |class: &Vec<(char, char)>| class.iter().any(|(low, high)| (*low..=*high).contains(&start));
        let member: Vec<bool> = program.classes.iter().map(within).collect();
        let kind = match known.get(&member) {
            Some(kind) => *kind,
            None => {
                let kind = u16::try_from(members.len()).ok()?;
                known.insert(member.clone(), kind);
                members.push(member);
                kind
            }
        };
        stretches.push((start, kind));
    }
    Some((stretches, members))
}

fn kind_of(stretches: &[(char, u16)], character: char) -> u16 {
    let index = stretches.partition_point(|(start, _)| *start <= character);
    // The first stretch starts with the first character.
    stretches[index.saturating_sub(1)].1
}
