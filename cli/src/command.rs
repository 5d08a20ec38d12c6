//! One file a command.

mod bump;
mod check;
mod compat;
mod completions;
mod diff;
mod explain;
mod fmt;
mod generate;
mod init;
mod lock;
#[cfg(feature = "stores")]
mod log;
mod man;
mod meta_schema;
mod new;
mod rules;
mod scaffold;
#[cfg(feature = "stores")]
mod tail;
mod upcast;
mod validate;

use std::path::Path;

use crate::arguments::Command;
use crate::config::Project;
use crate::findings;
use crate::judged::{self, Judged};
use crate::status::Status;
use crate::terminal::{Failure, Terminal};

/// Runs a command.
pub(crate) fn run(command: Command, terminal: &mut Terminal) -> Status {
    match command {
        Command::Init(arguments) => init::run(&arguments, terminal),
        Command::Generate(arguments) => generate::run(&arguments, terminal),
        Command::Scaffold(arguments) => scaffold::run(&arguments, terminal),
        Command::Check(arguments) => check::run(&arguments, terminal),
        Command::New(arguments) => new::run(&arguments, terminal),
        Command::Bump(arguments) => bump::run(&arguments, terminal),
        Command::Fmt(arguments) => fmt::run(&arguments, terminal),
        Command::Upcast(arguments) => upcast::run(&arguments, terminal),
        Command::Validate(arguments) => validate::run(&arguments, terminal),
        Command::Diff(arguments) => diff::run(&arguments, terminal),
        Command::Lock(arguments) => lock::run(&arguments, terminal),
        #[cfg(feature = "stores")]
        Command::Log(arguments) => log::run(&arguments, terminal),
        #[cfg(feature = "stores")]
        Command::Tail(arguments) => tail::run(&arguments, terminal),
        Command::Compat(arguments) => compat::run(&arguments, terminal),
        Command::Explain(arguments) => explain::run(&arguments, terminal),
        Command::Rules(arguments) => rules::run(&arguments, terminal),
        Command::MetaSchema(arguments) => meta_schema::run(&arguments, terminal),
        Command::Completions(arguments) => completions::run(&arguments, terminal),
        Command::Man(arguments) => man::run(&arguments, terminal),
    }
}

/// The schemas of a command that works with them and does not judge them; if they are not right, that is said.
fn judged_schemas(named: Option<&Path>, terminal: &mut Terminal) -> Option<(Project, Judged)> {
    let project = match judged::project(terminal) {
        Ok(project) => project,
        Err(failure) => {
            terminal.failure(&failure);
            return None;
        }
    };
    let judged = judged::judge(&project, named, terminal);
    if judged.compiled.is_none() {
        terminal.findings(&findings::human(&judged, terminal.colors_messages()));
        terminal.failure(&Failure::new(format!("the schemas cannot be used; {}", judged.summary())));
        return None;
    }
    Some((project, judged))
}
