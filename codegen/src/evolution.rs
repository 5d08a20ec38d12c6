//! What a change of a schema set breaks (LANGUAGE.md, Evolution): every version that the older set ever wrote is read
//! by the newer one and means the same, and, if that is asked, what the newer one writes is read by what still runs.
//! Each finding has a payload that shows it.

mod answers;
mod bodies;
mod differences;
mod equal;
mod explained;
mod frozen;
mod matrix;
mod names;
mod order;
mod places;
mod readings;
mod same;
mod sides;
mod steps;
mod streams;
mod told;
mod versions;

use serde::Serialize;

use crate::diagnostic::{Diagnostic, sorted};
use crate::rules::Direction;
use crate::{Compiled, ReadsAs, reads_as};

use places::Places;
use sides::Sides;
use steps::alike::Alike;

pub use matrix::{Read, Row};
pub use order::Order;

/// Which side a change must not break.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "meta-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// The new reads what the old wrote; old clients read the answers of the new.
    #[default]
    Backward,
    /// The old, where it still runs, reads what the new writes.
    Forward,
    /// Both.
    Full,
}

impl Mode {
    /// Each of them.
    pub const ALL: [Mode; 3] = [Mode::Backward, Mode::Forward, Mode::Full];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Mode::Backward => "backward",
            Mode::Forward => "forward",
            Mode::Full => "full",
        }
    }

    /// The directions that are looked at.
    #[must_use]
    pub fn directions(self) -> &'static [Direction] {
        match self {
            Mode::Backward => &[Direction::Backward],
            Mode::Forward => &[Direction::Forward],
            Mode::Full => &[Direction::Backward, Direction::Forward],
        }
    }

    /// Whether a direction is looked at.
    #[must_use]
    pub fn includes(self, direction: Direction) -> bool {
        self.directions().contains(&direction)
    }
}

/// How to judge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Which side a change must not break.
    pub mode: Mode,
    /// No published body changes in place, whatever a definition says.
    pub frozen: bool,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judgement {
    /// The findings, in the order of the newer set's files.
    pub findings: Vec<Diagnostic>,
    /// Every version of every event, command and query that either set has, and how the newer set reads it.
    pub matrix: Vec<Row>,
    /// What has to be deployed before what.
    pub order: Order,
}

/// Judges the change from `old` to `new`. Places of the older set have `old_files` added to the ids of their files, as
/// [`Sources::attach_base`](crate::source::Sources::attach_base) returns it.
///
/// ```
/// use retold_codegen::evolution::{Options, judge};
/// use retold_codegen::source::{SourceFile, Sources};
///
/// let compiled = |text: &str| {
///     let file = SourceFile { path: "a.yaml".into(), shown: "a.yaml".into(), text: text.into() };
///     retold_codegen::compile(&Sources::new(vec![file])).compiled.expect("a whole schema")
/// };
/// let old = compiled("events:\n  Opened:\n    v1: { by: string }\n");
/// let new = compiled("events:\n  Opened:\n    v1: { by: string, at: timestamp }\n");
/// let found = judge(&old, 1, &new, Options::default()).findings;
/// assert_eq!(found[0].rule.id, "field-added-required");
/// assert_eq!(found[0].witness, Some(serde_json::json!({ "by": "" })));
/// ```
#[must_use]
pub fn judge(old: &Compiled, old_files: u32, new: &Compiled, options: Options) -> Judgement {
    let mut judge = Judge {
        old,
        new,
        options,
        places: Places { old_files },
        kept: Sides::new(&old.set, &new.set),
        sent: Sides::new(&new.set, &old.set),
        reads_as: options.mode.includes(Direction::Forward).then(|| reads_as(new)),
        alike: Alike::new(old, new),
        findings: Vec::new(),
    };
    judge.told();
    judge.answers();
    judge.streams();
    judge.frozen();
    let findings = judge.finished();
    let matrix = matrix::rows(&old.set, new, &findings);
    let order = order::order(&findings, &old.set, &new.set);
    Judgement { findings, order, matrix }
}

/// The work of one judgement.
struct Judge<'s> {
    old: &'s Compiled,
    new: &'s Compiled,
    options: Options,
    places: Places,
    /// The older set writes, the newer one reads.
    kept: Sides<'s>,
    /// The newer set writes, the older one reads.
    sent: Sides<'s>,
    /// Which readers read what the newer set writes, as its generated code says; where that is asked.
    reads_as: Option<ReadsAs>,
    /// The steps of both, side by side.
    alike: Alike<'s>,
    findings: Vec<Diagnostic>,
}

impl Judge<'_> {
    fn is_asked(&self, direction: Direction) -> bool {
        self.options.mode.includes(direction)
    }

    fn add(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// In the order in which findings are shown, each fact once.
    fn finished(self) -> Vec<Diagnostic> {
        let mut found: Vec<Diagnostic> = sorted(&self.findings).into_iter().cloned().collect();
        found.dedup_by(|later, first| {
            later.witness.is_none()
                && first.witness.is_none()
                && later.fingerprint() == first.fingerprint()
                && later.place == first.place
        });
        found
    }
}
