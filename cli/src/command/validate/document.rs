//! A run as one JSON document.

use serde::Serialize;

use super::finding::{Finding, Problem};
use super::tally::Tally;

/// The document.
pub(super) fn text(
    checked: Checked,
    summary: Summary,
    tally: &Tally,
    findings: &[Listed],
) -> serde_json::Result<String> {
    let counts = tally.rows().map(|(name, version, count)| Counted {
        name,
        version,
        recorded: count.events,
        wrong: count.wrong,
        known: count.known,
    });
    let document = Document {
        tool: "retold",
        version: env!("CARGO_PKG_VERSION"),
        checked,
        summary,
        counts: counts.collect(),
        findings,
    };
    serde_json::to_string_pretty(&document).map(|text| text + "\n")
}

#[derive(Debug, Serialize)]
struct Document<'a> {
    tool: &'static str,
    version: &'static str,
    checked: Checked,
    summary: Summary,
    counts: Vec<Counted<'a>>,
    findings: &'a [Listed],
}

#[derive(Debug, Serialize)]
pub(super) struct Checked {
    pub(super) files: usize,
    pub(super) lines: u64,
    pub(super) bytes: u64,
    pub(super) events: u64,
}

#[derive(Debug, Serialize)]
pub(super) struct Summary {
    /// Events and lines that are wrong, shown or not.
    pub(super) wrong: u64,
    /// Of them, lines that are no recorded events.
    pub(super) no_events: u64,
    /// Events of so many different unknown names that they are not among the counts.
    pub(super) of_other_names: u64,
    /// How many findings the document has.
    pub(super) shown: usize,
}

#[derive(Debug, Serialize)]
struct Counted<'a> {
    name: &'a str,
    version: u32,
    recorded: u64,
    wrong: u64,
    known: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct Listed {
    file: String,
    line: Option<u64>,
    name: Option<String>,
    version: Option<u32>,
    stream: Option<String>,
    position: Option<u64>,
    problem: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    misfits: Vec<ListedMisfit>,
}

#[derive(Debug, Serialize)]
struct ListedMisfit {
    path: String,
    message: String,
}

impl Listed {
    pub(super) fn new(file: &str, before: u64, finding: Finding) -> Self {
        let problem = finding.problem.kind();
        let (message, misfits) = match finding.problem {
            Problem::NoEvent(message)
            | Problem::UnknownName(message)
            | Problem::UnknownVersion(message)
            | Problem::Beside(message) => (Some(message), Vec::new()),
            Problem::Payload(misfits) => (None, misfits),
        };
        let misfits = misfits.into_iter().map(|misfit| ListedMisfit { path: misfit.path, message: misfit.message });
        let line = (finding.line > 0).then(|| before + finding.line);
        let (name, version, stream, position) = match finding.event {
            None => (None, None, None, None),
            Some(event) => (Some(event.name), Some(event.version), event.stream, event.position),
        };
        let misfits = misfits.collect();
        Self { file: file.to_owned(), line, name, version, stream, position, problem, message, misfits }
    }
}
