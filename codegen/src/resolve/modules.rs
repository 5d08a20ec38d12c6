//! Files as modules: their names as Rust paths, their contexts, their aggregates.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::model::{Aggregate, Builtin, Module, Type};
use crate::naming::{snake, type_name};
use crate::rules;
use crate::source::Place;
use crate::written::{Text, WrittenFile};

use super::Resolver;

impl Resolver<'_> {
    pub(super) fn modules(&mut self) {
        let mut paths: HashMap<Vec<String>, String> = HashMap::new();
        let files = self.files;
        for file in files {
            let source = self.sources.file(file.file);
            let start = Place::new(file.file, 0..0);
            let path = match file.module.clone().map_or_else(|| module_path(&source.path), Ok) {
                Ok(path) => path,
                Err(segment) => {
                    self.report(
                        Diagnostic::new(
                            &rules::file_name_invalid::RULE,
                            start,
                            format!(
                                "`{}` cannot be a module in Rust: `{}` is not a name",
                                source.shown,
                                segment.escape_debug()
                            ),
                        )
                        .with_help("name folders and files with letters, digits, `_` and `-`, starting with a letter"),
                    );
                    // Each apart from the others: that they cannot be modules is said already.
                    vec![source.shown.clone()]
                }
            };
            if let Some(other) = paths.insert(path.clone(), source.shown.clone()) {
                self.report(
                    Diagnostic::new(
                        &rules::file_names_collide::RULE,
                        start,
                        format!("`{}` and `{other}` both become the module `{}`", source.shown, path.join("::")),
                    )
                    .with_help(
                        "rename one of the files; the case of letters and `-` against `_` do not tell modules apart",
                    ),
                );
            }
            let context = file.context.as_ref().and_then(|text| self.context(text));
            let owner = file.owner.as_ref().and_then(|text| self.wire_like(text, "an owner"));
            let module = Module {
                file: file.file,
                path,
                context,
                doc: file.doc.as_ref().map(|doc| doc.value.clone()),
                aggregate: None,
                owner,
                definitions: Vec::new(),
            };
            self.set.modules.push(module);
        }
    }

    fn context(&mut self, text: &Text) -> Option<String> {
        let is_context = text.value.len() <= 100
            && !text.value.is_empty()
            && text.value.split('.').all(|segment| {
                segment.starts_with(|first: char| first.is_ascii_lowercase())
                    && segment.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
            });
        if !is_context {
            self.invalid_name(
                text,
                "a context",
                "lower-case letters, digits and `_`, starting with a letter; dots between parts; at most 100 of them",
            );
        }
        is_context.then(|| text.value.clone())
    }

    /// Names that appear on the wire: letters, digits, `_`, `.` and `-`.
    pub(super) fn wire_like(&mut self, text: &Text, what: &str) -> Option<String> {
        let fits = !text.value.is_empty()
            && text.value.len() <= 200
            && text.value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'));
        if !fits {
            self.invalid_name(text, what, "letters, digits, `_`, `.` and `-`, at most 200 of them");
        }
        fits.then(|| text.value.clone())
    }

    pub(super) fn invalid_name(&mut self, text: &Text, what: &str, consists_of: &str) {
        let shown = crate::written::shortened(&text.value);
        self.report(
            Diagnostic::new(&rules::name_invalid::RULE, text.place, format!("`{shown}` cannot be {what}"))
                .with_help(format!("it consists of {consists_of}")),
        );
    }

    /// The aggregates, once types can be looked up.
    pub(super) fn aggregates(&mut self) {
        let mut streams: HashMap<String, Place> = HashMap::new();
        let files = self.files;
        for (index, file) in files.iter().enumerate() {
            let Some(name) = &file.aggregate else {
                self.without_aggregate(file);
                continue;
            };
            self.subject = self.subject_of(index, &name.value);
            if !self.definition_name(name, "the name of an aggregate") {
                continue;
            }
            let key = match &file.id {
                Some(id) => {
                    let key = self.ty(id, index);
                    if let Some(key) = &key
                        && !self.is_key(key)
                    {
                        self.report(
                            Diagnostic::new(
                                &rules::stream_key_type::RULE,
                                id.place,
                                "the key of a stream is text, an integer, a uuid, a date, or a newtype or enum of these".to_owned(),
                            )
                            .with_help("define a newtype such as `CartId: uuid` and name it here"),
                        );
                    }
                    key
                }
                None if file.id_key.is_some() => None,
                None => {
                    self.report(
                        Diagnostic::new(
                            &rules::aggregate_without_id::RULE,
                            name.place,
                            format!("the aggregate `{}` does not say what its streams are keyed by", name.value),
                        )
                        .with_help("add `id: CartId` beside it, and `CartId: uuid` under `scalars`"),
                    );
                    None
                }
            };
            let stream = match &file.stream {
                Some(stream) => self.wire_like(stream, "the name of a stream").unwrap_or_default(),
                None => self.subject.clone(),
            };
            let place = file.stream.as_ref().map_or(name.place, |stream| stream.place);
            if let Some(&other) = streams.get(&stream) {
                self.report(
                    Diagnostic::new(
                        &rules::stream_taken::RULE,
                        place,
                        format!("the streams `{stream}/…` belong to another aggregate"),
                    )
                    .with_also(other, "its streams are called so here")
                    .with_help("give one of them its own name with `stream:`"),
                );
            } else {
                streams.insert(stream.clone(), place);
            }
            self.set.modules[index].aggregate = Some(Aggregate {
                name: name.value.clone(),
                rust_name: type_name(&name.value),
                stream,
                key: key.unwrap_or(Type::Builtin(Builtin::String)),
                place: name.place,
            });
        }
        self.subject.clear();
    }

    fn without_aggregate(&mut self, file: &WrittenFile<'_>) {
        for (key, place) in [("id", file.id_key), ("stream", file.stream_key)] {
            if let Some(place) = place {
                self.report(
                    Diagnostic::new(
                        &rules::id_without_aggregate::RULE,
                        place,
                        format!("`{key}` describes the streams of an aggregate, and this file names none"),
                    )
                    .with_help("add `aggregate: NAME`, or remove the line"),
                );
            }
        }
    }
}

/// The segments of the module, or the one that cannot be a module.
fn module_path(path: &str) -> Result<Vec<String>, String> {
    let stem = path.strip_suffix(".yaml").or_else(|| path.strip_suffix(".yml")).unwrap_or(path);
    stem.split('/')
        .map(|segment| {
            let valid = segment.len() <= 100
                && segment.starts_with(|first: char| first.is_ascii_alphabetic())
                && segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
            if valid { Ok(snake(segment)) } else { Err(segment.to_owned()) }
        })
        .collect()
}
