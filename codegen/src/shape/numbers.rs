//! The plainest number that meets a conjunction of conditions on numbers: near zero, few digits.

use std::collections::BTreeSet;

use super::node::{Literal, Node};
use super::number::Decimal;
use super::solve::{Answer, Doubt, Solver};
use super::witness::Witness;

/// The most numbers that are tried.
const TRIED: usize = 20_000;
/// Of how many the shortest is taken.
const HELD: usize = 12;
/// How many digits after the first of the bounds are tried.
const SCALES: i32 = 45;

#[derive(Default)]
struct Conditions {
    /// The bound, and whether it is itself in.
    low: Option<(Decimal, bool)>,
    high: Option<(Decimal, bool)>,
    multiples: Vec<Decimal>,
    not_multiples: Vec<Decimal>,
    among: Option<BTreeSet<Decimal>>,
    excluded: BTreeSet<Decimal>,
}

impl Conditions {
    fn add(&mut self, node: &Node, positive: bool) {
        match (node, positive) {
            (Node::AtLeast(bound, closed), true) => self.at_least(*bound, *closed),
            (Node::AtLeast(bound, closed), false) => self.at_most(*bound, !closed),
            (Node::AtMost(bound, closed), true) => self.at_most(*bound, *closed),
            (Node::AtMost(bound, closed), false) => self.at_least(*bound, !closed),
            (Node::MultipleOf(unit), true) => self.multiples.push(*unit),
            (Node::MultipleOf(unit), false) => self.not_multiples.push(*unit),
            (Node::Numbers(numbers), true) => {
                let among = match &self.among {
                    None => numbers.as_ref().clone(),
                    Some(among) => among.intersection(numbers).copied().collect(),
                };
                self.among = Some(among);
            }
            (Node::Numbers(numbers), false) => self.excluded.extend(numbers.iter().copied()),
            _ => {}
        }
    }

    fn at_least(&mut self, bound: Decimal, closed: bool) {
        let narrower = self.low.is_none_or(|(low, was)| bound > low || (bound == low && was && !closed));
        if narrower {
            self.low = Some((bound, closed));
        }
    }

    fn at_most(&mut self, bound: Decimal, closed: bool) {
        let narrower = self.high.is_none_or(|(high, was)| bound < high || (bound == high && was && !closed));
        if narrower {
            self.high = Some((bound, closed));
        }
    }

    fn hold(&self, number: Decimal) -> bool {
        self.low.is_none_or(|(low, closed)| number > low || (closed && number == low))
            && self.high.is_none_or(|(high, closed)| number < high || (closed && number == high))
            && self.multiples.iter().all(|unit| number.is_multiple_of(*unit))
            && !self.not_multiples.iter().any(|unit| number.is_multiple_of(*unit))
            && self.among.as_ref().is_none_or(|among| among.contains(&number))
            && !self.excluded.contains(&number)
    }

    /// The first and last count of `unit` that are within the bounds; `None` at an end without bound.
    fn counts(&self, unit: Decimal) -> Result<(Option<i128>, Option<i128>), Doubt> {
        let count = |bound: Option<(Decimal, bool)>, step: i128| {
            let Some((bound, closed)) = bound else { return Ok(None) };
            let (floor, whole) = match bound.aligned(unit) {
                Some((number, unit, _)) => (number.div_euclid(unit), number.rem_euclid(unit) == 0),
                None if bound.order() < unit.order() => (if bound.is_negative() { -1 } else { 0 }, bound.is_zero()),
                // So far out that it bounds nothing which is tried.
                None if bound.is_negative() == (step > 0) => return Ok(None),
                None => return Err(too_far()),
            };
            Ok(Some(match (whole, closed, step > 0) {
                (true, true, _) => floor,
                (true, false, _) => floor + step,
                (false, _, true) => floor + 1,
                (false, _, false) => floor,
            }))
        };
        Ok((count(self.low, 1)?, count(self.high, -1)?))
    }
}

impl Solver {
    pub(super) fn number(&self, literals: &[Literal]) -> Answer {
        let mut conditions = Conditions::default();
        for literal in literals {
            conditions.add(self.graph.node(literal.id()), literal.positive());
        }
        conditions.solve().unwrap_or_else(Answer::Unknown)
    }
}

impl Conditions {
    fn solve(&self) -> Result<Answer, Doubt> {
        if let (Some((low, low_closed)), Some((high, high_closed))) = (self.low, self.high)
            && (low > high || (low == high && !(low_closed && high_closed)))
        {
            return Ok(Answer::Empty);
        }
        let points = match (&self.among, self.low, self.high) {
            (Some(among), _, _) => Some(among.iter().copied().collect::<Vec<_>>()),
            (None, Some((low, _)), Some((high, _))) if low == high => Some(vec![low]),
            (None, _, _) => None,
        };
        if let Some(points) = points {
            let held: Vec<Decimal> = points.into_iter().filter(|number| self.hold(*number)).collect();
            return found(&held);
        }
        let Some((first, rest)) = self.multiples.split_first() else { return self.dense() };
        let mut unit = first.magnitude();
        for other in rest {
            unit = unit.least_common_multiple(*other).ok_or_else(too_far)?;
        }
        self.stepped(unit)
    }

    /// Multiples of a unit.
    fn stepped(&self, unit: Decimal) -> Result<Answer, Doubt> {
        if self.not_multiples.iter().any(|other| unit.is_multiple_of(*other)) {
            return Ok(Answer::Empty);
        }
        let (low, high) = self.counts(unit)?;
        let mut held = Vec::new();
        let mut counts = Outwards::new(low, high);
        for count in counts.by_ref().take(TRIED) {
            let Some(number) = unit.times(count) else { continue };
            if self.hold(number) {
                held.push(number);
                // Those further out may have fewer digits.
                if held.len() >= HELD && number.to_json().is_some() {
                    break;
                }
            }
        }
        if held.is_empty() && counts.next().is_some() {
            return Err(Doubt::new("", "too many numbers would have to be tried"));
        }
        found(&held)
    }

    /// Any number within bounds that are apart: there are ever finer ones, so some are left whatever is excluded.
    fn dense(&self) -> Result<Answer, Doubt> {
        let nearest = match (self.low, self.high) {
            (Some((low, _)), _) if low > Decimal::ZERO => low,
            (_, Some((high, _))) if high < Decimal::ZERO => high,
            _ => Decimal::ZERO,
        };
        // Whole numbers first; bounds far out are met in steps of their own size.
        let scale = if nearest.order() > 18 { nearest.order() } else { 0 };
        let mut tried = 0;
        for exponent in (scale - SCALES..=scale).rev() {
            let Some(unit) = Decimal::new(1, exponent) else { break };
            let Ok((low, high)) = self.counts(unit) else { continue };
            for count in Outwards::new(low, high).take(self.excluded.len() + 200) {
                tried += 1;
                if let Some(number) =
                    unit.times(count).filter(|number| self.hold(*number) && number.to_json().is_some())
                {
                    return found(&[number]);
                }
            }
            if tried > TRIED {
                break;
            }
        }
        Err(Doubt::new("", "no number was found between the bounds that readers would hold exactly"))
    }
}

/// The shortest that readers hold exactly; of several, the first.
fn found(held: &[Decimal]) -> Result<Answer, Doubt> {
    match held.iter().filter_map(|number| number.to_json()).min_by_key(|value| value.to_string().len()) {
        Some(value) => Ok(Answer::Found(Witness::leaf(value))),
        None if held.is_empty() => Ok(Answer::Empty),
        None => Err(Doubt::new("", "the numbers have more digits than readers hold")),
    }
}

fn too_far() -> Doubt {
    Doubt::new("", "the numbers are too far apart in size to compare")
}

/// The integers of a range, those nearest to zero first, the positive one of two.
#[derive(Debug)]
struct Outwards {
    low: Option<i128>,
    high: Option<i128>,
    up: Option<i128>,
    down: Option<i128>,
}

impl Outwards {
    fn new(low: Option<i128>, high: Option<i128>) -> Self {
        let start = match (low, high) {
            (Some(low), _) if low > 0 => low,
            (_, Some(high)) if high < 0 => high,
            _ => 0,
        };
        let mut outwards = Self { low, high, up: Some(start), down: start.checked_sub(1) };
        outwards.trim();
        outwards
    }

    fn trim(&mut self) {
        self.up =
            self.up.filter(|up| self.high.is_none_or(|high| *up <= high) && self.low.is_none_or(|low| *up >= low));
        self.down = self
            .down
            .filter(|down| self.low.is_none_or(|low| *down >= low) && self.high.is_none_or(|high| *down <= high));
    }
}

impl Iterator for Outwards {
    type Item = i128;

    fn next(&mut self) -> Option<i128> {
        let upwards = match (self.up, self.down) {
            (Some(up), Some(down)) => up.unsigned_abs() <= down.unsigned_abs(),
            (Some(_), None) => true,
            (None, _) => false,
        };
        let next = if upwards {
            let next = self.up;
            self.up = next.and_then(|up| up.checked_add(1));
            next
        } else {
            let next = self.down;
            self.down = next.and_then(|down| down.checked_sub(1));
            next
        };
        self.trim();
        next
    }
}
