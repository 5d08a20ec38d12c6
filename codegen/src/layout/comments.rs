//! The comments of a file. The parser passes over them; they are found in what stands between the keys and scalars of the
//! tree, where a `#` can be nothing else.

use crate::yaml::{Node, NodeKind, ScalarStyle};

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Comment {
    /// From its `#` to the last character that is no space.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// How many bytes stand before it in its line.
    pub(crate) column: usize,
    /// Whether nothing else stands in its line.
    pub(crate) is_alone: bool,
    /// Whether the line before is blank.
    pub(crate) is_apart: bool,
    /// Where the key or scalar ends that it follows; 0 before the first.
    pub(crate) follows: usize,
}

impl Comment {
    /// Whether it stands behind what ends at `end`, in the same line and with nothing but brackets and commas between.
    pub(crate) fn trails(&self, end: usize) -> bool {
        !self.is_alone && self.start >= end && self.follows <= end
    }
}

/// The comments of a text, in its order; `tree` is what the text says.
pub(crate) fn comments(text: &str, tree: &Node) -> Vec<Comment> {
    let mut found = Found { text, comments: Vec::new(), read_to: 0, follows: 0 };
    found.node(tree);
    found.up_to(text.len());
    found.comments
}

struct Found<'t> {
    text: &'t str,
    comments: Vec<Comment>,
    read_to: usize,
    follows: usize,
}

impl Found<'_> {
    fn node(&mut self, node: &Node) {
        match &node.kind {
            NodeKind::Map(entries) => {
                for entry in entries {
                    self.leaf(entry.key_place.range());
                    self.node(&entry.value);
                }
            }
            NodeKind::List(items) => items.iter().for_each(|item| self.node(item)),
            NodeKind::Scalar(scalar) if scalar.style == ScalarStyle::Block => {
                let range = node.place.range();
                let written = self.text.get(range.clone()).unwrap_or("");
                let header = written.find([' ', '\t', '\r', '\n']).unwrap_or(written.len());
                let lines = written.find('\n').unwrap_or(written.len());
                self.leaf(range.start..range.start + header);
                self.leaf(range.start + lines..range.end);
            }
            NodeKind::Scalar(_) => self.leaf(node.place.range()),
        }
    }

    fn leaf(&mut self, range: std::ops::Range<usize>) {
        if range.is_empty() {
            return;
        }
        self.up_to(range.start);
        self.read_to = range.end;
        self.follows = range.end;
    }

    fn up_to(&mut self, end: usize) {
        while let Some(at) = self.text.get(self.read_to..end).and_then(|gap| gap.find('#')) {
            let start = self.read_to + at;
            let rest = &self.text[start..];
            let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
            let line_start = line_start(self.text, start);
            self.comments.push(Comment {
                start,
                end: start + line.trim_end_matches([' ', '\t', '\r']).len(),
                column: start - line_start,
                is_alone: self.text[line_start..start]
                    .trim_start_matches('\u{feff}')
                    .trim_matches([' ', '\t'])
                    .is_empty(),
                is_apart: is_blank_before(self.text, line_start),
                follows: self.follows,
            });
            self.read_to = start + line.len();
        }
    }
}

/// Where the line begins that a place is in.
pub(crate) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// Whether the line before the one that begins here has nothing in it.
pub(super) fn is_blank_before(text: &str, line_start: usize) -> bool {
    let before = text[..line_start].strip_suffix('\n').map(|before| before.trim_end_matches([' ', '\t', '\r']));
    before.is_some_and(|before| before.is_empty() || before.ends_with('\n'))
}

/// Whether a place begins its line, indicators of `indicators` aside, and the line before is blank.
pub(super) fn is_apart(text: &str, at: usize, indicators: &[char]) -> bool {
    let before = text[..at]
        .trim_end_matches(|character: char| matches!(character, ' ' | '\t') || indicators.contains(&character));
    (before.is_empty() || before.ends_with('\n')) && is_blank_before(text, before.len())
}
