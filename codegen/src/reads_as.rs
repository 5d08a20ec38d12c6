//! The lowest version of an event, command or query whose readers read what the current version writes, to the same
//! meaning: a process that was built before the current version existed then goes on (LANGUAGE.md, Evolution). Every
//! body from there to the one before the current must read each payload, and what it reads, taken through the steps,
//! must be what the current body reads. Where that cannot be known, as after a function, the answer is no.
//!
//! The work is linear in the size of the set: only the current version is ever written, a record or union that many
//! events hold is compared once, and no type is compared as a whole that can be by its parts.

mod fields;
mod readings;
mod trace;

use std::collections::{HashMap, HashSet};

use crate::Compiled;
use crate::model::{Body, Command, CommandId, EventId, Query, QueryId, RecordId, SchemaSet, UnionId, Versions};
use crate::plan::{Plans, Step, UnionStep};

use fields::Written;
use readings::Readings;
use trace::Level;

/// For each event, command and query of a schema set, which readers read its current version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadsAs {
    events: Vec<u32>,
    commands: Vec<u32>,
    queries: Vec<u32>,
}

impl ReadsAs {
    /// The lowest version whose readers read the current version of an event; the current version itself where no
    /// other does.
    #[must_use]
    pub fn event(&self, id: EventId) -> u32 {
        self.events[id.index()]
    }

    /// The same for a command.
    #[must_use]
    pub fn command(&self, id: CommandId) -> u32 {
        self.commands[id.index()]
    }

    /// The same for the parameters of a query.
    #[must_use]
    pub fn query(&self, id: QueryId) -> u32 {
        self.queries[id.index()]
    }
}

/// Decides for every event, command and query which of its bodies read what the current one writes.
#[must_use]
pub fn reads_as(compiled: &Compiled) -> ReadsAs {
    let (set, plans) = (&compiled.set, &compiled.plans);
    let mut readings = Readings::new(set);
    let mut all: Vec<(&Versions<Body>, Vec<Older>)> = Vec::new();
    for (index, event) in set.events.iter().enumerate() {
        let became = event.becomes.as_ref().is_some_and(|becomes| becomes.up_to >= event.versions.current());
        let older = match became {
            // It is never written again.
            true => Vec::new(),
            false => older(&mut readings, &event.versions, |version| plans.events.get(&(index, version))),
        };
        all.push((&event.versions, older));
    }
    for (index, Command { versions, .. }) in set.commands.iter().enumerate() {
        all.push((versions, older(&mut readings, versions, |version| plans.commands.get(&(index, version)))));
    }
    for (index, Query { versions, .. }) in set.queries.iter().enumerate() {
        all.push((versions, older(&mut readings, versions, |version| plans.queries.get(&(index, version)))));
    }
    let pairs = all.iter().flat_map(|(_, older)| older).flat_map(|older| older.needs.iter().copied());
    let unlike = unlike(&mut readings, plans, pairs);
    let mut lowest = all.into_iter().map(|(versions, found)| {
        let alike = found.iter().take_while(|older| older.needs.iter().all(|pair| !unlike.contains(pair)));
        alike.last().map_or(versions.current(), |older| older.version)
    });
    let events = lowest.by_ref().take(set.events.len()).collect();
    let commands = lowest.by_ref().take(set.commands.len()).collect();
    ReadsAs { events, commands, queries: lowest.collect() }
}

/// Two versions of a record or union: what the newer one writes is read by the older one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Pair {
    Record(RecordId, u32, u32),
    Union(UnionId, u32, u32),
}

/// An older body whose own fields are those of the current one, provided that these pairs are alike as well.
struct Older {
    version: u32,
    needs: Vec<Pair>,
}

/// The older bodies whose fields are those of the current one, from the newest down to the first that has others.
fn older<'s>(
    readings: &mut Readings<'s>,
    versions: &'s Versions<Body>,
    step: impl Fn(u32) -> Option<&'s Step>,
) -> Vec<Older> {
    let current = versions.current_body();
    let written = Written::new(&current.fields);
    let mut level = Level::body(current);
    let mut found = Vec::new();
    for (version, body) in versions.iter().rev().skip(1) {
        let Some(below) = step(version + 1).and_then(|step| level.before_body(step, body)) else { break };
        level = below;
        let mut needs = Vec::new();
        if !fields::tags_alike(current, body) || !written.alike(readings, &level.members[0], &mut needs) {
            break;
        }
        found.push(Older { version, needs });
    }
    found
}

/// The pairs, of these and all that they lead to, whose older side reads something else. A pair that is met within
/// itself is alike unless something else in it is not.
fn unlike<'s>(readings: &mut Readings<'s>, plans: &'s Plans, pairs: impl Iterator<Item = Pair>) -> HashSet<Pair> {
    let mut met = HashSet::new();
    let mut waiting: Vec<Pair> = pairs.filter(|pair| met.insert(*pair)).collect();
    let mut holders: HashMap<Pair, Vec<Pair>> = HashMap::new();
    let mut unlike = Vec::new();
    while let Some(pair) = waiting.pop() {
        let mut needs = Vec::new();
        if !alike(readings, plans, pair, &mut needs) {
            unlike.push(pair);
            continue;
        }
        for inner in needs {
            holders.entry(inner).or_default().push(pair);
            if met.insert(inner) {
                waiting.push(inner);
            }
        }
    }
    let mut found: HashSet<Pair> = unlike.iter().copied().collect();
    while let Some(pair) = unlike.pop() {
        let holders = holders.remove(&pair).unwrap_or_default();
        unlike.extend(holders.into_iter().filter(|holder| found.insert(*holder)));
    }
    found
}

/// Whether the fields of the older side are those of the newer one, provided that the needed pairs are alike.
fn alike<'s>(readings: &mut Readings<'s>, plans: &'s Plans, pair: Pair, needs: &mut Vec<Pair>) -> bool {
    let set: &'s SchemaSet = readings.set;
    match pair {
        Pair::Record(id, from, to) => {
            let versions = &set[id].versions;
            let step = |version| plans.records.get(&(id.index(), version));
            let Some((level, current)) = record_level(versions, step, from, to) else { return false };
            Written::new(&current.fields).alike(readings, &level.members[0], needs)
        }
        Pair::Union(id, from, to) => {
            let versions = &set[id].versions;
            let step = |version: u32| -> Option<&'s UnionStep> { plans.unions.get(&(id.index(), version)) };
            let (Some(current), Some(older)) = (versions.at(to), versions.at(from)) else { return false };
            let mut level = Level::union(current);
            for version in (from..to).rev() {
                let below = versions.at(version).zip(step(version + 1));
                let Some(below) = below.and_then(|(body, step)| level.before_union(step, body)) else { return false };
                level = below;
            }
            let written: HashMap<&str, usize> =
                current.variants.iter().enumerate().map(|(index, variant)| (variant.name.as_str(), index)).collect();
            let known: HashSet<&str> = older.variants.iter().map(|variant| variant.name.as_str()).collect();
            let is_known = written.keys().all(|name| known.contains(name));
            (set[id].open || is_known)
                && level.members.iter().all(|member| match (member.to, written.get(member.name)) {
                    // A reader takes it for what it is, or refuses it.
                    (Some(to), Some(&index)) if to == index => {
                        Written::new(&current.variants[index].fields).alike(readings, member, needs)
                    }
                    (Some(_) | None, _) => false,
                })
        }
    }
}

fn record_level<'s>(
    versions: &'s Versions<Body>,
    step: impl Fn(u32) -> Option<&'s Step>,
    from: u32,
    to: u32,
) -> Option<(Level<'s>, &'s Body)> {
    let current = versions.at(to)?;
    let mut level = Level::body(current);
    for version in (from..to).rev() {
        level = level.before_body(step(version + 1)?, versions.at(version)?)?;
    }
    Some((level, current))
}

#[cfg(test)]
mod tests;
