//! Prints how long the whole command takes to check events against a git revision, 1 % of them changed, beside
//! `buf breaking` on the same messages in Protobuf; whether that stays linear; and the same where every event embeds one
//! record, and that record is what changed.

use std::error::Error;

use retold_bench::evolution::buf;
use retold_bench::evolution::repository::{Repository, retold};
use retold_bench::evolution::workload::{self, Files, State};
use retold_bench::generate::Run;

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
/// Where the two are held side by side.
const COMPARED: usize = 10_000;
const ROUNDS: usize = 7;

const CHECK: &[&str] = &["check", "--against", "HEAD", "--quiet"];
const BREAKING: &[&str] = &["breaking", "--against", ".git#ref=HEAD"];

fn main() -> Result<(), Box<dyn Error>> {
    let retold = retold()?;
    println!("check against a git revision, one event in a hundred changed; medians of {ROUNDS} runs");
    println!("{:<34} {:>9} {:>10} {:>10} {:>9}", "", "events", "ms", "us/event", "peak MB");
    let ours = repository(workload::retold, COMPARED)?;
    match buf::program() {
        Ok((buf, version)) => {
            let theirs = repository(workload::protobuf, COMPARED)?;
            let (mut left, mut right) = (Vec::new(), Vec::new());
            for round in 0..=ROUNDS {
                let runs = (ours.run(&retold, CHECK)?, theirs.run(&buf, BREAKING)?);
                if round > 0 {
                    left.push(runs.0);
                    right.push(runs.1);
                }
            }
            let (left, right) = (median(left), median(right));
            print("retold check", COMPARED, &left);
            print(&format!("buf breaking {version}"), COMPARED, &right);
            println!("  retold takes {:.2} of the time of buf", left.time.as_secs_f64() / right.time.as_secs_f64());
        }
        Err(error) => {
            println!("  without buf: {error}");
            print("retold check", COMPARED, &runs(&ours, &retold, COMPARED)?);
        }
    }
    for size in SIZES {
        print("retold check", size, &runs(&repository(workload::retold, size)?, &retold, size)?);
    }
    for size in SIZES {
        let shared = repository(workload::retold_with_shared_record, size)?;
        print("retold check, one shared record", size, &runs(&shared, &retold, size)?);
    }
    Ok(())
}

fn repository(files: fn(usize, State) -> Files, count: usize) -> Result<Repository, Box<dyn Error>> {
    Repository::new(&files(count, State::Before), &files(count, State::After))
}

/// Once to warm up, and then what counts; the largest size shows only whether it stays linear.
fn runs(repository: &Repository, program: &std::path::Path, count: usize) -> Result<Run, Box<dyn Error>> {
    repository.run(program, CHECK)?;
    let rounds = if count > COMPARED { 1 } else { ROUNDS };
    Ok(median((0..rounds).map(|_| repository.run(program, CHECK)).collect::<Result<_, _>>()?))
}

fn median(mut runs: Vec<Run>) -> Run {
    runs.sort_unstable_by_key(|run| run.time);
    runs.swap_remove(runs.len() / 2)
}

fn print(who: &str, count: usize, run: &Run) {
    let seconds = run.time.as_secs_f64();
    println!(
        "{who:<34} {count:>9} {:>10.1} {:>10.2} {:>9.0}",
        seconds * 1e3,
        seconds * 1e6 / count as f64,
        run.memory as f64 / 1e6
    );
}
