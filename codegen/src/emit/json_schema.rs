//! JSON Schema (draft 2020-12) of every version of every event, command and query: one self-contained file each. What
//! a schema accepts is what the generated type reads. Definitions that bodies share are printed once and put into
//! every file that reaches them, so that the work grows with the output and with nothing else.
//!
//! What JSON Schema has no word for stands under `x-retold-…`, which validators skip: `x-retold-type` (the type of the
//! language, where it is more than a string or number of JSON), `-unit`, `-pii`, `-deprecated` (the reason), `-aliases`
//! (earlier names of an event, command or query on the wire), `-reads-as` (the lowest version whose readers read the
//! current one, where it is another), `-minimum` and `-maximum` (bounds of a decimal that is a string).
//!
//! Beside what LANGUAGE.md excepts, the types refuse a little more than a schema can say: two spellings of one uuid as
//! keys of one map, a set whose items are fewer than `min_items` once equal ones have become one, and `-2^63` with a
//! point or an exponent, which is also what readers make of numbers below it. A bound of an `f32` is met by what
//! rounds to it.

pub(super) mod definitions;
pub(super) mod fields;
pub(super) mod text;
mod types;

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{LARGEST_OUTPUT, OutputFile, TooLarge};
use crate::model::{
    Body, Builtin, Command, CommandId, Event, EventId, Meta, Named, Query, QueryId, SchemaSet, Versions, WireNames,
};
use crate::{Compiled, reads_as};
use definitions::described;
use fields::mark;
pub(super) use text::print_text;
use text::{Json, Object, texts};

/// The schema files of a set: `<wire name>.v<N>.schema.json`, sorted by name.
///
/// # Errors
/// If one schema file stands for more JSON Schema than is written: every file holds all that its body reaches.
pub fn files(compiled: &Compiled) -> Result<Vec<OutputFile>, TooLarge> {
    let set = &compiled.set;
    let reads_as = reads_as(compiled);
    let mut shared = Shared::new(set);
    let mut left = vec![LARGEST_OUTPUT; set.modules.len()];
    let mut files = Vec::new();
    let mut add = |meta: &Meta, wire: &WireNames, versions: &Versions<Body>, reads_as: u32| {
        let left = &mut left[meta.module.index()];
        // Wire names are safe as names of files, and no two differ only in case.
        for (version, body) in versions.iter() {
            let reads_as = if version == versions.current() { reads_as } else { version };
            let text = shared.file(meta, wire, (version, reads_as), body, *left);
            let text = text.filter(|text| text.len() <= *left).ok_or_else(|| {
                TooLarge::new(
                    &set[meta.module],
                    &meta.subject,
                    "every schema holds all that its body reaches: put the definitions into several files, or let fewer of them share the largest records",
                )
            })?;
            *left -= text.len();
            files.push(OutputFile { path: format!("{}.v{version}.schema.json", wire.name), text });
        }
        Ok(())
    };
    for (index, Event { meta, wire, versions, .. }) in set.events.iter().enumerate() {
        add(meta, wire, versions, reads_as.event(EventId::from_index(index)))?;
    }
    for (index, Command { meta, wire, versions, .. }) in set.commands.iter().enumerate() {
        add(meta, wire, versions, reads_as.command(CommandId::from_index(index)))?;
    }
    for (index, Query { meta, wire, versions, .. }) in set.queries.iter().enumerate() {
        add(meta, wire, versions, reads_as.query(QueryId::from_index(index)))?;
    }
    files.sort_by(|left, right| left.path.cmp(&right.path));
    Ok(files)
}

/// Something that stands in `$defs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Part {
    /// A builtin with a long pattern.
    Builtin(Builtin),
    /// A definition of the schema set.
    Named(Named),
}

/// Describes types, and notes which parts it referred to.
#[derive(Debug)]
pub(super) struct Builder<'s> {
    set: &'s SchemaSet,
    /// The parts, in the order in which they were met.
    pub(super) parts: Vec<Part>,
    met: HashSet<Part>,
}

impl<'s> Builder<'s> {
    pub(super) fn new(set: &'s SchemaSet) -> Self {
        Self { set, parts: Vec::new(), met: HashSet::new() }
    }

    fn reference(&mut self, part: Part) -> Object {
        if self.met.insert(part) {
            self.parts.push(part);
        }
        Object::new().with("$ref", format!("#/$defs/{}", part_name(self.set, part)))
    }
}

/// The key of a part in `$defs`: the builtin's name, `context.Name`, or `context.Name.v1` where there are versions. No
/// two are equal: only those with a version end in one, and a builtin's name is never that of a definition.
pub(super) fn part_name(set: &SchemaSet, part: Part) -> String {
    match part {
        Part::Builtin(builtin) if builtin == builtin.plain() => builtin.name().to_owned(),
        Part::Builtin(builtin) => format!("{}_string", builtin.name()),
        Part::Named(Named::Scalar(id)) => unversioned(&set[id].meta),
        Part::Named(Named::Enum(id)) => unversioned(&set[id].meta),
        Part::Named(Named::Record(id, version)) => format!("{}.v{version}", set[id].meta.subject),
        Part::Named(Named::Union(id, version)) => format!("{}.v{version}", set[id].meta.subject),
    }
}

/// The key of a definition without versions: nothing else is called that.
pub(super) fn unversioned(meta: &Meta) -> String {
    let digits = meta.name.strip_prefix('v').unwrap_or("");
    let like_a_version = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let like_a_builtin = Builtin::by_name(&meta.subject).is_some();
    if like_a_version || like_a_builtin { format!("{}_", meta.subject) } else { meta.subject.clone() }
}

/// One part as it is printed in every file that reaches it.
#[derive(Debug)]
struct Printed {
    name: String,
    /// The entry of `$defs`, key included, without a comma.
    text: String,
    /// The parts that it refers to itself.
    parts: Vec<Part>,
}

/// All parts that were needed so far.
#[derive(Debug)]
struct Shared<'s> {
    set: &'s SchemaSet,
    printed: Vec<Printed>,
    index: HashMap<Part, usize>,
}

impl<'s> Shared<'s> {
    fn new(set: &'s SchemaSet) -> Self {
        Self { set, printed: Vec::new(), index: HashMap::new() }
    }

    /// The whole text of the schema of one body; nothing where its definitions alone are more than `most` bytes.
    fn file(
        &mut self,
        meta: &Meta,
        wire: &WireNames,
        (version, reads_as): (u32, u32),
        body: &Body,
        most: usize,
    ) -> Option<String> {
        let mut schema = Object::new()
            .with("$schema", "https://json-schema.org/draft/2020-12/schema")
            .with("$id", format!("urn:retold:{}:{version}", wire.name));
        schema.append(described(&wire.name, Some(version), meta.doc.as_deref(), body.note.as_deref()));
        mark(&mut schema, meta.deprecated.as_deref(), false, None);
        if !wire.aliases.is_empty() {
            schema.add("x-retold-aliases", texts(wire.aliases.iter().map(String::as_str)));
        }
        if reads_as < version {
            schema.add("x-retold-reads-as", u64::from(reads_as));
        }
        let mut builder = Builder::new(self.set);
        builder.body(body, &mut schema);
        if !builder.parts.is_empty() {
            schema.add("$defs", Json::Printed(self.definitions(builder.parts, most)?));
        }
        let mut text = String::new();
        schema.print(0, &mut text);
        text.push('\n');
        Some(text)
    }

    /// The value of `$defs` with everything that these parts reach, sorted by name; nothing where that is more than
    /// `most` bytes.
    fn definitions(&mut self, parts: Vec<Part>, most: usize) -> Option<String> {
        let mut reached = BTreeSet::new();
        let mut waiting = parts;
        let mut bytes = 0;
        while let Some(part) = waiting.pop() {
            let index = self.printed(part);
            if reached.insert(index) {
                bytes += self.printed[index].text.len();
                if bytes > most {
                    return None;
                }
                waiting.extend(&self.printed[index].parts);
            }
        }
        let mut reached: Vec<&Printed> = reached.into_iter().map(|index| &self.printed[index]).collect();
        reached.sort_by(|left, right| left.name.cmp(&right.name));
        let (first, rest) = reached.split_first()?;
        let mut text = String::with_capacity(bytes + 2 * rest.len() + 8);
        text.push_str("{\n");
        text.push_str(&first.text);
        for part in rest {
            text.push_str(",\n");
            text.push_str(&part.text);
        }
        text.push_str("\n  }");
        Some(text)
    }

    /// The index of a part, which is printed if it is not yet.
    fn printed(&mut self, part: Part) -> usize {
        if let Some(&index) = self.index.get(&part) {
            return index;
        }
        let mut builder = Builder::new(self.set);
        let schema = builder.part(part);
        let name = part_name(self.set, part);
        let mut text = "    ".to_owned();
        print_text(&name, &mut text);
        text.push_str(": ");
        schema.print(2, &mut text);
        self.printed.push(Printed { name, text, parts: builder.parts });
        self.index.insert(part, self.printed.len() - 1);
        self.printed.len() - 1
    }
}

#[cfg(test)]
mod tests;
