//! Findings as a code quality report of GitLab (<https://docs.gitlab.com/ci/testing/code_quality/>). Allowed ones are
//! left out.

use std::collections::HashMap;

use serde::Serialize;

use super::json::Report;

#[derive(Debug, Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Debug, Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Debug, Serialize)]
struct Lines {
    begin: u32,
}

/// A JSON list; empty if there is no finding.
///
/// # Errors
/// Never for a report that [`json::report`](super::json::report) made.
pub fn render(report: &Report) -> serde_json::Result<String> {
    let mut seen: HashMap<&str, u32> = HashMap::new();
    let mut issues = Vec::new();
    for finding in report.findings.iter().filter(|finding| finding.allowed.is_none()) {
        // Two findings with one fingerprint would be one finding to GitLab.
        let times = seen.entry(&finding.fingerprint).or_default();
        *times += 1;
        let fingerprint = match times {
            1 => finding.fingerprint.clone(),
            times => format!("{}#{times}", finding.fingerprint),
        };
        issues.push(Issue {
            description: super::text_of(finding),
            check_name: &finding.rule,
            fingerprint,
            severity: match finding.severity.as_str() {
                "error" => "major",
                "warning" => "minor",
                _ => "info",
            },
            location: Location {
                path: finding.file.as_deref().unwrap_or("retold.toml"),
                lines: Lines { begin: finding.line.unwrap_or(1) },
            },
        });
    }
    serde_json::to_string_pretty(&issues).map(|text| text + "\n")
}
