//! A table of a TOML file that is taken apart key by key: what is asked for is known, what is left over is not.

use std::ops::Range;

use retold_codegen::rules;
use retold_codegen::suggest::nearest;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Problem;

/// A table, the keys that it may have, and where its problems go.
pub(super) struct Table<'a, 'i> {
    table: &'a DeTable<'i>,
    name: &'a str,
    known: &'static [&'static str],
}

impl<'a, 'i> Table<'a, 'i> {
    /// The table called `name` in messages. A key that is not known is a problem.
    pub(super) fn new(
        table: &'a DeTable<'i>,
        name: &'a str,
        known: &'static [&'static str],
        problems: &mut Vec<Problem>,
    ) -> Self {
        for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let (span, key) = (key.span(), key.get_ref().as_ref());
            problems.push(
                Problem::new(&rules::config_unknown_key::RULE, span, format!("unknown key `{key}` in {name}"))
                    .with_suggestion(nearest(key, known.iter().copied()))
                    .with_help(format!("{name} takes {}", listed(known))),
            );
        }
        Self { table, name, known }
    }

    /// The value of a key.
    pub(super) fn value(&self, key: &str) -> Option<&'a Spanned<DeValue<'i>>> {
        debug_assert!(self.known.contains(&key));
        self.table.get(key)
    }

    /// The text of a key; anything but text is a problem.
    pub(super) fn text(&self, key: &str, problems: &mut Vec<Problem>) -> Option<(&'a str, Range<usize>)> {
        let value = self.value(key)?;
        let text = value.get_ref().as_str();
        if text.is_none() {
            problems.push(wrong_kind(value, &format!("`{key}` in {}", self.name), "a string in quotes"));
        }
        Some((text?, value.span()))
    }

    /// The text of a key that is a path; an empty one is a problem.
    pub(super) fn path(&self, key: &str, problems: &mut Vec<Problem>) -> Option<&'a str> {
        let (text, span) = self.text(key, problems)?;
        let wrong = match text {
            "" => "is empty",
            text if text.contains('\0') => "contains a zero byte",
            _ => return Some(text),
        };
        let message = format!("`{key}` in {} {wrong}", self.name);
        problems
            .push(Problem::new(&rules::config_value::RULE, span, message).with_help("name a folder; `.` is this one"));
        None
    }

    /// The table of a key; anything but a table is a problem.
    pub(super) fn table(&self, key: &str, problems: &mut Vec<Problem>) -> Option<&'a DeTable<'i>> {
        let value = self.value(key)?;
        let table = value.get_ref().as_table();
        if table.is_none() {
            problems.push(wrong_kind(value, &format!("`{key}` in {}", self.name), "a table"));
        }
        table
    }
}

/// A value that is not of the kind that belongs there.
pub(super) fn wrong_kind(value: &Spanned<DeValue<'_>>, what: &str, expected: &str) -> Problem {
    let found = match value.get_ref() {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a float",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    };
    Problem::new(&rules::config_value::RULE, value.span(), format!("{what} must be {expected}, not {found}"))
}

/// `a`, `b` and `c`.
pub(super) fn listed(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        None => "nothing".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
    }
}
