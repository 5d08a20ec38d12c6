//! `[[check.allow]]`: findings that are known and accepted, each with a reason and perhaps a last day.

use std::ops::Range;

use jiff::civil::Date;
use retold_codegen::diagnostic::Diagnostic;
use retold_codegen::rules::{self, Rule};
use retold_codegen::suggest::nearest;
use toml::Spanned;
use toml::de::DeValue;

use super::Problem;
use super::toml_table::{Table, wrong_kind};
use crate::shown;

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Allow {
    /// The rule.
    pub(crate) rule: &'static Rule,
    /// Which findings of the rule.
    pub(crate) key: Key,
    /// Why they do not matter.
    pub(crate) reason: String,
    /// The last day on which it holds, and where that is said.
    pub(crate) until: Option<(Date, Range<usize>)>,
    /// Where the rule or the fingerprint is named.
    pub(crate) span: Range<usize>,
}

/// Which findings of a rule an entry speaks of; lines are no part of it, so that nothing moves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// Those in a definition: in all its versions and places, or in one.
    Definition { subject: String, version: Option<u32>, path: Option<String> },
    /// The one that has this fingerprint.
    Fingerprint(String),
}

impl Allow {
    /// Whether the entry speaks of this finding.
    pub(crate) fn covers(&self, finding: &Diagnostic) -> bool {
        finding.rule.id == self.rule.id
            && match &self.key {
                Key::Fingerprint(fingerprint) => finding.fingerprint() == *fingerprint,
                Key::Definition { subject, version, path } => {
                    finding.subject == *subject
                        && version.is_none_or(|version| finding.version == Some(version))
                        && path.as_ref().is_none_or(|path| finding.path == *path)
                }
            }
    }

    /// Whether both speak of the same findings.
    pub(crate) fn repeats(&self, other: &Allow) -> bool {
        self.rule.id == other.rule.id && self.key == other.key
    }

    /// Its last day, if that has passed.
    pub(crate) fn expired(&self, today: Date) -> Option<&(Date, Range<usize>)> {
        self.until.as_ref().filter(|(until, _)| *until < today)
    }

    /// The findings that it speaks of, in the words of a message.
    pub(crate) fn described(&self) -> String {
        match &self.key {
            Key::Fingerprint(fingerprint) => format!("`{}`", shown::escaped(fingerprint)),
            Key::Definition { subject, version, path } => {
                let mut described = format!("`{}` in `{}`", self.rule.id, shown::escaped(subject));
                if let Some(version) = version {
                    described.push_str(&format!(" v{version}"));
                }
                if let Some(path) = path {
                    described.push_str(&format!(" at `{}`", shown::escaped(path)));
                }
                described
            }
        }
    }
}

/// The lines of `retold.toml` that allow a finding; `None` for one that cannot be allowed.
pub(crate) fn lines_for(finding: &Diagnostic) -> Option<String> {
    if !finding.rule.may_be_allowed() || finding.subject.is_empty() {
        return None;
    }
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let mut lines =
        format!("[[check.allow]]\nrule = \"{}\"\nsubject = {}\n", finding.rule.id, quoted(&finding.subject));
    if let Some(version) = finding.version {
        lines.push_str(&format!("version = {version}\n"));
    }
    if !finding.path.is_empty() {
        lines.push_str(&format!("path = {}\n", quoted(&finding.path)));
    }
    Some(lines + "reason = \"…\"")
}

const KEYS: &[&str] = &["rule", "subject", "version", "path", "fingerprint", "reason", "until"];

/// The keys that a fingerprint holds.
const IN_FINGERPRINT: [&str; 4] = ["rule", "subject", "version", "path"];

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
    let by_fingerprint = table.value("fingerprint").is_some();
    let needed: &[&str] = if by_fingerprint { &["reason"] } else { &["rule", "subject", "reason"] };
    for key in needed.iter().filter(|key| table.value(key).is_none()) {
        let message = format!("an entry of [[check.allow]] has no `{key}`");
        problems.push(Problem::new(&rules::config_value::RULE, value.span(), message).with_help(match *key {
            "reason" => "say why the finding does not matter: `reason = \"…\"`".to_owned(),
            key => format!("add `{key} = \"…\"`, as the finding shows it"),
        }));
    }
    let key = if by_fingerprint { fingerprint(&table, problems) } else { definition(&table, problems) };
    let reason = filled(&table, "reason", problems);
    let until = match table.value("until") {
        None => None,
        Some(value) => Some((until(value, problems)?, value.span())),
    };
    let (rule, key, span) = key?;
    Some(Allow { rule, key, reason: reason?.to_owned(), until, span })
}

type Keyed = (&'static Rule, Key, Range<usize>);

fn definition(table: &Table<'_, '_>, problems: &mut Vec<Problem>) -> Option<Keyed> {
    let rule = table.text("rule", problems).and_then(|(id, span)| Some((rule(id, span.clone(), problems)?, span)));
    let subject = filled(table, "subject", problems);
    // The outer option is none where what is written is wrong.
    let version = table.value("version").map_or(Some(None), |value| version(value, problems).map(Some));
    let path = match table.value("path") {
        None => Some(None),
        Some(_) => filled(table, "path", problems).map(|path| Some(path.to_owned())),
    };
    let (rule, span) = rule?;
    Some((rule, Key::Definition { subject: subject?.to_owned(), version: version?, path: path? }, span))
}

/// A fingerprint, which begins with the rule.
fn fingerprint(table: &Table<'_, '_>, problems: &mut Vec<Problem>) -> Option<Keyed> {
    for key in IN_FINGERPRINT {
        if let Some(value) = table.value(key) {
            let message = format!("an entry of [[check.allow]] has a `fingerprint` and a `{key}`");
            let help = format!("the fingerprint says it already: delete `{key}`");
            problems.push(Problem::new(&rules::config_value::RULE, value.span(), message).with_help(help));
        }
    }
    let (text, span) = table.text("fingerprint", problems)?;
    let parts: Vec<&str> = text.splitn(IN_FINGERPRINT.len(), ':').collect();
    let [id, ..] = parts.as_slice() else { return None };
    if parts.len() < IN_FINGERPRINT.len() {
        let message = format!("`{}` is not a fingerprint", shown::escaped(text));
        let help = "`retold check --format json` shows that of every finding: `rule:subject:version:path`";
        problems.push(Problem::new(&rules::config_value::RULE, span, message).with_help(help));
        return None;
    }
    let rule = rule(id, span.clone(), problems)?;
    Some((rule, Key::Fingerprint(text.to_owned()), span))
}

fn version(value: &Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<u32> {
    let DeValue::Integer(written) = value.get_ref() else {
        problems.push(wrong_kind(value, "`version` in [[check.allow]]", "a number such as 1"));
        return None;
    };
    let number = u32::from_str_radix(written.as_str(), written.radix()).ok().filter(|&number| number > 0);
    if number.is_none() {
        let message = format!("there is no version {}", written.as_str());
        let problem = Problem::new(&rules::config_value::RULE, value.span(), message);
        problems.push(problem.with_help("versions count from 1"));
    }
    number
}

fn rule(id: &str, span: Range<usize>, problems: &mut Vec<Problem>) -> Option<&'static Rule> {
    if let Some(rule) = rules::by_id(id) {
        if !rule.may_be_allowed() {
            let message = format!("findings of `{id}` cannot be allowed");
            let help = "without their repair there is no whole schema set to work with";
            problems.push(Problem::new(&rules::config_value::RULE, span, message).with_help(help));
            return None;
        }
        return Some(rule);
    }
    let help = match nearest(id, rules::ALL.iter().map(|rule| rule.id)) {
        Some(nearest) => format!("did you mean `\"{nearest}\"`?"),
        None => "`retold rules` lists all rules".to_owned(),
    };
    problems.push(
        Problem::new(&rules::config_value::RULE, span, format!("there is no rule `{}`", shown::escaped(id)))
            .with_help(help),
    );
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
