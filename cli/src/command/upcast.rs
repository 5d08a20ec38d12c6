//! `retold upcast`: recorded events, rewritten to their current version as far as derived steps go.

mod output;
mod rewrite;
mod told;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use retold_codegen::payload::Payloads;
use retold_codegen::reads_as;

use crate::arguments::{Unreadable, Upcast};
use crate::command::judged_schemas;
use crate::history::{History, twice_standard_input};
use crate::progress::Progress;
use crate::status::Status;
use crate::terminal::{Failure, Terminal};
use output::Output;
use rewrite::{Outcome, Rewriter};
use told::Told;

/// Rewrites the files.
pub(super) fn run(arguments: &Upcast, terminal: &mut Terminal) -> Status {
    match rewrite(arguments, terminal) {
        Ok(status) => status,
        Err(failure) => {
            terminal.failure(&failure);
            Status::CouldNotLook
        }
    }
}

fn rewrite(arguments: &Upcast, terminal: &mut Terminal) -> Result<Status, Failure> {
    if let Some(failure) =
        twice_standard_input(arguments.files.iter().chain(&arguments.schemas.schemas).map(PathBuf::as_path))
    {
        return Err(failure);
    }
    let Some((_, judged)) = judged_schemas(arguments.schemas.schemas.as_deref(), terminal) else {
        return Ok(Status::CouldNotLook);
    };
    let Some(compiled) = &judged.compiled else { return Ok(Status::CouldNotLook) };
    let rewriter = Rewriter {
        set: &compiled.set,
        plans: &compiled.plans,
        payloads: Payloads::new(&compiled.set),
        reads_as: reads_as(compiled),
        unreadable: arguments.unreadable,
    };
    let mut output = Output::open(arguments.out.as_deref())?;
    let mut told = Told::new(arguments);
    for file in &arguments.files {
        one(file, &rewriter, &mut output, &mut told, terminal)?;
        if output.is_closed(terminal) {
            break;
        }
    }
    output.finish()?;
    told.end(terminal);
    Ok(told.status())
}

/// Rewrites one file or store.
fn one(
    path: &Path,
    rewriter: &Rewriter<'_>,
    output: &mut Output,
    told: &mut Told,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let history = History::open(path)?;
    told.begin(&history.name);
    let shown = told.room();
    let mut failure = None;
    let mut take = |outcome: Outcome, terminal: &mut Terminal, progress: &Progress| {
        let written = output.write(&outcome.lines, terminal, progress);
        let stopped = told.add(outcome, terminal, progress);
        failure = written.err().or(stopped);
        if failure.is_some() || output.is_closed(terminal) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    history.for_each(terminal, |piece| rewriter.rewrite(piece, shown), &mut take)?;
    failure.map_or(Ok(()), Err)
}

/// What to do about an event that stops the run, in the words of the option.
fn ways_out() -> [String; 2] {
    let option = |value: Unreadable, what: &str| format!("`--unreadable {}` {what}", value.name());
    [
        option(Unreadable::Keep, "writes what cannot be read as it is, and counts it"),
        option(Unreadable::Skip, "leaves it out, and counts it"),
    ]
}
