//! The same work on many files, on as many threads as the machine has cores.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Less work than this, in bytes of text, is done faster than threads start.
const WORTH_IT: usize = 256 << 10;

/// What `work` makes of each item, in the order of the items. `size` is the bytes of text in all of them.
pub(crate) fn map<'i, I: Sync, O: Send>(items: &'i [I], size: usize, work: impl Fn(&'i I) -> O + Sync) -> Vec<O> {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(items.len());
    if threads < 2 || size < WORTH_IT {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut made = Vec::new();
        while let Some((index, item)) =
            Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, items.get(at)?)))
        {
            made.push((index, work(item)));
        }
        made
    };
    let mut made: Vec<(usize, O)> = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(worker)).collect();
        let mut made = worker();
        for other in others {
            match other.join() {
                Ok(more) => made.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        made
    });
    made.sort_unstable_by_key(|(index, _)| *index);
    made.into_iter().map(|(_, made)| made).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..1000).collect();
        let doubled: Vec<usize> = items.iter().map(|item| item * 2).collect();
        assert_eq!(super::map(&items, usize::MAX, |item| item * 2), doubled);
        assert_eq!(super::map(&items, 0, |item| item * 2), doubled);
    }
}
