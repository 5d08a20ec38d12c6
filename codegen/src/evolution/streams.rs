//! Streams: what they are called, what their key is, who writes them. The wire shows none of it.

use std::collections::{HashMap, HashSet};

use super::Judge;
use super::told::{self, ByName, ToldKind};
use crate::diagnostic::Diagnostic;
use crate::model::{Aggregate, Definition, Module, SchemaSet};
use crate::rules::{self, Direction};

impl<'s> Judge<'s> {
    pub(super) fn streams(&mut self) {
        if !self.is_asked(Direction::Backward) {
            return;
        }
        let (old_set, new_set) = (&self.old.set, &self.new.set);
        let now: HashMap<&str, (&Module, &Aggregate)> =
            aggregates(new_set).map(|(module, aggregate)| (aggregate.stream.as_str(), (module, aggregate))).collect();
        for (old_module, old) in aggregates(old_set) {
            if let Some((module, new)) = now.get(old.stream.as_str()) {
                self.same_stream((old_module, old), (module, new));
            }
        }
        let new_names = ByName::new(&told::all(new_set));
        let mut told_streams = HashSet::new();
        let mut told_owners = HashSet::new();
        for before in told::all(old_set).into_iter().filter(|told| told.kind == ToldKind::Event) {
            let Some(after) = before.names().find_map(|name| new_names.get(ToldKind::Event, name)) else { continue };
            let (old_index, new_index) = (before.meta.module.index(), after.meta.module.index());
            let (old_module, new_module) = (&old_set.modules[old_index], &new_set.modules[new_index]);
            match (&old_module.aggregate, &new_module.aggregate) {
                (Some(old), Some(new)) if old.stream != new.stream && !now.contains_key(old.stream.as_str()) => {
                    if told_streams.contains(&(old_index, new_index)) {
                        continue;
                    }
                    told_streams.insert((old_index, new_index));
                    self.stream_renamed(old_module, old, new);
                }
                (Some(old), new) if new.as_ref().is_none_or(|new| new.stream != old.stream) => {
                    self.event_moved(before.definition, after.definition, old, new.as_ref());
                }
                (None, None)
                    if old_module.owner != new_module.owner && !told_owners.contains(&(old_index, new_index)) =>
                {
                    told_owners.insert((old_index, new_index));
                    let place = new_set.meta(after.definition).place;
                    let old_place = old_set.meta(before.definition).place;
                    self.owner_changed(&after.meta.subject, (old_module, old_place), (new_module, place));
                }
                _ => {}
            }
        }
    }

    fn same_stream(&mut self, (old_module, old): (&Module, &Aggregate), (module, new): (&Module, &Aggregate)) {
        if !self.kept.same.types(&old.key, &new.key) {
            let (was, is) = (self.old.set.spelled(&old.key), self.new.set.spelled(&new.key));
            let finding = Diagnostic::new(
                &rules::stream_key_changed::RULE,
                new.place,
                format!("the key of the streams `{}` was `{was}`, and is `{is}`", new.stream),
            )
            .with_also(self.places.old(old.place), "it was another")
            .with_subject(subject(module, new), None, "")
            .with_help("keep the key's type: the streams that exist are found by it")
            .with_help("another key makes another aggregate: give it a name, and streams, of its own");
            self.add(finding);
        }
        if old_module.owner != module.owner {
            self.owner_changed(&subject(module, new), (old_module, old.place), (module, new.place));
        }
    }

    fn owner_changed(
        &mut self,
        subject: &str,
        (old, old_place): (&Module, crate::source::Place),
        (new, place): (&Module, crate::source::Place),
    ) {
        let shown =
            |owner: &Option<String>| owner.as_ref().map_or("nobody in particular".to_owned(), |o| format!("`{o}`"));
        let finding = Diagnostic::new(
            &rules::owner_changed::RULE,
            place,
            format!("`{subject}` was owned by {}, and is by {}", shown(&old.owner), shown(&new.owner)),
        )
        .with_also(self.places.old(old_place), "the owner was another")
        .with_subject(subject, None, "")
        .with_help("stop the old owner's appends before the new owner begins: there is one writer at a time");
        self.add(finding);
    }

    fn stream_renamed(&mut self, old_module: &Module, old: &Aggregate, new: &Aggregate) {
        let finding = Diagnostic::new(
            &rules::stream_renamed::RULE,
            new.place,
            format!(
                "the streams `{}` are called `{}` now, and what is stored is not found under that name",
                old.stream, new.stream
            ),
        )
        .with_also(self.places.old(old.place), "they were called otherwise")
        .with_subject(subject(old_module, old), None, "")
        .with_help(format!("keep the name of the streams: `stream: {}`", old.stream));
        self.add(finding);
    }

    fn event_moved(&mut self, before: Definition, after: Definition, old: &Aggregate, new: Option<&Aggregate>) {
        let (was, is) = (self.old.set.meta(before), self.new.set.meta(after));
        let to = new.map_or("no aggregate".to_owned(), |new| format!("`{}`", new.stream));
        let finding = Diagnostic::new(
            &rules::event_moved::RULE,
            is.place,
            format!(
                "`{}` belongs to {to} now, and what is stored of it stands in the streams `{}`",
                is.subject, old.stream
            ),
        )
        .with_also(self.places.old(was.place), format!("it was one of `{}`", old.name))
        .with_subject(&is.subject, None, "")
        .with_help("leave it where it is, and add an event of another name to the other aggregate");
        self.add(finding);
    }
}

fn aggregates(set: &SchemaSet) -> impl Iterator<Item = (&Module, &Aggregate)> {
    set.modules.iter().filter_map(|module| Some((module, module.aggregate.as_ref()?)))
}

fn subject(module: &Module, aggregate: &Aggregate) -> String {
    match &module.context {
        Some(context) => format!("{context}.{}", aggregate.name),
        None => aggregate.name.clone(),
    }
}
