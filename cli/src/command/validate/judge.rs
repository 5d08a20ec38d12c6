//! What is found in a piece of a history, worked out on any thread.

use retold::recording::Piece;
use retold_codegen::payload::Payloads;

use crate::history::finding::{self, Finding};
use crate::history::tally::Tally;

/// What was found in a piece.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// How many lines there are up to its end, and how many bytes or positions.
    pub(super) lines: u64,
    pub(super) read_to: u64,
    pub(super) tally: Tally,
    /// The first findings.
    pub(super) findings: Vec<Finding>,
    /// Lines that are no recorded events.
    pub(super) no_events: u64,
}

/// Judges the events of a piece.
pub(super) fn judge(piece: &Piece, payloads: &Payloads<'_>, shown: usize) -> Outcome {
    let mut outcome = Outcome { lines: piece.lines(), read_to: piece.read_to(), ..Outcome::default() };
    piece.each(|found| {
        let finding = match found {
            Ok(found) => {
                let recorded = found.recorded();
                let finding = finding::judge(payloads, &found).err();
                let known = finding.as_ref().is_none_or(Finding::is_known);
                outcome.tally.add(recorded.name, recorded.version, finding.is_none(), known);
                finding
            }
            Err(none) => {
                outcome.no_events += 1;
                Some(Finding::no_event(&none))
            }
        };
        if let Some(finding) = finding
            && outcome.findings.len() < shown
        {
            outcome.findings.push(finding);
        }
    });
    outcome
}
