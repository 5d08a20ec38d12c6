//! `retold generate`: writes the outputs, compares them with what is there, or keeps them up to date.

mod announce;
mod once;
mod watch;

use crate::arguments::Generate;
use crate::status::Status;
use crate::terminal::{Failure, Terminal};

/// Writes the outputs.
pub(super) fn run(arguments: &Generate, terminal: &mut Terminal) -> Status {
    if arguments.watch && arguments.schemas.schemas.as_deref().is_some_and(|schemas| schemas.as_os_str() == "-") {
        terminal.failure(&Failure::new("standard input cannot be watched").with_help("name a folder with `--schemas`"));
        return Status::CouldNotLook;
    }
    if arguments.watch { watch::run(arguments, terminal) } else { once::run(arguments, terminal).status }
}
