//! From the text of `retold.toml` to [`Config`], with every problem on the way.

use clap::ValueEnum;
use retold_codegen::rules;
use retold_codegen::suggest::nearest;
use toml::de::DeTable;

use super::toml_table::{Table, listed, wrong_kind};
use super::{CheckConfig, Config, Mode, OutputConfig, Problem, TypesConfig, USUAL_SCHEMAS, allow, types};
use crate::output::Output;

/// Reads the whole file. What is wrong is left out of the configuration and reported, in the order of the file.
pub(super) fn config(text: &str) -> (Config, Vec<Problem>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        let problem = |error: &toml::de::Error| {
            Problem::new(&rules::config_syntax::RULE, error.span().unwrap_or(0..0), one_line(error.message()))
        };
        return (Config::default(), errors.iter().map(problem).collect());
    }
    let mut problems = Vec::new();
    let top = Table::new(table.get_ref(), "retold.toml", &["schemas", "generate", "check"], &mut problems);
    let schemas = match top.value("schemas") {
        None => Some(USUAL_SCHEMAS.to_owned()),
        Some(_) => top.path("schemas", &mut problems).map(str::to_owned),
    };
    let mut types = TypesConfig::default();
    let generate = top.table("generate", &mut problems);
    let generate = generate.map(|table| outputs(table, &mut types, &mut problems)).unwrap_or_default();
    let check = top.table("check", &mut problems).map(|table| check(table, &mut problems)).unwrap_or_default();
    problems.sort_by_key(|problem| problem.span.start);
    (Config { schemas, generate, types, check }, problems)
}

/// `[generate]`. Its keys are outputs; one that does not exist is an error that says which do.
fn outputs(table: &DeTable<'_>, types: &mut TypesConfig, problems: &mut Vec<Problem>) -> Vec<(Output, OutputConfig)> {
    for key in table.keys().filter(|key| Output::by_name(key.get_ref()).is_none()) {
        let (span, key) = (key.span(), key.get_ref().as_ref());
        problems.push(
            Problem::new(&rules::config_unknown_key::RULE, span, format!("there is no output `{key}`"))
                .with_suggestion(nearest(key, Output::NAMES.iter().copied()))
                .with_help(format!("the outputs are {}", listed(Output::NAMES))),
        );
    }
    let mut outputs = Vec::new();
    for output in Output::value_variants() {
        let Some((key, value)) = table.get_key_value(output.name()) else { continue };
        let name = format!("[generate.{}]", output.name());
        let Some(section) = value.get_ref().as_table() else {
            problems.push(wrong_kind(value, &format!("`{}` in [generate]", output.name()), "a table with `out`"));
            continue;
        };
        let keys: &[&str] = if *output == Output::Rust { &["out", "types"] } else { &["out"] };
        let section = Table::new(section, &name, keys, problems);
        if *output == Output::Rust
            && let Some(table) = section.table("types", problems)
        {
            *types = types::read(table, problems);
        }
        if section.value("out").is_none() {
            problems.push(
                Problem::new(&rules::config_value::RULE, key.span(), format!("{name} has no `out`"))
                    .with_help(format!("add `out = \"{}\"`, the folder to write into", output.usual_folder())),
            );
        }
        if let Some(out) = section.path("out", problems) {
            outputs.push((*output, OutputConfig { out: out.to_owned() }));
        }
    }
    outputs
}

fn check(table: &DeTable<'_>, problems: &mut Vec<Problem>) -> CheckConfig {
    let table = Table::new(table, "[check]", &["mode", "against", "policy", "allow"], problems);
    let mode = table.text("mode", problems).and_then(|(text, span)| {
        let mode = Mode::ALL.into_iter().find(|mode| mode.word() == text);
        if mode.is_none() {
            let names = Mode::ALL.map(Mode::word);
            problems.push(Problem::new(&rules::config_value::RULE, span, format!("`{text}` is no mode")).with_help(
                match nearest(text, names) {
                    Some(nearest) => format!("did you mean `\"{nearest}\"`?"),
                    None => format!("the modes are {}", listed(&names)),
                },
            ));
        }
        mode
    });
    let against = table.text("against", problems).and_then(|(text, span)| {
        if text.is_empty() {
            let message = "`against` in [check] is empty";
            problems.push(
                Problem::new(&rules::config_value::RULE, span, message)
                    .with_help("name a git revision, a folder, a lock file, or `auto`"),
            );
            return None;
        }
        Some(text.to_owned())
    });
    let allow = table.value("allow").map(|value| allow::entries(value, problems)).unwrap_or_default();
    let policy = table.text("policy", problems).and_then(|(text, span)| {
        if text != "frozen" {
            problems.push(
                Problem::new(&rules::config_value::RULE, span, format!("`{text}` is no policy"))
                    .with_help("`\"frozen\"` is the one there is: no published body changes in place"),
            );
            return None;
        }
        Some(())
    });
    CheckConfig { mode: mode.unwrap_or_default(), against, frozen: policy.is_some(), allow }
}

/// The parser's message on one line, as messages here are written.
fn one_line(message: &str) -> String {
    let words: Vec<&str> = message.split_whitespace().collect();
    words.join(" ")
}
