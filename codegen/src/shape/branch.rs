//! From combinations to conditions: a goal for values of one kind becomes a conjunction of conditions and of choices
//! between conditions. Choices that are impossible or met anyway are struck out first; then one is tried after the
//! other.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use super::node::{Graph, Id, Kinds, Literal, NOTHING, Node};
use super::objects::Members;
use super::solve::{Answer, Best, Doubt, Solver};
use super::witness::Witness;

/// How many ways are tried for a shorter value when there is one already.
const TRIED: usize = 300;

/// Conditions on values of one kind.
#[derive(Clone, Debug)]
pub(super) struct Conjunction {
    kind: Kinds,
    met: HashSet<Literal>,
    /// Conditions, none of which is a combination.
    pub(super) conditions: Vec<Literal>,
    choices: Vec<Choice>,
}

/// At least one of these.
#[derive(Clone, Debug)]
struct Choice {
    of: Vec<Literal>,
    /// It says which alternative of a union it is, rather than which of many conditions fails.
    union: bool,
}

impl Conjunction {
    pub(super) fn new(kind: Kinds) -> Self {
        Self { kind, met: HashSet::new(), conditions: Vec::new(), choices: Vec::new() }
    }

    /// Adds a literal; `false` if nothing can meet all of them then.
    pub(super) fn assert(&mut self, graph: &mut Graph, literal: Literal) -> bool {
        let mut open = vec![literal];
        while let Some(literal) = open.pop() {
            let literal = graph.resolved(literal);
            if graph.always(literal).has(self.kind) {
                continue;
            }
            if !graph.may(literal).has(self.kind) || self.met.contains(&literal.negated()) {
                return false;
            }
            if !self.met.insert(literal) {
                continue;
            }
            let positive = literal.positive();
            match (graph.node(literal.id()), positive) {
                (Node::All(parts), true) => open.extend(parts.iter().map(|part| part.is())),
                (Node::AnyOf(parts), false) => open.extend(parts.iter().map(|part| part.is_not())),
                (Node::All(parts), false) => {
                    let of = parts.iter().map(|part| part.is_not()).collect();
                    if !self.choose(graph, of, false, &mut open) {
                        return false;
                    }
                }
                (Node::AnyOf(parts), true) => {
                    let of: Vec<Literal> = parts.iter().map(|part| part.is()).collect();
                    let union = parts.iter().any(|part| is_alternative(graph, *part));
                    if !self.choose(graph, of, union, &mut open) {
                        return false;
                    }
                }
                (Node::One(parts), _) => {
                    let parts = parts.clone();
                    let of = if positive { exactly_one(graph, &parts, self.kind) } else { not_one(graph, &parts) };
                    let union = positive && parts.iter().any(|part| is_alternative(graph, *part));
                    if !self.choose(graph, of, union, &mut open) {
                        return false;
                    }
                }
                (Node::Properties(keys, values), _) => {
                    // Several keys by name are as many conditions on one.
                    let (keys, values) = (*keys, *values);
                    let names: Vec<_> = match graph.node(keys) {
                        Node::Texts(names) if names.len() > 1 => names.iter().cloned().collect(),
                        _ => Vec::new(),
                    };
                    if names.is_empty() {
                        self.conditions.push(literal);
                        continue;
                    }
                    let each: Vec<Id> = names.iter().map(|name| graph.property(name, values)).collect();
                    if positive {
                        open.extend(each.into_iter().map(Id::is));
                    } else if !self.choose(graph, each.into_iter().map(Id::is_not).collect(), false, &mut open) {
                        return false;
                    }
                }
                _ => self.conditions.push(literal),
            }
        }
        true
    }

    /// Adds a choice; one that is none goes to `open`. `false` if nothing is left of it.
    fn choose(&mut self, graph: &Graph, of: Vec<Literal>, union: bool, open: &mut Vec<Literal>) -> bool {
        let mut left = Vec::with_capacity(of.len());
        let mut waiting: Vec<Literal> = of.into_iter().rev().collect();
        while let Some(literal) = waiting.pop() {
            let literal = graph.resolved(literal);
            if graph.always(literal).has(self.kind) || self.met.contains(&literal) {
                return true;
            }
            if !graph.may(literal).has(self.kind) || self.met.contains(&literal.negated()) {
                continue;
            }
            match (graph.node(literal.id()), literal.positive()) {
                (Node::AnyOf(parts), true) => waiting.extend(parts.iter().rev().map(|part| part.is())),
                (Node::All(parts), false) => waiting.extend(parts.iter().rev().map(|part| part.is_not())),
                _ => left.push(literal),
            }
        }
        match left.as_slice() {
            [] => false,
            [only] => {
                open.push(*only);
                true
            }
            _ => {
                self.choices.push(Choice { of: left, union });
                true
            }
        }
    }
}

/// Whether a part of a union is a whole alternative: a value of some kind with conditions, or an object with members.
fn is_alternative(graph: &Graph, part: Id) -> bool {
    match graph.node(graph.resolved(part.is()).id()) {
        Node::All(parts) => parts.iter().any(|part| match graph.node(*part) {
            Node::Kinds(_) => true,
            Node::Properties(_, values) => *values != NOTHING,
            _ => false,
        }),
        _ => false,
    }
}

/// Whether a literal says that a member is, or is not, one of some texts.
fn is_tag(graph: &Graph, literal: Literal) -> bool {
    let Node::Properties(_, values) = graph.node(literal.id()) else { return false };
    texts(graph, values.is()).is_some()
}

/// The texts of which a string must be one.
fn texts(graph: &Graph, literal: Literal) -> Option<&BTreeSet<Rc<str>>> {
    let literal = graph.resolved(literal);
    match graph.node(literal.id()) {
        _ if !literal.positive() => None,
        Node::Texts(texts) => Some(texts),
        Node::All(parts) if graph.span(literal.id()).may == Kinds::STRING => {
            parts.iter().find_map(|part| match graph.node(*part) {
                Node::Texts(texts) => Some(texts.as_ref()),
                _ => None,
            })
        }
        _ => None,
    }
}

/// Each part, without the others.
fn exactly_one(graph: &mut Graph, parts: &[Id], kind: Kinds) -> Vec<Literal> {
    let possible: Vec<Id> = parts.iter().copied().filter(|part| graph.may(part.is()).has(kind)).collect();
    let mut of = Vec::new();
    for (index, part) in possible.iter().enumerate() {
        let others: Vec<Id> = possible.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, id)| *id).collect();
        let others = graph.any_of(others);
        let without = graph.not(others);
        of.push(graph.all([*part, without]).is());
    }
    of
}

/// None of the parts, or two of them.
fn not_one(graph: &mut Graph, parts: &[Id]) -> Vec<Literal> {
    let any = graph.any_of(parts.iter().copied());
    let mut of = vec![any.is_not()];
    for (index, left) in parts.iter().enumerate() {
        for right in &parts[index + 1..] {
            if (graph.span(*left).may & graph.span(*right).may) != Kinds::NONE {
                of.push(graph.all([*left, *right]).is());
            }
        }
    }
    of
}

/// What is known of a choice before it is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Impossible,
    /// Whatever meets the conditions meets it.
    Met,
    Open,
}

impl Solver {
    /// A value that meets a conjunction.
    pub(super) fn search(&mut self, conjunction: Conjunction) -> Answer {
        let mut tries = 0;
        self.try_each(conjunction, &mut tries)
    }

    fn try_each(&mut self, mut conjunction: Conjunction, tries: &mut usize) -> Answer {
        if !self.step() {
            return Answer::Unknown(Doubt::new("", "the question takes too much work"));
        }
        *tries += 1;
        if !conjunction.choices.is_empty() && conjunction.kind == Kinds::OBJECT && !self.strike_out(&mut conjunction) {
            return Answer::Empty;
        }
        // Alternatives of a union first: they decide most of the others.
        let next = (0..conjunction.choices.len()).min_by_key(|at| {
            let choice = &conjunction.choices[*at];
            (!choice.union, choice.of.len())
        });
        let Some(next) = next else { return self.conditions(conjunction.kind, &conjunction.conditions) };
        let choice = conjunction.choices.swap_remove(next);
        let mut best = Best::default();
        for literal in choice.of {
            if *tries > TRIED && best.size() < usize::MAX {
                break;
            }
            let mut narrowed = conjunction.clone();
            if narrowed.assert(&mut self.graph, literal) {
                best.add(self.try_each(narrowed, tries));
            }
        }
        best.answer()
    }

    /// Strikes out what is impossible or met anyway, until nothing changes; `false` if nothing is left of a choice.
    fn strike_out(&mut self, conjunction: &mut Conjunction) -> bool {
        loop {
            let Some(members) = Members::new(&self.graph, &conjunction.conditions) else { return false };
            if !self.members_are_possible(&members) {
                return false;
            }
            let mut known: HashMap<Literal, Status> = HashMap::new();
            let mut open = Vec::new();
            let choices = std::mem::take(&mut conjunction.choices);
            for mut choice in choices {
                // What a tag decides makes the rest of the choice idle.
                choice.of.sort_by_key(|literal| !is_tag(&self.graph, *literal));
                let mut left = Vec::with_capacity(choice.of.len());
                let mut met = false;
                for literal in choice.of {
                    if conjunction.met.contains(&literal) {
                        met = true;
                    }
                    if met || conjunction.met.contains(&literal.negated()) {
                        continue;
                    }
                    match self.status(&members, literal, &mut known) {
                        Status::Impossible => {}
                        Status::Met => met = true,
                        Status::Open => left.push(literal),
                    }
                }
                match left.as_slice() {
                    _ if met => {}
                    [] => return false,
                    [only] => open.push(*only),
                    _ => {
                        choice.of = left;
                        conjunction.choices.push(choice);
                    }
                }
            }
            if open.is_empty() {
                return true;
            }
            for literal in open {
                if !conjunction.assert(&mut self.graph, literal) {
                    return false;
                }
            }
            if conjunction.choices.is_empty() {
                return true;
            }
        }
    }

    fn status(&mut self, members: &Members, literal: Literal, known: &mut HashMap<Literal, Status>) -> Status {
        let literal = self.graph.resolved(literal);
        if let Some(&status) = known.get(&literal) {
            return status;
        }
        if self.graph.always(literal).has(Kinds::OBJECT) {
            return Status::Met;
        }
        if !self.graph.may(literal).has(Kinds::OBJECT) {
            return Status::Impossible;
        }
        // References to itself end here.
        known.insert(literal, Status::Open);
        let parts = match (self.graph.node(literal.id()), literal.positive()) {
            (Node::All(parts), true) => parts.iter().map(|part| part.is()).collect(),
            (Node::AnyOf(parts), false) => parts.iter().map(|part| part.is_not()).collect(),
            (Node::Properties(keys, values), positive) => {
                let status = self.member_status(members, (*keys, *values), positive);
                known.insert(literal, status);
                return status;
            }
            _ => Vec::new(),
        };
        let mut status = if parts.is_empty() { Status::Open } else { Status::Met };
        for part in parts {
            match self.status(members, part, known) {
                Status::Impossible => {
                    status = Status::Impossible;
                    break;
                }
                Status::Met => {}
                Status::Open => status = Status::Open,
            }
        }
        known.insert(literal, status);
        status
    }

    /// What is known of "the member of this key fits", or "there is one that does not".
    fn member_status(&mut self, members: &Members, (keys, values): (Id, Id), positive: bool) -> Status {
        let Node::Texts(names) = self.graph.node(keys) else { return Status::Open };
        let Some(key) = names.first().filter(|_| names.len() == 1).cloned() else { return Status::Open };
        let Some((goal, required)) = self.member_goal(members, &key) else { return Status::Open };
        if !positive
            && required
            && let Some(other) = texts(&self.graph, values.is())
            && goal.iter().any(|literal| texts(&self.graph, *literal).is_some_and(|known| known.is_disjoint(other)))
        {
            // The commonest of all: the tag of another variant.
            return Status::Met;
        }
        let with = |literal: Literal| goal.iter().copied().chain([literal]).collect::<Vec<_>>();
        let misfit = with(values.is_not());
        let none_misfits = matches!(self.solve(&misfit), Answer::Empty);
        if positive {
            if required && matches!(self.solve(&with(values.is())), Answer::Empty) {
                return Status::Impossible;
            }
            if none_misfits && self.surely_empty(&misfit) { Status::Met } else { Status::Open }
        } else {
            if none_misfits {
                return Status::Impossible;
            }
            if required && self.surely_empty(&with(values.is())) { Status::Met } else { Status::Open }
        }
    }

    /// A value of this kind that meets conditions, none of which is a combination.
    fn conditions(&mut self, kind: Kinds, conditions: &[Literal]) -> Answer {
        let opaque = conditions.iter().find_map(|literal| match self.graph.node(literal.id()) {
            Node::Opaque(key) => Some(self.graph.why_opaque(key)),
            Node::Later(_) => Some((String::new(), "a reference leads nowhere".to_owned())),
            _ => None,
        });
        let answer = match kind {
            Kinds::NULL => Answer::Found(Witness::leaf(serde_json::Value::Null)),
            Kinds::FALSE => Answer::Found(Witness::leaf(false.into())),
            Kinds::TRUE => Answer::Found(Witness::leaf(true.into())),
            Kinds::NUMBER => self.number(conditions),
            Kinds::STRING => self.string(conditions),
            Kinds::ARRAY => self.array(conditions),
            Kinds::OBJECT => self.object(conditions),
            _ => Answer::Empty,
        };
        match (opaque, answer) {
            // Nothing is in it, whatever the rest says.
            (_, Answer::Empty) => Answer::Empty,
            (Some((place, why)), _) => Answer::Unknown(Doubt { place, why }),
            (None, answer) => answer,
        }
    }
}
