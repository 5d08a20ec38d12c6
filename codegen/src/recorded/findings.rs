//! What recorded events say about the schemas, as findings: each name and version once, with the first place.

use std::collections::{BTreeMap, BTreeSet};

use super::{Evidence, Known, Place, Seen, known};
use crate::Compiled;
use crate::diagnostic::{Diagnostic, visible};
use crate::model::{Event, EventId};
use crate::numbers::counted;
use crate::payload::{NoBody, Payloads};
use crate::rules;

/// The findings. Nothing follows from what was not recorded where only a part was; the caller knows whether it was all.
#[must_use]
pub fn findings(compiled: &Compiled, evidence: &Evidence) -> Vec<Diagnostic> {
    let payloads = Payloads::new(&compiled.set);
    let mut findings = Vec::new();
    let mut recorded: BTreeMap<EventId, BTreeSet<u32>> = BTreeMap::new();
    if let Some((place, problem)) = &evidence.first_no_event {
        let message = format!("{}: {}{}", spelled(place), visible(problem), and_more(evidence.no_events));
        findings.push(
            Diagnostic::new(&rules::recorded_event_unreadable::RULE, None, message)
                .with_help("an event is a line with `type`, `version` and `data`, or a CloudEvents 1.0 line"),
        );
    }
    for (name, version, seen) in evidence.rows() {
        match known(&payloads, name, version, seen) {
            Known::Version(event, version) => {
                recorded.entry(event).or_default().insert(version);
                of_version(&compiled.set[event], version, seen, &mut findings);
            }
            Known::Newer(event) => {
                let event = &compiled.set[event];
                if seen.wrong > 0 {
                    findings.push(unreadable(event, version, seen));
                }
            }
            Known::Retired(event) => {
                recorded.entry(event).or_default().insert(version);
                findings.push(retired(&compiled.set[event], version, seen));
            }
            Known::NoVersion(event) => {
                let event = &compiled.set[event];
                findings.push(no_version(event, version, seen));
                if seen.wrong > 0 {
                    findings.push(unreadable(event, version, seen));
                }
            }
            Known::NoName(none) => findings.push(no_name(name, version, seen, &none)),
        }
    }
    if evidence.events() > 0 {
        for (index, event) in compiled.set.events.iter().enumerate() {
            let versions = recorded.get(&EventId::from_index(index));
            not_recorded(event, |version| versions.is_some_and(|versions| versions.contains(&version)), &mut findings);
        }
    }
    findings
}

fn of_version(event: &Event, version: u32, seen: &Seen, findings: &mut Vec<Diagnostic>) {
    if seen.wrong > 0 {
        findings.push(unreadable(event, version, seen));
    }
    for (function, count) in &seen.functions {
        let subject = &event.meta.subject;
        let message =
            format!("{function}: without it {} of `{subject}` v{version} cannot be read as of today", events(*count));
        findings.push(
            Diagnostic::new(&rules::recorded_step_not_taken::RULE, place_of(event, version), message)
                .with_help("`retold::tool!` gives your own program a command that takes these steps: `validate`")
                .with_subject(subject, Some(version), ""),
        );
    }
}

fn unreadable(event: &Event, version: u32, seen: &Seen) -> Diagnostic {
    let (place, problem) = first(seen);
    let (subject, more) = (&event.meta.subject, and_more(seen.wrong));
    let problem = visible(problem);
    let message = format!("`{subject}` v{version} does not read what was recorded: {place}: {problem}{more}");
    Diagnostic::new(&rules::recorded_event_unreadable::RULE, place_of(event, version), message)
        .with_label("not what was recorded")
        .with_help("a published body reads what it once wrote: `retold check --against` with the revision that wrote it finds what changed")
        .with_subject(subject, Some(version), "")
}

fn retired(event: &Event, version: u32, seen: &Seen) -> Diagnostic {
    let (place, _) = first(seen);
    let subject = &event.meta.subject;
    let message = format!(
        "v{version} of `{subject}` is retired, and {} recorded: {place}{}",
        counted(seen.events, "event of it is", "events of it are"),
        and_more(seen.events)
    );
    Diagnostic::new(&rules::recorded_version_retired::RULE, event.meta.place, message)
        .with_label("its data is said to be gone")
        .with_help(format!("`retired` ends before v{version}: write the bodies from there on again"))
        .with_help("or rewrite these events while the version is still there: `retold upcast`")
        .with_subject(subject, Some(version), "")
}

fn no_version(event: &Event, version: u32, seen: &Seen) -> Diagnostic {
    let (place, _) = first(seen);
    let (subject, current) = (&event.meta.subject, event.versions.current());
    let message = format!(
        "`{subject}` has no v{version}, and {} recorded: {place}{}",
        counted(seen.unknown, "event of it is", "events of it are"),
        and_more(seen.unknown)
    );
    Diagnostic::new(&rules::recorded_version_unknown::RULE, event.meta.place, message)
        .with_label(format!("v{current} is the current version"))
        .with_help("they were written by newer schemas than these, or the version was deleted without `retired`")
        .with_subject(subject, Some(version), "")
}

fn no_name(name: &str, version: u32, seen: &Seen, none: &NoBody<'_>) -> Diagnostic {
    let (place, _) = first(seen);
    let message = format!(
        "no event has the name `{}`, and {} recorded: {place}{}",
        visible(name),
        counted(seen.events, &format!("event of v{version} is"), &format!("events of v{version} are")),
        and_more(seen.events)
    );
    let finding = Diagnostic::new(&rules::recorded_event_unknown::RULE, None, message);
    let finding = match none {
        NoBody::Name { is_command: true, .. } => finding.with_help("a command has this name"),
        NoBody::Name { nearest: Some(nearest), .. } => finding
            .with_help(format!("did you mean `{nearest}`? An event that was renamed keeps its earlier name in `aliases`")),
        NoBody::Name { .. } | NoBody::Version { .. } => finding
            .with_help("an event is kept for ever: one that is no more stays in the schemas, with `becomes: []` where replay drops it"),
    };
    finding.with_subject(name, Some(version), "")
}

/// Says of the oldest versions that none of them was recorded: those that are there could be retired, those that are
/// retired are so with reason.
fn not_recorded(event: &Event, is_recorded: impl Fn(u32) -> bool, findings: &mut Vec<Diagnostic>) {
    let (oldest, current) = (event.versions.first(), event.versions.current());
    let subject = &event.meta.subject;
    let rule = &rules::recorded_version_absent::RULE;
    if oldest > 1 && !(1..oldest).any(&is_recorded) {
        let message = match oldest {
            2 => format!("v1 of `{subject}` is retired, and no event of it was recorded"),
            _ => format!("{} of `{subject}` are retired, and no event of them was recorded", versions(1, oldest - 1)),
        };
        findings.push(Diagnostic::new(rule, event.meta.place, message).with_subject(subject, Some(oldest - 1), ""));
    }
    let absent = (oldest..current).take_while(|version| !is_recorded(*version)).last();
    if let Some(newest) = absent {
        let these = versions(oldest, newest);
        let list = (1..=newest).map(|version| format!("v{version}")).collect::<Vec<_>>().join(", ");
        let message = format!("no event of {these} of `{subject}` was recorded");
        findings.push(
            Diagnostic::new(rule, place_of(event, newest), message)
                .with_help(format!(
                    "if this is everything that was ever recorded, `retired: [{list}]` may say so, and the bodies go"
                ))
                .with_subject(subject, Some(newest), ""),
        );
    }
}

fn versions(from: u32, to: u32) -> String {
    match to - from {
        0 => format!("v{from}"),
        1 => format!("v{from} and v{to}"),
        _ => format!("v{from} to v{to}"),
    }
}

fn place_of(event: &Event, version: u32) -> crate::source::Place {
    event.versions.at(version).map_or(event.meta.place, |body| body.place)
}

/// The first place of what was seen, and the problem there.
fn first(seen: &Seen) -> (String, &str) {
    seen.first.as_ref().map_or_else(Default::default, |(place, problem)| (spelled(place), problem.as_str()))
}

/// `history.jsonl:12 (stream \`shop.Cart/7\`, position 3)`.
fn spelled(place: &Place) -> String {
    let stream = place.stream.as_ref().map(|stream| format!("stream `{}`", visible(stream)));
    // In a store the place is the position.
    let position = place.position.filter(|position| !place.shown.ends_with(&format!(":{position}")));
    let position = position.map(|position| format!("position {position}"));
    let beside: Vec<String> = stream.into_iter().chain(position).collect();
    if beside.is_empty() { place.shown.clone() } else { format!("{} ({})", place.shown, beside.join(", ")) }
}

fn and_more(count: u64) -> String {
    if count > 1 { format!(", and {} more", count - 1) } else { String::new() }
}

fn events(count: u64) -> String {
    counted(count, "recorded event", "recorded events")
}
