//! All events of a store, the newest first. A store reads them forwards, so they are read in windows of positions from
//! the end, each in little memory.

use retold::sqlite::SqliteStore;
use retold::store::{AllRead, Batch, Pages, Store, Stored};

use super::bound::Bounds;
use crate::stores;
use crate::terminal::Failure;

/// How many positions the first window has.
const WINDOW: u64 = 500;

/// Windows in which there is little grow up to this.
const WIDEST: u64 = 1 << 20;

/// Calls `print` with events, the newest first, until it wants no more.
pub(super) fn all(
    store: &SqliteStore,
    types: &[String],
    bounds: &Bounds,
    mut print: impl FnMut(&[Stored<'_>]) -> Result<bool, Failure>,
) -> Result<(), Failure> {
    let mut end = pollster::block_on(store.head()).map_err(|error| stores::failure(&error))?;
    let mut width = WINDOW;
    while end > 0 {
        let start = end.saturating_sub(width);
        let pages = window(store, types, start, end)?;
        let events = || pages.iter().flat_map(Batch::iter).filter(|event| event.position <= end);
        let held: Vec<Stored<'_>> = events().rev().filter(|event| bounds.holds(event)).collect();
        if !print(&held)? || events().any(|event| bounds.is_too_old(&event)) || start <= bounds.after() && start > 0 {
            return Ok(());
        }
        if events().count() < WINDOW as usize / 4 {
            width = (width * 2).min(WIDEST);
        }
        end = start;
    }
    Ok(())
}

/// The events beyond `start`, at least up to `end`.
fn window(store: &SqliteStore, types: &[String], start: u64, end: u64) -> Result<Vec<Batch>, Failure> {
    let mut read = AllRead::after(start);
    if !types.is_empty() {
        read = read.names(types.iter().cloned());
    }
    let mut pages = Pages::of_all(store.clone(), read);
    let mut found = Vec::new();
    while let Some(page) = super::next(&mut pages)? {
        let is_last = page.read_to() >= end;
        found.push(page);
        if is_last {
            break;
        }
    }
    Ok(found)
}

/// The position after which there are so many events of these types; 0 if there are fewer.
pub(crate) fn last(store: &SqliteStore, types: &[String], count: usize) -> Result<u64, Failure> {
    let mut left = count;
    let mut before = 0;
    all(store, types, &Bounds::default(), |events| match events.get(left) {
        Some(event) => {
            before = event.position;
            Ok(false)
        }
        None => {
            left -= events.len();
            Ok(true)
        }
    })?;
    Ok(before)
}
