//! A new definition in a schema file: in the section of its kind, which is made where it belongs if it is missing, behind
//! what is there. Everything else stays byte for byte.

use super::insert::File;
use super::new_definition::NewDefinition;
use super::snippet::{key_text, section_text};
use super::{Refusal, compiled_after};
use crate::diagnostic::Edit;
use crate::layout::{INDENTATION, comments};
use crate::source::{FileId, Place, SourceFile, Sources};
use crate::yaml;
use crate::{Compiled, compile};

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
