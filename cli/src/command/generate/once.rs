//! One run of `generate`: judge the schemas, decide every change in every folder, and only then write.

use std::path::PathBuf;

use retold_codegen::emit::rust::OwnTypes;

use super::announce;
use retold_codegen::numbers::counted;

use crate::arguments::{Format, Generate};
use crate::config::Project;
use crate::findings::{self, FileState};
use crate::judged::{self, Judged};
use crate::output::{self, Change, Comparison, Output};
use crate::shown;
use crate::status::Status;
use crate::terminal::{Failure, Terminal};

/// More files than these are not listed one by one, unless asked for.
const LISTED: usize = 20;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ended {
    pub(super) status: Status,
    /// Whether it was known what to write, and where.
    pub(super) knew_what_to_do: bool,
}

/// One output and the folder to write it into.
type Target = (Output, PathBuf);

/// Runs once.
pub(super) fn run(arguments: &Generate, terminal: &mut Terminal) -> Ended {
    let known =
        judged::project(terminal).and_then(|project| targets(arguments, &project).map(|targets| (project, targets)));
    match known {
        Err(failure) => {
            terminal.failure(&failure);
            Ended { status: Status::CouldNotLook, knew_what_to_do: false }
        }
        Ok((project, targets)) => {
            let judged = judged::judge(&project, arguments.schemas.schemas.as_deref(), terminal);
            let (status, files) = generate(arguments, &judged, targets, &project.config.types.own, terminal);
            if arguments.format == Format::Json {
                terminal.document(findings::json_with_files(&judged, project.config.check.mode, &files));
            }
            Ended { status, knew_what_to_do: true }
        }
    }
}

/// What to write, and where.
fn targets(arguments: &Generate, project: &Project) -> Result<Vec<Target>, Failure> {
    let mut outputs = arguments.outputs.clone();
    if outputs.is_empty() {
        outputs = project.outputs().collect();
    }
    outputs.sort();
    outputs.dedup();
    // Where macros and build scripts read the schemas, no file can be out of date.
    let is_none_fine = arguments.check && project.file.is_some();
    if outputs.is_empty() && project.problems.is_empty() && !is_none_fine {
        let nothing = match &project.file {
            None => "nothing to write: there is no retold.toml here or above, and no output is named".to_owned(),
            Some(file) => {
                format!("nothing to write: {} has no [generate.…] section, and no output is named", file.shown)
            }
        };
        return Err(Failure::new(nothing)
            .with_help("`retold generate rust --out src/events` writes one output")
            .with_help("or add a section to retold.toml: `[generate.rust]` with `out = \"src/events\"`"));
    }
    outputs
        .into_iter()
        .map(|output| {
            let folder = arguments.out.clone().or_else(|| project.out_of(output));
            folder.map(|folder| (output, folder)).ok_or_else(|| {
                Failure::new(format!("no folder for the output `{}`", output.name()))
                    .with_help("name it with `--out DIR`")
                    .with_help(format!(
                        "or in retold.toml: `[generate.{}]` with `out = \"{}\"`",
                        output.name(),
                        output.usual_folder()
                    ))
            })
        })
        .collect()
}

fn generate(
    arguments: &Generate,
    judged: &Judged,
    targets: Vec<Target>,
    own: &OwnTypes,
    terminal: &mut Terminal,
) -> (Status, Vec<FileState>) {
    if arguments.format == Format::Human {
        terminal.findings(&findings::human(judged, terminal.colors_messages()));
    }
    let Some(compiled) = &judged.compiled else {
        terminal.failure(&Failure::new(format!("nothing was generated; {}", judged.summary())));
        return (judged.status().max(Status::Wrong), Vec::new());
    };
    let mut comparisons = Vec::new();
    let mut failures = Vec::new();
    for (output, folder) in targets {
        let files = match output.files(compiled, &judged.sources, own) {
            Ok(files) => files,
            Err(large) => {
                failures.push(Failure::new(format!("{}: {large}", output.name())).with_help(large.help));
                continue;
            }
        };
        match output::compare(&output, &folder, files) {
            Ok(comparison) => comparisons.push((output, comparison)),
            Err(found) => failures.extend(found),
        }
    }
    if !failures.is_empty() {
        failures.iter().for_each(|failure| terminal.failure(failure));
        terminal.failure(&Failure::new("nothing was written"));
        return (Status::CouldNotLook, Vec::new());
    }
    if arguments.check { compare(arguments, &comparisons, terminal) } else { write(&comparisons, terminal) }
}

/// `--check`: lists what a run would change.
fn compare(
    arguments: &Generate,
    comparisons: &[(Output, Comparison)],
    terminal: &mut Terminal,
) -> (Status, Vec<FileState>) {
    let mut files = Vec::new();
    for (output, comparison) in comparisons {
        for change in &comparison.changes {
            let path = shown::path(&comparison.folder.join(change.path()));
            let (state, said) = match change {
                Change::Create { .. } => ("missing", format!("missing: {path}\n")),
                Change::Update { old, text, .. } => (
                    "stale",
                    format!(
                        "out of date: {path}\n{}",
                        output::unified(&path, old, text, output::AS_THE_SCHEMAS_MAKE_IT)
                    ),
                ),
                Change::Remove { .. } => ("orphaned", format!("orphaned: {path}\n")),
            };
            if arguments.format == Format::Human {
                terminal.result(&said);
            }
            files.push(FileState { output: output.name(), path, state });
        }
    }
    if comparisons.is_empty() {
        terminal.message("up to date: retold.toml names no output");
        return (Status::Done, files);
    }
    if files.is_empty() {
        let unchanged: usize = comparisons.iter().map(|(_, comparison)| comparison.unchanged).sum();
        terminal.message(&format!("up to date: {}", counted(unchanged, "file", "files")));
        return (Status::Done, files);
    }
    let wrong = counted(files.len(), "generated file is not as", "generated files are not as");
    terminal.failure(
        &Failure::new(format!("{wrong} the schemas make it")).with_help(format!("run `{}`", rerun(arguments))),
    );
    (Status::Wrong, files)
}

/// The command that mends what `--check` found.
fn rerun(arguments: &Generate) -> String {
    let mut words = vec!["retold generate".to_owned()];
    words.extend(arguments.outputs.iter().map(|output| output.name().to_owned()));
    let options = [("--out", &arguments.out), ("--schemas", &arguments.schemas.schemas)];
    words.extend(
        options.into_iter().filter_map(|(name, path)| Some(format!("{name} {}", shown::quoted(path.as_ref()?)))),
    );
    words.join(" ")
}

fn write(comparisons: &[(Output, Comparison)], terminal: &mut Terminal) -> (Status, Vec<FileState>) {
    let mut files = Vec::new();
    for (output, comparison) in comparisons {
        let before = files.len();
        let few = comparison.changes.len() <= LISTED;
        let result = output::apply(comparison, |change| {
            let path = shown::path(&comparison.folder.join(change.path()));
            let (state, said) = match change {
                Change::Create { .. } => ("created", "wrote"),
                Change::Update { .. } => ("updated", "wrote"),
                Change::Remove { .. } => ("removed", "removed"),
            };
            let line = format!("{said} {path}");
            if few {
                terminal.message(&line)
            } else {
                terminal.detail(&line)
            }
            files.push(FileState { output: output.name(), path, state });
        });
        if let Err(failure) = result {
            terminal.failure(&failure.with_help("mend that and run again: what was written is whole"));
            return (Status::CouldNotLook, files);
        }
        terminal.message(&summary(*output, comparison, files.len() - before));
        if *output == Output::Rust {
            announce::module(comparison, terminal);
        }
    }
    (Status::Done, files)
}

fn summary(output: Output, comparison: &Comparison, changed: usize) -> String {
    let folder = shown::path(&comparison.folder);
    let unchanged = counted(comparison.unchanged, "file", "files");
    match changed {
        0 => format!("{}: {unchanged} up to date in {folder}", output.name()),
        _ => format!(
            "{}: {} changed, {} unchanged in {folder}",
            output.name(),
            counted(changed, "file", "files"),
            comparison.unchanged
        ),
    }
}
