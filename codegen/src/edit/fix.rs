//! Repairs that need no person: what a rule marks as mechanical is mended, looked at again, and mended further, until
//! nothing changes. A repair after which something else is wrong is left out.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::edited;
use super::insert::File;
use super::snippet::key_text;
use crate::diagnostic::{Diagnostic, Edit, Severity, sorted};
use crate::layout::comments;
use crate::rules::{self, Direction, Repair, Rule};
use crate::source::{FileId, Place, Sources};
use crate::written::version_number;
use crate::yaml::{self, Entry};

/// How often what was mended is looked at again: what hides behind a mistake comes to light when that is gone.
const MOST_ROUNDS: usize = 30;

/// Behind these, nothing of a file is read.
const ENDS_THE_READING: [&Rule; 3] = [&rules::yaml_tab::RULE, &rules::yaml_syntax::RULE, &rules::yaml_too_deep::RULE];

/// How many repairs are tried one by one where all together make something else wrong.
const MOST_TRIED_ALONE: usize = 200;

/// What was mended.
#[derive(Clone, Debug, PartialEq)]
pub struct Fixed {
    /// The schemas as they are then.
    pub sources: Sources,
    /// The rules whose findings were mended, and how many.
    pub mended: Vec<Mended>,
}

/// Findings of one rule that were mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The rule.
    pub rule: &'static Rule,
    /// How many of its findings.
    pub count: usize,
}

/// Mends what can be mended without a person; `judge` gives the findings of schemas, those about a change among them.
///
/// ```
/// use retold_codegen::compile;
/// use retold_codegen::edit::fix;
/// use retold_codegen::source::{FileId, SourceFile, Sources};
///
/// let text = "enums:\n  Country: [DE, NO] # two\n";
/// let sources = Sources::new(vec![SourceFile { path: "a.yaml".into(), shown: "a.yaml".into(), text: text.into() }]);
/// let fixed = fix(&sources, |sources| compile(sources).diagnostics);
/// assert_eq!(fixed.sources.file(FileId(0)).text, "enums:\n  Country: [DE, \"NO\"] # two\n");
/// assert_eq!(fixed.mended[0].rule.id, "text-needs-quotes");
/// ```
#[must_use]
pub fn fix(sources: &Sources, judge: impl Fn(&Sources) -> Vec<Diagnostic>) -> Fixed {
    let mut current = Sources::new(sources.iter().map(|(_, file)| file.clone()).collect());
    let mut findings = judge(&current);
    let mut counts: BTreeMap<&str, (&'static Rule, usize)> = BTreeMap::new();
    let mut refused: BTreeSet<(String, String)> = BTreeSet::new();
    for _ in 0..MOST_ROUNDS {
        let repairs = repairs(&current, &findings, &refused);
        let Some(step) = taken(&current, &findings, repairs, &judge, &mut refused) else { break };
        for rule in step.rules {
            counts.entry(rule.id).or_insert((rule, 0)).1 += 1;
        }
        (current, findings) = (step.sources, step.findings);
    }
    let mended = counts.into_values().map(|(rule, count)| Mended { rule, count }).collect();
    Fixed { sources: current, mended }
}

/// The edits that mend one finding.
struct OneRepair {
    rule: &'static Rule,
    /// What names the finding while places move.
    key: (String, String),
    edits: Vec<Edit>,
}

/// What some repairs lead to.
struct Step {
    sources: Sources,
    findings: Vec<Diagnostic>,
    rules: Vec<&'static Rule>,
}

/// The repairs of the findings, of which no two concern the same text.
fn repairs(sources: &Sources, findings: &[Diagnostic], refused: &BTreeSet<(String, String)>) -> Vec<OneRepair> {
    let mut repairs: Vec<OneRepair> = Vec::new();
    let mut used: BTreeMap<FileId, BTreeMap<u32, u32>> = BTreeMap::new();
    // Files in which something stands for something else elsewhere in them.
    let with_aliases: BTreeSet<FileId> = findings
        .iter()
        .filter(|finding| finding.rule == &rules::yaml_alias::RULE || finding.rule == &rules::yaml_merge_key::RULE)
        .filter_map(|finding| Some(finding.place?.file))
        .collect();
    for finding in sorted(findings) {
        let key = (finding.fingerprint(), finding.message.clone());
        let hangs_on_it = finding.rule == &rules::yaml_anchor::RULE
            && finding.place.is_some_and(|place| with_aliases.contains(&place.file));
        if refused.contains(&key) || hangs_on_it {
            continue;
        }
        let edits = edits_of(sources, finding);
        let is_free = |edit: &Edit| {
            let taken = used.get(&edit.place.file);
            let before = taken.and_then(|taken| taken.range(..=edit.place.end).next_back());
            before.is_none_or(|(_, &end)| end < edit.place.start)
        };
        let are_schemas = edits.iter().all(|edit| (edit.place.file.0 as usize) < sources.len());
        if edits.is_empty() || !are_schemas || !edits.iter().all(is_free) {
            continue;
        }
        for edit in &edits {
            used.entry(edit.place.file).or_default().insert(edit.place.start, edit.place.end);
        }
        repairs.push(OneRepair { rule: finding.rule, key, edits });
    }
    repairs
}

/// The edits that mend a finding, if that needs no person.
fn edits_of(sources: &Sources, finding: &Diagnostic) -> Vec<Edit> {
    match finding.rule.repair {
        Repair::Person => Vec::new(),
        Repair::Mechanical if finding.rule == &rules::yaml_tab::RULE => without_tabs(sources, finding),
        Repair::Mechanical if finding.rule == &rules::field_removed::RULE => {
            reserved(sources, finding).into_iter().collect()
        }
        Repair::Mechanical => finding.edits.clone(),
        Repair::Alike => {
            let is_alike = |edit: &Edit| letters(sources.slice(edit.place)) == letters(&edit.text);
            if finding.edits.iter().all(is_alike) { finding.edits.clone() } else { Vec::new() }
        }
    }
}

fn letters(name: &str) -> String {
    name.chars().filter(|letter| !matches!(letter, '_' | '-')).flat_map(char::to_lowercase).collect()
}

/// Makes as many of the repairs as make nothing else wrong; `None` if that is none.
fn taken(
    sources: &Sources,
    findings: &[Diagnostic],
    repairs: Vec<OneRepair>,
    judge: &impl Fn(&Sources) -> Vec<Diagnostic>,
    refused: &mut BTreeSet<(String, String)>,
) -> Option<Step> {
    if repairs.is_empty() {
        return None;
    }
    let attempt = |repairs: &[&OneRepair]| {
        let edits: Vec<Edit> = repairs.iter().flat_map(|repair| repair.edits.iter().cloned()).collect();
        let after = edited(sources, &edits);
        let found = judge(&after);
        let is_better = is_better(findings, &found) && after != *sources;
        is_better.then_some(Step {
            sources: after,
            findings: found,
            rules: repairs.iter().map(|repair| repair.rule).collect(),
        })
    };
    let all: Vec<&OneRepair> = repairs.iter().collect();
    if let Some(step) = attempt(&all) {
        return Some(step);
    }
    let mut good: Vec<&OneRepair> = Vec::new();
    let mut step = None;
    for repair in repairs.iter().take(MOST_TRIED_ALONE) {
        let more: Vec<&OneRepair> = good.iter().copied().chain([repair]).collect();
        match attempt(&more) {
            Some(better) => {
                good.push(repair);
                step = Some(better);
            }
            None => {
                refused.insert(repair.key.clone());
            }
        }
    }
    step
}

/// Whether nothing is wrong afterwards that was not before. While a file does not parse, what is wrong with the schemas is
/// not known; then less must be wrong with the YAML.
fn is_better(before: &[Diagnostic], after: &[Diagnostic]) -> bool {
    // What ends the reading of a file, and how far that went.
    let ends = |findings: &[Diagnostic]| {
        let ends = findings.iter().filter(|finding| ENDS_THE_READING.contains(&finding.rule));
        let places: Vec<Option<(FileId, u32)>> =
            ends.map(|finding| finding.place.map(|place| (place.file, place.start))).collect();
        (places.len(), places.into_iter().min())
    };
    let ((ends_before, reached_before), (ends_after, reached_after)) = (ends(before), ends(after));
    if ends_before > 0 {
        return ends_after < ends_before || ends_after == ends_before && reached_after > reached_before;
    }
    let of_yaml = |findings: &[Diagnostic]| {
        let is_one =
            |finding: &&Diagnostic| finding.rule.id.starts_with("yaml-") && finding.severity() == Severity::Error;
        findings.iter().filter(is_one).count()
    };
    if of_yaml(before) > 0 {
        return of_yaml(after) < of_yaml(before);
    }
    let errors = |findings: &[Diagnostic]| {
        let mut counts: HashMap<(&str, String, String), usize> = HashMap::new();
        for finding in findings.iter().filter(|finding| finding.severity() == Severity::Error) {
            *counts.entry((finding.rule.id, finding.subject.clone(), finding.path.clone())).or_default() += 1;
        }
        counts
    };
    let known = errors(before);
    errors(after).iter().all(|(key, count)| known.get(key).is_some_and(|known| count <= known))
}

/// Spaces for every tab that indents a line of a file; a tab counts as two.
fn without_tabs(sources: &Sources, finding: &Diagnostic) -> Vec<Edit> {
    let Some(place) = finding.place else { return Vec::new() };
    let text = &sources.file(place.file).text;
    let mut edits = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let blank = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        if blank.contains('\t') {
            let place = Place::new(place.file, start..start + blank.len());
            edits.push(Edit { place, text: blank.replace('\t', "  ") });
        }
        start += line.len();
    }
    edits
}

/// `reserved` for a field that was taken out of a published body, where that stands: its values are given up, and its name
/// stays taken.
fn reserved(sources: &Sources, finding: &Diagnostic) -> Option<Edit> {
    let field = finding.path.rsplit('.').next()?;
    let is_plain = field.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-'));
    let place = finding.place.filter(|place| (place.file.0 as usize) < sources.len())?;
    if finding.direction != Some(Direction::Backward) || field.is_empty() || !is_plain {
        return None;
    }
    let text = &sources.file(place.file).text;
    let tree = yaml::parse(place.file, text).0?;
    let comments = comments(text, &tree);
    let file = File { id: place.file, text, tree, comments };
    let holds =
        |entry: &&Entry| entry.key_place.start <= place.start && place.end <= entry.key_place.to(entry.value.place).end;
    let section = file.tree.as_map()?.iter().find(holds).filter(|section| is_versioned(&section.key))?;
    let definition = section.value.as_map()?.iter().find(holds)?;
    let body = definition.value.as_map()?.iter().find(holds).filter(|body| version_number(&body.key).is_some())?;
    file.reserve(definition, &body.key, field)
}

fn is_versioned(section: &str) -> bool {
    matches!(section, "events" | "commands" | "queries" | "records" | "unions")
}

impl File<'_> {
    /// The edit that adds a name to what a version of a definition reserves.
    fn reserve(&self, definition: &Entry, version: &str, field: &str) -> Option<Edit> {
        let name = key_text(field, true);
        let Some(reserved) = definition.value.entry("reserved") else {
            let entry = format!("reserved: {{ {version}: [{name}] }}");
            let entries = definition.value.as_map()?;
            let last = entries.iter().rfind(|entry| version_number(&entry.key).is_some())?;
            if self.is_in_brackets(&definition.value) {
                return Some(self.insert(last.value.place.end as usize, format!(", {entry}")));
            }
            let column = self.column(last.key_place.start);
            return Some(self.lines_behind(last, &format!("{}{entry}\n", " ".repeat(column))));
        };
        let last = reserved.value.as_map()?.last()?;
        let Some(names) = reserved.value.entry(version) else {
            return self.next_to(last, &reserved.value, &format!("{version}: [{name}]"));
        };
        let items = names.value.as_list()?;
        let end = items.last().map_or(names.value.place.start + 1, |item| item.place.end);
        if !self.is_in_brackets(&names.value) {
            let column = self.column(names.value.place.start);
            return Some(self.lines_behind(names, &format!("{}- {name}\n", " ".repeat(column))));
        }
        let separator = if items.is_empty() { "" } else { ", " };
        Some(self.insert(end as usize, format!("{separator}{name}")))
    }

    /// The edit that writes an entry behind another one of the same mapping.
    fn next_to(&self, last: &Entry, mapping: &yaml::Node, entry: &str) -> Option<Edit> {
        if self.is_in_brackets(mapping) {
            return Some(self.insert(last.value.place.end as usize, format!(", {entry}")));
        }
        let column = self.column(last.key_place.start);
        Some(self.lines_behind(last, &format!("{}{entry}\n", " ".repeat(column))))
    }
}
