//! Findings as SARIF 2.1.0 (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>), for code scanning. An
//! allowed finding is there with its reason, as suppressed.

use serde_json::{Value, json};

use super::json::{Finding, Report};
use crate::rules::{self, Rule};

/// The document.
///
/// # Errors
/// Never for a report that [`json::report`](super::json::report) made.
pub fn render(report: &Report) -> serde_json::Result<String> {
    let mut used: Vec<&str> = report.findings.iter().map(|finding| finding.rule.as_str()).collect();
    used.sort_unstable();
    used.dedup();
    let rules: Vec<Value> = used.iter().filter_map(|id| rules::by_id(id)).map(rule).collect();
    let results: Vec<Value> = report.findings.iter().map(|finding| result(finding, &used)).collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "retold",
                "semanticVersion": report.version,
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&document).map(|text| text + "\n")
}

fn rule(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.summary },
        "defaultConfiguration": { "level": rule.severity.word() },
    })
}

fn result(finding: &Finding, used: &[&str]) -> Value {
    let mut result = json!({
        "ruleId": finding.rule,
        "level": finding.severity,
        "message": { "text": super::text_of(finding) },
        "partialFingerprints": { "retold/v1": finding.fingerprint },
    });
    if let Ok(index) = used.binary_search(&finding.rule.as_str()) {
        result["ruleIndex"] = json!(index);
    }
    if let Some(file) = &finding.file {
        let mut region = json!({ "startLine": finding.line.unwrap_or(1) });
        let more = [("startColumn", finding.column), ("endLine", finding.end_line), ("endColumn", finding.end_column)];
        for (key, number) in more {
            if let Some(number) = number {
                region[key] = json!(number);
            }
        }
        result["locations"] = json!([{ "physicalLocation": {
            "artifactLocation": { "uri": uri(file) },
            "region": region,
        } }]);
    }
    if !finding.also.is_empty() {
        let related = finding.also.iter().map(|also| {
            json!({
                "message": { "text": also.label },
                "physicalLocation": {
                    "artifactLocation": { "uri": uri(&also.file) },
                    "region": { "startLine": also.line, "startColumn": also.column },
                },
            })
        });
        result["relatedLocations"] = related.collect();
    }
    if let Some(reason) = &finding.allowed {
        result["suppressions"] = json!([{ "kind": "external", "justification": reason }]);
    }
    result
}

/// A path as a URI reference (RFC 3986): what is not unreserved is encoded, `/` stays.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
