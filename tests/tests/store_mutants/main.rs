//! Whether the suite of the store's contract would notice: stores that break one promise each, and the clause that each
//! must fail. The same store with nothing broken passes that clause.

mod broken;
mod fault;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use retold::contract::{CLAUSES, Harness, Opening};
use retold::store::Store;

use broken::Broken;
use fault::Fault;

struct Bench {
    store: Broken,
    opened: AtomicU64,
    patience: Duration,
}

impl Bench {
    fn new(fault: Fault) -> Self {
        // Who is never woken is not to be waited for long; all others get the time that clauses have.
        let hangs = matches!(fault, Fault::NeverWakes | Fault::WakesOnlyForNews);
        let patience = Duration::from_secs(if hangs { 2 } else { 60 });
        Self { store: Broken::new(fault), opened: AtomicU64::new(0), patience }
    }
}

impl Harness for Bench {
    fn open(&self, opening: &Opening) -> Arc<dyn Store> {
        let again = self.opened.fetch_add(1, Ordering::SeqCst) > 0;
        Arc::new(self.store.opened(opening, again))
    }

    fn patience(&self) -> Duration {
        self.patience
    }
}

/// Why the store fails a clause; none where it keeps the promise.
fn failure(clause: &str, fault: Fault) -> Option<String> {
    let clause = CLAUSES.iter().find(|known| known.name == clause).expect("the suite has a clause of this name");
    let bench = Bench::new(fault);
    let panic = catch_unwind(AssertUnwindSafe(|| (clause.run)(&bench))).err()?;
    let text = panic.downcast_ref::<String>().cloned();
    Some(text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default())
}

#[test]
fn every_broken_store_fails_the_clause_that_is_about_it() {
    let mut missed = Vec::new();
    for fault in Fault::ALL {
        for clause in fault.clauses() {
            if let Some(why) = failure(clause, Fault::None) {
                missed.push(format!("a whole store fails `{clause}`: {why}"));
            }
            match failure(clause, *fault) {
                Some(why) => println!("{fault:?}: `{clause}` says: {}", why.lines().next().unwrap_or_default()),
                None => missed.push(format!("a store that {fault:?} passes `{clause}`")),
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// Each group has a mutant at least: a clause that cannot fail says nothing.
#[test]
fn no_group_of_clauses_is_left_out() {
    let group = |clause: &str| clause.split("::").next().unwrap_or_default().to_owned();
    let covered: Vec<String> =
        Fault::ALL.iter().flat_map(|fault| fault.clauses()).map(|clause| group(clause)).collect();
    for clause in CLAUSES {
        assert!(covered.contains(&group(clause.name)), "no broken store fails anything like `{}`", clause.name);
    }
}
