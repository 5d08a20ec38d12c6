//! A folder of samples: the files in it, and writing results into it.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The end of the names of results.
pub(super) const TODAY: &str = ".today.json";

/// The files of a folder, by their names without their ends.
#[derive(Debug, Default)]
pub(super) struct Folder {
    pub(super) samples: BTreeMap<String, PathBuf>,
    pub(super) results: BTreeMap<String, PathBuf>,
}

impl Folder {
    /// Looks what there is. Whatever does not end in `.json` is no sample.
    pub(super) fn read(path: &Path) -> io::Result<Self> {
        let mut folder = Self::default();
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            if let Some(stem) = name.strip_suffix(TODAY) {
                folder.results.insert(stem.to_owned(), entry.path());
            } else if let Some(stem) = name.strip_suffix(".json") {
                folder.samples.insert(stem.to_owned(), entry.path());
            }
        }
        Ok(folder)
    }
}

/// A file's text, with the line ends that Retold writes, whatever git made of them.
pub(super) fn text(path: &Path) -> io::Result<String> {
    fs::read_to_string(path).map(|text| text.replace("\r\n", "\n"))
}

/// Writes a file, whole or not at all.
pub(super) fn write(path: &Path, text: &str) -> io::Result<()> {
    let beside = path.with_extension(format!("{}.retold-tmp", std::process::id()));
    fs::write(&beside, text).and_then(|()| fs::rename(&beside, path)).inspect_err(|_| {
        let _ = fs::remove_file(&beside);
    })
}
