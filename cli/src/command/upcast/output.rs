//! Where rewritten events go: standard output as they come, or a new file that is there when it is whole.

use std::path::Path;

use crate::output::NewFile;
use crate::progress::Progress;
use crate::terminal::{Failure, Terminal};

/// Where events go.
#[derive(Debug)]
pub(super) enum Output {
    Standard,
    File(NewFile),
}

impl Output {
    pub(super) fn open(path: Option<&Path>) -> Result<Self, Failure> {
        Ok(match path {
            None => Output::Standard,
            Some(path) => Output::File(NewFile::begin(path)?),
        })
    }

    /// Writes some lines.
    pub(super) fn write(&mut self, lines: &[u8], terminal: &mut Terminal, progress: &Progress) -> Result<(), Failure> {
        match self {
            Output::File(file) => file.write(lines),
            Output::Standard => {
                progress.pause(|| terminal.lines(lines));
                Ok(())
            }
        }
    }

    /// Whether nobody reads what is still to come.
    pub(super) fn is_closed(&self, terminal: &Terminal) -> bool {
        match self {
            Output::Standard => terminal.is_results_closed(),
            Output::File(_) => false,
        }
    }

    /// Makes what was written whole.
    pub(super) fn finish(self) -> Result<(), Failure> {
        match self {
            Output::Standard => Ok(()),
            Output::File(file) => file.finish(),
        }
    }
}
