//! A schema file as a tree in which every key and every value knows its place. The YAML profile of the schema
//! language is held here: one document, no anchors, aliases, tags, merge keys or repeated keys.

mod build;
mod problems;
mod raw_text;
mod scalar;
mod split_type;
mod syntax;

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, LARGEST_FILE, Place};

pub use scalar::{OlderReading, PlainKind};

/// The deepest nesting of mappings and lists that a schema file may have.
pub const DEEPEST_NESTING: usize = 64;

/// The most keys and values that a schema file may have.
pub const MOST_VALUES: usize = 200_000;

/// A node of the tree with the place that it covers.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// From its first character to the end of its last; quotes and brackets included.
    pub place: Place,
}

/// The three kinds of YAML node.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind {
    /// A scalar.
    Scalar(ScalarNode),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping, in the order of the file, without a repeated key.
    Map(Vec<Entry>),
}

/// A scalar as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScalarNode {
    /// The text that YAML means: escapes resolved, quotes removed.
    pub text: String,
    /// How it was written.
    pub style: ScalarStyle,
}

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScalarStyle {
    /// Without quotes: the only style that YAML may read as a number, a boolean or null.
    Plain,
    /// In single or double quotes.
    Quoted,
    /// As a block, `|` or `>`.
    Block,
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The text of the key.
    pub key: String,
    /// How the key was written.
    pub style: ScalarStyle,
    /// The place of the key.
    pub key_place: Place,
    /// The value; an absent one is an empty plain scalar at the end of the key.
    pub value: Node,
}

impl Node {
    /// The entries, if it is a mapping.
    #[must_use]
    pub fn as_map(&self) -> Option<&[Entry]> {
        match &self.kind {
            NodeKind::Map(entries) => Some(entries),
            NodeKind::Scalar(_) | NodeKind::List(_) => None,
        }
    }

    /// The items, if it is a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Node]> {
        match &self.kind {
            NodeKind::List(items) => Some(items),
            NodeKind::Scalar(_) | NodeKind::Map(_) => None,
        }
    }

    /// The scalar, if it is one.
    #[must_use]
    pub fn as_scalar(&self) -> Option<&ScalarNode> {
        match &self.kind {
            NodeKind::Scalar(scalar) => Some(scalar),
            NodeKind::List(_) | NodeKind::Map(_) => None,
        }
    }

    /// The entry with this key, if it is a mapping that has one.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.as_map()?.iter().find(|entry| entry.key == key)
    }

    /// What it is, for messages: `a mapping`, `a list`, `nothing`, `text`, `a number`, `a boolean`, `null`.
    #[must_use]
    pub fn described(&self) -> &'static str {
        match &self.kind {
            NodeKind::Map(_) => "a mapping",
            NodeKind::List(_) => "a list",
            NodeKind::Scalar(scalar) => match scalar.plain_kind() {
                PlainKind::Null if scalar.text.is_empty() => "nothing",
                kind => kind.described(),
            },
        }
    }
}

/// Reads a schema file. All problems with its YAML are reported, of which at most one is a syntax error. The tree is
/// there whenever it says what was written, so also beside problems that change nothing in it, such as a tag.
///
/// Any text is answered in a time that grows with its length, and the tree is never deeper than [`DEEPEST_NESTING`].
///
/// ```
/// use retold_codegen::{source::FileId, yaml};
///
/// let (tree, problems) = yaml::parse(FileId(0), "context: shop\n");
/// assert!(problems.is_empty());
/// assert_eq!(tree.unwrap().entry("context").unwrap().key_place.range(), 0..7);
/// ```
#[must_use]
pub fn parse(file: FileId, text: &str) -> (Option<Node>, Vec<Diagnostic>) {
    parse_within(file, text, Limits { bytes: LARGEST_FILE, values: MOST_VALUES })
}

/// How much is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// The most bytes.
    pub(crate) bytes: u64,
    /// The most keys and values.
    pub(crate) values: usize,
}

/// Reads a part of a file that starts `offset` bytes into it; places are those in the file.
pub(crate) fn parse_part(file: FileId, text: &str, offset: usize, limits: Limits) -> (Option<Node>, Vec<Diagnostic>) {
    let by = u32::try_from(offset).unwrap_or(u32::MAX);
    let (mut tree, mut problems) = parse_within(file, text, limits);
    if let Some(tree) = &mut tree {
        tree.moved(by);
    }
    for problem in &mut problems {
        let also = problem.also.iter_mut().map(|also| &mut also.place);
        let edits = problem.edits.iter_mut().map(|edit| &mut edit.place);
        problem.place.iter_mut().chain(also).chain(edits).for_each(|place| moved(place, by));
    }
    (tree, problems)
}

fn moved(place: &mut Place, by: u32) {
    place.start = place.start.saturating_add(by);
    place.end = place.end.saturating_add(by);
}

impl Node {
    fn moved(&mut self, by: u32) {
        moved(&mut self.place, by);
        match &mut self.kind {
            NodeKind::Scalar(_) => {}
            NodeKind::List(items) => items.iter_mut().for_each(|item| item.moved(by)),
            NodeKind::Map(entries) => {
                for entry in entries {
                    moved(&mut entry.key_place, by);
                    entry.value.moved(by);
                }
            }
        }
    }

    /// How many keys and values it has, itself counted.
    pub(crate) fn values(&self) -> usize {
        1 + match &self.kind {
            NodeKind::Scalar(_) => 0,
            NodeKind::List(items) => items.iter().map(Node::values).sum(),
            NodeKind::Map(entries) => entries.iter().map(|entry| 1 + entry.value.values()).sum(),
        }
    }
}

fn parse_within(file: FileId, text: &str, limits: Limits) -> (Option<Node>, Vec<Diagnostic>) {
    let mut problems = problems::Problems::new(file, text, limits);
    let tree = raw_text::checked(text, &mut problems).and_then(|sound| build::tree(&sound, &mut problems));
    (tree, problems.finish())
}

#[cfg(test)]
mod tests;
