//! Types as TypeScript, and which of them are needed.

use std::collections::HashSet;

use super::Printer;
use super::names::{Owned, current, elsewhere, free};
use crate::model::{
    Definition, EnumId, Field, JsonForm, KeyForm, ModuleId, Named, Returns, SchemaSet, Type, ViewCount, ViewId,
    ViewValue,
};

impl Printer<'_> {
    /// The type as it is on the wire.
    pub(super) fn ty(&mut self, ty: &Type) -> String {
        match ty {
            Type::Builtin(builtin) => match builtin.json_form() {
                JsonForm::Boolean => "boolean",
                JsonForm::Integer { .. } | JsonForm::Number => "number",
                JsonForm::Text => "string",
                JsonForm::Any => "unknown",
            }
            .to_owned(),
            Type::Named(named) => self.named(*named),
            Type::List(item) | Type::Set(item) => {
                let item = self.ty(item);
                if item.ends_with(" | null") { format!("({item})[]") } else { format!("{item}[]") }
            }
            Type::Map(key, value) => {
                let value = self.ty(value);
                self.map(key, &value)
            }
            Type::Optional(inner) => match self.ty(inner).as_str() {
                "unknown" => "unknown".to_owned(),
                inner => format!("{inner} | null"),
            },
        }
    }

    fn map(&mut self, key: &Type, value: &str) -> String {
        if let Type::Named(Named::Enum(id)) = key {
            let key = self.key_enum(*id);
            if let Some(key) = key {
                return match self.is_hidden("Record") || self.is_hidden("Partial") {
                    true => format!("{{ [key in {key}]?: {value} }}"),
                    false => format!("Partial<Record<{key}, {value}>>"),
                };
            }
        }
        let key = match key {
            Type::Named(named @ Named::Scalar(_))
                if self.set.wrapped(*named).is_some_and(|builtin| builtin.key_form() == KeyForm::Text) =>
            {
                self.named(*named)
            }
            _ => "string".to_owned(),
        };
        match self.is_hidden("Record") {
            true => format!("{{ [key: {key}]: {value} }}"),
            false => format!("Record<{key}, {value}>"),
        }
    }

    /// The enum as the type of a key, if its values are all that there are.
    fn key_enum(&mut self, id: EnumId) -> Option<String> {
        (!self.set[id].open).then(|| self.named(Named::Enum(id)))
    }

    /// Whether a type of this file has the name of one of the standard library.
    fn is_hidden(&self, utility: &str) -> bool {
        self.names.of_module(self.module).contains(utility)
    }

    /// The name of a defined type, imported if need be.
    pub(super) fn named(&mut self, named: Named) -> String {
        let module = match named {
            Named::Scalar(id) => self.set[id].meta.module,
            Named::Enum(id) => self.set[id].meta.module,
            Named::Record(id, _) => self.set[id].meta.module,
            Named::Union(id, _) => self.set[id].meta.module,
        };
        self.name(module, named.into())
    }

    /// The name of something of this file or another one.
    pub(super) fn name(&mut self, module: ModuleId, owned: Owned) -> String {
        // Everything that is reached has a name; what had none would be any value.
        let Some(there) = self.names.of(owned) else { return "unknown".to_owned() };
        if module == self.module {
            return there.to_owned();
        }
        if let Some(here) = self.imported.get(&owned) {
            return here.clone();
        }
        let mut here = there.to_owned();
        if self.taken.contains(&here) {
            here = elsewhere(&self.set[module].path, there);
            free(&self.taken, &mut here);
        }
        self.taken.insert(here.clone());
        self.imported.insert(owned, here.clone());
        self.imports.entry(module).or_default().insert((there.to_owned(), here.clone()));
        here
    }

    /// One entry of a view, or several.
    pub(super) fn entries(&mut self, view: ViewId, count: ViewCount) -> String {
        let module = self.set[view].meta.module;
        let Some(owned) = current(self.set, Definition::View(view)) else { return "unknown".to_owned() };
        let name = self.name(module, owned);
        match count {
            ViewCount::One => name,
            ViewCount::Optional => format!("{name} | null"),
            ViewCount::List => format!("{name}[]"),
        }
    }
}

/// The types that current bodies hold, and those that these hold.
pub(super) fn reached(set: &SchemaSet) -> HashSet<Named> {
    let mut found = Reached { set, met: HashSet::new(), waiting: Vec::new() };
    set.events.iter().for_each(|event| found.fields(&event.versions.current_body().fields));
    set.commands.iter().for_each(|command| found.fields(&command.versions.current_body().fields));
    set.records.iter().for_each(|record| found.fields(&record.versions.current_body().fields));
    set.rejections.iter().for_each(|rejection| found.fields(&rejection.fields));
    set.views.iter().for_each(|view| found.view_value(&view.value));
    for union in &set.unions {
        union.versions.current_body().variants.iter().for_each(|variant| found.fields(&variant.fields));
    }
    for query in &set.queries {
        found.fields(&query.versions.current_body().fields);
        found.returns(&query.returns);
    }
    found.rest()
}

struct Reached<'s> {
    set: &'s SchemaSet,
    met: HashSet<Named>,
    waiting: Vec<Named>,
}

impl Reached<'_> {
    fn rest(mut self) -> HashSet<Named> {
        while let Some(named) = self.waiting.pop() {
            let set = self.set;
            match named {
                Named::Scalar(id) => self.ty(&set[id].inner),
                Named::Enum(_) => {}
                Named::Record(id, version) => {
                    set[id].versions.at(version).into_iter().for_each(|body| self.fields(&body.fields));
                }
                Named::Union(id, version) => {
                    let variants = set[id].versions.at(version).into_iter().flat_map(|body| &body.variants);
                    variants.for_each(|variant| self.fields(&variant.fields));
                }
            }
        }
        self.met
    }

    fn fields(&mut self, fields: &[Field]) {
        fields.iter().for_each(|field| self.ty(&field.ty));
    }

    fn view_value(&mut self, value: &ViewValue) {
        match value {
            ViewValue::Type(ty) => self.ty(ty),
            ViewValue::Fields(fields) => self.fields(fields),
        }
    }

    fn returns(&mut self, returns: &Returns) {
        match returns {
            Returns::Type(ty) => self.ty(ty),
            Returns::View { .. } => {}
        }
    }

    fn ty(&mut self, ty: &Type) {
        match ty {
            Type::Builtin(_) => {}
            Type::Named(named) => {
                if self.met.insert(*named) {
                    self.waiting.push(*named);
                }
            }
            Type::List(inner) | Type::Set(inner) | Type::Optional(inner) => self.ty(inner),
            Type::Map(key, value) => {
                self.ty(key);
                self.ty(value);
            }
        }
    }
}
