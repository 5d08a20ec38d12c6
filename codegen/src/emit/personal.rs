//! Where personal data is: which fields say so themselves, and which types hold such a field somewhere inside.

use std::collections::{HashMap, HashSet};

use crate::model::{Body, Field, Named, RecordId, ScalarId, SchemaSet, Type, UnionId, ViewValue};

/// The types of a schema set that hold personal data.
#[derive(Debug, Default)]
pub(super) struct Personal {
    types: HashSet<Named>,
}

impl Personal {
    /// Looks through all types once.
    pub(super) fn new(set: &SchemaSet) -> Self {
        let mut search = Search::default();
        for (index, scalar) in set.scalars.iter().enumerate() {
            let named = Named::Scalar(ScalarId::from_index(index));
            if scalar.pii {
                search.found.push(named);
            }
            search.held(named, &scalar.inner);
        }
        for (index, record) in set.records.iter().enumerate() {
            for (version, body) in record.versions.iter() {
                search.fields(Named::Record(RecordId::from_index(index), version), &body.fields);
            }
        }
        for (index, union) in set.unions.iter().enumerate() {
            for (version, body) in union.versions.iter() {
                let named = Named::Union(UnionId::from_index(index), version);
                body.variants.iter().for_each(|variant| search.fields(named, &variant.fields));
            }
        }
        search.spread()
    }

    /// Whether a field is personal data or holds some.
    pub(super) fn is_in(&self, field: &Field) -> bool {
        field.pii || self.is_in_type(&field.ty)
    }

    /// Whether a body holds personal data.
    pub(super) fn is_in_body(&self, body: &Body) -> bool {
        self.is_in_fields(&body.fields)
    }

    /// Whether one of the fields is personal data or holds some.
    pub(super) fn is_in_fields(&self, fields: &[Field]) -> bool {
        fields.iter().any(|field| self.is_in(field))
    }

    /// Whether a view holds personal data.
    pub(super) fn is_in_view(&self, value: &ViewValue) -> bool {
        match value {
            ViewValue::Type(ty) => self.is_in_type(ty),
            ViewValue::Fields(fields) => self.is_in_fields(fields),
        }
    }

    /// Whether a type holds personal data.
    pub(super) fn is_in_type(&self, ty: &Type) -> bool {
        named(ty).into_iter().any(|named| self.types.contains(&named))
    }
}

/// The definitions that a type names.
pub(super) fn named(ty: &Type) -> Vec<Named> {
    let (mut found, mut open) = (Vec::new(), vec![ty]);
    while let Some(ty) = open.pop() {
        match ty {
            Type::Builtin(_) => {}
            Type::Named(named) => found.push(*named),
            Type::List(inner) | Type::Set(inner) | Type::Optional(inner) => open.push(inner),
            Type::Map(key, value) => open.extend([&**value, &**key]),
        }
    }
    found
}

#[derive(Debug, Default)]
struct Search {
    /// Types that are known to hold personal data, and whose holders are not looked at yet.
    found: Vec<Named>,
    /// Who holds a type.
    holders: HashMap<Named, Vec<Named>>,
}

impl Search {
    fn fields(&mut self, holder: Named, fields: &[Field]) {
        for field in fields {
            if field.pii {
                self.found.push(holder);
            }
            self.held(holder, &field.ty);
        }
    }

    fn held(&mut self, holder: Named, ty: &Type) {
        for named in named(ty) {
            self.holders.entry(named).or_default().push(holder);
        }
    }

    fn spread(mut self) -> Personal {
        let mut types = HashSet::new();
        while let Some(named) = self.found.pop() {
            if types.insert(named) {
                self.found.extend(self.holders.get(&named).into_iter().flatten());
            }
        }
        Personal { types }
    }
}
