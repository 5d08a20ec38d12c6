//! `retold completions SHELL`.

use clap::CommandFactory;

use crate::arguments::{Arguments, Completions};
use crate::status::Status;
use crate::terminal::Terminal;

/// Prints the completions of a shell.
pub(super) fn run(arguments: &Completions, terminal: &mut Terminal) -> Status {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "retold", &mut script);
    terminal.result(&String::from_utf8_lossy(&script));
    Status::Done
}
