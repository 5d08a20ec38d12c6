//! Findings while they are collected: of each file no more than people read, so that a file of nothing but mistakes
//! costs little time and memory. What is left out is said, and never hides that a run fails: errors are counted apart
//! from the rest.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::rules;
use crate::source::{FileId, Place};

use super::{Diagnostic, Severity, by_place};

/// How many errors of one file are listed, and how many of its other findings; where there are more, a note says so.
pub const MOST_OF_A_FILE: usize = 1000;

/// Collects findings.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    listed: Vec<Diagnostic>,
    counts: HashMap<(Option<FileId>, bool), usize>,
    /// The first place of each file that is not listed.
    left_out: BTreeMap<FileId, Place>,
}

impl Findings {
    /// Adds a finding, if its file has room for it.
    pub(crate) fn push(&mut self, finding: Diagnostic) {
        let file = finding.place.map(|place| place.file);
        let count = self.counts.entry((file, finding.severity() == Severity::Error)).or_default();
        *count += 1;
        if *count <= MOST_OF_A_FILE {
            self.listed.push(finding);
        } else if let Some(place) = finding.place {
            self.left_out.entry(place.file).or_insert(place);
        }
    }

    /// Adds findings that were collected elsewhere.
    pub(crate) fn extend(&mut self, findings: impl IntoIterator<Item = Diagnostic>) {
        findings.into_iter().for_each(|finding| self.push(finding));
    }

    /// Whether further errors of a file are not listed, so that finding out what to say about them is of no use.
    pub(crate) fn is_full(&self, file: FileId) -> bool {
        self.counts.get(&(Some(file), true)).is_some_and(|&count| count > MOST_OF_A_FILE)
    }

    /// Whether one of them is an error.
    pub(crate) fn has_error(&self) -> bool {
        self.counts.keys().any(|&(_, is_error)| is_error)
    }

    /// Whether nothing was found.
    pub(crate) fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// The findings in the order in which they are shown, none of them twice.
    pub(crate) fn into_list(self) -> Vec<Diagnostic> {
        let mut listed = self.listed;
        let message = format!("this file has more findings than the {MOST_OF_A_FILE} that are listed");
        for place in self.left_out.into_values() {
            listed.push(Diagnostic::new(&rules::findings_not_listed::RULE, place, message.clone()));
        }
        listed.sort_by(by_place);
        listed.dedup();
        // Findings collected elsewhere may have said it of the same file.
        let mut said = HashSet::new();
        listed.retain(|finding| {
            !std::ptr::eq(finding.rule, &rules::findings_not_listed::RULE)
                || finding.message != message
                || said.insert(finding.place.map(|place| place.file))
        });
        listed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(file: u32, start: u32, rule: &'static rules::Rule) -> Diagnostic {
        let place = Place { file: FileId(file), start, end: start };
        Diagnostic::new(rule, place, "x")
    }

    #[test]
    fn each_file_has_room_of_its_own_and_notes_take_none_from_errors() {
        let mut findings = Findings::default();
        for start in 0..3000 {
            findings.push(found(0, start, &rules::findings_not_listed::RULE));
            findings.push(found(1, start, &rules::yaml_tag::RULE));
        }
        // Notes that are left out say nothing of errors: those are still looked for.
        assert!(findings.is_full(FileId(1)) && !findings.is_full(FileId(0)) && !findings.is_full(FileId(2)));
        findings.push(found(0, 5, &rules::yaml_tag::RULE));
        findings.push(found(2, 5, &rules::yaml_tag::RULE));
        findings.push(found(2, 5, &rules::yaml_tag::RULE));
        let list = findings.into_list();
        let of =
            |file: u32| list.iter().filter(|finding| finding.place.is_some_and(|place| place.file.0 == file)).count();
        assert_eq!((of(0), of(1), of(2)), (MOST_OF_A_FILE + 2, MOST_OF_A_FILE + 1, 1));
        assert_eq!(
            list[MOST_OF_A_FILE + 2 + MOST_OF_A_FILE].message,
            "this file has more findings than the 1000 that are listed"
        );
    }
}
