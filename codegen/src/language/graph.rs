//! The product of automata as a graph of code points: a node is what all automata know between two characters, an
//! edge is a set of characters that lead to the same node.

use std::collections::HashMap;
use std::rc::Rc;

use super::automaton::{Automaton, DEAD, MATCHED};
use super::work::{Question, Work};

/// The most nodes between bytes before a question is too large.
const NODE_LIMIT: usize = 50_000;

/// How many ways of writing a character of an edge are kept.
const PATHS_KEPT: usize = 6;

/// The bytes of a character, each as the number of its class.
pub(super) type Path = Vec<u16>;

#[derive(Debug)]
pub(super) struct Edge {
    pub(super) to: usize,
    /// The first is the plainest.
    pub(super) paths: Vec<Path>,
}

#[derive(Debug)]
pub(super) struct Graph {
    /// By node: where a character leads. Node 0 is the start.
    pub(super) edges: Vec<Vec<Edge>>,
    /// By node: whether a text may end here.
    pub(super) ends: Vec<bool>,
    /// By class: its bytes, the plainest first.
    pub(super) classes: Vec<Vec<u8>>,
}

/// What the automata and the decoder of UTF-8 know after some bytes.
type Product = (u8, Box<[u32]>);

impl Graph {
    /// The texts in which all `required` match and no `forbidden` does; `None` if that is too large.
    pub(super) fn new(required: &[Rc<Automaton>], forbidden: &[Rc<Automaton>], work: &Work) -> Option<Self> {
        let automata: Vec<&Automaton> = required.iter().chain(forbidden).map(Rc::as_ref).collect();
        let mut builder = Builder {
            classes: joint_classes(&automata),
            required: required.len(),
            automata,
            numbers: HashMap::new(),
            products: Vec::new(),
            work: work.question(),
        };
        let start: Box<[u32]> = builder.automata.iter().map(|automaton| automaton.start).collect();
        if !builder.can_accept(&start) {
            return Some(Self { edges: vec![Vec::new()], ends: vec![false], classes: builder.classes });
        }
        let mut nodes = HashMap::from([(builder.number((utf8::BETWEEN, start)), 0_usize)]);
        let mut order = vec![0_usize];
        let mut edges: Vec<Vec<Edge>> = Vec::new();
        while let Some(&product) = order.get(edges.len()) {
            let mut found: Vec<Edge> = Vec::new();
            let mut by_target: HashMap<usize, usize> = HashMap::new();
            for (target, path) in builder.characters(product)? {
                let to = *nodes.entry(target).or_insert_with(|| {
                    order.push(target);
                    order.len() - 1
                });
                let at = *by_target.entry(to).or_insert_with(|| {
                    found.push(Edge { to, paths: Vec::new() });
                    found.len() - 1
                });
                if found[at].paths.len() < PATHS_KEPT {
                    found[at].paths.push(path);
                }
            }
            edges.push(found);
        }
        let ends = order.iter().map(|&product| builder.may_end(product)).collect();
        Some(Self { edges, ends, classes: builder.classes })
    }
}

struct Builder<'a> {
    automata: Vec<&'a Automaton>,
    /// How many of the automata must match; those after them must not.
    required: usize,
    classes: Vec<Vec<u8>>,
    numbers: HashMap<Product, usize>,
    products: Vec<Product>,
    work: Question<'a>,
}

impl Builder<'_> {
    fn can_accept(&self, states: &[u32]) -> bool {
        let (required, forbidden) = states.split_at(self.required);
        !required.contains(&DEAD) && !forbidden.contains(&MATCHED)
    }

    fn may_end(&self, product: usize) -> bool {
        let states = &self.products[product].1;
        states
            .iter()
            .zip(&self.automata)
            .enumerate()
            .all(|(index, (&state, automaton))| automaton.accepts_in(state) == (index < self.required))
    }

    fn number(&mut self, product: Product) -> usize {
        if let Some(&known) = self.numbers.get(&product) {
            return known;
        }
        self.products.push(product.clone());
        self.numbers.insert(product, self.products.len() - 1);
        self.products.len() - 1
    }

    /// What one whole character leads to, and how it is written; `None` when there is too much of it. Each way
    /// between the bytes is followed once, so the number of ways stays that of the nodes.
    fn characters(&mut self, from: usize) -> Option<Vec<(usize, Path)>> {
        let mut whole = Vec::new();
        let mut met: HashMap<usize, ()> = HashMap::new();
        let mut open: Vec<(usize, Path)> = vec![(from, Path::new())];
        while let Some((at, path)) = open.pop() {
            if self.products.len() > NODE_LIMIT || !self.work.spend(self.classes.len()) {
                return None;
            }
            let (decoder, states) = self.products[at].clone();
            for class in 0..self.classes.len() {
                let byte = self.classes[class][0];
                let Some(decoder) = utf8::next(decoder, byte) else { continue };
                let next: Box<[u32]> =
                    self.automata.iter().zip(&states).map(|(automaton, &state)| automaton.next(state, byte)).collect();
                if !self.can_accept(&next) {
                    continue;
                }
                let to = self.number((decoder, next));
                let mut path = path.clone();
                path.push(u16::try_from(class).unwrap_or(u16::MAX));
                if decoder == utf8::BETWEEN {
                    whole.push((to, path));
                } else if met.insert(to, ()).is_none() {
                    open.push((to, path));
                }
            }
        }
        // Shorter characters first: they are the plainer ones. The sort is stable, the classes are in order.
        whole.sort_by_key(|(_, path)| path.len());
        Some(whole)
    }
}

/// The bytes that neither the automata nor the decoder tell apart, the class of the plainest byte first.
fn joint_classes(automata: &[&Automaton]) -> Vec<Vec<u8>> {
    let mut numbers: HashMap<Vec<u8>, usize> = HashMap::new();
    let mut classes: Vec<Vec<u8>> = Vec::new();
    for byte in plainest_first() {
        let mut signature: Vec<u8> = automata.iter().map(|automaton| automaton.classes[usize::from(byte)]).collect();
        signature.push(utf8::class(byte));
        let number = *numbers.entry(signature).or_insert_with(|| {
            classes.push(Vec::new());
            classes.len() - 1
        });
        classes[number].push(byte);
    }
    classes
}

/// All bytes, those first that look plainest in a message: letters, digits, other characters; `ä` before the rest.
fn plainest_first() -> impl Iterator<Item = u8> {
    let letters = (b'a'..=b'z').chain(b'A'..=b'Z').chain(b'0'..=b'9');
    let quoted = [b'"', b'\\'];
    let signs = (b'!'..=b'~').filter(move |byte| !byte.is_ascii_alphanumeric() && !quoted.contains(byte));
    let controls = (0..b' ').chain([0x7f]);
    let beyond = [0xc3, 0xa4].into_iter().chain((0x80..=0xff).filter(|byte| ![0xc3, 0xa4].contains(byte)));
    letters.chain(signs).chain([b' ']).chain(quoted).chain(controls).chain(beyond)
}

/// A decoder of UTF-8 that only says what may follow.
mod utf8 {
    pub(super) const BETWEEN: u8 = 0;
    const ONE_MORE: u8 = 1;
    const TWO_MORE: u8 = 2;
    const THREE_MORE: u8 = 3;
    const AFTER_E0: u8 = 4;
    const AFTER_ED: u8 = 5;
    const AFTER_F0: u8 = 6;
    const AFTER_F4: u8 = 7;

    /// Table 3-7 of the Unicode standard; `None` where no character has this byte here.
    pub(super) fn next(state: u8, byte: u8) -> Option<u8> {
        Some(match (state, byte) {
            (BETWEEN, 0x00..=0x7f) => BETWEEN,
            (BETWEEN, 0xc2..=0xdf) => ONE_MORE,
            (BETWEEN, 0xe0) => AFTER_E0,
            (BETWEEN, 0xed) => AFTER_ED,
            (BETWEEN, 0xe1..=0xef) => TWO_MORE,
            (BETWEEN, 0xf0) => AFTER_F0,
            (BETWEEN, 0xf1..=0xf3) => THREE_MORE,
            (BETWEEN, 0xf4) => AFTER_F4,
            (ONE_MORE, 0x80..=0xbf) => BETWEEN,
            (TWO_MORE, 0x80..=0xbf) | (AFTER_E0, 0xa0..=0xbf) | (AFTER_ED, 0x80..=0x9f) => ONE_MORE,
            (THREE_MORE, 0x80..=0xbf) | (AFTER_F0, 0x90..=0xbf) | (AFTER_F4, 0x80..=0x8f) => TWO_MORE,
            _ => return None,
        })
    }

    /// Bytes of one class are the same to [`next`] in every state.
    pub(super) fn class(byte: u8) -> u8 {
        match byte {
            0x00..=0x7f => 0,
            0x80..=0x8f => 1,
            0x90..=0x9f => 2,
            0xa0..=0xbf => 3,
            0xc2..=0xdf => 4,
            0xe0 => 5,
            0xed => 6,
            0xe1..=0xef => 7,
            0xf0 => 8,
            0xf1..=0xf3 => 9,
            0xf4 => 10,
            0xc0 | 0xc1 | 0xf5..=0xff => 11,
        }
    }
}
