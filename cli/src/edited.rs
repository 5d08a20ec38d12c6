//! What the commands that edit schema files have in common: from the schemas before and after to files that are written,
//! or to a difference that is shown.

use std::path::Path;

use retold_codegen::diagnostic::human;
use retold_codegen::edit::Refusal;
use retold_codegen::source::Sources;

use crate::config::Project;
use crate::judged;
use crate::output::{Rewritten, replace_all};
use crate::schemas::{self, Location};
use crate::shown;
use crate::terminal::{Failure, Terminal};

/// The files that differ, as they are and as they should be. New ones are those that only `after` has.
pub(crate) fn rewritten(
    project: &Project,
    named: Option<&Path>,
    before: &Sources,
    after: &Sources,
) -> Result<Vec<Rewritten>, Failure> {
    let location = location(project, named)?;
    let mut files = Vec::new();
    for (_, file) in after.iter() {
        let old = before.iter().map(|(_, old)| old).find(|old| old.path == file.path);
        if old.is_some_and(|old| old.text == file.text) {
            continue;
        }
        if let Some(path) = schemas::path_of(&location, file) {
            files.push(Rewritten { path, old: old.map(|old| old.text.clone()), new: file.text.clone() });
        }
    }
    Ok(files)
}

/// Where schemas are that can be edited.
pub(crate) fn location(project: &Project, named: Option<&Path>) -> Result<Location, Failure> {
    match judged::location(project, named) {
        Some(location @ Location::Path(_)) => Ok(location),
        Some(Location::StandardInput) => Err(Failure::new("schemas from standard input cannot be edited")
            .with_help("name the folder of the schemas with `--schemas`")),
        None => Err(Failure::new("retold.toml does not say where the schemas are")),
    }
}

/// Prints the differences as the result; `made` says how the new text comes about.
pub(crate) fn show(files: &[Rewritten], made: &str, terminal: &mut Terminal) {
    for file in files {
        terminal.result(&file.difference(made));
    }
}

/// Writes the files and says so.
pub(crate) fn write(files: &[Rewritten], terminal: &mut Terminal) -> Result<(), Failure> {
    replace_all(files)?;
    for file in files {
        terminal.message(&format!("wrote {}", shown::path(&file.path)));
    }
    Ok(())
}

/// What is said where nothing is edited.
pub(crate) fn refused(refusal: Refusal, terminal: &mut Terminal) -> Failure {
    match refusal {
        Refusal::Asked { message, help } => help.into_iter().fold(Failure::new(message), Failure::with_help),
        Refusal::WouldBreak { sources, findings } => {
            terminal.findings(&human::render(&findings, &sources, terminal.colors_messages()));
            Failure::new("the schemas would have errors, so nothing was written")
                .with_help("what is shown above is the schema as it would be")
        }
    }
}
