//! `retold compat OLD NEW`: two versions of a JSON Schema document against each other.

use std::fmt::Write;
use std::io;
use std::path::Path;

use anstyle::{AnsiColor, Style};
use retold_codegen::compat::{self, Finding, Report, Severity, Unreadable};
use retold_codegen::files::regular_file::{self, Refusal};
use retold_codegen::shape::json_schema::Unlisted;

use crate::arguments::{Compat, Format};
use crate::shown;
use crate::status::Status;
use crate::terminal::{Failure, Terminal};

const ERROR: Style = AnsiColor::BrightRed.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const PLACE: Style = AnsiColor::BrightBlue.on_default().bold();

/// The largest document that is read.
const LARGEST: u64 = 16 << 20;

/// Compares the documents and prints what was found.
pub(super) fn run(arguments: &Compat, terminal: &mut Terminal) -> Status {
    let report = match compared(arguments) {
        Ok(report) => report,
        Err(failure) => {
            terminal.failure(&failure);
            return Status::CouldNotLook;
        }
    };
    match arguments.format {
        Format::Human => terminal.result(&human(&report, arguments)),
        Format::Json => terminal.document(serde_json::to_string_pretty(&report).map(|text| text + "\n")),
    }
    terminal.message(&summary(&report));
    if report.compatible == Some(true) { Status::Done } else { Status::Wrong }
}

fn compared(arguments: &Compat) -> Result<Report, Failure> {
    if is_standard_input(&arguments.old) && is_standard_input(&arguments.new) {
        return Err(Failure::new("only one of the documents can be standard input"));
    }
    let (old, new) = (document(&arguments.old)?, document(&arguments.new)?);
    let mode = arguments.mode.into();
    let unlisted = if arguments.closed { Unlisted::Refused } else { Unlisted::Allowed };
    compat::compare_texts(&old, &new, mode, unlisted).map_err(|unreadable| {
        let (path, problem) = match unreadable {
            Unreadable::Old(problem) => (&arguments.old, problem),
            Unreadable::New(problem) => (&arguments.new, problem),
        };
        Failure::new(format!("`{}` is no JSON Schema: {}", name(path), problem.message))
    })
}

fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn name(path: &Path) -> String {
    if is_standard_input(path) { "<standard input>".to_owned() } else { shown::path(path) }
}

fn document(path: &Path) -> Result<String, Failure> {
    let read = if is_standard_input(path) {
        regular_file::read_at_most(io::stdin().lock(), LARGEST)
    } else {
        regular_file::read(path, LARGEST)
    };
    let name = name(path);
    let bytes = read.map_err(|refusal| {
        Failure::new(match refusal {
            Refusal::Unreadable(error) => format!("cannot read `{name}`: {error}"),
            Refusal::NotAFile(what) => format!("cannot read `{name}`: it is {what}"),
            Refusal::TooLarge => format!("`{name}` is larger than {} MiB", LARGEST >> 20),
        })
    })?;
    let text = String::from_utf8(bytes).map_err(|_| Failure::new(format!("`{name}` is not JSON: it is not UTF-8")))?;
    match serde_json::from_str::<serde::de::IgnoredAny>(&text) {
        Ok(_) => Ok(text),
        Err(error) => Err(Failure::new(format!("`{name}` is not JSON: {error}"))),
    }
}

fn human(report: &Report, arguments: &Compat) -> String {
    let mut text = String::new();
    for finding in &report.findings {
        one(finding, arguments, &mut text);
    }
    text
}

fn one(finding: &Finding, arguments: &Compat, text: &mut String) {
    let (style, word) = match finding.severity {
        Severity::Error => (ERROR, "error"),
        Severity::Warning => (WARNING, "warning"),
    };
    let message = shown::escaped(&finding.message);
    let _ = writeln!(text, "{style}{word}[{}]{style:#}: {message}", finding.rule);
    // Of what is not decided, the place may be in either document.
    let reader = match (&finding.witness, finding.direction) {
        (None, _) => String::new(),
        (Some(_), compat::Mode::Forward) => name(&arguments.old),
        (Some(_), compat::Mode::Backward | compat::Mode::Full) => name(&arguments.new),
    };
    let _ = writeln!(text, "  {PLACE}-->{PLACE:#} {reader}{}", shown::escaped(&finding.place));
    if let Some(witness) = &finding.witness {
        let _ = writeln!(
            text,
            "  {PLACE}={PLACE:#} at `{}` of {}",
            shown::escaped(&finding.path),
            shown::escaped(&witness.to_string())
        );
    }
    text.push('\n');
}

fn summary(report: &Report) -> String {
    let word = report.direction.word();
    let said = match report.compatible {
        Some(true) => "compatible",
        Some(false) => "not compatible",
        None => "not decided",
    };
    match report.findings.len() {
        0 => format!("{said} ({word})"),
        1 => format!("{said} ({word}): 1 finding"),
        count => format!("{said} ({word}): {count} findings"),
    }
}
