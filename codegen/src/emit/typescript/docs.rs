//! Comments on types and fields. Whatever a schema says, it ends no comment and starts no tag.

use crate::emit::rust::text::{code, markdown};
use crate::model::{Builtin, EnumValue, Field, Meta, Type};

/// What is said about something: paragraphs, and why it should not be used.
#[derive(Debug, Default)]
pub(super) struct Docs {
    lines: Vec<String>,
}

impl Docs {
    /// Comments that start with the schema's own text.
    pub(super) fn new(doc: Option<&str>) -> Self {
        Self { lines: doc.map(markdown).unwrap_or_default() }
    }

    /// Adds a paragraph of Retold's own; nothing if there is no text.
    pub(super) fn paragraph(mut self, text: impl Into<String>) -> Self {
        let text = text.into();
        if !text.is_empty() {
            if !self.lines.is_empty() {
                self.lines.push(String::new());
            }
            self.lines.push(text);
        }
        self
    }

    /// The lines of the comment, none if nothing is said.
    pub(super) fn finish(self, deprecated: Option<&str>) -> Vec<String> {
        let mut lines: Vec<String> = self.lines.iter().map(|line| harmless(line)).collect();
        if let Some(reason) = deprecated {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            let reason = harmless(&markdown(reason).join(" "));
            lines.push(format!("@deprecated {reason}").trim_end().to_owned());
        }
        match lines.as_slice() {
            [] => Vec::new(),
            [line] => vec![format!("/** {line} */")],
            lines => {
                let middle = lines.iter().map(|line| format!(" * {line}").trim_end().to_owned());
                ["/**".to_owned()].into_iter().chain(middle).chain([" */".to_owned()]).collect()
            }
        }
    }
}

/// A line that neither ends the comment nor is a tag.
fn harmless(line: &str) -> String {
    let line = line.replace("*/", "*\\/").replace("{@", "{\\@");
    if line.starts_with('@') { format!("\\{line}") } else { line }
}

/// What is said about a version of a definition.
pub(super) fn version(meta: &Meta, version: u32, current: u32, note: Option<&str>) -> Docs {
    let mut last = format!("Version {version} of {current} of `{}`", meta.subject);
    match note.map(markdown).filter(|lines| !lines.is_empty()) {
        Some(note) => {
            last.push_str(": ");
            last.push_str(&note.join(" "));
        }
        None => last.push('.'),
    }
    Docs::new(meta.doc.as_deref()).paragraph(last)
}

/// The comment on a field.
pub(super) fn field(field: &Field) -> Vec<String> {
    let mut facts = Vec::new();
    facts.extend(field.unit.as_deref().map(|unit| format!("In {}.", code(unit))));
    facts.extend(field.pii.then(|| "Personal data.".to_owned()));
    facts.extend(field.default.as_ref().map(|value| format!("Where it is absent: {}.", code(&value.to_string()))));
    facts.extend(field.example.as_ref().map(|value| format!("Example: {}.", code(&value.to_string()))));
    facts.extend(earlier(&field.aliases));
    facts.extend(remark(&field.ty).map(str::to_owned));
    Docs::new(field.doc.as_deref()).paragraph(facts.join(" ")).finish(field.deprecated.as_deref())
}

/// The comment on a value of an enum.
pub(super) fn value(value: &EnumValue) -> Vec<String> {
    let earlier = earlier(&value.aliases).unwrap_or_default();
    Docs::new(value.doc.as_deref()).paragraph(earlier).finish(value.deprecated.as_deref())
}

/// Names that are read as well.
pub(super) fn earlier(aliases: &[String]) -> Option<String> {
    let names: Vec<String> = aliases.iter().map(|alias| code(alias)).collect();
    (!names.is_empty()).then(|| format!("Also read as {}.", names.join(", ")))
}

/// What JavaScript does to the numbers of a type, as far as they stand in the type itself.
pub(super) fn remark(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Builtin(Builtin::U64 | Builtin::I64) => Some("JavaScript rounds it beyond 2^53."),
        Type::Builtin(Builtin::DecimalNumber) => Some("JavaScript rounds it to about 15 digits."),
        Type::Builtin(_) | Type::Named(_) => None,
        Type::List(inner) | Type::Set(inner) | Type::Optional(inner) | Type::Map(_, inner) => remark(inner),
    }
}
