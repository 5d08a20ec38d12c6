//! Schema files, and type expressions within one.

use std::ops::Range;

use retold_codegen::diagnostic::{Diagnostic, Severity, human};
use retold_codegen::emit::{self, OutputFile};
use retold_codegen::source::{Place, SourceFile, Sources};
use retold_codegen::{Compiled, compile};

use super::lock;

/// Schema files, separated by zero bytes: they compile, or at least one error says why not; every place is one of the
/// text; findings can be shown; what is made from a schema is Rust and JSON, at paths that stay in the output folder.
///
/// # Panics
/// If it is not so.
pub fn schema(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let files = text.split('\0').take(4).enumerate().map(|(index, text)| SourceFile {
        path: format!("folder/file{index}.yaml"),
        shown: format!("schemas/folder/file{index}.yaml"),
        text: text.to_owned(),
    });
    let sources = Sources::new(files.collect());
    let outcome = compile(&sources);
    for finding in &outcome.diagnostics {
        assert_sound(finding, &sources);
    }
    let _ = human::render(&outcome.diagnostics, &sources, true);
    let errors = outcome.diagnostics.iter().filter(|finding| finding.severity() == Severity::Error).count();
    assert_eq!(errors == 0, outcome.compiled.is_some(), "a schema compiles unless there is an error");
    if let Some(compiled) = outcome.compiled {
        assert_emits(&compiled, &sources);
        lock::assert_locks(&compiled);
    }
}

/// A type: a schema with a field of that type, written in quotes, holds what [`schema`] promises.
///
/// # Panics
/// If it does not.
pub fn type_expression(bytes: &[u8]) {
    let Ok(written) = std::str::from_utf8(bytes) else { return };
    let quoted = serde_json::to_string(written).expect("a text can be written as JSON");
    let text = format!(
        "context: shop\nscalars: {{ Sku: string }}\nenums: {{ Color: [red, blue] }}\n\
         records: {{ Money: {{ v1: {{ amount: i64 }}, v2: {{ amount: i64, digits: u8? }} }} }}\n\
         events: {{ Happened: {{ v1: {{ field: {quoted} }} }} }}\n"
    );
    schema(text.as_bytes());
}

pub(super) fn assert_sound(finding: &Diagnostic, sources: &Sources) {
    let places = finding.place.iter().chain(finding.also.iter().map(|also| &also.place));
    for place in places.chain(finding.edits.iter().map(|edit| &edit.place)) {
        assert!(covers_text(*place, sources), "{}: {place:?} is no place", finding.rule.id);
    }
    assert!(!finding.message.is_empty(), "{}: no message", finding.rule.id);
}

fn covers_text(place: Place, sources: &Sources) -> bool {
    let Range { start, end } = place.range();
    sources.file(place.file).text.get(start..end).is_some()
}

fn assert_emits(compiled: &Compiled, sources: &Sources) {
    for file in emit::rust::files(compiled, sources).into_iter().flatten() {
        assert_inside(&file);
        if let Err(error) = syn::parse_file(&file.text) {
            panic!("{} is not Rust: {error}\n{}", file.path, file.text);
        }
    }
    for file in emit::json_schema::files(compiled).into_iter().flatten() {
        assert_inside(&file);
        let schema: serde_json::Value = serde_json::from_str(&file.text).expect("a JSON Schema is JSON");
        assert!(schema.is_object(), "{} is an object", file.path);
    }
}

fn assert_inside(file: &OutputFile) {
    let inside = file.path.split('/').all(|segment| !segment.is_empty() && segment != "." && segment != "..");
    assert!(inside && !file.path.contains(['\\', ':', '\0']), "`{}` may leave the output folder", file.path);
}
