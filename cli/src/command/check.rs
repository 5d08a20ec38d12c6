//! `retold check`: the rules of one schema set, and what a change of it breaks.

mod fix;

use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;

use retold_codegen::by_hand as types_by_hand;
use retold_codegen::evolution::{self, Judgement, Options};

use crate::allowed::Looked;
use crate::arguments::{self, Check, RecordedOptions};
use crate::baseline::{self, Baseline, Said};
use crate::config::{Mode, Project};
use crate::history::twice_standard_input;
use crate::judged::{Compared, Finding, Judged};
use crate::status::Status;
use crate::terminal::{Failure, Terminal};
use crate::{by_hand, evidence, findings, judged, matrix};

/// Checks the schemas and prints what was found.
pub(super) fn run(arguments: &Check, terminal: &mut Terminal) -> Status {
    let result = judged::project(terminal).and_then(|project| {
        let mode = arguments.mode.map_or(project.config.check.mode, Mode::from);
        let named = arguments.schemas.schemas.as_deref();
        let base = base(arguments, &project);
        if arguments.fix {
            fix::run(arguments, &project, base.as_deref(), mode, terminal)?;
        }
        let mut said = Said::default();
        // Both schema sets are read at the same time.
        let (mut judged, before) = thread::scope(|scope| {
            let before = base.as_deref().map(|base| {
                let (project, said) = (&project, &mut said);
                scope.spawn(move || baseline::read_quietly(base, project, named, said))
            });
            let judged = judged::unsettled(&project, named, terminal);
            let before = before.map(|before| before.join().unwrap_or_else(|panic| resume_unwind(panic)));
            (judged, before)
        });
        by_hand::current(&project, &mut judged, named, terminal)?;
        // Schemas with errors are told by themselves: what they mean is not known.
        if let (Some(base), Some(before), true) = (&base, before, judged.compiled.is_some()) {
            said.tell(terminal);
            compare(&mut judged, base, before?, mode, project.config.check.frozen);
        }
        hold_against_recorded(&mut judged, &arguments.recorded, named, terminal)?;
        let named = arguments.against.as_ref();
        let is_own_base = named.is_none() || project.config.check.against.as_ref().is_none_or(|own| Some(own) == named);
        let looked = match &judged.compared {
            Some(_) => Looked::AtChange { is_own_base, mode },
            None => Looked::AtOneSet,
        };
        judged.settle(&project, looked);
        findings::print(&judged, arguments.format, mode, terminal);
        if let (Some(recorded), arguments::Report::Human) = (&judged.recorded, arguments.format) {
            terminal.result(&evidence::table(recorded));
        }
        say_what_was_compared(&judged, base.as_deref(), mode, arguments.format, terminal);
        match &judged.recorded {
            Some(recorded) => terminal.message(&evidence::summary(recorded)),
            None if arguments.recorded.is_empty() => {}
            None => terminal.message("not held against recorded events: the schemas have errors"),
        }
        let status = judged.status();
        std::mem::forget(judged);
        Ok(status)
    });
    result.unwrap_or_else(|failure| {
        terminal.failure(&failure);
        Status::CouldNotLook
    })
}

/// The base that is asked for, on the command line or in `retold.toml`, where paths start at that file.
fn base(arguments: &Check, project: &Project) -> Option<String> {
    let configured = || {
        let against = project.config.check.against.as_deref()?;
        let path = project.path(against);
        let is_path = path.is_dir() || path.is_file();
        Some(if is_path { path.to_string_lossy().into_owned() } else { against.to_owned() })
    };
    arguments.against.clone().or_else(configured)
}

/// Adds what the change breaks.
fn compare(judged: &mut Judged, base: &str, before: Baseline, mode: Mode, frozen: bool) {
    let Some(compiled) = &judged.compiled else { return };
    let files = judged.sources.attach_base(&before.sources, before.revision.as_deref());
    let options = Options { mode, frozen };
    let mut judgement = evolution::judge(&before.compiled, files, compiled, options);
    let Judgement { findings, matrix, order } = types_by_hand::judge(&before.by_hand, files, &judged.by_hand, options);
    judgement.findings.extend(findings);
    judgement.matrix.extend(matrix);
    judgement.order.add(order);
    judged.findings.extend(judgement.findings.into_iter().map(|diagnostic| Finding { diagnostic, allowed: None }));
    judged.compared =
        Some(Compared { base: base.to_owned(), shown: before.shown, matrix: judgement.matrix, order: judgement.order });
    // The program ends soon, and what is not needed any more is not worth the time to take apart.
    std::mem::forget(before.compiled);
}

/// Adds what recorded events say about the schemas.
fn hold_against_recorded(
    judged: &mut Judged,
    options: &RecordedOptions,
    schemas: Option<&Path>,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    if options.sample.is_some() && options.is_empty() {
        return Err(Failure::new("`--sample` is about recorded events, and none are named")
            .with_help("name them with `--events FILE` or `--store URL`"));
    }
    if let Some(failure) = twice_standard_input(options.events.iter().map(PathBuf::as_path).chain(schemas)) {
        return Err(failure);
    }
    let Some(compiled) = &judged.compiled else { return Ok(()) };
    let Some(found) = evidence::judge(options, compiled, terminal)? else { return Ok(()) };
    judged.findings.extend(found.findings.into_iter().map(|diagnostic| Finding { diagnostic, allowed: None }));
    judged.recorded = Some(found.recorded);
    Ok(())
}

fn say_what_was_compared(
    judged: &Judged,
    base: Option<&str>,
    mode: Mode,
    format: arguments::Report,
    terminal: &mut Terminal,
) {
    match (&judged.compared, base) {
        (Some(compared), _) => {
            if format == arguments::Report::Human && !terminal.is_quiet() {
                let concerned = judged.findings.iter().map(|finding| finding.diagnostic.subject.as_str());
                let shown = matrix::shown(&compared.matrix, concerned.collect(), terminal.is_verbose());
                terminal.result(&format!("{shown}\n"));
            }
            for line in matrix::order(&compared.order) {
                terminal.message(&line);
            }
            terminal.message(&judged.summary());
            terminal.message(&format!("compared with {}, {}", compared.shown, mode.word()));
        }
        (None, Some(base)) => {
            terminal.message(&judged.summary());
            terminal.message(&format!("not compared with {base}: the schemas have errors"));
        }
        (None, None) => {
            terminal.message(&judged.summary());
            terminal.message("compared with nothing: these are the rules of one schema set");
        }
    }
}
