//! The JSON Schema of the schema language itself, for editors: what may stand where in a schema file, with a
//! description and an example on every key. It is made from Rust types that spell the form of a file as it is written;
//! what makes sense together only the compiler decides. The keys are those of [`keys`](crate::keys), which a test holds.

// The types are never made: they are read by `JsonSchema` alone.
#![allow(dead_code, missing_debug_implementations)]

mod bodies;
mod definitions;
mod document;
mod field;
mod file;
mod process;
mod text;
mod tidy;

use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

/// The JSON Schema, draft 2020-12.
#[must_use]
pub fn schema() -> Value {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<file::SchemaFile>();
    schema.insert("$id".to_owned(), json!("urn:retold-language:1"));
    let mut schema = schema.into();
    tidy::schema(&mut schema);
    schema
}

pub use document::of_document;

/// The same as text, as `retold meta-schema` prints it and `schemas/retold.schema.json` has it.
#[must_use]
pub fn text() -> String {
    format!("{:#}\n", schema())
}

#[cfg(test)]
mod tests;
