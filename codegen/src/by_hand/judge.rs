//! What a change of types written by hand breaks.

use std::collections::HashSet;

use serde_json::Value;

use super::prepared::{prepared, written};
use super::{ByHand, Kind, Message, Version};
use crate::diagnostic::{Diagnostic, Severity, sorted};
use crate::evolution::{Judgement, Options, Order, Read, Row};
use crate::rules::{self, Direction};
use crate::shape::Shapes;
use crate::shape::json_schema::{Reading, Unlisted};
use crate::source::Place;

/// Judges the change from `old` to `new`. Places of the older set have `old_files` added to the ids of their files, as
/// [`Sources::attach_base`](crate::source::Sources::attach_base) returns it.
#[must_use]
pub fn judge(old: &ByHand, old_files: u32, new: &ByHand, options: Options) -> Judgement {
    let mut judge = Judge { old, new, old_files, options, findings: Vec::new() };
    judge.names();
    let mut findings: Vec<Diagnostic> = sorted(&judge.findings).into_iter().cloned().collect();
    findings.dedup();
    let matrix = rows(old, new, &findings);
    let order = order(&findings, old, new);
    Judgement { findings, matrix, order }
}

/// The work of one judgement.
pub(super) struct Judge<'m> {
    pub(super) old: &'m ByHand,
    pub(super) new: &'m ByHand,
    old_files: u32,
    pub(super) options: Options,
    findings: Vec<Diagnostic>,
}

impl Judge<'_> {
    pub(super) fn is_asked(&self, direction: Direction) -> bool {
        self.options.mode.includes(direction)
    }

    pub(super) fn add(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// A place of the older side.
    pub(super) fn old_place(&self, place: Place) -> Place {
        place.moved(self.old_files)
    }
}

/// The shortest payload of a version.
pub(super) fn shortest(version: &Version) -> Option<Value> {
    let mut shapes = Shapes::new();
    let closed = Reading { unlisted: Unlisted::Refused, ..Reading::default() };
    let (shape, _) = shapes.json_schema(written(&prepared(&version.schema)), closed).ok()?;
    shapes.shortest(shape)
}

/// Every version of both sides, and how the newer one reads it.
fn rows(old: &ByHand, new: &ByHand, findings: &[Diagnostic]) -> Vec<Row> {
    let is_refused = |finding: &&Diagnostic| {
        finding.direction == Some(Direction::Backward)
            && finding.severity() == Severity::Error
            && finding.witness.is_some()
            && finding.readings.is_none()
            && !std::ptr::eq(finding.rule, &rules::becomes_changed::RULE)
    };
    let refused: HashSet<(&str, Option<u32>)> =
        findings.iter().filter(is_refused).map(|finding| (finding.subject.as_str(), finding.version)).collect();
    let row = |message: &Message, version: u32, read: Read| Row {
        kind: message.kind.word(),
        subject: message.name.clone(),
        version,
        read,
    };
    let mut rows = Vec::new();
    for message in &new.messages {
        let was = old.messages.iter().find(|was| is_same(was, message));
        let newest = was.map_or(0, Message::newest).max(message.newest());
        for version in 1..=newest {
            let is_refused = refused.contains(&(message.name.as_str(), Some(version)));
            let read = if is_refused { Read::Not } else { read(message, version) };
            rows.push(row(message, version, read));
        }
    }
    for message in &old.messages {
        if !new.messages.iter().any(|now| is_same(message, now)) {
            rows.extend(message.versions.keys().map(|version| row(message, *version, Read::Not)));
        }
    }
    rows
}

/// Whether two messages have a name in common.
fn is_same(one: &Message, other: &Message) -> bool {
    one.kind == other.kind && one.names().any(|name| other.names().any(|same| same == name))
}

fn read(message: &Message, version: u32) -> Read {
    if version < message.first() {
        return Read::Retired;
    }
    if !message.versions.contains_key(&version) {
        return Read::Not;
    }
    if message.becomes.is_some_and(|becomes| version <= becomes) {
        return Read::Becomes(vec!["other events".to_owned()]);
    }
    if version == message.newest() {
        return Read::AsItIs;
    }
    // The steps are those of the program: `From` or `TryFrom`, each for the next type.
    let later = message.versions.range(version + 1..);
    Read::Functions(later.map(|(_, version)| format!("the step into {}", version.short_type())).collect())
}

/// What has to be deployed before what.
fn order(findings: &[Diagnostic], old: &ByHand, new: &ByHand) -> Order {
    let kind = |subject: &str| {
        let all = old.messages.iter().chain(&new.messages);
        all.filter(|message| message.name == subject).map(|message| message.kind).min()
    };
    let mut order = Order::default();
    for finding in findings {
        if finding.severity() == Severity::Warning || finding.direction != Some(Direction::Forward) {
            continue;
        }
        match kind(&finding.subject) {
            Some(Kind::Event) => order.readers_first.insert(finding.subject.clone()),
            Some(Kind::Command | Kind::Query) => order.services_first.insert(finding.subject.clone()),
            None => false,
        };
    }
    order
}
