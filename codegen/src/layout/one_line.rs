//! Mappings and lists in brackets, on one line.

use super::scalar::{Written, in_one_line};
use crate::yaml::{Entry, Node, NodeKind};

/// The node on one line, if that takes at most `room` columns.
pub(crate) fn one_line(file: Written<'_>, node: &Node, room: usize) -> Option<String> {
    let mut writer = Writer { file, line: String::new(), columns: 0, room };
    writer.node(node)?;
    Some(writer.line)
}

struct Writer<'t> {
    file: Written<'t>,
    line: String,
    columns: usize,
    room: usize,
}

impl Writer<'_> {
    fn push(&mut self, part: &str) -> Option<()> {
        self.columns = self.columns.saturating_add(part.chars().count());
        self.line.push_str(part);
        (self.columns <= self.room).then_some(())
    }

    fn node(&mut self, node: &Node) -> Option<()> {
        match &node.kind {
            NodeKind::Scalar(scalar) => {
                // What is far too long need not be spelled to know that.
                if scalar.text.len() / 4 > self.room {
                    return None;
                }
                self.push(&in_one_line(scalar, node.place, self.file))
            }
            NodeKind::List(items) if items.is_empty() => self.push("[]"),
            NodeKind::Map(entries) if entries.is_empty() => self.push("{}"),
            NodeKind::List(items) => {
                self.push("[")?;
                for (index, item) in items.iter().enumerate() {
                    self.push(if index == 0 { "" } else { ", " })?;
                    self.node(item)?;
                }
                self.push("]")
            }
            NodeKind::Map(entries) => {
                for (index, entry) in entries.iter().enumerate() {
                    self.push(if index == 0 { "{ " } else { ", " })?;
                    self.entry(entry)?;
                }
                self.push(" }")
            }
        }
    }

    fn entry(&mut self, entry: &Entry) -> Option<()> {
        self.push(&key(self.file, entry))?;
        if is_absent(&entry.value) {
            return Some(());
        }
        self.push(": ")?;
        self.node(&entry.value)
    }
}

/// How a key is spelled.
pub(super) fn key(file: Written<'_>, entry: &Entry) -> String {
    let scalar = crate::yaml::ScalarNode { text: entry.key.clone(), style: entry.style };
    in_one_line(&scalar, entry.key_place, file)
}

/// Whether nothing is written where a value could be.
pub(super) fn is_absent(node: &Node) -> bool {
    matches!(&node.kind, NodeKind::Scalar(scalar) if scalar.text.is_empty() && scalar.style == crate::yaml::ScalarStyle::Plain)
}
