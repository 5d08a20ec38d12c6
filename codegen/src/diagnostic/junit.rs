//! Findings as a JUnit report, which most CI servers read: an error is a failed case, an allowed finding a skipped one,
//! and warnings and notes are cases that pass and say something.

use std::fmt::Write;

use super::json::{Finding, Report};

/// The XML document. A run without findings is one case that passes.
#[must_use]
pub fn render(report: &Report) -> String {
    let failed = report.summary.errors;
    let skipped = report.summary.allowed;
    let count = report.findings.len().max(1);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let counts = format!("tests=\"{count}\" failures=\"{failed}\" errors=\"0\" skipped=\"{skipped}\"");
    let _ = writeln!(out, "<testsuites name=\"retold check\" {counts}>");
    let _ = writeln!(out, "  <testsuite name=\"retold check\" {counts}>");
    if report.findings.is_empty() {
        let files = report.checked.files;
        let _ = writeln!(out, "    <testcase name=\"schemas: {files}\" classname=\"retold\"/>");
    }
    report.findings.iter().for_each(|finding| case(&mut out, finding));
    out.push_str("  </testsuite>\n</testsuites>\n");
    out
}

fn case(out: &mut String, finding: &Finding) {
    let mut name = finding.rule.clone();
    if let Some(subject) = &finding.subject {
        let _ = write!(name, " {subject}");
    }
    if let Some(version) = finding.version {
        let _ = write!(name, " v{version}");
    }
    if let Some(path) = &finding.path {
        let _ = write!(name, " {path}");
    }
    if let Some(direction) = &finding.direction {
        let _ = write!(name, " ({direction})");
    }
    let file = finding.file.as_deref().unwrap_or("retold");
    let _ = write!(out, "    <testcase name=\"{}\" classname=\"{}\"", escaped(&name), escaped(file));
    if let (Some(file), Some(line)) = (&finding.file, finding.line) {
        let _ = write!(out, " file=\"{}\" line=\"{line}\"", escaped(file));
    }
    out.push_str(">\n");
    let place = match (&finding.file, finding.line, finding.column) {
        (Some(file), Some(line), Some(column)) => format!("{file}:{line}:{column}\n"),
        _ => String::new(),
    };
    let text = escaped(&format!("{place}{}", super::text_of(finding)));
    let message = escaped(&finding.message);
    let _ = match (&finding.allowed, finding.severity.as_str()) {
        (Some(reason), _) => writeln!(out, "      <skipped message=\"allowed: {}\"/>", escaped(reason)),
        (None, "error") => {
            let rule = escaped(&finding.rule);
            writeln!(out, "      <failure message=\"{message}\" type=\"{rule}\">{text}</failure>")
        }
        (None, _) => writeln!(out, "      <system-out>{text}</system-out>"),
    };
    out.push_str("    </testcase>\n");
}

/// Text within XML 1.0; characters that it cannot hold are shown by their code.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(out, "U+{:04X}", u32::from(character));
            }
            character => out.push(character),
        }
    }
    out
}
