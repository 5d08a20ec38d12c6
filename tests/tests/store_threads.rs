//! What the threads of the SQLite store share, under every order in which they may run (loom): the queue in front of the
//! writer and the readers, and the seats of those that wait. Both files take their locks from `super::sync`; here those
//! are loom's. What is left are channels of tokio, which has such tests of its own.

#![allow(dead_code, unreachable_pub)]

/// The locks whose every order loom tries.
mod sync {
    pub(super) use loom::hint::spin_loop;
    pub(super) use loom::sync::atomic::{AtomicBool, Ordering};
    pub(super) use loom::sync::{Condvar, Mutex, MutexGuard};
}

#[path = "../../runtime/src/sqlite/queue.rs"]
mod queue;
#[path = "../../runtime/src/sqlite/seats.rs"]
mod seats;

use std::time::Duration;

use loom::sync::Arc;
use loom::thread;

use self::queue::Queue;
use self::seats::{Call, Seats};

#[test]
fn every_request_is_worked_on_or_given_back() {
    loom::model(|| {
        let queue = Arc::new(Queue::new());
        let worker = thread::spawn({
            let queue = Arc::clone(&queue);
            move || {
                let mut done = Vec::new();
                while let Some(group) = queue.take(8, 1, Duration::ZERO) {
                    done.extend(group);
                }
                done
            }
        });
        let pusher = thread::spawn({
            let queue = Arc::clone(&queue);
            move || queue.push(1).is_ok()
        });
        let second = queue.push(2).is_ok();
        queue.close();
        let first = pusher.join().unwrap();
        let mut done = worker.join().unwrap();
        done.sort_unstable();
        let taken: Vec<i32> =
            [(first, 1), (second, 2)].into_iter().filter(|(taken, _)| *taken).map(|(_, n)| n).collect();
        assert_eq!(done, taken, "what was taken is worked on, and what was not is known to be so");
    });
}

#[test]
fn who_looks_before_it_sleeps_misses_nothing() {
    loom::model(|| {
        let queue = Arc::new(Queue::new());
        let worker = thread::spawn({
            let queue = Arc::clone(&queue);
            move || {
                let mut done = Vec::new();
                loop {
                    queue.look(1);
                    match queue.take(1, 1, Duration::ZERO) {
                        Some(group) => done.extend(group),
                        None => return done,
                    }
                }
            }
        });
        assert!(queue.push(1).is_ok());
        assert!(queue.push(2).is_ok());
        queue.close();
        assert_eq!(worker.join().unwrap(), [1, 2]);
    });
}

#[test]
fn readers_share_a_queue_and_all_of_them_end() {
    // Three threads have too many orders for all of them: those with up to two interruptions, as loom's authors advise.
    let mut model = loom::model::Builder::new();
    model.preemption_bound = Some(2);
    model.check(|| {
        let queue = Arc::new(Queue::new());
        let readers: Vec<_> = (0..2)
            .map(|_| {
                let queue = Arc::clone(&queue);
                thread::spawn(move || std::iter::from_fn(|| queue.pop()).count())
            })
            .collect();
        assert!(queue.push(1).is_ok());
        assert!(queue.push(2).is_ok());
        queue.close();
        let done: usize = readers.into_iter().map(|reader| reader.join().unwrap()).sum();
        assert_eq!(done, 2);
    });
}

#[test]
fn a_thread_that_gives_up_leaves_no_request_behind() {
    loom::model(|| {
        let queue = Arc::new(Queue::new());
        let pusher = thread::spawn({
            let queue = Arc::clone(&queue);
            move || queue.push(1).is_ok()
        });
        let given_back = queue.abandon().len();
        let pushed = pusher.join().unwrap();
        assert_eq!(given_back, usize::from(pushed));
        assert!(queue.push(2).is_err());
    });
}

#[test]
fn who_takes_a_seat_is_looked_after() {
    loom::model(|| {
        let seats = Arc::new(Seats::new());
        let watcher = thread::spawn({
            let seats = Arc::clone(&seats);
            move || seats.rest(Duration::ZERO)
        });
        // The watcher sleeps until there is somebody: a wake-up that is lost would let it sleep for ever.
        let seat = seats.take();
        assert_eq!(watcher.join().unwrap(), Call::Look);
        drop(seat);
    });
}

#[test]
fn the_watcher_ends_whoever_waits() {
    loom::model(|| {
        let seats = Arc::new(Seats::new());
        let watcher = thread::spawn({
            let seats = Arc::clone(&seats);
            // Twice at most, since with somebody in a seat it would look for ever.
            move || seats.rest(Duration::ZERO) == Call::End || seats.rest(Duration::ZERO) == Call::End
        });
        let waiter = thread::spawn({
            let seats = Arc::clone(&seats);
            move || drop(seats.take())
        });
        waiter.join().unwrap();
        seats.close();
        watcher.join().unwrap();
    });
}
