//! `retold bump`: the next version of a definition, as a copy to edit.

use retold_codegen::edit::{self, Bump as Bumped, Spread, User};

use crate::arguments::Bump;
use crate::command::judged_schemas;
use crate::edited;
use crate::status::Status;
use crate::terminal::{Failure, Terminal};

/// How a difference says where the new text comes from.
const MADE: &str = "as `retold bump` makes it";

/// Writes the new version, and the pins that it needs.
pub(super) fn run(arguments: &Bump, terminal: &mut Terminal) -> Status {
    let named = arguments.schemas.schemas.as_deref();
    let Some((project, judged)) = judged_schemas(named, terminal) else { return Status::CouldNotLook };
    let Some(compiled) = &judged.compiled else { return Status::CouldNotLook };
    let spread = match (arguments.all, arguments.into.as_slice()) {
        (true, _) => Spread::All,
        (false, []) => Spread::None,
        (false, names) => Spread::Into(names),
    };
    let result = edited::location(&project, named).and_then(|_| {
        let bumped = edit::bump(&judged.sources, compiled, &arguments.name, spread)
            .map_err(|refusal| edited::refused(refusal, terminal))?;
        let files = edited::rewritten(&project, named, &judged.sources, &bumped.sources)?;
        if arguments.dry_run {
            edited::show(&files, MADE, terminal);
        } else {
            edited::write(&files, terminal)?;
        }
        tell(&bumped, terminal);
        Ok::<(), Failure>(())
    });
    match result {
        Ok(()) => Status::Done,
        Err(failure) => {
            terminal.failure(&failure);
            Status::CouldNotLook
        }
    }
}

/// What was made, what was pinned, and who could use it.
fn tell(bumped: &Bumped, terminal: &mut Terminal) {
    for made in &bumped.made {
        let (start, _) = bumped.sources.line_columns(made.place);
        let file = &bumped.sources.file(made.place.file).shown;
        let before = made.version - 1;
        terminal.message(&format!(
            "{} v{}: a copy of v{before} to edit, at {file}:{}:{}",
            made.subject, made.version, start.line, start.column
        ));
    }
    let mut pinned: Vec<String> = Vec::new();
    for pin in &bumped.pinned {
        let body = pin.version.map(|version| format!(" v{version}")).unwrap_or_default();
        pinned.push(format!("{}{body}", pin.subject));
    }
    pinned.dedup();
    if let Some(line) = list("pinned to the version that they always meant: ", &pinned, terminal.is_verbose()) {
        terminal.message(&line);
    }
    let Some(first) = bumped.made.first() else { return };
    let mut moved: Vec<String> = bumped.moved.iter().map(|moved| moved.subject.clone()).collect();
    moved.dedup();
    let start = format!("moved to v{} of {}: ", first.version, first.subject);
    if let Some(line) = list(&start, &moved, terminal.is_verbose()) {
        terminal.message(&line);
    }
    let (versioned, others): (Vec<&User>, Vec<&User>) = bumped.users.iter().partition(|user| user.version.is_some());
    if !versioned.is_empty() {
        let names: Vec<String> = versioned.iter().map(|user| user.subject.clone()).collect();
        let start = format!(
            "who wants v{} of {} needs a new version, too (`--into NAME`, `--all`): ",
            first.version, first.subject
        );
        if let Some(line) = list(&start, &names, terminal.is_verbose()) {
            terminal.message(&line);
        }
    }
    if !others.is_empty() {
        let names: Vec<String> = others.iter().map(|user| user.subject.clone()).collect();
        let start = "without versions, and as they were (`--into NAME`): ";
        if let Some(line) = list(start, &names, terminal.is_verbose()) {
            terminal.message(&line);
        }
    }
}

/// The names in one line, so many as a person reads.
fn list(start: &str, names: &[String], all: bool) -> Option<String> {
    const MOST: usize = 8;
    if names.is_empty() {
        return None;
    }
    let shown = if all { names.len() } else { names.len().min(MOST) };
    let more = match names.len() - shown {
        0 => String::new(),
        more => format!(" and {more} more (`-v` names them)"),
    };
    Some(format!("{start}{}{more}", names[..shown].join(", ")))
}
