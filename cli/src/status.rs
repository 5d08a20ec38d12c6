//! The exit status of a run.

use std::process::ExitCode;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// Done, nothing wrong: 0.
    Done,
    /// The tool worked, and what it looked at is wrong: 1.
    Wrong,
    /// It could not look: 2.
    CouldNotLook,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Done => ExitCode::SUCCESS,
            Status::Wrong => ExitCode::from(1),
            Status::CouldNotLook => ExitCode::from(2),
        }
    }
}
