//! `retold scaffold AGGREGATE`: writes the aggregate that a person fills in, or tells what its file lacks.

mod present;
mod target;

use std::fs;
use std::io;
use std::path::Path;

use retold_codegen::emit::rust::scaffold::{self, Scaffold as Code};
use retold_codegen::numbers::counted;
use retold_codegen::suggest::nearest;

use crate::arguments::Scaffold;
use crate::command::judged_schemas;
use crate::output;
use crate::shown;
use crate::status::Status;
use crate::terminal::{Failure, Terminal};
use target::Target;

/// Writes the file, or prints what is missing in it.
pub(super) fn run(arguments: &Scaffold, terminal: &mut Terminal) -> Status {
    let Some((project, judged)) = judged_schemas(arguments.schemas.schemas.as_deref(), terminal) else {
        return Status::CouldNotLook;
    };
    let Some(compiled) = &judged.compiled else { return Status::CouldNotLook };
    let result = Target::new(arguments, &project).and_then(|target| {
        let aggregates = scaffold::all(compiled, &target.module);
        let code = find(&aggregates, &arguments.aggregate)?;
        write(code, &target.file(code), terminal)
    });
    result.unwrap_or_else(|failure| {
        terminal.failure(&failure);
        Status::CouldNotLook
    })
}

/// The aggregate with this name: with its context, or without where that is enough.
fn find<'c>(aggregates: &'c [Code], wanted: &str) -> Result<&'c Code, Failure> {
    let bare = |code: &Code| code.subject.rsplit('.').next().unwrap_or_default().to_owned();
    if let Some(code) = aggregates.iter().find(|code| code.subject == wanted) {
        return Ok(code);
    }
    let found: Vec<&Code> = aggregates.iter().filter(|code| bare(code) == wanted).collect();
    if let [code] = found.as_slice() {
        return Ok(code);
    }
    let listed =
        |codes: &[&Code]| codes.iter().map(|code| format!("`{}`", code.subject)).collect::<Vec<_>>().join(", ");
    if !found.is_empty() {
        let message = format!("several aggregates are called `{}`", shown::escaped(wanted));
        return Err(Failure::new(message).with_help(format!("name one of {}", listed(&found))));
    }
    let failure = Failure::new(format!("there is no aggregate `{}`", shown::escaped(wanted)));
    if aggregates.is_empty() {
        return Err(failure.with_help("a file of the schemas describes one where it has `aggregate: Name`"));
    }
    let bares: Vec<String> = aggregates.iter().map(bare).collect();
    let names = aggregates.iter().map(|code| code.subject.as_str()).chain(bares.iter().map(String::as_str));
    let all: Vec<&Code> = aggregates.iter().collect();
    Err(match nearest(wanted, names) {
        Some(nearest) => failure.with_help(format!("did you mean `retold scaffold {nearest}`?")),
        None => failure.with_help(format!("the aggregates are {}", listed(&all))),
    })
}

fn write(code: &Code, path: &Path, terminal: &mut Terminal) -> Result<Status, Failure> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(tell(code, path, &text, terminal)),
        Err(error) if error.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(path).is_err() => {
            output::create(path, code.file().as_bytes())?;
            let shown = shown::path(path);
            terminal.message(&format!("wrote {shown}"));
            let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            terminal.message(&format!(
                "\nTo use it, add `pub mod {name};` to your crate. Its tests need the feature `testing`:\n\n    \
                 cargo add --dev retold --features testing"
            ));
            Ok(Status::Done)
        }
        Err(error) => Err(Failure::new(format!("cannot read `{}`: {error}", shown::path(path)))),
    }
}

/// What a file lacks.
fn tell(code: &Code, path: &Path, text: &str, terminal: &mut Terminal) -> Status {
    let shown = shown::path(path);
    let functions = present::functions(text);
    let is_method = |name: &&str| name.starts_with("handle_") || name.starts_with("apply_");
    let left: Vec<&str> = functions
        .iter()
        .copied()
        .filter(is_method)
        .filter(|name| code.method_names().all(|method| method != *name))
        .collect();
    for name in left {
        terminal.message(&format!("`{}` in {shown} is no method of `{}` any more", shown::escaped(name), code.subject));
    }
    let Some(missing) = code.missing(&functions, |name| present::mentions(text, name)) else {
        terminal.message(&format!(
            "{shown} has every method of `{}`: nothing is new, and it is left as it is",
            code.subject
        ));
        return Status::Done;
    };
    terminal.result(&missing);
    let count = code.method_names().filter(|name| !functions.contains(name)).count();
    let failure = format!("{shown} lacks {} of `{}`", counted(count, "method", "methods"), code.subject);
    terminal.failure(&Failure::new(failure).with_help("paste what was printed; the file is left as it is"));
    Status::Wrong
}
