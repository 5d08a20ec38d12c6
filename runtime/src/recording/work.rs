//! Pieces worked on by several threads: one reads, the others work, and what they make is taken in the order of the
//! pieces. No more of them than a few are in memory at once.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// The most threads; beyond that the one that reads is the slowest.
const THREADS: usize = 8;

/// Calls `work` with everything that `next` gives, and `take` with what it made, in order.
pub(super) fn in_order<Piece: Send, Outcome: Send, Error>(
    mut next: impl FnMut() -> Result<Option<Piece>, Error>,
    work: impl Fn(&Piece) -> Outcome + Sync,
    mut take: impl FnMut(Outcome) -> ControlFlow<()>,
) -> Result<(), Error> {
    // One piece needs no thread beside this one.
    let Some(first) = next()? else { return Ok(()) };
    let second = match next() {
        Ok(Some(second)) => second,
        ended => {
            let _ = take(work(&first));
            return ended.map(drop);
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from).min(THREADS);
    let most = threads as u64 * 2;
    let (to_do, pieces) = channel::<(u64, Piece)>();
    let (done, outcomes) = channel();
    let pieces = Mutex::new(pieces);
    thread::scope(|scope| {
        for _ in 0..threads {
            let (pieces, done, work) = (&pieces, done.clone(), &work);
            scope.spawn(move || worker(pieces, &done, work));
        }
        drop(done);
        let mut waiting: BTreeMap<u64, Outcome> = BTreeMap::new();
        let (mut sent, mut taken) = (0, 0);
        let mut ahead = [first, second].into_iter();
        let mut failure = None;
        let (mut ended, mut broken) = (false, false);
        while !broken {
            while !ended && sent - taken < most {
                match ahead.next().map_or_else(&mut next, |piece| Ok(Some(piece))) {
                    Ok(Some(piece)) => {
                        // It fails only if every worker has panicked, and then the scope says so.
                        ended = to_do.send((sent, piece)).is_err();
                        sent += 1;
                    }
                    Ok(None) => ended = true,
                    Err(error) => {
                        failure = Some(error);
                        ended = true;
                    }
                }
            }
            if taken == sent {
                break;
            }
            let Ok((index, outcome)) = outcomes.recv() else { break };
            waiting.insert(index, outcome);
            while !broken && let Some(outcome) = waiting.remove(&taken) {
                broken = take(outcome).is_break();
                taken += 1;
            }
        }
        drop(to_do);
        failure.map_or(Ok(()), Err)
    })
}

fn worker<Piece, Outcome>(
    pieces: &Mutex<Receiver<(u64, Piece)>>,
    done: &Sender<(u64, Outcome)>,
    work: impl Fn(&Piece) -> Outcome,
) {
    loop {
        let piece = pieces.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((index, piece)) = piece else { return };
        if done.send((index, work(&piece))).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counting(to: u64) -> impl FnMut() -> Result<Option<u64>, String> {
        let mut numbers = 0..to;
        move || Ok(numbers.next())
    }

    #[test]
    fn what_is_made_is_taken_in_order() {
        for to in [0, 1, 2, 1_000] {
            let mut taken = Vec::new();
            let slow = |number: &u64| {
                thread::sleep(std::time::Duration::from_micros(number * 37 % 200));
                number * 2
            };
            let take = |number| {
                taken.push(number);
                ControlFlow::Continue(())
            };
            assert_eq!(in_order(counting(to), slow, take), Ok(()));
            assert_eq!(taken, (0..to).map(|number| number * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_failure_comes_after_what_was_read_before_it() {
        for at in [0, 1, 2, 50] {
            let mut count = 0;
            let mut numbers = counting(100);
            let next = || match numbers() {
                Ok(Some(number)) if number == at => Err("broken".to_owned()),
                other => other,
            };
            let take = |_| {
                count += 1;
                ControlFlow::Continue(())
            };
            assert_eq!((in_order(next, |_| (), take), count), (Err("broken".to_owned()), at));
        }
    }

    #[test]
    fn after_a_break_nothing_more_is_taken() {
        let mut taken = 0;
        let take = |number| {
            taken += 1;
            if number == 5 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        assert_eq!(in_order(counting(u64::MAX), |number| *number, take), Ok(()));
        assert_eq!(taken, 6);
    }
}
