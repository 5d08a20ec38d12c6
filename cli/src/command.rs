//! One file a command.

mod check;
mod completions;
mod explain;
mod generate;
mod man;
mod meta_schema;
mod rules;

use crate::arguments::Command;
use crate::status::Status;
use crate::terminal::Terminal;

/// Runs a command.
pub(crate) fn run(command: Command, terminal: &mut Terminal) -> Status {
    match command {
        Command::Generate(arguments) => generate::run(&arguments, terminal),
        Command::Check(arguments) => check::run(&arguments, terminal),
        Command::Explain(arguments) => explain::run(&arguments, terminal),
        Command::Rules(arguments) => rules::run(&arguments, terminal),
        Command::MetaSchema => meta_schema::run(terminal),
        Command::Completions(arguments) => completions::run(&arguments, terminal),
        Command::Man(arguments) => man::run(&arguments, terminal),
    }
}
