//! Prints how long each contender takes to generate Rust for the same events, at three sizes, and its peak memory.
//! Every measurement is a process of its own, so that memory is that of one contender alone.

use std::error::Error;
use std::process::Command;
use std::time::{Duration, Instant};

use retold_bench::generate::{by_retold, prost, typify, workload};
use retold_bench::measure::peak_memory;

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
const ROUNDS: usize = 5;
const CONTENDERS: [&str; 3] = ["retold", "typify 0.8", "prost-build 0.14"];
/// What a contender may take before larger sizes are left out.
const PATIENCE: Duration = Duration::from_secs(120);

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [contender, count] = arguments.as_slice() {
        return alone(contender, count.parse()?);
    }
    println!("generation from schemas of events of eight fields; medians of {ROUNDS} runs, each in its own process");
    println!(
        "{:<20} {:>9} {:>12} {:>12} {:>12} {:>14}",
        "", "events", "seconds", "us/event", "peak MB", "MB generated"
    );
    let mut impatient = Vec::new();
    for size in SIZES {
        let mut results: Vec<Vec<Run>> = vec![Vec::new(); CONTENDERS.len()];
        for _ in 0..ROUNDS {
            for (contender, runs) in CONTENDERS.iter().zip(&mut results) {
                if !impatient.contains(contender) {
                    runs.push(in_own_process(contender, size)?);
                }
            }
        }
        for (contender, runs) in CONTENDERS.iter().zip(&mut results) {
            runs.sort_unstable_by_key(|run| run.time);
            let Some(median) = runs.get(runs.len() / 2) else {
                println!("{contender:<20} {size:>9} {:>12}", "left out");
                continue;
            };
            if median.time * 10 > PATIENCE {
                impatient.push(contender);
            }
            println!(
                "{contender:<20} {size:>9} {:>12.3} {:>12.1} {:>12.0} {:>14.1}",
                median.time.as_secs_f64(),
                median.time.as_secs_f64() * 1e6 / size as f64,
                median.memory as f64 / 1e6,
                median.bytes as f64 / 1e6
            );
        }
    }
    Ok(())
}

#[derive(Clone)]
struct Run {
    time: Duration,
    memory: u64,
    bytes: usize,
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
