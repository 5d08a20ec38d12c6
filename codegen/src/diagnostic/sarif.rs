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
    let page = rule.page();
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.summary },
        "help": { "text": page, "markdown": page },
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
                // Viewers open the file as it is now; what stands in a revision is said.
                "message": { "text": if also.revision.is_some() { also.described() } else { also.label.clone() } },
                "physicalLocation": {
                    "artifactLocation": { "uri": uri(&also.file) },
                    "region": { "startLine": also.line, "startColumn": also.column },
                },
            })
        });
        result["relatedLocations"] = related.collect();
    }
    if let Some(subject) = &finding.subject {
        let version = finding.version.map(|version| format!(" v{version}")).unwrap_or_default();
        let path = finding.path.as_ref().map(|path| format!(" {path}")).unwrap_or_default();
        let logical = json!([{ "fullyQualifiedName": format!("{subject}{version}{path}"), "kind": "type" }]);
        match result.pointer_mut("/locations/0") {
            Some(location) => location["logicalLocations"] = logical,
            None => result["locations"] = json!([{ "logicalLocations": logical }]),
        }
    }
    let properties = [
        ("direction", finding.direction.clone().map(Value::from)),
        ("witness", finding.witness.clone()),
        ("readsBefore", finding.reads_before.clone()),
        ("readsAfter", finding.reads_after.clone()),
    ];
    let properties: serde_json::Map<String, Value> =
        properties.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect();
    if !properties.is_empty() {
        result["properties"] = Value::Object(properties);
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
