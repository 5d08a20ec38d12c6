//! The shortest text that meets a conjunction of conditions on strings.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::node::{Literal, Node};
use super::solve::{Answer, Doubt, Solver};
use super::witness::{Witness, text_size};
use crate::language::{Part, Shortest};

/// The part of a language that a condition is; `None` for those on length, and for conditions on other kinds.
pub(super) fn part(node: &Node) -> Option<Part> {
    Some(match node {
        Node::Pattern(pattern) => Part::Pattern(Rc::clone(pattern)),
        Node::DecimalAtLeast(bound) => Part::DecimalAtLeast(*bound),
        Node::DecimalAtMost(bound) => Part::DecimalAtMost(*bound),
        Node::Texts(texts) => Part::Texts(Rc::clone(texts)),
        _ => return None,
    })
}

/// Conditions on strings, gathered.
struct Conditions {
    required: Vec<Part>,
    forbidden: Vec<Part>,
    length: (u64, u64),
    /// What the text must be one of.
    among: Option<BTreeSet<Rc<str>>>,
    /// What the text must not be.
    excluded: BTreeSet<Rc<str>>,
}

impl Conditions {
    fn add(&mut self, node: &Node, positive: bool) {
        let (min, max) = &mut self.length;
        match (node, positive) {
            (Node::MinLength(bound), true) => *min = (*min).max(*bound),
            (Node::MaxLength(bound), true) => *max = (*max).min(*bound),
            (Node::MinLength(0), false) => (*min, *max) = (1, 0),
            (Node::MinLength(bound), false) => *max = (*max).min(bound - 1),
            (Node::MaxLength(u64::MAX), false) => (*min, *max) = (1, 0),
            (Node::MaxLength(bound), false) => *min = (*min).max(bound + 1),
            (Node::Texts(texts), true) => {
                let among = match &self.among {
                    None => texts.as_ref().clone(),
                    Some(among) => among.intersection(texts).cloned().collect(),
                };
                self.among = Some(among);
            }
            (Node::Texts(texts), false) => self.excluded.extend(texts.iter().cloned()),
            (node, true) => self.required.extend(part(node)),
            (node, false) => self.forbidden.extend(part(node)),
        }
    }
}

impl Solver {
    pub(super) fn string(&self, literals: &[Literal]) -> Answer {
        let mut conditions = Conditions {
            required: Vec::new(),
            forbidden: Vec::new(),
            length: (0, u64::MAX),
            among: None,
            excluded: BTreeSet::new(),
        };
        for literal in literals {
            conditions.add(self.graph.node(literal.id()), literal.positive());
        }
        match conditions.among.take() {
            Some(among) => self.among(&among, &conditions),
            None => self.shortest_text(&mut conditions),
        }
    }

    fn among(&self, among: &BTreeSet<Rc<str>>, conditions: &Conditions) -> Answer {
        let mut best: Option<&Rc<str>> = None;
        let mut doubt = None;
        for text in among {
            match self.meets(conditions, text) {
                Some(true) if !conditions.excluded.contains(text) => {
                    if best.is_none_or(|best| text_size(text) < text_size(best)) {
                        best = Some(text);
                    }
                }
                Some(_) => {}
                None => doubt = Some(too_large()),
            }
        }
        match (best, doubt) {
            (Some(text), _) => Answer::Found(Witness::leaf(text.as_ref().into())),
            (None, Some(doubt)) => Answer::Unknown(doubt),
            (None, None) => Answer::Empty,
        }
    }

    /// Whether a text meets the conditions, leaving aside what is excluded one by one.
    fn meets(&self, conditions: &Conditions, text: &str) -> Option<bool> {
        let length = text.chars().count() as u64;
        if length < conditions.length.0 || conditions.length.1 < length {
            return Some(false);
        }
        for (parts, wanted) in [(&conditions.required, true), (&conditions.forbidden, false)] {
            for part in parts {
                if self.languages.part_contains(part, text)? != wanted {
                    return Some(false);
                }
            }
        }
        Some(true)
    }

    fn shortest_text(&self, conditions: &mut Conditions) -> Answer {
        let first = self.languages.shortest_of(&conditions.required, &conditions.forbidden, conditions.length);
        let found = match first {
            Shortest::Text(text) if conditions.excluded.contains(text.as_str()) => {
                // Only those that are in the way become an automaton.
                let mut excluded = std::mem::take(&mut conditions.excluded);
                excluded.retain(|text| self.meets(conditions, text) != Some(false));
                conditions.forbidden.push(Part::Texts(Rc::new(excluded)));
                self.languages.shortest_of(&conditions.required, &conditions.forbidden, conditions.length)
            }
            other => other,
        };
        match found {
            Shortest::Text(text) => Answer::Found(Witness::leaf(text.into())),
            Shortest::Empty => Answer::Empty,
            Shortest::TooLarge => Answer::Unknown(too_large()),
        }
    }
}

fn too_large() -> Doubt {
    Doubt::new("", "the patterns and lengths are too large together to compare")
}
