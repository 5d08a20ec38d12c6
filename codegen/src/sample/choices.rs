//! The choices that values of a type offer: every value of every enum, every variant of every union in it, and what an
//! open one does not know; each with the shortest way to it.

use std::collections::{HashSet, VecDeque};

use super::Root;
use crate::model::{Field, Named, SchemaSet, Type};

/// The longest way, in steps: what lies deeper is shown where it lies less deep.
const LONGEST: usize = 24;

/// A step towards a choice, or the choice itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Into the field with this index.
    Field(usize),
    /// Into an item of a list, or a value of a map.
    Item,
    /// Into a key of a map.
    Key,
    /// The variant with this index.
    Variant(usize),
    /// The value of an enum with this index.
    Value(usize),
    /// What an open enum or union does not know.
    Unknown,
}

/// A choice, and the way to it.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    /// The enum or union, and the index of what is chosen; none for what it does not know.
    pub(crate) what: Option<(Named, usize)>,
    pub(super) path: Vec<Step>,
    /// The way and the choice as people read it: `lines[].payment: card`.
    pub(crate) shown: String,
}

/// All choices, those with the shortest way first.
#[derive(Debug)]
pub(crate) struct Choices<'s> {
    set: &'s SchemaSet,
    met: HashSet<Named>,
    waiting: VecDeque<(Within<'s>, Way)>,
    found: Vec<Choice>,
    /// How many definitions and fields were looked at.
    pub(crate) work: u64,
}

#[derive(Clone, Debug, Default)]
struct Way {
    path: Vec<Step>,
    shown: String,
}

#[derive(Clone, Copy, Debug)]
enum Within<'s> {
    Fields(&'s [Field]),
    Type(&'s Type),
    Named(Named),
}

impl Way {
    fn with(&self, step: Step, shown: &str) -> Self {
        let mut path = self.path.clone();
        path.push(step);
        Self { path, shown: format!("{}{shown}", self.shown) }
    }

    fn field(&self, index: usize, name: &str) -> Self {
        let dot = if self.shown.is_empty() { "" } else { "." };
        self.with(Step::Field(index), &format!("{dot}{name}"))
    }
}

impl<'s> Choices<'s> {
    /// Those of what this root holds.
    pub(crate) fn of(set: &'s SchemaSet, root: Root<'s>) -> Self {
        let root = match root {
            Root::Body(body) => Within::Fields(&body.fields),
            Root::Fields(fields) => Within::Fields(fields),
            Root::Type(ty) => Within::Type(ty),
            Root::Named(named) => Within::Named(named),
        };
        let waiting = VecDeque::from([(root, Way::default())]);
        let mut choices = Self { set, met: HashSet::new(), waiting, found: Vec::new(), work: 0 };
        while let Some((within, way)) = choices.waiting.pop_front() {
            if way.path.len() > LONGEST {
                continue;
            }
            match within {
                Within::Fields(fields) => {
                    for (index, field) in fields.iter().enumerate() {
                        choices.work += 1;
                        if leads_on(&field.ty) {
                            choices.ty(&field.ty, &way.field(index, &field.wire_name));
                        }
                    }
                }
                Within::Type(ty) => choices.ty(ty, &way),
                Within::Named(named) => choices.named(named, &way),
            }
        }
        choices
    }

    /// The choices.
    pub(crate) fn into_found(self) -> Vec<Choice> {
        self.found
    }

    fn ty(&mut self, ty: &'s Type, way: &Way) {
        match ty {
            Type::Builtin(_) | Type::Named(Named::Scalar(_)) => {}
            Type::Optional(inner) => self.ty(inner, way),
            Type::List(item) | Type::Set(item) => self.ty(item, &way.with(Step::Item, "[]")),
            Type::Map(key, value) => {
                self.ty(key, &way.with(Step::Key, "{key}"));
                self.ty(value, &way.with(Step::Item, "{}"));
            }
            Type::Named(named) => self.named(*named, way),
        }
    }

    fn named(&mut self, named: Named, way: &Way) {
        if self.met.insert(named) {
            self.definition(named, way);
        }
    }

    fn definition(&mut self, named: Named, way: &Way) {
        let set = self.set;
        match named {
            Named::Scalar(_) => {}
            Named::Enum(id) => {
                for (index, value) in set[id].values.iter().enumerate() {
                    self.found(Some((named, index)), way, Step::Value(index), &value.wire);
                }
                if set[id].open {
                    self.found(None, way, Step::Unknown, "a value that is not known");
                }
            }
            Named::Record(id, version) => {
                if let Some(body) = set[id].versions.at(version) {
                    self.waiting.push_back((Within::Fields(&body.fields), way.clone()));
                }
            }
            Named::Union(id, version) => {
                let Some(body) = set[id].versions.at(version) else { return };
                for (index, variant) in body.variants.iter().enumerate() {
                    let step = Step::Variant(index);
                    self.found(Some((named, index)), way, step, &variant.name);
                    let shown = format!("({})", variant.name);
                    self.waiting.push_back((Within::Fields(&variant.fields), way.with(step, &shown)));
                }
                if set[id].open {
                    self.found(None, way, Step::Unknown, "a variant that is not known");
                }
            }
        }
    }

    fn found(&mut self, what: Option<(Named, usize)>, way: &Way, step: Step, shown: &str) {
        self.work += 1;
        let colon = if way.shown.is_empty() { "" } else { ": " };
        let Way { path, shown } = way.with(step, &format!("{colon}{shown}"));
        self.found.push(Choice { what, path, shown });
    }
}

/// Whether there may be choices in a type.
fn leads_on(ty: &Type) -> bool {
    match ty {
        Type::Builtin(_) | Type::Named(Named::Scalar(_)) => false,
        Type::Named(Named::Enum(_) | Named::Record(..) | Named::Union(..)) => true,
        Type::Optional(inner) | Type::List(inner) | Type::Set(inner) => leads_on(inner),
        Type::Map(key, value) => leads_on(key) || leads_on(value),
    }
}
