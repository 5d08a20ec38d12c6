//! Where a new entry goes in a mapping, and how it is written there: in the layout of the file, whatever that is.

use std::collections::HashSet;

use crate::diagnostic::Edit;
use crate::layout::{Comment, INDENTATION, Layout, Style, Written, line_start, one_line};
use crate::source::{FileId, Place};
use crate::yaml::{Entry, Node, NodeKind, ScalarStyle};

/// A file that is edited.
pub(super) struct File<'s> {
    pub(super) id: FileId,
    pub(super) text: &'s str,
    pub(super) tree: Node,
    pub(super) comments: Vec<Comment>,
}

impl File<'_> {
    /// What ends its lines.
    pub(super) fn line_end(&self) -> &'static str {
        match self.text.find('\n') {
            Some(at) if self.text[..at].ends_with('\r') => "\r\n",
            _ => "\n",
        }
    }

    /// How far in a place stands in its line.
    pub(super) fn column(&self, at: u32) -> usize {
        at as usize - line_start(self.text, at as usize)
    }

    /// Whether a mapping or list is in brackets.
    pub(super) fn is_in_brackets(&self, node: &Node) -> bool {
        self.text.get(node.place.range()).is_some_and(|written| written.starts_with(['{', '[']))
    }

    /// The entry whose name stands at a place, and the key of its section.
    pub(super) fn definition(&self, name: Place) -> Option<(&str, &Entry)> {
        let sections = self.tree.as_map().unwrap_or(&[]);
        sections.iter().find_map(|section| {
            let entry = section.value.as_map()?.iter().find(|entry| entry.key_place == name)?;
            Some((section.key.as_str(), entry))
        })
    }

    /// How far further in the entries of a mapping stand than it does.
    pub(super) fn indentation(&self, owner: &Entry) -> usize {
        let first = owner.value.as_map().and_then(<[Entry]>::first);
        let inner = first.map(|first| self.column(first.key_place.start));
        inner
            .and_then(|inner| inner.checked_sub(self.column(owner.key_place.start)))
            .filter(|difference| (1..=8).contains(difference))
            .unwrap_or(INDENTATION)
    }

    /// An edit that puts `text` at `at`.
    pub(super) fn insert(&self, at: usize, text: String) -> Edit {
        Edit { place: Place::new(self.id, at..at), text }
    }

    /// An edit that writes lines behind an entry of a mapping that is not in brackets, and behind the comments that belong
    /// to it.
    pub(super) fn lines_behind(&self, entry: &Entry, lines: &str) -> Edit {
        let at = self.end_of(entry);
        let line_end = self.line_end();
        let is_open = !self.text[..at].ends_with('\n') && at > 0;
        let lines = if line_end == "\n" { lines.to_owned() } else { lines.replace('\n', line_end) };
        self.insert(at, if is_open { format!("{line_end}{}", lines.trim_end_matches(['\r', '\n'])) } else { lines })
    }

    /// Where the line after the last one of an entry starts.
    pub(super) fn end_of(&self, entry: &Entry) -> usize {
        let column = self.column(entry.key_place.start);
        let value_end = (entry.value.place.end as usize).max(entry.key_place.end as usize);
        let mut end = value_end;
        let mut index = self.comments.partition_point(|comment| comment.start < value_end);
        while let Some(comment) = self.comments.get(index) {
            let belongs = comment.trails(value_end)
                || comment.is_alone && comment.follows <= value_end && comment.column > column;
            if !belongs {
                break;
            }
            end = comment.end;
            index += 1;
        }
        let next_line = |at: usize| self.text[at..].find('\n').map_or(self.text.len(), |newline| at + newline + 1);
        let mut at = next_line(end);
        // Blank lines that a text ends with are a part of it.
        if end == value_end && ends_with_blank_lines(&entry.value) {
            while self.text[at..next_line(at)].trim_matches([' ', '\t', '\r', '\n']).is_empty() && at < self.text.len()
            {
                at = next_line(at);
            }
        }
        at
    }

    /// An entry of a mapping that is not in brackets as lines, as far in as its key stands now.
    pub(super) fn lines_of(&self, entry: &Entry, comments: &[Comment], indentation: usize) -> String {
        let column = self.column(entry.key_place.start);
        let unquoted = HashSet::new();
        let written = Written { text: self.text, unquoted: &unquoted };
        let mut layout = Layout::new(written, comments, Style { indentation });
        layout.one_entry(entry, column, column);
        layout.finish("\n")
    }

    /// An entry on one line, whatever its length.
    pub(super) fn line_of(&self, entry: &Entry) -> String {
        let unquoted = HashSet::new();
        let written = Written { text: self.text, unquoted: &unquoted };
        format!("{}: {}", entry.key, one_line(written, &entry.value, usize::MAX).unwrap_or_default())
    }
}

fn ends_with_blank_lines(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Scalar(scalar) => scalar.style == ScalarStyle::Block && scalar.text.ends_with("\n\n"),
        NodeKind::Map(entries) => entries.last().is_some_and(|last| ends_with_blank_lines(&last.value)),
        NodeKind::List(items) => items.last().is_some_and(ends_with_blank_lines),
    }
}
