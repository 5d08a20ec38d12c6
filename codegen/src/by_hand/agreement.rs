//! A message that is defined in YAML and written by hand as well: both must be the same in every version, or nobody could
//! say which of them is published.

use std::collections::HashMap;

use serde_json::Value;

use super::prepared::prepared;
use super::{ByHand, Kind, Message};
use crate::Compiled;
use crate::compat::{self, Mode};
use crate::diagnostic::Diagnostic;
use crate::emit::json_schema;
use crate::model::{Body, Meta, Versions, WireNames};
use crate::rules;
use crate::shape::json_schema::Unlisted;

/// Every message that is defined in both, and not the same.
#[must_use]
pub fn disagreements(compiled: &Compiled, by_hand: &ByHand) -> Vec<Diagnostic> {
    if by_hand.is_empty() {
        return Vec::new();
    }
    let set = &compiled.set;
    let events = set.events.iter().map(|event| (Kind::Event, &event.meta, &event.wire, &event.versions));
    let commands = set.commands.iter().map(|command| (Kind::Command, &command.meta, &command.wire, &command.versions));
    let queries = set.queries.iter().map(|query| (Kind::Query, &query.meta, &query.wire, &query.versions));
    let mut defined: HashMap<(Kind, &str), (&Meta, &WireNames, &Versions<Body>)> = HashMap::new();
    for (kind, meta, wire, versions) in events.chain(commands).chain(queries) {
        for name in wire.all() {
            defined.insert((kind, name), (meta, wire, versions));
        }
    }
    let mut documents: Option<HashMap<String, String>> = None;
    let mut found = Vec::new();
    for message in &by_hand.messages {
        let Some((meta, wire, versions)) = message.names().find_map(|name| defined.get(&(message.kind, name))) else {
            continue;
        };
        let documents = documents.get_or_insert_with(|| {
            let files = json_schema::files(compiled).unwrap_or_default();
            files.into_iter().map(|file| (file.path, file.text)).collect()
        });
        let document = |version: u32| -> Option<Value> {
            serde_json::from_str(documents.get(&format!("{}.v{version}.schema.json", wire.name))?).ok()
        };
        if let Some((version, why, witness)) = difference(message, &wire.name, versions, document) {
            let kind = message.kind.word();
            let mut finding = Diagnostic::new(
                &rules::defined_twice::RULE,
                meta.place,
                format!("the {kind} `{}` is defined here and written by hand as well, and {why}", message.name),
            )
            .with_label("defined here")
            .with_also(message.place, "and written by hand")
            .with_subject(&meta.subject, version, "")
            .with_help("let one of them go, or make both the same");
            finding.witness = witness;
            found.push(finding);
        }
    }
    found
}

/// A version in which the two are not the same, why, and a payload that shows it.
fn difference(
    message: &Message,
    name: &str,
    versions: &Versions<Body>,
    document: impl Fn(u32) -> Option<Value>,
) -> Option<(Option<u32>, String, Option<Value>)> {
    if message.name != name {
        return Some((None, format!("there it is called `{}` on the wire, and here `{name}`", message.name), None));
    }
    for version in versions.first().min(message.first())..=versions.current().max(message.newest()) {
        let by_hand = message.versions.get(&version);
        let (Some(by_hand), Some(_)) = (by_hand, versions.at(version)) else {
            let (has, has_not) = if by_hand.is_some() { ("there", "here") } else { ("here", "there") };
            return Some((Some(version), format!("v{version} is {has} and not {has_not}"), None));
        };
        let Some(defined) = document(version) else { continue };
        let report = compat::compare(&defined, &prepared(&by_hand.schema), Mode::Full, Unlisted::Refused);
        let Ok(report) = report else { continue };
        if let Some(finding) = report.findings.first().filter(|_| report.compatible != Some(true)) {
            let what = match (finding.direction, &finding.witness) {
                (_, None) => finding.message.clone(),
                (Mode::Forward, Some(_)) => format!("v{version} by hand may write what v{version} here does not read"),
                (Mode::Backward | Mode::Full, Some(_)) => {
                    format!("v{version} here may write what v{version} by hand does not read")
                }
            };
            return Some((Some(version), what, finding.witness.clone()));
        }
    }
    None
}
