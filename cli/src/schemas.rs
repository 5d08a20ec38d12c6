//! Reading the schemas: every `.yaml` and `.yml` file below a folder, one file, or standard input. Whatever cannot be
//! read is a finding beside those of the files that can be, and nothing is passed over in silence.

mod text;
mod walk;

use std::io;
use std::path::{Path, PathBuf};

use retold_codegen::diagnostic::Diagnostic;
use retold_codegen::rules;
use retold_codegen::source::{LARGEST_FILE, SourceFile, Sources};

use crate::regular_file::{self, Refusal};
use crate::shown;

/// Where the schemas are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    /// A folder, or one file.
    Path(PathBuf),
    /// Standard input, one file.
    StandardInput,
}

impl Location {
    /// A path; `-` is standard input.
    pub(crate) fn new(path: PathBuf) -> Self {
        if path.as_os_str() == "-" { Location::StandardInput } else { Location::Path(path) }
    }

    /// How messages name it.
    pub(crate) fn shown(&self) -> String {
        match self {
            Location::Path(path) => shown::path(path),
            Location::StandardInput => "standard input".to_owned(),
        }
    }
}

/// What was read, and what could not be.
#[derive(Debug)]
pub(crate) struct Schemas {
    /// The files; those that could not be read are attached, so that findings can point at them.
    pub(crate) sources: Sources,
    /// The findings of reading, in the order of the paths.
    pub(crate) findings: Vec<Diagnostic>,
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

/// Reads the schemas.
pub(crate) fn read(location: &Location) -> Schemas {
    let mut files = Vec::new();
    let mut unread = Vec::new();
    match location {
        Location::StandardInput => {
            let bytes = regular_file::read_at_most(io::stdin().lock(), LARGEST_FILE);
            take(bytes, "stdin.yaml".to_owned(), "<standard input>".to_owned(), &mut files, &mut unread);
        }
        Location::Path(path) => match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => walk::folder(path, &mut files, &mut unread),
            Ok(_) => one_file(path, &mut files, &mut unread),
            Err(error) if error.kind() == io::ErrorKind::NotFound && std::fs::symlink_metadata(path).is_err() => {}
            Err(error) => unread.push(unreadable(String::new(), shown::path(path), &error)),
        },
    }
    let is_empty = files.is_empty() && unread.is_empty();
    let mut schemas = set_of(files, unread);
    if is_empty {
        schemas.findings.push(nothing_there(location));
    }
    schemas
}

/// What was read and what was not, as one set.
fn set_of(files: Vec<SourceFile>, mut unread: Vec<Unread>) -> Schemas {
    let mut sources = Sources::new(files);
    unread.sort_by(|left, right| left.file.path.cmp(&right.file.path));
    let mut findings = Vec::new();
    for Unread { file, mut finding, range } in unread {
        let id = sources.attach_unread(file);
        finding.place = Some(retold_codegen::source::Place::new(id, range));
        findings.push(finding);
    }
    Schemas { sources, findings }
}

/// A file that stands in no folder: the bytes, and how it is called.
#[derive(Debug)]
pub(crate) struct Blob {
    /// The path below the schema folder.
    pub(crate) path: String,
    /// How messages name it.
    pub(crate) shown: String,
    /// What is in it.
    pub(crate) bytes: Vec<u8>,
}

/// Schemas that were read from somewhere else than a folder; there may be none.
pub(crate) fn from_blobs(blobs: Vec<Blob>) -> Schemas {
    let (mut files, mut unread) = (Vec::new(), Vec::new());
    for Blob { path, shown, bytes } in blobs {
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let bytes = if size > LARGEST_FILE { Err(Refusal::TooLarge) } else { Ok(bytes) };
        take(bytes, path, shown, &mut files, &mut unread);
    }
    set_of(files, unread)
}

fn nothing_there(location: &Location) -> Diagnostic {
    let shown = location.shown();
    let exists = match location {
        Location::StandardInput => true,
        Location::Path(path) => path.exists(),
    };
    let message = if exists {
        format!("no schema in `{shown}`: it has no `.yaml` or `.yml` file, at any depth")
    } else {
        format!("no schemas: `{shown}` does not exist")
    };
    Diagnostic::new(&rules::folder_without_schemas::RULE, None, message)
        .with_help(format!("write the first schema file, such as `{shown}/cart.yaml`"))
        .with_help("or say where the schemas are: `schemas = \"…\"` in retold.toml, or `--schemas DIR`")
}

/// A file that was named itself: its extension does not matter, as long as it has the name of a module.
fn one_file(path: &Path, files: &mut Vec<SourceFile>, unread: &mut Vec<Unread>) {
    let shown = shown::path(path);
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        unread.push(unusable_name(name, shown));
        return;
    };
    take(regular_file::read(path, LARGEST_FILE), name.to_owned(), shown, files, unread);
}

/// Sorts what reading one file gave into what is read and what is not.
fn take(
    bytes: Result<Vec<u8>, Refusal>,
    path: String,
    shown: String,
    files: &mut Vec<SourceFile>,
    unread: &mut Vec<Unread>,
) {
    match bytes {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => files.push(SourceFile { path, shown, text }),
            Err(error) => unread.push(text::not_utf8(path, shown, &error)),
        },
        Err(Refusal::Unreadable(error)) => unread.push(unreadable(path, shown, &error)),
        Err(Refusal::NotAFile(what)) => {
            let finding = Diagnostic::new(
                &rules::file_not_regular::RULE,
                None,
                format!("`{shown}` is {what}, but is named like a schema file"),
            )
            .with_help("rename it, or move it out of the schema folder");
            unread.push(Unread::whole(path, shown, finding));
        }
        Err(Refusal::TooLarge) => {
            let finding = Diagnostic::new(
                &rules::file_too_large::RULE,
                None,
                format!("`{shown}` is larger than {} MiB", LARGEST_FILE >> 20),
            )
            .with_help("split it: all files of the schema folder form one set");
            unread.push(Unread::whole(path, shown, finding));
        }
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
