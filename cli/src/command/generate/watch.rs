//! `--watch`: runs again whenever a schema or `retold.toml` changes, until Ctrl-C. What is wrong in the schemas is
//! printed and waited out; only what cannot be watched ends it.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::once;
use crate::arguments::Generate;
use crate::config::FILE_NAME;
use crate::judged;
use crate::shown;
use crate::status::Status;
use crate::terminal::{Failure, Terminal};

/// A change is acted on when nothing more has changed for this long: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(80);

/// And after this long, even if changes go on.
const LONGEST: Duration = Duration::from_secs(1);

/// Why the waiting ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Message {
    Changed,
    Stop,
}

/// Runs until it is stopped.
pub(super) fn run(arguments: &Generate, terminal: &mut Terminal) -> Status {
    let (sender, receiver) = mpsc::channel();
    let stop = sender.clone();
    // A receiver that is gone has stopped already.
    if let Err(error) = ctrlc::set_handler(move || {
        let _ = stop.send(Message::Stop);
    }) {
        terminal.failure(&Failure::new(format!("cannot wait for Ctrl-C: {error}")));
        return Status::CouldNotLook;
    }
    let mut is_first = true;
    loop {
        // The new watch starts before the files are read, so that no change falls between the two.
        let watcher = match watch(arguments, &sender, terminal, is_first) {
            Ok(watcher) => watcher,
            Err(failure) => {
                terminal.failure(&failure);
                return Status::CouldNotLook;
            }
        };
        let ended = once::run(arguments, terminal);
        if is_first && !ended.knew_what_to_do {
            return ended.status;
        }
        is_first = false;
        if wait(&receiver) == Message::Stop || terminal.is_closed() {
            return Status::Done;
        }
        drop(watcher);
    }
}

/// Waits for a change, and until the changes pause.
fn wait(receiver: &Receiver<Message>) -> Message {
    let Ok(Message::Changed) = receiver.recv() else { return Message::Stop };
    let began = Instant::now();
    while began.elapsed() < LONGEST {
        match receiver.recv_timeout(QUIET) {
            Ok(Message::Changed) => {}
            Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return Message::Stop,
            Err(RecvTimeoutError::Timeout) => break,
        }
    }
    Message::Changed
}

/// What is watched: the schemas, and `retold.toml`.
#[derive(Clone, Debug)]
struct Watched {
    /// The schema folder or file; also when it does not exist yet.
    schemas: Option<PathBuf>,
    /// The folder of `retold.toml`.
    project: PathBuf,
}

fn watch(
    arguments: &Generate,
    sender: &Sender<Message>,
    terminal: &mut Terminal,
    announce: bool,
) -> Result<RecommendedWatcher, Failure> {
    let (schemas, project) = judged::watched(arguments.schemas.schemas.as_deref(), terminal);
    let watched = Watched { schemas, project };
    let (sender, relevant) = (sender.clone(), Relevant::new(&watched));
    let handler = move |event: notify::Result<Event>| {
        // An error is an event that was lost: what changed is unknown.
        if event.is_ok_and(|event| !relevant.has(&event)) {
            return;
        }
        let _ = sender.send(Message::Changed);
    };
    let failed = |place: &Path, error: &notify::Error| {
        let failure = Failure::new(format!("cannot watch `{}`: {error}", shown::path(place)));
        match error.kind {
            notify::ErrorKind::MaxFilesWatch => {
                failure.with_help("raise the system's limit of watches, such as fs.inotify.max_user_watches")
            }
            _ => failure,
        }
    };
    let mut watcher = notify::recommended_watcher(handler).map_err(|error| failed(&watched.project, &error))?;
    for (place, mode) in places(&watched) {
        watcher.watch(&place, mode).map_err(|error| failed(&place, &error))?;
    }
    if announce && let Some(schemas) = &watched.schemas {
        terminal.message(&format!("watching {}; Ctrl-C ends it", shown::path(schemas)));
    }
    Ok(watcher)
}

/// The places to watch: the schema folder with all in it, the folder above it, in which it can be replaced, or if it
/// does not exist the nearest one above that does; and the folder of `retold.toml`.
fn places(watched: &Watched) -> Vec<(PathBuf, RecursiveMode)> {
    let mut places = vec![(here(&watched.project), RecursiveMode::NonRecursive)];
    let mut add = |place: PathBuf, mode| {
        if !places.iter().any(|(other, _)| *other == place) {
            places.push((place, mode));
        }
    };
    if let Some(schemas) = &watched.schemas {
        if schemas.is_dir() {
            add(schemas.clone(), RecursiveMode::Recursive);
        }
        if let Some(above) = schemas.ancestors().skip(1).map(here).find(|above| above.is_dir()) {
            add(above, RecursiveMode::NonRecursive);
        }
    }
    places
}

fn here(path: impl AsRef<Path>) -> PathBuf {
    let path = path.as_ref();
    if path.as_os_str().is_empty() { PathBuf::from(".") } else { path.to_owned() }
}

/// Which events matter: reading does not, and neither do neighbours of what is watched.
#[derive(Debug)]
struct Relevant {
    schemas: Option<PathBuf>,
}

impl Relevant {
    fn new(watched: &Watched) -> Self {
        Self { schemas: watched.schemas.clone() }
    }

    fn has(&self, event: &Event) -> bool {
        if matches!(event.kind, EventKind::Access(_)) {
            return false;
        }
        event.need_rescan() || event.paths.iter().any(|path| self.concerns(path))
    }

    fn concerns(&self, path: &Path) -> bool {
        if path.file_name().is_some_and(|name| name == FILE_NAME) {
            return true;
        }
        let Some(schemas) = &self.schemas else { return false };
        let (path, schemas) = (absolute(path), absolute(schemas));
        // In it, or itself, or a folder above it that appears or disappears.
        path.starts_with(&schemas) || schemas.starts_with(&path)
    }
}

/// The path from the root, without `.` and `..` as far as the text alone says.
fn absolute(path: &Path) -> PathBuf {
    let mut absolute = PathBuf::new();
    for part in std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).components() {
        match part {
            std::path::Component::ParentDir => {
                absolute.pop();
            }
            std::path::Component::CurDir => {}
            part => absolute.push(part),
        }
    }
    absolute
}
