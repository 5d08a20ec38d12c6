//! Commands over recorded events that run a program's own steps: what `retold validate` and `retold upcast` do as far as
//! derived steps go, with the functions that people wrote.
//!
//! [`tool!`](crate::tool!) makes a `main` of them, in a file such as `src/bin/events.rs`:
//!
//! ```
//! # mod events {
//! #     use serde::{Deserialize, Serialize};
//! #     #[derive(retold::Event, Serialize, Deserialize)]
//! #     #[event(name = "shop.ItemAdded", version = 1)]
//! #     pub struct ItemAdded {}
//! #     #[derive(retold::EventSet)]
//! #     pub enum CartEvent { ItemAdded(ItemAdded) }
//! # }
//! retold::tool!(events::CartEvent);
//! ```
//!
//! ```sh
//! cargo run --bin events -- validate history.jsonl
//! cargo run --bin events -- upcast shop.db > today.jsonl
//! ```
//!
//! A program that has a `main` calls [`run`] with the arguments that are meant for it.

mod arguments;
mod outcome;
mod shown;
mod today;
mod told;

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::ExitCode;

use crate::event::EventSet;
use crate::recording::Recording;
use arguments::{Arguments, Command};
use outcome::Worker;
use today::Today;
use told::Told;

pub use today::KnownEvents;

/// Makes a `main` with the commands `validate` and `upcast` over recorded events of these sets. It needs the feature
/// `tool`, and `sqlite` to read a store.
///
/// ```
/// # use serde::{Deserialize, Serialize};
/// # #[derive(retold::Event, Serialize, Deserialize)]
/// # #[event(name = "shop.ItemAdded", version = 1)]
/// # pub struct ItemAdded {}
/// # #[derive(retold::EventSet)]
/// # pub enum CartEvent { ItemAdded(ItemAdded) }
/// # #[derive(retold::Event, Serialize, Deserialize)]
/// # #[event(name = "bank.Deposited", version = 1)]
/// # pub struct Deposited {}
/// # #[derive(retold::EventSet)]
/// # pub enum AccountEvent { Deposited(Deposited) }
/// retold::tool!(CartEvent, AccountEvent);
/// ```
#[macro_export]
macro_rules! tool {
    ($($set:ty),+ $(,)?) => {
        fn main() -> ::std::process::ExitCode {
            $crate::tool::run(
                ::std::env::args_os().skip(1),
                &[$($crate::tool::events::<$set>()),+],
            )
        }
    };
}

/// The events of a set, for [`run`].
#[must_use]
pub fn events<Set: EventSet>() -> KnownEvents {
    KnownEvents::of::<Set>()
}

/// Runs a command over the events of these sets. The arguments are those after the program's name; `--help` lists them.
/// Ends with 0 if nothing is wrong, 1 if events cannot be read, and 2 if it could not look or stopped.
///
/// ```no_run
/// # use serde::{Deserialize, Serialize};
/// # #[derive(retold::Event, Serialize, Deserialize)]
/// # #[event(name = "shop.ItemAdded", version = 1)]
/// # pub struct ItemAdded {}
/// # #[derive(retold::EventSet)]
/// # pub enum CartEvent { ItemAdded(ItemAdded) }
/// use std::process::ExitCode;
///
/// fn main() -> ExitCode {
///     let mut arguments = std::env::args_os().skip(1).peekable();
///     if arguments.next_if(|first| first == "events").is_some() {
///         return retold::tool::run(arguments, &[retold::tool::events::<CartEvent>()]);
///     }
///     // What else the program does.
///     ExitCode::SUCCESS
/// }
/// ```
pub fn run(arguments: impl IntoIterator<Item = OsString>, sets: &[KnownEvents]) -> ExitCode {
    let mut results = io::stdout().lock();
    let is_seen = results.is_terminal();
    ExitCode::from(run_to(arguments, sets, &mut results, is_seen, &mut io::stderr()))
}

/// The same with results and messages going elsewhere; a result that is seen at once moves no cursor.
fn run_to(
    arguments: impl IntoIterator<Item = OsString>,
    sets: &[KnownEvents],
    results: &mut dyn Write,
    is_seen: bool,
    messages: &mut dyn Write,
) -> u8 {
    let arguments = match Arguments::read(arguments) {
        Ok(Some(arguments)) => arguments,
        Ok(None) => {
            let _ = results.write_all(arguments::USAGE.as_bytes());
            return 0;
        }
        Err(problem) => {
            let _ = write!(messages, "error: {problem}\n\n{}", arguments::USAGE);
            return 2;
        }
    };
    let today = Today::of(sets);
    let mut told = Told::new(&arguments, results, is_seen, messages);
    for file in &arguments.files {
        if let Err(problem) = one(file, &arguments, &today, &mut told) {
            told.failure(&problem);
            if arguments.command == Command::Upcast {
                break;
            }
        }
        if told.is_over() {
            break;
        }
    }
    told.end()
}

/// Goes through one file or store.
fn one(path: &Path, arguments: &Arguments, today: &Today<'_>, told: &mut Told<'_>) -> Result<(), String> {
    let name = shown::escaped(&if is_standard_input(path) { "<stdin>".into() } else { path.to_string_lossy() });
    let recording = open(path, &name)?;
    told.begin(&name);
    let worker = Worker { today, command: arguments.command, unreadable: arguments.unreadable, show: told.room() };
    let result = recording.for_each(
        |piece| worker.work(piece),
        |outcome| {
            told.add(outcome);
            if told.is_over() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        },
    );
    result.map_err(|error| format!("cannot read {name}: {}", shown::escaped(&error.to_string())))
}

fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn open(path: &Path, name: &str) -> Result<Recording<'static>, String> {
    if is_standard_input(path) {
        return Ok(Recording::of_lines(io::stdin().lock()));
    }
    #[cfg(feature = "sqlite")]
    if is_sqlite(path) {
        let store = crate::sqlite::Options::new(path).read_only().open();
        return store.map(Recording::of_store).map_err(|error| shown::escaped(&error.to_string()));
    }
    let cannot = |error: io::Error| format!("cannot read `{name}`: {error}");
    let file = File::open(path).map_err(cannot)?;
    if file.metadata().map_err(cannot)?.is_dir() {
        return Err(format!("`{name}` is a folder, not a file of recorded events"));
    }
    Ok(Recording::of_lines(file))
}

/// Whether a file begins as every SQLite file does (<https://www.sqlite.org/fileformat.html>). What is no regular file,
/// such as a pipe, must not be opened to look.
#[cfg(feature = "sqlite")]
fn is_sqlite(path: &Path) -> bool {
    use std::io::Read;

    let mut start = [0; 16];
    path.is_file()
        && File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok()
        && start == *b"SQLite format 3\0"
}

#[cfg(test)]
mod tests;
