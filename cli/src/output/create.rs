//! Writing files that must not be there yet: whole or not at all, and never in place of another.

use std::fs;
use std::io;
use std::path::Path;

use super::write::{beside, create_all, write_beside};
use crate::shown;
use crate::terminal::Failure;

/// Writes a new file, and the folders above it. Who else writes the same file in the meantime wins.
pub(crate) fn create(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    path.parent().map_or(Ok(()), create_all)?;
    let beside = beside(path);
    let result = write_beside(&beside, bytes, None).and_then(|()| publish(&beside, path));
    // Its other name, or what is left of an attempt that failed.
    let _ = fs::remove_file(&beside);
    result.map_err(|error| Failure::new(format!("cannot write `{}`: {error}", shown::path(path))))
}

/// Gives a file its name, unless there is another of that name.
pub(super) fn publish(beside: &Path, path: &Path) -> io::Result<()> {
    match fs::hard_link(beside, path) {
        // A file system without links.
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            if fs::symlink_metadata(path).is_ok() {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            fs::rename(beside, path)
        }
        result => result,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a/b.rs");
        create(&path, b"new").expect("nothing is there");
        assert!(create(&path, b"newer").is_err());
        assert_eq!(fs::read(&path).expect("readable"), b"new");
        assert_eq!(fs::read_dir(folder.path().join("a")).expect("a folder").count(), 1);
    }
}
