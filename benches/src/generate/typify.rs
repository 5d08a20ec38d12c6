//! typify: a JSON Schema document to Rust text, printed with prettyplease as its guide shows.

use std::error::Error;

use schemars_typify::schema::RootSchema;
use typify::{TypeSpace, TypeSpaceSettings};

/// Generates from the text of a JSON Schema document; gives the number of bytes made.
///
/// # Errors
/// If typify refuses the document.
pub fn generate(document: &str) -> Result<usize, Box<dyn Error>> {
    let schema: RootSchema = serde_json::from_str(document)?;
    let mut space = TypeSpace::new(&TypeSpaceSettings::default());
    space.add_root_schema(schema).map_err(|error| error.to_string())?;
    let tokens = space.to_stream();
    Ok(prettyplease::unparse(&syn::parse2(tokens)?).len())
}
