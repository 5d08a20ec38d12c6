//! What every page needs to know: where the page of each definition is, who writes, reads and uses what, and where
//! personal data is. Everything is found in one walk over the model.

use std::collections::{HashMap, HashSet};

use super::facts::{order, plural};
use super::folders::{Context, contexts, free};
use super::relations::Relations;
use crate::emit::asyncapi::applications::{Application, applications, by_module};
use crate::emit::personal::Personal;
use crate::model::{Definition, Module, ModuleId, SchemaSet};
use crate::source::{Place, Sources};
use crate::{Compiled, ReadsAs, reads_as};

/// The whole site.
#[derive(Debug)]
pub(super) struct Site<'s> {
    pub(super) compiled: &'s Compiled,
    pub(super) set: &'s SchemaSet,
    pub(super) sources: &'s Sources,
    pub(super) reads_as: ReadsAs,
    pub(super) personal: Personal,
    pub(super) applications: Vec<Application>,
    /// For each module, the index of its application.
    application_of: Vec<usize>,
    /// The contexts with their folders and modules, sorted by name.
    pub(super) contexts: Vec<Context>,
    /// For each module, the index of its context.
    context_of: Vec<usize>,
    paths: HashMap<Definition, String>,
    /// The pages of aggregates, by module.
    aggregates: HashMap<ModuleId, String>,
    names: HashMap<String, Vec<Definition>>,
    /// For each module, its definitions kind by kind.
    by_kind: Vec<Vec<Definition>>,
    /// The place of a definition in that list.
    places: HashMap<Definition, usize>,
    pub(super) relations: Relations,
    /// For each file, where its lines start.
    lines: Vec<Vec<usize>>,
}

impl<'s> Site<'s> {
    pub(super) fn new(compiled: &'s Compiled, sources: &'s Sources) -> Self {
        let set = &compiled.set;
        let applications = applications(set);
        let application_of = by_module(set, &applications);
        let (contexts, context_of) = contexts(set);
        let mut site = Self {
            compiled,
            set,
            sources,
            reads_as: reads_as(compiled),
            personal: Personal::new(set),
            applications,
            application_of,
            contexts,
            context_of,
            paths: HashMap::new(),
            aggregates: HashMap::new(),
            names: HashMap::new(),
            by_kind: Vec::new(),
            places: HashMap::new(),
            relations: Relations::new(set),
            lines: sources.iter().map(|(_, file)| line_starts(&file.text)).collect(),
        };
        site.place();
        site
    }

    /// Gives every definition and aggregate a page of its own.
    fn place(&mut self) {
        let mut taken = HashSet::new();
        for (index, module) in self.set.modules.iter().enumerate() {
            let folder = self.contexts[self.context_of[index]].folder.clone();
            for definition in &module.definitions {
                let meta = self.set.meta(*definition);
                let path = free(format!("{folder}/{}", plural(*definition)), &meta.name, &mut taken);
                self.paths.insert(*definition, path);
                self.names.entry(meta.name.clone()).or_default().push(*definition);
                if meta.subject != meta.name {
                    self.names.entry(meta.subject.clone()).or_default().push(*definition);
                }
            }
            let mut by_kind = module.definitions.clone();
            by_kind.sort_by_key(|definition| order(*definition));
            self.places.extend(by_kind.iter().enumerate().map(|(place, definition)| (*definition, place)));
            self.by_kind.push(by_kind);
            if let Some(aggregate) = &module.aggregate {
                let path = free(format!("{folder}/aggregates"), &aggregate.name, &mut taken);
                self.aggregates.insert(ModuleId::from_index(index), path);
            }
        }
    }

    /// The page of a definition, from the root of the site.
    pub(super) fn path(&self, definition: Definition) -> &str {
        &self.paths[&definition]
    }

    /// The page of an aggregate.
    pub(super) fn aggregate_path(&self, module: ModuleId) -> Option<&str> {
        self.aggregates.get(&module).map(String::as_str)
    }

    /// The context of a module.
    pub(super) fn context(&self, module: ModuleId) -> &Context {
        &self.contexts[self.context_of[module.index()]]
    }

    /// The index of the context of a module.
    pub(super) fn context_index(&self, module: ModuleId) -> usize {
        self.context_of[module.index()]
    }

    /// The definitions of a module, kind by kind.
    pub(super) fn by_kind(&self, module: ModuleId) -> &[Definition] {
        &self.by_kind[module.index()]
    }

    /// The place of a definition in that list.
    pub(super) fn place_by_kind(&self, definition: Definition) -> usize {
        self.places[&definition]
    }

    /// The index of the application of a module.
    pub(super) fn application_index(&self, module: ModuleId) -> usize {
        self.application_of[module.index()]
    }

    /// The module of a definition, with its id.
    pub(super) fn module(&self, definition: Definition) -> (ModuleId, &'s Module) {
        let id = self.set.meta(definition).module;
        (id, &self.set[id])
    }

    /// The definition that a name means in a module, if it is clear.
    pub(super) fn named(&self, name: &str, module: ModuleId) -> Option<Definition> {
        let found = self.names.get(name)?;
        let context = self.context_of[module.index()];
        let mut here = found.iter().filter(|one| self.context_of[self.set.meta(**one).module.index()] == context);
        match (here.next(), here.next(), found.as_slice()) {
            (Some(one), None, _) | (None, _, [one]) => Some(*one),
            _ => None,
        }
    }

    /// The line of a place, from 1.
    pub(super) fn line(&self, place: Place) -> u32 {
        let starts = self.lines.get(place.file.0 as usize).map_or(&[][..], Vec::as_slice);
        u32::try_from(starts.partition_point(|start| *start <= place.range().start)).unwrap_or(u32::MAX)
    }

    /// All definitions, in the order of the files.
    pub(super) fn definitions(&self) -> impl Iterator<Item = Definition> + '_ {
        self.set.modules.iter().flat_map(|module| &module.definitions).copied()
    }
}

/// Where lines start, the first among them.
fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}
