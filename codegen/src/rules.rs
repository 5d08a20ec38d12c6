//! Every rule by its id. A rule is one file of this folder, its pair of fixtures under `rules/<id>/`, and one line here.

use crate::diagnostic::Severity;

/// A rule: what a finding of it is called, how much it weighs, and its page.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The id: words joined by `-`, as in `field-unknown-type`.
    pub id: &'static str,
    /// How much a finding weighs.
    pub severity: Severity,
    /// What the rule asks for, in one line: lower case, no full stop.
    pub summary: &'static str,
    /// What it means and why it matters for stored events; Markdown, a few paragraphs.
    pub page: &'static str,
    /// A schema file that breaks the rule; empty where text cannot show it.
    pub before: &'static str,
    /// The same file, mended.
    pub after: &'static str,
}
