//! What a run would change in an output folder, decided before the first byte is written. Here it is refused to leave
//! the folder, to follow a link inside it, and to touch a file that Retold did not write.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use retold_codegen::emit::OutputFile;
use retold_codegen::files::regular_file;

use super::Owner;
use super::leftovers::{self, Leftovers};
use crate::shown;
use crate::terminal::Failure;

/// One file that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// It is not there.
    Create {
        /// The path below the folder.
        path: String,
        /// What to write.
        text: String,
    },
    /// It has another content.
    Update {
        /// The path below the folder.
        path: String,
        /// What is there.
        old: Vec<u8>,
        /// What to write.
        text: String,
    },
    /// The schemas no longer make it.
    Remove {
        /// The path below the folder.
        path: String,
    },
}

impl Change {
    /// The path below the folder.
    pub(crate) fn path(&self) -> &str {
        match self {
            Change::Create { path, .. } | Change::Update { path, .. } | Change::Remove { path } => path,
        }
    }
}

/// What a run would change in a folder.
#[derive(Debug)]
pub(crate) struct Comparison {
    /// The folder.
    pub(crate) folder: PathBuf,
    /// The changes, sorted by path.
    pub(crate) changes: Vec<Change>,
    /// How many files stay as they are.
    pub(crate) unchanged: usize,
    /// Files that a killed run left unfinished.
    pub(super) unfinished: Vec<PathBuf>,
}

/// Compares the files that should be in `folder` with those that are. Every reason to refuse is reported at once.
pub(crate) fn compare(owner: &dyn Owner, folder: &Path, files: Vec<OutputFile>) -> Result<Comparison, Vec<Failure>> {
    folder_can_be(folder).map_err(|failure| vec![failure])?;
    let mut failures = Vec::new();
    let mut changes = Vec::new();
    let mut unchanged = 0;
    let mut safe = BTreeSet::new();
    let wanted: BTreeSet<String> = files.iter().map(|file| file.path.clone()).collect();
    for file in files {
        match change(owner, folder, file, &mut safe) {
            Ok(Some(change)) => changes.push(change),
            Ok(None) => unchanged += 1,
            Err(failure) => failures.push(failure),
        }
    }
    let Leftovers { orphans, unfinished } = leftovers::find(owner, folder, &wanted).unwrap_or_else(|failure| {
        failures.push(failure);
        Leftovers::default()
    });
    changes.extend(orphans.into_iter().map(|path| Change::Remove { path }));
    changes.sort_by(|left, right| left.path().cmp(right.path()));
    if failures.is_empty() {
        Ok(Comparison { folder: folder.to_owned(), changes, unchanged, unfinished })
    } else {
        Err(failures)
    }
}

/// The output folder is a folder, or can be made one. It may itself be a link: that is the user's own choice.
fn folder_can_be(folder: &Path) -> Result<(), Failure> {
    for place in folder.ancestors().filter(|place| !place.as_os_str().is_empty()) {
        match fs::metadata(place) {
            Ok(metadata) if metadata.is_dir() => return Ok(()),
            Ok(metadata) => {
                let what = regular_file::kind(metadata.file_type());
                return Err(Failure::new(format!("`{}` is {what}, not a folder", shown::path(place)))
                    .with_help("name another folder with `--out`, or in retold.toml"));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if fs::symlink_metadata(place).is_ok() {
                    return Err(Failure::new(format!("`{}` is a link that leads nowhere", shown::path(place))));
                }
            }
            // A file further up; its own turn says so.
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {}
            Err(error) => return Err(cannot_read(place, &error)),
        }
    }
    Ok(())
}

/// What has to be done for one file; nothing if it is already there. `safe` has the folders known to be real ones.
fn change(
    owner: &dyn Owner,
    folder: &Path,
    file: OutputFile,
    safe: &mut BTreeSet<String>,
) -> Result<Option<Change>, Failure> {
    if !stays_inside(&file.path) {
        return Err(Failure::new(format!("the output `{}` would leave its folder", shown::escaped(&file.path))));
    }
    folders_are_real(folder, &file.path, safe)?;
    let path = folder.join(&file.path);
    let metadata = match fs::symlink_metadata(&path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok(Some(Change::Create { path: file.path, text: file.text }));
        }
        Err(error) => return Err(cannot_read(&path, &error)),
    };
    if !metadata.is_file() {
        let what = regular_file::kind(metadata.file_type());
        return Err(Failure::new(format!("`{}` is {what}: a generated file belongs there", shown::path(&path)))
            .with_help("move it away; Retold touches only files that it wrote"));
    }
    let old = fs::read(&path).map_err(|error| cannot_read(&path, &error))?;
    if old == file.text.as_bytes() {
        return Ok(None);
    }
    if !owner.wrote(&file.path, &old) {
        let message = format!("`{}` was not written by Retold, so it is not overwritten", shown::path(&path));
        return Err(Failure::new(message)
            .with_help("move it away, or generate into another folder")
            .with_help(format!("generated files of this output have {}", owner.mark())));
    }
    Ok(Some(Change::Update { path: file.path, old, text: file.text }))
}

/// Every folder between the output folder and the file is a real folder, or not there yet.
fn folders_are_real(folder: &Path, path: &str, safe: &mut BTreeSet<String>) -> Result<(), Failure> {
    for (end, _) in path.match_indices('/') {
        let below = &path[..end];
        if safe.contains(below) {
            continue;
        }
        let place = folder.join(below);
        match fs::symlink_metadata(&place) {
            Ok(metadata) if metadata.is_dir() => {}
            Ok(metadata) => {
                let what = regular_file::kind(metadata.file_type());
                let message = format!("`{}` is {what}: a folder of generated files belongs there", shown::path(&place));
                return Err(Failure::new(message).with_help("move it away; nothing is written through links"));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(cannot_read(&place, &error)),
        }
        safe.insert(below.to_owned());
    }
    Ok(())
}

fn stays_inside(path: &str) -> bool {
    !path.contains(['\\', '\0', ':'])
        && path.split('/').all(|segment| !segment.is_empty() && segment != "." && segment != "..")
}

pub(super) fn cannot_read(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot read `{}`: {error}", shown::path(path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside() {
        for path in ["a.rs", "shop/cart.rs", "a..b.rs"] {
            assert!(stays_inside(path), "{path}");
        }
        for path in ["", "/etc/x", "../x", "a/../../x", "a//b", "a\\b", "C:x", "a/", "./a", "a\0"] {
            assert!(!stays_inside(path), "{path:?}");
        }
    }
}
