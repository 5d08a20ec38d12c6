//! Times contenders in turns, round by round, so that whatever else the machine does hits all alike; reports medians
//! and the ratio of each to the first.

use std::time::{Duration, Instant};

/// Someone who does the work.
pub struct Contender<'a> {
    /// Who it is.
    pub name: &'a str,
    /// Does the whole work once.
    pub run: Box<dyn FnMut() + 'a>,
}

impl<'a> Contender<'a> {
    /// A contender from its name and its work.
    pub fn new(name: &'a str, run: impl FnMut() + 'a) -> Self {
        Self { name, run: Box::new(run) }
    }
}

impl std::fmt::Debug for Contender<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Contender").field(&self.name).finish()
    }
}

/// What one contender took.
#[derive(Clone, Debug)]
pub struct Timing {
    /// Who it is.
    pub name: String,
    /// The time of each round, in the order in which they ran.
    pub rounds: Vec<Duration>,
}

impl Timing {
    /// The middle of all rounds.
    #[must_use]
    pub fn median(&self) -> Duration {
        let mut sorted = self.rounds.clone();
        sorted.sort_unstable();
        sorted.get(sorted.len() / 2).copied().unwrap_or_default()
    }

    /// The fastest round.
    #[must_use]
    pub fn fastest(&self) -> Duration {
        self.rounds.iter().min().copied().unwrap_or_default()
    }

    /// How many times as long as `base` this took: the median of the ratios round by round.
    #[must_use]
    pub fn times(&self, base: &Timing) -> f64 {
        let mut ratios: Vec<f64> = self
            .rounds
            .iter()
            .zip(&base.rounds)
            .map(|(mine, theirs)| mine.as_secs_f64() / theirs.as_secs_f64().max(f64::MIN_POSITIVE))
            .collect();
        ratios.sort_unstable_by(f64::total_cmp);
        ratios.get(ratios.len() / 2).copied().unwrap_or(f64::NAN)
    }
}

/// Runs every contender once to warm up, then `rounds` times in turns. Every round starts with another contender, so
/// that none always runs in the caches that another one left.
pub fn race(rounds: usize, contenders: &mut [Contender<'_>]) -> Vec<Timing> {
    let mut timings: Vec<Timing> = contenders
        .iter()
        .map(|contender| Timing { name: contender.name.to_owned(), rounds: vec![Duration::ZERO; rounds] })
        .collect();
    for contender in contenders.iter_mut() {
        (contender.run)();
    }
    let count = contenders.len();
    for round in 0..rounds {
        for turn in 0..count {
            let index = (round + turn) % count;
            let start = Instant::now();
            (contenders[index].run)();
            timings[index].rounds[round] = start.elapsed();
        }
    }
    timings
}

/// The highest resident memory of this process so far, in bytes; `None` where the system does not say.
#[must_use]
pub fn peak_memory() -> Option<u64> {
    peak_memory_of("self")
}

/// The same of a process that still runs, by its number.
#[must_use]
pub fn peak_memory_of(process: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}

/// The processor time of all processes that this one started and waited for, and of theirs.
///
/// # Errors
/// Where the system does not say.
pub fn time_of_ended_children() -> std::io::Result<Duration> {
    let status = std::fs::read_to_string("/proc/self/stat")?;
    // Fields are counted after the name of the program, which may have spaces in it.
    let fields = status.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace();
    let ticks: u64 = fields.skip(13).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    // A tick is a hundredth of a second on every Linux that has `/proc`.
    Ok(Duration::from_millis(ticks * 10))
}
