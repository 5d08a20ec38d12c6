//! What the steps of random schemas leave to people.

use std::fmt::Write as _;

use retold_codegen::Compiled;
use retold_codegen::model::Body;
use retold_codegen::plan::{Step, StepKind};
use retold_codegen::sample::{Sampler, Style};

/// The functions that the steps of these sets name, for the root of the crate that is generated. They fit every step:
/// `refuse` always fails, `make` gives the simplest newer version, `others_…` the events that others became.
#[must_use]
pub fn functions<'c>(sets: impl IntoIterator<Item = &'c Compiled>) -> String {
    let (mut made, mut others) = (Vec::new(), Vec::new());
    for compiled in sets {
        made.extend(made_by_functions(compiled));
        others.extend(others_of(compiled));
    }
    made.sort();
    made.dedup();
    let mut text = FUNCTIONS.to_owned();
    let _ = writeln!(text, "\n/// Versions that `make` makes.\nconst MADE: &[&str] = &{made:?};");
    others.into_iter().for_each(|function| text.push_str(&function));
    text
}

/// The smallest value of every version that a function makes as a whole.
fn made_by_functions(compiled: &Compiled) -> Vec<String> {
    let Compiled { set, plans, .. } = compiled;
    let mut bodies: Vec<&Body> = Vec::new();
    let is_function = |step: &Step| matches!(step.kind, StepKind::Function(_));
    for ((index, version), _) in plans.events.iter().filter(|(_, step)| is_function(step)) {
        bodies.extend(set.events[*index].versions.at(*version));
    }
    for ((index, version), _) in plans.commands.iter().filter(|(_, step)| is_function(step)) {
        bodies.extend(set.commands[*index].versions.at(*version));
    }
    for ((index, version), _) in plans.queries.iter().filter(|(_, step)| is_function(step)) {
        bodies.extend(set.queries[*index].versions.at(*version));
    }
    for ((index, version), _) in plans.records.iter().filter(|(_, step)| is_function(step)) {
        bodies.extend(set.records[*index].versions.at(*version));
    }
    let mut sampler = Sampler::new(set);
    let mut sample = |body| sampler.body(body, Style::Full).map(|value| value.to_string());
    bodies.into_iter().filter_map(&mut sample).collect()
}

/// The function that gives the events that others became: the simplest of the first that they name.
fn others_of(compiled: &Compiled) -> Option<String> {
    let set = &compiled.set;
    let becomes = set.events.iter().filter_map(|event| event.becomes.as_ref());
    let (function, into) = becomes
        .filter_map(|becomes| Some((becomes.function.as_ref()?, &set[*becomes.into.first()?])))
        .find(|(function, _)| function.path.contains("others"))?;
    let name = function.path.trim_start_matches("crate::");
    let sample = Sampler::new(set).body(into.versions.current_body(), Style::Full)?;
    let (wire, version) = (&into.wire.name, into.versions.current());
    Some(format!(
        "
/// Two events.
pub fn {name}<P, E: ::retold::EventSet>(_: P) -> ::std::vec::Vec<E> {{
    let decoded = || E::decode(::retold::Recorded::new({wire:?}, {version}, {sample:?})).ok();
    decoded().into_iter().chain(decoded()).flatten().collect()
}}
",
        sample = sample.to_string(),
    ))
}

const FUNCTIONS: &str = r#"
/// What a step answers that gives nothing.
#[derive(Debug)]
pub struct Refused;

impl ::core::fmt::Display for Refused {
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        formatter.write_str("refused on purpose")
    }
}

impl ::core::error::Error for Refused {}

/// No value.
pub fn refuse<P, T>(_: &P) -> ::core::result::Result<T, Refused> {
    Err(Refused)
}

/// No newer version.
pub fn refuse_whole<P, T>(_: P) -> ::core::result::Result<T, Refused> {
    Err(Refused)
}

/// The simplest value.
pub fn simplest<P, T: ::core::default::Default>(_: &P) -> T {
    T::default()
}

/// The simplest newer version.
pub fn make<P, N: ::retold::__v1::serde::de::DeserializeOwned>(_: P) -> ::core::result::Result<N, Refused> {
    MADE.iter().find_map(|json| ::retold::__v1::serde_json::from_str(json).ok()).ok_or(Refused)
}

/// No events.
pub fn nothing<P, E>(_: P) -> ::std::vec::Vec<E> {
    ::std::vec::Vec::new()
}
"#;
