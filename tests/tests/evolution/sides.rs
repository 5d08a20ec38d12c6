//! A schema set that writes or reads, with its JSON Schemas; and what is to be said of a finding, and of no finding.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use jsonschema::{Draft, Validator};
use retold_codegen::diagnostic::Diagnostic;
use retold_codegen::emit::json_schema;
use retold_codegen::model::{Body, CommandId, Definition, EventId, Meta, QueryId, SchemaSet, Versions, WireNames};
use retold_codegen::plan::apply;
use retold_codegen::rules::Direction;
use retold_codegen::sample::{Sampler, Style};
use retold_codegen::shape::Shapes;
use retold_codegen::shape::model::{Side as ShapeSide, Types};
use retold_codegen::source::{SourceFile, Sources};
use retold_codegen::{Compiled, ReadsAs, reads_as, value};
use serde_json::Value;
use serde_json::value::RawValue;

use super::oracle::{newest_known, same_bodies};

/// A schema set.
pub struct Side<'c> {
    compiled: &'c Compiled,
    schemas: HashMap<String, Validator>,
    reads_as: ReadsAs,
}

/// An event, a command or a query.
#[derive(Clone, Copy)]
struct Told<'s> {
    definition: Definition,
    meta: &'s Meta,
    wire: &'s WireNames,
    versions: &'s Versions<Body>,
}

impl<'c> Side<'c> {
    pub fn new(compiled: &'c Compiled) -> Self {
        let files = json_schema::files(compiled).expect("small");
        let named = files.iter().map(|file| {
            let schema = serde_json::from_str(&file.text).expect("a schema is JSON");
            let options = jsonschema::options().with_draft(Draft::Draft202012).should_validate_formats(false);
            let validator = options.build(&schema).expect("a valid schema");
            (file.path.trim_end_matches(".schema.json").to_owned(), validator)
        });
        Self { compiled, schemas: named.collect(), reads_as: reads_as(compiled) }
    }

    fn set(&self) -> &'c SchemaSet {
        &self.compiled.set
    }

    fn told(&self) -> Vec<Told<'c>> {
        let set = self.set();
        let mut told = Vec::new();
        for index in 0..set.events.len() {
            let event = &set.events[index];
            let definition = Definition::Event(event_id(set, index));
            told.push(Told { definition, meta: &event.meta, wire: &event.wire, versions: &event.versions });
        }
        for module in &set.modules {
            for definition in &module.definitions {
                match definition {
                    Definition::Command(id) => told.push(of_command(set, *id)),
                    Definition::Query(id) => told.push(of_query(set, *id)),
                    _ => {}
                }
            }
        }
        told
    }

    /// What reads what is written under this name.
    fn reader_of(&self, written: &Told<'_>) -> Option<Told<'c>> {
        let kind = std::mem::discriminant(&written.definition);
        let same_kind = |told: &Told<'_>| std::mem::discriminant(&told.definition) == kind;
        let has =
            |told: &Told<'_>| told.wire.name == written.wire.name || told.wire.aliases.contains(&written.wire.name);
        self.told().into_iter().find(|told| same_kind(told) && has(told))
    }

    /// Whether the JSON Schema of a version accepts a payload.
    fn accepts(&self, told: &Told<'_>, version: u32, payload: &Value) -> bool {
        self.schemas[&format!("{}.v{version}", told.wire.name)].is_valid(payload)
    }

    /// Whether a version is written like this: under names that it knows, and with no other keys.
    fn writes(&self, told: &Told<'_>, version: u32, payload: &Value) -> bool {
        let Some(body) = told.versions.at(version) else { return false };
        let mut shapes = Shapes::new();
        let shape = Types::new(self.set(), ShapeSide::Writer).body(&mut shapes, body);
        let writes = shapes.accepts(shape, payload) == Some(true);
        writes && value::check_body(self.set(), body, payload).is_ok() && self.accepts(told, version, payload)
    }

    fn reads(&self, told: &Told<'_>, version: u32, payload: &Value) -> bool {
        told.versions.at(version).is_some_and(|body| value::check_body(self.set(), body, payload).is_ok())
    }
}

fn event_id(set: &SchemaSet, index: usize) -> EventId {
    let ids = set.modules.iter().flat_map(|module| &module.definitions);
    let mut ids = ids.filter_map(|definition| match definition {
        Definition::Event(id) if id.index() == index => Some(*id),
        _ => None,
    });
    ids.next().expect("every event is in a module")
}

fn of_command(set: &SchemaSet, id: CommandId) -> Told<'_> {
    let command = &set[id];
    Told { definition: Definition::Command(id), meta: &command.meta, wire: &command.wire, versions: &command.versions }
}

fn of_query(set: &SchemaSet, id: QueryId) -> Told<'_> {
    let query = &set[id];
    Told { definition: Definition::Query(id), meta: &query.meta, wire: &query.wire, versions: &query.versions }
}

/// What is written of a definition that still may meet a reader: everything that was stored or sent; forward, only what
/// is written now.
fn versions_written(told: &Told<'_>, direction: Direction) -> Vec<u32> {
    match direction {
        Direction::Backward => told.versions.iter().map(|(version, _)| version).collect(),
        Direction::Forward => vec![told.versions.current()],
    }
}

/// The version of the reader that reads what was written, if one does.
fn version_read(writer: &Side<'_>, written: &Told<'_>, reader: &Told<'_>, version: u32) -> Option<u32> {
    if reader.versions.at(version).is_some() {
        return Some(version);
    }
    let lowest = match written.definition {
        Definition::Event(id) => writer.reads_as.event(id),
        Definition::Command(id) => writer.reads_as.command(id),
        Definition::Query(id) => writer.reads_as.query(id),
        _ => return None,
    };
    let current = reader.versions.current();
    (version > current && current >= lowest).then_some(current)
}

/// Why the two sides read a payload differently; none where they do not, or where only the user's program can tell.
fn differs(
    writer: &Side<'_>,
    written: &Told<'_>,
    reader: &Side<'_>,
    read: &Told<'_>,
    at: (u32, u32),
    payload: &Value,
) -> Option<String> {
    let (version, known) = at;
    let Some(to) = newest_known(written.versions, read.versions, version.max(known)) else {
        // The reader does not know the version: it reads its own newest body.
        let (one, other) = (written.versions.at(version)?, read.versions.at(known)?);
        return same_bodies((writer.set(), one, payload), (reader.set(), other, payload)).err();
    };
    let text = RawValue::from_string(payload.to_string()).ok()?;
    let taken = |side: &Side<'_>, told: &Told<'_>, from| -> Option<Value> {
        let made = apply(&side.compiled.set, &side.compiled.plans, told.definition, from, to, &text).ok()?;
        serde_json::from_str(&made).ok()
    };
    let (Some(before), Some(after)) = (taken(writer, written, version), taken(reader, read, known)) else {
        return None;
    };
    let (one, other) = (written.versions.at(to)?, read.versions.at(to)?);
    same_bodies((writer.set(), one, &before), (reader.set(), other, &after)).err()
}

/// Payloads that the check says nothing about, and that are not read, or read as something else.
pub fn unfound(
    writer: &Side<'_>,
    reader: &Side<'_>,
    direction: Direction,
    errors: &[&Diagnostic],
    seed: u64,
    looked_at: &mut u64,
) -> Vec<String> {
    let mut problems = Vec::new();
    let mut sampler = Sampler::new(writer.set());
    let mut shapes = Shapes::new();
    let mut types = Types::new(writer.set(), ShapeSide::Writer);
    for written in writer.told() {
        let read = reader.reader_of(&written);
        // Findings stand at the newer definition where there is one.
        let subjects = [Some(&written), read.as_ref()];
        let about = |version: u32| {
            errors.iter().any(|error| {
                let gone =
                    GONE.contains(&error.rule.id) && error.message.contains(&format!("`{}`", written.meta.subject));
                let here = subjects.iter().flatten().any(|told| told.meta.subject == error.subject);
                // A step leads on from all versions before it.
                let step = error.rule.id == "upcast-changed" && error.version.is_some_and(|about| about > version);
                gone && read.is_none() || here && (step || error.version.is_none_or(|about| about == version))
            })
        };
        let what = |version: u32| format!("{direction:?} {} v{version}", written.meta.subject);
        for version in versions_written(&written, direction) {
            if about(version) {
                continue;
            }
            let Some(read) = &read else {
                // A new definition is read by nobody yet: a note, and not a break.
                if direction == Direction::Backward {
                    problems.push(format!("{}: nothing reads it", what(version)));
                }
                continue;
            };
            if version < read.versions.first() {
                // It was retired: the schema says that nothing of it is left.
                continue;
            }
            let Some(body) = written.versions.at(version) else { continue };
            let Some(known) = version_read(writer, &written, read, version) else {
                problems.push(format!("{}: no version reads it", what(version)));
                continue;
            };
            let shape = types.body(&mut shapes, body);
            let styles = (0..8).map(|at| Style::Written(seed + at)).chain((0..12).map(|at| Style::Read(seed + at)));
            for payload in styles.chain([Style::Minimal]).filter_map(|style| sampler.body(body, style)) {
                // What is read is more than what is written: a writer adds no keys.
                if shapes.accepts(shape, &payload) != Some(true) {
                    continue;
                }
                *looked_at += 1;
                let (reads, accepts) = (reader.reads(read, known, &payload), reader.accepts(read, known, &payload));
                if !reads || !accepts {
                    problems.push(format!("{}: {payload} is refused ({reads}, {accepts})", what(version)));
                    break;
                }
                if let Some(why) = differs(writer, &written, reader, read, (version, known), &payload) {
                    problems.push(format!("{}: {payload} is read differently: {why}", what(version)));
                    break;
                }
            }
        }
    }
    problems
}

/// Rules about names and versions that nothing reads, whatever the payload.
pub const GONE: [&str; 6] =
    ["alias-removed", "event-renamed", "event-removed", "command-removed", "query-removed", "version-removed"];

/// Why the witness of a finding shows nothing.
pub fn witness_is_none(
    writer: &Side<'_>,
    reader: &Side<'_>,
    direction: Direction,
    finding: &Diagnostic,
) -> Option<String> {
    let (witness, version) = (finding.witness.as_ref()?, finding.version?);
    // What stored data becomes is up to functions.
    if finding.rule.id == "becomes-changed" {
        return None;
    }
    let is_subject = |told: &Told<'_>| told.meta.subject == finding.subject;
    let (written, read) = match direction {
        Direction::Backward => {
            // The subject is the newer one's, or the older one's where it is gone.
            let read = reader.told().into_iter().find(is_subject);
            let found = writer.told().into_iter().find(|written| match &read {
                Some(read) => reader.reader_of(written).is_some_and(|found| found.meta.subject == read.meta.subject),
                None => is_subject(written),
            });
            (found?, read)
        }
        Direction::Forward => {
            let written = writer.told().into_iter().find(is_subject)?;
            let read = reader.reader_of(&written);
            (written, read)
        }
    };
    let what = format!("{} {direction:?} {} v{version}: {witness}", finding.rule.id, finding.subject);
    if !writer.writes(&written, version, witness) {
        return Some(format!("{what}: the writer does not write it"));
    }
    let read = read.filter(|_| !GONE.contains(&finding.rule.id))?;
    let known = version_read(writer, &written, &read, version)?;
    let (reads, accepts) = (reader.reads(&read, known, witness), reader.accepts(&read, known, witness));
    let Some(readings) = &finding.readings else {
        // Texts that are one value are one item of a set, and to its JSON Schema several.
        return (reads && accepts).then(|| format!("{what}: the reader reads it ({reads}, {accepts})"));
    };
    if !reads || !accepts {
        return Some(format!("{what}: the reader refuses what it is said to read as something else"));
    }
    if value::canonical(&readings.before) == value::canonical(&readings.after) {
        return Some(format!("{what}: both readings are {}", readings.before));
    }
    None
}

/// The schema sets below a folder: one for each folder that has schema files and no folder above that has some.
pub fn schema_folders(root: &Path) -> Vec<Sources> {
    let mut found = Vec::new();
    let entries = |folder: &Path| -> Vec<_> {
        let mut entries: Vec<_> =
            fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        entries.sort();
        entries
    };
    let is_schema = |path: &Path| path.extension().is_some_and(|extension| extension == "yaml");
    if root.ends_with("target") {
        return found;
    }
    if entries(root).iter().any(|path| is_schema(path)) {
        let mut files = Vec::new();
        let mut waiting = vec![root.to_owned()];
        while let Some(folder) = waiting.pop() {
            for path in entries(&folder) {
                if path.is_dir() {
                    waiting.push(path);
                } else if is_schema(&path) {
                    let shown = path.strip_prefix(root).expect("it is below").display().to_string();
                    let text = fs::read_to_string(&path).expect("it is text");
                    files.push(SourceFile { path: shown.clone(), shown, text });
                }
            }
        }
        found.push(Sources::new(files));
        return found;
    }
    entries(root).iter().filter(|path| path.is_dir()).for_each(|path| found.extend(schema_folders(path)));
    found
}
