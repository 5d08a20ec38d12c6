//! Findings as Markdown, for a comment on a pull request: a line with the verdict, a table, and what to do below it.

use std::fmt::Write;

use super::json::{Finding, Report, Summary};

/// The comment.
#[must_use]
pub fn render(report: &Report) -> String {
    let Summary { errors, warnings, notes, allowed } = report.summary;
    let mut out = String::from("## Retold\n\n");
    let against = report.against.as_deref().map(|base| format!(" against {}", code(base))).unwrap_or_default();
    let verdict = if errors > 0 { "**Failed**" } else { "**Passed**" };
    let mut found = Vec::new();
    for (count, one, many) in [
        (errors, "error", "errors"),
        (warnings, "warning", "warnings"),
        (notes, "note", "notes"),
        (allowed, "allowed", "allowed"),
    ] {
        if count > 0 {
            found.push(format!("{count} {}", if count == 1 { one } else { many }));
        }
    }
    let found = if found.is_empty() { "nothing wrong".to_owned() } else { found.join(", ") };
    let _ = writeln!(out, "{verdict}{against}: {found} in {}.", files(report.checked.files));
    if report.findings.is_empty() {
        return out;
    }
    out.push_str("\n| | rule | where | what |\n|---|---|---|---|\n");
    for finding in &report.findings {
        let weight = if finding.allowed.is_some() { "allowed" } else { &finding.severity };
        let place = match (&finding.file, finding.line) {
            (Some(file), Some(line)) => code(&format!("{file}:{line}")),
            _ => String::new(),
        };
        let place = place.replace('|', "\\|");
        let _ = writeln!(out, "| {weight} | {} | {place} | {} |", code(&finding.rule), cell(&finding.message));
    }
    report.findings.iter().filter(|finding| finding.allowed.is_none()).for_each(|finding| details(&mut out, finding));
    out
}

fn details(out: &mut String, finding: &Finding) {
    if finding.help.is_none() && finding.witness.is_none() {
        return;
    }
    let subject = finding.subject.as_deref().map(|subject| format!(" in {}", code(subject))).unwrap_or_default();
    let _ = writeln!(out, "\n<details><summary>{}{}</summary>\n", html(&finding.rule), html(&subject.replace('`', "")));
    let _ = writeln!(out, "{}\n", line(&finding.message));
    if let Some(witness) = &finding.witness {
        let _ = writeln!(out, "A value that shows it: {}\n", code(&witness.to_string()));
    }
    for help in finding.help.iter().flat_map(|help| help.lines()) {
        let _ = writeln!(out, "- {}", line(help));
    }
    out.push_str("\n</details>\n");
}

/// Text as code, whatever is in it.
pub(crate) fn code(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
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

fn files(count: usize) -> String {
    format!("{count} schema {}", if count == 1 { "file" } else { "files" })
}
