//! `retold check`: the rules of one schema set.

use crate::arguments::Check;
use crate::config::Project;
use crate::findings;
use crate::judged;
use crate::status::Status;
use crate::terminal::Terminal;

/// Checks the schemas and prints what was found.
pub(super) fn run(arguments: &Check, terminal: &mut Terminal) -> Status {
    let project = match judged::project(terminal) {
        Ok(project) => project,
        Err(failure) => {
            terminal.failure(&failure);
            return Status::CouldNotLook;
        }
    };
    let judged = judged::judge(&project, arguments.schemas.schemas.as_deref(), terminal);
    findings::print(&judged, arguments.format, project.config.check.mode, terminal);
    terminal.message(&judged.summary());
    compared_with_nothing(&project, terminal);
    judged.status()
}

/// Says that only one schema set was looked at; who configured a base must not believe that it was compared with.
fn compared_with_nothing(project: &Project, terminal: &mut Terminal) {
    match &project.config.check.against {
        None => terminal.message("compared with nothing: these are the rules of one schema set"),
        Some(_) => terminal.warning(
            "compared with nothing: this version has no evolution check yet, and `against` in retold.toml is not used",
        ),
    }
}
