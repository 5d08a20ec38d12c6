//! Findings as Markdown, for a comment on a pull request: a line with the verdict, a table, what to do below it with the
//! payloads that show it, and how every version is read. What one change of a shared type breaks in many definitions is
//! told once; what is too much for a comment is counted.

use std::collections::HashMap;
use std::fmt::Write;

use serde_json::Value;

use super::json::{Finding, MatrixRow, Report, Summary};
use super::visible;
use crate::numbers::counted;

/// The most rows of the table.
const ROWS: usize = 100;
/// The most findings that are told in full.
const DETAILS: usize = 25;
/// So many of them are seen without a click.
const OPEN: usize = 3;
/// The most definitions whose versions are listed.
const DEFINITIONS: usize = 50;
/// The longest payload that is shown over several lines, and the longest that is shown whole, in bytes.
const LONG_VALUE: usize = 1200;
const LONGEST_VALUE: usize = 4000;

/// The comment.
#[must_use]
pub fn render(report: &Report) -> String {
    let mut out = String::from("## Retold\n\n");
    let _ = writeln!(out, "{}", verdict(report));
    let groups = groups(&report.findings);
    if !groups.is_empty() {
        out.push_str("\n| | rule | where | what |\n|---|---|---|---|\n");
        groups.iter().take(ROWS).for_each(|group| row(&mut out, group));
        left_out(&mut out, groups.len().saturating_sub(ROWS));
        let told: Vec<&Group<'_>> = groups.iter().filter(|group| group.is_told()).collect();
        told.iter().take(DETAILS).enumerate().for_each(|(index, group)| details(&mut out, group.first, index < OPEN));
        left_out(&mut out, told.len().saturating_sub(DETAILS));
    }
    if let Some(matrix) = &report.matrix {
        versions(&mut out, matrix, &report.findings);
    }
    out
}

/// One line: whether it failed, against what, and how much was found.
fn verdict(report: &Report) -> String {
    let Summary { errors, warnings, notes, allowed } = report.summary;
    let verdict = if errors > 0 { "**Failed**" } else { "**Passed**" };
    let against = match (report.against.as_deref(), report.mode.as_deref()) {
        (Some(base), Some(mode)) => format!(" against {}, {mode}", code(base)),
        (Some(base), None) => format!(" against {}", code(base)),
        (None, _) => String::new(),
    };
    let mut found = Vec::new();
    for (count, one, many) in [
        (errors, "error", "errors"),
        (warnings, "warning", "warnings"),
        (notes, "note", "notes"),
        (allowed, "allowed", "allowed"),
    ] {
        if count > 0 {
            found.push(counted(count, one, many));
        }
    }
    let found = if found.is_empty() { "nothing wrong".to_owned() } else { found.join(", ") };
    format!("{verdict}{against}: {found} in {}.", counted(report.checked.files, "schema file", "schema files"))
}

/// Findings of one change at one place, in one definition or in many.
struct Group<'a> {
    first: &'a Finding,
    /// The definitions of the others.
    others: Vec<&'a str>,
}

impl Group<'_> {
    /// Whether there is more to say than its row says.
    fn is_told(&self) -> bool {
        self.first.allowed.is_none() && (self.first.help.is_some() || self.first.witness.is_some())
    }
}

fn groups(findings: &[Finding]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut known = HashMap::new();
    for finding in findings {
        let Finding { rule, direction, allowed, file, line, column, .. } = finding;
        let is_shared = direction.is_some() && finding.subject.is_some();
        let key = is_shared.then_some((rule, direction, allowed, file, line, column));
        let at = key.and_then(|key| match known.get(&key) {
            Some(&at) => Some(at),
            None => {
                known.insert(key, groups.len());
                None
            }
        });
        match at.and_then(|at| groups.get_mut(at)) {
            Some(group) => group.others.extend(finding.subject.as_deref()),
            None => groups.push(Group { first: finding, others: Vec::new() }),
        }
    }
    groups
}

fn row(out: &mut String, group: &Group<'_>) {
    let finding = group.first;
    let weight = if finding.allowed.is_some() { "allowed" } else { &finding.severity };
    let place = place(finding).unwrap_or_default().replace('|', "\\|");
    let mut what = cell(&finding.message);
    if let Some(reason) = &finding.allowed {
        let _ = write!(what, " (allowed: {})", cell(&reason.replace('`', "'")));
    }
    if let [one, rest @ ..] = group.others.as_slice() {
        let rest = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
        let _ = write!(what, "; the same in {}{rest}", cell_code(one));
    }
    let _ = writeln!(out, "| {weight} | {} | {place} | {what} |", code(&finding.rule));
}

fn place(finding: &Finding) -> Option<String> {
    Some(code(&format!("{}:{}", finding.file.as_ref()?, finding.line?)))
}

fn details(out: &mut String, finding: &Finding, is_open: bool) {
    let mut title = html(&finding.rule);
    if let Some(subject) = &finding.subject {
        let version = finding.version.map(|version| format!(" v{version}")).unwrap_or_default();
        let _ = write!(title, " in {}{version}", html(&subject.replace('`', "")));
    }
    if let Some(direction) = &finding.direction {
        let _ = write!(title, ", {direction}");
    }
    let open = if is_open { " open" } else { "" };
    let _ = writeln!(out, "\n<details{open}><summary>{title}</summary>\n");
    let _ = writeln!(out, "{}\n", line(&finding.message));
    let also = finding.also.iter().take(OPEN).map(|also| {
        let revision = also.revision.as_ref().map(|revision| format!("{revision}:")).unwrap_or_default();
        format!("{}: {}", line(&also.label), code(&format!("{revision}{}:{}", also.file, also.line)))
    });
    let places: Vec<String> = place(finding).into_iter().chain(also).collect();
    if places.len() > 1 {
        let _ = writeln!(out, "{}\n", places.join("; "));
    }
    if let Some(witness) = &finding.witness {
        value(out, "A value that shows it", witness);
    }
    if let (Some(before), Some(after)) = (&finding.reads_before, &finding.reads_after) {
        value(out, "Before, it reads as", before);
        value(out, "Now it reads as", after);
    }
    for help in finding.help.iter().flat_map(|help| help.lines()) {
        let _ = writeln!(out, "- {}", line(help));
    }
    out.push_str("\n</details>\n");
}

/// A payload, as a line if it is a word, otherwise in a block.
fn value(out: &mut String, title: &str, value: &Value) {
    let compact = value.to_string();
    if !(value.is_object() || value.is_array()) {
        let _ = writeln!(out, "{title}: {}\n", code(&visible(&compact)));
        return;
    }
    let text = if compact.len() > LONG_VALUE { compact } else { format!("{value:#}") };
    let text = match text.char_indices().nth(LONGEST_VALUE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    };
    let fence = "`".repeat(longest_run(&text).max(2) + 1);
    let _ = writeln!(out, "{title}:\n\n{fence}json\n{}\n{fence}\n", visible(&text));
}

/// How the versions are read of the definitions that something was found in, or that have several.
fn versions(out: &mut String, matrix: &[MatrixRow], findings: &[Finding]) {
    let concerned: std::collections::HashSet<&str> =
        findings.iter().filter_map(|finding| finding.subject.as_deref()).collect();
    let mut definitions: Vec<(&MatrixRow, Vec<String>)> = Vec::new();
    for row in matrix {
        let how = format!("v{} {}", row.version, how(row));
        match definitions.last_mut() {
            Some((first, versions)) if first.subject == row.subject && first.kind == row.kind => versions.push(how),
            _ => definitions.push((row, vec![how])),
        }
    }
    let total = definitions.len();
    definitions.retain(|(row, versions)| {
        concerned.contains(row.subject.as_str()) || versions.len() > 1 || row.read != "as-it-is"
    });
    if definitions.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n<details><summary>How every version is read</summary>\n\n| | versions |\n|---|---|");
    for (row, versions) in definitions.iter().take(DEFINITIONS) {
        let _ = writeln!(out, "| {} {} | {} |", html(&row.kind), cell_code(&row.subject), versions.join(", "));
    }
    left_out(out, definitions.len().saturating_sub(DEFINITIONS));
    if total > definitions.len() {
        let rest = counted(total - definitions.len(), "definition has", "definitions have");
        let _ = writeln!(out, "\n{rest} one version, read as it is.");
    }
    out.push_str("\n</details>\n");
}

fn how(row: &MatrixRow) -> String {
    let listed = |names: &[String]| names.iter().map(|name| cell_code(name)).collect::<Vec<_>>().join(" and ");
    match (row.read.as_str(), row.into.as_deref()) {
        ("as-it-is", _) => "as it is".to_owned(),
        ("derived", _) => "by derived steps".to_owned(),
        ("functions", _) => format!("by {}", listed(&row.functions)),
        ("becomes", Some(into)) if !into.is_empty() => format!("becomes {}", listed(into)),
        ("becomes", _) => "dropped".to_owned(),
        ("retired", _) => "retired".to_owned(),
        _ => "**not read**".to_owned(),
    }
}

fn left_out(out: &mut String, count: usize) {
    if count > 0 {
        let _ = writeln!(out, "\nand {count} more");
    }
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

fn cell_code(text: &str) -> String {
    code(text).replace('|', "\\|")
}

/// Text as code, whatever is in it.
pub(crate) fn code(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    let fence = "`".repeat(longest_run(&text) + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// A message of ours within a table.
fn cell(text: &str) -> String {
    line(text).replace('|', "\\|")
}

/// A message of ours in one line: what stands in backticks is the user's, and code; around it nothing is markup.
fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, part) in text.split('`').enumerate() {
        if index % 2 == 1 {
            out.push_str(&code(part));
        } else {
            out.push_str(&html(part).replace(['\n', '\r'], " ").replace('*', "\\*").replace('[', "\\["));
        }
    }
    out
}

fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
