//! Events of several files in one place, as views and processes take them in: what each is called there, which type its
//! key has, and how a set over several aggregates is read.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::expression::{Expr, Pattern};
use super::layout::{Doc, Writer, list};
use super::messages::is_past;
use super::names::{self, derived_name, fresh};
use super::scope::{Scope, generic};
use super::sets::Variant;
use super::{attributes, items};
use crate::model::{Event, EventId, Meta, ModuleId, SchemaSet, Type};
use crate::naming::variant_name;

/// An event among those of a view or a process.
#[derive(Debug)]
pub(super) struct Input {
    pub(super) event: EventId,
    /// What it is called there: its own name, with its context before it where another has the same.
    pub(super) name: String,
}

/// The events that can still happen, each once, in their order; `home` is the module that names them.
pub(super) fn inputs(scope: &Scope<'_>, home: ModuleId, events: impl Iterator<Item = EventId>) -> Vec<Input> {
    let set = scope.set();
    let mut seen = HashSet::new();
    let events: Vec<EventId> = events.filter(|id| !is_past(&set[*id]) && seen.insert(*id)).collect();
    let metas: Vec<&Meta> = events.iter().map(|id| &set[*id].meta).collect();
    let names = called(set, home, &metas);
    events.into_iter().zip(names).map(|(event, name)| Input { event, name }).collect()
}

/// What definitions of several files are called in one place: by their own names, with the context before it where
/// another has the same.
pub(super) fn called(set: &SchemaSet, home: ModuleId, metas: &[&Meta]) -> Vec<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for meta in metas {
        *counts.entry(&meta.rust_name).or_default() += 1;
    }
    let own = &set[home].context;
    let mut taken = HashSet::new();
    let mut names = vec![String::new(); metas.len()];
    // Those that keep their own name come first, so that no other takes it.
    for prefixed in [false, true] {
        for (meta, called) in metas.iter().zip(&mut names) {
            let context = &set[meta.module].context;
            if (counts[meta.rust_name.as_str()] > 1 && context != own) != prefixed {
                continue;
            }
            let prefix = context.as_deref().filter(|_| prefixed).map(variant_name).unwrap_or_default();
            let mut name = format!("{prefix}{}", meta.rust_name);
            fresh(&mut name, &mut taken);
            *called = name;
        }
    }
    names
}

/// The methods for inputs, whose names begin with a word; two whose snake case is equal are told apart.
pub(super) fn methods<'n>(prefix: &str, inputs: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut taken = HashSet::new();
    let method = |name: &str| {
        let mut name = format!("{prefix}_{}", names::snake(name));
        fresh(&mut name, &mut taken);
        name
    };
    inputs.map(method).collect()
}

impl Input {
    /// The event's type.
    pub(super) fn ty(&self, scope: &Scope<'_>) -> String {
        scope.event(self.event, scope.set()[self.event].versions.current())
    }

    pub(super) fn variant(&self, scope: &Scope<'_>) -> Variant {
        let subject = scope.set()[self.event].meta.subject.clone();
        Variant { name: names::identifier(&self.name), ty: self.ty(scope), subject }
    }

    /// The type of its stream's key, where its file names one.
    pub(super) fn key<'s>(&self, scope: &Scope<'s>) -> Option<&'s Type> {
        let module = scope.set()[self.event].meta.module;
        scope.set()[module].aggregate.as_ref().map(|aggregate| &aggregate.key)
    }

    /// `&__rt::Origin<'_, Key>`.
    pub(super) fn origin(&self, scope: &Scope<'_>) -> Vec<Doc> {
        let mut arguments = vec![Doc::text("'_")];
        arguments.extend(self.key(scope).map(|key| Doc::consistent(0, scope.ty(key))));
        let mut docs = vec![Doc::text("&__rt::Origin")];
        docs.extend(list("<", arguments, ">"));
        docs
    }
}

/// What a set of inputs says of events that became others.
#[derive(Debug, Default)]
pub(super) struct Past {
    /// Of each aggregate some of whose stored data becomes events of the set: which events it is.
    aggregates: BTreeMap<usize, BTreeSet<usize>>,
    /// Versions of events of the set that became nothing.
    dropped: Vec<(EventId, u32)>,
}

impl Past {
    pub(super) fn of(scope: &Scope<'_>, inputs: &[Input]) -> Self {
        let set = scope.set();
        let wanted: HashSet<EventId> = inputs.iter().map(|input| input.event).collect();
        let modules: BTreeSet<usize> = wanted.iter().map(|id| set[*id].meta.module.index()).collect();
        let mut past = Self::default();
        for id in modules.iter().flat_map(|module| scope.schema.becoming(*module)) {
            let event: &Event = &set[*id];
            let Some(becomes) = &event.becomes else { continue };
            if becomes.into.is_empty() {
                if wanted.contains(id) {
                    past.dropped.push((*id, becomes.up_to.min(event.versions.current())));
                }
            } else if wanted.contains(id) || becomes.into.iter().any(|into| wanted.contains(into)) {
                past.aggregates.entry(event.meta.module.index()).or_default().insert(id.index());
            }
        }
        past
    }

    /// What `#[event_set(…)]` says; `hidden` is the path of the module with the functions.
    pub(super) fn attribute(&self, scope: &Scope<'_>, hidden: &str) -> Vec<Doc> {
        let set = scope.set();
        let dropped = self
            .dropped
            .iter()
            .map(|(id, version)| attributes::call("becomes", vec![Doc::text(scope.event(*id, *version))]));
        let through = self.aggregates.values().enumerate().flat_map(|(number, events)| {
            events.iter().map(move |index| {
                let id = EventId::from_index(*index);
                let event = scope.event(id, set[id].versions.current());
                let select = attributes::value("select", &format!("{hidden}::select_{number}"));
                attributes::call("through", vec![Doc::text(event), select])
            })
        });
        dropped.chain(through).collect()
    }

    /// Writes the functions that take from an aggregate's events those of the set; `scope` is the hidden module's, and
    /// `own` what it calls the set.
    pub(super) fn write(&self, writer: &mut Writer, scope: &Scope<'_>, own: &str, inputs: &[Input]) {
        let set = scope.set();
        for (number, module) in self.aggregates.keys().enumerate() {
            let Some(aggregate) = &set.modules[*module].aggregate else { continue };
            let whole = names::ModuleNames::path_to(
                scope.module,
                &scope.schema.modules[*module],
                &derived_name(&aggregate.rust_name, "Event"),
            );
            writer.blank();
            let arguments = vec![vec![Doc::text(format!("event: {whole}"))]];
            let result = generic("Option", vec![Doc::text(own.to_owned())]);
            items::begin_public_function(writer, &format!("select_{number}"), arguments, result);
            let of_module = inputs.iter().filter(|input| set[input.event].meta.module.index() == *module);
            let mut arms: Vec<_> = of_module
                .map(|input| {
                    let variant = names::identifier(&set[input.event].meta.rust_name);
                    let value = Expr::atom("event").into_call(format!("{own}::{}", names::identifier(&input.name)));
                    (Pattern::Tuple(format!("{whole}::{variant}"), "event".to_owned()), value.into_call("Some"))
                })
                .collect();
            arms.push((Pattern::Atom("_".to_owned()), Expr::atom("None")));
            writer.doc(&Expr::Match(Box::new(Expr::atom("event")), arms).tail());
            items::end(writer);
        }
    }
}
