//! Reading the schemas: every `.yaml` and `.yml` file below a folder, or one file. Whatever cannot be read is a finding
//! beside those of the files that can be, and nothing is passed over in silence. Who reads schemas from the disk (the
//! command line, a macro, a build script) reads them here, so that all of them find the same.

pub mod regular_file;
pub mod shown;
mod text;
mod walk;

use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::source::{LARGEST_FILE, Place, SourceFile, Sources};

use regular_file::Refusal;

/// What was read, and what could not be.
#[derive(Debug, Default)]
pub struct Schemas {
    /// The files; those that could not be read are attached, so that findings can point at them.
    pub sources: Sources,
    /// The findings of reading, in the order of the paths.
    pub findings: Vec<Diagnostic>,
    /// What was looked at.
    pub looked_at: LookedAt,
}

/// What a schema set was read from, for who reads it again when it changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LookedAt {
    /// The files that were read, in no order.
    pub files: Vec<PathBuf>,
    /// The folders that were listed: a new file in one of them is part of the set.
    pub folders: Vec<PathBuf>,
}

/// What is read while it is read.
#[derive(Debug, Default)]
struct Reading {
    files: Vec<SourceFile>,
    unread: Vec<Unread>,
    looked_at: LookedAt,
}

/// A file or folder that was not read.
#[derive(Debug)]
struct Unread {
    file: SourceFile,
    finding: Diagnostic,
    /// The bytes of the file's text that the finding points at.
    range: std::ops::Range<usize>,
}

impl Unread {
    /// A finding about a whole file, of which no text is shown.
    fn whole(path: String, shown: String, finding: Diagnostic) -> Self {
        Self { file: SourceFile { path, shown, text: String::new() }, finding, range: 0..0 }
    }
}

impl Schemas {
    /// Whether there was no schema file at all, neither one that was read nor one that was not.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty() && self.findings.is_empty()
    }
}

/// Reads the schemas of a folder, or one file. Messages call them as `path` does, so that a path relative to the current
/// folder is shown as one. Where there are none, there is no finding either: see [`nothing_there`].
///
/// ```
/// let folder = std::env::temp_dir().join(format!("retold-files-{}", std::process::id()));
/// std::fs::create_dir_all(folder.join("shop"))?;
/// std::fs::write(folder.join("shop/cart.yaml"), "context: shop")?;
///
/// let schemas = retold_codegen::files::read(&folder);
/// assert_eq!(schemas.sources.iter().next().expect("one file").1.path, "shop/cart.yaml");
/// assert!(schemas.findings.is_empty());
/// # std::fs::remove_dir_all(folder)?;
/// # Ok::<(), std::io::Error>(())
/// ```
#[must_use]
pub fn read(path: &Path) -> Schemas {
    let mut reading = Reading::default();
    match std::fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => walk::folder(path, &mut reading),
        Ok(_) => one_file(path, &mut reading),
        Err(error) if error.kind() == io::ErrorKind::NotFound && std::fs::symlink_metadata(path).is_err() => {}
        Err(error) => reading.unread.push(unreadable(String::new(), shown::path(path), &error)),
    }
    reading.finish()
}

/// Reads one file from a stream, such as standard input: `path` is what it would be called below the schema folder.
#[must_use]
pub fn read_stream(stream: impl io::Read, path: &str, shown: &str) -> Schemas {
    let mut reading = Reading::default();
    reading.take(regular_file::read_at_most(stream, LARGEST_FILE), path.to_owned(), shown.to_owned());
    reading.finish()
}

/// A file that stands in no folder: the bytes, and how it is called.
#[derive(Debug)]
pub struct Blob {
    /// The path below the schema folder.
    pub path: String,
    /// How messages name it.
    pub shown: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Schemas that were read from somewhere else than a folder; there may be none.
#[must_use]
pub fn from_blobs(blobs: Vec<Blob>) -> Schemas {
    let mut reading = Reading::default();
    for Blob { path, shown, bytes } in blobs {
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let bytes = if size > LARGEST_FILE { Err(Refusal::TooLarge) } else { Ok(bytes) };
        reading.take(bytes, path, shown);
    }
    reading.finish()
}

/// The finding where there is no schema at all, neither at `path` nor below it; who reads adds what to do.
#[must_use]
pub fn nothing_there(shown: &str, exists: bool) -> Diagnostic {
    let message = if exists {
        format!("no schema in `{shown}`: it has no `.yaml` or `.yml` file, at any depth")
    } else {
        format!("no schemas: `{shown}` does not exist")
    };
    let first = if exists || !shown.ends_with(".yaml") && !shown.ends_with(".yml") {
        format!("write the first schema file, such as `{shown}/cart.yaml`")
    } else {
        "write it, or name the folder of the schemas".to_owned()
    };
    Diagnostic::new(&rules::folder_without_schemas::RULE, None, message).with_help(first)
}

/// A file that was named itself: its extension does not matter, as long as it has the name of a module.
fn one_file(path: &Path, reading: &mut Reading) {
    let shown = shown::path(path);
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        reading.unread.push(unusable_name(name, shown));
        return;
    };
    reading.file(path, name.to_owned(), shown);
}

impl Reading {
    /// Reads a file of the disk.
    fn file(&mut self, real: &Path, path: String, shown: String) {
        let bytes = regular_file::read(real, LARGEST_FILE);
        if bytes.is_ok() {
            self.looked_at.files.push(real.to_owned());
        }
        self.take(bytes, path, shown);
    }

    /// Sorts what reading one file gave into what is read and what is not.
    fn take(&mut self, bytes: Result<Vec<u8>, Refusal>, path: String, shown: String) {
        match bytes {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => self.files.push(SourceFile { path, shown, text }),
                Err(error) => self.unread.push(text::not_utf8(path, shown, &error)),
            },
            Err(Refusal::Unreadable(error)) => self.unread.push(unreadable(path, shown, &error)),
            Err(Refusal::NotAFile(what)) => {
                let finding = Diagnostic::new(
                    &rules::file_not_regular::RULE,
                    None,
                    format!("`{shown}` is {what}, but is named like a schema file"),
                )
                .with_help("rename it, or move it out of the schema folder");
                self.unread.push(Unread::whole(path, shown, finding));
            }
            Err(Refusal::TooLarge) => {
                let finding = Diagnostic::new(
                    &rules::file_too_large::RULE,
                    None,
                    format!("`{shown}` is larger than {} MiB", LARGEST_FILE >> 20),
                )
                .with_help("split it: all files of the schema folder form one set");
                self.unread.push(Unread::whole(path, shown, finding));
            }
        }
    }

    /// What was read and what was not, as one set.
    fn finish(self) -> Schemas {
        let Self { files, mut unread, looked_at } = self;
        let mut sources = Sources::new(files);
        unread.sort_by(|left, right| left.file.path.cmp(&right.file.path));
        let mut findings = Vec::new();
        for Unread { file, mut finding, range } in unread {
            let id = sources.attach_unread(file);
            finding.place = Some(Place::new(id, range));
            findings.push(finding);
        }
        Schemas { sources, findings, looked_at }
    }
}

fn unreadable(path: String, shown: String, error: &io::Error) -> Unread {
    let message = format!("cannot read `{shown}`: {error}");
    Unread::whole(path, shown, Diagnostic::new(&rules::file_unreadable::RULE, None, message))
}

fn unusable_name(path: String, shown: String) -> Unread {
    let message = format!("the name of `{shown}` is not UTF-8");
    let finding = Diagnostic::new(&rules::file_name_not_usable::RULE, None, message)
        .with_help("rename the file: its path becomes the path of a Rust module");
    Unread::whole(path, shown, finding)
}
