//! Prints how long Retold and the crate `jsonschema` take to hold a million recorded events against the same schemas,
//! on one core and on all, and the ratios. Another number of events may be given.

use std::cell::Cell;
use std::error::Error;
use std::path::Path;

use retold_bench::measure::{Contender, peak_memory, race};
use retold_bench::validate::by_json_schema::{self, Validators};
use retold_bench::validate::{by_retold, workload};
use retold_codegen::payload::Payloads;

const EVENTS: usize = 1_000_000;
const ROUNDS: usize = 7;

fn main() -> Result<(), Box<dyn Error>> {
    let events = std::env::args().nth(1).map_or(Ok(EVENTS), |word| word.parse())?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("history.jsonl");
    let bytes = workload::write(&file, events)?;
    let compiled = workload::schemas()?;
    let (payloads, validators) = (Payloads::new(&compiled.set), Validators::new(&compiled)?);
    println!("{events} recorded events of six kinds and nine versions, {bytes} bytes, held against their schemas");

    let right = Cell::new(true);
    let all =
        |found: Result<u64, Box<dyn Error>>| right.set(right.get() && found.is_ok_and(|found| found == events as u64));
    let file: &Path = &file;
    let timings = race(
        ROUNDS,
        &mut [
            Contender::new("retold, one core", || all(by_retold::one_core(file, &payloads))),
            Contender::new("jsonschema, one core", || all(by_json_schema::one_core(file, &validators))),
            Contender::new("retold, every core", || all(by_retold::every_core(file, &payloads))),
            Contender::new("jsonschema, every core", || all(by_json_schema::every_core(file, &validators))),
        ],
    );
    if !right.get() {
        return Err("a contender did not find that every event fits".into());
    }
    println!("{:<24} {:>10} {:>12} {:>8}", "", "ns/event", "events/s", "ratio");
    for (pair, timing) in timings.iter().enumerate() {
        let each = timing.median().as_secs_f64() / events as f64;
        // Each pair beside the first of it.
        let ratio = timing.times(&timings[pair / 2 * 2]);
        println!("{:<24} {:>10.0} {:>12.0} {ratio:>7.2}x", timing.name, each * 1e9, 1.0 / each);
    }
    if let Some(peak) = peak_memory() {
        println!("peak memory of all of it: {} MB", peak >> 20);
    }
    Ok(())
}
