//! The automaton of a finite set of texts: a trie over their bytes.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use super::automaton::Automaton;

/// The automaton that accepts exactly these texts.
pub(super) fn automaton(texts: &BTreeSet<Rc<str>>) -> Automaton {
    let mut classes = [0_u8; 256];
    let mut bytes: Vec<u8> = Vec::new();
    for byte in texts.iter().flat_map(|text| text.bytes()) {
        // Bytes of UTF-8 are fewer than 255: class 0 is left for those that no text has.
        if classes[usize::from(byte)] == 0 {
            bytes.push(byte);
            classes[usize::from(byte)] = u8::try_from(bytes.len()).unwrap_or(u8::MAX);
        }
    }
    let mut children: Vec<HashMap<u8, usize>> = vec![HashMap::new()];
    let mut ends = vec![false];
    for text in texts {
        let mut at = 0;
        for byte in text.bytes() {
            let class = classes[usize::from(byte)];
            at = match children[at].get(&class) {
                Some(&next) => next,
                None => {
                    children.push(HashMap::new());
                    ends.push(false);
                    let next = children.len() - 1;
                    children[at].insert(class, next);
                    next
                }
            };
        }
        ends[at] = true;
    }
    let step = |state: &usize, class: usize| children[*state].get(&u8::try_from(class).ok()?).copied();
    Automaton::explored(classes, bytes.len() + 1, 0, step, |state| ends[*state])
}
