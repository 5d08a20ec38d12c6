//! What earlier runs left in an output folder: files that the schemas no longer make, and files that a killed run did
//! not finish. Links are not followed, and what Retold did not write is not looked at twice.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Owner;
use super::compare::cannot_read;
use crate::terminal::Failure;

/// The end of the names of files that a run writes beside their place; one that is left was never finished.
pub(super) const UNFINISHED: &str = ".retold-tmp";

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Leftovers {
    /// Paths below the output folder of files that the owner wrote and no longer makes.
    pub(super) orphans: Vec<String>,
    /// Files that were never finished.
    pub(super) unfinished: Vec<PathBuf>,
}

/// Looks through the output folder.
pub(super) fn find(owner: &dyn Owner, folder: &Path, wanted: &BTreeSet<String>) -> Result<Leftovers, Failure> {
    let mut found = Leftovers::default();
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        let entries = match fs::read_dir(if folder.as_os_str().is_empty() { Path::new(".") } else { &folder }) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(cannot_read(&folder, &error)),
        };
        for entry in entries {
            let entry = entry.map_err(|error| cannot_read(&folder, &error))?;
            // A name that is not UTF-8 is none that Retold wrote.
            let Ok(name) = entry.file_name().into_string() else { continue };
            let kind = entry.file_type().map_err(|error| cannot_read(&entry.path(), &error))?;
            let path = format!("{prefix}{name}");
            if kind.is_dir() && !name.starts_with('.') && owner.has_folders() {
                folders.push((entry.path(), format!("{path}/")));
            } else if kind.is_file() && name.starts_with('.') && name.ends_with(UNFINISHED) {
                found.unfinished.push(entry.path());
            } else if kind.is_file() && !wanted.contains(&path) && owner.could_have_written(&path) {
                let text = fs::read(entry.path()).map_err(|error| cannot_read(&entry.path(), &error))?;
                if owner.wrote(&path, &text) {
                    found.orphans.push(path);
                }
            }
        }
    }
    Ok(found)
}
