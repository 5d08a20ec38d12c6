//! What SQLite's errors mean for a store of events: what is wrong, with which file, and what to do.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::ErrorCode;

use crate::store::{StoreError, StoreErrorKind};

/// What was being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doing {
    Opening,
    Reading,
    Writing,
    Committing,
}

/// The file, for messages.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// As it was given.
    shown: String,
    /// From the root.
    path: PathBuf,
    /// How long a lock is waited for.
    pub(super) patience: Duration,
}

impl Place {
    pub(super) fn new(path: &Path, patience: Duration) -> Result<Self, StoreError> {
        let shown = path.display().to_string();
        if shown.is_empty() || shown == ":memory:" {
            let why = "a store in a file has a path; one in memory is `retold::store::MemoryStore`";
            return Err(StoreError::invalid(why));
        }
        let absolute = std::path::absolute(path)
            .map_err(|error| StoreError::new(StoreErrorKind::Other(format!("`{shown}` is no path: {error}")), error))?;
        Ok(Self { shown, path: absolute, patience })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn shown(&self) -> &str {
        &self.shown
    }

    pub(super) fn closed(&self) -> StoreError {
        StoreErrorKind::Closed(format!("`{}` was closed: open it again", self.shown)).into()
    }

    pub(super) fn damage(&self, what: &str) -> String {
        let shown = &self.shown;
        format!("`{shown}` is damaged ({what}): restore it, or see what `sqlite3 {shown} .recover` still finds")
    }

    /// What a failure is for whoever asked; the same failure may be that of many requests.
    pub(super) fn fault(&self, doing: Doing, error: &Arc<rusqlite::Error>) -> StoreError {
        StoreError::new(self.kind(doing, error), Arc::clone(error))
    }

    fn kind(&self, doing: Doing, error: &rusqlite::Error) -> StoreErrorKind {
        let shown = &self.shown;
        let undone = match doing {
            Doing::Opening => "it was not opened",
            Doing::Reading => "nothing was read",
            Doing::Writing | Doing::Committing => "nothing was written",
        };
        let rusqlite::Error::SqliteFailure(failure, text) = error else {
            return match doing {
                // Rows of another shape than ours.
                Doing::Opening | Doing::Reading => StoreErrorKind::Damaged(self.damage(&error.to_string())),
                Doing::Writing | Doing::Committing => StoreErrorKind::Other(format!("`{shown}`: {error}")),
            };
        };
        let text = text.clone().unwrap_or_else(|| failure.to_string());
        match failure.code {
            ErrorCode::DiskFull => {
                StoreErrorKind::Full(format!("no room is left for `{shown}`: {undone}; free some, and try again"))
            }
            ErrorCode::ReadOnly => StoreErrorKind::ReadOnly(format!(
                "`{shown}` takes no writes ({text}): {undone}; mend the permissions of the file and its folder, or open \
                 it with `Options::read_only`"
            )),
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreErrorKind::Busy(format!(
                "`{shown}` has been locked by somebody else for {:?}: {undone}; try again, or see who holds it \
                 (`fuser {shown}`)",
                self.patience
            )),
            ErrorCode::NotADatabase => self.not_a_store("it is no SQLite database"),
            ErrorCode::DatabaseCorrupt => StoreErrorKind::Damaged(self.damage(&text)),
            ErrorCode::CannotOpen | ErrorCode::PermissionDenied => self.cannot_open(&text),
            ErrorCode::SystemIoFailure if doing == Doing::Committing => StoreErrorKind::Unknown(format!(
                "the disk of `{shown}` failed while a commit was written ({text}): nobody knows whether it will be \
                 there; read the stream, or send the command again with the same id"
            )),
            ErrorCode::SystemIoFailure => StoreErrorKind::Other(format!(
                "the disk of `{shown}` fails ({text}): {undone}; look at the disk and the system's log"
            )),
            _ => StoreErrorKind::Other(format!("`{shown}`: {text}: {undone}")),
        }
    }

    pub(super) fn not_a_store(&self, why: &str) -> StoreErrorKind {
        StoreErrorKind::NotAStore(format!(
            "`{}` is no store of events: {why}; name another file, nothing was changed in this one",
            self.shown
        ))
    }

    /// SQLite does not say why. Only asked of the file system: opening and closing the file here would take away the
    /// locks that this process has on it (<https://www.sqlite.org/howtocorrupt.html>, 2.2).
    fn cannot_open(&self, text: &str) -> StoreErrorKind {
        let shown = &self.shown;
        let folder = self.path.parent().unwrap_or(&self.path);
        match (std::fs::metadata(&self.path), std::fs::metadata(folder)) {
            (Ok(file), _) if file.is_dir() => self.not_a_store("it is a folder"),
            (Ok(_), _) => StoreErrorKind::ReadOnly(format!(
                "`{shown}` cannot be used: a store makes two files beside it (`-wal`, `-shm`), and the folder or the \
                 file does not let it; mend the permissions, or copy the file to where you may write"
            )),
            (Err(_), Err(_)) => StoreErrorKind::NotFound(format!(
                "`{shown}` cannot be made: there is no folder `{}`; make it first",
                folder.display()
            )),
            (Err(error), Ok(_)) if error.kind() == std::io::ErrorKind::NotFound => StoreErrorKind::ReadOnly(format!(
                "`{shown}` is not there and cannot be made ({text}): mend the permissions of `{}`",
                folder.display()
            )),
            (Err(error), Ok(_)) => StoreErrorKind::Other(format!("`{shown}` cannot be opened: {error}")),
        }
    }
}
