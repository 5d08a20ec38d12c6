//! The readers of one definition side by side: the generated types, the model's own reading of text and of values, and
//! the JSON Schema under a validator that is not ours. Beside the generated steps stand those that the model takes.

use std::collections::HashMap;

use jsonschema::Validator;
use retold_codegen::emit::json_schema;
use retold_codegen::model::{Body, Definition, Module, SchemaSet, Versions};
use retold_codegen::payload::Payloads;
use retold_codegen::{Compiled, plan, value};
use retold_tests::generated::{Program, Recorded};
use serde_json::Value;
use serde_json::value::RawValue;

/// The two validators of a schema: formats as annotations, and asserted.
struct Validators {
    plain: Validator,
    asserting: Validator,
}

/// What errors say where a function of a person's gives nothing, or what it gives breaks a constraint.
const REFUSED: [&str; 4] = ["refused on purpose", "Refused", "the step to v", "no text"];

/// All readers of one schema set but the program, which is given to each question.
pub(crate) struct Readers<'c> {
    compiled: &'c Compiled,
    validators: HashMap<String, Validators>,
    payloads: Payloads<'c>,
}

/// What was found out about payloads.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Count {
    /// How many were read.
    pub(crate) read: u64,
    /// How many were refused.
    pub(crate) refused: u64,
    /// How many were read in an older version, and taken to the current one by the model's steps.
    pub(crate) taken: u64,
}

/// What the readers that are not the program say of one payload.
#[derive(Debug)]
pub(crate) struct Said {
    /// Why the model refuses the text.
    pub(crate) model: Result<(), String>,
    /// Why the JSON Schema refuses it.
    pub(crate) schema: Result<(), String>,
    /// Whether it does so with formats asserted.
    pub(crate) asserted: bool,
}

impl<'c> Readers<'c> {
    /// Those of a set.
    pub(crate) fn new(compiled: &'c Compiled) -> Self {
        let build = |schema: &Value, asserted| {
            jsonschema::options().should_validate_formats(asserted).build(schema).expect("a valid schema")
        };
        let file = |file: &retold_codegen::emit::OutputFile| {
            let schema = serde_json::from_str(&file.text).expect("a schema is JSON");
            let name = file.path.trim_end_matches(".schema.json").to_owned();
            (name, Validators { plain: build(&schema, false), asserting: build(&schema, true) })
        };
        let validators = json_schema::files(compiled).expect("small enough").iter().map(file).collect();
        Self { compiled, validators, payloads: Payloads::new(&compiled.set) }
    }

    fn validators(&self, name: &str, version: u64) -> &Validators {
        &self.validators[&format!("{name}.v{version}")]
    }

    /// What the model and the schema say; nothing of text that cannot be a value in memory, which both need.
    pub(crate) fn say(&self, recorded: &Recorded<'_>) -> Option<Said> {
        let set = &self.compiled.set;
        let (_, versions) = definition(set, recorded.command, recorded.name);
        let body = versions.at(recorded.version).expect("a version that there is");
        let payload: Value = serde_json::from_str(&recorded.data).ok()?;
        let of_value = value::check_body(set, body, &payload).map_err(|misfits| format!("{misfits:?}"));
        let model = if recorded.command { of_value } else { self.of_text(recorded).and(of_value) };
        let validators = self.validators(recorded.name, recorded.version.into());
        Some(Said {
            model,
            schema: validators
                .plain
                .validate(&payload)
                .map_err(|error| format!("{error} at {}", error.instance_path())),
            asserted: validators.asserting.is_valid(&payload),
        })
    }

    /// What the model's walk along the text says of an event.
    pub(crate) fn of_text(&self, recorded: &Recorded<'_>) -> Result<(), String> {
        let raw: &RawValue = serde_json::from_str(&recorded.data).map_err(|error| error.to_string())?;
        let body = self.payloads.find(recorded.name, recorded.version, None).map_err(|none| format!("{none:?}"))?;
        self.payloads.check(body, raw).map_err(|misfits| format!("{misfits:?}"))
    }

    /// What was written is valid against the schema of its name and version, and is what the model reads.
    pub(crate) fn written(&self, event: &Value, command: bool, from: &str) {
        let text = |key: &str| event[key].as_str().expect("a text");
        let version = event["version"].as_u64().expect("a version");
        let payload: Value = serde_json::from_str(text("data")).expect("what is written is JSON");
        let validators = self.validators(text("name"), version);
        for validator in [&validators.plain, &validators.asserting] {
            if let Err(error) = validator.validate(&payload) {
                panic!("written as {payload}: {error} at {}\nfrom {from}", error.instance_path());
            }
        }
        let (_, versions) = definition(&self.compiled.set, command, text("name"));
        if let Err(misfits) = value::check_body(&self.compiled.set, versions.current_body(), &payload) {
            panic!("written as {payload}: {misfits:?}\nfrom {from}");
        }
    }

    /// Sends payloads through the program, and holds all readers, what was written, and both kinds of steps against
    /// each other.
    pub(crate) fn hold(&self, program: &Program, recorded: &[Recorded<'_>]) -> Count {
        let mut count = Count::default();
        let results = program.read(recorded);
        for (recorded, result) in recorded.iter().zip(&results) {
            let shown = || format!("{} v{}\n{}", recorded.name, recorded.version, recorded.data);
            let Said { model, schema, asserted } = self.say(recorded).expect("payloads that are made are values");
            match (result, &schema) {
                // What is dropped from replay is not looked at.
                (Ok(events), _) if events.is_empty() => count.read += 1,
                (Ok(events), Ok(())) => {
                    count.read += 1;
                    assert!(asserted || has_leap_second(&recorded.data), "a format refuses what is read: {}", shown());
                    events.iter().for_each(|event| self.written(event, recorded.command, &shown()));
                }
                (Err(_), Err(_)) => count.refused += 1,
                // No schema knows what a function of a person's refuses.
                (Err(error), Ok(())) if REFUSED.iter().any(|refused| error.contains(refused)) => count.refused += 1,
                (Ok(_), Err(error)) => panic!("read, and the schema says: {error}\n{}", shown()),
                (Err(error), Ok(())) => panic!("accepted, and the type says: {error}\n{}", shown()),
            }
            assert_eq!(model.is_ok(), schema.is_ok(), "{}\nmodel: {model:?}\nschema: {schema:?}", shown());
        }
        count.taken = self.steps_agree(program, recorded, &results);
        count
    }

    /// What the model's own steps make of a payload that is read is what the generated ones do: written by the program,
    /// both are equal. How many payloads that are was.
    pub(crate) fn steps_agree(
        &self,
        program: &Program,
        recorded: &[Recorded<'_>],
        results: &[Result<Vec<Value>, String>],
    ) -> u64 {
        let (mut taken, mut expected) = (Vec::new(), Vec::new());
        for (recorded, result) in recorded.iter().zip(results) {
            let (definition, versions) = definition(&self.compiled.set, recorded.command, recorded.name);
            let current = versions.current();
            if recorded.version == current || self.say(recorded).is_none_or(|said| said.model.is_err()) {
                continue;
            }
            let Compiled { set, plans, .. } = self.compiled;
            let payload = serde_json::from_str(&recorded.data).expect("a payload is JSON");
            // Functions run in the program alone.
            let Ok(data) = plan::apply(set, plans, definition, recorded.version, current, payload) else { continue };
            let (set, command, name) = (recorded.set.clone(), recorded.command, recorded.name);
            taken.push(Recorded { set, command, name, version: current, data });
            expected.push((recorded, result));
        }
        for (newest, ((old, result), is)) in taken.iter().zip(expected.iter().zip(program.read(&taken))) {
            let same = match (*result, &is) {
                (Ok(theirs), Ok(ours)) => theirs == ours,
                (Err(_), Err(_)) => true,
                (Ok(_), Err(_)) | (Err(_), Ok(_)) => false,
            };
            assert!(
                same,
                "{} v{} {}\nbecame {result:?}\nand not {is:?}\nfrom {}",
                old.name, old.version, old.data, newest.data
            );
        }
        taken.len() as u64
    }
}

/// An event, command or query: whether it is no event, its name, its bodies.
pub(crate) fn message(set: &SchemaSet, definition: Definition) -> Option<(bool, &str, &Versions<Body>)> {
    match definition {
        Definition::Event(id) => Some((false, &set[id].wire.name, &set[id].versions)),
        Definition::Command(id) => Some((true, &set[id].wire.name, &set[id].versions)),
        Definition::Query(id) => Some((true, &set[id].wire.name, &set[id].versions)),
        _ => None,
    }
}

/// The events, commands and queries of a file.
pub(crate) fn messages<'c>(
    compiled: &'c Compiled,
    module: &'c Module,
) -> impl Iterator<Item = (bool, &'c str, &'c Versions<Body>)> {
    module.definitions.iter().filter_map(|definition| message(&compiled.set, *definition))
}

fn definition<'s>(set: &'s SchemaSet, command: bool, name: &str) -> (Definition, &'s Versions<Body>) {
    let definitions = set.modules.iter().flat_map(|module| &module.definitions);
    let mut found = definitions.filter_map(|definition| Some((*definition, message(set, *definition)?)));
    let found = found.find(|(_, (is_command, wire, _))| *is_command == command && *wire == name);
    found.map(|(definition, (_, _, versions))| (definition, versions)).expect("payloads have a definition")
}

/// Formats know leap seconds by the hour; they are read at any.
fn has_leap_second(text: &str) -> bool {
    text.contains(":60")
}
