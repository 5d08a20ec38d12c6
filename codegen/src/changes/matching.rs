//! Which definition of the newer set is which of the older one. Events, commands and queries are what they are called
//! on the wire, earlier names included; everything else is its name with its context. Files do not matter.

use std::collections::{HashMap, HashSet};

use super::facts::Facts;
use super::spelled::{self, code};
use super::title;
use crate::model::{Definition, SchemaSet, WireNames};

/// A definition with its counterpart, or without.
pub(super) enum Matched {
    /// What a file says of its aggregate.
    Module { title: String, old: Facts, new: Facts },
    /// In both sets.
    Both { title: String, old: Definition, new: Definition },
    /// In the newer one alone.
    Added { title: String, new: Definition },
    /// In the older one alone.
    Removed { title: String, old: Definition },
}

/// A kind, and a name under which something is found.
type Key<'s> = (&'static str, &'s str);

pub(super) fn matched(old: &SchemaSet, new: &SchemaSet) -> Vec<Matched> {
    let mut by_name: HashMap<Key<'_>, Definition> = HashMap::new();
    for (_, definition) in definitions(old) {
        for name in names(old, definition) {
            by_name.entry((spelled::kind(definition), name)).or_insert(definition);
        }
    }
    let modules: HashMap<String, Facts> =
        (0..old.modules.len()).map(|module| (title(old, module), aggregate(old, module))).collect();
    let mut found = Vec::new();
    let mut used = HashSet::new();
    let mut seen = HashSet::new();
    for (module, definition) in definitions(new) {
        let title = title(new, module);
        if seen.insert(module)
            && let Some(before) = modules.get(&title)
        {
            found.push(Matched::Module { title: title.clone(), old: before.clone(), new: aggregate(new, module) });
        }
        let kind = spelled::kind(definition);
        let before = names(new, definition).find_map(|name| by_name.get(&(kind, name)).copied());
        match before.filter(|before| used.insert(*before)) {
            Some(before) => found.push(Matched::Both { title, old: before, new: definition }),
            None => found.push(Matched::Added { title, new: definition }),
        }
    }
    for (module, definition) in definitions(old) {
        if !used.contains(&definition) {
            found.push(Matched::Removed { title: title(old, module), old: definition });
        }
    }
    found
}

fn definitions(set: &SchemaSet) -> impl Iterator<Item = (usize, Definition)> {
    set.modules
        .iter()
        .enumerate()
        .flat_map(|(index, module)| module.definitions.iter().map(move |definition| (index, *definition)))
}

/// The current name first.
fn names(set: &SchemaSet, definition: Definition) -> impl Iterator<Item = &str> {
    let wire = wire(set, definition);
    let on_the_wire = wire.into_iter().flat_map(|wire| wire.aliases.iter().map(String::as_str));
    let first = wire.map_or_else(|| set.meta(definition).subject.as_str(), |wire| wire.name.as_str());
    std::iter::once(first).chain(on_the_wire)
}

pub(super) fn wire(set: &SchemaSet, definition: Definition) -> Option<&WireNames> {
    match definition {
        Definition::Event(id) => Some(&set[id].wire),
        Definition::Command(id) => Some(&set[id].wire),
        Definition::Query(id) => Some(&set[id].wire),
        Definition::Scalar(_)
        | Definition::Enum(_)
        | Definition::Record(_)
        | Definition::Union(_)
        | Definition::Rejection(_)
        | Definition::View(_)
        | Definition::Process(_) => None,
    }
}

/// What a file says of its streams.
fn aggregate(set: &SchemaSet, module: usize) -> Facts {
    let module = &set.modules[module];
    let mut facts = Facts::new();
    if let Some(aggregate) = &module.aggregate {
        facts.push(("streams are called".to_owned(), code(&aggregate.stream)));
        facts.push(("the streams' key".to_owned(), code(&spelled::ty(set, &aggregate.key))));
    }
    if let Some(owner) = &module.owner {
        facts.push(("owned by".to_owned(), code(owner)));
    }
    facts
}
