//! Where something that is scaffolded is: in the file that was named, in one that has its derive, wherever somebody moved
//! it, or in the file that would be written.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use retold_codegen::emit::rust::scaffold::Scaffold as Code;

use super::present;
use super::target::Target;
use crate::shown;
use crate::terminal::Failure;

/// So many folders deep, and so many files, are looked through.
const DEEP: usize = 12;
const MANY: usize = 10_000;

/// Where it is, or goes.
pub(super) enum Place {
    /// A file that can be written.
    Free(PathBuf),
    /// A file with its text.
    Taken(PathBuf, String),
}

pub(super) fn place(code: &Code, target: &Target) -> Result<Place, Failure> {
    let path = target.file(code);
    if let Some(text) = read(&path)? {
        return Ok(Place::Taken(path, text));
    }
    if !target.is_named()
        && let Some(attribute) = &code.attribute
        && let Some(folder) = path.parent()
    {
        let mut files = Vec::new();
        rust_files(folder, &target.generated, 0, &mut files);
        files.sort();
        for file in files {
            // What cannot be read is no file that somebody filled in.
            let Ok(text) = fs::read_to_string(&file) else { continue };
            if present::has_attribute(&text, attribute) {
                return Ok(Place::Taken(file, text));
            }
        }
    }
    Ok(Place::Free(path))
}

fn read(path: &Path) -> Result<Option<String>, Failure> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(path).is_err() => Ok(None),
        Err(error) => Err(Failure::new(format!("cannot read `{}`: {error}", shown::path(path)))),
    }
}

/// The files of Rust in a folder and those below it, but for the generated ones. Links are not followed.
fn rust_files(folder: &Path, generated: &Option<PathBuf>, depth: usize, files: &mut Vec<PathBuf>) {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let (path, Ok(kind)) = (entry.path(), entry.file_type()) else { continue };
        let path = path.strip_prefix("./").map(Path::to_owned).unwrap_or(path);
        if kind.is_dir() && depth < DEEP && generated.as_deref() != Some(&*path) && entry.file_name() != "target" {
            rust_files(&path, generated, depth + 1, files);
        } else if kind.is_file() && files.len() < MANY && path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
}
