//! Validating a store: every event, page by page, each in the version that it was written in.

use std::path::Path;

use retold::Recorded;
use retold::store::{AllRead, Batch, Pages, Store};
use retold_codegen::payload::Payloads;
use serde_json::value::RawValue;

use super::files::Outcome;
use super::finding::{self, Finding};
use super::report::Report;
use crate::progress::Progress;
use crate::shown;
use crate::stores;
use crate::terminal::{Failure, Terminal};

/// Validates all events of a store.
pub(super) fn validate(
    path: &Path,
    payloads: &Payloads<'_>,
    report: &mut Report,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let failure = |error| stores::failure(&error);
    let store = stores::open(&path.to_string_lossy())?;
    let head = pollster::block_on(store.head()).map_err(failure)?;
    let progress = if terminal.shows_progress() { Progress::of_events(head) } else { Progress::hidden() };
    report.begin(shown::path(path));
    let mut pages = Pages::of_all(store, AllRead::after(0));
    let mut before = 0;
    while let Some(page) = pollster::block_on(pages.next()).map_err(failure)? {
        let mut outcome = judge(&page, payloads, report.shown());
        // The bar counts positions.
        outcome.bytes = page.read_to().saturating_sub(before);
        before = page.read_to();
        report.add_stored(outcome, terminal, &progress);
        if report.is_done(terminal) {
            break;
        }
    }
    Ok(())
}

fn judge(page: &Batch, payloads: &Payloads<'_>, shown: usize) -> Outcome {
    let mut outcome = Outcome::default();
    for event in page.iter() {
        let recorded = Recorded::from(event);
        let (known, found) = match serde_json::from_str::<&RawValue>(event.payload) {
            Ok(data) => finding::judge(payloads, &recorded, data),
            Err(error) => {
                let known = payloads.find(recorded.name, recorded.version, recorded.reads_as).is_ok();
                (known, Some(finding::no_json(&recorded, &error)))
            }
        };
        let found = found.or_else(|| event.metadata().err().map(|error| finding::damaged(&recorded, &error)));
        outcome.tally.add(recorded.name, recorded.version, found.is_none(), known);
        if let Some((event, problem)) = found
            && outcome.findings.len() < shown
        {
            outcome.findings.push(Finding { line: 0, event: Some(event), problem });
        }
    }
    outcome
}
