//! `retold explain RULE`: the page of a rule.

use std::fmt::Write;

use anstyle::Style;
use retold_codegen::explain::Example;
use retold_codegen::rules::{self, Rule};
use retold_codegen::suggest::nearest;

use crate::arguments::Explain;
use crate::shown;
use crate::status::Status;
use crate::terminal::{Failure, Terminal};

const TITLE: Style = Style::new().bold();

/// Prints the page of a rule.
pub(super) fn run(arguments: &Explain, terminal: &mut Terminal) -> Status {
    let Some(rule) = rules::by_id(&arguments.rule) else {
        terminal.failure(&unknown(&arguments.rule));
        return Status::CouldNotLook;
    };
    terminal.result(&page(rule));
    Status::Done
}

fn unknown(written: &str) -> Failure {
    let failure = Failure::new(format!("there is no rule `{}`", shown::escaped(written)));
    let ids = rules::ALL.iter().map(|rule| rule.id);
    match nearest(written, ids) {
        Some(nearest) => failure.with_help(format!("did you mean `retold explain {nearest}`?")),
        None => failure.with_help("`retold rules` lists all rules"),
    }
}

fn page(rule: &Rule) -> String {
    let mut page = format!("{TITLE}{}{TITLE:#} ({})\n{}\n\n", rule.id, rule.severity.word(), rule.summary);
    page.push_str(&rule.page());
    for Example { title, text } in rule.examples() {
        let _ = write!(page, "\n{TITLE}{title}{TITLE:#}\n\n{}", indented(&text));
    }
    page
}

fn indented(text: &str) -> String {
    let mut indented = String::new();
    for line in text.lines() {
        if !line.is_empty() {
            indented.push_str("    ");
            indented.push_str(&shown::escaped(line));
        }
        indented.push('\n');
    }
    indented
}
