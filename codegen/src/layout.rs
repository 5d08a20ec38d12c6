//! The one canonical layout of schema files: text in, text out. Comments stay, blank lines stay (at most one), the order
//! of keys stays, and so does the meaning: what comes out is read again and compared with what went in, and if it is not
//! the same, nothing comes out at all. What stands on lines of its own stays so; what stands in brackets is written on one
//! line if it fits, and otherwise on lines of its own.

mod block_scalar;
mod comments;
mod lines;
mod one_line;
mod same;
mod scalar;
mod walk;

use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::source::FileId;
use crate::written::{self, Reader};
use crate::yaml::{self, Node, ScalarNode};

pub(crate) use comments::line_start;
pub(crate) use comments::{Comment, comments};
pub(crate) use one_line::one_line;
pub(crate) use scalar::{Written, double_quoted};
pub(crate) use walk::{Layout, Style};

/// The most columns of a line, where a line can be broken.
pub const WIDTH: usize = 120;

/// The spaces by which a line stands further in than the one that it belongs to.
pub const INDENTATION: usize = 2;

/// Why a file is left as it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// It does not parse: these findings.
    Unreadable(Vec<Diagnostic>),
    /// No layout was found that says the same, which is a mistake of this library.
    NotTheSame,
}

/// Lays a schema file out. The text may use either line end, and keeps the one of its first line; a byte order mark goes.
///
/// ```
/// use retold_codegen::{layout, source::FileId};
///
/// let text = "enums:\n    Country:   [DE,   NO]   # two\n";
/// assert_eq!(layout::format(FileId(0), text).unwrap(), "enums:\n  Country: [DE, \"NO\"] # two\n");
/// ```
///
/// # Errors
/// If the file does not parse, with the findings of [`yaml::parse`].
pub fn format(file: FileId, text: &str) -> Result<String, Refusal> {
    let (tree, problems) = yaml::parse(file, text);
    let Some(tree) = tree.filter(|_| problems.is_empty()) else { return Err(Refusal::Unreadable(problems)) };
    let comments = comments(text, &tree);
    let unquoted = unquoted(file, &tree);
    let laid_out = lay_out(Written { text, unquoted: &unquoted }, &tree, &comments);
    if laid_out == text {
        return Ok(laid_out);
    }
    let (again, problems) = yaml::parse(file, &laid_out);
    let is_same = again.filter(|_| problems.is_empty()).is_some_and(|again| {
        let comments_again = self::comments(&laid_out, &again);
        same::meaning(&tree, &again, &unquoted) && same::comments((text, &comments), (&laid_out, &comments_again))
    });
    if is_same { Ok(laid_out) } else { Err(Refusal::NotTheSame) }
}

fn lay_out(file: Written<'_>, tree: &Node, comments: &[Comment]) -> String {
    let text = file.text;
    let mut layout = Layout::new(file, comments, Style::default());
    layout.document(tree);
    let line_end = match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    };
    layout.finish(line_end)
}

/// A text in the layout of files that indent otherwise; `None` if it does not parse.
pub(crate) fn laid_out(text: &str, style: Style) -> Option<String> {
    let (tree, problems) = yaml::parse(FileId(0), text);
    let tree = tree.filter(|_| problems.is_empty())?;
    let (comments, unquoted) = (comments(text, &tree), HashSet::new());
    let mut layout = Layout::new(Written { text, unquoted: &unquoted }, &comments, style);
    layout.document(&tree);
    Some(layout.finish("\n"))
}

/// Whether some parser reads something else than text.
pub(crate) fn misread_by_any(scalar: &ScalarNode) -> bool {
    scalar.misread().is_some() || scalar::is_misread(scalar)
}

/// Where text is meant and some parser reads something else.
fn unquoted(file: FileId, tree: &Node) -> HashSet<u32> {
    let mut reader = Reader::default();
    let _ = written::read(file, tree, &mut reader);
    reader.unquoted.iter().map(|place| place.start).collect()
}

#[cfg(test)]
mod tests;
