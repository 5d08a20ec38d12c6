//! What the evolution check says of random changes, held against what payloads of the other side are read as: where it
//! finds nothing, payloads that may have been written are read and mean the same, says a reading of the model that was
//! written for this test, the steps, and an independent validator with the JSON Schemas; and each witness is one.
//!
//! `RETOLD_SEEDS` is how many changes are tried, `RETOLD_FIRST_SEED` where they begin.

#![allow(unreachable_pub)]

mod decoders;
mod documents;
mod edits;
mod oracle;
mod sides;

use documents::Documents;
use retold_codegen::diagnostic::{Diagnostic, Severity};
use retold_codegen::evolution::{Mode, Options, judge};
use retold_codegen::rules::Direction;
use retold_codegen::sample::Numbers;
use retold_codegen::{Compiled, compile};
use retold_tests::random_schema::random_schema;
use sides::Side;

/// How many changes are tried where nobody says.
const SEEDS: u64 = 36;
/// How many disagreements are shown.
const SHOWN: usize = 30;

fn options(mode: Mode) -> Options {
    Options { mode, ..Options::default() }
}

/// What a change gives in both directions.
fn findings(old: &Compiled, new: &Compiled) -> Vec<Diagnostic> {
    judge(old, 1000, new, options(Mode::Full)).findings
}

#[test]
fn verdicts_hold_for_random_changes() {
    let number = |name: &str| std::env::var(name).ok().and_then(|number| number.parse().ok());
    let (first, count) = (number("RETOLD_FIRST_SEED").unwrap_or(0), number("RETOLD_SEEDS").unwrap_or(SEEDS));
    let mut seen = Seen::default();
    let mut problems = Vec::new();
    for seed in first..first + count {
        let documents = Documents::of(&random_schema(seed / 3));
        let old = compile(&documents.sources()).compiled.expect("a random schema has no mistake");
        let mut numbers = Numbers::new(seed);
        let Some((changed, new, names)) = edits::edited(&documents, &mut numbers) else { continue };
        let found = findings(&old, &new);
        for problem in disagreements(&old, &new, &found, seed, &mut seen) {
            problems.push(format!("{seed} ({}): {problem}\n{}", names.join(", "), shown(&documents, &changed)));
        }
    }
    println!("{seen:?}");
    let shown = problems.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join("\n\n");
    assert!(problems.is_empty(), "{} disagreements\n{shown}", problems.len());
    assert!(seen.payloads > 20 * count && seen.refused > count / 8 && seen.reread > count / 30, "{seen:?}");
}

/// How much was looked at.
#[derive(Debug, Default)]
struct Seen {
    clean: usize,
    payloads: u64,
    refused: u64,
    reread: u64,
    /// Findings without a witness.
    told: u64,
}

/// The definitions that differ.
fn shown(before: &Documents, after: &Documents) -> String {
    let (before, after) = (before.shown(), after.shown());
    let gone = before.iter().filter(|line| !after.contains(line)).map(|line| format!("-{line}"));
    let come = after.iter().filter(|line| !before.contains(line)).map(|line| format!("+{line}"));
    gone.chain(come).collect::<Vec<_>>().join("\n")
}

fn disagreements(old: &Compiled, new: &Compiled, found: &[Diagnostic], seed: u64, seen: &mut Seen) -> Vec<String> {
    let mut problems = Vec::new();
    let (before, after) = (Side::new(old), Side::new(new));
    for (direction, writer, reader) in [(Direction::Backward, &before, &after), (Direction::Forward, &after, &before)] {
        let found: Vec<&Diagnostic> = found.iter().filter(|finding| finding.direction == Some(direction)).collect();
        let errors: Vec<&Diagnostic> =
            found.iter().filter(|finding| finding.severity() == Severity::Error).copied().collect();
        seen.clean += usize::from(errors.is_empty());
        for finding in &found {
            if finding.rule.id == "evolution-undecided" {
                problems.push(format!("undecided: {}", finding.message));
            }
            match (&finding.witness, &finding.readings) {
                (Some(_), Some(_)) => seen.reread += 1,
                (Some(_), None) => seen.refused += 1,
                (None, _) => seen.told += 1,
            }
            problems.extend(sides::witness_is_none(writer, reader, direction, finding));
        }
        problems.extend(sides::unfound(writer, reader, direction, &errors, seed, &mut seen.payloads));
    }
    problems
}

#[test]
fn what_did_not_change_gives_nothing() {
    for seed in 0..25 {
        let compiled = compile(&random_schema(seed)).compiled.expect("a random schema has no mistake");
        for frozen in [false, true] {
            let judged = judge(&compiled, 1000, &compiled, Options { mode: Mode::Full, frozen });
            assert_eq!(judged.findings, [], "seed {seed}");
        }
    }
}

#[test]
fn the_schemas_of_this_repository_give_nothing_against_themselves() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package is in the workspace");
    let mut count = 0;
    for folder in ["schemas", "tests/schemas/constructs", "tests/schemas/language", "examples", "benches/schemas"] {
        for sources in sides::schema_folders(&root.join(folder)) {
            let Some(compiled) = compile(&sources).compiled else { continue };
            count += 1;
            for frozen in [false, true] {
                let judged = judge(&compiled, 1000, &compiled, Options { mode: Mode::Full, frozen });
                assert_eq!(judged.findings, [], "{folder}");
            }
        }
    }
    assert!(count > 4, "{count}");
}
