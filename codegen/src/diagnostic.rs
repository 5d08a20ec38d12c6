//! What is wrong, where, and what to do: the one form in which every stage reports. Rendering for people and as JSON
//! lives in `diagnostic/`; the rules that give each diagnostic its id and page live in `rules/`.

mod findings;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod junit;
mod lines;
pub mod markdown;
pub mod sarif;
mod visible;
mod window;

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::rules::{Direction, Rule};
use crate::source::Place;

pub(crate) use findings::Findings;
pub use findings::MOST_OF_A_FILE;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; never fails a run.
    Note,
    /// Worth mending; does not fail a run.
    Warning,
    /// Must be mended: the run fails.
    Error,
}

impl Severity {
    /// The word that outputs use: `error`, `warning` or `note`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A second place that explains the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Also {
    /// Where.
    pub place: Place,
    /// What stands there, as a short phrase such as `first defined here`.
    pub label: String,
}

/// A change of the text that would mend the finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What to replace; an empty range inserts.
    pub place: Place,
    /// The text to put there.
    pub text: String,
}

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// What is wrong: lower case, no full stop, the user's own words in backticks.
    pub message: String,
    /// Where; `None` only where no text can be shown (a folder without a schema file, a file that is not UTF-8).
    pub place: Option<Place>,
    /// What to write under the underlined text; empty for none.
    pub label: String,
    /// Further places that explain.
    pub also: Vec<Also>,
    /// What to do about it; each a sentence, lower case, no full stop.
    pub help: Vec<String>,
    /// The edits that do it mechanically, applied together; empty where a person must decide.
    pub edits: Vec<Edit>,
    /// The definition concerned, as `context.Name`; empty where there is none.
    pub subject: String,
    /// The version concerned.
    pub version: Option<u32>,
    /// The JSON path within the body, such as `$.unit_price`; empty where there is none.
    pub path: String,
    /// A value that shows the problem: what would fail.
    pub witness: Option<serde_json::Value>,
    /// Which side of a change breaks; `None` for a finding about one schema set.
    pub direction: Option<Direction>,
    /// What the witness reads as before a change and after it, where a change gives it another meaning.
    pub readings: Option<Readings>,
}

/// What one payload reads as before a change and after it, in JSON as it would be written again.
#[derive(Clone, Debug, PartialEq)]
pub struct Readings {
    /// By the older set.
    pub before: serde_json::Value,
    /// By the newer set.
    pub after: serde_json::Value,
}

impl Diagnostic {
    /// A finding of `rule` at `place`; the rest is added by the `with_…` functions.
    #[must_use]
    pub fn new(rule: &'static Rule, place: impl Into<Option<Place>>, message: impl Into<String>) -> Self {
        Self {
            rule,
            message: message.into(),
            place: place.into(),
            label: String::new(),
            also: Vec::new(),
            help: Vec::new(),
            edits: Vec::new(),
            subject: String::new(),
            version: None,
            path: String::new(),
            witness: None,
            direction: match rule.directions {
                [one] => Some(*one),
                _ => None,
            },
            readings: None,
        }
    }

    /// Writes `label` under the place.
    #[must_use]
    pub fn with_label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn with_also(mut self, place: Place, label: impl Into<String>) -> Self {
        self.also.push(Also { place, label: label.into() });
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Adds an edit that mends it.
    #[must_use]
    pub fn with_edit(mut self, place: Place, text: impl Into<String>) -> Self {
        self.edits.push(Edit { place, text: text.into() });
        self
    }

    /// Names the definition, and the version and path within it.
    #[must_use]
    pub fn with_subject(mut self, subject: impl Into<String>, version: Option<u32>, path: impl Into<String>) -> Self {
        self.subject = subject.into();
        self.version = version;
        self.path = path.into();
        self
    }

    /// Adds the value that shows the problem.
    #[must_use]
    pub fn with_witness(mut self, witness: serde_json::Value) -> Self {
        self.witness = Some(witness);
        self
    }

    /// Says which side of a change breaks.
    #[must_use]
    pub fn with_direction(mut self, direction: Direction) -> Self {
        self.direction = Some(direction);
        self
    }

    /// Adds what the witness reads as before the change and after it.
    #[must_use]
    pub fn with_readings(mut self, before: serde_json::Value, after: serde_json::Value) -> Self {
        self.readings = Some(Readings { before, after });
        self
    }

    /// The severity of its rule.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.rule.severity
    }

    /// What keys the allow list: rule, subject, version and path; never a line.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let version = self.version.map(|version| format!("v{version}")).unwrap_or_default();
        format!("{}:{}:{}:{}", self.rule.id, self.subject, version, self.path)
    }

    /// Every place that it points to.
    fn places(&self) -> impl Iterator<Item = Place> {
        let also = self.also.iter().map(|also| also.place);
        self.place.into_iter().chain(also).chain(self.edits.iter().map(|edit| edit.place))
    }
}

/// A text of any number of lines as it can be printed: what would move the cursor, hide itself or turn the direction
/// of the line is shown by its code, as in `<U+202E>`.
///
/// ```
/// assert_eq!(retold_codegen::diagnostic::visible("a\u{202e}b\n"), "a<U+202E>b\n");
/// ```
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    visible::lines(text)
}

/// A finding in plain words: what is wrong, where the other side is, a value that shows it, and what to do.
fn text_of(finding: &json::Finding) -> String {
    let mut text = finding.message.clone();
    for also in finding.also.iter().filter(|also| also.revision.is_some()) {
        text.push('\n');
        text.push_str(&also.described());
    }
    if let Some(witness) = &finding.witness {
        text.push_str("\na value that shows it: ");
        text.push_str(&witness.to_string());
    }
    if let (Some(before), Some(after)) = (&finding.reads_before, &finding.reads_after) {
        text.push_str(&format!("\nreads as: {before}, and now as: {after}"));
    }
    for help in finding.help.iter().flat_map(|help| help.lines()) {
        text.push_str("\nhelp: ");
        text.push_str(help);
    }
    text
}

/// The order in which findings are shown: by file, place and rule, and by message where all that is equal; those
/// without a place come last.
#[must_use]
pub fn by_place(left: &Diagnostic, right: &Diagnostic) -> Ordering {
    let key = |finding: &Diagnostic| (finding.place.is_none(), finding.place, finding.rule.id);
    key(left).cmp(&key(right)).then_with(|| left.message.cmp(&right.message))
}

/// The findings in the order in which they are shown.
#[must_use]
pub fn sorted(findings: &[Diagnostic]) -> Vec<&Diagnostic> {
    let mut findings: Vec<&Diagnostic> = findings.iter().collect();
    findings.sort_by(|left, right| by_place(left, right));
    findings
}

#[cfg(test)]
mod tests;
