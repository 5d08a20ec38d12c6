//! Two versions of a JSON Schema document against each other: every place where a reader refuses what a writer may
//! write, with the shortest value that shows it.
//!
//! A second place is found by asking again without the keyword that refused first. Texts with line breaks have a word
//! of their own: `.` does not match one in ECMA-262, and hardly any author of `^.+$` means to refuse it; where nothing
//! else differs, the documents are compatible, and a warning says so with the text.

mod inexact;
mod weaken;

use serde::Serialize;
use serde_json::Value;

pub use crate::evolution::Mode;
use crate::rules;
use crate::shape::json_schema::{Document, LineBreaks, NotASchema, Reading, Refusal, Unlisted};
use crate::shape::{Shape, Shapes, Verdict};

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "meta-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A value is refused.
    Error,
    /// Something is not decided, or not what it seems.
    Warning,
}

/// A place where the two differ, or that cannot be decided.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "meta-schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// `json-schema-refuses`, `json-schema-undecided` or `json-schema-line-break`.
    pub rule: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// `backward` or `forward`.
    pub direction: Mode,
    /// The place in the value: `$.items[2].sku`.
    pub path: String,
    /// The keyword that refuses, or that is not understood; empty where no single one is to blame.
    pub keyword: String,
    /// Where that keyword stands: `#/properties/sku/minLength`, in the reader's document unless it is undecided.
    pub place: String,
    /// What is the matter: lower case, no full stop.
    pub message: String,
    /// What the writer may write and the reader refuses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub witness: Option<Value>,
}

/// The result of a comparison.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "meta-schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// Whether the documents are compatible; none, in JSON null, if that was not decided.
    pub compatible: Option<bool>,
    /// Which sides were compared.
    pub direction: Mode,
    /// Everything found, backward first.
    pub findings: Vec<Finding>,
}

/// Which document was no schema, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// The old one.
    Old(NotASchema),
    /// The new one.
    New(NotASchema),
}

/// The most places that are reported for one direction.
const MOST: usize = 20;

/// Compares two documents as they are written. What numbers they have beyond what a value of [`serde_json`] holds exactly
/// is lost in [`compare`]; here such a number makes the answer undecided, where it would be that they are compatible.
///
/// # Errors
/// If a document is no JSON, or no JSON Schema at all.
pub fn compare_texts(old: &str, new: &str, mode: Mode, writers: Unlisted) -> Result<Report, Unreadable> {
    let read = |text: &str| {
        serde_json::from_str::<Value>(text).map_err(|error| NotASchema { message: format!("it is not JSON: {error}") })
    };
    let mut report =
        compare(&read(old).map_err(Unreadable::Old)?, &read(new).map_err(Unreadable::New)?, mode, writers)?;
    if report.compatible == Some(true)
        && let Some(number) = inexact::number(old).or_else(|| inexact::number(new))
    {
        report.compatible = None;
        let why = format!("the number `{number}` has more digits than are compared exactly");
        let direction = if mode == Mode::Forward { Mode::Forward } else { Mode::Backward };
        report.findings.push(undecided(direction, "#", &why));
    }
    Ok(report)
}

/// Compares two documents. `writers` says what writers put beside what a document lists, where it says nothing.
///
/// ```
/// use retold_codegen::compat::{Mode, compare};
/// use retold_codegen::shape::json_schema::Unlisted;
/// use serde_json::json;
///
/// let (old, new) = (json!({ "type": "string" }), json!({ "type": "string", "maxLength": 3 }));
/// let report = compare(&old, &new, Mode::Backward, Unlisted::Allowed).unwrap();
/// assert_eq!(report.compatible, Some(false));
/// assert_eq!(report.findings[0].witness, Some(json!("aaaa")));
/// assert_eq!(compare(&old, &new, Mode::Forward, Unlisted::Allowed).unwrap().compatible, Some(true));
/// ```
///
/// # Errors
/// If a document is no JSON Schema at all.
pub fn compare(old: &Value, new: &Value, mode: Mode, writers: Unlisted) -> Result<Report, Unreadable> {
    for (document, unreadable) in [(old, Unreadable::Old as fn(NotASchema) -> Unreadable), (new, Unreadable::New)] {
        Shapes::new().json_schema(document.clone(), Reading::default()).map_err(unreadable)?;
    }
    let mut report = Report { compatible: Some(true), direction: mode, findings: Vec::new() };
    if mode != Mode::Forward {
        one_way(old, new, Mode::Backward, writers, &mut report);
    }
    if mode != Mode::Backward {
        one_way(new, old, Mode::Forward, writers, &mut report);
    }
    Ok(report)
}

fn one_way(writer: &Value, reader: &Value, direction: Mode, writers: Unlisted, report: &mut Report) {
    let mut weaker = reader.clone();
    for round in 0..MOST {
        let Ok(asked) = ask(writer, &weaker, writers) else { return };
        let (verdict, refusal) = asked;
        let finding = match verdict {
            Asked::Compatible => return,
            Asked::Undecided { place, why } => {
                if report.compatible == Some(true) {
                    report.compatible = None;
                }
                report.findings.push(undecided(direction, &place, &why));
                return;
            }
            Asked::LineBreak(witness) => refused(direction, refusal.as_ref(), witness, true),
            Asked::Incompatible(witness) => {
                report.compatible = Some(false);
                refused(direction, refusal.as_ref(), witness, false)
            }
        };
        // What is found against a weaker reader counts only if the reader itself refuses it.
        let confirmed = round == 0 || finding.witness.as_ref().is_some_and(|witness| refuses(reader, witness));
        if !confirmed {
            return;
        }
        let witness = finding.witness.clone().unwrap_or_default();
        report.findings.push(finding);
        let Some(refusal) = refusal else { return };
        if !weaken::without(&mut weaker, &refusal, &witness) {
            return;
        }
    }
}

/// What was found between a writer and a reader.
enum Asked {
    Compatible,
    Incompatible(Value),
    /// Nothing is refused but texts with line breaks, such as this.
    LineBreak(Value),
    Undecided {
        place: String,
        why: String,
    },
}

fn ask(writer: &Value, reader: &Value, writers: Unlisted) -> Result<(Asked, Option<Refusal>), NotASchema> {
    let exact = Side::new(writer, reader, writers, LineBreaks::Apart)?;
    let (verdict, exact) = exact.ask();
    let witness = match verdict {
        Verdict::Compatible => return Ok((Asked::Compatible, None)),
        Verdict::Undecided { place, why } => return Ok((Asked::Undecided { place, why }, None)),
        Verdict::Incompatible { witness } => witness,
    };
    if !has_line_break(&witness) {
        let refusal = exact.document.refusal(&exact.shapes, &witness);
        return Ok((Asked::Incompatible(witness), refusal));
    }
    let (verdict, _) = Side::new(writer, reader, writers, LineBreaks::Alike)?.ask();
    let asked = match verdict {
        Verdict::Compatible => Asked::LineBreak(witness),
        Verdict::Incompatible { witness: plainer } if exact.confirms(&plainer) => Asked::Incompatible(plainer),
        Verdict::Incompatible { .. } | Verdict::Undecided { .. } => Asked::Incompatible(witness),
    };
    let refusal = match &asked {
        Asked::Incompatible(witness) | Asked::LineBreak(witness) => exact.document.refusal(&exact.shapes, witness),
        Asked::Compatible | Asked::Undecided { .. } => None,
    };
    Ok((asked, refusal))
}

/// Both documents as shapes.
struct Side {
    shapes: Shapes,
    writer: Shape,
    reader: Shape,
    document: Document,
}

impl Side {
    fn new(writer: &Value, reader: &Value, writers: Unlisted, line_breaks: LineBreaks) -> Result<Self, NotASchema> {
        let mut shapes = Shapes::new();
        let (writer, _) = shapes.json_schema(writer.clone(), Reading { unlisted: writers, line_breaks })?;
        let reading = Reading { unlisted: Unlisted::Allowed, line_breaks };
        let (reader, document) = shapes.json_schema(reader.clone(), reading)?;
        Ok(Self { shapes, writer, reader, document })
    }

    fn ask(mut self) -> (Verdict, Self) {
        (self.shapes.includes(self.reader, self.writer), self)
    }

    fn confirms(&self, witness: &Value) -> bool {
        self.shapes.accepts(self.writer, witness) == Some(true)
            && self.shapes.accepts(self.reader, witness) == Some(false)
    }
}

fn refuses(reader: &Value, witness: &Value) -> bool {
    let mut shapes = Shapes::new();
    match shapes.json_schema(reader.clone(), Reading::default()) {
        Ok((reader, _)) => shapes.accepts(reader, witness) == Some(false),
        Err(_) => false,
    }
}

/// Whether a text in the value holds what `.` does not match.
fn has_line_break(value: &Value) -> bool {
    let broken = |text: &str| text.contains(['\n', '\r', '\u{2028}', '\u{2029}']);
    match value {
        Value::String(text) => broken(text),
        Value::Array(items) => items.iter().any(has_line_break),
        Value::Object(members) => members.iter().any(|(key, value)| broken(key) || has_line_break(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn refused(direction: Mode, refusal: Option<&Refusal>, witness: Value, line_break: bool) -> Finding {
    let (writer, reader) = match direction {
        Mode::Forward => ("new", "old"),
        Mode::Backward | Mode::Full => ("old", "new"),
    };
    let reason = refusal.map_or_else(String::new, |refusal| format!(": {}", refusal.message));
    let message = match line_break {
        false => format!("the {reader} schema refuses what the {writer} one allows{reason}"),
        true => format!("the {reader} schema refuses texts with line breaks, and nothing else{reason}"),
    };
    Finding {
        rule: if line_break { rules::json_schema_line_break::RULE.id } else { rules::json_schema_refuses::RULE.id },
        severity: if line_break { Severity::Warning } else { Severity::Error },
        direction,
        path: refusal.map_or_else(|| "$".to_owned(), |refusal| refusal.path.clone()),
        keyword: refusal.map_or_else(String::new, |refusal| refusal.keyword.clone()),
        place: refusal.map_or_else(|| "#".to_owned(), |refusal| refusal.place.clone()),
        message,
        witness: Some(witness),
    }
}

fn undecided(direction: Mode, place: &str, why: &str) -> Finding {
    let mut segments: Vec<&str> = place.split('/').skip(1).collect();
    while segments.last().is_some_and(|segment| segment.bytes().all(|byte| byte.is_ascii_digit())) {
        segments.pop();
    }
    Finding {
        rule: rules::json_schema_undecided::RULE.id,
        severity: Severity::Warning,
        direction,
        path: "$".to_owned(),
        keyword: segments.last().map_or_else(String::new, |keyword| (*keyword).to_owned()),
        place: if place.is_empty() { "#".to_owned() } else { place.to_owned() },
        message: format!("not decided: {why}"),
        witness: None,
    }
}
