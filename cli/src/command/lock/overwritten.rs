//! What becomes of what a lock said when it is written anew. Writing it is how something is published, so nothing is
//! refused here; but who publishes what breaks the history should know it.

use retold_codegen::evolution::{self, Options};
use retold_codegen::lock;
use retold_codegen::numbers::counted;
use retold_codegen::source::SourceFile;

use crate::allowed::Looked;
use crate::config::Project;
use crate::findings;
use crate::judged::{Finding, Judged};
use crate::terminal::Terminal;

/// Compares the schemas with the lock that they have replaced, and says what they break.
pub(super) fn compared(before: SourceFile, mut judged: Judged, project: &Project, terminal: &mut Terminal) {
    let shown = before.shown.clone();
    let lock::Read { sources, compiled, by_hand: _, problems } = lock::read(before);
    let (Some(old), Some(new)) = (compiled, &judged.compiled) else {
        let why = problems.first().map_or_else(String::new, |problem| format!(": {}", problem.message));
        terminal
            .warning(&format!("the {shown} that was there could not be read, so nothing was compared with it{why}"));
        return;
    };
    let mode = project.config.check.mode;
    let files = judged.sources.attach_base(&sources, None);
    let options = Options { mode, frozen: project.config.check.frozen };
    let found = evolution::judge(&old, files, new, options).findings;
    judged.findings = found.into_iter().map(|diagnostic| Finding { diagnostic, allowed: None }).collect();
    judged.settle(project, Looked::AtChange { is_own_base: false, mode });
    judged.findings.retain(Finding::fails);
    if judged.findings.is_empty() {
        return;
    }
    terminal.findings(&findings::human(&judged, terminal.colors_messages()));
    let breaks = counted(judged.findings.len(), "error", "errors");
    terminal.warning(&format!(
        "the schemas break what {shown} said is published ({breaks}), and from now on nobody is told: \
         if that was not meant, take the old file from version control, and mend the schemas"
    ));
}
