//! What `[[check.allow]]` does to findings, and which of its entries do nothing: those whose last day has passed, those
//! that say what another says, and those that speak of no finding. The last are only told where the finding would have
//! been made.

use jiff::civil::Date;
use retold_codegen::rules::{self, Direction};
use retold_codegen::suggest::nearest;

use crate::config::{Allow, CheckConfig, Key, Mode, Problem};
use crate::judged::Finding;
use crate::shown;

/// What a run looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Looked {
    /// One schema set.
    AtOneSet,
    /// Also at what changed since a base, in the directions of a mode.
    AtChange {
        /// Whether the base is that of the project, or the project names none.
        is_own_base: bool,
        /// The mode.
        mode: Mode,
    },
}

impl Looked {
    /// Whether every finding of a rule with these directions would have been made. A rule about a change makes none
    /// without a change to look at; with another base, or in another direction than the project's own, findings are
    /// others.
    fn covers(self, directions: &[Direction], configured: &CheckConfig) -> bool {
        match self {
            _ if directions.is_empty() => true,
            Looked::AtOneSet => false,
            Looked::AtChange { is_own_base, mode } => {
                let is_seen = |direction: &Direction| mode.includes(*direction);
                let is_asked_for = |direction: &Direction| configured.mode.includes(*direction);
                is_own_base
                    && directions.iter().any(is_seen)
                    && directions.iter().all(|direction| is_seen(direction) || !is_asked_for(direction))
            }
        }
    }
}

/// Allows the findings that entries speak of. `looked` is none where not every finding could be made.
pub(crate) fn apply(
    findings: &mut [Finding],
    check: &CheckConfig,
    looked: Option<Looked>,
    today: Date,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (index, entry) in check.allow.iter().enumerate() {
        if let Some(first) = check.allow[..index].iter().find(|first| first.repeats(entry)) {
            problems.push(repeated(entry, first));
            continue;
        }
        let expired = entry.expired(today);
        let mut is_used = false;
        for finding in findings.iter_mut().filter(|finding| entry.covers(&finding.diagnostic)) {
            is_used = true;
            if expired.is_none() {
                finding.allowed.get_or_insert_with(|| entry.reason.clone());
            }
        }
        let is_unneeded = !is_used
            && !entry.rule.is_about_recorded_events()
            && looked.is_some_and(|looked| looked.covers(entry.rule.directions, check));
        match expired {
            Some((until, span)) => {
                let message = format!("the entry for {} ended with {until}", entry.described());
                let problem = Problem::new(&rules::allow_expired::RULE, span.clone(), message);
                problems.push(problem.with_help(match is_unneeded {
                    true => "nothing is left that it would allow: delete the entry",
                    false => "mend what it allowed, or decide again and write a later day",
                }));
            }
            None if is_unneeded => problems.push(unused(entry, findings)),
            None => {}
        }
    }
    problems
}

fn repeated(entry: &Allow, first: &Allow) -> Problem {
    let message = format!("another entry allows {} already", entry.described());
    Problem::new(&rules::allow_unused::RULE, entry.span.clone(), message)
        .with_also(first.span.clone(), "allowed here")
        .with_help("delete the entry")
}

/// An entry that speaks of no finding, and the findings that it may be about.
fn unused(entry: &Allow, findings: &[Finding]) -> Problem {
    let message = match &entry.key {
        Key::Definition { .. } => format!("no finding of {} was made", entry.described()),
        Key::Fingerprint(_) => format!("no finding has the fingerprint {}", entry.described()),
    };
    let problem = Problem::new(&rules::allow_unused::RULE, entry.span.clone(), message).with_help("delete the entry");
    let others = || findings.iter().filter(|finding| finding.diagnostic.rule.id == entry.rule.id);
    let fingerprints: Vec<String> = others().map(|finding| finding.diagnostic.fingerprint()).collect();
    match &entry.key {
        Key::Fingerprint(written) => match nearest(written, fingerprints.iter().map(String::as_str)) {
            Some(nearest) => problem.with_help(format!("or did you mean `{}`?", shown::escaped(nearest))),
            None => problem,
        },
        Key::Definition { subject, .. } => {
            let of_subject = || others().filter(|finding| finding.diagnostic.subject == *subject);
            match nearest(subject, others().map(|finding| finding.diagnostic.subject.as_str())) {
                _ if of_subject().next().is_some() => of_subject().take(3).fold(problem, |problem, finding| {
                    let fingerprint = shown::escaped(&finding.diagnostic.fingerprint());
                    problem.with_help(format!("or did you mean the one with the fingerprint `{fingerprint}`?"))
                }),
                Some(nearest) => {
                    problem.with_help(format!("or did you mean `subject = \"{}\"`?", shown::escaped(nearest)))
                }
                None => problem,
            }
        }
    }
}

#[cfg(test)]
mod tests;
