//! The fixtures of every rule about a change, both generations compiled side by side: what a finding shows is read by
//! the generated decoders of the side that wrote it, and is refused by those of the other side or read as it is said.

use retold_codegen::Compiled;
use retold_codegen::diagnostic::Diagnostic;
use retold_codegen::evolution::{Mode, Options, judge};
use retold_codegen::model::{Definition, Meta, WireNames};
use retold_codegen::rules::{self, Direction};
use retold_codegen::source::Sources;
use retold_codegen::value::canonical;
use retold_tests::generated::{Generated, Program, Recorded};
use serde_json::Value;

use super::sides::GONE;

/// The functions that the fixtures name.
const FUNCTIONS: &str = r#"
/// No events.
pub fn finished<P, E>(_: P) -> ::std::vec::Vec<E> {
    ::std::vec::Vec::new()
}

/// No name.
pub fn full_name<P>(_: &P) -> ::std::string::String {
    ::std::string::String::new()
}

/// Names.
pub mod names {
    /// No name.
    pub fn full<P>(_: &P) -> ::std::string::String {
        ::std::string::String::new()
    }
}
"#;

/// One generation of a fixture.
struct Generation {
    module: String,
    sources: Sources,
    compiled: Compiled,
}

/// An event or a command, and where its decoders are.
#[derive(Clone, Copy)]
struct Told<'g> {
    generation: &'g Generation,
    command: bool,
    meta: &'g Meta,
    wire: &'g WireNames,
    current: u32,
}

impl Generation {
    fn told(&self) -> Vec<Told<'_>> {
        let set = &self.compiled.set;
        let of = |definition: &Definition| match definition {
            Definition::Event(id) => {
                let event = &set[*id];
                let current = event.versions.current();
                Some(Told { generation: self, command: false, meta: &event.meta, wire: &event.wire, current })
            }
            Definition::Command(id) => {
                let command = &set[*id];
                let current = command.versions.current();
                Some(Told { generation: self, command: true, meta: &command.meta, wire: &command.wire, current })
            }
            _ => None,
        };
        set.modules.iter().flat_map(|module| &module.definitions).filter_map(of).collect()
    }
}

impl Told<'_> {
    fn reads(&self, other: &Told<'_>) -> bool {
        let names = |told: &Told<'_>| -> Vec<String> {
            std::iter::once(&told.wire.name).chain(&told.wire.aliases).cloned().collect()
        };
        self.command == other.command && names(self).iter().any(|name| names(other).contains(name))
    }

    fn recorded(&self, version: u32, payload: &Value) -> Recorded<'_> {
        let file = self.generation.compiled.set[self.meta.module].file;
        let path = &self.generation.sources.file(file).path;
        Recorded {
            set: format!("{}:{}", self.generation.module, path.trim_end_matches(".yaml")),
            command: self.command,
            name: &self.wire.name,
            version,
            data: payload.to_string(),
        }
    }
}

#[test]
fn witnesses_are_refused_by_generated_decoders_or_read_as_it_is_said() {
    let mut generated = Generated::new(env!("CARGO_TARGET_TMPDIR"), "changes");
    generated.code(FUNCTIONS);
    let mut pairs = Vec::new();
    for rule in rules::ALL {
        for change in rule.changes {
            let stem = format!("{}_{}", rule.id.replace('-', "_"), change.direction.word());
            let mut add = |name: &str, text: &str| {
                let (module, sources) = (format!("{stem}_{name}"), Sources::new(rules::fixture_files(text)));
                let compiled = generated.add(&module, &sources);
                Generation { module, sources, compiled }
            };
            pairs.push((change.direction, add("old", change.old), add("new", change.new)));
        }
    }
    let program = generated.build().unwrap_or_else(|problems| panic!("{problems}"));
    let (mut refused, mut reread) = (0, 0);
    for (direction, old, new) in &pairs {
        let mode = if *direction == Direction::Backward { Mode::Backward } else { Mode::Forward };
        let options = Options { mode, ..Options::default() };
        for finding in judge(&old.compiled, 1000, &new.compiled, options).findings {
            match held(&program, old, new, &finding) {
                Some(Held::Refused) => refused += 1,
                Some(Held::Reread) => reread += 1,
                None => {}
            }
        }
    }
    println!("{refused} refused, {reread} read as something else");
    assert!(refused > 12 && reread > 6, "{refused} {reread}");
}

enum Held {
    Refused,
    Reread,
}

/// Holds the witness of a finding against both decoders; `None` where it has none, or there are none.
fn held(program: &Program, old: &Generation, new: &Generation, finding: &Diagnostic) -> Option<Held> {
    let (witness, version, direction) = (finding.witness.as_ref()?, finding.version?, finding.direction?);
    // What stored data becomes is up to functions, and those of the fixtures make nothing.
    if GONE.contains(&finding.rule.id) || finding.rule.id == "becomes-changed" {
        return None;
    }
    let (old_told, new_told) = (old.told(), new.told());
    let after = new_told.iter().find(|told| told.meta.subject == finding.subject)?;
    let before = old_told.iter().find(|told| after.reads(told))?;
    let (writer, reader) = match direction {
        Direction::Backward => (before, after),
        Direction::Forward => (after, before),
    };
    let what = format!("{} {direction:?} {} v{version}: {witness}", finding.rule.id, finding.subject);
    let mut results = program.read(&[writer.recorded(version, witness), reader.recorded(version, witness)]).into_iter();
    let (written, read) = (results.next()?, results.next()?);
    let written = written.unwrap_or_else(|error| panic!("{what}: its writer does not read it: {error}"));
    let Some(readings) = &finding.readings else {
        assert!(read.is_err(), "{what}: read as {read:?}");
        return Some(Held::Refused);
    };
    let read = read.unwrap_or_else(|error| panic!("{what}: {error}"));
    let (written_as, read_as) = match direction {
        Direction::Backward => (&readings.before, &readings.after),
        Direction::Forward => (&readings.after, &readings.before),
    };
    // What is said is said of the newest version that both know.
    if before.current == after.current {
        // A time is written with `T`, and the model keeps what was read.
        let said = |reading: &Value| canonical(reading).to_lowercase();
        assert_eq!(only(&written), said(written_as), "{what}: by its writer");
        assert_eq!(only(&read), said(read_as), "{what}: by its reader");
    }
    Some(Held::Reread)
}

/// The payload of the one event that was read.
fn only(read: &[Value]) -> String {
    let [event] = read else { panic!("{read:?}") };
    canonical(&serde_json::from_str(event["data"].as_str().expect("a text")).expect("JSON")).to_lowercase()
}
