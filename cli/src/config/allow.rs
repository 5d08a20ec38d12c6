//! `[[check.allow]]`: findings that are known and accepted, each with a reason and perhaps a last day.

use std::ops::Range;

use jiff::civil::Date;
use retold_codegen::diagnostic::Diagnostic;
use retold_codegen::rules;
use retold_codegen::suggest::nearest;
use toml::Spanned;
use toml::de::DeValue;

use super::Problem;
use super::toml_table::{Table, wrong_kind};

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Allow {
    /// The rule.
    pub(crate) rule: &'static str,
    /// The definition, as `context.Name`.
    pub(crate) subject: String,
    /// Why the finding does not matter.
    pub(crate) reason: String,
    /// The last day on which it holds.
    pub(crate) until: Option<Date>,
    /// Where the rule is named.
    pub(crate) span: Range<usize>,
}

impl Allow {
    /// Whether the entry speaks of this finding.
    pub(crate) fn covers(&self, finding: &Diagnostic) -> bool {
        finding.rule.id == self.rule && finding.subject == self.subject
    }

    /// Whether its last day has passed.
    pub(crate) fn has_expired(&self, today: Date) -> bool {
        self.until.is_some_and(|until| until < today)
    }
}

const KEYS: &[&str] = &["rule", "subject", "reason", "until"];

/// Reads the array of entries.
pub(super) fn entries(value: &Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Vec<Allow> {
    let Some(entries) = value.get_ref().as_array() else {
        problems.push(
            wrong_kind(value, "`allow` in [check]", "an array of tables").with_help("write it as `[[check.allow]]`"),
        );
        return Vec::new();
    };
    entries.iter().filter_map(|entry| self::entry(entry, problems)).collect()
}

fn entry(value: &Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Allow> {
    let Some(table) = value.get_ref().as_table() else {
        problems.push(wrong_kind(value, "an entry of `allow`", "a table"));
        return None;
    };
    let table = Table::new(table, "[[check.allow]]", KEYS, problems);
    for key in ["rule", "subject", "reason"] {
        if table.value(key).is_none() {
            let message = format!("an entry of [[check.allow]] has no `{key}`");
            problems.push(Problem::new(&rules::config_value::RULE, value.span(), message).with_help(match key {
                "reason" => "say why the finding does not matter: `reason = \"…\"`".to_owned(),
                key => format!("add `{key} = \"…\"`, as the finding shows it"),
            }));
        }
    }
    let rule = table.text("rule", problems).and_then(|(id, span)| rule(id, span, problems));
    let subject = filled(&table, "subject", problems);
    let reason = filled(&table, "reason", problems);
    let until = match table.value("until") {
        None => None,
        Some(value) => Some(until(value, problems)?),
    };
    let (rule, span) = rule?;
    Some(Allow { rule, subject: subject?.to_owned(), reason: reason?.to_owned(), until, span })
}

fn rule(id: &str, span: Range<usize>, problems: &mut Vec<Problem>) -> Option<(&'static str, Range<usize>)> {
    if let Some(rule) = rules::by_id(id) {
        if !rule.may_be_allowed() {
            let message = format!("findings of `{id}` cannot be allowed");
            let help = "without their repair there is no whole schema set to work with";
            problems.push(Problem::new(&rules::config_value::RULE, span, message).with_help(help));
            return None;
        }
        return Some((rule.id, span));
    }
    let help = match nearest(id, rules::ALL.iter().map(|rule| rule.id)) {
        Some(nearest) => format!("did you mean `\"{nearest}\"`?"),
        None => "`retold rules` lists all rules".to_owned(),
    };
    problems.push(Problem::new(&rules::config_value::RULE, span, format!("there is no rule `{id}`")).with_help(help));
    None
}

fn filled<'a>(table: &Table<'a, '_>, key: &str, problems: &mut Vec<Problem>) -> Option<&'a str> {
    let (text, span) = table.text(key, problems)?;
    if text.trim().is_empty() {
        problems.push(Problem::new(&rules::config_value::RULE, span, format!("`{key}` in [[check.allow]] is empty")));
        return None;
    }
    Some(text)
}

/// A date, in quotes or as TOML writes dates.
fn until(value: &Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Date> {
    let written = match value.get_ref() {
        DeValue::String(text) => text.as_ref().to_owned(),
        DeValue::Datetime(date) => date.to_string(),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Array(_) | DeValue::Table(_) => {
            problems.push(wrong_kind(value, "`until` in [[check.allow]]", "a date such as \"2027-01-01\""));
            return None;
        }
    };
    let date = (written.len() == 10).then(|| written.parse::<Date>().ok()).flatten();
    if date.is_none() {
        let message = format!("`{written}` is not a date");
        problems.push(
            Problem::new(&rules::config_value::RULE, value.span(), message).with_help("write it as \"2027-01-01\""),
        );
    }
    date
}
