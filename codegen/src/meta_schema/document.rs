//! The JSON Schema of a document that a program prints, from the Rust type that it is made of.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::tidy;

/// The JSON Schema, draft 2020-12, of what a type is written as. Keys that a later version adds are allowed: who reads
/// a document passes over what it does not know.
#[must_use]
pub fn of_document<T: JsonSchema>(id: &str, title: &str) -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let made = settings.into_generator().into_root_schema_for::<T>();
    let mut schema = Map::new();
    for (key, value) in [("$schema", made.get("$schema")), ("$id", Some(&json!(id))), ("title", Some(&json!(title)))] {
        schema.extend(value.map(|value| (key.to_owned(), value.clone())));
    }
    for (key, value) in made.as_object().into_iter().flatten() {
        schema.entry(key.clone()).or_insert_with(|| value.clone());
    }
    let mut schema = Value::Object(schema);
    tidy::document(&mut schema);
    schema
}
