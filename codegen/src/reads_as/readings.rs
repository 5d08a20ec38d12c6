//! Whether a value that one type writes and an older one reads is the same to both: what the older one reads, taken
//! through the conversions of the steps, is what the newer one reads. That the older one reads every value is the
//! relation's to say, so only what reads differently without being refused is looked for here. Units are equal, because
//! no step moves a value from one unit to another.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use super::Pair;
use crate::model::{Builtin, Enum, EnumId, Named, SchemaSet, Type};
use crate::plan::Conversion;
use crate::value::{EnumText, texts};

/// Compares types, and remembers what it found out about enums.
#[derive(Debug)]
pub(super) struct Readings<'s> {
    pub(super) set: &'s SchemaSet,
    texts: HashMap<EnumId, Rc<HashMap<&'s str, usize>>>,
    /// By the older and the newer enum, and where the tables of the conversions between them are.
    enums: HashMap<(EnumId, EnumId, Vec<*const Option<usize>>), bool>,
}

impl<'s> Readings<'s> {
    pub(super) fn new(set: &'s SchemaSet) -> Self {
        Self { set, texts: HashMap::new(), enums: HashMap::new() }
    }

    /// Whether `older` reads what `newer` writes as the same, provided that the needed pairs are alike.
    pub(super) fn alike(
        &mut self,
        conversions: &[&'s Conversion],
        older: &'s Type,
        newer: &'s Type,
        needs: &mut Vec<Pair>,
    ) -> bool {
        let (older, newer) = (self.inside(older), self.inside(newer));
        let conversions: Vec<&Conversion> = conversions.iter().filter_map(|conversion| core(conversion)).collect();
        if conversions.is_empty() && older == newer {
            return true;
        }
        match (older, newer) {
            (Type::Builtin(older), Type::Builtin(newer)) => {
                // What an `f32` reads is rounded. Numbers and texts of other types are what they are, or refused.
                (*older == Builtin::F32) == (*newer == Builtin::F32)
            }
            (Type::List(older), Type::List(newer)) | (Type::Set(older), Type::Set(newer)) => {
                let items = conversions.iter().filter_map(|conversion| match conversion {
                    Conversion::List(inner) | Conversion::Set(inner) => Some(&**inner),
                    _ => None,
                });
                self.alike(&items.collect::<Vec<_>>(), older, newer, needs)
            }
            (Type::Map(older_key, older), Type::Map(newer_key, newer)) => {
                let entries = conversions.iter().filter_map(|conversion| match conversion {
                    Conversion::Map(key, value) => Some((&**key, &**value)),
                    _ => None,
                });
                let (keys, values): (Vec<_>, Vec<_>) = entries.unzip();
                self.alike(&keys, older_key, newer_key, needs) && self.alike(&values, older, newer, needs)
            }
            (Type::Named(Named::Enum(older)), Type::Named(Named::Enum(newer))) => {
                self.enums_alike(&conversions, *older, *newer)
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
