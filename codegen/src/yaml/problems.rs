//! The findings about the YAML of one file: their wording in one place, sorted by where they stand, and bounded, so
//! that a file of nothing but mistakes costs no more than any other.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Findings};
use crate::rules::{self, Rule};
use crate::source::{FileId, Place};

use super::{DEEPEST_NESTING, Limits};

/// Collects the findings of one file.
pub(super) struct Problems<'text> {
    file: FileId,
    pub(super) text: &'text str,
    pub(super) limits: Limits,
    found: Findings,
}

impl<'text> Problems<'text> {
    pub(super) fn new(file: FileId, text: &'text str, limits: Limits) -> Self {
        Self { file, text, limits, found: Findings::default() }
    }

    /// A place in the file, in bytes.
    pub(super) fn place(&self, range: Range<usize>) -> Place {
        Place::new(self.file, range)
    }

    /// The text that a place covers.
    pub(super) fn slice(&self, place: Place) -> &'text str {
        self.text.get(place.range()).unwrap_or("")
    }

    /// Whether so much is wrong that reading on is of no use to anybody.
    pub(super) fn are_too_many(&self) -> bool {
        self.found.is_full(self.file)
    }

    /// The findings in the order of the file.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        self.found.into_list()
    }

    pub(super) fn report(&mut self, problem: Diagnostic) {
        self.found.push(problem);
    }

    /// Reports a finding that is known by its place and message alone.
    fn at(&mut self, rule: &'static Rule, place: Place, message: impl Into<String>, help: &str) {
        self.report(Diagnostic::new(rule, place, message).with_help(help));
    }

    pub(super) fn too_large(&mut self) {
        let limit = self.limits.bytes;
        let size = mebibytes(self.text.len() as u64);
        let message = format!("this file has {size} MiB, and a schema file has at most {}", mebibytes(limit));
        self.at(
            &rules::file_too_large::RULE,
            self.place(0..0),
            message,
            "split it: the files of a folder are one schema",
        );
    }

    pub(super) fn too_many_values(&mut self, place: Place) {
        let message = format!("this file has more than {} keys and values", self.limits.values);
        self.at(&rules::file_too_large::RULE, place, message, "split it: the files of a folder are one schema");
    }

    pub(super) fn too_deep(&mut self, place: Place) {
        let message = format!("more than {DEEPEST_NESTING} mappings and lists stand within each other here");
        self.at(&rules::yaml_too_deep::RULE, place, message, "no part of a schema needs that depth: write it flatter");
    }

    pub(super) fn empty(&mut self) {
        let help = "write a schema, starting with `context: NAME`, or delete the file";
        self.at(&rules::file_empty::RULE, self.place(0..0), "this file holds no schema", help);
    }

    pub(super) fn not_a_mapping(&mut self, place: Place, found: &str) {
        let message = format!("a schema file is a mapping, and this is {found}");
        let help = "write keys and values, such as `context: shop` and `events:`";
        self.at(&rules::file_not_a_mapping::RULE, place, message, help);
    }

    pub(super) fn control_character(&mut self, place: Place, character: char) {
        let code = u32::from(character);
        let (message, help) = match character {
            '\r' => (
                "a carriage return without a line feed stands here".to_owned(),
                "end lines with a line feed, or with carriage return and line feed".to_owned(),
            ),
            _ => (
                format!("the control character U+{code:04X} stands here"),
                format!("delete it, or write it in double quotes as `\\u{code:04x}`"),
            ),
        };
        self.at(&rules::yaml_control_character::RULE, place, message, &help);
    }

    pub(super) fn directive(&mut self, place: Place) {
        let message = format!("`{}` is a directive, and schema files have none", clipped(self.slice(place)));
        let problem = Diagnostic::new(&rules::yaml_directive::RULE, place, message);
        self.report(problem.with_help("delete the line: every schema file is YAML 1.2").with_edit(place, ""));
    }

    pub(super) fn second_document(&mut self, place: Place) {
        let message = "a second document starts here, and a schema file has one";
        self.at(&rules::yaml_second_document::RULE, place, message, "move what follows to a file of its own");
    }

    /// An anchor; with its spaces it can be deleted.
    pub(super) fn anchor(&mut self, place: Place) {
        let name = clipped(self.slice(place));
        let message = format!("`{name}` is an anchor, and schema files have none");
        let problem = Diagnostic::new(&rules::yaml_anchor::RULE, place, message)
            .with_help("delete it; if it is meant as text, put the text in quotes");
        let with_space = self.with_space_behind(place);
        self.report(problem.with_edit(with_space, ""));
    }

    /// An alias, and where its anchor is, if there is one.
    pub(super) fn alias(&mut self, place: Place, anchor: Option<Place>) {
        let name = clipped(self.slice(place));
        let message = format!("`{name}` is an alias, and schema files have none");
        let mut problem = Diagnostic::new(&rules::yaml_alias::RULE, place, message);
        problem = match anchor {
            Some(anchor) => problem
                .with_also(anchor, "what it stands for")
                .with_help("write out what it stands for, or give it a name of its own under `records` or `scalars`"),
            None => problem
                .with_help(format!("if text is meant, write `\"{name}\"`"))
                .with_edit(place, format!("\"{}\"", self.slice(place))),
        };
        self.report(problem);
    }

    /// A tag; `text` is the plain scalar behind it, where it says that this is text.
    pub(super) fn tag(&mut self, place: Place, text: Option<Place>) {
        let name = clipped(self.slice(place));
        let message = format!("`{name}` is a tag, and schema files have none");
        let help = if text.is_some() { "put the text in quotes instead" } else { "delete it" };
        let mut problem = Diagnostic::new(&rules::yaml_tag::RULE, place, message)
            .with_help(help)
            .with_edit(self.with_space_behind(place), "");
        if let Some(text) = text.filter(|&text| !self.slice(text).contains(['"', '\\'])) {
            problem = problem
                .with_edit(Place { end: text.start, ..text }, "\"")
                .with_edit(Place { start: text.end, ..text }, "\"");
        }
        self.report(problem);
    }

    pub(super) fn merge_key(&mut self, place: Place) {
        let message = "`<<` is a merge key, and schema files have none";
        let help = "write the fields out, or make them a record and give the field its name as type";
        self.at(&rules::yaml_merge_key::RULE, place, message, help);
    }

    pub(super) fn complex_key(&mut self, place: Place, found: &str) {
        let message = format!("a key is one line of text, and this is {found}");
        self.at(&rules::yaml_complex_key::RULE, place, message, "write `name: value`");
    }

    pub(super) fn repeated_key(&mut self, key: &str, place: Place, first: Place) {
        let message = format!("the key `{}` stands twice in this mapping", clipped(key));
        let problem = Diagnostic::new(&rules::yaml_repeated_key::RULE, place, message)
            .with_label("again here")
            .with_also(first, "first here");
        self.report(problem.with_help("rename one of the two, or delete it"));
    }

    /// A type that YAML split at its comma; `place` is the whole type, `parts` what YAML made of it.
    pub(super) fn split_type(&mut self, place: Place, whole: &str, parts: usize, container: &str) {
        let message = format!("YAML ends the type at its comma: this is read as {parts} {container}");
        let problem = Diagnostic::new(&rules::yaml_split_type::RULE, place, message)
            .with_help(format!("put the type in quotes: `\"{}\"`", clipped(whole)))
            .with_edit(Place { end: place.start, ..place }, "\"")
            .with_edit(Place { start: place.end, ..place }, "\"");
        self.report(problem);
    }

    fn with_space_behind(&self, place: Place) -> Place {
        let rest = self.text.get(place.end as usize..).unwrap_or("");
        let spaces = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        self.place(place.start as usize..place.end as usize + spaces)
    }
}

/// A text of the user's, short enough for a message.
pub(super) fn clipped(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn mebibytes(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(1 << 20);
    if tenths.is_multiple_of(10) { format!("{}", tenths / 10) } else { format!("{}.{}", tenths / 10, tenths % 10) }
}
