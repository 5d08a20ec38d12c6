//! Validating one file: one thread reads pieces of whole lines, the others judge them, and what they find is reported
//! in the order of the file.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use retold::JsonLines;
use retold_codegen::payload::Payloads;

use super::chunks::Chunks;
use super::finding::{self, Finding};
use super::report::Report;
use super::tally::Tally;
use crate::progress::Progress;
use crate::shown;
use crate::terminal::{Failure, Terminal};

/// The most threads; beyond that the one that reads is the slowest.
const THREADS: usize = 8;

/// A piece of a file and how many pieces came before.
type Piece = (u64, Vec<u8>);

/// What was found in a piece.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) lines: u64,
    pub(super) bytes: u64,
    pub(super) tally: Tally,
    /// The first findings; lines count from the beginning of the piece.
    pub(super) findings: Vec<Finding>,
    /// Lines that are no recorded events.
    pub(super) no_events: u64,
}

/// Validates a file, or standard input.
pub(super) fn validate(
    path: &Path,
    payloads: &Payloads<'_>,
    report: &mut Report,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let (reader, name, length) = open(path)?;
    let progress = if terminal.shows_progress() { Progress::of_bytes(length) } else { Progress::hidden() };
    report.begin(name.clone());
    work(reader, payloads, report, terminal, &progress)
        .map_err(|error| Failure::new(format!("cannot read {name}: {error}")))
}

type Input = Box<dyn Read>;

fn open(path: &Path) -> Result<(Input, String, Option<u64>), Failure> {
    if super::is_standard_input(path) {
        return Ok((Box::new(io::stdin().lock()), "<stdin>".to_owned(), None));
    }
    let shown = shown::path(path);
    let cannot = |error: io::Error| Failure::new(format!("cannot read `{shown}`: {error}"));
    let file = File::open(path).map_err(cannot)?;
    let metadata = file.metadata().map_err(cannot)?;
    if metadata.is_dir() {
        return Err(Failure::new(format!("`{shown}` is a folder, not a file of recorded events")));
    }
    // A pipe has no length.
    let length = metadata.is_file().then_some(metadata.len());
    Ok((Box::new(file), shown, length))
}

fn work(
    reader: impl Read,
    payloads: &Payloads<'_>,
    report: &mut Report,
    terminal: &mut Terminal,
    progress: &Progress,
) -> io::Result<()> {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(THREADS);
    let most = threads * 2;
    let shown = report.shown();
    let mut chunks = Chunks::new(reader);
    // One piece needs no thread beside this one.
    let Some(first) = chunks.next()? else { return Ok(()) };
    let Some(second) = chunks.next()? else {
        report.add(judge(&(0, first), payloads, shown), terminal, progress);
        return Ok(());
    };
    let (to_do, pieces) = channel::<Piece>();
    let (done, outcomes) = channel();
    let pieces = Mutex::new(pieces);
    thread::scope(|scope| {
        for _ in 0..threads {
            let (pieces, done) = (&pieces, done.clone());
            scope.spawn(move || worker(pieces, &done, payloads, shown));
        }
        drop(done);
        let mut waiting: BTreeMap<u64, Outcome> = BTreeMap::new();
        let mut sent = 0;
        let mut reported = 0;
        let mut ahead = [first, second].into_iter();
        let mut failure = None;
        let mut ended = false;
        loop {
            while !ended && sent - reported < most as u64 {
                let next = match ahead.next() {
                    Some(piece) => Ok(Some(piece)),
                    None => chunks.next(),
                };
                match next {
                    Ok(Some(piece)) => {
                        // It fails only if every worker has panicked, and then the scope says so.
                        ended = to_do.send((sent, piece)).is_err();
                        sent += 1;
                    }
                    Ok(None) => ended = true,
                    Err(error) => {
                        failure = Some(error);
                        ended = true;
                    }
                }
            }
            if reported == sent {
                break;
            }
            let Ok((index, outcome)) = outcomes.recv() else { break };
            waiting.insert(index, outcome);
            while let Some(outcome) = waiting.remove(&reported) {
                report.add(outcome, terminal, progress);
                reported += 1;
            }
            ended |= report.is_done(terminal);
        }
        drop(to_do);
        failure.map_or(Ok(()), Err)
    })
}

fn worker(pieces: &Mutex<Receiver<Piece>>, done: &Sender<(u64, Outcome)>, payloads: &Payloads<'_>, shown: usize) {
    loop {
        let piece = pieces.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(piece) = piece else { return };
        if done.send((piece.0, judge(&piece, payloads, shown))).is_err() {
            return;
        }
    }
}

/// Judges the lines of a piece.
fn judge((index, bytes): &Piece, payloads: &Payloads<'_>, shown: usize) -> Outcome {
    let mut outcome = Outcome { bytes: bytes.len() as u64, ..Outcome::default() };
    // A byte order mark may stand on the first line of a file alone.
    let before = u64::from(*index > 0);
    let mut lines = JsonLines::new(bytes.as_slice()).after(before);
    loop {
        let mut found = match lines.next_line() {
            Ok(None) => break,
            Ok(Some(line)) => {
                let recorded = line.recorded();
                let (known, mut problem) = finding::judge(payloads, &recorded, line.data());
                let beside = || line.time().map(drop).and_then(|()| line.metadata().map(drop)).err();
                let found = match problem.take() {
                    Some((event, problem)) => Some(Finding { line: line.number(), event: Some(event), problem }),
                    None => beside().map(|error| Finding::beside(&recorded, &error)),
                };
                outcome.tally.add(recorded.name, recorded.version, found.is_none(), known);
                found
            }
            Err(error) => {
                outcome.no_events += 1;
                Some(Finding::no_event(&error))
            }
        };
        if let Some(mut finding) = found.take()
            && outcome.findings.len() < shown
        {
            finding.line -= before;
            outcome.findings.push(finding);
        }
    }
    outcome.lines = lines.number() - before;
    outcome
}
