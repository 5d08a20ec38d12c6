//! Retold: schema files to Rust text and JSON Schemas.

use std::error::Error;

use retold_codegen::source::{SourceFile, Sources};
use retold_codegen::{compile, emit};

/// Generates from schema files; gives the number of bytes made.
///
/// # Errors
/// If there is a finding.
pub fn generate(files: Vec<(String, String)>) -> Result<usize, Box<dyn Error>> {
    let files = files.into_iter().map(|(path, text)| SourceFile { shown: path.clone(), path, text });
    let sources = Sources::new(files.collect());
    let outcome = compile(&sources);
    let compiled = outcome.compiled.ok_or_else(|| format!("{} findings", outcome.diagnostics.len()))?;
    let rust = emit::rust::files(&compiled, &sources)?;
    let schemas = emit::json_schema::files(&compiled)?;
    Ok(rust.iter().chain(&schemas).map(|file| file.text.len()).sum())
}
