//! The fields of the next version: some as they were, some renamed, converted, dropped, taken out of records or moved
//! into one, some new.

use std::fmt::Write as _;

use super::Maker;
use super::fields::{Field, value_of, written};
use super::text::quoted;
use super::types::{Type, builtin_named, has_simplest, other, unconstrained, wider, written_as};

/// What a field says about the step that leads to it.
pub(super) const STEPS: [&str; 4] = ["from:", "fill:", "with:", "map:"];

/// What holds for one type and not for another.
const OF_A_TYPE: [&str; 9] = ["default:", "example:", "min", "max", "pattern", "unique", "as:", "min_", "max_"];

impl Maker {
    /// The fields of the next version.
    pub(super) fn next(&mut self, fields: Vec<Field>) -> Vec<Field> {
        let mut next = Vec::new();
        for mut field in fields.iter().cloned() {
            field.without(&STEPS);
            match self.numbers.below(16) {
                0 => continue,
                1 => {
                    field.keys.push(format!("from: {}", field.name));
                    field.name = self.name("renamed");
                }
                2..=4 => {
                    if let Some(ty) = self.converted(&field.ty) {
                        field.ty = ty;
                        field.without(&OF_A_TYPE);
                    }
                }
                5 => {
                    field.optional = true;
                    field.without(&["default:"]);
                }
                6 => field.keys.push("with: \"crate::refuse?\"".to_owned()),
                7 if unconstrained(&field.keys) && (field.optional || has_simplest(&field.ty.text)) => {
                    field.keys.push("with: crate::simplest".to_owned());
                }
                8 | 9 => self.renamed_value(&mut field),
                10 if written_as(&field.ty).is_some() => {
                    let form = written_as(&field.ty).filter(|_| !field.says("as:")).map(|(form, _)| form);
                    field.without(&["default:", "example:", "as:"]);
                    field.keys.extend(form.map(|form| format!("as: {form}")));
                    field.ty.value = None;
                }
                11 if field.optional && unconstrained(&field.keys) && !field.says("as:") => {
                    if let Some(value) = value_of(&field.ty) {
                        field.optional = false;
                        field.keys.push(format!("fill: {value}"));
                    }
                }
                _ => {}
            }
            next.push(field);
        }
        next.extend(self.taken_out(&fields));
        next.extend(self.gathered(&fields));
        for _ in 0..self.numbers.below(3) {
            let name = self.name("added");
            let mut field = self.field(name);
            let fits = !field.says("default:");
            match (value_of(&field.ty), field.optional) {
                (Some(value), false) if fits && unconstrained(&field.keys) => {
                    field.keys.push(format!("fill: {value}"));
                }
                (_, false) if fits => field.optional = true,
                _ => {}
            }
            next.push(field);
        }
        next
    }

    /// A type that every value of another converts to.
    fn converted(&mut self, ty: &Type) -> Option<Type> {
        if let Some((before, inside, after)) = &ty.parts {
            let inside = self.converted(inside)?;
            return Some(super::types::container(before, inside, after));
        }
        let known: Vec<Type> = match self.wider.get(&ty.text) {
            Some(known) => known.clone(),
            None => wider(&ty.text).iter().map(|name| builtin_named(name)).collect(),
        };
        self.numbers.pick(&known).cloned()
    }

    /// Another value in place of one of an enum, also inside optionals, lists and maps.
    fn renamed_value(&mut self, field: &mut Field) {
        let inside = match &field.ty.parts {
            None => &field.ty,
            // Keys that become one, and items that may not be equal, are errors.
            Some((before, inside, _)) if !before.contains("alpha.") && !before.starts_with("set") => inside,
            Some(_) => return,
        };
        let [from, to, ..] = inside.values.as_slice() else { return };
        if !field.says("unique") {
            field.keys.push(format!("map: {{ {}: {} }}", quoted(from), quoted(to)));
        }
    }

    /// A field out of a record.
    fn taken_out(&mut self, fields: &[Field]) -> Option<Field> {
        let records: Vec<&Field> = fields.iter().filter(|field| !field.ty.fields.is_empty()).collect();
        let outer = (*self.numbers.pick(&records).filter(|_| !records.is_empty())?).clone();
        let (mut path, mut at, mut optional) = (outer.name.clone(), outer.ty, outer.optional);
        loop {
            let inner = self.numbers.pick(&at.fields)?.clone();
            path = format!("{path}.{}", inner.name);
            optional |= inner.optional;
            at = inner.ty;
            if at.fields.is_empty() || self.chance(2) {
                break;
            }
        }
        // A value of `as:` is not one of the type without it.
        if written_as(&at).is_some() {
            at.value = None;
        }
        let mut keys = vec![format!("from: {path}")];
        if let Some(fill) = value_of(&at).filter(|_| optional && self.numbers.once_in(2)) {
            optional = false;
            keys.push(format!("fill: {fill}"));
        }
        Some(Field { name: self.name("taken"), ty: at, optional, keys })
    }

    /// Some fields as a record.
    fn gathered(&mut self, fields: &[Field]) -> Option<Field> {
        if !self.chance(3) {
            return None;
        }
        let mut sources: Vec<&Field> = fields.iter().filter(|field| !field.ty.text.contains("@N")).collect();
        self.numbers.shuffle(&mut sources);
        sources.truncate(1 + self.numbers.index(3));
        if sources.is_empty() {
            return None;
        }
        let (record, name) = (self.name("Gathered"), self.name("together"));
        let parts = sources.iter().enumerate().map(|(index, source)| {
            let optional = source.optional || index == 2;
            Field { name: format!("part_{index}"), ty: source.ty.clone(), optional, keys: Vec::new() }
        });
        let _ = writeln!(self.gathered, "  {record}:\n    v1: {{ {} }}", written(&parts.collect::<Vec<_>>()));
        let pairs: Vec<String> =
            sources.iter().enumerate().map(|(index, source)| format!("part_{index}: {}", source.name)).collect();
        let ty = other(&format!("{}.{record}", self.context));
        Some(Field { name, ty, optional: self.chance(3), keys: vec![format!("from: {{ {} }}", pairs.join(", "))] })
    }
}
