//! What types are called, in which file they stand, and how one file imports from another. TypeScript keeps no word
//! that starts with a capital letter, as all types do.

use std::collections::{HashMap, HashSet};

use super::types::reached;
use crate::model::{Definition, Meta, Module, ModuleId, Named, SchemaSet};
use crate::naming::derived_name;

/// The names of the standard library that generated types use.
pub(super) const UTILITIES: [&str; 2] = ["Partial", "Record"];

/// Something that has a type of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Owned {
    /// A newtype or an enum, or a version of a record or union.
    Type(u8, u32, u32),
    /// An event, command, query, view or rejection, by its kind and index.
    Other(u8, u32),
    /// What a query answers.
    Answer(u32),
    /// The events of a module's aggregate.
    Events(u32),
}

impl From<Named> for Owned {
    fn from(named: Named) -> Self {
        match named {
            Named::Scalar(id) => Owned::Type(0, id.0, 0),
            Named::Enum(id) => Owned::Type(1, id.0, 0),
            Named::Record(id, version) => Owned::Type(2, id.0, version),
            Named::Union(id, version) => Owned::Type(3, id.0, version),
        }
    }
}

/// The type of a definition in its current version; nothing for a process.
pub(super) fn current(set: &SchemaSet, definition: Definition) -> Option<Owned> {
    Some(match definition {
        Definition::Scalar(id) => Named::Scalar(id).into(),
        Definition::Enum(id) => Named::Enum(id).into(),
        Definition::Record(id) => Named::Record(id, set[id].versions.current()).into(),
        Definition::Union(id) => Named::Union(id, set[id].versions.current()).into(),
        Definition::Event(id) => Owned::Other(0, id.0),
        Definition::Command(id) => Owned::Other(1, id.0),
        Definition::Query(id) => Owned::Other(2, id.0),
        Definition::View(id) => Owned::Other(3, id.0),
        Definition::Rejection(id) => Owned::Other(4, id.0),
        Definition::Process(_) => return None,
    })
}

/// The names of all types.
#[derive(Debug)]
pub(super) struct Names {
    names: HashMap<Owned, String>,
    taken: Vec<HashSet<String>>,
}

impl Names {
    pub(super) fn new(set: &SchemaSet) -> Self {
        let mut names = Self { names: HashMap::new(), taken: vec![HashSet::new(); set.modules.len()] };
        let reached = reached(set);
        for (index, module) in set.modules.iter().enumerate() {
            names.module(set, ModuleId::from_index(index), module, &reached);
        }
        names
    }

    fn module(&mut self, set: &SchemaSet, id: ModuleId, module: &Module, reached: &HashSet<Named>) {
        for definition in &module.definitions {
            if let Some(owned) = current(set, *definition) {
                self.add(id, owned, set.meta(*definition).rust_name.clone());
            }
        }
        if let Some(aggregate) = &module.aggregate {
            self.add(id, Owned::Events(id.0), derived_name(&aggregate.rust_name, "Event"));
        }
        for definition in &module.definitions {
            let older = |meta: &Meta, version: u32| derived_name(&meta.rust_name, &format!("V{version}"));
            match definition {
                Definition::Record(record) => {
                    for (version, _) in set[*record].versions.iter() {
                        let named = Named::Record(*record, version);
                        if version != set[*record].versions.current() && reached.contains(&named) {
                            self.add(id, named.into(), older(&set[*record].meta, version));
                        }
                    }
                }
                Definition::Union(union) => {
                    for (version, _) in set[*union].versions.iter() {
                        let named = Named::Union(*union, version);
                        if version != set[*union].versions.current() && reached.contains(&named) {
                            self.add(id, named.into(), older(&set[*union].meta, version));
                        }
                    }
                }
                Definition::Query(query) => {
                    self.add(id, Owned::Answer(query.0), derived_name(&set[*query].meta.rust_name, "Answer"));
                }
                _ => {}
            }
        }
    }

    fn add(&mut self, module: ModuleId, owned: Owned, mut name: String) {
        free(&self.taken[module.index()], &mut name);
        self.taken[module.index()].insert(name.clone());
        self.names.insert(owned, name);
    }

    /// The name in its own file; nothing for what has no type.
    pub(super) fn of(&self, owned: impl Into<Owned>) -> Option<&str> {
        self.names.get(&owned.into()).map(String::as_str)
    }

    /// All names of a file.
    pub(super) fn of_module(&self, module: ModuleId) -> &HashSet<String> {
        &self.taken[module.index()]
    }
}

/// Appends `_` until a name is not taken.
pub(super) fn free(taken: &HashSet<String>, name: &mut String) {
    while taken.contains(name.as_str()) {
        name.push('_');
    }
}

/// What a name of another file is called where its own is taken: after the file, such as `BankAccountMoney`.
pub(super) fn elsewhere(path: &[String], name: &str) -> String {
    let words = path.iter().flat_map(|segment| segment.split('_'));
    let mut out = String::new();
    for word in words {
        let mut letters = word.chars();
        out.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        out.extend(letters);
    }
    out + name
}

/// What stands behind `from`, with the ending that every way of finding modules knows.
pub(super) fn import_path(from: &[String], to: &[String]) -> String {
    let folder = &from[..from.len().saturating_sub(1)];
    let to_folder = &to[..to.len().saturating_sub(1)];
    let common = folder.iter().zip(to_folder).take_while(|(here, there)| here == there).count();
    let up = folder.len() - common;
    let start = if up == 0 { "./".to_owned() } else { "../".repeat(up) };
    format!("{start}{}.js", to[common..].join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_from_file_to_file() {
        let path = |from: &str, to: &str| {
            let split = |path: &str| path.split('/').map(str::to_owned).collect::<Vec<_>>();
            import_path(&split(from), &split(to))
        };
        assert_eq!(path("shop/cart", "shop/money"), "./money.js");
        assert_eq!(path("shop/cart", "bank/account"), "../bank/account.js");
        assert_eq!(path("cart", "bank/account"), "./bank/account.js");
        assert_eq!(path("shop/a/b", "shop"), "../../shop.js");
        assert_eq!(path("shop", "shop/cart"), "./shop/cart.js");
    }
}
