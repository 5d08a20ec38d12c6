//! Findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request
//! (<https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>). Allowed ones are left out.

use std::fmt::Write;

use super::json::{Finding, Report};

/// One line a finding; empty if there is none.
#[must_use]
pub fn render(report: &Report) -> String {
    let mut out = String::new();
    for finding in report.findings.iter().filter(|finding| finding.allowed.is_none()) {
        let command = if finding.severity == "note" { "notice" } else { &finding.severity };
        let _ = writeln!(out, "::{command} {}::{}", properties(finding), data(&super::text_of(finding)));
    }
    out
}

fn properties(finding: &Finding) -> String {
    let mut properties = Vec::new();
    if let Some(file) = &finding.file {
        properties.push(format!("file={}", property(file)));
        let lines = [("line", finding.line), ("endLine", finding.end_line)];
        // Columns mean something only within one line.
        let columns = [("col", finding.column), ("endColumn", finding.end_column)];
        let shown = if finding.line == finding.end_line { 2 } else { 0 };
        for (key, number) in lines.into_iter().chain(columns.into_iter().take(shown)) {
            properties.extend(number.map(|number| format!("{key}={number}")));
        }
    }
    properties.push(format!("title={}", property(&finding.rule)));
    properties.join(",")
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
