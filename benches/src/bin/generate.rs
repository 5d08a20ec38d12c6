//! Prints how long each contender takes to generate Rust for the same events (Retold: Rust and JSON Schema), at three
//! sizes, and its peak memory. Every measurement is a process of its own, so that memory is that of one contender alone.
//! Then the same for the whole command, which reads and writes files.

use std::error::Error;
use std::process::Command;
use std::time::{Duration, Instant};

use retold_bench::generate::command_line::Project;
use retold_bench::generate::{Run, by_retold, prost, typify, workload};
use retold_bench::measure::peak_memory;

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
const ROUNDS: usize = 5;
const CONTENDERS: [&str; 3] = ["retold", "typify 0.8", "prost-build 0.14"];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [contender, count] = arguments.as_slice() {
        return alone(contender, count.parse()?);
    }
    println!("generation from schemas of events of eight fields; medians of {ROUNDS} runs, each in its own process");
    println!("{:<24} {:>9} {:>10} {:>10} {:>9} {:>9}", "", "events", "seconds", "us/event", "peak MB", "MB made");
    for size in SIZES {
        let mut results = [const { Vec::new() }; CONTENDERS.len()];
        for _ in 0..rounds(size) {
            for (contender, runs) in CONTENDERS.iter().zip(&mut results) {
                runs.push(in_own_process(contender, size)?);
            }
        }
        for (contender, runs) in CONTENDERS.iter().zip(results) {
            print(contender, size, runs);
        }
    }
    for size in SIZES {
        let project = Project::new(&workload::retold(size))?;
        let (mut first, mut again) = (Vec::new(), Vec::new());
        for round in 0..rounds(size) {
            if round > 0 {
                project.clear()?;
            }
            first.push(project.generate()?);
            again.push(project.generate()?);
        }
        print("retold generate", size, first);
        print("  again, no change", size, again);
    }
    Ok(())
}

/// The largest size shows only whether time and memory stay linear.
fn rounds(size: usize) -> usize {
    if size > 10_000 { 1 } else { ROUNDS }
}

fn print(who: &str, size: usize, mut runs: Vec<Run>) {
    runs.sort_unstable_by_key(|run| run.time);
    let Some(median) = runs.get(runs.len() / 2) else { return };
    println!(
        "{who:<24} {size:>9} {:>10.3} {:>10.1} {:>9.0} {:>9.1}",
        median.time.as_secs_f64(),
        median.time.as_secs_f64() * 1e6 / size as f64,
        median.memory as f64 / 1e6,
        median.bytes as f64 / 1e6
    );
}

fn in_own_process(contender: &str, size: usize) -> Result<Run, Box<dyn Error>> {
    let output = Command::new(std::env::current_exe()?).args([contender, &size.to_string()]).output()?;
    if !output.status.success() {
        return Err(format!("{contender}: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let text = String::from_utf8(output.stdout)?;
    let mut numbers = text.split_whitespace();
    let mut next = || numbers.next().ok_or("a run printed too little");
    Ok(Run { time: Duration::from_nanos(next()?.parse()?), memory: next()?.parse()?, bytes: next()?.parse()? })
}

/// One measurement: prints nanoseconds, peak memory and bytes generated.
fn alone(contender: &str, count: usize) -> Result<(), Box<dyn Error>> {
    let (time, bytes) = match contender {
        "retold" => {
            let files = workload::retold(count);
            timed(|| by_retold::generate(files))?
        }
        "typify 0.8" => {
            let document = workload::json_schema(count);
            timed(|| typify::generate(&document))?
        }
        "prost-build 0.14" => {
            let descriptors = prost::descriptors(count);
            timed(|| prost::generate(descriptors))?
        }
        other => return Err(format!("no contender `{other}`").into()),
    };
    println!("{} {} {bytes}", time.as_nanos(), peak_memory().unwrap_or(0));
    Ok(())
}

fn timed<T>(work: impl FnOnce() -> Result<T, Box<dyn Error>>) -> Result<(Duration, T), Box<dyn Error>> {
    let start = Instant::now();
    let result = work()?;
    Ok((start.elapsed(), result))
}
