//! Payloads taken through the steps of both sets, to the newest version that both know.

use serde_json::Value;

use super::simpler::simpler;
use crate::evolution::Judge;
use crate::evolution::equal::Equal;
use crate::evolution::readings;
use crate::model::{Body, Definition};
use crate::sample::{Sampler, Style};
use crate::value::check_body;

/// How many payloads are tried before it is said that none was found.
const TRIED: u64 = 400;
/// Payloads that show a difference, of which the shortest is told.
const FOUND: usize = 12;
/// How many simpler payloads are tried in its place.
const SIMPLER: usize = 2_000;

/// What payloads of a version come to.
pub(super) enum Compared {
    /// This one to different values.
    Differ(Box<Different>),
    /// All that were tried to the same.
    Alike,
    /// None could be tried, or a function makes the whole of the next version.
    Unknown,
}

/// A payload that comes to different values.
pub(super) struct Different {
    pub(super) payload: Value,
    pub(super) before: Value,
    pub(super) after: Value,
}

/// The way of a payload on both sides.
struct Ways<'s> {
    definitions: (Definition, Definition),
    version: u32,
    newest: u32,
    from: (&'s Body, &'s Body),
    to: (&'s Body, &'s Body),
}

impl<'s> Judge<'s> {
    /// Payloads of a version, taken to the newest that both know.
    pub(super) fn compared(&mut self, before: Definition, after: Definition, version: u32, newest: u32) -> Compared {
        let body = |set, definition, version| readings::versions(set, definition).and_then(|all| all.at(version));
        let bodies = |version| Some((body(&self.old.set, before, version)?, body(&self.new.set, after, version)?));
        let (Some(from), Some(to)) = (bodies(version), bodies(newest)) else { return Compared::Unknown };
        let ways = Ways { definitions: (before, after), version, newest, from, to };
        let shortest = self.kept.relation.shortest(from.0.into());
        let mut sampler = Sampler::new(&self.old.set);
        let styles = [Style::Minimal, Style::Full].into_iter();
        let styles = styles.chain((0..TRIED / 2).flat_map(|seed| [Style::Written(seed), Style::Read(seed)]));
        let made = styles.filter_map(|style| sampler.body(from.0, style));
        let (mut found, mut result) = (Vec::new(), Compared::Unknown);
        for payload in shortest.into_iter().chain(made) {
            match self.way(&ways, payload) {
                Compared::Differ(different) => found.push(different),
                Compared::Alike => result = Compared::Alike,
                Compared::Unknown => {}
            }
            if found.len() >= FOUND {
                break;
            }
        }
        let shortest = found.into_iter().min_by_key(|found| weight(&found.payload));
        shortest.map_or(result, |found| Compared::Differ(self.simplest(&ways, found)))
    }

    /// What one payload comes to on both sides.
    fn way(&self, ways: &Ways<'s>, payload: Value) -> Compared {
        let equal = Equal { old: &self.old.set, new: &self.new.set };
        let is_read = |set, body| check_body(set, body, &payload).is_ok();
        if !is_read(equal.old, ways.from.0) || !is_read(equal.new, ways.from.1) {
            return Compared::Unknown;
        }
        let (version, newest) = (ways.version, ways.newest);
        let (old, new) = ((self.old, ways.definitions.0), (self.new, ways.definitions.1));
        let whole = |(compiled, definition)| readings::at_version(compiled, definition, version, newest, &payload);
        let (before, after, to) = match (whole(old), whole(new)) {
            (Ok(before), Ok(after)) => (before, after, ways.to),
            // As far as no function makes the whole; what functions make is told where one of them changes.
            _ => {
                let derived = |to: u32| {
                    let taken = |(compiled, definition)| {
                        readings::derived_at_version(compiled, definition, version, to, &payload)
                    };
                    let at = |set, definition| readings::versions(set, definition).and_then(|all| all.at(to));
                    Some((taken(old).ok()?, taken(new).ok()?, (at(equal.old, old.1)?, at(equal.new, new.1)?)))
                };
                let Some(found) = (version + 1..=newest).rev().find_map(derived) else { return Compared::Unknown };
                found
            }
        };
        if equal.bodies(to.0, to.1, &before, &after) {
            return Compared::Alike;
        }
        Compared::Differ(Box::new(Different { payload, before, after }))
    }

    /// The same difference, with as little beside it as possible.
    fn simplest(&self, ways: &Ways<'s>, mut found: Box<Different>) -> Box<Different> {
        let mut tried = 0;
        'again: loop {
            for payload in simpler(&found.payload) {
                if weight(&payload) >= weight(&found.payload) {
                    continue;
                }
                tried += 1;
                if tried > SIMPLER {
                    return found;
                }
                if let Compared::Differ(different) = self.way(ways, payload) {
                    found = different;
                    continue 'again;
                }
            }
            return found;
        }
    }
}

/// Shorter first, then in the order of the texts.
fn weight(payload: &Value) -> (usize, String) {
    let text = payload.to_string();
    (text.len(), text)
}
