//! `retold check --fix`: what needs no person is mended before the check: the difference is shown, a person at a terminal
//! is asked, and then it is written.

use std::io::{self, BufRead, IsTerminal, Write};

use retold_codegen::diagnostic::Diagnostic;
use retold_codegen::edit::{Mended, fix};
use retold_codegen::evolution::{self, Options};
use retold_codegen::numbers::counted;
use retold_codegen::source::Sources;
use retold_codegen::{Compiled, compile};

use crate::arguments::{Check, Report};
use crate::baseline;
use crate::config::{Mode, Project};
use crate::edited;
use crate::output::Rewritten;
use crate::schemas;
use crate::terminal::{Failure, Terminal};

/// How a difference says where the new text comes from.
const MADE: &str = "as `retold check --fix` mends it";

/// Mends what can be mended without a person.
pub(super) fn run(
    arguments: &Check,
    project: &Project,
    base: Option<&str>,
    mode: Mode,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let named = arguments.schemas.schemas.as_deref();
    let location = edited::location(project, named)?;
    let sources = schemas::read(&location).sources;
    let before = base.map(|base| baseline::read(base, project, named, terminal)).transpose()?;
    let options = Options { mode, frozen: project.config.check.frozen };
    let is_allowed = |finding: &Diagnostic| project.config.check.allow.iter().any(|allow| allow.covers(finding));
    let fixed = fix(&sources, |sources| {
        let mut findings = judge(sources, before.as_ref().map(|before| &before.compiled), options);
        findings.retain(|finding| !is_allowed(finding));
        findings
    });
    let files = edited::rewritten(project, named, &sources, &fixed.sources)?;
    if files.is_empty() {
        terminal.message("nothing to mend without a person");
        return Ok(());
    }
    show(&files, arguments.format, terminal);
    if !arguments.yes && asks() && !is_wanted(&fixed.mended) {
        terminal.message("nothing was written");
        return Ok(());
    }
    edited::write(&files, terminal)?;
    terminal.message(&format!("mended {}", listed(&fixed.mended)));
    Ok(())
}

/// The findings of schemas, by themselves and beside the base.
fn judge(sources: &Sources, before: Option<&Compiled>, options: Options) -> Vec<Diagnostic> {
    let outcome = compile(sources);
    let mut findings = outcome.diagnostics;
    if let (Some(before), Some(after)) = (before, &outcome.compiled) {
        // Places of the base are none of these files, and none of them is mended.
        let files = u32::try_from(sources.len()).unwrap_or(u32::MAX);
        findings.extend(evolution::judge(before, files, after, options).findings);
    }
    findings
}

/// The difference goes where the findings go, unless a program reads those.
fn show(files: &[Rewritten], format: Report, terminal: &mut Terminal) {
    match format {
        Report::Human => edited::show(files, MADE, terminal),
        Report::Json | Report::Github | Report::Gitlab | Report::Sarif | Report::Junit | Report::Markdown => {
            for file in files {
                terminal.message(file.difference(MADE).trim_end());
            }
        }
    }
}

/// Whether there is somebody to ask.
fn asks() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks whether to write.
fn is_wanted(mended: &[Mended]) -> bool {
    let _ = write!(io::stderr(), "mend {}? [y/N] ", listed(mended));
    let mut answer = String::new();
    let _ = io::stdin().lock().read_line(&mut answer);
    matches!(answer.trim(), "y" | "Y" | "yes" | "Yes")
}

fn listed(mended: &[Mended]) -> String {
    let all: Vec<String> = mended
        .iter()
        .map(|mended| format!("{} of {}", counted(mended.count, "finding", "findings"), mended.rule.id))
        .collect();
    all.join(", ")
}
