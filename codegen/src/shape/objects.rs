//! The shortest object that meets a conjunction of conditions on objects: which members there must be, under which
//! keys, with values that meet everything that concerns their key.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::keys::Fresh;
use super::node::{ANY, Graph, Id, Literal, NOTHING, Node};
use super::solve::{Answer, Best, Doubt, Solver};
use super::witness::{Witness, member_size};

/// The most members that are added only to have so many.
const ADDED: u64 = 2_000;

/// Conditions on objects, gathered by key.
#[derive(Clone, Debug, Default)]
pub(super) struct Members {
    pub(super) named: BTreeMap<Rc<str>, Member>,
    /// What the values of all keys in a set must be.
    pub(super) general: Vec<(Id, Literal)>,
    /// There is a member whose key is in the set and whose value is in the other.
    some: Vec<(Id, Literal)>,
    min: u64,
    max: Option<u64>,
}

/// What is known of the member of one key.
#[derive(Clone, Debug, Default)]
pub(super) struct Member {
    goal: Vec<Literal>,
    required: bool,
}

/// The members that an object gets: by key, what is asked beyond [`Members`].
type Chosen = BTreeMap<Rc<str>, Vec<Literal>>;

impl Members {
    /// `None` if the numbers of members contradict each other.
    pub(super) fn new(graph: &Graph, conditions: &[Literal]) -> Option<Self> {
        let mut members = Self::default();
        for literal in conditions {
            match (graph.node(literal.id()), literal.positive()) {
                (Node::MinProperties(min), true) => members.min = members.min.max(*min),
                (Node::MaxProperties(max), true) => members.at_most(*max),
                (Node::MinProperties(min), false) => members.at_most(min.checked_sub(1)?),
                (Node::MaxProperties(max), false) => members.min = members.min.max(max.checked_add(1)?),
                (Node::Properties(keys, values), positive) => {
                    let values = if positive { values.is() } else { values.is_not() };
                    match (graph.node(*keys), positive) {
                        (Node::Texts(names), _) if names.len() == 1 => {
                            let Some(name) = names.first() else { continue };
                            let member = members.named.entry(Rc::clone(name)).or_default();
                            member.goal.push(values);
                            member.required |= !positive;
                        }
                        (_, true) => members.general.push((*keys, values)),
                        (_, false) => members.some.push((*keys, values)),
                    }
                }
                _ => {}
            }
        }
        if members.max.is_some_and(|max| max < members.min) { None } else { Some(members) }
    }

    fn at_most(&mut self, max: u64) {
        self.max = Some(self.max.map_or(max, |known| known.min(max)));
    }
}

impl Solver {
    pub(super) fn text_in(&self, keys: Id, text: &str) -> Option<bool> {
        match self.graph.node(keys) {
            Node::Texts(texts) => Some(texts.contains(text)),
            _ => self.reading().text_in(keys, text),
        }
    }

    /// What the value of a key must be if there is one, and whether there must be; `None` if it cannot be decided
    /// which conditions concern the key.
    pub(super) fn member_goal(&self, members: &Members, key: &str) -> Option<(Vec<Literal>, bool)> {
        let member = members.named.get(key);
        let mut goal = member.map_or_else(Vec::new, |member| member.goal.clone());
        for (keys, values) in &members.general {
            if self.text_in(*keys, key)? {
                goal.push(*values);
            }
        }
        Some((goal, member.is_some_and(|member| member.required)))
    }

    /// Whether the values of all required members are possible, as far as that can be decided.
    pub(super) fn members_are_possible(&mut self, members: &Members) -> bool {
        members.named.iter().filter(|(_, member)| member.required).all(|(key, _)| {
            match self.member_goal(members, key) {
                Some((goal, _)) => !matches!(self.solve(&goal), Answer::Empty),
                None => true,
            }
        })
    }

    pub(super) fn object(&mut self, conditions: &[Literal]) -> Answer {
        let Some(members) = Members::new(&self.graph, conditions) else { return Answer::Empty };
        let required = members.named.iter().filter(|(_, member)| member.required);
        let chosen: Chosen = required.map(|(key, _)| (Rc::clone(key), Vec::new())).collect();
        self.placed(&members, chosen, 0)
    }

    /// Finds a key for each [`Members::some`] from this index on: one that is there already, one that is spoken of, or
    /// one of which nothing is known by name.
    fn placed(&mut self, members: &Members, chosen: Chosen, at: usize) -> Answer {
        if !self.step() {
            return Answer::Unknown(Doubt::new("", "the question takes too much work"));
        }
        let Some((keys, values)) = members.some.get(at).copied() else { return self.complete(members, &chosen) };
        let mut doubts = Best::default();
        // By what it adds to the object.
        let mut candidates: Vec<(usize, Rc<str>)> = Vec::new();
        let names: BTreeSet<&Rc<str>> = members.named.keys().chain(chosen.keys()).collect();
        for name in &names {
            match self.text_in(keys, name) {
                Some(true) => {}
                Some(false) => continue,
                None => {
                    doubts.doubt(keys_unknown());
                    continue;
                }
            }
            match self.chosen_value(members, &chosen, name, Some(values)) {
                Answer::Found(value) => {
                    let size = member_size(name, &value);
                    // A member that is there anyway adds only what its value gets longer.
                    let before = match chosen.contains_key(*name) {
                        true => match self.chosen_value(members, &chosen, name, None) {
                            Answer::Found(value) => member_size(name, &value),
                            Answer::Empty | Answer::Unknown(_) => 0,
                        },
                        false => 0,
                    };
                    candidates.push((size.saturating_sub(before), Rc::clone(name)));
                }
                Answer::Empty => {}
                Answer::Unknown(doubt) => doubts.doubt(doubt),
            }
        }
        let mut general = members.general.clone();
        // A key that serves two purposes is told apart from one that serves one.
        general.extend(members.some[at + 1..].iter().map(|(keys, _)| (*keys, ANY.is())));
        let taken: BTreeSet<Rc<str>> = names.into_iter().cloned().collect();
        let fresh = self.fresh(&general, keys, values, &taken);
        for Fresh { key, value } in fresh.found {
            candidates.push((member_size(&key, &value), key));
        }
        if let Some(doubt) = fresh.doubt {
            doubts.doubt(doubt);
        }
        candidates.sort();
        for (_, key) in candidates {
            let mut chosen = chosen.clone();
            chosen.entry(key).or_default().push(values);
            match self.placed(members, chosen, at + 1) {
                Answer::Empty => {}
                Answer::Unknown(doubt) => doubts.doubt(doubt),
                found => return found,
            }
        }
        doubts.answer()
    }

    fn chosen_value(&mut self, members: &Members, chosen: &Chosen, key: &str, more: Option<Literal>) -> Answer {
        let Some((mut goal, _)) = self.member_goal(members, key) else { return Answer::Unknown(keys_unknown()) };
        goal.extend(chosen.get(key).into_iter().flatten());
        goal.extend(more);
        self.solve(&goal)
    }

    /// The object with these members, and as many more as it needs.
    fn complete(&mut self, members: &Members, chosen: &Chosen) -> Answer {
        let count = chosen.len() as u64;
        if members.max.is_some_and(|max| max < count) {
            return Answer::Empty;
        }
        let mut object = Vec::with_capacity(chosen.len());
        let mut doubts = Best::default();
        for key in chosen.keys() {
            match self.chosen_value(members, chosen, key, None) {
                Answer::Found(value) => object.push((Rc::clone(key), value)),
                Answer::Empty => return Answer::Empty,
                Answer::Unknown(doubt) => doubts.doubt(doubt),
            }
        }
        if let answer @ Answer::Unknown(_) = doubts.answer() {
            return answer;
        }
        if members.min > count {
            return self.filled(members, object);
        }
        Answer::Found(Witness::object(object))
    }

    /// The object with so many more members that there are enough.
    fn filled(&mut self, members: &Members, mut object: Vec<(Rc<str>, Witness)>) -> Answer {
        if members.min - object.len() as u64 > ADDED {
            return Answer::Unknown(Doubt::new("", "an object would need too many members"));
        }
        let mut doubts = Best::default();
        let mut taken: BTreeSet<Rc<str>> = object.iter().map(|(key, _)| Rc::clone(key)).collect();
        let mut spare: Vec<(usize, Rc<str>, Witness)> = Vec::new();
        for name in members.named.keys().filter(|name| !taken.contains(*name)) {
            match self.chosen_value(members, &Chosen::new(), name, None) {
                Answer::Found(value) => spare.push((member_size(name, &value), Rc::clone(name), value)),
                Answer::Empty => {}
                Answer::Unknown(doubt) => doubts.doubt(doubt),
            }
        }
        spare.sort_by(|left, right| (right.0, &right.1).cmp(&(left.0, &left.1)));
        taken.extend(members.named.keys().cloned());
        while (object.len() as u64) < members.min {
            let fresh = self.fresh(&members.general, ANY, ANY.is(), &taken);
            if let Some(doubt) = fresh.doubt {
                doubts.doubt(doubt);
            }
            let fresh = fresh.found.into_iter().min_by_key(|fresh| member_size(&fresh.key, &fresh.value));
            let named = spare.last().map_or(usize::MAX, |(size, ..)| *size);
            match fresh {
                Some(Fresh { key, value }) if member_size(&key, &value) < named => {
                    taken.insert(Rc::clone(&key));
                    object.push((key, value));
                }
                _ => match spare.pop() {
                    Some((_, key, value)) => object.push((key, value)),
                    None => return doubts.answer(),
                },
            }
        }
        object.sort_by(|left, right| left.0.cmp(&right.0));
        Answer::Found(Witness::object(object))
    }
}

fn keys_unknown() -> Doubt {
    Doubt::new("", "which keys a pattern matches is not known")
}

/// Whether nothing is allowed there.
pub(super) fn forbidden(values: Literal) -> bool {
    values == NOTHING.is() || values == ANY.is_not()
}
