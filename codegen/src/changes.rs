//! What changed between two schema sets, for people: definitions matched by what they are called on the wire, new
//! versions with where their fields come from, changes in place, and what a change of a shared type reaches.

mod bodies;
mod facts;
mod fan_out;
mod markdown;
mod matching;
mod spelled;
mod steps;

#[cfg(test)]
mod tests;

use crate::compile::Compiled;
use crate::model::SchemaSet;

use facts::differences;
use fan_out::FanOut;
use matching::{Matched, matched};

/// All changes, one group for each aggregate, or file without one, that has any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The groups, in the order of the newer set's files; what is gone for good comes last.
    pub groups: Vec<Group>,
}

/// The changes of one aggregate, or of a file without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The aggregate with its context, such as `shop.Cart`, or the path of the module.
    pub title: String,
    /// The changes, in the order of the file.
    pub entries: Vec<Entry>,
}

/// The change of one definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// `event`, `command`, `record`, …
    pub kind: &'static str,
    /// The definition, such as `shop.ItemAdded`.
    pub subject: String,
    /// What happened to it.
    pub change: Change,
    /// The details, in Markdown: each a line, with those below it.
    pub details: Vec<Detail>,
    /// What embeds it, with versions, where it is a shared type: `shop.ItemAdded` v2, ….
    pub reaches: Vec<String>,
}

/// What happened to a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another name now.
    Renamed {
        /// The name that it had.
        from: String,
    },
    /// It is not what it was.
    Changed,
}

/// A line, and those below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// The line.
    pub line: String,
    /// What belongs to it.
    pub below: Vec<String>,
}

impl Detail {
    fn line(line: impl Into<String>) -> Self {
        Self { line: line.into(), below: Vec::new() }
    }
}

impl Changes {
    /// What changed from `old` to `new`. The same set twice gives no group.
    #[must_use]
    pub fn between(old: &Compiled, new: &Compiled) -> Self {
        let reaches = FanOut::new(&new.set);
        let mut groups: Vec<Group> = Vec::new();
        let mut add = |title: String, entry: Entry| match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.entries.push(entry),
            None => groups.push(Group { title, entries: vec![entry] }),
        };
        for found in matched(&old.set, &new.set) {
            match found {
                Matched::Module { title, old, new } => {
                    let details = lines(differences(&old, &new));
                    if !details.is_empty() {
                        let entry = Entry {
                            kind: "aggregate",
                            subject: title.clone(),
                            change: Change::Changed,
                            details,
                            reaches: Vec::new(),
                        };
                        add(title, entry);
                    }
                }
                Matched::Both { title, old: before, new: after } => {
                    if let Some(mut entry) = bodies::compared((old, before), (new, after)) {
                        if entry.change == Change::Changed {
                            entry.reaches = reaches.of(after);
                        }
                        add(title, entry);
                    }
                }
                Matched::Added { title, new: definition } => {
                    add(title, bodies::whole(&new.set, definition, Change::Added));
                }
                Matched::Removed { title, old: definition } => {
                    add(title, bodies::whole(&old.set, definition, Change::Removed));
                }
            }
        }
        Self { groups }
    }

    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// The changes as Markdown, under a first heading that names `base`.
    #[must_use]
    pub fn markdown(&self, base: &str) -> String {
        self.markdown_with(base, "")
    }

    /// The same, with what changed beside the schemas at the end.
    #[must_use]
    pub fn markdown_with(&self, base: &str, more: &str) -> String {
        markdown::write(self, base, more)
    }
}

fn lines(lines: Vec<String>) -> Vec<Detail> {
    lines.into_iter().map(Detail::line).collect()
}

/// What a definition is called, for messages.
fn title(set: &SchemaSet, module: usize) -> String {
    let module = &set.modules[module];
    match (&module.aggregate, &module.context) {
        (Some(aggregate), Some(context)) => format!("{context}.{}", aggregate.name),
        (Some(aggregate), None) => aggregate.name.clone(),
        (None, _) => module.path.join("/"),
    }
}
