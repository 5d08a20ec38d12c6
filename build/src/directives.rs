//! What a build script tells cargo: what its result is made from, and what to warn about.

use std::io::{self, Write};
use std::path::Path;

use retold_codegen::diagnostic::{Diagnostic, Severity, human};
use retold_codegen::files::LookedAt;
use retold_codegen::source::Sources;

/// What makes cargo run the script again: the schemas as they are named, every folder, so that a new file is seen, and
/// every file.
pub(crate) fn rerun(cargo: &mut impl Write, named: &Path, looked_at: &LookedAt) -> io::Result<()> {
    let below = looked_at.folders.iter().chain(&looked_at.files).map(|path| path.as_path());
    let below = below.filter(|path| *path != named);
    for path in std::iter::once(named).chain(below) {
        // A path of several lines would be several directives; the folder that it is in is named as well.
        match path.to_str() {
            Some(text) if !text.contains(['\n', '\r']) => writeln!(cargo, "cargo::rerun-if-changed={text}")?,
            Some(_) | None => {}
        }
    }
    Ok(())
}

/// The warnings, line by line, since a warning of cargo has one.
pub(crate) fn warnings(cargo: &mut impl Write, findings: &[Diagnostic], sources: &Sources) -> io::Result<()> {
    for (finding, text) in human::each(findings, sources, false) {
        if finding.severity() == Severity::Warning {
            for line in text.lines() {
                writeln!(cargo, "cargo::warning={line}")?;
            }
        }
    }
    Ok(())
}
