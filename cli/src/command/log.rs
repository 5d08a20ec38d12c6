//! `retold log URL [STREAM]`: what a store holds, of one stream or of all.

mod back;
mod bound;
mod streams;
mod types;

use retold::sqlite::SqliteStore;
use retold::store::{AllRead, Batch, Moment, Pages, Store, Stored, StreamRead};
use retold_codegen::suggest::nearest;

use crate::arguments::Log;
use crate::recorded::Printer;
use crate::shown;
use crate::status::Status;
use crate::stores;
use crate::terminal::{Failure, Terminal};

pub(super) use back::last;
use bound::Bounds;
pub(super) use types::Types;

/// Prints the events.
pub(super) fn run(arguments: &Log, terminal: &mut Terminal) -> Status {
    match log(arguments, terminal) {
        Ok(status) => status,
        Err(failure) => {
            terminal.failure(&failure);
            Status::CouldNotLook
        }
    }
}

fn log(arguments: &Log, terminal: &mut Terminal) -> Result<Status, Failure> {
    let bounds = Bounds::read(arguments)?;
    let store = stores::open(&arguments.url)?;
    if arguments.streams {
        return streams::list(&store, arguments, terminal);
    }
    let types = Types::read(&arguments.types, terminal);
    let mut out = Out {
        printer: Printer::new(arguments.format, arguments.stream.is_none()),
        left: arguments.limit.unwrap_or(usize::MAX),
        terminal,
    };
    match &arguments.stream {
        Some(stream) => of_stream(&store, stream, arguments, &types.names, &bounds, &mut out),
        None if arguments.reverse => back::all(&store, &types.names, &bounds, |events| out.print(events)),
        None => of_all(&store, &types.names, &bounds, &mut out),
    }?;
    let nothing = out.printer_is_unused();
    match &arguments.stream {
        Some(stream) if nothing => exists(&store, stream, terminal),
        None if nothing && !arguments.types.is_empty() => {
            types.tell_nothing(&arguments.types, &streams::types(&store)?, terminal);
            Ok(Status::Done)
        }
        _ => Ok(Status::Done),
    }
}

/// Where events go, up to a limit.
struct Out<'t> {
    printer: Printer,
    left: usize,
    terminal: &'t mut Terminal,
}

impl Out<'_> {
    /// Prints events; false if no more are wanted.
    fn print(&mut self, events: &[Stored<'_>]) -> Result<bool, Failure> {
        let events = &events[..events.len().min(self.left)];
        self.left -= events.len();
        self.printer.print(events, self.terminal).map_err(|error| stores::failure(&error))?;
        Ok(self.left > 0 && !self.terminal.is_results_closed())
    }

    fn printer_is_unused(&self) -> bool {
        self.printer.is_unused()
    }
}

/// Whether an event has one of these names; no names are all names.
pub(super) fn has_type(types: &[String], event: &Stored<'_>) -> bool {
    types.is_empty() || types.iter().any(|name| name == event.name)
}

fn of_stream(
    store: &SqliteStore,
    stream: &str,
    arguments: &Log,
    types: &[String],
    bounds: &Bounds,
    out: &mut Out<'_>,
) -> Result<(), Failure> {
    let mut read = StreamRead::of(stream);
    read.from = bounds.from.as_ref().map(bound::Bound::moment);
    read.to = bounds.to.as_ref().map(bound::Bound::moment);
    if arguments.reverse {
        read = read.backwards();
    }
    if types.is_empty() {
        read.limit = arguments.limit;
    }
    let mut pages = Pages::of_stream(store.clone(), read);
    while out.left > 0 {
        let Some(page) = next(&mut pages)? else { break };
        let events: Vec<Stored<'_>> = page.iter().filter(|event| has_type(types, event)).collect();
        if !out.print(&events)? {
            break;
        }
    }
    Ok(())
}

fn of_all(store: &SqliteStore, types: &[String], bounds: &Bounds, out: &mut Out<'_>) -> Result<(), Failure> {
    let mut read = AllRead::after(bounds.after());
    if !types.is_empty() {
        read = read.names(types.iter().cloned());
    }
    let mut pages = Pages::of_all(store.clone(), read);
    while out.left > 0 {
        let Some(page) = next(&mut pages)? else { break };
        // Neither positions nor times ever go back.
        let is_over = page.iter().any(|event| bounds.is_beyond(&event));
        let events: Vec<Stored<'_>> = page.iter().filter(|event| bounds.holds(event)).collect();
        if !out.print(&events)? || is_over {
            break;
        }
    }
    Ok(())
}

/// The next page.
pub(super) fn next(pages: &mut Pages<SqliteStore>) -> Result<Option<Batch>, Failure> {
    pollster::block_on(pages.next()).map_err(|error| stores::failure(&error))
}

/// Whether a stream of which nothing was printed is there at all.
fn exists(store: &SqliteStore, stream: &str, terminal: &mut Terminal) -> Result<Status, Failure> {
    let one = pollster::block_on(store.read_stream(StreamRead::of(stream).from(Moment::Version(1)).limit(1)));
    if !one.map_err(|error| stores::failure(&error))?.is_empty() {
        terminal.message("no event of the stream is as asked for");
        return Ok(Status::Done);
    }
    let mut failure = Failure::new(format!("there is no stream `{}`", shown::escaped(stream)));
    let names = streams::names(store)?;
    let is_of_it = |name: &&String| name.strip_prefix(stream).is_some_and(|rest| rest.starts_with('/'));
    let of_it: Vec<String> =
        names.iter().filter(is_of_it).take(3).map(|name| format!("`{}`", shown::escaped(name))).collect();
    failure = match nearest(stream, names.iter().map(String::as_str)) {
        _ if names.is_empty() => failure.with_help("the store has no events yet"),
        _ if !of_it.is_empty() => {
            failure.with_help(format!("a stream's name has its key, such as {}", of_it.join(", ")))
        }
        Some(nearest) => failure.with_help(format!("did you mean `{}`?", shown::escaped(nearest))),
        None => failure.with_help("`--streams` lists those that are there"),
    };
    terminal.failure(&failure);
    Ok(Status::Wrong)
}
