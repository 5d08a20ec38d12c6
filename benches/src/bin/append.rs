//! Prints how fast events are appended to a SQLite file and read from it, beside rusqlite by hand with the same
//! settings. The files are in the folder that the first argument names, or in the current one: it should be on a disk.
//!
//! Where there is `strace`, appending is measured a second time as on a disk whose flush takes a millisecond: every flush
//! of this program, started once more, returns so much later.

use std::error::Error;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use retold_bench::append::{by_hand, by_retold};
use retold_bench::measure::{Contender, Timing, race};
use retold_bench::replay::workload;

const ROUNDS: usize = 7;
const ONE: usize = 1_500;
const MANY: usize = 24_000;
const SLOW_ONE: usize = 300;
const SLOW_MANY: usize = 4_800;
/// Asks for the measurement on a slow disk, where it stands before the folder.
const SLOW: &str = "--slow-flush";
const LOADED: usize = 10_000;
const REBUILT: usize = 1_000_000;
const LOADS: usize = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1).peekable();
    let slow = arguments.next_if(|argument| argument == SLOW).is_some();
    let place = arguments.next().map_or_else(|| PathBuf::from("."), PathBuf::from);
    let folder = tempfile::Builder::new().prefix("retold-append").tempdir_in(place)?;
    let events = Arc::new(workload::recorded(6_000));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build()?;

    let (of_one, of_many) = if slow { (SLOW_ONE, SLOW_MANY) } else { (ONE, MANY) };
    let disk = if slow { "on a disk whose flush takes 1 ms" } else { "durable" };
    println!("one event a command, {disk}; commands a second");
    let mut hand = by_hand::open(&folder.path().join("hand.db"))?;
    let one = retold::sqlite::open(folder.path().join("one.db"))?;
    let many = retold::sqlite::open(folder.path().join("many.db"))?;
    let timings = race(
        ROUNDS,
        &mut [
            Contender::new("rusqlite, one at a time", || must(by_hand::append(&mut hand, &events, of_one))),
            Contender::new("retold, 1 task", || must(by_retold::append(&runtime, &one, &events, 1, of_one))),
            Contender::new("retold, 32 tasks", || must(by_retold::append(&runtime, &many, &events, 32, of_many))),
        ],
    );
    for (timing, commands) in timings.iter().zip([of_one, of_one, of_many]) {
        let share = commands as f64 / of_one as f64;
        print(timing, commands as f64 / timing.median().as_secs_f64(), share / timing.times(&timings[0]));
    }
    if slow {
        return Ok(());
    }
    slow_flush(folder.path());
    sqlite_es(folder.path());

    println!("load a stream of {LOADED}; events a second");
    let stream = "shop.Order/long";
    let loaded: Vec<_> = events.iter().cycle().take(LOADED).cloned().collect();
    by_hand::fill(&mut hand, stream, &loaded)?;
    by_retold::fill(&runtime, &one, stream, &loaded)?;
    if by_hand::load(&hand, stream)? != by_retold::load(&runtime, &one, stream)? {
        return Err("the contenders end in different states".into());
    }
    let timings = race(
        ROUNDS,
        &mut [
            Contender::new("rusqlite", || {
                (0..LOADS).for_each(|_| drop(black_box(must(by_hand::load(&hand, stream)))));
            }),
            Contender::new("retold", || {
                (0..LOADS).for_each(|_| drop(black_box(must(by_retold::load(&runtime, &one, stream)))));
            }),
        ],
    );
    for timing in &timings {
        let rate = (LOADS * LOADED) as f64 / timing.median().as_secs_f64();
        print(timing, rate, 1.0 / timing.times(&timings[0]));
    }

    println!("rebuild over {REBUILT} events; events a second");
    let mut hand = by_hand::open(&folder.path().join("hand-million.db"))?;
    let store = retold::sqlite::open(folder.path().join("million.db"))?;
    let part = REBUILT / 100;
    let rebuilt: Vec<_> = events.iter().cycle().take(part).cloned().collect();
    for number in 0..100 {
        let stream = format!("shop.Order/{number}");
        by_hand::fill(&mut hand, &stream, &rebuilt)?;
        by_retold::fill(&runtime, &store, &stream, &rebuilt)?;
    }
    if by_hand::rebuild(&hand)? != by_retold::rebuild(&runtime, &store)? {
        return Err("the contenders end in different states".into());
    }
    let timings = race(
        5,
        &mut [
            Contender::new("rusqlite, a plain loop", || drop(black_box(must(by_hand::rebuild(&hand))))),
            Contender::new("retold", || drop(black_box(must(by_retold::rebuild(&runtime, &store))))),
        ],
    );
    for timing in &timings {
        print(timing, REBUILT as f64 / timing.median().as_secs_f64(), 1.0 / timing.times(&timings[0]));
    }
    Ok(())
}

fn must<T>(result: Result<T, Box<dyn Error>>) -> T {
    result.unwrap_or_else(|error| panic!("a contender failed: {error}"))
}

fn print(timing: &Timing, rate: f64, ratio: f64) {
    println!("  {:<28} {rate:>12.0} {ratio:>9.2}x", timing.name);
}

/// The same once more, by this program under `strace`, which lets every flush return a millisecond later.
fn slow_flush(folder: &Path) {
    let Ok(program) = std::env::current_exe() else { return };
    let mut run = Command::new("strace");
    run.args(["-f", "--seccomp-bpf", "-qqq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync"]);
    run.args(["-e", "inject=fsync,fdatasync:delay_exit=1000"]).arg(program).arg(SLOW).arg(folder);
    match run.status() {
        Ok(status) if status.success() => {}
        Ok(status) => println!("  on a slow disk: {status}"),
        Err(error) => println!("  on a slow disk: not measured, since there is no `strace` ({error})"),
    }
}

/// sqlite-es stands on another binding of SQLite, and a program can link only one: it has a program of its own.
fn sqlite_es(folder: &Path) {
    let benches = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut run = Command::new("cargo");
    run.args(["run", "-q", "--release", "--manifest-path"]).arg(benches.join("sqlite-es/Cargo.toml"));
    run.arg("--target-dir").arg(benches.join("../target/sqlite-es")).arg("--").arg(folder);
    match run.status() {
        Ok(status) if status.success() => {}
        Ok(status) => println!("  sqlite-es: {status}"),
        Err(error) => println!("  sqlite-es: {error}"),
    }
}
