//! Printing findings, for people or as one JSON document.

use retold_codegen::diagnostic::json::{Checked, Report, Run, report};
use retold_codegen::diagnostic::{Diagnostic, github, gitlab, human as people, junit, markdown, sarif};
use schemars::JsonSchema;
use serde::Serialize;

use crate::arguments;
use crate::config::{Mode, lines_for};
use crate::judged::Judged;
use crate::terminal::Terminal;

/// The findings with the lines of the schema, in the manner of rustc; empty if there are none. Allowed ones are left
/// out: a person has seen them.
pub(crate) fn human(judged: &Judged, color: bool) -> String {
    people::render(&counting(judged).cloned().collect::<Vec<_>>(), &judged.sources, color)
}

/// The same, with the lines of `retold.toml` that would allow each finding.
fn human_with_ways_to_allow(judged: &Judged, color: bool) -> String {
    let with_way = |finding: &Diagnostic| match lines_for(finding) {
        Some(lines) => finding.clone().with_help(format!("to allow it, say why in retold.toml:\n{lines}")),
        None => finding.clone(),
    };
    people::render(&counting(judged).map(with_way).collect::<Vec<_>>(), &judged.sources, color)
}

/// The findings that are not allowed.
fn counting(judged: &Judged) -> impl Iterator<Item = &Diagnostic> {
    judged.findings.iter().filter(|finding| finding.allowed.is_none()).map(|finding| &finding.diagnostic)
}

/// A generated file and its state, in the document of `generate`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FileState {
    /// The output it belongs to, such as `rust`.
    pub(crate) output: &'static str,
    /// Where it is, or would be.
    pub(crate) path: String,
    /// What was done: `created`, `updated`, `removed`; or, with `--check`, what would have to be done: `missing`,
    /// `stale`, `orphaned`.
    #[schemars(extend("enum" = ["created", "updated", "removed", "missing", "stale", "orphaned"]))]
    pub(crate) state: &'static str,
}

/// The document of `generate`: that of `check`, and the files.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct WithFiles<'a> {
    #[serde(flatten)]
    report: Report,
    /// The files that were written or removed, or that would have to be.
    files: &'a [FileState],
}

/// Prints the findings of a check as its result.
pub(crate) fn print(judged: &Judged, format: arguments::Report, mode: Mode, terminal: &mut Terminal) {
    let report = || report_of(judged, mode);
    match format {
        arguments::Report::Human => {
            let human = if terminal.is_verbose() { human_with_ways_to_allow } else { human };
            terminal.result(&human(judged, terminal.colors_results()));
        }
        arguments::Report::Json => terminal.document(json(judged, mode)),
        arguments::Report::Github => terminal.result(&github::render(&report())),
        arguments::Report::Gitlab => terminal.document(gitlab::render(&report())),
        arguments::Report::Sarif => terminal.document(sarif::render(&report())),
        arguments::Report::Junit => terminal.result(&junit::render(&report())),
        arguments::Report::Markdown => terminal.result(&markdown::render(&report())),
    }
}

/// The findings as one JSON document.
pub(crate) fn json(judged: &Judged, mode: Mode) -> serde_json::Result<String> {
    document(&report_of(judged, mode))
}

/// The findings and the files as one JSON document.
pub(crate) fn json_with_files(judged: &Judged, mode: Mode, files: &[FileState]) -> serde_json::Result<String> {
    document(&WithFiles { report: report_of(judged, mode), files })
}

fn document(value: &impl Serialize) -> serde_json::Result<String> {
    serde_json::to_string_pretty(value).map(|text| text + "\n")
}

fn report_of(judged: &Judged, mode: Mode) -> Report {
    let run = Run {
        version: env!("CARGO_PKG_VERSION"),
        mode: Some(mode.word()),
        against: judged.compared.as_ref().map(|compared| compared.base.as_str()),
        order: judged.compared.as_ref().map(|compared| &compared.order),
        matrix: judged.compared.as_ref().map(|compared| compared.matrix.as_slice()),
        recorded: judged.recorded.as_ref(),
        checked: Checked::from(judged.counts),
    };
    let findings = judged.findings.iter().map(|finding| (&finding.diagnostic, finding.allowed.as_deref()));
    report(&run, findings, &judged.sources)
}
