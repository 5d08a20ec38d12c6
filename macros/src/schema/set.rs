//! Schema sets that types are held against. A crate may have hundreds of types for one set, so that what was compiled is
//! kept for as long as the compiler runs; the files are read each time, since a server of macros outlives their changes.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use proc_macro2::{Span, TokenStream};
use retold_codegen::diagnostic::Diagnostic;
use retold_codegen::files::{self, Schemas, nothing_there, shown};
use retold_codegen::source::Sources;
use retold_codegen::{Compiled, ReadsAs, compile, reads_as};

use super::place::Place;
use super::project::SetOf;
use super::{project, report, tracked};

/// A schema set without a mistake.
pub(super) struct Set {
    pub(super) sources: Sources,
    pub(super) compiled: Compiled,
    pub(super) reads_as: ReadsAs,
}

/// What is known of the schemas of a folder.
struct Known {
    folder: PathBuf,
    sources: Sources,
    /// The set, if there is no mistake in it.
    set: Option<Arc<Set>>,
}

static KNOWN: Mutex<Vec<Known>> = Mutex::new(Vec::new());

/// What a path leads to.
pub(super) struct Found {
    /// The set; `None` if there are mistakes in it, which are told once.
    pub(super) set: Option<Arc<Set>>,
    /// What is to be told: mistakes, and the files for the compiler to look at, both once for a crate.
    pub(super) told: TokenStream,
    /// How messages call the file that the path names; `None` if it names a folder.
    pub(super) file: Option<String>,
}

/// The set that a path in an attribute names: that of a folder, or the one that a file is part of.
///
/// # Errors
/// What is wrong with the path.
pub(super) fn named(written: &str, span: Span) -> Result<Found, String> {
    let place = Place::named(written)?;
    let absolute = place.absolute(&place.path);
    let is_folder = place.path.is_dir();
    let SetOf { folder, said_by } =
        if is_folder { SetOf { folder: absolute, said_by: None } } else { project::set_of(&absolute)? };
    let mut schemas = files::read(&place.shortened(&folder));
    schemas.looked_at.files.extend(said_by);
    if schemas.is_empty() || !place.path.exists() {
        let nothing = nothing_there(&shown::path(&place.path), place.path.exists())
            .with_help("the path is relative to the folder of the package's Cargo.toml");
        return Err(report::one(&nothing, &Sources::default()));
    }
    let file = (!is_folder).then(|| shown::path(&place.path));
    let (set, told) = known(&folder, schemas, &place, span)?;
    Ok(Found { set, told, file })
}

fn known(
    folder: &Path,
    schemas: Schemas,
    place: &Place,
    span: Span,
) -> Result<(Option<Arc<Set>>, TokenStream), String> {
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let place_of = known.iter().position(|known| known.folder == folder);
    if let Some(found) = place_of.map(|index| &known[index]).filter(|found| found.sources == schemas.sources) {
        return Ok((found.set.clone(), TokenStream::new()));
    }
    let Schemas { sources, mut findings, looked_at } = schemas;
    let is_read = findings.is_empty();
    let outcome = compile(&sources);
    findings.extend(outcome.diagnostics);
    let mut told = errors(&findings, &sources, span);
    told.extend(tracked::files(place, &looked_at.files)?);
    let set = outcome.compiled.filter(|_| is_read).map(|compiled| {
        let reads_as = reads_as(&compiled);
        Arc::new(Set { sources: sources.clone(), compiled, reads_as })
    });
    let now = Known { folder: folder.to_owned(), sources, set: set.clone() };
    match place_of {
        Some(index) => known[index] = now,
        None => known.push(now),
    }
    Ok((set, told))
}

/// The errors; a warning of the schemas is for who compiles or checks them.
fn errors(findings: &[Diagnostic], sources: &Sources, span: Span) -> TokenStream {
    let errors: Vec<Diagnostic> = findings
        .iter()
        .filter(|finding| finding.severity() == retold_codegen::diagnostic::Severity::Error)
        .cloned()
        .collect();
    report::findings(&errors, sources, span)
}
