//! From the model to what the walk knows of it. Records and unions are in tables, so that recursion needs no end.

use std::collections::HashMap;
use std::sync::Arc;

use regex_automata::Anchored;
use rust_decimal::Decimal;

use super::node::{Automaton, Distinct, EnumNode, Key, Node, Object, Range, Slot, StringNode, UnionNode};
use crate::format;
use crate::model::{
    Body, Bound, Builtin, Constraints, EnumId, Field, JsonForm, KeyForm, Named, RecordId, SchemaSet, Type, UnionId,
};
use crate::pattern;
use crate::value::unwrap;

/// The records and unions that payloads reach.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    pub(super) records: Vec<Object>,
    pub(super) unions: Vec<UnionNode>,
    record_ids: HashMap<(RecordId, u32), usize>,
    union_ids: HashMap<(UnionId, u32), usize>,
    /// Those that have a place in the tables and are not there yet, in the order of their places.
    records_due: Vec<(RecordId, u32)>,
    unions_due: Vec<(UnionId, u32)>,
    patterns: HashMap<String, Option<Automaton>>,
    enums: HashMap<EnumId, Arc<EnumNode>>,
}

impl Shapes {
    /// A body of an event.
    pub(super) fn body(&mut self, set: &SchemaSet, body: &Body) -> Object {
        let mut object = Object::default();
        self.add_fields(set, &body.fields, &mut object);
        if let Some(tag) = &body.tag {
            let texts = std::iter::once(&tag.value).chain(&tag.also).cloned().collect();
            object.add(&tag.key, Slot::Tag(texts), true);
        }
        object.finish()
    }

    /// Fills the tables with what the bodies refer to, and what that refers to.
    pub(super) fn complete(&mut self, set: &SchemaSet) {
        while self.records.len() < self.records_due.len() || self.unions.len() < self.unions_due.len() {
            while let Some(&(id, version)) = self.records_due.get(self.records.len()) {
                let object = match set[id].versions.at(version) {
                    Some(body) => self.body(set, body),
                    None => Object::default(),
                };
                self.records.push(object);
            }
            while let Some(&(id, version)) = self.unions_due.get(self.unions.len()) {
                let union = self.union(set, id, version);
                self.unions.push(union);
            }
        }
    }

    fn union(&mut self, set: &SchemaSet, id: UnionId, version: u32) -> UnionNode {
        let definition = &set[id];
        let mut variants = Vec::new();
        for variant in definition.versions.at(version).map(|body| body.variants.as_slice()).unwrap_or_default() {
            let mut object = Object::default();
            match &definition.content {
                None => self.add_fields(set, &variant.fields, &mut object),
                Some(content) => {
                    let mut held = Object::default();
                    self.add_fields(set, &variant.fields, &mut held);
                    object.add(content, Slot::Content(held.finish()), true);
                }
            }
            object.add(&definition.tag, Slot::Variant, true);
            variants.push((variant.name.clone(), object.finish()));
        }
        UnionNode { tag: definition.tag.clone(), open: definition.open, variants }
    }

    fn add_fields(&mut self, set: &SchemaSet, fields: &[Field], object: &mut Object) {
        for field in fields {
            let node = self.node(set, &field.ty, &[&field.constraints]);
            let slot = object.slots.len();
            let required = field.default.is_none() && !field.ty.is_optional();
            object.add(&field.wire_name, Slot::Field(node), required);
            field.aliases.iter().for_each(|alias| object.add_alias(alias, slot));
        }
    }

    fn node(&mut self, set: &SchemaSet, ty: &Type, constraints: &[&Constraints]) -> Node {
        match ty {
            Type::Optional(inner) => Node::Optional(Box::new(self.node(set, inner, constraints))),
            Type::Builtin(builtin) => self.builtin(*builtin, constraints),
            Type::List(item) => self.list(set, item, constraints, false),
            Type::Set(item) => self.list(set, item, constraints, true),
            Type::Map(key, value) => Node::Map {
                key: self.key(set, key),
                value: Box::new(self.node(set, value, &[])),
                count: counts(constraints),
            },
            Type::Named(Named::Scalar(_)) => {
                let (inner, chain) = unwrap(set, ty);
                let all: Vec<&Constraints> = constraints.iter().copied().chain(chain).collect();
                self.node(set, inner, &all)
            }
            Type::Named(Named::Enum(id)) => Node::Enum(self.enumeration(set, *id)),
            Type::Named(Named::Record(id, version)) => {
                let due = &mut self.records_due;
                Node::Record(*self.record_ids.entry((*id, *version)).or_insert_with(|| {
                    due.push((*id, *version));
                    due.len() - 1
                }))
            }
            Type::Named(Named::Union(id, version)) => {
                let due = &mut self.unions_due;
                Node::Union(*self.union_ids.entry((*id, *version)).or_insert_with(|| {
                    due.push((*id, *version));
                    due.len() - 1
                }))
            }
        }
    }

    /// An enum, once for all that hold it.
    fn enumeration(&mut self, set: &SchemaSet, id: EnumId) -> Arc<EnumNode> {
        let made = self.enums.entry(id).or_insert_with(|| {
            let definition = &set[id];
            let texts = definition.values.iter().enumerate().flat_map(|(index, value)| {
                std::iter::once(&value.wire).chain(&value.aliases).map(move |text| (text.clone(), index))
            });
            Arc::new(EnumNode::new(texts.collect(), definition.open))
        });
        Arc::clone(made)
    }

    fn list(&mut self, set: &SchemaSet, item: &Type, constraints: &[&Constraints], is_set: bool) -> Node {
        let distinct = is_set || constraints.iter().any(|constraint| constraint.unique);
        Node::List {
            item: Box::new(self.node(set, item, &[])),
            distinct: if distinct { Distinct::Yes } else { Distinct::No },
            count: counts(constraints),
        }
    }

    fn builtin(&mut self, builtin: Builtin, constraints: &[&Constraints]) -> Node {
        match builtin.json_form() {
            JsonForm::Any => Node::Any,
            JsonForm::Boolean => Node::Boolean,
            JsonForm::Integer { min, max } => integers(min, max, constraints).map_or(Node::Unsure, Node::Integer),
            JsonForm::Number if builtin == Builtin::DecimalNumber => match decimals(constraints) {
                Some(range) => Node::DecimalNumber(range),
                None => Node::Unsure,
            },
            JsonForm::Number => floats(builtin == Builtin::F32, constraints),
            JsonForm::Text => self.text(builtin, constraints),
        }
    }

    fn text(&mut self, builtin: Builtin, constraints: &[&Constraints]) -> Node {
        let Some(form) = format::text_automaton(builtin) else {
            return self.string(constraints).map_or(Node::Unsure, Node::String);
        };
        let form = Automaton { dfa: form, anchored: Anchored::Yes };
        let node = match builtin {
            Builtin::Decimal => decimals(constraints).map(|range| Node::DecimalText { form, range }),
            Builtin::U64String => {
                integers(0, u64::MAX.into(), constraints).map(|range| Node::IntegerText { form, range })
            }
            Builtin::I64String => {
                integers(i64::MIN.into(), i64::MAX.into(), constraints).map(|range| Node::IntegerText { form, range })
            }
            _ => Some(Node::Formed { form, one_spelling: matches!(builtin, Builtin::Date | Builtin::Bytes) }),
        };
        node.unwrap_or(Node::Unsure)
    }

    /// `None` if a pattern is none.
    fn string(&mut self, constraints: &[&Constraints]) -> Option<StringNode> {
        let mut length = Range { min: 0, max: u64::MAX };
        let mut patterns = Vec::new();
        for constraint in constraints {
            constraint.min_length.iter().for_each(|min| length.at_least(*min));
            constraint.max_length.iter().for_each(|max| length.at_most(*max));
            if let Some(pattern) = &constraint.pattern {
                patterns.push(self.pattern(&pattern.portable)?);
            }
        }
        let length = (length.min > 0 || length.max < u64::MAX).then_some(length);
        Some(StringNode { length, patterns })
    }

    fn pattern(&mut self, portable: &str) -> Option<Automaton> {
        if let Some(known) = self.patterns.get(portable) {
            return known.clone();
        }
        let built = pattern::automaton(portable).ok();
        let built = built.map(|dfa| Automaton { dfa: dfa.into(), anchored: Anchored::No });
        self.patterns.insert(portable.to_owned(), built.clone());
        built
    }

    fn key(&mut self, set: &SchemaSet, ty: &Type) -> Key {
        let (inner, chain) = unwrap(set, ty);
        match inner {
            Type::Named(Named::Enum(id)) => Key::Enum(self.enumeration(set, *id)),
            Type::Builtin(builtin) => {
                let form = format::key_automaton(*builtin);
                let form = form.map(|dfa| Automaton { dfa, anchored: Anchored::Yes });
                match (builtin.key_form(), form) {
                    (KeyForm::Text, form) => {
                        // Constraints on length and pattern are those of strings alone.
                        let chain = if form.is_some() { &[][..] } else { &chain };
                        let any_case = *builtin == Builtin::Uuid;
                        self.string(chain).map_or(Key::Unsure, |string| Key::Text { form, string, any_case })
                    }
                    (KeyForm::Integer, Some(form)) => match integers(i128::MIN, i128::MAX, &chain) {
                        Some(range) => Key::Integer { form, range },
                        None => Key::Unsure,
                    },
                    (KeyForm::Integer, None) | (KeyForm::No, _) => Key::Unsure,
                }
            }
            Type::Named(_) | Type::List(_) | Type::Set(_) | Type::Map(..) | Type::Optional(_) => Key::Unsure,
        }
    }
}

fn counts(constraints: &[&Constraints]) -> Range<u64> {
    let mut range = Range { min: 0, max: u64::MAX };
    for constraint in constraints {
        constraint.min_items.iter().for_each(|min| range.at_least(*min));
        constraint.max_items.iter().for_each(|max| range.at_most(*max));
    }
    range
}

/// `None` if a bound is no integer.
fn integers(min: i128, max: i128, constraints: &[&Constraints]) -> Option<Range<i128>> {
    let mut range = Range { min, max };
    for constraint in constraints {
        match constraint.min {
            None => {}
            Some(Bound::Integer(min)) => range.at_least(min),
            Some(Bound::Float(_) | Bound::Decimal(_)) => return None,
        }
        match constraint.max {
            None => {}
            Some(Bound::Integer(max)) => range.at_most(max),
            Some(Bound::Float(_) | Bound::Decimal(_)) => return None,
        }
    }
    Some(range)
}

/// `None` if a bound is no decimal; no range where nothing is bounded.
fn decimals(constraints: &[&Constraints]) -> Option<Option<Range<Decimal>>> {
    let mut range = Range { min: Decimal::MIN, max: Decimal::MAX };
    let mut bounded = false;
    for constraint in constraints {
        for bound in [constraint.min, constraint.max].into_iter().flatten() {
            bounded = true;
            if !matches!(bound, Bound::Decimal(_)) {
                return None;
            }
        }
        if let Some(Bound::Decimal(min)) = constraint.min {
            range.at_least(min);
        }
        if let Some(Bound::Decimal(max)) = constraint.max {
            range.at_most(max);
        }
    }
    Some(bounded.then_some(range))
}

fn floats(single: bool, constraints: &[&Constraints]) -> Node {
    #[allow(clippy::cast_possible_truncation)]
    let held = |bound: f64| if single { f64::from(bound as f32) } else { bound };
    let mut range = Range { min: f64::NEG_INFINITY, max: f64::INFINITY };
    for constraint in constraints {
        match constraint.min {
            None => {}
            Some(Bound::Float(min)) => range.at_least(held(min)),
            Some(Bound::Integer(_) | Bound::Decimal(_)) => return Node::Unsure,
        }
        match constraint.max {
            None => {}
            Some(Bound::Float(max)) => range.at_most(held(max)),
            Some(Bound::Integer(_) | Bound::Decimal(_)) => return Node::Unsure,
        }
    }
    Node::Float { single, range }
}
