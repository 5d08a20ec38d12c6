//! Writing so that no file is ever half there, and one that says the same already keeps its time, which is what cargo
//! compares.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path};

use retold_codegen::emit::OutputFile;

use crate::Error;

/// Writes a file unless it has this text already.
pub(crate) fn one(path: &Path, text: &str) -> Result<(), Error> {
    if fs::read(path).is_ok_and(|there| there == text.as_bytes()) {
        return Ok(());
    }
    replace(path, text).map_err(|error| Error::writing(path, &error))
}

/// Writes beside the file and renames.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let beside = path.with_file_name(name);
    let written = fs::write(&beside, text).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // What was to be written is told as the error; that a part of it is left would be a second one.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Writes the files of a folder, and removes those that an earlier build has written and this one does not; `list` is
/// the file by which it knows them.
pub(crate) fn folder(folder: &Path, list: &str, files: &[OutputFile]) -> Result<(), Error> {
    let list = folder.join(list);
    let before = fs::read_to_string(&list).unwrap_or_default();
    let now: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let gone: Vec<&str> = before.lines().filter(|path| !now.contains(path) && is_below(path)).collect();
    // Both, as long as neither is complete: a build that stops in between leaves nothing behind for good.
    let either: BTreeSet<&str> = now.iter().copied().chain(gone.iter().copied()).collect();
    one(&list, &lines(&either))?;
    for file in files {
        one(&folder.join(&file.path), &file.text)?;
    }
    for path in gone {
        let path = folder.join(path);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(Error::writing(&path, &error)),
            Ok(()) | Err(_) => {}
        }
    }
    one(&list, &lines(&now))
}

/// Whether a path of the list leads to something below the folder, as all do that were written there.
fn is_below(path: &str) -> bool {
    Path::new(path).components().all(|component| matches!(component, Component::Normal(_)))
}

fn lines(paths: &BTreeSet<&str>) -> String {
    paths.iter().flat_map(|path| [path, "\n"]).collect()
}
