//! Whether two bodies, each of its own schema set, are the same for everybody who reads and writes: names on the wire,
//! types, constraints, defaults, units, marks. Docs, order and names of types do not count. Most of a schema set is
//! unchanged, and is not looked at further.

use std::collections::{HashMap, HashSet};

use crate::model::{
    Body, Constraints, Enum, EnumId, Field, Named, ScalarId, SchemaSet, Type, Union, UnionBody, UnionId,
};
use crate::plan::fields::unit;
use crate::value::unwrap;

/// A definition of each set.
type Pair = (Named, Named);

/// What is known of pairs of definitions; one for all questions about two schema sets.
#[derive(Debug)]
pub(super) struct Same<'s> {
    left: &'s SchemaSet,
    right: &'s SchemaSet,
    known: HashMap<Pair, bool>,
}

impl<'s> Same<'s> {
    pub(super) fn new(left: &'s SchemaSet, right: &'s SchemaSet) -> Self {
        Self { left, right, known: HashMap::new() }
    }

    /// Two bodies, with the names that are reserved and the key that holds the name.
    pub(super) fn bodies(&mut self, left: &Body, right: &Body) -> bool {
        self.decided(|here| here.bodies(left, right))
    }

    /// Two lists of fields, in any order.
    pub(super) fn fields(&mut self, left: &[Field], right: &[Field]) -> bool {
        self.decided(|here| here.fields(left, right))
    }

    /// Two types without what constrains them from outside.
    pub(super) fn types(&mut self, left: &Type, right: &Type) -> bool {
        self.decided(|here| here.types(left, right))
    }

    /// Two versions of unions, by their indices.
    pub(super) fn unions(&mut self, (left, left_version): (usize, u32), (right, right_version): (usize, u32)) -> bool {
        let left = Named::Union(UnionId::from_index(left), left_version);
        self.named((left, Named::Union(UnionId::from_index(right), right_version)))
    }

    /// Two enums, by their indices.
    pub(super) fn enums(&mut self, left: usize, right: usize) -> bool {
        self.named((Named::Enum(EnumId::from_index(left)), Named::Enum(EnumId::from_index(right))))
    }

    /// Two newtypes, by their indices.
    pub(super) fn scalars(&mut self, left: usize, right: usize) -> bool {
        self.named((Named::Scalar(ScalarId::from_index(left)), Named::Scalar(ScalarId::from_index(right))))
    }

    fn decided(&mut self, compare: impl FnOnce(&mut Here<'s>) -> bool) -> bool {
        let mut here = Here { left: self.left, right: self.right, below: Vec::new() };
        compare(&mut here) && here.below.into_iter().all(|pair| self.named(pair))
    }

    /// Two definitions. Whatever they hold is looked at as well, without recursion, and each pair once: those that differ
    /// make those differ that hold them, and what is left is the same.
    fn named(&mut self, asked: Pair) -> bool {
        if let Some(known) = self.known.get(&asked) {
            return *known;
        }
        let mut holders: HashMap<Pair, Vec<Pair>> = HashMap::new();
        let mut met = HashSet::from([asked]);
        let mut open = vec![asked];
        let mut differing = Vec::new();
        while let Some(pair) = open.pop() {
            let mut here = Here { left: self.left, right: self.right, below: Vec::new() };
            if !here.definitions(pair) {
                differing.push(pair);
                continue;
            }
            for below in here.below {
                match self.known.get(&below) {
                    Some(true) => {}
                    Some(false) => differing.push(pair),
                    None => {
                        holders.entry(below).or_default().push(pair);
                        if met.insert(below) {
                            open.push(below);
                        }
                    }
                }
            }
        }
        while let Some(pair) = differing.pop() {
            if self.known.insert(pair, false).is_none() {
                differing.extend(holders.remove(&pair).unwrap_or_default());
            }
        }
        for pair in met {
            self.known.entry(pair).or_insert(true);
        }
        self.known[&asked]
    }
}

/// One look at two things: what differs here, and which pairs of definitions have to be the same below.
struct Here<'s> {
    left: &'s SchemaSet,
    right: &'s SchemaSet,
    below: Vec<Pair>,
}

impl Here<'_> {
    fn bodies(&mut self, left: &Body, right: &Body) -> bool {
        left.tag == right.tag
            && equal_texts(&left.reserved, &right.reserved)
            && self.fields(&left.fields, &right.fields)
    }

    fn fields(&mut self, left: &[Field], right: &[Field]) -> bool {
        if left.len() != right.len() {
            return false;
        }
        if left.iter().zip(right).all(|(left, right)| left.wire_name == right.wire_name) {
            return left.iter().zip(right).all(|(left, right)| self.field(left, right));
        }
        let by_name: HashMap<&str, &Field> = right.iter().map(|field| (field.wire_name.as_str(), field)).collect();
        left.iter().all(|left| by_name.get(left.wire_name.as_str()).is_some_and(|right| self.field(left, right)))
    }

    fn field(&mut self, left: &Field, right: &Field) -> bool {
        left.wire_name == right.wire_name
            && equal_texts(&left.aliases, &right.aliases)
            && left.default == right.default
            && is_personal(self.left, left) == is_personal(self.right, right)
            && unit(self.left, left) == unit(self.right, right)
            && left.constraints == right.constraints
            && self.types(&left.ty, &right.ty)
    }

    fn types(&mut self, left: &Type, right: &Type) -> bool {
        match (left, right) {
            (Type::Builtin(left), Type::Builtin(right)) => left == right,
            (Type::List(left), Type::List(right))
            | (Type::Set(left), Type::Set(right))
            | (Type::Optional(left), Type::Optional(right)) => self.types(left, right),
            (Type::Map(left_key, left), Type::Map(right_key, right)) => {
                self.types(left_key, right_key) && self.types(left, right)
            }
            // What a newtype is called, and whether there is one, does not show.
            (Type::Named(Named::Scalar(_)), _) | (_, Type::Named(Named::Scalar(_))) => {
                let ((left, left_chain), (right, right_chain)) = (unwrap(self.left, left), unwrap(self.right, right));
                narrowing(left_chain) == narrowing(right_chain) && self.types(left, right)
            }
            (Type::Named(left), Type::Named(right)) => {
                self.below.push((*left, *right));
                true
            }
            _ => false,
        }
    }

    fn definitions(&mut self, pair: Pair) -> bool {
        let (left_set, right_set) = (self.left, self.right);
        match pair {
            (Named::Scalar(left), Named::Scalar(right)) => {
                let (left, right) = (&left_set[left], &right_set[right]);
                left.pii == right.pii
                    && left.unit == right.unit
                    && left.constraints == right.constraints
                    && self.types(&left.inner, &right.inner)
            }
            (Named::Enum(left), Named::Enum(right)) => enums(&left_set[left], &right_set[right]),
            (Named::Record(left, left_version), Named::Record(right, right_version)) => {
                match (left_set[left].versions.at(left_version), right_set[right].versions.at(right_version)) {
                    (Some(left), Some(right)) => self.bodies(left, right),
                    _ => false,
                }
            }
            (Named::Union(left, left_version), Named::Union(right, right_version)) => {
                let (left, right) = (&left_set[left], &right_set[right]);
                match (left.versions.at(left_version), right.versions.at(right_version)) {
                    (Some(left_body), Some(right_body)) => {
                        is_told_alike(left, right) && self.variants(left_body, right_body)
                    }
                    _ => false,
                }
            }
            _ => false,
        }
    }

    fn variants(&mut self, left: &UnionBody, right: &UnionBody) -> bool {
        let by_name: HashMap<&str, _> = right.variants.iter().map(|variant| (variant.name.as_str(), variant)).collect();
        left.variants.len() == right.variants.len()
            && equal_texts(&left.reserved, &right.reserved)
            && left.variants.iter().all(|left| {
                by_name.get(left.name.as_str()).is_some_and(|right| self.fields(&left.fields, &right.fields))
            })
    }
}

/// Whether the variants of two unions are told by the same keys, and both keep unknown ones or neither.
fn is_told_alike(left: &Union, right: &Union) -> bool {
    left.tag == right.tag && left.content == right.content && left.open == right.open
}

fn enums(left: &Enum, right: &Enum) -> bool {
    let texts = |of: &Enum| -> HashMap<String, HashSet<String>> {
        of.values.iter().map(|value| (value.wire.clone(), value.aliases.iter().cloned().collect())).collect()
    };
    left.open == right.open
        && left.values.len() == right.values.len()
        && (left
            .values
            .iter()
            .zip(&right.values)
            .all(|(left, right)| left.wire == right.wire && left.aliases == right.aliases)
            || texts(left) == texts(right))
}

/// The constraints of a chain of newtypes, without those that say nothing.
fn narrowing(chain: Vec<&Constraints>) -> Vec<&Constraints> {
    chain.into_iter().filter(|constraints| !constraints.is_empty()).collect()
}

/// Whether a field is marked as personal data, itself or by the newtypes at the bottom of its type.
pub(super) fn is_personal(set: &SchemaSet, field: &Field) -> bool {
    let mut ty = &field.ty;
    let mut marked = field.pii;
    loop {
        match ty {
            Type::List(inner) | Type::Set(inner) | Type::Map(_, inner) | Type::Optional(inner) => ty = inner,
            Type::Named(Named::Scalar(id)) => {
                marked |= set[*id].pii;
                ty = &set[*id].inner;
            }
            Type::Builtin(_) | Type::Named(Named::Enum(_) | Named::Record(..) | Named::Union(..)) => return marked,
        }
    }
}

fn equal_texts(left: &[String], right: &[String]) -> bool {
    left == right || left.iter().collect::<HashSet<_>>() == right.iter().collect::<HashSet<_>>()
}
