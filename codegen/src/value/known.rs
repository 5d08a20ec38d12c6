//! Names of fields, enum values and variants, each looked up in constant time: a value that is small is read in a time
//! that does not grow with the definition it is of.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use serde_json::{Map, Value};

use crate::model::{Enum, EnumId, Field, SchemaSet, Variant};

/// So few names are looked through without an index.
const FEW: usize = 16;

/// The fields of one body by what JSON calls them.
#[derive(Debug)]
pub(crate) struct FieldNames<'s> {
    by_name: HashMap<&'s str, usize>,
    /// Those that must be there.
    needed: Vec<usize>,
}

impl<'s> FieldNames<'s> {
    fn new(fields: &'s [Field]) -> Self {
        let mut by_name = HashMap::with_capacity(fields.len());
        let mut needed = Vec::new();
        for (index, field) in fields.iter().enumerate() {
            for name in std::iter::once(&field.wire_name).chain(&field.aliases) {
                by_name.entry(name.as_str()).or_insert(index);
            }
            if field.is_needed() {
                needed.push(index);
            }
        }
        Self { by_name, needed }
    }

    /// The index of the field that JSON calls by this name.
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// The fields that are in the object or must be, in the order of the body.
    fn concerned(&self, object: &Map<String, Value>) -> Vec<usize> {
        let present = object.keys().filter_map(|name| self.position(name));
        let mut concerned: Vec<usize> = self.needed.iter().copied().chain(present).collect();
        concerned.sort_unstable();
        concerned.dedup();
        concerned
    }
}

/// What was looked up of one schema set.
#[derive(Debug)]
pub(crate) struct Known<'s> {
    pub(super) set: &'s SchemaSet,
    fields: RefCell<HashMap<*const Field, Rc<FieldNames<'s>>>>,
    variants: RefCell<HashMap<*const Variant, HashMap<&'s str, usize>>>,
    texts: RefCell<HashMap<EnumId, HashMap<&'s str, usize>>>,
}

impl<'s> Known<'s> {
    pub(crate) fn new(set: &'s SchemaSet) -> Self {
        Self { set, fields: RefCell::default(), variants: RefCell::default(), texts: RefCell::default() }
    }

    pub(crate) fn set(&self) -> &'s SchemaSet {
        self.set
    }

    /// The names of the fields of a body.
    pub(crate) fn field_names(&self, fields: &'s [Field]) -> Rc<FieldNames<'s>> {
        let mut known = self.fields.borrow_mut();
        known.entry(fields.as_ptr()).or_insert_with(|| Rc::new(FieldNames::new(fields))).clone()
    }

    /// The fields of a body that are in an object or must be, in the order of the body.
    pub(super) fn concerned(&self, fields: &'s [Field], object: &Map<String, Value>) -> Vec<&'s Field> {
        if fields.len() <= FEW {
            return fields.iter().collect();
        }
        self.field_names(fields).concerned(object).into_iter().map(|index| &fields[index]).collect()
    }

    /// The variant of this name.
    pub(crate) fn variant(&self, variants: &'s [Variant], name: &str) -> Option<&'s Variant> {
        if variants.len() <= FEW {
            return variants.iter().find(|variant| variant.name == name);
        }
        let mut known = self.variants.borrow_mut();
        let names = known.entry(variants.as_ptr()).or_insert_with(|| {
            variants.iter().enumerate().map(|(index, variant)| (variant.name.as_str(), index)).collect()
        });
        Some(&variants[*names.get(name)?])
    }

    /// What an enum reads a text as; `None` if it does not.
    pub(super) fn enum_text(&self, id: EnumId, definition: &'s Enum, text: &str) -> Option<super::EnumText> {
        if definition.values.len() <= FEW {
            return super::enum_text(definition, text);
        }
        let mut known = self.texts.borrow_mut();
        let texts = known.entry(id).or_insert_with(|| super::texts(definition));
        match texts.get(text) {
            Some(&index) => Some(super::EnumText::Known(index)),
            None => definition.open.then_some(super::EnumText::Unknown),
        }
    }
}
