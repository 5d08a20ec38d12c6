//! A lock as a schema set. Its definitions are schema language, so they are read, resolved and planned as a schema
//! file is, with every place in the lock. There are no files in a lock: the definitions of one aggregate, and those of
//! one context that belong to none, are a module each.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::by_hand::ByHand;
use crate::compile::Compiled;
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::parallel;
use crate::plan;
use crate::resolve::resolve;
use crate::rules;
use crate::source::{FileId, Place, SourceFile, Sources};
use crate::written::{Reader, Spanned, Text, WrittenDefinition, WrittenFile, shortened, version_number};
use crate::yaml::{self, Entry, Limits, Node, NodeKind, ScalarStyle};

use super::by_hand;
use super::frame::{self, Block};
use super::{AGGREGATE, ALL, KINDS, LARGEST};

/// The most keys and values that a lock may have: several times those of a hundred thousand events.
pub(super) const MOST_VALUES: usize = 16_000_000;

/// What reading a lock gives.
#[derive(Clone, Debug)]
pub struct Read {
    /// The lock as the only file, for showing findings.
    pub sources: Sources,
    /// The schema set; `None` if the lock cannot be used.
    pub compiled: Option<Compiled>,
    /// What registries of types written by hand put into it; nothing if the lock cannot be used.
    pub by_hand: ByHand,
    /// Why not.
    pub problems: Vec<Diagnostic>,
}

/// Reads a lock.
///
/// ```
/// use retold_codegen::{compile, lock, source::{SourceFile, Sources}};
///
/// let file = |path: &str, text: &str| SourceFile { path: path.into(), shown: path.into(), text: text.into() };
/// let sources = Sources::new(vec![file("shop.yaml", "context: shop\nevents:\n  Opened:\n    v1: { by: string }\n")]);
/// let set = compile(&sources).compiled.expect("no mistake").set;
/// let text = lock::write(&set).expect("not large");
/// let read = lock::read(file("retold.lock", &text)).compiled.expect("whole");
/// assert_eq!(lock::write(&read.set), Ok(text));
/// ```
#[must_use]
pub fn read(file: SourceFile) -> Read {
    let sources = Sources::new(vec![file]);
    let mut found = Findings::default();
    let both = both(&sources, &mut found);
    let has_error = found.has_error();
    let mut problems = found.into_list();
    // What a lock of schemas without an error could be warned about was said when they were checked.
    problems.retain(|problem| problem.severity() == Severity::Error);
    for problem in problems.iter_mut().filter(|problem| !problem.rule.id.starts_with("lock-")) {
        // What a rule says to do is for a schema file; nothing in a lock is mended by hand.
        problem.edits.clear();
        problem.help = vec![
            "the definitions of this lock do not fit together, as may happen where branches meet: write it anew from the schemas with `retold lock`"
                .to_owned(),
        ];
    }
    match both.filter(|_| !has_error) {
        Some((compiled, by_hand)) => Read { sources, compiled: Some(compiled), by_hand, problems },
        None => Read { sources, compiled: None, by_hand: ByHand::default(), problems },
    }
}

fn both(sources: &Sources, found: &mut Findings) -> Option<(Compiled, ByHand)> {
    let file = FileId(0);
    let text = &sources.file(file).text;
    let (registered, blocks): (Vec<_>, Vec<_>) = match frame::blocks(file, text) {
        Ok(blocks) => blocks.into_iter().partition(|block| block.by_hand().is_some()),
        Err(problems) => {
            found.extend(problems);
            return None;
        }
    };
    let by_hand = by_hand::messages(file, text, &registered, found);
    // What all definitions together may still have.
    let values = AtomicUsize::new(MOST_VALUES);
    let read = parallel::map(&blocks, text.len(), |block| {
        let limits = Limits { bytes: LARGEST, values: values.load(Ordering::Relaxed) };
        let content = text.get(block.content.clone()).unwrap_or("");
        let (tree, problems) = yaml::parse_part(file, content, block.content.start, limits);
        let mut reader = Reader::default();
        reader.problems.extend(problems);
        let entry = tree.map(|tree| {
            let found = tree.values();
            let _ = values.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| Some(left.saturating_sub(found)));
            entry(file, block, tree, &mut reader)
        });
        (entry, reader.problems)
    });
    let mut entries = Vec::with_capacity(read.len());
    for (entry, problems) in read {
        entries.extend(entry);
        found.extend(problems.into_list());
    }
    if found.has_error() {
        return None;
    }
    entries.sort_by(|left, right| left.entry.key.cmp(&right.entry.key));
    let definitions = parallel::map(&entries, text.len(), |defined| {
        let mut reader = Reader::default();
        let definition = definition(defined, &mut reader);
        (definition, reader.problems)
    });
    let mut reader = Reader::default();
    let mut defined = Vec::with_capacity(entries.len());
    for (entry, (definition, problems)) in entries.iter().zip(definitions) {
        defined.push((entry, definition));
        found.extend(problems.into_list());
    }
    let files = modules(file, defined, &mut reader);
    found.extend(reader.problems.into_list());
    if found.has_error() {
        return None;
    }
    let resolved = resolve(&files, sources, false);
    found.extend(resolved.problems);
    if found.has_error() {
        return None;
    }
    let (plans, problems) = plan::plan(&resolved.set);
    found.extend(problems);
    Some((Compiled { set: resolved.set, plans }, by_hand))
}

/// A definition, as an entry of a section.
struct Defined<'t> {
    kind: &'t str,
    context: Option<&'t str>,
    /// The aggregate that an event belongs to.
    aggregate: Option<Text>,
    /// The owner of an event that belongs to none.
    owner: Option<Text>,
    entry: Entry,
}

/// The parts of a definition, put together as a schema file has them.
fn entry<'t>(file: FileId, block: &Block<'t>, tree: Node, reader: &mut Reader) -> Defined<'t> {
    let (context, name) = match block.name.rsplit_once('.') {
        Some((context, name)) => (Some(context), name),
        None => (None, block.name),
    };
    let key_place = Place::new(file, block.name_at..block.name_at + block.name.len());
    let place = tree.place;
    let mut aggregate = None;
    let mut owner = None;
    let mut whole = Vec::new();
    let mut by_version: BTreeMap<&str, Vec<Entry>> = BTreeMap::new();
    for part in into_entries(tree) {
        // The frame has seen that every key is a part and its hash.
        let key = part.key.split(' ').next().unwrap_or_default().to_owned();
        if key == ALL {
            for entry in into_entries(part.value) {
                match entry.key.as_str() {
                    AGGREGATE if block.kind == "event" => aggregate = reader.text(&entry.value, "`aggregate`"),
                    "owner" if block.kind == "event" => owner = reader.text(&entry.value, "`owner`"),
                    _ => whole.push(entry),
                }
            }
            continue;
        }
        let version = |value: Node, place: Place| {
            let end = place.start.saturating_add(u32::try_from(key.len()).unwrap_or(u32::MAX));
            Entry { key: key.clone(), style: ScalarStyle::Plain, key_place: Place { end, ..place }, value }
        };
        debug_assert!(version_number(&key).is_some());
        for entry in into_entries(part.value) {
            match entry.key.as_str() {
                "fields" | "variants" => whole.push(version(entry.value, part.key_place)),
                "upcast" => by_version.entry("upcast").or_default().push(version(entry.value, part.key_place)),
                "reserved" => by_version.entry("reserved").or_default().push(version(entry.value, part.key_place)),
                "renamed" => by_version.entry("variants").or_default().push(version(entry.value, part.key_place)),
                _ => reader.unknown_key(
                    &entry,
                    "a version in a lock",
                    &["fields", "variants", "upcast", "reserved", "renamed"],
                ),
            }
        }
    }
    for (key, versions) in by_version {
        let value = Node { kind: NodeKind::Map(versions), place };
        whole.push(Entry { key: key.to_owned(), style: ScalarStyle::Plain, key_place, value });
    }
    let value = Node { kind: NodeKind::Map(whole), place };
    // In quotes, since a name needs none here that is another thing to YAML.
    let entry = Entry { key: name.to_owned(), style: ScalarStyle::Quoted, key_place, value };
    Defined { kind: block.kind, context, aggregate, owner, entry }
}

fn into_entries(node: Node) -> Vec<Entry> {
    match node.kind {
        NodeKind::Map(entries) => entries,
        NodeKind::List(_) | NodeKind::Scalar(_) => Vec::new(),
    }
}

/// What tells modules apart: the context, and in it an aggregate, or an owner.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Home {
    Shared { context: Option<String>, owner: Option<String> },
    Aggregate { context: Option<String>, name: String },
}

/// A definition as it is written; an aggregate is none.
fn definition<'a>(defined: &'a Defined<'_>, reader: &mut Reader) -> Option<WrittenDefinition<'a>> {
    let (_, section) = KINDS.iter().find(|(kind, _)| *kind == defined.kind)?;
    Some(reader.definition(section, &defined.entry))
}

/// The definitions, sorted by name, as files, so that nothing depends on the slots.
fn modules<'a>(
    file: FileId,
    sorted: Vec<(&'a Defined<'a>, Option<WrittenDefinition<'a>>)>,
    reader: &mut Reader,
) -> Vec<WrittenFile<'a>> {
    let mut files: BTreeMap<Home, WrittenFile<'a>> = BTreeMap::new();
    for (defined, _) in sorted.iter().filter(|(defined, _)| defined.kind == AGGREGATE) {
        let home = Home::Aggregate { context: defined.context.map(str::to_owned), name: defined.entry.key.clone() };
        let mut written = empty(file, &home, defined);
        aggregate(&mut written, defined, reader);
        files.insert(home, written);
    }
    for (defined, definition) in sorted {
        let Some(definition) = definition else { continue };
        let context = defined.context.map(str::to_owned);
        let home = match &defined.aggregate {
            Some(aggregate) => Home::Aggregate { context, name: aggregate.value.clone() },
            None => Home::Shared { context, owner: defined.owner.as_ref().map(|owner| owner.value.clone()) },
        };
        if let (Some(aggregate), false) = (&defined.aggregate, files.contains_key(&home)) {
            let message = format!("the aggregate `{}` is not in this lock", shortened(&aggregate.value));
            reader.report(Diagnostic::new(&rules::lock_unreadable::RULE, aggregate.place, message));
            continue;
        }
        let written = files.entry(home).or_insert_with_key(|home| empty(file, home, defined));
        if written.owner.is_none() {
            written.owner.clone_from(&defined.owner);
        }
        written.definitions.push(definition);
    }
    files.into_values().collect()
}

/// What a lock says of an aggregate, as the head of a file.
fn aggregate<'a>(written: &mut WrittenFile<'a>, defined: &'a Defined<'_>, reader: &mut Reader) {
    written.aggregate = Some(Spanned { value: defined.entry.key.clone(), place: defined.entry.key_place });
    for entry in reader.map(&defined.entry.value, "an aggregate") {
        match entry.key.as_str() {
            "id" => {
                written.id_key = Some(entry.key_place);
                written.id = reader.ty(&entry.value);
            }
            "stream" => {
                written.stream_key = Some(entry.key_place);
                written.stream = reader.text(&entry.value, "`stream`");
            }
            "owner" => written.owner = reader.text(&entry.value, "`owner`"),
            _ => reader.unknown_key(entry, "an aggregate in a lock", &["id", "stream", "owner"]),
        }
    }
}

/// A module without a definition. Its path has a space, which no path of a schema file has.
fn empty<'a>(file: FileId, home: &Home, defined: &Defined<'_>) -> WrittenFile<'a> {
    let mut written = WrittenFile::empty(file);
    let (context, rest) = match home {
        Home::Shared { context, owner: None } => (context, None),
        Home::Shared { context, owner: Some(owner) } => (context, Some(format!("owned by {owner}"))),
        Home::Aggregate { context, name } => (context, Some(format!("aggregate {name}"))),
    };
    let of_context = context.as_ref().map_or("no context".to_owned(), |context| format!("context {context}"));
    written.module = Some(std::iter::once(of_context).chain(rest).collect());
    written.context = context.clone().map(|value| Spanned { value, place: defined.entry.key_place });
    written
}
