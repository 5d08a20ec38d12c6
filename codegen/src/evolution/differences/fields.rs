//! Fields side by side, matched by their names on the wire.

use std::collections::HashMap;

use serde_json::Value;

use super::{Kind, Places, Walk};
use crate::evolution::equal::Equal;
use crate::evolution::readings::of_type;
use crate::evolution::same::is_personal;
use crate::evolution::sides::{Newer, Shown};
use crate::model::{Field, Tag};
use crate::plan::fields::unit;
use crate::shape::model::{Part, Root, Step};
use crate::suggest::nearest;
use crate::value::push_key;

impl<'s> Walk<'_, 's> {
    /// The keys that hold the name of what it is.
    pub(super) fn tags(&mut self, writer: Option<&'s Tag>, reader: Option<&'s Tag>) {
        let Some(reader) = reader else { return };
        if writer == Some(reader) {
            return;
        }
        let shown = |tag: Option<&Tag>| {
            tag.map_or("no key".to_owned(), |tag| format!("`{}: {}`", tag.key, Value::from(tag.value.as_str())))
        };
        let kind = Kind::Tag { from: shown(writer), to: shown(Some(reader)) };
        let values: Vec<&str> = std::iter::once(&reader.value).chain(&reader.also).map(String::as_str).collect();
        self.refused(kind, Places::default(), &Part::TagIs(&reader.key, values));
    }

    /// All fields of an object.
    pub(super) fn fields(&mut self, writer: &'s [Field], reader: &'s [Field], reserved: &[String]) {
        let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, field) in writer.iter().enumerate() {
            for name in field.names() {
                by_name.entry(name).or_default().push(index);
            }
        }
        let mut matched = vec![false; writer.len()];
        let mut new = Vec::new();
        // By name: what is told once, at the first place that meets it, is told there in whatever order fields stand.
        let mut sorted: Vec<&'s Field> = reader.iter().collect();
        sorted.sort_by(|left, right| left.wire_name.cmp(&right.wire_name));
        for field in sorted {
            let mut of: Vec<usize> = field.names().filter_map(|name| by_name.get(name)).flatten().copied().collect();
            of.sort_unstable();
            of.dedup();
            // The field of the same name first; another that came under one of its names beside it.
            of.sort_by_key(|&index| writer[index].wire_name != field.wire_name);
            for index in &of {
                matched[*index] = true;
            }
            match of.first() {
                None => new.push(field),
                Some(&first) => self.field(&writer[first], field, reserved),
            }
            if of.len() > 1 {
                let places = Places { writer: Some(writer[of[1]].place), reader: Some(field.place) };
                let keys = field.names().collect();
                self.at(field, |walk| walk.refused_here(Kind::Other, places, &Part::Once(keys)));
            }
        }
        let lost = writer.iter().zip(matched).filter(|(_, matched)| !matched).map(|(field, _)| field).collect();
        self.without_counterpart(lost, new, reserved);
    }

    /// Fields of one side that the other has under no name.
    fn without_counterpart(&mut self, lost: Vec<&'s Field>, new: Vec<&'s Field>, reserved: &[String]) {
        let mut renamed: Vec<(&'s Field, &'s Field)> = Vec::new();
        let stored = self.pair.stored;
        for from in lost.iter().filter(|from| stored && !is_reserved(from, reserved)) {
            if let Some(to) = self.renaming(from, &new)
                && !renamed.iter().any(|(_, taken)| std::ptr::eq(*taken, to))
            {
                renamed.push((*from, to));
            }
        }
        for field in new {
            if let Some((from, to)) = renamed.iter().find(|(_, to)| std::ptr::eq(*to, field)).copied() {
                let places = Places { writer: Some(from.place), reader: Some(to.place) };
                let kind = Kind::Renamed { from, to };
                self.at(field, |walk| match field.is_needed() {
                    true => walk.refused_here(kind, places, &Part::Present(field.names().collect())),
                    false => walk.read_here(
                        kind,
                        places,
                        &Part::Nothing(from.names().collect(), to.default.iter().cloned().collect()),
                    ),
                });
            } else if field.is_needed() {
                let places = Places { writer: self.inside.writer, reader: Some(field.place) };
                let part = Part::Present(field.names().collect());
                self.at(field, |walk| walk.refused_here(Kind::Missing(field), places, &part));
            }
        }
        for field in lost {
            if !self.pair.stored || renamed.iter().any(|(from, _)| std::ptr::eq(*from, field)) {
                continue;
            }
            let kind = Kind::Lost { field, reserved: is_reserved(field, reserved) };
            let places = Places { writer: Some(field.place), reader: self.inside.reader };
            self.at(field, |walk| {
                let part = Part::Nothing(field.names().collect(), Vec::new());
                // Where no payload with it is read any more, it is gone all the same.
                if !walk.read_here(kind.clone(), places, &part) {
                    walk.add(kind, places, Shown::Fact);
                }
            });
        }
    }

    /// The new field that a lost one may have become: of the same type, and the only one such, or the one that is
    /// called most alike.
    fn renaming(&mut self, from: &'s Field, new: &[&'s Field]) -> Option<&'s Field> {
        let mut alike = Vec::new();
        for to in new {
            if to.constraints == from.constraints && self.sides.same.types(&from.ty, &to.ty) {
                alike.push(*to);
            }
        }
        match alike.as_slice() {
            [] => None,
            [one] => Some(*one),
            several => {
                let name = nearest(&from.wire_name, several.iter().map(|to| to.wire_name.as_str()))?;
                several.iter().find(|to| to.wire_name == name).copied()
            }
        }
    }

    /// A field on both sides.
    fn field(&mut self, writer: &'s Field, reader: &'s Field, reserved: &[String]) {
        let places = Places { writer: Some(writer.place), reader: Some(reader.place) };
        let typed = Places { writer: Some(writer.type_place), reader: Some(reader.type_place) };
        let name = match self.pair.newer {
            Newer::Reader => &reader.wire_name,
            Newer::Writer => &writer.wire_name,
        };
        self.at_name(name, reader, |walk| {
            walk.names(writer, reader, places, reserved);
            walk.absence(writer, reader, places);
            walk.marks(writer, reader, places);
            if writer.constraints == reader.constraints && walk.sides.same.types(&writer.ty, &reader.ty) {
                return;
            }
            let reads = (&reader.ty, &reader.constraints);
            if writer.ty.is_optional() && !reader.ty.is_optional() {
                if !reader.is_needed() {
                    walk.refused(Kind::Needed(reader), typed, &Part::Not(Value::Null));
                }
                return walk.some((writer.ty.without_optional(), &writer.constraints), reads, typed);
            }
            walk.types((&writer.ty, &writer.constraints), reads, typed);
        });
    }

    /// Names that the writer may have used and the reader does not know.
    fn names(&mut self, writer: &'s Field, reader: &'s Field, places: Places, reserved: &[String]) {
        for name in writer.names().filter(|name| !reader.names().any(|known| known == *name)) {
            let kind = Kind::Name { field: reader, name };
            if reader.is_needed() {
                self.refused_here(kind, places, &Part::Present(reader.names().collect()));
            } else if !reserved.iter().any(|reserved| reserved == name) {
                // Steps may make the same of one value and of none: then another value shows it.
                let mut same: Vec<Value> = reader.default.iter().cloned().collect();
                let two = self.sides.relation.two(Root::Type(writer.ty.without_optional(), &writer.constraints));
                let others = two.map_or(Vec::new(), |(first, second)| vec![first, second]);
                let first = self.found.len();
                self.read_here(kind.clone(), places, &Part::Nothing(vec![name], same.clone()));
                for other in others {
                    same.push(other);
                    self.read_here(kind.clone(), places, &Part::Nothing(vec![name], same.clone()));
                }
                self.found[first..].iter_mut().skip(1).for_each(|found| found.is_another = true);
            }
        }
    }

    /// What an absent field is on both sides.
    fn absence(&mut self, writer: &'s Field, reader: &'s Field, places: Places) {
        if writer.is_needed() {
            return;
        }
        let all: Vec<&str> = writer.names().chain(reader.names()).collect();
        if reader.is_needed() {
            self.refused_here(Kind::Needed(reader), places, &Part::Present(all));
            return;
        }
        let absent = |set, field: &Field| field.default.as_ref().map(|default| of_type(set, &field.ty, default));
        let (written, read) = (absent(self.sides.writer, writer), absent(self.sides.reader, reader));
        if !self.are_equal((writer, written.as_ref()), (reader, read.as_ref())) {
            let kind = Kind::Default { before: written, after: read };
            self.read_here(kind, places, &Part::Present(all));
        }
    }

    /// Whether an absent field is the same value on both sides.
    fn are_equal(&self, written: (&Field, Option<&Value>), read: (&Field, Option<&Value>)) -> bool {
        let (old, new) = match self.pair.newer {
            Newer::Reader => (written, read),
            Newer::Writer => (read, written),
        };
        let (before, after) = (old.1.unwrap_or(&Value::Null), new.1.unwrap_or(&Value::Null));
        let equal = match self.pair.newer {
            Newer::Reader => Equal { old: self.sides.writer, new: self.sides.reader },
            Newer::Writer => Equal { old: self.sides.reader, new: self.sides.writer },
        };
        equal.types(&old.0.ty, &new.0.ty, before, after)
    }

    /// What does not show on the wire.
    fn marks(&mut self, writer: &'s Field, reader: &'s Field, places: Places) {
        self.units(unit(self.sides.writer, writer), unit(self.sides.reader, reader), places);
        let (before, now) = (is_personal(self.sides.writer, writer), is_personal(self.sides.reader, reader));
        if before != now {
            self.add(Kind::Pii { now }, places, Shown::Fact);
        }
    }

    pub(super) fn units(&mut self, from: Option<&str>, to: Option<&str>, places: Places) {
        if from != to {
            let kind = Kind::Unit { from: from.map(str::to_owned), to: to.map(str::to_owned) };
            self.add(kind, places, Shown::Fact);
        }
    }

    /// At a field: the path names it, and the step leads into it.
    fn at<T>(&mut self, field: &'s Field, walk: impl FnOnce(&mut Self) -> T) {
        self.at_name(&field.wire_name, field, walk);
    }

    /// The same, where the other side has the newer name.
    fn at_name<T>(&mut self, name: &str, field: &'s Field, walk: impl FnOnce(&mut Self) -> T) {
        let mut segment = String::new();
        push_key(&mut segment, name);
        self.inside(Step::Field(field), segment, |inside| {
            walk(inside);
        });
    }

    /// As [`Walk::refused`], asked of the object that has the field.
    fn refused_here(&mut self, kind: Kind<'s>, places: Places, part: &Part<'s>) -> bool {
        let field = self.steps.pop();
        let found = self.refused(kind, places, part);
        self.steps.extend(field);
        found
    }

    /// As [`Walk::read`], asked of the object that has the field.
    fn read_here(&mut self, kind: Kind<'s>, places: Places, part: &Part<'s>) -> bool {
        let field = self.steps.pop();
        let found = self.read(kind, places, part);
        self.steps.extend(field);
        found
    }
}

fn is_reserved(field: &Field, reserved: &[String]) -> bool {
    let is_there = |name: &String| reserved.contains(name);
    (is_there(&field.wire_name) || is_there(&field.name)) && field.aliases.iter().all(is_there)
}
