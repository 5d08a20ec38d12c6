//! Findings as JSON, one for one as people see them: the document of `--format json`.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Counts;
use crate::evolution::{Order, Read, Row};
use crate::recorded::Recorded;
use crate::source::{Place, Sources};

use super::lines::Lines;
use super::{Diagnostic, Severity, by_place};

/// The document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "meta-schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// The program: `retold`.
    pub tool: String,
    /// The version of the program.
    pub version: String,
    /// What the evolution is judged by: `backward`, `forward` or `full`.
    #[cfg_attr(feature = "meta-schema", schemars(extend("enum" = ["backward", "forward", "full", null])))]
    pub mode: Option<String>,
    /// What the schemas were compared with; null if with nothing.
    pub against: Option<String>,
    /// How much was looked at.
    pub checked: Checked,
    /// How many findings there are.
    pub summary: Summary,
    /// The findings, in the order of their files and places.
    pub findings: Vec<Finding>,
    /// Every version that either schema set has, and how it is read now; absent if compared with nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matrix: Option<Vec<MatrixRow>>,
    /// What has to be deployed first, everywhere; absent if compared with nothing, and its lists empty if any order will
    /// do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployment: Option<Deployment>,
    /// What was really recorded, by name and version; absent if the schemas were held against no recorded events.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded: Option<Recorded>,
}

/// What has to be deployed before what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "meta-schema", derive(schemars::JsonSchema))]
pub struct Deployment {
    /// Events whose readers come first, and then what writes them.
    pub readers_first: Vec<String>,
    /// Commands and queries whose services come first, and then what sends them.
    pub services_first: Vec<String>,
    /// Answers, views and rejections whose clients come first, and then what answers them.
    pub clients_first: Vec<String>,
}

impl From<&Order> for Deployment {
    fn from(order: &Order) -> Self {
        let list = |subjects: &BTreeSet<String>| subjects.iter().cloned().collect();
        Self {
            readers_first: list(&order.readers_first),
            services_first: list(&order.services_first),
            clients_first: list(&order.clients_first),
        }
    }
}

/// A version of an event, command or query, and how it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "meta-schema", derive(schemars::JsonSchema))]
pub struct MatrixRow {
    /// `event`, `command` or `query`.
    pub kind: String,
    /// The definition, such as `shop.ItemAdded`.
    pub subject: String,
    /// The version.
    pub version: u32,
    /// `as-it-is`, `derived` (by derived steps), `functions`, `becomes` (other events), `retired`, or `not`.
    pub read: String,
    /// The functions that read it; absent if there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub functions: Vec<String>,
    /// The events that it becomes; absent if it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub into: Option<Vec<String>>,
}

impl From<&Row> for MatrixRow {
    fn from(row: &Row) -> Self {
        let (functions, into) = match &row.read {
            Read::Functions(functions) => (functions.clone(), None),
            Read::Becomes(into) => (Vec::new(), Some(into.clone())),
            Read::AsItIs | Read::Derived | Read::Retired | Read::Not => (Vec::new(), None),
        };
        Self {
            kind: row.kind.to_owned(),
            subject: row.subject.clone(),
            version: row.version,
            read: row.read.word().to_owned(),
            functions,
            into,
        }
    }
}

/// How many files and definitions were looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "meta-schema", derive(schemars::JsonSchema))]
pub struct Checked {
    /// Schema files.
    pub files: usize,
    /// Events.
    pub events: usize,
    /// Commands.
    pub commands: usize,
    /// Queries.
    pub queries: usize,
    /// Records.
    pub records: usize,
    /// Unions.
    pub unions: usize,
}

impl From<Counts> for Checked {
    fn from(counts: Counts) -> Self {
        let Counts { files, events, commands, queries, records, unions } = counts;
        Self { files, events, commands, queries, records, unions }
    }
}

/// How many findings there are of each severity; an allowed one counts as allowed alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "meta-schema", derive(schemars::JsonSchema))]
pub struct Summary {
    /// Errors: with one of them the run fails.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
    /// Findings that are allowed with a reason.
    pub allowed: usize,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "meta-schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// The id of the rule, such as `field-added-required`.
    pub rule: String,
    /// `error`, `warning` or `note`.
    #[cfg_attr(feature = "meta-schema", schemars(extend("enum" = ["error", "warning", "note"])))]
    pub severity: String,
    /// Which side breaks, `backward` or `forward`; null for a finding about one schema set.
    #[cfg_attr(feature = "meta-schema", schemars(extend("enum" = ["backward", "forward", null])))]
    pub direction: Option<String>,
    /// The definition, such as `shop.ItemAdded`; null if the finding is about none.
    pub subject: Option<String>,
    /// The version of the definition; null if the finding is about none.
    pub version: Option<u32>,
    /// The JSON path in the body, such as `$.unit_price`; null if the finding is about none.
    pub path: Option<String>,
    /// The file; null, with line and columns, if the finding is about none.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: Option<u32>,
    /// The column in characters, from 1.
    pub column: Option<u32>,
    /// The line of the end.
    pub end_line: Option<u32>,
    /// The column behind the last character.
    pub end_column: Option<u32>,
    /// What is wrong.
    pub message: String,
    /// What to do, one line for each way; null if there is nothing to say.
    pub help: Option<String>,
    /// The shortest value that shows the problem.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<Value>,
    /// What the witness read as before the change, where it reads as something else now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reads_before: Option<Value>,
    /// What it reads as now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reads_after: Option<Value>,
    /// Other places that explain it.
    pub also: Vec<Also>,
    /// Rule, subject, version and path: what keys the allow list.
    pub fingerprint: String,
    /// The reason why it is allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowed: Option<String>,
}

/// A second place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "meta-schema", derive(schemars::JsonSchema))]
pub struct Also {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// What stands there.
    pub label: String,
    /// The revision that the file is read from; absent for a file as it is now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<String>,
}

impl Also {
    /// What stands where, in words: `written by this: main:schemas/shop/cart.yaml:12`.
    pub(super) fn described(&self) -> String {
        let Also { file, line, label, revision, .. } = self;
        let revision = revision.as_ref().map(|revision| format!("{revision}:")).unwrap_or_default();
        format!("{label}: {revision}{file}:{line}")
    }
}

/// What a report says beside its findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run<'a> {
    /// The version of the program.
    pub version: &'a str,
    /// What the evolution is judged by.
    pub mode: Option<&'a str>,
    /// What the schemas were compared with.
    pub against: Option<&'a str>,
    /// How much was looked at.
    pub checked: Checked,
    /// How every version is read, if the schemas were compared.
    pub matrix: Option<&'a [Row]>,
    /// What has to be deployed before what, if the schemas were compared.
    pub order: Option<&'a Order>,
    /// What was recorded, if the schemas were held against it.
    pub recorded: Option<&'a Recorded>,
}

/// The document of a run: its findings, each with the reason why it is allowed, if it is.
#[must_use]
pub fn report<'a>(
    run: &Run<'_>,
    findings: impl IntoIterator<Item = (&'a Diagnostic, Option<&'a str>)>,
    sources: &Sources,
) -> Report {
    let mut findings: Vec<_> = findings.into_iter().collect();
    findings.sort_by(|(left, _), (right, _)| by_place(left, right));
    let lines = Lines::new(sources, findings.iter().flat_map(|(finding, _)| finding.places()));
    let mut summary = Summary::default();
    for (finding, allowed) in &findings {
        *match (allowed, finding.severity()) {
            (Some(_), _) => &mut summary.allowed,
            (None, Severity::Error) => &mut summary.errors,
            (None, Severity::Warning) => &mut summary.warnings,
            (None, Severity::Note) => &mut summary.notes,
        } += 1;
    }
    Report {
        tool: "retold".to_owned(),
        version: run.version.to_owned(),
        mode: run.mode.map(str::to_owned),
        against: run.against.map(str::to_owned),
        checked: run.checked,
        summary,
        findings: findings.into_iter().map(|(finding, allowed)| one(finding, allowed, &lines)).collect(),
        matrix: run.matrix.map(|rows| rows.iter().map(MatrixRow::from).collect()),
        deployment: run.order.map(Deployment::from),
        recorded: run.recorded.cloned(),
    }
}

fn one(finding: &Diagnostic, allowed: Option<&str>, lines: &Lines<'_>) -> Finding {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let ends = finding.place.map(|place| lines.line_columns(place));
    Finding {
        rule: finding.rule.id.to_owned(),
        severity: finding.severity().word().to_owned(),
        direction: finding.direction.map(|direction| direction.word().to_owned()),
        subject: some(&finding.subject),
        version: finding.version,
        path: some(&finding.path),
        file: finding.place.map(|place| lines.path(place.file).to_owned()),
        line: ends.map(|(start, _)| start.line),
        column: ends.map(|(start, _)| start.column),
        end_line: ends.map(|(_, end)| end.line),
        end_column: ends.map(|(_, end)| end.column),
        message: finding.message.clone(),
        help: some(&finding.help.join("\n")),
        witness: finding.witness.clone(),
        reads_before: finding.readings.as_ref().map(|readings| readings.before.clone()),
        reads_after: finding.readings.as_ref().map(|readings| readings.after.clone()),
        also: finding.also.iter().map(|also| second(also.place, &also.label, lines)).collect(),
        fingerprint: finding.fingerprint(),
        allowed: allowed.map(str::to_owned),
    }
}

fn second(place: Place, label: &str, lines: &Lines<'_>) -> Also {
    let (start, _) = lines.line_columns(place);
    Also {
        file: lines.path(place.file).to_owned(),
        line: start.line,
        column: start.column,
        label: label.to_owned(),
        revision: lines.revision(place.file).map(str::to_owned),
    }
}
