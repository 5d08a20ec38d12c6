//! Keys that no condition names: which of the sets of keys such a key is in, and which it is not, decides what its
//! value must be; one key stands for all that are in the same sets.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::node::{Id, Literal, Node};
use super::objects::forbidden;
use super::solve::{Answer, Best, Doubt, Solver};
use super::witness::Witness;

/// A key and the shortest value that may stand there.
#[derive(Debug)]
pub(super) struct Fresh {
    pub(super) key: Rc<str>,
    pub(super) value: Witness,
}

/// One key for each combination of sets in which there is one.
#[derive(Debug)]
pub(super) struct FreshKeys {
    pub(super) found: Vec<Fresh>,
    /// Why there may be others.
    pub(super) doubt: Option<Doubt>,
}

struct Search<'a> {
    /// The sets of keys, each once, with all that their values must be.
    sets: Vec<(Id, Vec<Literal>)>,
    taken: Option<&'a Literal>,
    found: Vec<Fresh>,
    doubts: Best,
}

impl Solver {
    /// Keys in `keys` that are not `taken`, whose values are in `values` and meet what `general` says of their keys.
    pub(super) fn fresh(
        &mut self,
        general: &[(Id, Literal)],
        keys: Id,
        values: Literal,
        taken: &BTreeSet<Rc<str>>,
    ) -> FreshKeys {
        let mut sets: Vec<(Id, Vec<Literal>)> = Vec::new();
        for (keys, values) in general {
            match sets.iter_mut().find(|(known, _)| known == keys) {
                Some((_, known)) => known.push(*values),
                None => sets.push((*keys, vec![*values])),
            }
        }
        // What forbids keys first: it leaves the fewest combinations.
        sets.sort_by_key(|(_, values)| !values.iter().any(|values| forbidden(*values)));
        let taken = (!taken.is_empty()).then(|| self.graph.add(Node::Texts(Rc::new(taken.clone()))).is_not());
        let mut search = Search { sets, taken: taken.as_ref(), found: Vec::new(), doubts: Best::default() };
        self.combine(&mut search, &mut vec![keys.is()], &mut vec![values], 0);
        let doubt = match search.doubts.answer() {
            Answer::Unknown(doubt) => Some(doubt),
            Answer::Found(_) | Answer::Empty => None,
        };
        FreshKeys { found: search.found, doubt }
    }

    /// Decides for the set at this index whether the key is in it.
    fn combine(&mut self, search: &mut Search<'_>, key: &mut Vec<Literal>, value: &mut Vec<Literal>, at: usize) {
        if !self.step() {
            search.doubts.doubt(Doubt::new("", "the question takes too much work"));
            return;
        }
        let found = self.key(key, search.taken.copied());
        let text = match found {
            Ok(Some(text)) => text,
            Ok(None) => return,
            Err(doubt) => {
                search.doubts.doubt(doubt);
                return;
            }
        };
        let Some((set, values)) = search.sets.get(at).cloned() else {
            match self.solve(value) {
                Answer::Found(value) => search.found.push(Fresh { key: text, value }),
                Answer::Empty => {}
                Answer::Unknown(doubt) => search.doubts.doubt(doubt),
            }
            return;
        };
        key.push(set.is_not());
        self.combine(search, key, value, at + 1);
        key.pop();
        let length = value.len();
        value.extend(values);
        if !matches!(self.solve(value), Answer::Empty) {
            key.push(set.is());
            self.combine(search, key, value, at + 1);
            key.pop();
        }
        value.truncate(length);
    }

    /// The shortest key that meets all of these.
    fn key(&mut self, literals: &[Literal], taken: Option<Literal>) -> Result<Option<Rc<str>>, Doubt> {
        let string = self.graph.kinds(super::node::Kinds::STRING).is();
        let goal: Vec<Literal> = literals.iter().copied().chain(taken).chain([string]).collect();
        match self.solve(&goal) {
            Answer::Found(witness) => match witness.to_value() {
                Some(serde_json::Value::String(text)) => Ok(Some(text.into())),
                _ => Err(Doubt::new("", "a key would be too long")),
            },
            Answer::Empty => Ok(None),
            Answer::Unknown(doubt) => Err(doubt),
        }
    }
}
