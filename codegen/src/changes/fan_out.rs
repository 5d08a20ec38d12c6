//! What a shared type reaches: the bodies that embed it, directly or through other types.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::spelled;
use crate::model::{Body, Definition, Field, Named, RecordId, Returns, SchemaSet, Type, UnionId, ViewValue};

/// More than these are counted.
const LISTED: usize = 12;

/// Who embeds a type, by the type without its version.
#[derive(Debug, Default)]
pub(super) struct FanOut {
    /// Types that embed a type.
    types: HashMap<Definition, Vec<Definition>>,
    /// Bodies that embed a type: their place in `names`.
    bodies: HashMap<Definition, Vec<usize>>,
    names: Vec<String>,
}

impl FanOut {
    pub(super) fn new(set: &SchemaSet) -> Self {
        let mut this = Self::default();
        for (index, record) in set.records.iter().enumerate() {
            let owner = Definition::Record(RecordId::from_index(index));
            record.versions.iter().for_each(|(_, body)| this.type_fields(owner, &body.fields));
        }
        for (index, union) in set.unions.iter().enumerate() {
            let owner = Definition::Union(UnionId::from_index(index));
            for (_, body) in union.versions.iter() {
                body.variants.iter().for_each(|variant| this.type_fields(owner, &variant.fields));
            }
        }
        for (index, scalar) in set.scalars.iter().enumerate() {
            let owner = Definition::Scalar(crate::model::ScalarId::from_index(index));
            this.type_uses(owner, &scalar.inner);
        }
        for event in &set.events {
            this.bodies(&event.meta.subject, event.versions.iter());
        }
        for command in &set.commands {
            this.bodies(&command.meta.subject, command.versions.iter());
        }
        for query in &set.queries {
            this.bodies(&query.meta.subject, query.versions.iter());
            match &query.returns {
                Returns::Type(ty) => {
                    let name = format!("the answer of {}", spelled::code(&query.meta.subject));
                    this.named(name, std::iter::once(ty));
                }
                Returns::View { .. } => {}
            }
        }
        for view in &set.views {
            let name = spelled::code(&view.meta.subject);
            match &view.value {
                ViewValue::Type(ty) => this.named(name, std::iter::once(ty)),
                ViewValue::Fields(fields) => this.fields(name, fields),
            }
        }
        for rejection in &set.rejections {
            this.fields(spelled::code(&rejection.meta.subject), &rejection.fields);
        }
        this
    }

    fn type_fields(&mut self, owner: Definition, fields: &[Field]) {
        fields.iter().for_each(|field| self.type_uses(owner, &field.ty));
    }

    fn type_uses(&mut self, owner: Definition, ty: &Type) {
        for used in uses(ty) {
            self.types.entry(used).or_default().push(owner);
        }
    }

    fn bodies<'b>(&mut self, subject: &str, bodies: impl Iterator<Item = (u32, &'b Body)>) {
        for (version, body) in bodies {
            self.fields(format!("{} v{version}", spelled::code(subject)), &body.fields);
        }
    }

    fn fields(&mut self, name: String, fields: &[Field]) {
        self.named(name, fields.iter().map(|field| &field.ty));
    }

    fn named<'t>(&mut self, name: String, types: impl Iterator<Item = &'t Type>) {
        let used: HashSet<Definition> = types.flat_map(uses).collect();
        if used.is_empty() {
            return;
        }
        let index = self.names.len();
        self.names.push(name);
        for definition in used {
            self.bodies.entry(definition).or_default().push(index);
        }
    }

    /// The bodies that a type reaches, where there are any; beyond a dozen, how many.
    pub(super) fn of(&self, definition: Definition) -> Vec<String> {
        let mut reached = BTreeSet::new();
        let mut seen = HashSet::from([definition]);
        let mut from = vec![definition];
        while let Some(definition) = from.pop() {
            reached.extend(self.bodies.get(&definition).into_iter().flatten().copied());
            let owners = self.types.get(&definition).into_iter().flatten().copied();
            from.extend(owners.filter(|owner| seen.insert(*owner)));
        }
        let more = reached.len().saturating_sub(LISTED);
        let mut names: Vec<String> = reached.into_iter().take(LISTED).map(|index| self.names[index].clone()).collect();
        if more > 0 {
            names.push(format!("{more} more"));
        }
        names
    }
}

/// The definitions that a type names.
fn uses(ty: &Type) -> Vec<Definition> {
    match ty {
        Type::Builtin(_) => Vec::new(),
        Type::Named(named) => vec![match named {
            Named::Scalar(id) => Definition::Scalar(*id),
            Named::Enum(id) => Definition::Enum(*id),
            Named::Record(id, _) => Definition::Record(*id),
            Named::Union(id, _) => Definition::Union(*id),
        }],
        Type::List(inner) | Type::Set(inner) | Type::Optional(inner) => uses(inner),
        Type::Map(key, value) => uses(key).into_iter().chain(uses(value)).collect(),
    }
}
