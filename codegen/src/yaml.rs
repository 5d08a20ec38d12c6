//! A schema file as a tree in which every key and every value knows its place. The YAML profile of the schema
//! language is held here: one document, no anchors, aliases, tags, merge keys or repeated keys.

use crate::source::Place;

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
