//! `retold lock`: what is published, in one file beside `retold.toml`, for checks without git history.

mod overwritten;

use std::fs;
use std::path::Path;

use retold_codegen::diagnostic::human;
use retold_codegen::emit::OutputFile;
use retold_codegen::lock::{self, NotRewritten, TooLarge};
use retold_codegen::model::SchemaSet;
use retold_codegen::numbers::counted;
use retold_codegen::source::{SourceFile, Sources};

use crate::arguments::Lock;
use crate::command::judged_schemas;
use crate::output::{self, Change, Comparison, Owner};
use crate::shown;
use crate::status::Status;
use crate::terminal::{Failure, Terminal};

/// The name of the file.
const FILE_NAME: &str = crate::by_hand::LOCK;

/// Writes the lock, or compares it.
pub(super) fn run(arguments: &Lock, terminal: &mut Terminal) -> Status {
    let named = arguments.schemas.schemas.as_deref();
    let Some((project, judged)) = judged_schemas(named, terminal) else { return Status::CouldNotLook };
    let Some(compiled) = &judged.compiled else { return Status::CouldNotLook };
    let path = project.path(FILE_NAME);
    // What cannot be read, or is no text, is refused where it would be overwritten.
    let before = fs::read_to_string(&path).ok();
    let compared = anew(&compiled.set, &path, before.as_deref(), terminal)
        .map(|text| {
            // Git may have given the file other line ends where it was checked out.
            let text = before.clone().filter(|before| before.replace("\r\n", "\n") == text).unwrap_or(text);
            OutputFile { path: FILE_NAME.to_owned(), text }
        })
        .map_err(|failure| vec![failure])
        .and_then(|file| output::compare(&LockFile, &project.folder, vec![file]));
    let comparison = match compared {
        Ok(comparison) => comparison,
        Err(failures) => {
            failures.iter().for_each(|failure| terminal.failure(failure));
            return Status::CouldNotLook;
        }
    };
    let shown = shown::path(&path);
    if comparison.changes.is_empty() {
        terminal.message(&format!("up to date: {shown}"));
        return Status::Done;
    }
    if arguments.check {
        return check(&comparison, &shown, named, terminal);
    }
    let status = write(&comparison, &shown, terminal);
    if let (Status::Done, Some(before)) = (status, before) {
        overwritten::compared(SourceFile { path: shown.clone(), shown, text: before }, judged, &project, terminal);
    }
    status
}

/// The lock of the schemas. What registries of types written by hand put there stays as it is.
fn anew(set: &SchemaSet, path: &Path, before: Option<&str>, terminal: &mut Terminal) -> Result<String, Failure> {
    let shown = shown::path(path);
    let Some(before) = before else { return lock::write(set).map_err(too_large) };
    let file = SourceFile { path: shown.clone(), shown: shown.clone(), text: before.to_owned() };
    not_newer(path, Some(before))?;
    lock::rewrite(set, &file).map_err(|why| match why {
        NotRewritten::TooLarge => too_large(TooLarge),
        NotRewritten::NotWhole(problems) => {
            let sources = Sources::new(vec![file]);
            terminal.findings(&human::render(&problems, &sources, terminal.colors_messages()));
            let message = format!("`{shown}` has types written by hand, which would be lost where it is not whole");
            let quoted = shown::quoted(path);
            Failure::new(message).with_help(format!(
                "take one side of it, such as with `git checkout --ours {quoted}`, or the last good one; then `retold lock` \
                 and `RETOLD_UPDATE=1 cargo test` write what each of them knows"
            ))
        }
    })
}

fn too_large(large: TooLarge) -> Failure {
    Failure::new(large.to_string()).with_help("make several projects of the schemas")
}

/// `--check`: the difference, and nothing is written.
fn check(comparison: &Comparison, path: &str, named: Option<&Path>, terminal: &mut Terminal) -> Status {
    let Some(change) = comparison.changes.first() else { return Status::Done };
    let (said, failure) = match change {
        Change::Update { old, text, .. } => (
            format!("out of date: {path}\n{}", output::unified(path, old, text, output::AS_THE_SCHEMAS_MAKE_IT)),
            "the lock is not what is in the schemas",
        ),
        Change::Create { .. } | Change::Remove { .. } => (format!("missing: {path}\n"), "there is no lock"),
    };
    terminal.result(&said);
    let schemas = named.map(|named| format!(" --schemas {}", shown::quoted(named))).unwrap_or_default();
    terminal.failure(&Failure::new(failure).with_help(format!("run `retold lock{schemas}`")));
    Status::Wrong
}

fn write(comparison: &Comparison, path: &str, terminal: &mut Terminal) -> Status {
    let mut said = Vec::new();
    let result = output::apply(comparison, |change| {
        said.push(match change {
            Change::Create { text, .. } => format!("wrote {path}: {}", definitions(text)),
            Change::Update { text, .. } => format!("wrote {path}: {}", definitions(text)),
            Change::Remove { .. } => format!("removed {path}"),
        });
    });
    said.iter().for_each(|line| terminal.message(line));
    match result {
        Ok(()) => Status::Done,
        Err(failure) => {
            terminal.failure(&failure);
            Status::CouldNotLook
        }
    }
}

/// How much a lock holds.
fn definitions(text: &str) -> String {
    let count = text.lines().filter(|line| line.starts_with("# end of ")).count();
    counted(count, "definition", "definitions")
}

/// A lock in a later format is not overwritten: what is in it may be more than this version knows.
fn not_newer(path: &Path, before: Option<&str>) -> Result<(), Failure> {
    let Some(format) = before.and_then(lock::newer_format) else { return Ok(()) };
    let message = format!(
        "`{}` was written by a newer version of Retold, in the format {}",
        shown::path(path),
        shown::escaped(&format)
    );
    Err(Failure::new(message).with_help("use that version, or a newer one"))
}

/// The owner of the lock.
struct LockFile;

impl Owner for LockFile {
    fn wrote(&self, path: &str, text: &[u8]) -> bool {
        self.could_have_written(path) && std::str::from_utf8(text).is_ok_and(lock::is_lock)
    }

    fn could_have_written(&self, path: &str) -> bool {
        path == FILE_NAME
    }

    fn has_folders(&self) -> bool {
        false
    }

    fn mark(&self) -> &'static str {
        "a first line that is no comment and starts with `retold-lock`"
    }
}
