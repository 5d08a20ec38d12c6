//! `retold diff`: what changed between two schema sets, for people.

use retold_codegen::changes::Changes;
use retold_codegen::lock;
use retold_codegen::numbers::counted;

use crate::allowed::Looked;
use crate::arguments::Diff;
use crate::baseline::Kind;
use crate::status::Status;
use crate::terminal::{Failure, Terminal};
use crate::{baseline, by_hand, findings, judged};

/// Compares and prints the changelog.
pub(super) fn run(arguments: &Diff, terminal: &mut Terminal) -> Status {
    let result = judged::project(terminal).and_then(|project| {
        let named = arguments.schemas.schemas.as_deref();
        let mut judged = judged::unsettled(&project, named, terminal);
        by_hand::current(&project, &mut judged, named, terminal)?;
        judged.settle(&project, Looked::AtOneSet);
        let Some(compiled) = judged.compiled.as_ref() else {
            let text = findings::human(&judged, terminal.colors_messages());
            terminal.findings(&text);
            return Err(Failure::new("the schemas have errors, so nothing can be compared"));
        };
        let base = baseline::read(&arguments.base, &project, named, terminal)?;
        let files = counted(base.sources.len(), "file", "files");
        terminal.detail(&format!("compared with {files} of {}", base.shown));
        let changes = match base.kind {
            Kind::Schemas => Changes::between(&base.compiled, compiled),
            Kind::Lock => Changes::between(&base.compiled, &lock::comparable(compiled)),
        };
        let more = retold_codegen::by_hand::markdown(&base.by_hand, &judged.by_hand);
        Ok(changes.markdown_with(&base.shown, &more))
    });
    match result {
        Ok(text) => {
            terminal.result(&text);
            Status::Done
        }
        Err(failure) => {
            terminal.failure(&failure);
            Status::CouldNotLook
        }
    }
}
