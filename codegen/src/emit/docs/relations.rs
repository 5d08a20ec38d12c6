//! Who has to do with what: who leads to an event, shows it, reacts to it, and what holds a type.

use std::collections::HashMap;

use crate::emit::personal::named;
use crate::model::{
    CommandId, Definition, EventId, Field, Named, ProcessId, QueryId, RejectionId, Returns, SchemaSet, Trigger, Type,
    ViewId, ViewValue,
};

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

impl Relations {
    pub(super) fn new(set: &SchemaSet) -> Self {
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
                match &set[id].value {
                    ViewValue::Type(ty) => self.used(by, None, None, ty),
                    ViewValue::Fields(fields) => self.fields(by, None, fields),
                }
            }
            Definition::Query(id) => {
                for (version, body) in set[id].versions.iter() {
                    self.fields(by, Some(version), &body.fields);
                }
                match &set[id].returns {
                    Returns::Type(ty) => self.used(by, None, None, ty),
                    Returns::View { view, .. } => push(&mut self.asked_by, *view, id),
                }
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
