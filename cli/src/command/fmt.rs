//! `retold fmt`: the one layout of schema files.

use std::path::{Path, PathBuf};

use retold_codegen::diagnostic::{Diagnostic, human};
use retold_codegen::layout::{self, Refusal};
use retold_codegen::numbers::counted;
use retold_codegen::source::{SourceFile, Sources};

use crate::arguments::Fmt;
use crate::judged;
use crate::output::{Rewritten, replace_all, unified};
use crate::schemas::{self, Location, Schemas};
use crate::shown;
use crate::status::Status;
use crate::terminal::{Failure, Terminal};

/// How a difference says where the new text comes from.
const MADE: &str = "as `retold fmt` lays it out";

/// Lays files out, or says which are not.
pub(super) fn run(arguments: &Fmt, terminal: &mut Terminal) -> Status {
    let result = locations(arguments, terminal).and_then(|locations| format(&locations, arguments, terminal));
    result.unwrap_or_else(|failure| {
        terminal.failure(&failure);
        Status::CouldNotLook
    })
}

/// What was named, or the schemas of the project.
fn locations(arguments: &Fmt, terminal: &mut Terminal) -> Result<Vec<Location>, Failure> {
    let standard_input = arguments.files.iter().filter(|file| file.as_os_str() == "-").count();
    if standard_input > 0 && arguments.files.len() > 1 {
        return Err(Failure::new("`-` is standard input, and it is laid out alone")
            .with_help("name files, or `-`, which prints to standard output"));
    }
    if !arguments.files.is_empty() {
        return Ok(arguments.files.iter().cloned().map(Location::new).collect());
    }
    let project = judged::project(terminal)?;
    match judged::location(&project, None) {
        Some(location) => Ok(vec![location]),
        None => Err(Failure::new("retold.toml does not say where the schemas are").with_help("name the files")),
    }
}

fn format(locations: &[Location], arguments: &Fmt, terminal: &mut Terminal) -> Result<Status, Failure> {
    let mut rewritten: Vec<Rewritten> = Vec::new();
    let mut laid_out = Vec::new();
    let mut unreadable = false;
    let mut count = 0;
    for location in locations {
        let Schemas { sources, findings, .. } = schemas::read(location);
        let mut problems = findings;
        for (id, file) in sources.iter() {
            count += 1;
            match layout::format(id, &file.text) {
                Ok(text) => laid_out.push((schemas::path_of(location, file), file.clone(), text)),
                Err(Refusal::Unreadable(found)) => problems.extend(found),
                Err(Refusal::NotTheSame) => {
                    unreadable = true;
                    terminal.failure(&not_the_same(file));
                }
            }
        }
        unreadable |= !problems.is_empty();
        show(&problems, &sources, terminal);
    }
    if unreadable {
        let message = if arguments.check { "not every file could be looked at" } else { "no file was changed" };
        return Err(Failure::new(message).with_help("mend what does not parse; `retold check` says more"));
    }
    for (path, file, text) in laid_out {
        match path {
            Some(path) => rewritten.push(Rewritten { path, old: Some(file.text), new: text }),
            None => return Ok(standard_input(&file, &text, arguments, terminal)),
        }
    }
    // A file may be named twice.
    rewritten.sort_by(|left, right| left.path.cmp(&right.path));
    rewritten.dedup_by(|left, right| left.path == right.path);
    rewritten.retain(|file| {
        let changes = file.old.as_deref() != Some(file.new.as_str());
        if !changes {
            terminal.detail(&format!("left as it is: {}", shown::path(&file.path)));
        }
        changes
    });
    if arguments.check {
        return Ok(check(&rewritten, &arguments.files, terminal));
    }
    replace_all(&rewritten)?;
    for file in &rewritten {
        terminal.message(&format!("formatted {}", shown::path(&file.path)));
    }
    if rewritten.is_empty() {
        terminal.message(&format!("{} looked at: nothing to change", counted(count, "file", "files")));
    }
    Ok(Status::Done)
}

/// `--check`: the differences, and nothing is written.
fn check(rewritten: &[Rewritten], named: &[PathBuf], terminal: &mut Terminal) -> Status {
    if rewritten.is_empty() {
        return Status::Done;
    }
    for file in rewritten {
        terminal.result(&file.difference(MADE));
    }
    let words: String = named.iter().map(|file| format!(" {}", shown::quoted(file))).collect();
    let count = counted(rewritten.len(), "file is", "files are");
    terminal.failure(&Failure::new(format!("{count} not laid out")).with_help(format!("run `retold fmt{words}`")));
    Status::Wrong
}

fn standard_input(file: &SourceFile, text: &str, arguments: &Fmt, terminal: &mut Terminal) -> Status {
    if !arguments.check {
        terminal.result(text);
        return Status::Done;
    }
    if file.text == text {
        return Status::Done;
    }
    terminal.result(&unified(&file.shown, file.text.as_bytes(), text, MADE));
    terminal.failure(&Failure::new("standard input is not laid out"));
    Status::Wrong
}

fn show(problems: &[Diagnostic], sources: &Sources, terminal: &mut Terminal) {
    let text = human::render(problems, sources, terminal.colors_messages());
    terminal.findings(&text);
}

fn not_the_same(file: &SourceFile) -> Failure {
    let path = shown::path(Path::new(&file.shown));
    Failure::new(format!("no layout of `{path}` was found that says the same"))
        .with_help("this is a mistake in Retold; please report it with the file")
}
