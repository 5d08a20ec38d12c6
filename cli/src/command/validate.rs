//! `retold validate`: recorded events beside the schemas, in constant memory and on every core.

mod document;
mod judge;
mod report;
mod table;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use retold_codegen::payload::Payloads;

use crate::arguments::{Format, Validate};
use crate::command::judged_schemas;
use crate::history::{History, twice_standard_input};
use crate::status::Status;
use crate::terminal::{Failure, Terminal};
pub(super) use document::Document;
use report::Report;

/// Validates the files.
pub(super) fn run(arguments: &Validate, terminal: &mut Terminal) -> Status {
    if let Some(failure) =
        twice_standard_input(arguments.files.iter().chain(&arguments.schemas.schemas).map(PathBuf::as_path))
    {
        terminal.failure(&failure);
        return Status::CouldNotLook;
    }
    let Some((_, judged)) = judged_schemas(arguments.schemas.schemas.as_deref(), terminal) else {
        return Status::CouldNotLook;
    };
    let Some(compiled) = &judged.compiled else { return Status::CouldNotLook };
    let payloads = Payloads::new(&compiled.set);
    let mut report = Report::new(arguments);
    let mut status = Status::Done;
    for file in &arguments.files {
        if let Err(failure) = validate(file, &payloads, &mut report, terminal) {
            terminal.failure(&failure);
            status = Status::CouldNotLook;
        }
        if report.is_done(terminal) {
            break;
        }
    }
    match arguments.format {
        Format::Human => terminal.result(&report.table()),
        Format::Json => terminal.document(report.json()),
    }
    terminal.message(&report.summary());
    status.max(report.status())
}

/// Validates a file of lines, or a store.
fn validate(path: &Path, payloads: &Payloads<'_>, report: &mut Report, terminal: &mut Terminal) -> Result<(), Failure> {
    let history = History::open(path)?;
    report.begin(&history);
    let shown = report.shown();
    history.for_each(
        terminal,
        |piece| judge::judge(piece, payloads, shown),
        |outcome, terminal, progress| {
            report.add(outcome, terminal, progress);
            if report.is_done(terminal) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        },
    )
}
