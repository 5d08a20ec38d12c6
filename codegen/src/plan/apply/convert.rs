//! Values of one type as values of another, by the conversion that was decided.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::Value;

use super::object::{Object, is_null, items, string};
use super::{Made, Members, Steps, number, push_string};
use crate::model::{EnumId, Type};
use crate::plan::Conversion;
use crate::value::{EnumText, canonical, enum_text, spelling};

impl Steps<'_> {
    /// Writes a value of the type `from` as one of the type `to`.
    pub(super) fn convert(self, how: &Conversion, value: &str, from: &Type, to: &Type, out: &mut String) -> Made<()> {
        match (how, from, to) {
            (Conversion::Same, _, _) => respelled(value, from, to, out),
            (Conversion::Widen, Type::Builtin(from), Type::Builtin(to)) => {
                out.push_str(number::widened(value, *from, *to).as_deref().unwrap_or(value));
            }
            (Conversion::Unwrap(scalar, inner), _, _) => {
                self.convert(inner, value, &self.set[*scalar].inner, to, out)?;
            }
            (Conversion::Wrap(inner, scalar), _, _) => {
                self.convert(inner, value, from, &self.set[*scalar].inner, out)?;
            }
            (Conversion::Some(inner), _, _) => self.convert(inner, value, from, to.without_optional(), out)?,
            (Conversion::Optional(_), _, _) if is_null(value) => out.push_str("null"),
            (Conversion::Optional(inner), _, _) => {
                self.convert(inner, value, from.without_optional(), to.without_optional(), out)?;
            }
            (Conversion::List(inner), Type::List(from), Type::List(to)) => {
                let items = self.items(inner, value, from, to)?;
                push_list(out, items.iter().map(String::as_str));
            }
            (Conversion::Set(inner), Type::Set(from), Type::Set(to)) => {
                let items = self.items(inner, value, from, to)?;
                let mut met = HashSet::new();
                push_list(out, items.iter().map(String::as_str).filter(|item| met.insert(distinct(item))));
            }
            (Conversion::Map(key, inner), Type::Map(_, from), Type::Map(_, to)) => {
                let mut made = Members::begin(out);
                for (name, item) in Object::of(value).members() {
                    self.convert(inner, item, from, to, made.key(&self.key(key, name)))?;
                }
                made.end();
            }
            (Conversion::Widen | Conversion::List(_) | Conversion::Set(_) | Conversion::Map(..), _, _) => {
                out.push_str(value);
            }
            (Conversion::Enum { from, to, values }, _, _) => {
                let text = string(value).unwrap_or_default();
                match self.enumeration(&text, *from, *to, values) {
                    Some(text) => push_string(out, text),
                    None => out.push_str(value),
                }
            }
            (Conversion::Record { record, from, to, .. }, _, _) => {
                let mut value = Cow::Borrowed(value);
                for version in from + 1..=*to {
                    value = Cow::Owned(self.record(*record, version, &value)?);
                }
                out.push_str(&value);
            }
            (Conversion::Union { union, from, to, .. }, _, _) => {
                let mut value = Cow::Borrowed(value);
                for version in from + 1..=*to {
                    let mut made = String::with_capacity(value.len());
                    self.union(*union, version, &value, &mut made)?;
                    value = Cow::Owned(made);
                }
                out.push_str(&value);
            }
        }
        Ok(())
    }

    fn items(self, how: &Conversion, value: &str, from: &Type, to: &Type) -> Made<Vec<String>> {
        let convert = |item: &str| {
            let mut made = String::with_capacity(item.len());
            self.convert(how, item, from, to, &mut made).map(|()| made)
        };
        items(value).into_iter().map(convert).collect()
    }

    /// A list without equal items, in which spellings of one value become one, as they do when the type reads it.
    pub(super) fn merged<'t>(self, value: Cow<'t, str>, ty: &Type) -> Cow<'t, str> {
        let Type::List(item) = ty.without_optional() else { return value };
        let mut met = HashSet::new();
        let all = items(&value);
        let kept: Vec<&str> = all
            .iter()
            .copied()
            .filter(|text| {
                let read: serde_json::Result<Value> = serde_json::from_str(text);
                read.map_or(true, |read| met.insert(spelling::written(self.set, item, &read)))
            })
            .collect();
        if kept.len() == all.len() {
            return value;
        }
        let mut made = String::with_capacity(value.len());
        push_list(&mut made, kept.into_iter());
        Cow::Owned(made)
    }

    /// The key of a map: only what an enum calls its values can change.
    fn key<'n>(self, how: &Conversion, name: &'n str) -> Cow<'n, str> {
        match how {
            Conversion::Unwrap(_, inner) | Conversion::Wrap(inner, _) => self.key(inner, name),
            Conversion::Enum { from, to, values } => match self.enumeration(name, *from, *to, values) {
                Some(text) => Cow::Owned(text.to_owned()),
                None => Cow::Borrowed(name),
            },
            Conversion::Same
            | Conversion::Widen
            | Conversion::Some(_)
            | Conversion::Optional(_)
            | Conversion::List(_)
            | Conversion::Set(_)
            | Conversion::Map(..)
            | Conversion::Record { .. }
            | Conversion::Union { .. } => Cow::Borrowed(name),
        }
    }

    /// What the newer enum calls a value of the older; `None` for a text that stays as it is.
    fn enumeration(&self, text: &str, from: EnumId, to: EnumId, values: &[Option<usize>]) -> Option<&str> {
        let (old, new) = (&self.set[from], &self.set[to]);
        match enum_text(old, text) {
            Some(EnumText::Known(index)) => match values.get(index).copied().flatten() {
                Some(target) => Some(&new.values[target].wire),
                None => Some(&old.values[index].wire),
            },
            Some(EnumText::Unknown) | None => match enum_text(new, text) {
                Some(EnumText::Known(index)) => Some(&new.values[index].wire),
                Some(EnumText::Unknown) | None => None,
            },
        }
    }
}

/// The same value where the two types differ in their `as:` at most.
fn respelled(value: &str, from: &Type, to: &Type, out: &mut String) {
    if from == to {
        out.push_str(value);
        return;
    }
    match (from, to) {
        (Type::Builtin(from), Type::Builtin(to)) => {
            out.push_str(number::widened(value, *from, *to).as_deref().unwrap_or(value));
        }
        (Type::Optional(from), Type::Optional(to)) if !is_null(value) => respelled(value, from, to, out),
        (Type::List(from), Type::List(to)) | (Type::Set(from), Type::Set(to)) => {
            let made: Vec<String> = items(value)
                .into_iter()
                .map(|item| {
                    let mut made = String::with_capacity(item.len() + 2);
                    respelled(item, from, to, &mut made);
                    made
                })
                .collect();
            push_list(out, made.iter().map(String::as_str));
        }
        (Type::Map(_, from), Type::Map(_, to)) => {
            let mut made = Members::begin(out);
            for (key, item) in Object::of(value).members() {
                respelled(item, from, to, made.key(key));
            }
            made.end();
        }
        _ => out.push_str(value),
    }
}

fn push_list<'i>(out: &mut String, items: impl Iterator<Item = &'i str>) {
    out.push('[');
    for (index, item) in items.enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push_str(item);
    }
    out.push(']');
}

/// A text that is equal for exactly the items that JSON calls equal.
fn distinct(item: &str) -> String {
    match number::decimal(item) {
        Some(decimal) => decimal.normalize().to_string(),
        None => serde_json::from_str(item).map_or_else(|_| item.to_owned(), |value: Value| canonical(&value)),
    }
}
