//! A new definition in a schema file: in the section of its kind, which is made where it belongs if it is missing, behind
//! what is there. Everything else stays byte for byte.

use super::insert::File;
use super::snippet::{Value, key_text, one_line, section_text};
use super::{Refusal, compiled_after};
use crate::diagnostic::Edit;
use crate::keys;
use crate::layout::{INDENTATION, comments};
use crate::naming::snake;
use crate::source::{FileId, Place, SourceFile, Sources};
use crate::yaml::{self, Entry, NodeKind};
use crate::{Compiled, compile};

/// What is defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Something that happened.
    Event,
    /// Something that somebody wants done.
    Command,
    /// A question.
    Query,
    /// A body that others hold.
    Record,
    /// One of several bodies.
    Union,
    /// A newtype.
    Scalar,
    /// One of several values.
    Enum,
    /// Why a command is refused.
    Rejection,
    /// What events make of a key.
    View,
    /// What reacts to events with commands.
    Process,
}

impl Kind {
    /// The key of its section.
    #[must_use]
    pub fn section(self) -> &'static str {
        match self {
            Kind::Event => "events",
            Kind::Command => "commands",
            Kind::Query => "queries",
            Kind::Record => "records",
            Kind::Union => "unions",
            Kind::Scalar => "scalars",
            Kind::Enum => "enums",
            Kind::Rejection => "rejections",
            Kind::View => "views",
            Kind::Process => "processes",
        }
    }
}

/// A definition to add, as far as a person said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDefinition {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// Names and types of fields; of a union `variant.field`, and variants and values without a type.
    pub fields: Vec<(String, Option<String>)>,
    /// Documentation.
    pub doc: Option<String>,
    /// The type of a scalar, of the entries of a view, or what a query returns.
    pub ty: Option<String>,
    /// The type of the key of a view or process; that of the file's aggregate, if nothing is said.
    pub key: Option<String>,
    /// What a command emits.
    pub emits: Vec<String>,
    /// Why a command may be refused.
    pub rejects: Vec<String>,
    /// The events that feed a view, or that a process reacts to.
    pub from: Vec<String>,
    /// The field of those events that holds the key of a process.
    pub by: Option<String>,
    /// What a process sends.
    pub sends: Vec<String>,
    /// What a rejection says.
    pub message: Option<String>,
    /// The key that tells the variants of a union apart.
    pub tag: Option<String>,
    /// Whether an enum or union keeps what it does not know.
    pub open: bool,
}

impl NewDefinition {
    /// A definition of which nothing is known but kind and name.
    #[must_use]
    pub fn new(kind: Kind, name: impl Into<String>) -> Self {
        NewDefinition {
            kind,
            name: name.into(),
            fields: Vec::new(),
            doc: None,
            ty: None,
            key: None,
            emits: Vec::new(),
            rejects: Vec::new(),
            from: Vec::new(),
            by: None,
            sends: Vec::new(),
            message: None,
            tag: None,
            open: false,
        }
    }

    /// The keys and values of the definition; `key` is the type of the aggregate's key.
    fn value(&self, key: Option<&str>) -> Value {
        let text = |text: &str| Value::Text(text.to_owned());
        let names = |names: &[String]| Value::List(names.iter().map(|name| text(name)).collect());
        let mut keys: Vec<(String, Value)> = Vec::new();
        let mut push = |key: &str, value: Value| keys.push((key.to_owned(), value));
        if let Some(doc) = &self.doc {
            push("doc", text(doc));
        }
        let key = self.key.as_deref().or(key);
        match self.kind {
            Kind::Event | Kind::Record => push("v1", self.body()),
            Kind::Command => {
                push("v1", self.body());
                for (key, listed) in [("emits", &self.emits), ("rejects", &self.rejects)] {
                    if !listed.is_empty() {
                        push(key, names(listed));
                    }
                }
            }
            Kind::Query => {
                push("v1", self.body());
                if let Some(ty) = &self.ty {
                    push("returns", text(ty));
                }
            }
            Kind::Union => {
                if self.open {
                    push("open", Value::Plain("true"));
                }
                if let Some(tag) = &self.tag {
                    push("tag", text(tag));
                }
                push("v1", self.variants());
            }
            Kind::Scalar => {
                let ty = self.ty.as_deref().unwrap_or("string");
                if self.doc.is_none() {
                    return text(ty);
                }
                keys.insert(0, ("type".to_owned(), text(ty)));
                return Value::Flow(keys);
            }
            Kind::Enum => {
                let values = Value::List(self.fields.iter().map(|(name, _)| text(name)).collect());
                if self.doc.is_none() && !self.open {
                    return values;
                }
                if self.open {
                    push("open", Value::Plain("true"));
                }
                push("values", values);
            }
            Kind::Rejection => {
                push("message", text(&self.message.clone().unwrap_or_else(|| in_words(&self.name))));
                if !self.fields.is_empty() {
                    push("fields", self.body());
                }
            }
            Kind::View => {
                if let Some(key) = key {
                    push("key", text(key));
                }
                match &self.ty {
                    Some(ty) => push("type", text(ty)),
                    None => push("fields", self.body()),
                }
                push("from", names(&self.from));
            }
            Kind::Process => {
                if let Some(key) = key {
                    push("key", text(key));
                }
                push("state", self.body());
                let reaction = || {
                    let by = self.by.iter().map(|by| ("by".to_owned(), text(by)));
                    Value::Flow(by.chain([("sends".to_owned(), names(&self.sends))]).collect())
                };
                let reactions = self.from.iter().map(|event| (event.clone(), reaction())).collect();
                push("reacts", if self.from.is_empty() { Value::Flow(Vec::new()) } else { Value::Lines(reactions) });
            }
        }
        Value::Lines(keys)
    }

    /// The fields of a body.
    fn body(&self) -> Value {
        let field = |(name, ty): &(String, Option<String>)| {
            (name.clone(), Value::Text(ty.clone().unwrap_or_else(|| "string".to_owned())))
        };
        Value::Flow(self.fields.iter().map(field).collect())
    }

    /// The variants of a union: `card.last4` is the field `last4` of the variant `card`.
    fn variants(&self) -> Value {
        let mut variants: Vec<(String, Vec<(String, Value)>)> = Vec::new();
        for (name, ty) in &self.fields {
            let (variant, field) = match name.split_once('.') {
                Some((variant, field)) => (variant, Some(field)),
                None => (name.as_str(), None),
            };
            let index = variants.iter().position(|(name, _)| name == variant).unwrap_or_else(|| {
                variants.push((variant.to_owned(), Vec::new()));
                variants.len() - 1
            });
            if let (Some(field), Some((_, fields))) = (field, variants.get_mut(index)) {
                let ty = ty.clone().unwrap_or_else(|| "string".to_owned());
                fields.push((field.to_owned(), Value::Text(ty)));
            }
        }
        Value::Flow(variants.into_iter().map(|(name, fields)| (name, Value::Flow(fields))).collect())
    }
}

/// `CartClosed` as `cart closed`.
fn in_words(name: &str) -> String {
    snake(name).replace('_', " ")
}

/// What adding makes.
#[derive(Clone, Debug, PartialEq)]
pub struct Added {
    /// The definition, or the aggregate.
    pub subject: String,
    /// Where its name stands, in the new schemas.
    pub place: Place,
    /// The schemas with it.
    pub sources: Sources,
    /// The same, compiled.
    pub compiled: Compiled,
}

/// Adds a definition to a file.
///
/// ```
/// use retold_codegen::edit::{Kind, NewDefinition, add};
/// use retold_codegen::source::{FileId, SourceFile, Sources};
///
/// let text = "context: shop\ncommands:\n  Open:\n    v1: {}\n";
/// let sources = Sources::new(vec![SourceFile { path: "a.yaml".into(), shown: "a.yaml".into(), text: text.into() }]);
/// let mut event = NewDefinition::new(Kind::Event, "Opened");
/// event.fields.push(("by".to_owned(), Some("string".to_owned())));
/// let added = add(&sources, FileId(0), &event).unwrap();
/// assert_eq!(
///     added.sources.file(FileId(0)).text,
///     "context: shop\nevents:\n  Opened:\n    v1: { by: string }\ncommands:\n  Open:\n    v1: {}\n",
/// );
/// ```
///
/// # Errors
/// If the schemas would have errors with it: a name that is taken or is none, a type that nobody defines, and the like.
///
/// # Panics
/// If the file is none of `sources`.
pub fn add(sources: &Sources, file: FileId, definition: &NewDefinition) -> Result<Added, Refusal> {
    let text = &sources.file(file).text;
    if text.trim().is_empty() {
        let text = section_text(definition.kind.section(), &definition.name, &definition.value(None), INDENTATION);
        let edit = Edit { place: Place::new(file, 0..sources.file(file).text.len()), text };
        let (sources, compiled) = compiled_after(sources, &[edit])?;
        return found(sources, compiled, file, &definition.name);
    }
    let (tree, problems) = yaml::parse(file, text);
    let Some(tree) = tree.filter(|_| problems.is_empty()) else {
        return Err(Refusal::WouldBreak { sources: Box::new(sources.clone()), findings: problems });
    };
    let own_key = tree.entry("id").and_then(|entry| entry.value.as_scalar()).map(|key| key.text.clone());
    for section in tree.as_map().unwrap_or(&[]) {
        if let Some(taken) = section.value.entry(&definition.name) {
            let (start, _) = sources.line_columns(taken.key_place);
            let shown = &sources.file(file).shown;
            let message = format!("`{}` is defined already, at {shown}:{}:{}", taken.key, start.line, start.column);
            return Err(Refusal::asked(message).with_help("give it another name, or a new version: `retold bump`"));
        }
    }
    let comments = comments(text, &tree);
    let file = File { id: file, text, tree, comments };
    let edits = file.added(definition.kind.section(), &definition.name, &definition.value(own_key.as_deref()));
    let (sources, compiled) = compiled_after(sources, &edits)?;
    found(sources, compiled, file.id, &definition.name)
}

/// The definition where it stands now: the last of its name, since names may be unlike what was asked for no more.
fn found(sources: Sources, compiled: Compiled, file: FileId, name: &str) -> Result<Added, Refusal> {
    let set = &compiled.set;
    let meta = super::names::all(set)
        .map(|definition| set.meta(definition))
        .find(|meta| meta.place.file == file && meta.name == name);
    match meta {
        Some(meta) => Ok(Added { subject: meta.subject.clone(), place: meta.place, sources, compiled }),
        None => Err(Refusal::asked(format!("`{name}` could not be added"))),
    }
}

/// Adds a file: of an aggregate, or with nothing in it but what `head` says, such as `context`; a definition can be added
/// to that.
///
/// # Errors
/// If there is such a file, or the schemas would have errors with it.
pub fn add_file(sources: &Sources, path: &str, shown: &str, head: &[(&str, String)]) -> Result<Added, Refusal> {
    if sources.iter().any(|(_, file)| file.path == path) {
        return Err(Refusal::asked(format!("there is a file `{shown}` already"))
            .with_help("name another one: `retold new aggregate FILE NAME`"));
    }
    let mut text = String::new();
    for (key, value) in head {
        text.push_str(&format!("{key}: {}\n", key_text(value, false)));
    }
    let mut files: Vec<SourceFile> = sources.iter().map(|(_, file)| file.clone()).collect();
    files.push(SourceFile { path: path.to_owned(), shown: shown.to_owned(), text });
    let sources = Sources::new(files);
    let outcome = compile(&sources);
    let Some(compiled) = outcome.compiled else {
        return Err(Refusal::WouldBreak { sources: Box::new(sources), findings: outcome.diagnostics });
    };
    let module = compiled.set.modules.iter().find(|module| sources.file(module.file).path == path);
    let aggregate = module.and_then(|module| Some((module, module.aggregate.as_ref()?)));
    let (subject, place) = match (module, aggregate) {
        (_, Some((module, aggregate))) => {
            let context = module.context.as_ref().map(|context| format!("{context}.")).unwrap_or_default();
            (format!("{context}{}", aggregate.name), aggregate.place)
        }
        (Some(module), None) => (shown.to_owned(), Place::new(module.file, 0..0)),
        (None, None) => return Err(Refusal::asked(format!("`{shown}` could not be added"))),
    };
    Ok(Added { subject, place, sources, compiled })
}

impl File<'_> {
    /// The edits that add a definition to a section.
    fn added(&self, section: &str, name: &str, value: &Value) -> Vec<Edit> {
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
