//! Whether every value that one type writes is read by an older one, as the same: what the older one reads, taken
//! through the conversions of the steps, is what the newer one reads. Types are walked side by side, and the relation
//! is asked of scalars alone, so that types of any size take a time that grows with them. Units are equal, because no
//! step moves a value from one unit to another.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use super::Pair;
use crate::model::{Builtin, Constraints, Enum, EnumId, Named, SchemaSet, Type};
use crate::plan::Conversion;
use crate::shape::Verdict;
use crate::shape::model::Relation;
use crate::value::{EnumText, texts};

/// A type with the constraints of the field that has it.
pub(super) type Typed<'s> = (&'s Type, &'s Constraints);

/// Compares types, and remembers what it found out about enums.
#[derive(Debug)]
pub(super) struct Readings<'s> {
    pub(super) set: &'s SchemaSet,
    relation: Relation<'s>,
    texts: HashMap<EnumId, Rc<HashMap<&'s str, usize>>>,
    /// By the older and the newer enum, and where the tables of the conversions between them are.
    enums: HashMap<(EnumId, EnumId, Vec<*const Option<usize>>), bool>,
}

impl<'s> Readings<'s> {
    pub(super) fn new(set: &'s SchemaSet) -> Self {
        Self { set, relation: Relation::new(set, set), texts: HashMap::new(), enums: HashMap::new() }
    }

    /// Whether `older` reads what `newer` writes as the same, provided that the needed pairs are alike.
    pub(super) fn alike(
        &mut self,
        conversions: &[&'s Conversion],
        older: Typed<'s>,
        newer: Typed<'s>,
        needs: &mut Vec<Pair>,
    ) -> bool {
        if newer.0.is_optional() && !older.0.is_optional() {
            return false;
        }
        let conversions: Vec<&Conversion> = conversions.iter().filter_map(|conversion| core(conversion)).collect();
        let is_same = older.0.without_optional() == newer.0.without_optional() && older.1 == newer.1;
        if conversions.is_empty() && is_same {
            return true;
        }
        match (self.inside(older.0), self.inside(newer.0)) {
            (Type::Builtin(one), Type::Builtin(other)) => {
                // What an `f32` reads is rounded. Numbers and texts of other types are what they are, or refused.
                (*one == Builtin::F32) == (*other == Builtin::F32) && self.reads(older, newer)
            }
            (Type::List(one), Type::List(other)) | (Type::Set(one), Type::Set(other)) => {
                let items = conversions.iter().filter_map(|conversion| match conversion {
                    Conversion::List(inner) | Conversion::Set(inner) => Some(&**inner),
                    _ => None,
                });
                let items: Vec<_> = items.collect();
                as_many(older.1, newer.1)
                    && self.alike(&items, (one, Constraints::NONE), (other, Constraints::NONE), needs)
            }
            (Type::Map(one_key, one), Type::Map(other_key, other)) => {
                let entries = conversions.iter().filter_map(|conversion| match conversion {
                    Conversion::Map(key, value) => Some((&**key, &**value)),
                    _ => None,
                });
                let (keys, values): (Vec<_>, Vec<_>) = entries.unzip();
                as_many(older.1, newer.1)
                    && self.alike(&keys, (one_key, Constraints::NONE), (other_key, Constraints::NONE), needs)
                    && self.alike(&values, (one, Constraints::NONE), (other, Constraints::NONE), needs)
            }
            (Type::Named(Named::Enum(one)), Type::Named(Named::Enum(other))) => {
                self.enums_alike(&conversions, *one, *other) && self.reads(older, newer)
            }
            (Type::Named(Named::Record(id, from)), Type::Named(Named::Record(other, to))) if id == other => {
                if from != to {
                    needs.push(Pair::Record(*id, *from, *to));
                }
                true
            }
            (Type::Named(Named::Union(id, from)), Type::Named(Named::Union(other, to))) if id == other => {
                if from != to {
                    needs.push(Pair::Union(*id, *from, *to));
                }
                true
            }
            (
                Type::Builtin(_) | Type::Named(_) | Type::List(_) | Type::Set(_) | Type::Map(..) | Type::Optional(_),
                _,
            ) => false,
        }
    }

    /// Whether the older of two scalar types reads every value of the newer one.
    fn reads(&mut self, older: Typed<'s>, newer: Typed<'s>) -> bool {
        let inside = |(ty, constraints): Typed<'s>| (ty.without_optional(), constraints);
        self.relation.types(inside(newer), inside(older)) == Verdict::Compatible
    }

    /// What is inside optionals and newtypes.
    fn inside(&self, mut ty: &'s Type) -> &'s Type {
        loop {
            ty = match ty {
                Type::Optional(inner) => inner,
                Type::Named(Named::Scalar(id)) => &self.set[*id].inner,
                Type::Builtin(_) | Type::Named(_) | Type::List(_) | Type::Set(_) | Type::Map(..) => return ty,
            };
        }
    }

    fn enums_alike(&mut self, conversions: &[&Conversion], older: EnumId, newer: EnumId) -> bool {
        let tables: Vec<(EnumId, &Arc<[Option<usize>]>)> = conversions
            .iter()
            .filter_map(|conversion| match conversion {
                Conversion::Enum { to, values, .. } => Some((*to, values)),
                _ => None,
            })
            .collect();
        let key = (older, newer, tables.iter().map(|(_, values)| values.as_ptr()).collect());
        if let Some(&known) = self.enums.get(&key) {
            return known;
        }
        let chain = Chain {
            older: &self.set[older],
            newer: &self.set[newer],
            read_older: self.texts(older),
            read_newer: self.texts(newer),
            steps: tables.into_iter().map(|(to, values)| (&self.set[to], self.texts(to), &**values)).collect(),
        };
        let alike = chain.is_alike();
        self.enums.insert(key, alike);
        alike
    }

    fn texts(&mut self, id: EnumId) -> Rc<HashMap<&'s str, usize>> {
        self.texts.entry(id).or_insert_with(|| Rc::new(texts(&self.set[id]))).clone()
    }
}

/// Whether a list, set or map of the older constraints holds as many items as one of the newer may.
fn as_many(older: &Constraints, newer: &Constraints) -> bool {
    older.min_items.unwrap_or(0) <= newer.min_items.unwrap_or(0)
        && older.max_items.is_none_or(|most| newer.max_items.is_some_and(|newer| newer <= most))
        && (!older.unique || newer.unique)
}

/// What a conversion does beside taking a value out of newtypes and optionals and into them; nothing if that is all.
fn core(mut conversion: &Conversion) -> Option<&Conversion> {
    loop {
        conversion = match conversion {
            Conversion::Same => return None,
            Conversion::Unwrap(_, inner)
            | Conversion::Wrap(inner, _)
            | Conversion::Some(inner)
            | Conversion::Optional(inner) => inner,
            Conversion::Widen
            | Conversion::List(_)
            | Conversion::Set(_)
            | Conversion::Map(..)
            | Conversion::Enum { .. }
            | Conversion::Record { .. }
            | Conversion::Union { .. } => return Some(conversion),
        };
    }
}

/// The enum that a conversion leads to, what it reads, and what becomes of each value of the one before.
type Table<'c> = (&'c Enum, Rc<HashMap<&'c str, usize>>, &'c [Option<usize>]);

/// An enum, another one, and the conversions that lead from the first to the second.
struct Chain<'c> {
    older: &'c Enum,
    newer: &'c Enum,
    read_older: Rc<HashMap<&'c str, usize>>,
    read_newer: Rc<HashMap<&'c str, usize>>,
    steps: Vec<Table<'c>>,
}

impl<'c> Chain<'c> {
    /// Whether each text that is written reads as a value that becomes the one that was meant.
    fn is_alike(&self) -> bool {
        let mut unread = HashSet::new();
        for (text, &index) in &*self.read_newer {
            match self.read_older.get(text) {
                Some(&older) if self.made_of(older) == (EnumText::Known(index), None) => {}
                Some(_) => return false,
                // Kept as unknown by an open enum, refused by another one.
                None => {
                    unread.insert(EnumText::Known(index));
                }
            }
        }
        // A value that the older one has, under a name that it does not know.
        let renamed = |older: usize| unread.contains(&self.made_of(older).0);
        if (0..self.older.values.len()).any(renamed) {
            return false;
        }
        // An open enum writes any other text as well.
        let other = |(text, &older): (&&str, &usize)| {
            self.read_newer.contains_key(text) || self.made_of(older) == (EnumText::Unknown, Some(*text))
        };
        !self.newer.open || self.read_older.iter().all(other)
    }

    /// What a value of the older enum becomes; with its text where that is unknown.
    fn made_of(&self, older: usize) -> (EnumText, Option<&'c str>) {
        let mut made = (EnumText::Known(older), None);
        let mut definition = self.older;
        for (to, read, values) in &self.steps {
            made = match made {
                (EnumText::Known(index), _) => match values.get(index).copied().flatten() {
                    Some(index) => (EnumText::Known(index), None),
                    None => (EnumText::Unknown, Some(definition.values[index].wire.as_str())),
                },
                (EnumText::Unknown, text) => match text.and_then(|text| read.get(text)) {
                    Some(&index) => (EnumText::Known(index), None),
                    None => (EnumText::Unknown, text),
                },
            };
            definition = to;
        }
        made
    }
}
