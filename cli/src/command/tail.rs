//! `retold tail URL`: what is appended to a store, as it is.

use retold::sqlite::SqliteStore;
use retold::store::{Pages, Store, Stored, StreamRead, Subscription};

use crate::arguments::Tail;
use crate::command::log;
use crate::recorded::Printer;
use crate::status::Status;
use crate::stores;
use crate::terminal::{Failure, Terminal};

/// Follows the store until Ctrl-C, or until nobody reads any more.
pub(super) fn run(arguments: &Tail, terminal: &mut Terminal) -> Status {
    match tail(arguments, terminal) {
        Ok(()) => Status::Done,
        Err(failure) => {
            terminal.failure(&failure);
            Status::CouldNotLook
        }
    }
}

fn tail(arguments: &Tail, terminal: &mut Terminal) -> Result<(), Failure> {
    let store = stores::open(&arguments.url)?;
    // What was printed is out already; there is nothing to tidy up.
    ctrlc::set_handler(|| std::process::exit(0))
        .map_err(|error| Failure::new(format!("cannot wait for Ctrl-C: {error}")))?;
    let failure = |error| stores::failure(&error);
    let types = log::Types::read(&arguments.types, terminal).names;
    let from = match (arguments.from, arguments.last) {
        (Some(position), _) => position.saturating_sub(1),
        (None, 0) => pollster::block_on(store.head()).map_err(failure)?,
        (None, count) => match &arguments.stream {
            None => log::last(&store, &types, count)?,
            Some(stream) => last_of(&store, stream, &types, count)?,
        },
    };
    let mut events = Subscription::from(store, from);
    if !types.is_empty() {
        events = events.names(types);
    }
    let mut printer = Printer::new(arguments.format, true);
    while !terminal.is_results_closed() {
        let batch = pollster::block_on(events.next_batch()).map_err(failure)?;
        let wanted: Vec<Stored<'_>> = batch
            .iter()
            .filter(|event| arguments.stream.as_deref().is_none_or(|stream| stream == event.stream))
            .collect();
        printer.print(&wanted, terminal).map_err(failure)?;
    }
    Ok(())
}

/// The position before the last so many events of a stream.
fn last_of(store: &SqliteStore, stream: &str, types: &[String], count: usize) -> Result<u64, Failure> {
    let mut before = pollster::block_on(store.head()).map_err(|error| stores::failure(&error))?;
    let mut left = count;
    let mut pages = Pages::of_stream(store.clone(), StreamRead::of(stream).backwards());
    while left > 0 {
        let Some(page) = log::next(&mut pages)? else { break };
        for event in page.iter().filter(|event| log::has_type(types, event)).take(left) {
            before = event.position - 1;
            left -= 1;
        }
    }
    Ok(before)
}
