//! The program `retold`: arguments, files, progress and exit status. All judgement of schemas is `retold_codegen`'s.

mod allowed;
mod arguments;
mod baseline;
mod by_hand;
mod command;
mod config;
mod edited;
mod evidence;
mod findings;
mod guard;
mod history;
mod judged;
mod matrix;
mod output;
mod progress;
#[cfg(feature = "stores")]
mod recorded;
mod schemas;
mod shown;
mod status;
#[cfg(feature = "stores")]
mod stores;
mod terminal;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use crate::arguments::{Arguments, Color};
use crate::status::Status;
use crate::terminal::Terminal;

/// Schemas are many small pieces, and most of the time of a check went into making room for them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    guard::guarded(|| run(&arguments)).into()
}

fn run(arguments: &[OsString]) -> Status {
    let color = match arguments::color_of(arguments) {
        Color::Auto => clap::ColorChoice::Auto,
        Color::Always => clap::ColorChoice::Always,
        Color::Never => clap::ColorChoice::Never,
    };
    let command = Arguments::command().color(color);
    let parsed = command.try_get_matches_from(arguments).and_then(|matches| Arguments::from_arg_matches(&matches));
    match parsed {
        Ok(arguments) => {
            let mut terminal = Terminal::new(arguments.global);
            let status = command::run(arguments.command, &mut terminal);
            terminal.finish(status)
        }
        Err(error) => {
            // Help and usage errors; a closed pipe ends them quietly.
            let _ = error.print();
            if error.use_stderr() { Status::CouldNotLook } else { Status::Done }
        }
    }
}
