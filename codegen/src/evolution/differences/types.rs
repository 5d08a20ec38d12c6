//! Types side by side, into records, unions, lists and maps.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::{Kind, Places, Typed, Walk};
use crate::evolution::readings::is_reordered;
use crate::model::{Body, Builtin, Constraints, Enum, Named, SchemaSet, Type, Union, UnionBody, Variant};
use crate::shape::model::{Part, Root, Step};
use crate::value::{push_key, texts, unwrap};

impl<'s> Walk<'_, 's> {
    pub(super) fn types(&mut self, writer: Typed<'s>, reader: Typed<'s>, places: Places) {
        match (writer.0, reader.0) {
            (Type::Optional(from), Type::Optional(to)) => {
                return self.some((from, writer.1), (to, reader.1), places);
            }
            (from, Type::Optional(to)) => return self.types((from, writer.1), (to, reader.1), places),
            _ => {}
        }
        let (from, from_constraints) = unwrap(self.sides.writer, writer.0);
        let (to, to_constraints) = unwrap(self.sides.reader, reader.0);
        match (from, to) {
            (Type::List(from), Type::List(to)) | (Type::Set(from), Type::Set(to) | Type::List(to)) => {
                self.items(from, to, writer, reader, places, matches!(reader.0, Type::Set(_)));
            }
            (Type::List(from), Type::Set(to)) => {
                if !self.items(from, to, writer, reader, places, true) {
                    self.order(from, places);
                }
            }
            (Type::Map(from_key, from), Type::Map(to_key, to)) => {
                if !self.sides.same.types(from_key, to_key) || writer.1 != reader.1 {
                    self.keys((from_key, writer), (to_key, reader), places);
                }
                self.inside(Step::Values, ".*".to_owned(), |walk| {
                    walk.types((from, Constraints::NONE), (to, Constraints::NONE), places)
                });
            }
            (Type::Named(Named::Record(from, from_version)), Type::Named(Named::Record(to, to_version))) => {
                let bodies = (
                    self.sides.writer[*from].versions.at(*from_version),
                    self.sides.reader[*to].versions.at(*to_version),
                );
                if let (Some(from_body), Some(to_body)) = bodies
                    && self.met.insert((Named::Record(*from, *from_version), Named::Record(*to, *to_version)))
                {
                    self.records(from_body, to_body, places);
                }
            }
            (Type::Named(Named::Union(from, from_version)), Type::Named(Named::Union(to, to_version))) => {
                let (from_union, to_union) = (&self.sides.writer[*from], &self.sides.reader[*to]);
                let bodies = (from_union.versions.at(*from_version), to_union.versions.at(*to_version));
                if let (Some(from_body), Some(to_body)) = bodies
                    && self.met.insert((Named::Union(*from, *from_version), Named::Union(*to, *to_version)))
                {
                    self.unions((from_union, from_body), (to_union, to_body), places);
                }
            }
            (Type::Named(Named::Enum(from)), Type::Named(Named::Enum(to))) => {
                self.enums(&self.sides.writer[*from], &self.sides.reader[*to], places);
            }
            _ => self.scalars((from, writer, from_constraints), (to, reader, to_constraints), places),
        }
    }

    /// What optionals hold: null is none of it.
    pub(super) fn some(&mut self, writer: Typed<'s>, reader: Typed<'s>, places: Places) {
        self.inside(Step::Some, String::new(), |walk| walk.types(writer, reader, places));
    }

    fn records(&mut self, writer: &'s Body, reader: &'s Body, places: Places) {
        if self.is_too_deep(places) {
            return;
        }
        let bodies = Places { writer: Some(writer.place), reader: Some(reader.place) };
        self.within(bodies, |walk| walk.fields(&writer.fields, &reader.fields, &reader.reserved));
    }

    /// Lists and sets. Whether something was refused of the list itself.
    fn items(
        &mut self,
        from: &'s Type,
        to: &'s Type,
        writer: Typed<'s>,
        reader: Typed<'s>,
        places: Places,
        distinct: bool,
    ) -> bool {
        let part = Part::Items(reader.1, distinct);
        let kind = if matches!(writer.0, Type::List(_)) == matches!(reader.0, Type::List(_)) {
            Kind::Constraint
        } else {
            self.type_kind((writer.0, writer.0), (reader.0, reader.0))
        };
        let refused = self.refused(kind, places, &part);
        self.inside(Step::Items, "[*]".to_owned(), |walk| {
            walk.types((from, Constraints::NONE), (to, Constraints::NONE), places)
        });
        refused
    }

    /// A list without repeated items, read as a set: the order is lost.
    fn order(&mut self, item: &'s Type, places: Places) {
        let Some((first, second)) = self.sides.relation.two(Root::Type(item, Constraints::NONE)) else { return };
        let sorted = Value::from(vec![first.clone(), second.clone()]);
        let turned = Value::from(vec![second, first]);
        // One of the two is not the order in which the set is written.
        for list in [turned, sorted] {
            if is_reordered(&list) {
                self.read(Kind::Order, places, &Part::Not(list));
            }
        }
    }

    fn unions(&mut self, writer: (&'s Union, &'s UnionBody), reader: (&'s Union, &'s UnionBody), places: Places) {
        if self.is_too_deep(places) {
            return;
        }
        let (from, to) = (writer.0, reader.0);
        if from.tag != to.tag || from.content != to.content {
            let shown = |union: &Union| match &union.content {
                Some(content) => format!("`tag: {}`, `content: {content}`", union.tag),
                None => format!("`tag: {}`", union.tag),
            };
            let kind = Kind::Tag { from: shown(from), to: shown(to) };
            self.tagged_otherwise(kind, to, reader.1, places);
            return;
        }
        let by_name: HashMap<&str, _> =
            reader.1.variants.iter().map(|variant| (variant.name.as_str(), variant)).collect();
        let reader_place = places.reader;
        let mut sorted: Vec<&'s Variant> = writer.1.variants.iter().collect();
        sorted.sort_by(|left, right| left.name.cmp(&right.name));
        for variant in sorted {
            let places = Places { writer: Some(variant.place), reader: reader_place };
            match by_name.get(variant.name.as_str()) {
                None if to.open => {}
                None => {
                    let part = Part::TagIsNot(&to.tag, vec![&variant.name]);
                    self.refused(Kind::Variant(&variant.name), places, &part);
                }
                Some(other) => {
                    let content = to.content.as_deref();
                    let step = Step::Variant { tag: &to.tag, name: &variant.name, content };
                    let mut segment = String::new();
                    if let Some(content) = content {
                        push_key(&mut segment, content);
                    }
                    self.inside(step, segment, |walk| {
                        let bodies = Places { writer: Some(variant.place), reader: Some(other.place) };
                        walk.within(bodies, |walk| {
                            walk.fields(&variant.fields, &other.fields, &reader.1.reserved);
                        });
                    });
                }
            }
        }
        if from.open && !to.open {
            let known = writer.1.variants.iter().chain(&reader.1.variants).map(|variant| variant.name.as_str());
            let part = Part::TagIs(&to.tag, known.collect());
            self.refused(Kind::Closed(to.meta.name.clone()), places, &part);
        }
    }

    /// Another key names the variant, or holds its fields.
    fn tagged_otherwise(&mut self, kind: Kind<'s>, reader: &'s Union, body: &'s UnionBody, places: Places) {
        let found = match &reader.content {
            // Whatever the variant, its key is another.
            _ if !reader.open
                && self.refused(kind.clone(), places, &Part::TagIs(&reader.tag, variants(body).collect())) =>
            {
                true
            }
            _ if reader.open && self.refused(kind.clone(), places, &Part::Present(vec![&reader.tag])) => true,
            Some(content) => variants(body).any(|name| {
                let step = Step::Variant { tag: &reader.tag, name, content: None };
                let mut found = false;
                self.inside(step, String::new(), |walk| {
                    found = walk.refused(kind.clone(), places, &Part::Present(vec![content]));
                });
                found
            }),
            None => false,
        };
        if !found {
            self.whole(kind);
        }
    }

    fn enums(&mut self, writer: &'s Enum, reader: &'s Enum, places: Places) {
        let reader_place = places.reader;
        let known = texts(reader);
        for value in &writer.values {
            let places = Places { writer: Some(value.place), reader: reader_place };
            for text in std::iter::once(&value.wire).chain(&value.aliases) {
                if !reader.open && !known.contains_key(text.as_str()) {
                    self.refused(Kind::EnumValue(text), places, &Part::Not(Value::from(text.as_str())));
                }
            }
        }
        if writer.open && !reader.open {
            // Texts beyond all that either side lists.
            let listed = texts(writer).into_keys().chain(texts(reader).into_keys()).collect();
            self.refused(Kind::Closed(reader.meta.name.clone()), places, &Part::Texts(listed));
        }
        for text in changed_meanings(writer, reader) {
            self.meaning(text, places);
        }
    }

    /// The keys of two maps, and how many there are.
    fn keys(&mut self, from: (&'s Type, Typed<'s>), to: (&'s Type, Typed<'s>), places: Places) {
        let part = Part::Keys(to.0, to.1.1);
        let bottoms = (unwrap(self.sides.writer, from.0).0, unwrap(self.sides.reader, to.0).0);
        let kind = match bottoms {
            (Type::Named(Named::Enum(writer)), Type::Named(Named::Enum(reader))) => {
                let (writer, reader) = (&self.sides.writer[*writer], &self.sides.reader[*reader]);
                for text in changed_meanings(writer, reader) {
                    self.read(Kind::Meaning(text.to_owned()), places, &Part::Absent(vec![text]));
                }
                if self.key_values((writer, reader), to.0, places) {
                    return;
                }
                if from.1.1 == to.1.1 { Kind::Other } else { Kind::Constraint }
            }
            (Type::Builtin(writer), Type::Builtin(reader)) if writer == reader => Kind::Constraint,
            (writer, reader) => self.type_kind((from.1.0, writer), (to.1.0, reader)),
        };
        self.refused(kind, places, &part);
    }

    /// Keys that are values of an enum. Whether one was refused.
    fn key_values(&mut self, (writer, reader): (&'s Enum, &'s Enum), key: &'s Type, places: Places) -> bool {
        if reader.open {
            return false;
        }
        let (known, reader_place) = (texts(reader), places.reader);
        let mut refused = false;
        for value in &writer.values {
            let places = Places { writer: Some(value.place), reader: reader_place };
            for text in std::iter::once(&value.wire).chain(&value.aliases) {
                if !known.contains_key(text.as_str()) {
                    refused |= self.refused(Kind::EnumValue(text), places, &Part::Absent(vec![text]));
                }
            }
        }
        if !refused && writer.open {
            refused = self.refused(Kind::Closed(reader.meta.name.clone()), places, &Part::Keys(key, Constraints::NONE));
        }
        refused
    }

    pub(super) fn meaning(&mut self, text: &'s str, places: Places) {
        self.read(Kind::Meaning(text.to_owned()), places, &Part::Not(Value::from(text)));
    }

    /// A difference between two types, each as it is spelled and what is at its bottom.
    pub(super) fn type_kind(&self, writer: (&Type, &Type), reader: (&Type, &Type)) -> Kind<'s> {
        let (from, to) = (self.sides.writer.spelled(writer.0), self.sides.reader.spelled(reader.0));
        if from != to {
            return Kind::Type { from, to };
        }
        // The name stayed, and what it stands for did not.
        Kind::Type { from: form(self.sides.writer, writer.1), to: form(self.sides.reader, reader.1) }
    }
}

/// What a type is at its bottom.
fn form(set: &SchemaSet, ty: &Type) -> String {
    let spelled = set.spelled(ty);
    match ty {
        Type::Builtin(Builtin::U64String | Builtin::I64String) => format!("{spelled}, as: string"),
        Type::Builtin(Builtin::DecimalNumber) => format!("{spelled}, as: number"),
        Type::Named(Named::Enum(_)) => format!("enum {spelled}"),
        Type::Named(Named::Record(..)) => format!("record {spelled}"),
        Type::Named(Named::Union(..)) => format!("union {spelled}"),
        _ => spelled,
    }
}

fn variants(body: &UnionBody) -> impl Iterator<Item = &str> {
    body.variants.iter().map(|variant| variant.name.as_str())
}

/// Texts that stand for another value than before: values of the one side go to values of the other, each to one, and
/// no two to the same, whatever they are called.
fn changed_meanings<'s>(writer: &'s Enum, reader: &'s Enum) -> Vec<&'s str> {
    /// What an open enum does not know.
    const UNKNOWN: usize = usize::MAX;
    let known = texts(reader);
    // Where each value of the writer goes: by its own text first, then by its aliases.
    let mut goes: BTreeMap<usize, usize> = BTreeMap::new();
    let mut taken: HashMap<usize, usize> = HashMap::new();
    let mut changed = Vec::new();
    let at = |text: &str| known.get(text).copied();
    // A value that keeps its text keeps its place, before any alias is looked at.
    let mut order: Vec<usize> = (0..writer.values.len()).collect();
    order.sort_by_key(|&index| {
        let value = &writer.values[index];
        at(&value.wire).is_none_or(|to| reader.values[to].wire != value.wire)
    });
    for index in order {
        let value = &writer.values[index];
        for text in std::iter::once(&value.wire).chain(&value.aliases) {
            let Some(to) = at(text) else {
                // An open enum keeps the text: as it is, or as the alias of something else that it was.
                if reader.open && *text == value.wire {
                    goes.insert(index, UNKNOWN);
                } else if reader.open {
                    changed.push(text.as_str());
                }
                continue;
            };
            let goes_to = *goes.entry(index).or_insert(to);
            let comes_from = *taken.entry(to).or_insert(index);
            let is_itself = value.wire == *text && reader.values[to].wire == *text;
            if !is_itself && (goes_to != to || comes_from != index) {
                changed.push(text.as_str());
            }
        }
    }
    changed.sort_unstable();
    changed
}
