//! `[generate.rust.types]`: which types of the project's stand for scalars in the Rust that is generated.

use std::collections::BTreeMap;
use std::ops::Range;

use retold_codegen::emit::rust::{OwnType, OwnTypes, TypePath, WrongPath};
use retold_codegen::model::SchemaSet;
use retold_codegen::rules;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Problem;
use super::toml_table::{Table, listed, wrong_kind};
use crate::shown;

const NAME: &str = "[generate.rust.types]";
const KEYS: &[&str] = &["type", "with", "copy"];

/// The types, and where each is named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TypesConfig {
    pub(crate) own: OwnTypes,
    places: BTreeMap<String, Range<usize>>,
}

impl TypesConfig {
    /// What is wrong with the names, beside the schemas.
    pub(crate) fn problems(&self, set: &SchemaSet) -> Vec<Problem> {
        let wrong = self.own.wrong(set).into_iter().filter_map(|wrong| {
            let place = self.places.get(&wrong.name)?.clone();
            let problem = Problem::new(&rules::config_value::RULE, place, wrong.message);
            Some(match wrong.suggestion {
                Some(nearest) => problem.with_help(format!("did you mean `\"{nearest}\"`?")),
                None => problem.with_help(wrong.help),
            })
        });
        wrong.collect()
    }
}

/// Reads the table. What is wrong is left out, and reported.
pub(super) fn read(table: &DeTable<'_>, problems: &mut Vec<Problem>) -> TypesConfig {
    let mut types = TypesConfig::default();
    for (key, value) in table {
        let (name, place) = (key.get_ref().as_ref(), key.span());
        let Some(own) = own_type(name, value, problems) else { continue };
        if let Err(wrong) = types.own.add(name, own) {
            let names = OwnTypes::names();
            let help = format!("by its name another type can stand for {}", listed(&names));
            problems.push(wrong_path(wrong, place).with_help(help));
            continue;
        }
        types.places.insert(name.to_owned(), place);
    }
    types
}

/// `"crate::Sku"`, or `{ type = "…", with = "…", copy = true }`.
fn own_type(name: &str, value: &Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<OwnType> {
    match value.get_ref() {
        DeValue::String(text) => Some(OwnType { path: path(text, value.span(), problems)?, with: None, copy: false }),
        DeValue::Table(table) => detailed(name, value, table, problems),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) | DeValue::Array(_) => {
            let what = format!("`{}` in {NAME}", shown::escaped(name));
            problems.push(wrong_kind(value, &what, "the path of a type in quotes, or a table with `type`"));
            None
        }
    }
}

fn detailed(
    name: &str,
    value: &Spanned<DeValue<'_>>,
    table: &DeTable<'_>,
    problems: &mut Vec<Problem>,
) -> Option<OwnType> {
    let shown = shown::escaped(name);
    // `shop.Sku = …` without quotes is a table in TOML.
    if let Some((key, _)) = table.iter().next()
        && !table.keys().any(|key| KEYS.contains(&key.get_ref().as_ref()))
        && key.get_ref().starts_with(|first: char| first.is_ascii_uppercase())
    {
        let whole = format!("{shown}.{}", shown::escaped(key.get_ref()));
        let message = format!("`{whole}` is a name with a dot");
        let problem = Problem::new(&rules::config_value::RULE, key.span(), message);
        problems.push(problem.with_help(format!("put it in quotes: `\"{whole}\" = …`")));
        return None;
    }
    let section = format!("`{shown}` in {NAME}");
    let table = Table::new(table, &section, KEYS, problems);
    let Some((text, place)) = table.text("type", problems) else {
        if table.value("type").is_none() {
            let problem = Problem::new(&rules::config_value::RULE, value.span(), format!("{section} has no `type`"));
            problems.push(problem.with_help("add `type = \"…\"`, the path of the type"));
        }
        return None;
    };
    let ty = path(text, place, problems);
    let with = match table.text("with", problems) {
        None => table.value("with").is_none().then_some(None),
        Some((text, place)) => path(text, place, problems).map(Some),
    };
    let copy = match table.value("copy").map(|value| (value, value.get_ref())) {
        None => Some(false),
        Some((_, DeValue::Boolean(copy))) => Some(*copy),
        Some((value, _)) => {
            problems.push(wrong_kind(value, &format!("`copy` of {section}"), "`true` or `false`"));
            None
        }
    };
    Some(OwnType { path: ty?, with: with?, copy: copy? })
}

fn path(text: &str, place: Range<usize>, problems: &mut Vec<Problem>) -> Option<TypePath> {
    match TypePath::parse(text) {
        Ok(path) => Some(path),
        Err(wrong) => {
            problems.push(wrong_path(wrong, place));
            None
        }
    }
}

fn wrong_path(wrong: WrongPath, place: Range<usize>) -> Problem {
    Problem::new(&rules::config_value::RULE, place, wrong.message).with_help(wrong.help)
}
