//! A run as one JSON document.

use schemars::JsonSchema;
use serde::Serialize;

use crate::history::finding::{Finding, Problem};
use crate::history::tally::Tally;

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

/// The document of `validate`: what recorded events were read, and what is wrong with them.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::command) struct Document<'a> {
    /// The program: `retold`.
    tool: &'static str,
    /// The version of the program.
    version: &'static str,
    /// How much was looked at.
    checked: Checked,
    /// How much is wrong.
    summary: Summary,
    /// What was recorded, by name and version.
    counts: Vec<Counted<'a>>,
    /// What is wrong, as far as it is shown, in the order of the files.
    findings: &'a [Listed],
}

/// How much was looked at.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Checked {
    /// Files and stores.
    pub(super) files: usize,
    /// Lines, blank ones included; none of a store.
    pub(super) lines: u64,
    /// Bytes; none of a store.
    pub(super) bytes: u64,
    /// Recorded events.
    pub(super) events: u64,
}

/// How much is wrong.
#[derive(Debug, Serialize, JsonSchema)]
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

/// The events of one name and version.
#[derive(Debug, Serialize, JsonSchema)]
struct Counted<'a> {
    /// The name on the wire.
    name: &'a str,
    /// The version.
    version: u32,
    /// How many there are.
    recorded: u64,
    /// How many of them are wrong.
    wrong: u64,
    /// Whether the schemas have this version.
    known: bool,
}

/// An event, or a line that is none, that is not as the schemas say.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Listed {
    /// The file or store.
    file: String,
    /// The line, from 1; null in a store.
    line: Option<u64>,
    /// The name on the wire; null where the line is no recorded event.
    name: Option<String>,
    /// The version; null where the line is no recorded event.
    version: Option<u32>,
    /// The stream, if it is known.
    stream: Option<String>,
    /// The position in the store, if it is known.
    position: Option<u64>,
    /// What is wrong: the line is no recorded event, nothing has its name, or its version, the payload is not what the
    /// version reads, or what stands beside the payload cannot be read.
    #[schemars(extend("enum" = ["no-event", "unknown-name", "unknown-version", "payload", "metadata"]))]
    problem: &'static str,
    /// What is wrong, in words; absent for a payload.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    /// The places of the payload that are wrong, the first few; absent for anything else.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    misfits: Vec<ListedMisfit>,
}

/// A place of a payload that is wrong.
#[derive(Debug, Serialize, JsonSchema)]
struct ListedMisfit {
    /// The JSON path in the payload, such as `$.lines[0].sku`.
    path: String,
    /// What is wrong there.
    message: String,
}

impl Listed {
    pub(super) fn new(file: &str, finding: Finding) -> Self {
        let problem = finding.problem.kind();
        let (message, misfits) = match finding.problem {
            Problem::NoEvent(message)
            | Problem::UnknownName(message)
            | Problem::UnknownVersion(message)
            | Problem::Beside(message) => (Some(message), Vec::new()),
            Problem::Payload(misfits) => (None, misfits),
        };
        let misfits = misfits.into_iter().map(|misfit| ListedMisfit { path: misfit.path, message: misfit.message });
        let line = (finding.line > 0).then_some(finding.line);
        let (name, version, stream, position) = match finding.event {
            None => (None, None, None, None),
            Some(event) => (Some(event.name), Some(event.version), event.stream, event.position),
        };
        let misfits = misfits.collect();
        Self { file: file.to_owned(), line, name, version, stream, position, problem, message, misfits }
    }
}
