//! Edits of schema files that a person would otherwise make by hand: text in, edits out. What an edit does not touch stays
//! byte for byte, and the result compiles, or nothing comes out.

mod add;
mod body;
mod bump;
mod fix;
mod insert;
mod names;
mod new_definition;
mod section;
mod snippet;
mod target;
mod types;

use crate::diagnostic::{Diagnostic, Edit, Severity};
use crate::source::{SourceFile, Sources};
use crate::{Compiled, compile};

pub use add::{Added, add, add_file};
pub use bump::{Bump, Made, Pinned, Spread, User, bump};
pub use fix::{Fixed, Mended, fix};
pub use new_definition::{Kind, NewDefinition};
pub use target::{file_called, no_file_called};

/// Why nothing was edited.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// What was asked for cannot be done.
    Asked {
        /// What is wrong: lower case, no full stop.
        message: String,
        /// What to do instead, a sentence each.
        help: Vec<String>,
    },
    /// The edited schemas would have errors.
    WouldBreak {
        /// The schemas as they would be.
        sources: Box<Sources>,
        /// The errors in them.
        findings: Vec<Diagnostic>,
    },
}

impl Refusal {
    /// Something that cannot be done.
    pub fn asked(message: impl Into<String>) -> Self {
        Refusal::Asked { message: message.into(), help: Vec::new() }
    }

    /// Adds what to do instead.
    #[must_use]
    pub fn with_help(mut self, line: impl Into<String>) -> Self {
        if let Refusal::Asked { help, .. } = &mut self {
            help.push(line.into());
        }
        self
    }
}

/// The schema files with edits made; files that no edit concerns are the same. Of edits that overlap, the first counts.
///
/// ```
/// use retold_codegen::diagnostic::Edit;
/// use retold_codegen::edit::edited;
/// use retold_codegen::source::{FileId, Place, SourceFile, Sources};
///
/// let sources = Sources::new(vec![SourceFile { path: "a.yaml".into(), shown: "a.yaml".into(), text: "id: a\n".into() }]);
/// let edit = Edit { place: Place::new(FileId(0), 4..5), text: "uuid".into() };
/// assert_eq!(edited(&sources, &[edit]).file(FileId(0)).text, "id: uuid\n");
/// ```
#[must_use]
pub fn edited(sources: &Sources, edits: &[Edit]) -> Sources {
    let mut ordered: Vec<&Edit> = edits.iter().collect();
    // Of edits at one place, those that insert come first, in their order.
    ordered.sort_by_key(|edit| (edit.place.file, edit.place.start, edit.place.end));
    let files = sources.iter().map(|(id, file)| {
        let from = ordered.partition_point(|edit| edit.place.file < id);
        let to = ordered.partition_point(|edit| edit.place.file <= id);
        SourceFile { text: edited_text(&file.text, &ordered[from..to]), ..file.clone() }
    });
    Sources::new(files.collect())
}

fn edited_text(text: &str, edits: &[&Edit]) -> String {
    let mut edited = String::with_capacity(text.len() + edits.iter().map(|edit| edit.text.len()).sum::<usize>());
    let mut at = 0;
    for edit in edits {
        let range = edit.place.range();
        let Some(before) = text.get(at..range.start) else { continue };
        edited.push_str(before);
        edited.push_str(&edit.text);
        at = range.end.min(text.len());
    }
    edited.push_str(text.get(at..).unwrap_or(""));
    edited
}

/// The edited schemas, compiled; an error in them is why the edits are not made.
fn compiled_after(sources: &Sources, edits: &[Edit]) -> Result<(Sources, Compiled), Refusal> {
    let edited = edited(sources, edits);
    let outcome = compile(&edited);
    match outcome.compiled {
        Some(compiled) => Ok((edited, compiled)),
        None => {
            let is_error = |finding: &Diagnostic| finding.severity() == Severity::Error;
            let findings = outcome.diagnostics.into_iter().filter(is_error).collect();
            Err(Refusal::WouldBreak { sources: Box::new(edited), findings })
        }
    }
}

#[cfg(test)]
mod tests;
