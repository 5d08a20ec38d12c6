//! Where the schemas are that a command is about: a folder, one file, or standard input.

use std::io;
use std::path::PathBuf;

pub(crate) use retold_codegen::files::Schemas;
use retold_codegen::files::{self, nothing_there};
use retold_codegen::source::SourceFile;

use crate::shown;

/// Where the schemas are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    /// A folder, or one file.
    Path(PathBuf),
    /// Standard input, one file.
    StandardInput,
}

impl Location {
    /// A path; `-` is standard input.
    pub(crate) fn new(path: PathBuf) -> Self {
        if path.as_os_str() == "-" { Location::StandardInput } else { Location::Path(path) }
    }

    /// How messages name it.
    pub(crate) fn shown(&self) -> String {
        match self {
            Location::Path(path) => shown::path(path),
            Location::StandardInput => "standard input".to_owned(),
        }
    }
}

/// Reads the schemas.
pub(crate) fn read(location: &Location) -> Schemas {
    let mut schemas = match location {
        Location::StandardInput => files::read_stream(io::stdin().lock(), "stdin.yaml", "<standard input>"),
        Location::Path(path) => files::read(path),
    };
    if schemas.is_empty() {
        let exists = match location {
            Location::StandardInput => true,
            Location::Path(path) => path.exists(),
        };
        let finding = nothing_there(&location.shown(), exists)
            .with_help("or say where the schemas are: `schemas = \"…\"` in retold.toml, or `--schemas DIR`");
        schemas.findings.push(finding);
    }
    schemas
}

/// Where a file that was read from a location is; `None` for standard input.
pub(crate) fn path_of(location: &Location, file: &SourceFile) -> Option<PathBuf> {
    match location {
        Location::StandardInput => None,
        Location::Path(path) if path.is_file() => Some(path.clone()),
        // A folder that is still to be made, too.
        Location::Path(path) => Some(path.join(&file.path)),
    }
}
