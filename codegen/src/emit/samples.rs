//! Samples: payloads that show what a body reads. Each version of each event, command and query has a short list of
//! them, by name: the smallest, one with everything, those at the edges, and one for every choice that a payload
//! offers. What queries answer, what views hold and rejections have samples as well.
//!
//! A sample depends on its own definition and on what that reaches, and on nothing else: another event changes none,
//! and another field adds itself and changes no other.

mod document;
mod files;
mod layout;

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::model::{Body, Definition, Named, QueryId, Returns, SchemaSet, ViewCount, ViewValue};
use crate::sample::{Choices, Edge, Root, Sampler, Seen, Style};

pub use files::{REPLAY, files, files_with};

/// The most bytes of samples for the choices of one body; a body with more choices shows the first of them.
const MOST: usize = 256 << 10;

/// The deepest JSON that readers take (serde_json ends at 128).
const DEEPEST: usize = 120;

/// As many aliases of one thing have samples.
const ALIASES: usize = 16;

/// As many other spellings of one scalar have samples.
const SPELLINGS: usize = 3;

/// A payload with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// What it shows: `minimal`, `full`, `lowest`, `payment: card`. No two samples of a body have one name.
    pub name: String,
    /// The payload, as it is read.
    pub payload: Value,
}

/// The samples of one schema set.
///
/// ```
/// use retold_codegen::emit::samples::Samples;
/// use retold_codegen::model::{Definition, EventId};
/// use retold_codegen::source::{SourceFile, Sources};
///
/// let text = "enums: { Reason: [late, lost] }\nevents:\n  Refunded: { v1: { cents: u8, why: \"Reason?\" } }\n";
/// let sources = Sources::new(vec![SourceFile { path: "a.yaml".into(), shown: "a.yaml".into(), text: text.into() }]);
/// let compiled = retold_codegen::compile(&sources).compiled.expect("no problem");
/// let event = compiled.set.modules[0].definitions.iter().find(|found| matches!(found, Definition::Event(_)));
/// let samples = Samples::new(&compiled.set).of(*event.expect("there is one"), 1);
/// let shown: Vec<String> = samples.iter().map(|sample| format!("{} {}", sample.name, sample.payload)).collect();
/// assert_eq!(
///     shown,
///     [
///         r#"minimal {"cents":0}"#,
///         r#"full {"cents":3,"why":"late"}"#,
///         r#"lowest {"cents":0,"why":"late"}"#,
///         r#"highest {"cents":255,"why":"late"}"#,
///         r#"nulls {"cents":3,"why":null}"#,
///         r#"other spellings {"cents":3.0,"why":"late"}"#,
///         r#"unknown keys {"unknown":{"of":["later",1,null]},"cents":3,"why":"late"}"#,
///         r#"keys in another order {"why":"late","cents":3}"#,
///         r#"why: lost {"cents":0,"why":"lost"}"#,
///     ]
/// );
/// ```
#[derive(Debug)]
pub struct Samples<'s> {
    set: &'s SchemaSet,
    sampler: Sampler<'s>,
    work: u64,
}

/// The samples of one thing.
#[derive(Clone, Debug, Default, PartialEq)]
struct Found {
    samples: Vec<Sample>,
    /// How many choices are not shown, because there are too many.
    left_out: usize,
}

impl<'s> Samples<'s> {
    /// Those of a set.
    #[must_use]
    pub fn new(set: &'s SchemaSet) -> Self {
        Self { set, sampler: Sampler::new(set), work: 0 }
    }

    /// The samples of one version of a definition: payloads of an event, command or query, values of a type, the
    /// entries of a view, the fields of a rejection. The version is that of what has versions. `minimal` comes first,
    /// then `full`. None where the version is not there, the definition has no JSON (a process), or no value exists.
    pub fn of(&mut self, definition: Definition, version: u32) -> Vec<Sample> {
        self.found(definition, version).samples
    }

    /// The samples of a body.
    pub fn body(&mut self, body: &'s Body) -> Vec<Sample> {
        self.root(Root::Body(body)).samples
    }

    /// The samples of what a query answers.
    pub fn answers(&mut self, query: QueryId) -> Vec<Sample> {
        self.answer(query).samples
    }

    fn found(&mut self, definition: Definition, version: u32) -> Found {
        let set = self.set;
        let body = match definition {
            Definition::Event(id) => set[id].versions.at(version),
            Definition::Command(id) => set[id].versions.at(version),
            Definition::Query(id) => set[id].versions.at(version),
            Definition::Record(id) => set[id].versions.at(version),
            Definition::Union(id) => return self.root(Root::Named(Named::Union(id, version))),
            Definition::Scalar(id) => return self.root(Root::Named(Named::Scalar(id))),
            Definition::Enum(id) => return self.root(Root::Named(Named::Enum(id))),
            Definition::Rejection(id) => return self.root(Root::Fields(&set[id].fields)),
            Definition::View(id) => return self.held(&set[id].value),
            Definition::Process(_) => None,
        };
        body.map_or_else(Found::default, |body| self.root(Root::Body(body)))
    }

    fn answer(&mut self, query: QueryId) -> Found {
        let set = self.set;
        self.returned(&set[query].returns)
    }

    fn held(&mut self, value: &'s ViewValue) -> Found {
        match value {
            ViewValue::Type(ty) => self.root(Root::Type(ty)),
            ViewValue::Fields(fields) => self.root(Root::Fields(fields)),
        }
    }

    fn returned(&mut self, returns: &'s Returns) -> Found {
        let set = self.set;
        match returns {
            Returns::Type(ty) => self.root(Root::Type(ty)),
            Returns::View { view, count } => {
                let mut found = self.held(&set[*view].value);
                let first = match count {
                    ViewCount::One => return found,
                    ViewCount::Optional => Sample { name: "none".to_owned(), payload: Value::Null },
                    ViewCount::List => {
                        for sample in &mut found.samples {
                            sample.payload = json!([sample.payload.take()]);
                        }
                        Sample { name: "empty".to_owned(), payload: json!([]) }
                    }
                };
                found.samples.insert(0, first);
                found
            }
        }
    }

    fn root(&mut self, root: Root<'s>) -> Found {
        let mut list = List::default();
        let mut seen = Seen::new();
        let before = self.sampler.work();
        let Some(minimal) = self.sampler.seen(root, Style::Minimal, &mut seen) else {
            self.work += self.sampler.work() - before;
            return Found::default();
        };
        list.add("minimal", minimal);
        // What is full is shown also where it is the smallest: people look for it.
        if let Some(full) = self.sampler.seen(root, Style::Full, &mut seen) {
            list.add("full", full);
        }
        // A sample that shows nothing but what these show is none.
        for plain in [Edge::Plain, Edge::OtherSpellings(usize::MAX)] {
            list.met.extend(self.edge(root, plain).map(|value| value.to_string()));
        }
        for (name, edge) in [
            ("lowest", Edge::Lowest),
            ("highest", Edge::Highest),
            ("unusual text", Edge::UnusualText),
            ("nulls", Edge::Nulls),
        ] {
            list.add_new(name, self.edge(root, edge));
        }
        self.rounds(root, &mut list, ("earlier names", ALIASES), Edge::EarlierNames);
        self.rounds(root, &mut list, ("other spellings", SPELLINGS), Edge::OtherSpellings);
        list.add_new("unknown keys", self.edge(root, Edge::UnknownKeys));
        list.add_new("keys in another order", self.edge(root, Edge::OtherOrder));
        let left_out = self.choices(root, &mut list, &seen);
        self.work += self.sampler.work() - before;
        Found { samples: list.samples, left_out }
    }

    fn edge(&mut self, root: Root<'s>, edge: Edge) -> Option<Value> {
        self.sampler.seen(root, Style::Edge(edge), &mut Seen::new())
    }

    /// The edge of each round, until one brings nothing new.
    fn rounds(&mut self, root: Root<'s>, list: &mut List, (name, rounds): (&str, usize), edge: fn(usize) -> Edge) {
        for round in 0..rounds {
            let name = if round == 0 { name.to_owned() } else { format!("{name} {}", round + 1) };
            let value = self.edge(root, edge(round));
            if !list.add_new(&name, value) {
                return;
            }
        }
    }

    /// A sample for every choice that the smallest and the fullest do not show; how many are left out.
    fn choices(&mut self, root: Root<'s>, list: &mut List, seen: &Seen) -> usize {
        let choices = Choices::of(self.set, root);
        self.work += choices.work;
        let (mut bytes, mut left_out) = (0, 0);
        for choice in choices.into_found() {
            if choice.what.is_some_and(|what| seen.contains(&what)) {
                continue;
            }
            if bytes > MOST {
                left_out += 1;
                continue;
            }
            if let Some(value) = self.sampler.chosen(root, &choice) {
                bytes += list.add(&choice.shown, value);
            }
        }
        left_out
    }
}

/// Samples in the making.
#[derive(Debug, Default)]
struct List {
    samples: Vec<Sample>,
    /// The payloads as text.
    met: HashSet<String>,
    names: HashSet<String>,
}

impl List {
    /// Adds a sample, and says how long its JSON is. What readers could not take for its depth is not added.
    fn add(&mut self, name: &str, payload: Value) -> usize {
        if !is_within(&payload, DEEPEST) {
            return 0;
        }
        let text = payload.to_string();
        let length = text.len();
        self.met.insert(text);
        let shown = layout::shortened(name);
        let mut name = shown.clone();
        let mut number = 1;
        while !self.names.insert(name.clone()) {
            number += 1;
            name = format!("{shown} ({number})");
        }
        self.samples.push(Sample { name, payload });
        length
    }

    /// Adds a sample if there is none like it; whether it was added.
    fn add_new(&mut self, name: &str, payload: Option<Value>) -> bool {
        match payload {
            Some(payload) if !self.met.contains(&payload.to_string()) => {
                self.add(name, payload);
                true
            }
            Some(_) | None => false,
        }
    }
}

/// Whether a value has no more levels than this.
fn is_within(value: &Value, levels: usize) -> bool {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
        Value::Array(items) => levels > 0 && items.iter().all(|item| is_within(item, levels - 1)),
        Value::Object(members) => levels > 0 && members.values().all(|value| is_within(value, levels - 1)),
    }
}

#[cfg(test)]
mod tests;
