//! The streams of a store: how many events each has, and when the last was recorded.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use retold::sqlite::SqliteStore;
use retold::store::{AllRead, Pages};
use serde::Serialize;

use crate::arguments::{EventFormat, Log};
use crate::shown;
use crate::status::Status;
use crate::terminal::{Failure, Terminal};

#[derive(Debug)]
struct Seen {
    version: u64,
    time: Timestamp,
    position: u64,
}

#[derive(Debug, Serialize)]
struct Listed<'a> {
    stream: &'a str,
    version: u64,
    position: u64,
    time: String,
}

/// Prints the streams, by name.
pub(super) fn list(store: &SqliteStore, arguments: &Log, terminal: &mut Terminal) -> Result<Status, Failure> {
    let streams = streams(store, AllRead::after(0))?;
    let mut text = String::new();
    let width = streams.keys().map(|name| shown::escaped(name).chars().count()).max().unwrap_or(0).clamp(6, 80);
    if arguments.format == EventFormat::Table && !streams.is_empty() {
        text = format!("{:width$}  {:>7}  last event\n", "stream", "version");
    }
    for (stream, Seen { version, time, position }) in streams.iter().take(arguments.limit.unwrap_or(usize::MAX)) {
        match arguments.format {
            EventFormat::Table => {
                text.push_str(&format!("{:width$}  {version:>7}  {time}\n", shown::escaped(stream)));
            }
            EventFormat::Json => {
                let listed = Listed { stream, version: *version, position: *position, time: time.to_string() };
                let line = serde_json::to_string(&listed).map_err(|error| Failure::new(error.to_string()))?;
                text.push_str(&line);
                text.push('\n');
            }
        }
    }
    terminal.result(&text);
    Ok(Status::Done)
}

/// Events that are looked through for names to suggest: a slip of the pen must not read a large store to its end.
const LOOKED_THROUGH: usize = 100_000;

/// The names of streams, as far as they are found quickly.
pub(super) fn names(store: &SqliteStore) -> Result<Vec<String>, Failure> {
    Ok(streams(store, AllRead::after(0).limit(LOOKED_THROUGH))?.into_keys().collect())
}

/// The names of events, as far as they are found quickly.
pub(super) fn types(store: &SqliteStore) -> Result<BTreeSet<String>, Failure> {
    let mut types = BTreeSet::new();
    let mut pages = Pages::of_all(store.clone(), AllRead::after(0).limit(LOOKED_THROUGH));
    while let Some(page) = super::next(&mut pages)? {
        for event in page
            .iter()
            .filter(|event| !types.contains(event.name))
            .map(|event| event.name.to_owned())
            .collect::<Vec<_>>()
        {
            types.insert(event);
        }
    }
    Ok(types)
}

fn streams(store: &SqliteStore, read: AllRead) -> Result<BTreeMap<String, Seen>, Failure> {
    let mut streams: BTreeMap<String, Seen> = BTreeMap::new();
    let mut pages = Pages::of_all(store.clone(), read);
    while let Some(page) = super::next(&mut pages)? {
        for event in page.iter() {
            let seen = Seen { version: event.stream_version, time: event.time, position: event.position };
            match streams.get_mut(event.stream) {
                Some(known) => *known = seen,
                None => {
                    streams.insert(event.stream.to_owned(), seen);
                }
            }
        }
    }
    Ok(streams)
}
