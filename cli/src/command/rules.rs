//! `retold rules`: every rule with its severity, its direction and what it asks for.

use std::fmt::Write;

use anstyle::Style;
use retold_codegen::rules::{self, Rule};
use schemars::JsonSchema;
use serde::Serialize;

use crate::arguments::{Format, Rules};
use crate::status::Status;
use crate::terminal::Terminal;

const ID: Style = Style::new().bold();

/// A rule in the JSON list.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Listed {
    /// The id, such as `field-added-required`.
    rule: &'static str,
    /// `error`, `warning` or `note`.
    #[schemars(extend("enum" = ["error", "warning", "note"]))]
    severity: &'static str,
    /// The direction of the evolution check that the rule belongs to; `null` for rules of one schema set.
    #[schemars(extend("enum" = ["backward", "forward", "both", null]))]
    direction: Option<&'static str>,
    /// What the rule asks for, in one line.
    summary: &'static str,
}

/// Prints the list.
pub(super) fn run(arguments: &Rules, terminal: &mut Terminal) -> Status {
    match arguments.format {
        Format::Human => terminal.result(&table(rules::ALL)),
        Format::Json => terminal.document(json(rules::ALL)),
    }
    Status::Done
}

fn table(rules: &[&Rule]) -> String {
    let width = |length: fn(&Rule) -> usize| rules.iter().map(|rule| length(rule)).max().unwrap_or(0);
    let (ids, severities) = (width(|rule| rule.id.len()), width(|rule| rule.severity.word().len()));
    let mut table = String::new();
    for rule in rules {
        let _ = writeln!(
            table,
            "{ID}{:ids$}{ID:#}  {:severities$}  {:9}  {}",
            rule.id,
            rule.severity.word(),
            direction(rule).unwrap_or("-"),
            rule.summary
        );
    }
    table
}

fn json(rules: &[&Rule]) -> serde_json::Result<String> {
    let listed: Vec<Listed> = rules
        .iter()
        .map(|rule| Listed {
            rule: rule.id,
            severity: rule.severity.word(),
            direction: direction(rule),
            summary: rule.summary,
        })
        .collect();
    serde_json::to_string_pretty(&listed).map(|text| text + "\n")
}

fn direction(rule: &Rule) -> Option<&'static str> {
    match rule.directions {
        [] => None,
        [one] => Some(one.word()),
        _ => Some("both"),
    }
}
