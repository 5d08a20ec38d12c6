//! The shortest array that meets a conjunction of conditions on arrays.

use std::collections::BTreeMap;

use super::node::{Literal, Node};
use super::solve::{Answer, Best, Doubt, Solver};
use super::witness::Witness;

/// The most items of an array that is written out.
const LONGEST: u64 = 1_000_000;
/// The most items that are told apart from each other.
const DISTINCT: u64 = 1_500;
/// The most positions that are tried for two equal items.
const PAIRS: u64 = 60;

/// Conditions on arrays, gathered.
#[derive(Debug, Default)]
struct Items {
    at: BTreeMap<u64, Vec<Literal>>,
    /// All from an index on.
    from: Vec<(u64, Literal)>,
    /// Some item from an index on.
    some: Vec<(u64, Literal)>,
    min: u64,
    max: Option<u64>,
    unique: bool,
    /// Two items are equal.
    repeated: bool,
    /// What one item must be that there is.
    chosen: BTreeMap<u64, Vec<Literal>>,
}

impl Items {
    fn new(solver: &Solver, conditions: &[Literal]) -> Option<Self> {
        let mut items = Self::default();
        for literal in conditions {
            match (solver.graph.node(literal.id()), literal.positive()) {
                (Node::MinItems(min), true) => items.min = items.min.max(*min),
                (Node::MaxItems(max), true) => items.at_most(*max),
                (Node::MinItems(min), false) => items.at_most(min.checked_sub(1)?),
                (Node::MaxItems(max), false) => items.min = items.min.max(max.checked_add(1)?),
                (Node::Unique, true) => items.unique = true,
                (Node::Unique, false) => items.repeated = true,
                (Node::Item(at, id), true) => items.at.entry(*at).or_default().push(id.is()),
                (Node::Item(at, id), false) => items.chosen.entry(*at).or_default().push(id.is_not()),
                (Node::Items(from, id), true) => items.from.push((*from, id.is())),
                (Node::Items(from, id), false) => items.some.push((*from, id.is_not())),
                _ => {}
            }
        }
        let longest = items.chosen.last_key_value().map_or(0, |(at, _)| at + 1);
        items.min = items.min.max(longest);
        if items.max.is_some_and(|max| max < items.min) || (items.unique && items.repeated) {
            return None;
        }
        Some(items)
    }

    fn at_most(&mut self, max: u64) {
        self.max = Some(self.max.map_or(max, |known| known.min(max)));
    }

    /// The first position from which on all are alike.
    fn alike_from(&self) -> u64 {
        let at = self.at.last_key_value().map_or(0, |(at, _)| at + 1);
        self.from.iter().map(|(from, _)| *from).max().unwrap_or(0).max(at)
    }

    fn goal(&self, chosen: &BTreeMap<u64, Vec<Literal>>, at: u64) -> Vec<Literal> {
        let from = self.from.iter().filter(|(from, _)| *from <= at).map(|(_, literal)| *literal);
        let here = [&self.at, chosen].into_iter().filter_map(|by| by.get(&at)).flatten().copied();
        from.chain(here).collect()
    }
}

impl Solver {
    pub(super) fn array(&mut self, conditions: &[Literal]) -> Answer {
        let Some(items) = Items::new(self, conditions) else { return Answer::Empty };
        if !items.repeated {
            return self.array_placed(&items, items.chosen.clone(), None, 0);
        }
        let end = items.alike_from().max(items.min).saturating_add(2).min(items.max.unwrap_or(u64::MAX));
        let mut best = Best::default();
        if end > PAIRS {
            best.doubt(Doubt::new("", "too many pairs of items could be the equal ones"));
        }
        for second in 1..end.min(PAIRS) {
            for first in 0..second {
                if !matches!(self.solve(&pair_goal(&items, first, second)), Answer::Empty) {
                    best.add(self.array_placed(&items, items.chosen.clone(), Some((first, second)), 0));
                }
            }
            if best.size() < usize::MAX {
                break;
            }
        }
        best.answer()
    }

    /// Finds a position for each [`Items::some`] from this index on.
    fn array_placed(
        &mut self,
        items: &Items,
        chosen: BTreeMap<u64, Vec<Literal>>,
        equal: Option<(u64, u64)>,
        index: usize,
    ) -> Answer {
        if !self.step() {
            return Answer::Unknown(Doubt::new("", "the question takes too much work"));
        }
        let Some((from, literal)) = items.some.get(index).copied() else {
            return self.array_complete(items, &chosen, equal);
        };
        let end = items.alike_from().max(items.min).max(from).saturating_add(index as u64 + 1);
        let end = end.min(items.max.unwrap_or(u64::MAX));
        let mut best = Best::default();
        let mut alike: Vec<Vec<Literal>> = Vec::new();
        for at in from..end {
            let mut goal = items.goal(&chosen, at);
            goal.push(literal);
            // Positions of which the same is known are one, unless all items are told apart or numbered already.
            if items.some.len() == 1 && equal.is_none() && alike.contains(&goal) {
                continue;
            }
            if matches!(self.solve(&goal), Answer::Empty) {
                alike.push(goal);
                continue;
            }
            alike.push(goal);
            let mut chosen = chosen.clone();
            chosen.entry(at).or_default().push(literal);
            let answer = self.array_placed(items, chosen, equal, index + 1);
            let found = matches!(answer, Answer::Found(_));
            best.add(answer);
            // Later positions make longer arrays.
            if found && at >= items.min {
                break;
            }
        }
        best.answer()
    }

    fn array_complete(
        &mut self,
        items: &Items,
        chosen: &BTreeMap<u64, Vec<Literal>>,
        equal: Option<(u64, u64)>,
    ) -> Answer {
        let last = chosen.last_key_value().map_or(0, |(at, _)| at + 1);
        let length = items.min.max(last).max(equal.map_or(0, |(_, second)| second + 1));
        if items.max.is_some_and(|max| max < length) {
            return Answer::Empty;
        }
        if items.unique {
            return self.array_distinct(items, chosen, length);
        }
        let alike_from = items.alike_from().max(last).max(equal.map_or(0, |(_, second)| second + 1));
        let mut array = Vec::new();
        let mut doubts = Best::default();
        let pair = match equal {
            None => None,
            Some((first, second)) => {
                let mut goal = pair_goal(items, first, second);
                goal.extend(chosen.get(&first).into_iter().chain(chosen.get(&second)).flatten());
                Some(self.solve(&goal))
            }
        };
        for at in 0..length.min(alike_from.saturating_add(1)) {
            let answer = match (equal, &pair) {
                (Some((first, second)), Some(pair)) if at == first || at == second => pair.clone(),
                _ => self.solve(&items.goal(chosen, at)),
            };
            match answer {
                Answer::Found(value) => array.push(value),
                Answer::Empty => return Answer::Empty,
                Answer::Unknown(doubt) => doubts.doubt(doubt),
            }
        }
        if let answer @ Answer::Unknown(_) = doubts.answer() {
            return answer;
        }
        if length > LONGEST {
            return Answer::Unknown(Doubt::new("", "an array would need too many items"));
        }
        if let Some(last) = array.last().cloned() {
            array.resize(usize::try_from(length).unwrap_or(0), last);
        }
        Answer::Found(Witness::array(array))
    }

    /// Items that differ, one position after the other; a position that finds none left goes before the others.
    fn array_distinct(&mut self, items: &Items, chosen: &BTreeMap<u64, Vec<Literal>>, length: u64) -> Answer {
        let goals: Vec<Vec<Literal>> = (0..length.min(DISTINCT)).map(|at| items.goal(chosen, at)).collect();
        for goal in &goals {
            if matches!(self.solve(goal), Answer::Empty) {
                return Answer::Empty;
            }
        }
        if length > DISTINCT {
            return Answer::Unknown(Doubt::new("", "an array would need too many items that differ"));
        }
        let mut order: Vec<usize> = (0..goals.len()).collect();
        let mut failed = std::collections::HashSet::new();
        loop {
            let mut values: BTreeMap<usize, Witness> = BTreeMap::new();
            let mut others: Vec<Literal> = Vec::new();
            let mut stuck = None;
            for &at in &order {
                let goal: Vec<Literal> = goals[at].iter().chain(&others).copied().collect();
                match self.solve(&goal) {
                    Answer::Found(value) => {
                        let Some(written) = value.to_value() else {
                            return Answer::Unknown(Doubt::new("", "an item would be too long"));
                        };
                        others.push(self.graph.constant(&written, "").is_not());
                        values.insert(at, value);
                    }
                    Answer::Empty => {
                        stuck = Some(at);
                        break;
                    }
                    unknown @ Answer::Unknown(_) => return unknown,
                }
            }
            let Some(stuck) = stuck else { return Answer::Found(Witness::array(values.into_values().collect())) };
            let before = order.iter().take_while(|at| **at != stuck);
            // Where all before it ask for the same, there are too few values for so many items.
            if before.into_iter().all(|at| goals[*at] == goals[stuck]) {
                return Answer::Empty;
            }
            if !failed.insert(stuck) {
                return Answer::Unknown(Doubt::new("", "whether so many items can differ is not known"));
            }
            order.retain(|at| *at != stuck);
            order.insert(0, stuck);
        }
    }
}

/// What the value at both positions must be.
fn pair_goal(items: &Items, first: u64, second: u64) -> Vec<Literal> {
    let mut goal = items.goal(&items.chosen, first);
    goal.extend(items.goal(&items.chosen, second));
    goal
}
