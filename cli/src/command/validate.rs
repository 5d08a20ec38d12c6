//! `retold validate`: recorded events beside the schemas, in constant memory and on every core.

mod chunks;
mod document;
mod files;
mod finding;
mod report;
#[cfg(feature = "stores")]
mod stored;
mod table;
mod tally;

use std::path::Path;

use retold_codegen::payload::Payloads;

use crate::arguments::{Format, Validate};
use crate::command::judged_schemas;
use crate::status::Status;
use crate::terminal::{Failure, Terminal};
pub(super) use document::Document;
use report::Report;

/// Validates the files.
pub(super) fn run(arguments: &Validate, terminal: &mut Terminal) -> Status {
    if let Some(failure) = twice_standard_input(arguments) {
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
    #[cfg(feature = "stores")]
    if !is_standard_input(path) && crate::stores::is_store(path) {
        return stored::validate(path, payloads, report, terminal);
    }
    files::validate(path, payloads, report, terminal)
}

fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn twice_standard_input(arguments: &Validate) -> Option<Failure> {
    let named = arguments.files.iter().chain(&arguments.schemas.schemas);
    (named.filter(|path| is_standard_input(path)).count() > 1)
        .then(|| Failure::new("standard input can be read once").with_help("`-` may stand in one place only"))
}
