//! What every page needs to know: where the page of each definition is, who writes, reads and uses what, and where
//! personal data is. Everything is found in one walk over the model.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::emit::asyncapi::applications::{Application, applications, by_module};
use crate::emit::personal::{Personal, named};
use crate::model::{
    CommandId, Definition, EventId, Field, Meta, Module, ModuleId, Named, ProcessId, QueryId, RejectionId, Returns,
    SchemaSet, Trigger, Type, ViewId,
};
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

/// A context, or the definitions that have none.
#[derive(Debug)]
pub(super) struct Context {
    /// The name, if it has one.
    pub(super) name: Option<String>,
    /// The folder of its pages.
    pub(super) folder: String,
    /// Its files.
    pub(super) modules: Vec<ModuleId>,
}

impl Context {
    /// What people call it.
    pub(super) fn title(&self) -> &str {
        self.name.as_deref().unwrap_or("without a context")
    }

    /// Its first page.
    pub(super) fn path(&self) -> String {
        format!("{}/index.html", self.folder)
    }
}

/// Who has to do with what, each in the order of the files.
#[derive(Debug, Default)]
pub(super) struct Relations {
    /// The commands that lead to an event.
    pub(super) emitted_by: HashMap<EventId, Vec<CommandId>>,
    /// The views that an event keeps up to date.
    pub(super) shown_in: HashMap<EventId, Vec<ViewId>>,
    /// The processes that react to an event.
    pub(super) reacted_to: HashMap<EventId, Vec<ProcessId>>,
    /// The events whose older data becomes this one.
    pub(super) came_from: HashMap<EventId, Vec<EventId>>,
    /// The processes that send a command.
    pub(super) sent_by: HashMap<CommandId, Vec<ProcessId>>,
    /// The commands that can be refused like this.
    pub(super) refused: HashMap<RejectionId, Vec<CommandId>>,
    /// The queries that answer a view.
    pub(super) asked_by: HashMap<ViewId, Vec<QueryId>>,
    /// What holds a type, with the versions of the type and of the holder.
    pub(super) used_by: HashMap<Named, Vec<Use>>,
}

/// A place that holds a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Use {
    /// The definition.
    pub(super) by: Definition,
    /// Its version, where it has some.
    pub(super) version: Option<u32>,
    /// The field, where it is one.
    pub(super) field: Option<String>,
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

/// A file in a folder that no other has, whatever the disk does with the case of letters.
fn free(folder: String, name: &str, taken: &mut HashSet<String>) -> String {
    let safe = if is_device(name) { format!("_{name}") } else { name.to_owned() };
    let mut path = format!("{folder}/{safe}.html");
    let mut number = 2_u32;
    while !taken.insert(path.to_ascii_lowercase()) {
        path = format!("{folder}/{safe}-{number}.html");
        number += 1;
    }
    path
}

/// Names that some systems keep for devices, with any ending.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let digit = |rest: &str| matches!(rest.as_bytes(), [b'0'..=b'9']);
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
        || stem.strip_prefix("com").or(stem.strip_prefix("lpt")).is_some_and(digit)
}

/// The contexts, and for each module the index of its one. Contexts start with a lower-case letter, so that `_` starts
/// what is none, and no folder is called like a page of the site.
fn contexts(set: &SchemaSet) -> (Vec<Context>, Vec<usize>) {
    let mut by_name: BTreeMap<Option<&str>, Vec<ModuleId>> = BTreeMap::new();
    for (index, module) in set.modules.iter().enumerate() {
        by_name.entry(module.context.as_deref()).or_default().push(ModuleId::from_index(index));
    }
    let mut context_of = vec![0; set.modules.len()];
    let contexts = by_name.into_iter().enumerate().map(|(index, (name, modules))| {
        modules.iter().for_each(|module| context_of[module.index()] = index);
        let folder = match name {
            None => "_".to_owned(),
            Some(name) if is_device(name) || name.ends_with(".html") => format!("_{name}"),
            Some(name) => name.to_owned(),
        };
        Context { name: name.map(str::to_owned), folder, modules }
    });
    (contexts.collect(), context_of)
}

/// The word for a definition of a kind.
pub(super) fn kind(definition: Definition) -> &'static str {
    match definition {
        Definition::Scalar(_) => "scalar",
        Definition::Enum(_) => "enum",
        Definition::Record(_) => "record",
        Definition::Union(_) => "union",
        Definition::Event(_) => "event",
        Definition::Command(_) => "command",
        Definition::Rejection(_) => "rejection",
        Definition::View(_) => "view",
        Definition::Query(_) => "query",
        Definition::Process(_) => "process",
    }
}

/// The folder of the pages of a kind.
fn plural(definition: Definition) -> &'static str {
    match definition {
        Definition::Scalar(_) | Definition::Enum(_) | Definition::Record(_) | Definition::Union(_) => "types",
        Definition::Event(_) => "events",
        Definition::Command(_) => "commands",
        Definition::Rejection(_) => "rejections",
        Definition::View(_) => "views",
        Definition::Query(_) => "queries",
        Definition::Process(_) => "processes",
    }
}

impl Relations {
    fn new(set: &SchemaSet) -> Self {
        let mut relations = Relations::default();
        for definition in set.modules.iter().flat_map(|module| &module.definitions) {
            relations.add(set, *definition);
        }
        relations
    }

    fn add(&mut self, set: &SchemaSet, by: Definition) {
        match by {
            Definition::Scalar(id) => self.used(by, None, None, &set[id].inner),
            Definition::Enum(_) => {}
            Definition::Record(id) => {
                for (version, body) in set[id].versions.iter() {
                    self.fields(by, Some(version), &body.fields);
                }
            }
            Definition::Union(id) => {
                for (version, body) in set[id].versions.iter() {
                    body.variants.iter().for_each(|variant| self.fields(by, Some(version), &variant.fields));
                }
            }
            Definition::Event(id) => {
                for (version, body) in set[id].versions.iter() {
                    self.fields(by, Some(version), &body.fields);
                }
                for into in set[id].becomes.iter().flat_map(|becomes| &becomes.into) {
                    push(&mut self.came_from, *into, id);
                }
            }
            Definition::Command(id) => {
                for (version, body) in set[id].versions.iter() {
                    self.fields(by, Some(version), &body.fields);
                }
                set[id].emits.iter().for_each(|event| push(&mut self.emitted_by, *event, id));
                set[id].rejects.iter().for_each(|why| push(&mut self.refused, *why, id));
            }
            Definition::Rejection(id) => self.fields(by, None, &set[id].fields),
            Definition::View(id) => {
                set[id].from.iter().for_each(|event| push(&mut self.shown_in, *event, id));
                self.used(by, None, None, &set[id].key);
                self.returns(by, &set[id].value);
            }
            Definition::Query(id) => {
                for (version, body) in set[id].versions.iter() {
                    self.fields(by, Some(version), &body.fields);
                }
                if let Returns::View { view, .. } = &set[id].returns {
                    push(&mut self.asked_by, *view, id);
                }
                self.returns(by, &set[id].returns);
            }
            Definition::Process(id) => {
                self.used(by, None, None, &set[id].key);
                self.fields(by, None, &set[id].state);
                for reaction in &set[id].reacts {
                    if let Trigger::Event(event) = &reaction.trigger {
                        push(&mut self.reacted_to, *event, id);
                    }
                    reaction.sends.iter().chain(&reaction.undo).for_each(|one| push(&mut self.sent_by, *one, id));
                }
            }
        }
    }

    fn returns(&mut self, by: Definition, returns: &Returns) {
        match returns {
            Returns::Type(ty) => self.used(by, None, None, ty),
            Returns::Fields(fields) => self.fields(by, None, fields),
            Returns::View { .. } => {}
        }
    }

    fn fields(&mut self, by: Definition, version: Option<u32>, fields: &[Field]) {
        fields.iter().for_each(|field| self.used(by, version, Some(&field.name), &field.ty));
    }

    fn used(&mut self, by: Definition, version: Option<u32>, field: Option<&str>, ty: &Type) {
        for named in named(ty) {
            let used = Use { by, version, field: field.map(str::to_owned) };
            let known = self.used_by.entry(named).or_default();
            if known.last() != Some(&used) {
                known.push(used);
            }
        }
    }
}

/// Adds what is not there as the last already: one definition is walked at a time.
fn push<K: Eq + std::hash::Hash, V: PartialEq>(map: &mut HashMap<K, Vec<V>>, key: K, value: V) {
    let known = map.entry(key).or_default();
    if known.last() != Some(&value) {
        known.push(value);
    }
}

/// Those of a definition, or none.
pub(super) fn listed<'m, K: Eq + std::hash::Hash, V>(map: &'m HashMap<K, Vec<V>>, key: &K) -> &'m [V] {
    map.get(key).map_or(&[], Vec::as_slice)
}

/// The order of kinds, in lists.
pub(super) fn order(definition: Definition) -> u8 {
    match definition {
        Definition::Event(_) => 0,
        Definition::Command(_) => 1,
        Definition::Rejection(_) => 2,
        Definition::View(_) => 3,
        Definition::Query(_) => 4,
        Definition::Process(_) => 5,
        Definition::Record(_) => 6,
        Definition::Union(_) => 7,
        Definition::Enum(_) => 8,
        Definition::Scalar(_) => 9,
    }
}

/// Whether a definition has versions, and which.
pub(super) fn versions(set: &SchemaSet, definition: Definition) -> Option<(u32, u32)> {
    match definition {
        Definition::Event(id) => Some((set[id].versions.first(), set[id].versions.current())),
        Definition::Command(id) => Some((set[id].versions.first(), set[id].versions.current())),
        Definition::Query(id) => Some((set[id].versions.first(), set[id].versions.current())),
        Definition::Record(id) => Some((set[id].versions.first(), set[id].versions.current())),
        Definition::Union(id) => Some((set[id].versions.first(), set[id].versions.current())),
        Definition::Scalar(_)
        | Definition::Enum(_)
        | Definition::Rejection(_)
        | Definition::View(_)
        | Definition::Process(_) => None,
    }
}

/// Whether a definition holds personal data in any version.
pub(super) fn is_personal(site: &Site<'_>, definition: Definition) -> bool {
    let (set, personal) = (site.set, &site.personal);
    let returns = |returns: &Returns| match returns {
        Returns::Type(ty) => personal.is_in_type(ty),
        Returns::Fields(fields) => personal.is_in_fields(fields),
        Returns::View { .. } => false,
    };
    match definition {
        Definition::Scalar(id) => set[id].pii || personal.is_in_type(&set[id].inner),
        Definition::Enum(_) => false,
        Definition::Record(id) => set[id].versions.iter().any(|(_, body)| personal.is_in_body(body)),
        Definition::Union(id) => set[id]
            .versions
            .iter()
            .any(|(_, body)| body.variants.iter().any(|variant| personal.is_in_fields(&variant.fields))),
        Definition::Event(id) => set[id].versions.iter().any(|(_, body)| personal.is_in_body(body)),
        Definition::Command(id) => set[id].versions.iter().any(|(_, body)| personal.is_in_body(body)),
        Definition::Query(id) => {
            set[id].versions.iter().any(|(_, body)| personal.is_in_body(body)) || returns(&set[id].returns)
        }
        Definition::Rejection(id) => personal.is_in_fields(&set[id].fields),
        Definition::View(id) => personal.is_in_type(&set[id].key) || returns(&set[id].value),
        Definition::Process(id) => personal.is_in_type(&set[id].key) || personal.is_in_fields(&set[id].state),
    }
}

/// What messages call a definition, without its context.
pub(super) fn name(set: &SchemaSet, definition: Definition) -> &str {
    let meta: &Meta = set.meta(definition);
    &meta.name
}
