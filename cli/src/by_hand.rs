//! Types written by hand, as registries put them into `retold.lock`: those of the project as it is, and those of what it
//! is compared with.

use std::path::Path;

use retold_codegen::Compiled;
use retold_codegen::by_hand::{ByHand, Kind, agreement};
use retold_codegen::files::regular_file::{self, Refusal};
use retold_codegen::lock::{self, LARGEST};
use retold_codegen::rules;
use retold_codegen::source::SourceFile;

use crate::config::Project;
use crate::judged::{Finding, Judged};

use crate::shown;
use crate::terminal::{Failure, Terminal};

/// The name of the lock, beside `retold.toml`.
pub(crate) const LOCK: &str = "retold.lock";

/// Adds what registries put into the lock of the project. Where that is all there is, no folder of schemas is needed.
///
/// # Errors
/// When there is a lock and it cannot be read.
pub(crate) fn current(
    project: &Project,
    judged: &mut Judged,
    named: Option<&Path>,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let Some(file) = read(&project.path(LOCK))? else { return Ok(()) };
    terminal.detail(&format!("read {}", file.shown));
    let text = file.text.clone();
    let id = judged.sources.attach(file);
    match lock::by_hand(id, &text) {
        Ok(by_hand) => judged.by_hand = by_hand,
        Err(problems) => {
            judged.findings.extend(problems.into_iter().map(|diagnostic| Finding { diagnostic, allowed: None }));
            judged.resolved = false;
            judged.compiled = None;
            return Ok(());
        }
    }
    judged.counts.events += judged.by_hand.count(Kind::Event);
    judged.counts.commands += judged.by_hand.count(Kind::Command);
    judged.counts.queries += judged.by_hand.count(Kind::Query);
    let is_missing = |finding: &Finding| std::ptr::eq(finding.diagnostic.rule, &rules::folder_without_schemas::RULE);
    if named.is_none()
        && !judged.by_hand.is_empty()
        && judged.findings.iter().all(is_missing)
        && judged.sources.is_empty()
    {
        judged.findings.clear();
        judged.compiled = Some(Compiled::default());
        judged.resolved = project.problems.is_empty();
    }
    if let Some(compiled) = &judged.compiled {
        let twice = agreement::disagreements(compiled, &judged.by_hand);
        judged.findings.extend(twice.into_iter().map(|diagnostic| Finding { diagnostic, allowed: None }));
    }
    Ok(())
}

/// A lock with types written by hand; none where there is no lock, or one without them.
pub(crate) fn read(path: &Path) -> Result<Option<SourceFile>, Failure> {
    if !path.try_exists().unwrap_or(true) {
        return Ok(None);
    }
    let shown = shown::path(path);
    let bytes = regular_file::read(path, LARGEST).map_err(|refusal| match refusal {
        Refusal::Unreadable(error) => Failure::new(format!("cannot read `{shown}`: {error}")),
        Refusal::NotAFile(what) => Failure::new(format!("`{shown}` is {what}, not a lock")),
        Refusal::TooLarge => Failure::new(format!("`{shown}` is larger than {} MiB, and no lock is", LARGEST >> 20)),
    })?;
    Ok(of_bytes(bytes, shown))
}

/// The same for what is read already.
pub(crate) fn of_bytes(bytes: Vec<u8>, shown: String) -> Option<SourceFile> {
    // What is no text has no entry of a registry.
    let text = String::from_utf8(bytes).ok()?;
    lock::has_by_hand(&text).then_some(SourceFile { path: shown.clone(), shown, text })
}

/// What is in the lock of a base, whose other files are `sources`.
pub(crate) fn of_base(
    file: Option<SourceFile>,
    sources: &mut retold_codegen::source::Sources,
) -> Result<ByHand, (String, Vec<retold_codegen::diagnostic::Diagnostic>)> {
    let Some(file) = file else { return Ok(ByHand::default()) };
    let (shown, text) = (file.shown.clone(), file.text.clone());
    let id = sources.attach(file);
    lock::by_hand(id, &text).map_err(|problems| (shown, problems))
}
