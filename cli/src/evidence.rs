//! What was really recorded, read for `check`: every event of files and stores is counted, and all of them, or of each
//! name and version one in so many, are read and taken as far as derived steps go.

mod table;

use std::num::NonZeroU64;
use std::ops::ControlFlow;

use retold::recording::{Found, NoEvent, Piece};
use retold_codegen::Compiled;
use retold_codegen::diagnostic::Diagnostic;
use retold_codegen::numbers::{counted, grouped};
use retold_codegen::recorded::{self, Evidence, Judge, Place, Read, Recorded};

use crate::arguments::RecordedOptions;
use crate::history::{History, finding};
use crate::shown;
use crate::terminal::{Failure, Terminal};

pub(crate) use table::table;

/// What the recorded events say.
#[derive(Debug)]
pub(crate) struct Judged {
    pub(crate) findings: Vec<Diagnostic>,
    pub(crate) recorded: Recorded,
}

/// Judges the schemas against the events that are asked for; nothing if none are.
pub(crate) fn judge(
    options: &RecordedOptions,
    compiled: &Compiled,
    terminal: &mut Terminal,
) -> Result<Option<Judged>, Failure> {
    let mut evidence = Evidence::new();
    let mut from = Vec::new();
    let judge = Judge::new(compiled);
    for history in histories(options) {
        let history = history?;
        let name = history.name.clone();
        history.for_each(
            terminal,
            |piece| gathered(piece, &name, &judge, options.sample),
            |later, _, _| {
                evidence.merge(later);
                ControlFlow::Continue(())
            },
        )?;
        from.push(name);
    }
    if from.is_empty() {
        return Ok(None);
    }
    let findings = recorded::findings(compiled, &evidence);
    let recorded = recorded::report(compiled, &evidence, from, options.sample.map(NonZeroU64::get));
    Ok(Some(Judged { findings, recorded }))
}

/// The files and stores, each opened when its turn comes.
fn histories(options: &RecordedOptions) -> impl Iterator<Item = Result<History, Failure>> {
    let events = options.events.iter().map(|path| History::open(path));
    #[cfg(feature = "stores")]
    let events = events.chain(options.store.iter().map(|url| History::open_store(url)));
    events
}

/// What a piece of a history says.
fn gathered(piece: &Piece, history: &str, judge: &Judge<'_>, sample: Option<NonZeroU64>) -> Evidence {
    let mut evidence = Evidence::new();
    piece.each(|found| match found {
        Ok(found) => event(&found, history, judge, sample, &mut evidence),
        Err(none) => evidence.no_event(|| line(history, &none), || none.error().reason().to_string()),
    });
    evidence
}

fn event(found: &Found<'_>, history: &str, judge: &Judge<'_>, sample: Option<NonZeroU64>, evidence: &mut Evidence) {
    let event = found.recorded();
    let body = judge.find(event.name, event.version, event.reads_as);
    let Some(seen) = evidence.count(event.name, event.version, body.is_ok()) else { return };
    let body = match body {
        Ok(body) => body,
        Err(none) => return seen.keep_first(|| place(found, history), || finding::unknown(&none, &event)),
    };
    // The first of each name and version in a piece, so that what is rare is read too.
    if sample.is_some_and(|sample| (seen.events - 1) % sample != 0) {
        return;
    }
    let read = match found.data() {
        Err(error) => Read::Wrong(format!("the payload is not JSON: {error}")),
        Ok(data) => match judge.read(body, data) {
            Read::Fits(end) => match found.check_beside() {
                Ok(()) => Read::Fits(end),
                Err(problem) => Read::Wrong(problem),
            },
            wrong @ Read::Wrong(_) => wrong,
        },
    };
    seen.add(read, || place(found, history));
}

fn place(found: &Found<'_>, history: &str) -> Place {
    let event = found.recorded();
    let number = found.line().or(event.position).unwrap_or(0);
    let stream = event.stream.map(|stream| stream.chars().take(200).collect());
    Place { shown: format!("{history}:{number}"), stream, position: event.position }
}

fn line(history: &str, none: &NoEvent<'_>) -> Place {
    Place { shown: format!("{history}:{}", none.line()), stream: None, position: None }
}

/// One line about what was looked at.
pub(crate) fn summary(recorded: &Recorded) -> String {
    let from: Vec<&str> = recorded.from.iter().map(String::as_str).collect();
    let from = match from.as_slice() {
        [one] => (*one).to_owned(),
        several => counted(several.len(), "file", "files"),
    };
    let read = match recorded.sample {
        None => "all of them read".to_owned(),
        Some(sample) => {
            format!("a sample read, {} of them: one in {sample} of each name and version", grouped(recorded.read))
        }
    };
    let events = counted(recorded.events, "recorded event", "recorded events");
    format!("held against {events} of {}, {read}", shown::escaped(&from))
}
