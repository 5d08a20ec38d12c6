//! Texts of a wanted length in a graph of code points. `level[r]` is the set of nodes from which a text can end after
//! exactly `r` more characters; the sequence of these sets repeats at some point, so it is kept only up to there.

use std::collections::HashMap;

use super::Shortest;
use super::graph::Graph;
use super::work::Work;

/// The longest text that is written out.
const LONGEST: u64 = 10_000;
/// The most bytes of sets.
const SIZE_LIMIT: usize = 64 << 20;

/// A set of nodes.
type Level = Box<[u64]>;

#[derive(Debug)]
pub(super) struct Lengths<'a> {
    graph: &'a Graph,
    /// The sets for `0..`, up to where they repeat.
    levels: Vec<Level>,
    /// The index of the set that follows the last one.
    again: usize,
}

impl<'a> Lengths<'a> {
    /// Steps back from the end until the sets repeat; `None` if they do not within the limits.
    pub(super) fn new(graph: &'a Graph, work: &Work) -> Option<Self> {
        let mut work = work.question();
        let words = graph.edges.len().div_ceil(64);
        let mut level: Level = vec![0; words].into();
        for (node, &ends) in graph.ends.iter().enumerate() {
            if ends {
                level[node / 64] |= 1 << (node % 64);
            }
        }
        let edge_count: usize = graph.edges.iter().map(|edges| edges.len() + 1).sum();
        let mut numbers: HashMap<Level, usize> = HashMap::new();
        let mut levels = Vec::new();
        loop {
            if let Some(&again) = numbers.get(&level) {
                return Some(Self { graph, levels, again });
            }
            // An edge is a fifth of the work that a step of an automaton is.
            if !work.spend(edge_count.div_ceil(5)) || levels.len() * words * 16 > SIZE_LIMIT {
                return None;
            }
            numbers.insert(level.clone(), levels.len());
            let mut before: Level = vec![0; words].into();
            for (node, edges) in graph.edges.iter().enumerate() {
                if edges.iter().any(|edge| contains(&level, edge.to)) {
                    before[node / 64] |= 1 << (node % 64);
                }
            }
            levels.push(std::mem::replace(&mut level, before));
        }
    }

    /// Whether a text can end after exactly `remaining` more characters.
    fn can_end(&self, node: usize, remaining: u64) -> bool {
        let kept = self.levels.len() as u64;
        let index = if remaining < kept {
            remaining
        } else {
            let again = self.again as u64;
            again + (remaining - again) % (kept - again)
        };
        usize::try_from(index).is_ok_and(|index| contains(&self.levels[index], node))
    }

    /// The lengths of texts within bounds, ascending; those that the repetition decides once are enough.
    fn within(&self, min: u64, max: u64) -> impl Iterator<Item = u64> + '_ {
        let last = min.saturating_add(self.levels.len() as u64).min(max);
        (min..=last).filter(|&length| self.can_end(0, length))
    }

    pub(super) fn shortest(&self, min: u64, max: u64) -> Shortest {
        match self.within(min, max).next() {
            None => Shortest::Empty,
            Some(length) if length > LONGEST => Shortest::TooLarge,
            Some(length) => Shortest::Text(self.walk(length, None)),
        }
    }

    pub(super) fn sample(&self, min: u64, max: u64, seed: u64) -> Option<String> {
        let mut random = Random(seed);
        let lengths: Vec<u64> = self.within(min, max).take_while(|&length| length <= LONGEST).take(12).collect();
        let length = *lengths.get(random.below(lengths.len()))?;
        Some(self.walk(length, Some(&mut random)))
    }

    /// A text of this length, which exists: the plainest, or a random one.
    fn walk(&self, length: u64, mut random: Option<&mut Random>) -> String {
        let mut pick = |choices: usize| random.as_mut().map_or(0, |random| random.below(choices));
        let mut bytes = Vec::new();
        let mut node = 0;
        for remaining in (0..length).rev() {
            let open = || self.graph.edges[node].iter().filter(|edge| self.can_end(edge.to, remaining));
            let Some(edge) = open().nth(pick(open().count())) else { break };
            for &class in &edge.paths[pick(edge.paths.len())] {
                let class = &self.graph.classes[usize::from(class)];
                bytes.push(class[pick(class.len())]);
            }
            node = edge.to;
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

fn contains(level: &Level, node: usize) -> bool {
    level[node / 64] >> (node % 64) & 1 == 1
}

/// Numbers without a pattern: splitmix64 (Steele, Lea, Flood 2014).
#[derive(Debug)]
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let mixed = mixed ^ (mixed >> 31);
        usize::try_from(mixed % bound.max(1) as u64).unwrap_or(0)
    }
}
