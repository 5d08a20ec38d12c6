//! Schemas compiled by a `build.rs`: Rust that is written into the folder of the build and included from there, made
//! anew whenever a schema changes, is added or goes.
//!
//! ```toml
//! [dependencies]
//! retold = "0.1"
//!
//! [build-dependencies]
//! retold-build = "0.1"
//! ```
//!
//! ```no_run
//! // build.rs
//! fn main() -> Result<(), retold_build::Error> {
//!     retold_build::compile("schemas")
//! }
//! ```
//!
//! ```ignore
//! // src/main.rs: what `retold generate rust` writes, as modules in this one
//! mod events {
//!     retold::include_generated!();
//! }
//! ```
//!
//! Mistakes in the schemas stop the build, with the file, the line and what to do; warnings are warnings of the build.
//! Nothing is written before everything is known, and what is there already is left alone, so that nothing is compiled
//! in vain.

mod directives;
mod error;
mod output;
mod write;

use std::collections::BTreeMap;
use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};

use retold_codegen::compile as compile_schemas;
use retold_codegen::diagnostic::Severity;
use retold_codegen::emit::{OutputFile, rust};
use retold_codegen::files::{self, Schemas, nothing_there, shown};

pub use error::Error;
pub use output::Output;

/// What the file of Rust is called unless [`Builder::file_name`] says otherwise; `retold::include_generated!()` means it.
const FILE_NAME: &str = "retold.rs";

/// Compiles a folder of schemas, or a single file, to Rust in the folder of the build. The path is relative to the
/// folder of the package. [`Builder`] has more to say.
///
/// # Errors
/// If there is a mistake in the schemas, or they cannot be read, or the Rust cannot be written.
pub fn compile(schemas: impl AsRef<Path>) -> Result<(), Error> {
    Builder::new(schemas).compile()
}

/// Compiles schemas with more to say than where they are.
///
/// ```
/// use retold_build::{Builder, Output};
///
/// # let folder = std::env::temp_dir().join(format!("retold-build-{}", std::process::id()));
/// # std::fs::create_dir_all(folder.join("schemas"))?;
/// # std::fs::write(folder.join("schemas/cart.yaml"), "context: shop\nevents:\n  Opened:\n    v1: { by: string }\n")?;
/// # let (schemas, out) = (folder.join("schemas"), folder.join("out"));
/// Builder::new(&schemas)                           // such as "schemas"
///     .file_name("events.rs")                      // retold::include_generated!("events.rs")
///     .output(Output::JsonSchema, "json-schema")   // include_str!(concat!(env!("OUT_DIR"), "/json-schema/…"))
///     .out_dir(&out)                               // instead of the folder of the build
///     .compile()?;
///
/// assert!(std::fs::read_to_string(out.join("events.rs"))?.contains("pub struct Opened"));
/// assert!(out.join("json-schema/shop.Opened.v1.schema.json").is_file());
/// # std::fs::remove_dir_all(folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Builder {
    schemas: PathBuf,
    file_name: PathBuf,
    out_dir: Option<PathBuf>,
    outputs: Vec<(Output, PathBuf)>,
}

/// The files of each folder, of all outputs that go there.
type Outputs<'b> = BTreeMap<&'b Path, Vec<OutputFile>>;

impl Builder {
    /// The schemas of a folder, or of a single file, relative to the folder of the package.
    #[must_use]
    pub fn new(schemas: impl AsRef<Path>) -> Self {
        Self {
            schemas: schemas.as_ref().to_owned(),
            file_name: PathBuf::from(FILE_NAME),
            out_dir: None,
            outputs: Vec::new(),
        }
    }

    /// What the file of Rust is called, where one package compiles several sets of schemas.
    #[must_use]
    pub fn file_name(mut self, name: impl AsRef<Path>) -> Self {
        self.file_name = name.as_ref().to_owned();
        self
    }

    /// The folder to write into, instead of the one that cargo has made for the package.
    #[must_use]
    pub fn out_dir(mut self, folder: impl AsRef<Path>) -> Self {
        self.out_dir = Some(folder.as_ref().to_owned());
        self
    }

    /// A further output, and its folder below the one that is written into. Files that an earlier build has written
    /// there, and this one does not, are removed.
    #[must_use]
    pub fn output(mut self, output: Output, folder: impl AsRef<Path>) -> Self {
        self.outputs.push((output, folder.as_ref().to_owned()));
        self
    }

    /// Compiles the schemas, and tells cargo what they were made from.
    ///
    /// # Errors
    /// If there is a mistake in the schemas, or they cannot be read, or the outputs cannot be written.
    pub fn compile(&self) -> Result<(), Error> {
        self.compile_for(&mut std::io::stdout().lock())
    }

    fn compile_for(&self, cargo: &mut impl Write) -> Result<(), Error> {
        let out = match &self.out_dir {
            Some(folder) => folder.clone(),
            None => env::var_os("OUT_DIR").map(PathBuf::from).ok_or_else(Error::outside_of_a_build)?,
        };
        let schemas = files::read(&self.schemas);
        directives::rerun(cargo, &self.schemas, &schemas.looked_at)?;
        let (rust, outputs) = self.made(schemas, cargo)?;
        let list = format!(".{}.files", self.file_name.file_name().unwrap_or_default().to_string_lossy());
        for (folder, files) in outputs {
            write::folder(&out.join(folder), &list, &files)?;
        }
        write::one(&out.join(&self.file_name), &rust)?;
        Ok(())
    }

    /// The text of the Rust file, and the files of each further output.
    fn made(&self, schemas: Schemas, cargo: &mut impl Write) -> Result<(String, Outputs<'_>), Error> {
        let is_empty = schemas.is_empty();
        let Schemas { sources, mut findings, .. } = schemas;
        if is_empty {
            let nothing = nothing_there(&shown::path(&self.schemas), self.schemas.exists());
            findings.push(nothing.with_help("the path is relative to the folder of the package's Cargo.toml"));
        }
        let outcome = compile_schemas(&sources);
        findings.extend(outcome.diagnostics);
        let is_wrong = findings.iter().any(|finding| finding.severity() == Severity::Error);
        let compiled = match outcome.compiled {
            Some(compiled) if !is_wrong => compiled,
            Some(_) | None => return Err(Error::in_schemas(&findings, &sources)),
        };
        directives::warnings(cargo, &findings, &sources)?;
        let rust = rust::one_file(&compiled, &sources).map_err(|large| Error::too_large(&large))?;
        let mut outputs = Outputs::new();
        for (output, folder) in &self.outputs {
            let files = output.files(&compiled, &sources).map_err(|large| Error::too_large(&large))?;
            outputs.entry(folder).or_default().extend(files);
        }
        Ok((rust, outputs))
    }
}

#[cfg(test)]
mod tests;
