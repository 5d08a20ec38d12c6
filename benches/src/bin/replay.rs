//! Prints how long each contender takes to replay the same stream, and the ratios.

use std::error::Error;
use std::hint::black_box;

use retold_bench::measure::{Contender, race};
use retold_bench::replay::{by_hand, by_retold, cqrs_es, esrs, workload};

const EVENTS: usize = 1_200;
const REPEATS: usize = 40;
const ROUNDS: usize = 15;

fn main() -> Result<(), Box<dyn Error>> {
    let events = workload::recorded(EVENTS);
    let expected = by_hand::replay_slices(&events)?;
    for state in [
        by_retold::replay(&events)?,
        by_hand::replay_strings(&events)?,
        cqrs_es::replay(&events)?,
        esrs::replay(&events)?,
    ] {
        if state != expected {
            return Err("a contender ended in another state".into());
        }
    }
    println!(
        "replay of a stream of {EVENTS} events of six kinds, {} bytes each in the mean, {:.0} % in an older version",
        workload::mean_size(&events),
        workload::old_share(&events) * 100.0
    );

    let repeat = |work: &dyn Fn()| (0..REPEATS).for_each(|_| work());
    let timings = race(
        ROUNDS,
        &mut [
            Contender::new("retold", || repeat(&|| drop(black_box(by_retold::replay(black_box(&events)))))),
            Contender::new("by hand, from_slice", || {
                repeat(&|| drop(black_box(by_hand::replay_slices(black_box(&events)))));
            }),
            Contender::new("by hand, from_str", || {
                repeat(&|| drop(black_box(by_hand::replay_strings(black_box(&events)))));
            }),
            Contender::new("cqrs-es 0.5", || repeat(&|| drop(black_box(cqrs_es::replay(black_box(&events)))))),
            Contender::new("esrs 0.18", || repeat(&|| drop(black_box(esrs::replay(black_box(&events)))))),
        ],
    );
    let base = &timings[0];
    println!("{:<24} {:>12} {:>12} {:>10}", "", "ns/event", "fastest", "ratio");
    for timing in &timings {
        let each = |time: std::time::Duration| time.as_secs_f64() * 1e9 / (EVENTS * REPEATS) as f64;
        println!(
            "{:<24} {:>12.0} {:>12.0} {:>9.2}x",
            timing.name,
            each(timing.median()),
            each(timing.fastest()),
            timing.times(base)
        );
    }
    Ok(())
}
