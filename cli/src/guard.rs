//! The last resort: a bug that panics ends in a message that says so and in exit status 2, never in a backtrace at a
//! person who did nothing wrong.

use std::backtrace::Backtrace;
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};

use crate::status::Status;

/// What the message of a bug starts with.
pub(crate) const BUG: &str = "retold: internal error";

/// Runs `run`; if it panics, says that this is a bug.
pub(crate) fn guarded(run: impl FnOnce() -> Status) -> Status {
    panic::set_hook(Box::new(report));
    panic::catch_unwind(AssertUnwindSafe(run)).unwrap_or(Status::CouldNotLook)
}

fn report(info: &PanicHookInfo<'_>) {
    let message = info.payload_as_str().unwrap_or("no message");
    let place = info.location().map(|location| format!(" ({}:{})", location.file(), location.line()));
    let mut text = format!("{BUG}: {message}{}\n", place.unwrap_or_default());
    text.push_str("This is a bug in Retold. Please report it with the schema file that shows it.\n");
    let backtrace = Backtrace::capture();
    if backtrace.status() == std::backtrace::BacktraceStatus::Captured {
        text.push_str(&format!("{backtrace}\n"));
    }
    // Standard error may be closed, and there is nowhere else to say it.
    let _ = io::stderr().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_status_2() {
        assert_eq!(guarded(|| panic!("on purpose, in a test")), Status::CouldNotLook);
        assert_eq!(guarded(|| Status::Wrong), Status::Wrong);
        drop(panic::take_hook());
    }
}
