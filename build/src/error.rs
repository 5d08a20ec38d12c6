//! Why nothing was compiled, in a form that `main` can return: what cargo then shows is the text for people.

use std::path::Path;
use std::{fmt, io};

use retold_codegen::diagnostic::{Diagnostic, human};
use retold_codegen::emit::TooLarge;
use retold_codegen::files::shown;
use retold_codegen::source::Sources;

/// Why schemas were not compiled: the findings with the lines of the schemas, or what could not be read or written.
///
/// Its `Debug` is the same text, so that `main` can return it, and `unwrap` can show it.
pub struct Error(String);

impl Error {
    pub(crate) fn in_schemas(findings: &[Diagnostic], sources: &Sources) -> Self {
        let shown = human::render(findings, sources, false);
        Self(format!("the schemas do not compile\n\n{}", shown.trim_end()))
    }

    pub(crate) fn too_large(large: &TooLarge) -> Self {
        Self(format!("{large}\nhelp: {}", large.help))
    }

    pub(crate) fn outside_of_a_build() -> Self {
        Self("where to write? `OUT_DIR`, which cargo sets for a build script, is not set\nhelp: call this from build.rs, or name a folder with `out_dir`".to_owned())
    }

    pub(crate) fn writing(path: &Path, error: &io::Error) -> Self {
        Self(format!("cannot write `{}`: {error}", shown::path(path)))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self(format!("cannot write to standard output: {error}"))
    }
}
