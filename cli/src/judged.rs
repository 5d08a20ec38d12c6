//! What `check` and `generate` do first: find the project, read its schemas, let codegen judge them, and apply what
//! `retold.toml` allows.

use std::path::{Path, PathBuf};

use retold_codegen::by_hand::ByHand;
use retold_codegen::diagnostic::{Diagnostic, Severity};
use retold_codegen::evolution::{Order, Row};
use retold_codegen::numbers::counted;
use retold_codegen::recorded::Recorded;
use retold_codegen::source::Sources;
use retold_codegen::{Compiled, Counts, compile};

use crate::allowed::{self, Looked};
use crate::config::Project;
use crate::schemas::{self, Location, Schemas};
use crate::status::Status;
use crate::terminal::{Failure, Terminal};

/// A finding, and why it does not count, if it does not.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Finding {
    pub(crate) diagnostic: Diagnostic,
    pub(crate) allowed: Option<String>,
}

impl Finding {
    /// Whether the run fails because of it.
    pub(crate) fn fails(&self) -> bool {
        self.allowed.is_none() && self.diagnostic.severity() == Severity::Error
    }
}

/// A schema set and all that was found in it.
#[derive(Debug)]
pub(crate) struct Judged {
    pub(crate) sources: Sources,
    pub(crate) findings: Vec<Finding>,
    pub(crate) counts: Counts,
    /// Whether all of it, and `retold.toml`, could be read, parsed and resolved, so that every error is a finding.
    pub(crate) resolved: bool,
    /// The schema set, if there is no error in it.
    pub(crate) compiled: Option<Compiled>,
    /// What registries of types written by hand put into the lock.
    pub(crate) by_hand: ByHand,
    /// What it was compared with, if with anything.
    pub(crate) compared: Option<Compared>,
    /// What was recorded, if it was held against recorded events.
    pub(crate) recorded: Option<Recorded>,
}

/// What a schema set was compared with.
#[derive(Debug)]
pub(crate) struct Compared {
    /// The base, as it was asked for.
    pub(crate) base: String,
    /// The same, and what it is.
    pub(crate) shown: String,
    /// Every version ever written, and how it is read.
    pub(crate) matrix: Vec<Row>,
    /// What has to be deployed before what.
    pub(crate) order: Order,
}

/// The project that the current folder belongs to.
pub(crate) fn project(terminal: &mut Terminal) -> Result<Project, Failure> {
    let current = std::env::current_dir().map_err(|error| Failure::new(format!("no current folder: {error}")))?;
    let project = Project::find(&current)?;
    match &project.file {
        Some(file) => terminal.detail(&format!("read {}", file.shown)),
        None => terminal.detail("no retold.toml here or above"),
    }
    Ok(project)
}

/// Where the schemas of a project are; `None` if only a mistake in `retold.toml` says.
pub(crate) fn location(project: &Project, named: Option<&Path>) -> Option<Location> {
    let configured = || project.config.schemas.as_deref().map(|schemas| project.path(schemas));
    Some(match named {
        Some(named) => Location::new(named.to_owned()),
        None => Location::Path(configured()?),
    })
}

/// Reads and judges the schemas by themselves.
pub(crate) fn judge(project: &Project, named: Option<&Path>, terminal: &mut Terminal) -> Judged {
    let mut judged = unsettled(project, named, terminal);
    judged.settle(project, Looked::AtOneSet);
    judged
}

/// The same before [`Judged::settle`], for who finds more.
pub(crate) fn unsettled(project: &Project, named: Option<&Path>, terminal: &mut Terminal) -> Judged {
    let Schemas { sources, findings: mut diagnostics, .. } = match location(project, named) {
        Some(location) => schemas::read(&location),
        None => Schemas::default(),
    };
    for (_, file) in sources.iter() {
        terminal.detail(&format!("read {}", file.shown));
    }
    let outcome = compile(&sources);
    let whole = diagnostics.is_empty() && project.problems.is_empty();
    let resolved = outcome.resolved && whole;
    let compiled = outcome.compiled.filter(|_| whole);
    diagnostics.extend(outcome.diagnostics);
    let findings = diagnostics.into_iter().map(|diagnostic| Finding { diagnostic, allowed: None }).collect();
    let (counts, by_hand) = (outcome.counts, ByHand::default());
    Judged { sources, findings, counts, resolved, compiled, by_hand, compared: None, recorded: None }
}

impl Judged {
    /// Adds what is wrong in `retold.toml`, and applies `[[check.allow]]` once all findings are made. What is wrong with
    /// its entries themselves is found too.
    pub(crate) fn settle(&mut self, project: &Project, looked: Looked) {
        let Some(file) = &project.file else { return };
        let types = self.compiled.as_ref().map(|compiled| project.config.types.problems(&compiled.set));
        let types = types.unwrap_or_default();
        if !types.is_empty() {
            self.compiled = None;
            self.resolved = false;
        }
        let id = self.sources.attach(file.clone());
        let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
        let looked = if self.resolved { Some(looked) } else { None };
        let problems = allowed::apply(&mut self.findings, &project.config.check, looked, today);
        let problems = project.problems.iter().cloned().chain(types).chain(problems);
        let findings = problems.map(|problem| Finding { diagnostic: problem.into_diagnostic(id), allowed: None });
        self.findings.extend(findings);
    }

    /// How a run that only looks ends.
    pub(crate) fn status(&self) -> Status {
        match (self.resolved, self.fails()) {
            (false, _) => Status::CouldNotLook,
            (true, true) => Status::Wrong,
            (true, false) => Status::Done,
        }
    }

    /// Whether a finding fails the run.
    fn fails(&self) -> bool {
        self.findings.iter().any(Finding::fails)
    }

    /// How many findings of a severity count.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        let counts = |finding: &&Finding| finding.allowed.is_none() && finding.diagnostic.severity() == severity;
        self.findings.iter().filter(counts).count()
    }

    /// The summary of a run, in one line.
    pub(crate) fn summary(&self) -> String {
        let Counts { files, events, commands, queries, records, unions } = self.counts;
        let definitions = [
            (events, "event", "events"),
            (commands, "command", "commands"),
            (queries, "query", "queries"),
            (records, "record", "records"),
            (unions, "union", "unions"),
        ];
        let mut parts: Vec<String> = definitions
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| counted(count, one, many))
            .collect();
        parts.insert(0, counted(files, "file", "files"));
        let findings = [
            (self.count(Severity::Error), "error", "errors"),
            (self.count(Severity::Warning), "warning", "warnings"),
            (self.count(Severity::Note), "note", "notes"),
            (self.findings.iter().filter(|finding| finding.allowed.is_some()).count(), "allowed", "allowed"),
        ];
        let found: Vec<String> = findings
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| counted(count, one, many))
            .collect();
        let found = if found.is_empty() { "nothing wrong".to_owned() } else { found.join(", ") };
        format!("checked {}: {found}", parts.join(", "))
    }
}

/// The folders and files whose change makes the result another: for `--watch`.
pub(crate) fn watched(named: Option<&Path>, terminal: &mut Terminal) -> (Option<PathBuf>, PathBuf) {
    let Ok(project) = project(terminal) else { return (named.map(Path::to_owned), PathBuf::new()) };
    let schemas = match location(&project, named) {
        Some(Location::Path(path)) => Some(path),
        Some(Location::StandardInput) | None => None,
    };
    (schemas, project.folder)
}
