//! A long file that is written bit by bit, and is there under its name when it is whole, or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::create::publish;
use super::write::{beside, create_all, create_new};
use crate::shown;
use crate::terminal::Failure;

/// A file that is being written. What is not finished is removed.
#[derive(Debug)]
pub(crate) struct NewFile {
    path: PathBuf,
    beside: PathBuf,
    writer: BufWriter<File>,
}

impl NewFile {
    /// Begins a file that must not be there yet, and makes the folders above it.
    pub(crate) fn begin(path: &Path) -> Result<Self, Failure> {
        if fs::symlink_metadata(path).is_ok() {
            return Err(Failure::new(format!("`{}` is there already", shown::path(path)))
                .with_help("name a file that is not there; nothing is overwritten"));
        }
        path.parent().map_or(Ok(()), create_all)?;
        let beside = beside(path);
        let file = create_new(&beside).map_err(|error| cannot_write(path, &error))?;
        Ok(Self { path: path.to_owned(), beside, writer: BufWriter::with_capacity(1 << 20, file) })
    }

    /// Adds to it.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.writer.write_all(bytes).map_err(|error| cannot_write(&self.path, &error))
    }

    /// Gives it its name.
    pub(crate) fn finish(mut self) -> Result<(), Failure> {
        let finish = |writer: &mut BufWriter<File>| {
            writer.flush()?;
            writer.get_ref().sync_all()?;
            publish(&self.beside, &self.path)
        };
        finish(&mut self.writer).map_err(|error| cannot_write(&self.path, &error))
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        // Its other name, or what is left of an attempt that failed.
        let _ = fs::remove_file(&self.beside);
    }
}

fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot write `{}`: {error}", shown::path(path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_there_when_it_is_whole_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a/b.jsonl");
        let count = || fs::read_dir(folder.path().join("a")).expect("a folder").count();
        let mut file = NewFile::begin(&path).expect("nothing is there");
        file.write(b"half").expect("room");
        drop(file);
        assert_eq!(count(), 0);
        let mut file = NewFile::begin(&path).expect("nothing is there");
        file.write(b"whole").expect("room");
        assert!(!path.exists());
        file.finish().expect("room");
        assert_eq!((fs::read(&path).expect("readable").as_slice(), count()), (&b"whole"[..], 1));
        assert!(NewFile::begin(&path).is_err());
    }
}
