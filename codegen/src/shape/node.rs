//! The normal form: a set of JSON values as a graph of nodes. A node is a condition that values of other kinds meet
//! anyway (`MinLength` holds for every number), or is made of nodes by `and`, `or`, `not`. Equal nodes are one node, so
//! what is shared is decided once; recursion goes through [`Node::Later`].
//!
//! The conditions are closed under negation, as in L. Attouche et al., "Witness Generation for JSON Schema" (VLDB
//! 2022): not every key's value fits, so some key's value does not.

use std::collections::{BTreeSet, HashMap};
use std::ops::BitAnd;
use std::rc::Rc;

use super::number::Decimal;

/// Kinds of JSON values; `true` and `false` are kinds of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Kinds(u8);

impl Kinds {
    pub(super) const NONE: Kinds = Kinds(0);
    pub(super) const NULL: Kinds = Kinds(1);
    pub(super) const FALSE: Kinds = Kinds(1 << 1);
    pub(super) const TRUE: Kinds = Kinds(1 << 2);
    pub(super) const NUMBER: Kinds = Kinds(1 << 3);
    pub(super) const STRING: Kinds = Kinds(1 << 4);
    pub(super) const ARRAY: Kinds = Kinds(1 << 5);
    pub(super) const OBJECT: Kinds = Kinds(1 << 6);
    pub(super) const ALL: Kinds = Kinds((1 << 7) - 1);
    pub(super) const BOOLEAN: Kinds = Kinds(Self::FALSE.0 | Self::TRUE.0);
    /// Each kind, those with the shortest values first.
    pub(super) const EACH: [Kinds; 7] =
        [Self::NUMBER, Self::STRING, Self::ARRAY, Self::OBJECT, Self::TRUE, Self::NULL, Self::FALSE];

    pub(super) fn or(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    pub(super) fn not(self) -> Kinds {
        Kinds(Self::ALL.0 & !self.0)
    }

    pub(super) fn has(self, other: Kinds) -> bool {
        self.0 & other.0 == other.0
    }
}

impl BitAnd for Kinds {
    type Output = Kinds;
    fn bitand(self, other: Kinds) -> Kinds {
        Kinds(self.0 & other.0)
    }
}

/// A node of a [`Graph`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Id(u32);

/// A node, or what is not in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Literal(u32);

impl Id {
    pub(super) fn is(self) -> Literal {
        Literal(self.0 << 1)
    }

    pub(super) fn is_not(self) -> Literal {
        Literal(self.0 << 1 | 1)
    }
}

impl Literal {
    pub(super) fn id(self) -> Id {
        Id(self.0 >> 1)
    }

    pub(super) fn positive(self) -> bool {
        self.0 & 1 == 0
    }

    pub(super) fn negated(self) -> Literal {
        Literal(self.0 ^ 1)
    }
}

/// A condition, or a combination of conditions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Node {
    Any,
    Not(Id),
    All(Box<[Id]>),
    AnyOf(Box<[Id]>),
    /// Exactly one of them.
    One(Box<[Id]>),
    /// What stands at this position of [`Graph::later`]: a node that was not known yet when it was referred to.
    Later(u32),
    /// Nobody here can say which values are in it; equal keys are equal sets.
    Opaque(Rc<str>),
    Kinds(Kinds),
    /// The lowest number, and whether it is itself in.
    AtLeast(Decimal, bool),
    /// The highest number, and whether it is itself in.
    AtMost(Decimal, bool),
    MultipleOf(Decimal),
    Numbers(Rc<BTreeSet<Decimal>>),
    MinLength(u64),
    MaxLength(u64),
    /// A portable pattern that matches somewhere.
    Pattern(Rc<str>),
    /// A text that spells a decimal of at least this value.
    DecimalAtLeast(Decimal),
    /// A text that spells a decimal of at most this value.
    DecimalAtMost(Decimal),
    Texts(Rc<BTreeSet<Rc<str>>>),
    MinItems(u64),
    MaxItems(u64),
    /// No two items are equal.
    Unique,
    /// The item at this index, if there is one.
    Item(u64, Id),
    /// All items from this index on.
    Items(u64, Id),
    MinProperties(u64),
    MaxProperties(u64),
    /// All members whose keys are in the first have values that are in the second.
    Properties(Id, Id),
}

/// For which kinds a node may hold, and for which it holds always.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) may: Kinds,
    pub(super) always: Kinds,
}

/// Nodes, each once.
#[derive(Debug)]
pub(super) struct Graph {
    nodes: Vec<Node>,
    spans: Vec<Span>,
    known: HashMap<Node, Id>,
    later: Vec<Option<Id>>,
    /// Why nobody can say: keyword or place, and reason.
    opaque: HashMap<Rc<str>, (String, String)>,
}

/// Every value.
pub(super) const ANY: Id = Id(0);
/// No value.
pub(super) const NOTHING: Id = Id(1);

impl Graph {
    pub(super) fn new() -> Self {
        let mut graph = Self {
            nodes: Vec::new(),
            spans: Vec::new(),
            known: HashMap::new(),
            later: Vec::new(),
            opaque: HashMap::new(),
        };
        graph.add(Node::Any);
        graph.add(Node::Not(ANY));
        graph
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn node(&self, id: Id) -> &Node {
        &self.nodes[id.0 as usize]
    }

    pub(super) fn span(&self, id: Id) -> Span {
        self.spans[id.0 as usize]
    }

    /// The kinds for which a literal may hold.
    pub(super) fn may(&self, literal: Literal) -> Kinds {
        let span = self.span(literal.id());
        if literal.positive() { span.may } else { span.always.not() }
    }

    /// The kinds for which a literal holds always.
    pub(super) fn always(&self, literal: Literal) -> Kinds {
        let span = self.span(literal.id());
        if literal.positive() { span.always } else { span.may.not() }
    }

    /// A literal without `not` and with references followed.
    pub(super) fn resolved(&self, mut literal: Literal) -> Literal {
        // References that only lead to themselves are refused when they are made; the bound is for what is unfinished.
        for _ in 0..=self.later.len() + 64 {
            literal = match self.node(literal.id()) {
                Node::Not(id) if literal.id() != NOTHING => signed(*id, !literal.positive()),
                Node::Later(at) => match self.later[*at as usize] {
                    Some(id) => signed(id, literal.positive()),
                    None => return literal,
                },
                _ if literal == NOTHING.is_not() => ANY.is(),
                _ if literal == ANY.is_not() => NOTHING.is(),
                _ => return literal,
            };
        }
        literal
    }

    pub(super) fn why_opaque(&self, key: &str) -> (String, String) {
        self.opaque.get(key).cloned().unwrap_or_else(|| (String::new(), "it cannot be decided".to_owned()))
    }

    pub(super) fn add(&mut self, node: Node) -> Id {
        if let Some(&known) = self.known.get(&node) {
            return known;
        }
        let span = self.span_of(&node);
        let id = Id(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX >> 1));
        self.nodes.push(node.clone());
        self.spans.push(span);
        self.known.insert(node, id);
        id
    }

    fn span_of(&self, node: &Node) -> Span {
        let atom = |kinds: Kinds| Span { may: Kinds::ALL, always: kinds.not() };
        match node {
            Node::Any => Span { may: Kinds::ALL, always: Kinds::ALL },
            Node::Not(id) if self.nodes.len() == 1 && *id == ANY => Span { may: Kinds::NONE, always: Kinds::NONE },
            Node::Not(id) => Span { may: self.span(*id).always.not(), always: self.span(*id).may.not() },
            Node::All(ids) => ids.iter().fold(Span { may: Kinds::ALL, always: Kinds::ALL }, |span, id| Span {
                may: span.may & self.span(*id).may,
                always: span.always & self.span(*id).always,
            }),
            Node::AnyOf(ids) => ids.iter().fold(Span { may: Kinds::NONE, always: Kinds::NONE }, |span, id| Span {
                may: span.may.or(self.span(*id).may),
                always: span.always.or(self.span(*id).always),
            }),
            Node::One(ids) => {
                Span { may: ids.iter().fold(Kinds::NONE, |may, id| may.or(self.span(*id).may)), always: Kinds::NONE }
            }
            Node::Later(_) | Node::Opaque(_) => Span { may: Kinds::ALL, always: Kinds::NONE },
            Node::Kinds(kinds) => Span { may: *kinds, always: *kinds },
            Node::AtLeast(..) | Node::AtMost(..) | Node::MultipleOf(_) | Node::Numbers(_) => atom(Kinds::NUMBER),
            Node::MinLength(_)
            | Node::MaxLength(_)
            | Node::Pattern(_)
            | Node::DecimalAtLeast(_)
            | Node::DecimalAtMost(_)
            | Node::Texts(_) => atom(Kinds::STRING),
            Node::MinItems(_) | Node::MaxItems(_) | Node::Unique | Node::Item(..) | Node::Items(..) => {
                atom(Kinds::ARRAY)
            }
            Node::MinProperties(_) | Node::MaxProperties(_) | Node::Properties(..) => atom(Kinds::OBJECT),
        }
    }

    pub(super) fn kinds(&mut self, kinds: Kinds) -> Id {
        match kinds {
            Kinds::ALL => ANY,
            Kinds::NONE => NOTHING,
            kinds => self.add(Node::Kinds(kinds)),
        }
    }

    pub(super) fn not(&mut self, id: Id) -> Id {
        match self.node(id) {
            Node::Any => NOTHING,
            Node::Not(inner) => *inner,
            _ => self.add(Node::Not(id)),
        }
    }

    pub(super) fn all(&mut self, ids: impl IntoIterator<Item = Id>) -> Id {
        let mut parts = BTreeSet::new();
        for id in ids {
            match self.node(id) {
                _ if id == NOTHING => return NOTHING,
                Node::Any => {}
                Node::All(inner) => parts.extend(inner.iter().copied()),
                _ => {
                    parts.insert(id);
                }
            }
        }
        match parts.len() {
            0 => ANY,
            1 => parts.first().copied().unwrap_or(ANY),
            _ => self.add(Node::All(parts.into_iter().collect())),
        }
    }

    pub(super) fn any_of(&mut self, ids: impl IntoIterator<Item = Id>) -> Id {
        let mut parts = BTreeSet::new();
        let mut kinds = Kinds::NONE;
        for id in ids {
            match self.node(id) {
                Node::Any => return ANY,
                _ if id == NOTHING => {}
                Node::AnyOf(inner) => parts.extend(inner.iter().copied()),
                Node::Kinds(more) => kinds = kinds.or(*more),
                _ => {
                    parts.insert(id);
                }
            }
        }
        if kinds == Kinds::ALL {
            return ANY;
        }
        if kinds != Kinds::NONE {
            parts.insert(self.kinds(kinds));
        }
        match parts.len() {
            0 => NOTHING,
            1 => parts.first().copied().unwrap_or(NOTHING),
            _ => self.add(Node::AnyOf(parts.into_iter().collect())),
        }
    }

    /// Exactly one of these.
    pub(super) fn one_of(&mut self, ids: Vec<Id>) -> Id {
        let ids: Vec<Id> = ids.into_iter().filter(|id| *id != NOTHING).collect();
        // What can never be in two at once needs no counting.
        let mut kinds = Kinds::NONE;
        let mut apart = true;
        for id in &ids {
            let may = self.span(*id).may;
            apart &= (kinds & may) == Kinds::NONE;
            kinds = kinds.or(may);
        }
        if apart { self.any_of(ids) } else { self.add(Node::One(ids.into())) }
    }

    /// A node that is told later, by [`Self::tell`].
    pub(super) fn later(&mut self) -> Id {
        self.later.push(None);
        let at = u32::try_from(self.later.len() - 1).unwrap_or(u32::MAX);
        self.add(Node::Later(at))
    }

    pub(super) fn tell(&mut self, later: Id, id: Id) {
        if let Node::Later(at) = self.nodes[later.0 as usize] {
            self.later[at as usize] = Some(id);
        }
    }

    /// Where a reference leads, if it is told already.
    pub(super) fn told(&self, at: u32) -> Option<Id> {
        self.later.get(at as usize).copied().flatten()
    }

    /// All nodes that refer to others by [`Node::Later`].
    pub(super) fn references(&self) -> Vec<Id> {
        (0..self.later.len()).filter_map(|at| self.known.get(&Node::Later(u32::try_from(at).ok()?)).copied()).collect()
    }

    /// A set that nobody can decide; equal keys are equal sets.
    pub(super) fn opaque(&mut self, key: &str, place: &str, why: &str) -> Id {
        let key: Rc<str> = key.into();
        self.opaque.entry(Rc::clone(&key)).or_insert_with(|| (place.to_owned(), why.to_owned()));
        self.add(Node::Opaque(key))
    }

    pub(super) fn texts<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) -> Id {
        let texts: BTreeSet<Rc<str>> = texts.into_iter().map(Rc::from).collect();
        self.add(Node::Texts(Rc::new(texts)))
    }

    /// The member of this key, if there is one, is in `values`.
    pub(super) fn property(&mut self, key: &str, values: Id) -> Id {
        let keys = self.texts([key]);
        self.properties(keys, values)
    }

    /// All members whose keys are in `keys` have values that are in `values`.
    pub(super) fn properties(&mut self, keys: Id, values: Id) -> Id {
        if values == ANY || keys == NOTHING { ANY } else { self.add(Node::Properties(keys, values)) }
    }

    /// There is a member of this key.
    pub(super) fn required(&mut self, key: &str) -> Id {
        let absent = self.property(key, NOTHING);
        self.not(absent)
    }
}

fn signed(id: Id, positive: bool) -> Literal {
    if positive { id.is() } else { id.is_not() }
}
