//! Whether the fields that an older body reads are those that a newer one wrote: by their names on the wire, by what
//! the steps make of them, and by what is read where one is absent.

use std::collections::HashMap;

use super::Pair;
use super::readings::Readings;
use super::trace::{Member, Trace};
use crate::model::{Body, Field};
use crate::value::canonical;

/// The fields of a newer body or variant, by what the wire calls them.
#[derive(Debug)]
pub(super) struct Written<'s> {
    fields: &'s [Field],
    by_name: HashMap<&'s str, usize>,
}

/// The key that holds the name is where the older body looks for it, and nothing else is written there.
pub(super) fn tags_alike(newer: &Body, older: &Body) -> bool {
    match (&newer.tag, &older.tag) {
        (Some(newer), Some(older)) => {
            let known = |value: &String| *value == older.value || older.also.contains(value);
            newer.key == older.key && known(&newer.value) && newer.also.iter().all(known)
        }
        (Some(newer), None) => older.fields.iter().all(|field| field.names().all(|name| name != newer.key)),
        (None, Some(_)) => false,
        (None, None) => true,
    }
}

impl<'s> Written<'s> {
    pub(super) fn new(fields: &'s [Field]) -> Self {
        let mut by_name = HashMap::with_capacity(fields.len());
        for (index, field) in fields.iter().enumerate() {
            for name in field.names() {
                by_name.insert(name, index);
            }
        }
        Self { fields, by_name }
    }

    /// Whether the older member reads them as its own, provided that the needed pairs are alike.
    pub(super) fn alike(&self, readings: &mut Readings<'s>, older: &Member<'s>, needs: &mut Vec<Pair>) -> bool {
        let mut fields = older.fields.iter().zip(&older.traces);
        fields.all(|(field, trace)| self.field(readings, field, trace, older.functions, needs))
    }

    fn field(
        &self,
        readings: &mut Readings<'s>,
        older: &'s Field,
        trace: &Trace<'s>,
        functions: bool,
        needs: &mut Vec<Pair>,
    ) -> bool {
        let mut found = older.names().filter_map(|name| self.by_name.get(name).copied());
        let Some(index) = found.next() else {
            // It was removed: nothing is written that it was, under any name.
            return !older.is_needed() && trace.to.is_empty() && !trace.elsewhere && !functions;
        };
        if found.any(|other| other != index) {
            return false;
        }
        let newer = &self.fields[index];
        let Some((_, conversions)) = trace.to.iter().find(|(to, _)| *to == index) else { return false };
        // Whatever name it is written under, the older body knows it.
        newer.names().all(|name| older.names().any(|known| known == name))
            && absent_alike(newer, older)
            && readings.alike(conversions, (&older.ty, &older.constraints), (&newer.ty, &newer.constraints), needs)
    }
}

/// Whether what is read where the field is absent is the same, or it is never absent.
fn absent_alike(newer: &Field, older: &Field) -> bool {
    match (&newer.default, &older.default) {
        (Some(newer), Some(older)) => canonical(newer) == canonical(older),
        (Some(_), None) => false,
        (None, Some(_)) => !newer.ty.is_optional(),
        (None, None) => older.ty.is_optional() || !newer.ty.is_optional(),
    }
}
