//! Where a definition goes in the section of its kind, and the section among the others: the edits that put it there.

use super::insert::File;
use super::snippet::{Value, key_text, one_line, section_text};
use crate::diagnostic::Edit;
use crate::keys;
use crate::layout::INDENTATION;
use crate::source::Place;
use crate::yaml::{Entry, NodeKind};

impl File<'_> {
    /// The edits that add a definition to a section.
    pub(super) fn added(&self, section: &str, name: &str, value: &Value) -> Vec<Edit> {
        let entries = self.tree.as_map().unwrap_or(&[]);
        if self.is_in_brackets(&self.tree) {
            return self.added_in_brackets(entries, section, name, value);
        }
        let Some(owner) = entries.iter().find(|entry| entry.key == section) else {
            return vec![self.new_section(entries, section, name, value)];
        };
        match &owner.value.kind {
            NodeKind::Map(definitions) if definitions.is_empty() => {
                // What says that there is nothing goes.
                let gone =
                    Edit { place: Place { start: owner.key_place.end + 1, ..owner.value.place }, text: String::new() };
                let lines = self.lines(section, name, value, self.step(), self.step());
                vec![gone, self.lines_behind(owner, &lines)]
            }
            NodeKind::Map(definitions) if self.is_in_brackets(&owner.value) => {
                let last = definitions.last().map_or(owner.value.place.end, |last| last.value.place.end);
                vec![self.insert(last as usize, format!(", {}: {}", key_text(name, true), one_line(value)))]
            }
            NodeKind::Map(definitions) => {
                let Some(last) = definitions.last() else { return Vec::new() };
                let column = self.column(last.key_place.start);
                let lines = self.lines(section, name, value, self.step(), column);
                let lines = if self.is_apart(last) { format!("\n{lines}") } else { lines };
                vec![self.lines_behind(last, &lines)]
            }
            NodeKind::Scalar(_) | NodeKind::List(_) => {
                let lines = self.lines(section, name, value, self.step(), self.step());
                vec![self.lines_behind(owner, &lines)]
            }
        }
    }

    /// A file that is one mapping in brackets.
    fn added_in_brackets(&self, entries: &[Entry], section: &str, name: &str, value: &Value) -> Vec<Edit> {
        let definition = format!("{}: {}", key_text(name, true), one_line(value));
        let owner = entries.iter().find(|entry| entry.key == section);
        let inner = owner.and_then(|owner| owner.value.as_map()).and_then(<[Entry]>::last);
        let (at, text) = match (inner, owner, entries.last()) {
            (Some(last), ..) => (last.value.place.end, format!(", {definition}")),
            (None, Some(owner), _) => {
                let place = Place { start: owner.key_place.end, ..owner.value.place };
                return vec![Edit { place, text: format!(": {{ {definition} }}") }];
            }
            (None, None, Some(last)) => (last.value.place.end, format!(", {section}: {{ {definition} }}")),
            (None, None, None) => (self.tree.place.start + 1, format!(" {section}: {{ {definition} }} ")),
        };
        vec![self.insert(at as usize, text)]
    }

    /// The section, where the order of sections has it.
    fn new_section(&self, entries: &[Entry], section: &str, name: &str, value: &Value) -> Edit {
        let order = |key: &str| keys::FILE.iter().position(|known| *known == key).unwrap_or(usize::MAX);
        let lines = self.lines(section, name, value, self.step(), self.step());
        let lines = format!("{section}:\n{lines}");
        let is_section = |entry: &&Entry| order(&entry.key) >= order("scalars");
        let are_apart = entries.iter().filter(is_section).all(|entry| self.is_apart(entry));
        match entries.iter().rfind(|entry| order(&entry.key) < order(section)) {
            Some(before) => self.lines_behind(before, &if are_apart { format!("\n{lines}") } else { lines }),
            None => {
                let first = entries.first().map_or(0, |first| first.key_place.start as usize);
                let lines = if are_apart { format!("{lines}\n") } else { lines };
                self.insert(first, lines.replace('\n', self.line_end()))
            }
        }
    }

    /// The lines of a definition whose name stands `column` in, in a file that indents by `step`.
    fn lines(&self, section: &str, name: &str, value: &Value, step: usize, column: usize) -> String {
        let text = section_text(section, name, value, step);
        let mut lines = String::new();
        for line in text.lines().skip(1) {
            if !line.is_empty() {
                lines.push_str(&" ".repeat(column));
                lines.push_str(line.get(step..).unwrap_or(line.trim_start()));
            }
            lines.push('\n');
        }
        lines
    }

    /// How much this file indents.
    fn step(&self) -> usize {
        let sections = self.tree.as_map().unwrap_or(&[]);
        let is_block = |entry: &&Entry| {
            entry.value.as_map().is_some_and(|map| !map.is_empty()) && !self.is_in_brackets(&entry.value)
        };
        sections.iter().find(is_block).map_or(INDENTATION, |section| self.indentation(section))
    }

    /// Whether a blank line stands before an entry, or before the comments above it.
    fn is_apart(&self, entry: &Entry) -> bool {
        let start = entry.key_place.start as usize;
        let mut before = &self.text[..start - self.column(entry.key_place.start)];
        while let Some(line) = before.strip_suffix('\n').map(|rest| rest.rsplit('\n').next().unwrap_or(rest)) {
            let words = line.trim_matches([' ', '\t', '\r', '\u{feff}']);
            if words.is_empty() {
                return true;
            }
            if !words.starts_with('#') {
                return false;
            }
            before = &before[..before.len() - line.len() - 1];
        }
        false
    }
}
