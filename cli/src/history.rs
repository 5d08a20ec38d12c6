//! Recorded events for the commands that go through them: files of lines, standard input and stores, opened by what
//! people call them, with a bar that shows how far it has come.

pub(crate) mod finding;
pub(crate) mod tally;

use std::fs::File;
use std::io;
use std::ops::ControlFlow;
use std::path::Path;

use retold::recording::{Piece, Recording, RecordingError};

use crate::progress::Progress;
use crate::shown;
use crate::terminal::{Failure, Terminal};

/// A file or a store, opened.
#[derive(Debug)]
pub(crate) struct History {
    /// As messages call it.
    pub(crate) name: String,
    recording: Recording<'static>,
    extent: Extent,
}

/// How far it goes.
#[derive(Debug)]
enum Extent {
    /// In bytes; a pipe has no length.
    Bytes(Option<u64>),
    #[cfg(feature = "stores")]
    Positions(u64),
}

impl History {
    /// Opens a file, a store, or with `-` standard input.
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        if is_standard_input(path) {
            let recording = Recording::of_lines(io::stdin().lock());
            return Ok(Self { name: "<stdin>".to_owned(), recording, extent: Extent::Bytes(None) });
        }
        #[cfg(feature = "stores")]
        if crate::stores::is_store(path) {
            return Self::open_store(path);
        }
        let name = shown::path(path);
        let cannot = |error: io::Error| Failure::new(format!("cannot read `{name}`: {error}"));
        let file = File::open(path).map_err(cannot)?;
        let metadata = file.metadata().map_err(cannot)?;
        if metadata.is_dir() {
            return Err(Failure::new(format!("`{name}` is a folder, not a file of recorded events")));
        }
        let length = metadata.is_file().then_some(metadata.len());
        Ok(Self { name, recording: Recording::of_lines(file), extent: Extent::Bytes(length) })
    }

    /// Opens a store by its URL.
    #[cfg(feature = "stores")]
    pub(crate) fn open_store(url: &Path) -> Result<Self, Failure> {
        use retold::store::Store;

        let store = crate::stores::open(&url.to_string_lossy())?;
        let head = pollster::block_on(store.head()).map_err(|error| crate::stores::failure(&error))?;
        let recording = Recording::of_store(store);
        Ok(Self { name: shown::path(url), recording, extent: Extent::Positions(head) })
    }

    /// Whether its events have lines, and not positions of a store.
    pub(crate) fn has_lines(&self) -> bool {
        match self.extent {
            Extent::Bytes(_) => true,
            #[cfg(feature = "stores")]
            Extent::Positions(_) => false,
        }
    }

    /// Calls `work` with every piece, on every core, and `take` with what it gave, in the order of the history.
    pub(crate) fn for_each<Outcome: Send>(
        self,
        terminal: &mut Terminal,
        work: impl Fn(&Piece) -> Outcome + Sync,
        mut take: impl FnMut(Outcome, &mut Terminal, &Progress) -> ControlFlow<()>,
    ) -> Result<(), Failure> {
        let progress = match self.extent {
            _ if !terminal.shows_progress() => Progress::hidden(),
            Extent::Bytes(length) => Progress::of_bytes(length),
            #[cfg(feature = "stores")]
            Extent::Positions(head) => Progress::of_events(head),
        };
        let result = self.recording.for_each(
            |piece| (piece.read_to(), work(piece)),
            |(read_to, outcome)| {
                let flow = take(outcome, terminal, &progress);
                progress.reach(read_to);
                flow
            },
        );
        result.map_err(|error| match error {
            RecordingError::File(error) => Failure::new(format!("cannot read {}: {error}", self.name)),
            #[cfg(feature = "stores")]
            RecordingError::Store(error) => crate::stores::failure(&error),
        })
    }
}

/// Whether standard input is meant.
pub(crate) fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// What is wrong when standard input is named more than once.
pub(crate) fn twice_standard_input<'p>(named: impl IntoIterator<Item = &'p Path>) -> Option<Failure> {
    (named.into_iter().filter(|path| is_standard_input(path)).count() > 1)
        .then(|| Failure::new("standard input can be read once").with_help("`-` may stand in one place only"))
}
