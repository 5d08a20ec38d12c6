//! What the events of an aggregate look like, as one number: a snapshot of its state is read only while it is the same.
//! It covers the aggregate's file, and the files of all types that are reached from there: any change of them may change
//! what old events are read as.

use std::collections::BTreeSet;

use crate::model::{Field, Named, SchemaSet, Type};
use crate::source::Sources;

use super::digest;

/// Which files each file refers to, and the texts.
#[derive(Debug)]
pub(super) struct Fingerprints<'s> {
    /// By the module's index: the modules that its bodies name types of.
    refers: Vec<BTreeSet<usize>>,
    texts: Vec<&'s str>,
}

impl<'s> Fingerprints<'s> {
    pub(super) fn new(set: &SchemaSet, sources: &'s Sources) -> Self {
        let mut refers = vec![BTreeSet::new(); set.modules.len()];
        let mut add = |module: usize, ty: &Type| collect(set, ty, &mut refers[module]);
        let mut fields = |module: usize, fields: &[Field]| fields.iter().for_each(|field| add(module, &field.ty));
        for event in &set.events {
            event.versions.iter().for_each(|(_, body)| fields(event.meta.module.index(), &body.fields));
        }
        for record in &set.records {
            record.versions.iter().for_each(|(_, body)| fields(record.meta.module.index(), &body.fields));
        }
        for union in &set.unions {
            for (_, body) in union.versions.iter() {
                body.variants.iter().for_each(|variant| fields(union.meta.module.index(), &variant.fields));
            }
        }
        for scalar in &set.scalars {
            add(scalar.meta.module.index(), &scalar.inner);
        }
        for event in &set.events {
            let into = event.becomes.iter().flat_map(|becomes| &becomes.into);
            refers[event.meta.module.index()].extend(into.map(|id| set[*id].meta.module.index()));
        }
        let texts = set.modules.iter().map(|module| sources.file(module.file).text.as_str()).collect();
        Self { refers, texts }
    }

    /// That of the aggregate in a module.
    pub(super) fn of(&self, module: usize) -> String {
        let mut reached = BTreeSet::from([module]);
        let mut from = vec![module];
        while let Some(module) = from.pop() {
            from.extend(self.refers[module].iter().copied().filter(|next| reached.insert(*next)));
        }
        digest(reached.into_iter().map(|module| self.texts[module]))
    }
}

fn collect(set: &SchemaSet, ty: &Type, into: &mut BTreeSet<usize>) {
    match ty {
        Type::Builtin(_) => {}
        Type::Named(named) => {
            let meta = match named {
                Named::Scalar(id) => &set[*id].meta,
                Named::Enum(id) => &set[*id].meta,
                Named::Record(id, _) => &set[*id].meta,
                Named::Union(id, _) => &set[*id].meta,
            };
            into.insert(meta.module.index());
        }
        Type::List(inner) | Type::Set(inner) | Type::Optional(inner) => collect(set, inner, into),
        Type::Map(key, value) => {
            collect(set, key, into);
            collect(set, value, into);
        }
    }
}
