//! Making the changes. Each file is written beside its place and renamed, so that a reader, or a run that is killed,
//! never leaves a half-written one; two runs in one folder wait for each other.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;

use super::compare::{Change, Comparison};
use super::leftovers::UNFINISHED;
use crate::shown;
use crate::terminal::Failure;

/// Makes the changes, and calls `done` after each.
pub(crate) fn apply(comparison: &Comparison, mut done: impl FnMut(&Change)) -> Result<(), Failure> {
    let folder = &comparison.folder;
    if comparison.changes.is_empty() && comparison.unfinished.is_empty() {
        return Ok(());
    }
    create_all(folder)?;
    let _lock = lock(folder);
    for path in &comparison.unfinished {
        remove(path)?;
    }
    for change in &comparison.changes {
        let path = folder.join(change.path());
        match change {
            Change::Create { text, .. } => {
                path.parent().map_or(Ok(()), create_all)?;
                write(&path, text.as_bytes(), None)?;
            }
            Change::Update { text, .. } => {
                let permissions = fs::metadata(&path).ok().map(|metadata| metadata.permissions());
                write(&path, text.as_bytes(), permissions)?;
            }
            Change::Remove { .. } => {
                remove(&path)?;
                remove_empty_folders(folder, &path);
            }
        }
        done(change);
    }
    Ok(())
}

/// Makes a folder and those above it.
pub(super) fn create_all(folder: &Path) -> Result<(), Failure> {
    if folder.as_os_str().is_empty() {
        return Ok(());
    }
    fs::create_dir_all(folder)
        .map_err(|error| Failure::new(format!("cannot make the folder `{}`: {error}", shown::path(folder))))
}

/// Holds the folder until it is dropped. Where the file system cannot lock, runs do not wait for each other; their
/// files are whole all the same.
fn lock(folder: &Path) -> Option<File> {
    let handle = File::open(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }).ok()?;
    match handle.try_lock() {
        Ok(()) => Some(handle),
        Err(TryLockError::WouldBlock) => handle.lock().ok().map(|()| handle),
        Err(TryLockError::Error(_)) => None,
    }
}

/// Writes a file beside `path` and renames it.
fn write(path: &Path, bytes: &[u8], permissions: Option<fs::Permissions>) -> Result<(), Failure> {
    let beside = beside(path);
    write_beside(&beside, bytes, permissions).and_then(|()| fs::rename(&beside, path)).map_err(|error| {
        // The reason why the file could not be written is the one to report.
        let _ = fs::remove_file(&beside);
        Failure::new(format!("cannot write `{}`: {error}", shown::path(path)))
    })
}

/// Writes the file that will be renamed.
pub(super) fn write_beside(beside: &Path, bytes: &[u8], permissions: Option<fs::Permissions>) -> io::Result<()> {
    let mut file = create_new(beside)?;
    file.write_all(bytes)?;
    if let Some(permissions) = permissions {
        file.set_permissions(permissions)?;
    }
    Ok(())
}

/// A name in the same folder that no other process uses, and that is short: a file's own name may be as long as names
/// can be.
pub(super) fn beside(path: &Path) -> PathBuf {
    path.with_file_name(format!(".{}{UNFINISHED}", process::id()))
}

/// Creates a file, never through a link: what stands in the way, of a killed process with the same number, goes.
pub(super) fn create_new(path: &Path) -> io::Result<File> {
    let create = || OpenOptions::new().write(true).create_new(true).open(path);
    match create() {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => fs::remove_file(path).and_then(|()| create()),
        result => result,
    }
}

fn remove(path: &Path) -> Result<(), Failure> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Failure::new(format!("cannot remove `{}`: {error}", shown::path(path))))
        }
        _ => Ok(()),
    }
}

/// Removes the folders that a removed file leaves empty, up to the output folder.
fn remove_empty_folders(folder: &Path, removed: &Path) {
    for parent in removed.ancestors().skip(1).take_while(|parent| *parent != folder) {
        if fs::remove_dir(parent).is_err() {
            return;
        }
    }
}
