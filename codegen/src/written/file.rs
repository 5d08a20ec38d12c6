//! A whole file: its head and its sections.

use super::reader::{Reader, shortened};
use super::{Case, Spanned, WrittenFile, WrittenWire};
use crate::diagnostic::Diagnostic;
use crate::keys;
use crate::rules;
use crate::source::FileId;
use crate::suggest::nearest;
use crate::yaml::{Node, NodeKind, PlainKind};

impl WrittenFile<'_> {
    /// A file in which nothing is written.
    pub(crate) fn empty(file: FileId) -> Self {
        WrittenFile {
            file,
            module: None,
            context: None,
            aggregate: None,
            id: None,
            id_key: None,
            owner: None,
            stream: None,
            stream_key: None,
            doc: None,
            wire: WrittenWire::default(),
            definitions: Vec::new(),
        }
    }
}

/// Reads the tree of a file.
pub(crate) fn read<'a>(file: FileId, root: &'a Node, reader: &mut Reader) -> WrittenFile<'a> {
    let mut written = WrittenFile::empty(file);
    for entry in reader.map(root, "a schema file") {
        let value = &entry.value;
        match entry.key.as_str() {
            "context" => written.context = reader.text(value, "`context`"),
            "aggregate" => written.aggregate = reader.text(value, "`aggregate`"),
            "id" => {
                written.id_key = Some(entry.key_place);
                written.id = reader.ty(value);
            }
            "owner" => written.owner = reader.text(value, "`owner`"),
            "stream" => {
                written.stream_key = Some(entry.key_place);
                written.stream = reader.text(value, "`stream`");
            }
            "doc" => written.doc = reader.text(value, "`doc`"),
            "wire" => written.wire = reader.wire(value),
            section @ ("scalars" | "enums" | "records" | "unions" | "events" | "commands" | "rejections" | "views"
            | "queries" | "processes") => {
                // A section with nothing in it is what is left when its last definition goes.
                if matches!(&value.kind, NodeKind::Scalar(scalar) if scalar.text.is_empty()) {
                    continue;
                }
                for definition in reader.map(value, &format!("`{section}`")) {
                    let definition = reader.definition(section, definition);
                    written.definitions.push(definition);
                }
            }
            _ => reader.unknown_key(entry, "a schema file", keys::FILE),
        }
    }
    written
}

impl Reader {
    /// A `wire:` block.
    pub(super) fn wire(&mut self, node: &Node) -> WrittenWire {
        let mut wire = WrittenWire::default();
        for entry in self.map(node, "`wire`") {
            let value = &entry.value;
            match entry.key.as_str() {
                "case" => wire.case = self.text(value, "`case`").and_then(|text| self.case(&text)),
                "event_tag" => wire.event_tag = self.text(value, "`event_tag`"),
                "command_tag" => wire.command_tag = self.text(value, "`command_tag`"),
                "none" => wire.none_is_null = self.none_form(value),
                _ => self.unknown_key(entry, "`wire`", keys::WIRE),
            }
        }
        wire
    }

    fn none_form(&mut self, node: &Node) -> Option<bool> {
        if let NodeKind::Scalar(scalar) = &node.kind {
            if scalar.plain_kind() == PlainKind::Null && !scalar.text.is_empty() || scalar.text == "null" {
                return Some(true);
            }
            if scalar.text == "absent" {
                return Some(false);
            }
        }
        self.wrong_shape(node, "`none` is `null` (none is written as null) or `absent` (it is left out)", "");
        None
    }

    fn case(&mut self, text: &Spanned<String>) -> Option<Case> {
        Some(match text.value.as_str() {
            "lowercase" => Case::Lower,
            "UPPERCASE" => Case::Upper,
            "PascalCase" => Case::Pascal,
            "camelCase" => Case::Camel,
            "snake_case" => Case::Snake,
            "SCREAMING_SNAKE_CASE" => Case::ScreamingSnake,
            "kebab-case" => Case::Kebab,
            "SCREAMING-KEBAB-CASE" => Case::ScreamingKebab,
            other => {
                let near = nearest(other, keys::CASES.iter().copied());
                let mut problem = Diagnostic::new(
                    &rules::case_unknown::RULE,
                    text.place,
                    format!("`{}` is not a case", shortened(other)),
                )
                .with_help(match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the cases are {}", super::reader::listed(keys::CASES)),
                });
                if let Some(near) = near {
                    problem = problem.with_edit(text.place, near);
                }
                self.report(problem);
                return None;
            }
        })
    }
}
