//! What crosses crates: inputs and checks that the tests of this package and the fuzz targets share.

pub mod any_input;
pub mod generated;
pub mod hostile_names;
pub mod hostile_texts;
pub mod node;
pub mod pages;
pub mod random_json_schema;
pub mod random_schema;
pub mod schema_sets;
#[rustfmt::skip]
pub mod scenarios;
