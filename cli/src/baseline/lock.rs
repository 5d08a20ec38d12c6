//! A lock as a base.

use std::path::Path;

use retold_codegen::files::regular_file::{self, Refusal};
use retold_codegen::lock::{self, LARGEST, Read};
use retold_codegen::source::SourceFile;

use crate::shown;
use crate::terminal::Failure;

/// Reads a lock file.
pub(super) fn read(path: &Path) -> Result<Read, Failure> {
    let shown = shown::path(path);
    let bytes = regular_file::read(path, LARGEST).map_err(|refusal| match refusal {
        Refusal::Unreadable(error) => Failure::new(format!("cannot read `{shown}`: {error}")),
        Refusal::NotAFile(what) => Failure::new(format!("`{shown}` is {what}, not a lock")),
        Refusal::TooLarge => Failure::new(format!("`{shown}` is larger than {} MiB, and no lock is", LARGEST >> 20)),
    })?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Failure::new(format!("`{shown}` is no lock: it is not UTF-8"))
            .with_help("a lock is what `retold lock` writes; a folder of schemas, or a git revision, is a base as well")
    })?;
    Ok(lock::read(SourceFile { path: shown.clone(), shown, text }))
}
