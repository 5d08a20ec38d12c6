//! Two schemas side by side, for what no reader refuses: keys that are read no more, defaults that are others, numbers
//! that lose digits. Where an object, a list or a union stands on both sides, the walk goes on inside.

use std::collections::{BTreeSet, HashSet};

use serde_json::{Map, Value, json};

use super::alternatives::variants;
use super::differences::{Difference, Kind, Newer, Shown};
use super::objects::{is_alias, is_nullable, is_required, names, plain, properties};
use super::paths::join;
use super::prepared::written;
use super::shown::shown;
use super::steps::{Step, Steps};
use crate::shape::Shapes;
use crate::shape::json_schema::{Reading, Unlisted};
use crate::suggest::nearest;
use crate::value::push_key;

/// Levels of a payload that are looked into.
const DEEPEST: usize = 40;

/// What was found, and which new keys may be old ones.
#[derive(Debug, Default)]
pub(super) struct Walked {
    pub(super) found: Vec<Difference>,
    /// The path of an object, a key that it lost, and the key that it may be now.
    pub(super) renamed: Vec<(String, String, String)>,
}

/// Walks two prepared schemas.
pub(super) fn walk(writer: &Value, reader: &Value, newer: Newer) -> Walked {
    let mut walk =
        Walk { writer, reader, newer, steps: Steps::default(), met: HashSet::new(), walked: Walked::default() };
    walk.schemas("", "");
    walk.walked
}

struct Walk<'d> {
    writer: &'d Value,
    reader: &'d Value,
    newer: Newer,
    steps: Steps,
    met: HashSet<(String, String)>,
    walked: Walked,
}

impl Walk<'_> {
    fn inside(&mut self, step: Step, writer: &str, reader: &str) {
        self.steps.push(step);
        self.schemas(writer, reader);
        self.steps.pop();
    }

    fn schemas(&mut self, writer: &str, reader: &str) {
        let (writer, reader) = (plain(self.writer, writer), plain(self.reader, reader));
        if self.steps.len() > DEEPEST || !self.met.insert((writer.clone(), reader.clone())) {
            return;
        }
        let (Some(from), Some(to)) = (self.writer.pointer(&writer), self.reader.pointer(&reader)) else { return };
        if let (Some(from), Some(to)) = (properties(from), properties(to)) {
            self.objects(from, to, &writer, &reader);
        } else if let Some(from) = properties(from)
            && to.get("type").is_some_and(|ty| ty == "object")
            && to.get("additionalProperties").is_none_or(Value::is_boolean)
        {
            self.objects(from, &Map::new(), &writer, &reader);
        }
        if from.get("items").is_some() && to.get("items").is_some() {
            self.inside(Step::Items, &format!("{writer}/items"), &format!("{reader}/items"));
        }
        if from.get("additionalProperties").is_some_and(Value::is_object)
            && to.get("additionalProperties").is_some_and(Value::is_object)
        {
            let below = |pointer: &str| format!("{pointer}/additionalProperties");
            self.inside(Step::Values, &below(&writer), &below(&reader));
        }
        self.variants(from, to, &writer, &reader);
        self.numbers(from, to, &writer, &reader);
    }

    fn objects(&mut self, from: &Map<String, Value>, to: &Map<String, Value>, writer: &str, reader: &str) {
        let keeps_others = |root: &Value, pointer: &str| {
            let schema = root.pointer(pointer);
            let keeps = |value: &Value| value.is_object() || value == &Value::Bool(true);
            schema.is_some_and(|schema| {
                ["additionalProperties", "patternProperties"].iter().any(|key| schema.get(key).is_some_and(keeps))
            })
        };
        let at = |pointer: &str, key: &str| join(&format!("{pointer}/properties"), key);
        let mut taken: BTreeSet<&str> = BTreeSet::new();
        let mut lost: Vec<&str> = Vec::new();
        for (key, property) in from.iter().filter(|(key, _)| !is_alias(from, key)) {
            let named = names(key, property);
            let found = to
                .iter()
                .filter(|(other, _)| !is_alias(to, other))
                .find(|(other, property)| names(other, property).iter().any(|name| named.contains(name)));
            match found {
                Some((other, read)) => {
                    taken.insert(other);
                    self.aliases((key, writer), (other, reader), &named, &names(other, read));
                    self.default((key, writer), (other, reader), &named);
                    self.inside(Step::Key(key.clone()), &at(writer, key), &at(reader, other));
                }
                None if keeps_others(self.reader, reader) => {}
                None => lost.push(key),
            }
        }
        if self.newer == Newer::Writer {
            return;
        }
        let mut new: Vec<&str> =
            to.keys().map(String::as_str).filter(|key| !taken.contains(key) && !is_alias(to, key)).collect();
        for key in lost {
            let alike: Vec<&str> = new.iter().copied().filter(|other| self.is_alike(&from[key], &to[*other])).collect();
            let renamed = match alike.as_slice() {
                [] => None,
                [one] => Some(*one),
                several => nearest(key, several.iter().copied()),
            };
            let path = self.steps.path();
            let (kind, target) = match renamed {
                Some(other) => {
                    new.retain(|name| *name != other);
                    self.walked.renamed.push((path.clone(), key.to_owned(), other.to_owned()));
                    (Kind::Renamed { from: key.to_owned(), to: other.to_owned() }, at(reader, other))
                }
                None => (Kind::Lost(key.to_owned()), format!("{reader}/properties")),
            };
            let mut place = path;
            push_key(&mut place, renamed.unwrap_or(key));
            let inner = json!({ "type": "object", "required": [key] });
            let shown = match self.witness(inner) {
                Some(witness) => {
                    let mut after = witness.clone();
                    self.steps.edit(&mut after, &mut |object| {
                        if let Value::Object(members) = object {
                            members.shift_remove(key);
                        }
                    });
                    Shown::Read(witness.clone(), witness, after)
                }
                None => Shown::Fact,
            };
            self.walked.found.push(Difference { kind, path: place, writer: at(writer, key), reader: target, shown });
        }
    }

    /// Names of a key that are not read any more, where nobody asks for the key.
    fn aliases(&mut self, (key, writer): (&str, &str), (other, reader): (&str, &str), were: &[&str], are: &[&str]) {
        let is_asked_for = self.reader.pointer(reader).is_some_and(|schema| is_required(schema, other));
        if is_asked_for {
            return;
        }
        for name in were.iter().filter(|name| !are.contains(name)) {
            let Some(witness) = self.witness(json!({ "type": "object", "required": [name] })) else { continue };
            let renamed = |walk: &Self, to: Option<&str>| {
                let mut read = witness.clone();
                walk.steps.edit(&mut read, &mut |object| {
                    let Value::Object(members) = object else { return };
                    if let (Some(value), Some(to)) = (members.shift_remove(*name), to) {
                        members.insert(to.to_owned(), value);
                    }
                });
                read
            };
            let shown = Shown::Read(witness.clone(), renamed(self, Some(other)), renamed(self, None));
            let mut path = self.steps.path();
            push_key(&mut path, other);
            let at = |pointer: &str, key: &str| join(&format!("{pointer}/properties"), key);
            let kind = Kind::Alias { key: other.to_owned(), name: (*name).to_owned() };
            self.walked.found.push(Difference {
                kind,
                path,
                writer: at(writer, key),
                reader: at(reader, other),
                shown,
            });
        }
    }

    /// Whether two keys hold the same.
    fn is_alike(&self, from: &Value, to: &Value) -> bool {
        let bare = |schema: &Value| {
            let mut schema = schema.clone();
            if let Value::Object(members) = &mut schema {
                members.shift_remove("x-aliases");
                members.shift_remove("default");
            }
            schema
        };
        bare(from) == bare(to) && (from.get("$ref").is_none() || self.writer.get("$defs") == self.reader.get("$defs"))
    }

    /// What an absent key reads as.
    fn default(&mut self, (key, writer): (&str, &str), (other, reader): (&str, &str), named: &[&str]) {
        let meaning = |root: &Value, object: &str, key: &str| -> Option<Option<Value>> {
            let schema = root.pointer(object)?;
            let property = schema.get("properties")?.get(key)?;
            if is_required(schema, key) {
                return None;
            }
            match property.get("default") {
                Some(Value::Null) => Some(None),
                Some(default) => Some(Some(default.clone())),
                None if is_nullable(root, &join(&format!("{object}/properties"), key)) => Some(None),
                // There is one, and schemars does not tell which.
                None => None,
            }
        };
        let (before, after) = (meaning(self.writer, writer, key), meaning(self.reader, reader, other));
        let (Some(before), Some(after)) = (before, after) else { return };
        let text = |value: &Option<Value>| value.as_ref().map(crate::value::canonical);
        if text(&before) == text(&after) {
            return;
        }
        let absent: Map<String, Value> = named.iter().map(|name| ((*name).to_owned(), Value::Bool(false))).collect();
        let Some(witness) = self.witness(json!({ "type": "object", "properties": absent })) else { return };
        let with = |walk: &Self, name: &str, value: &Option<Value>| {
            let mut read = witness.clone();
            walk.steps.edit(&mut read, &mut |object| {
                if let (Value::Object(members), Some(value)) = (object, value) {
                    members.insert(name.to_owned(), value.clone());
                }
            });
            read
        };
        let shown = Shown::Read(witness.clone(), with(self, key, &before), with(self, other, &after));
        let mut path = self.steps.path();
        push_key(&mut path, other);
        let at = |pointer: &str, key: &str| join(&format!("{pointer}/properties"), key);
        let kind = Kind::Default { before, after };
        self.walked.found.push(Difference { kind, path, writer: at(writer, key), reader: at(reader, other), shown });
    }

    /// Variants of unions that are told alike.
    fn variants(&mut self, from: &Value, to: &Value, writer: &str, reader: &str) {
        let (Some(from), Some(to)) = (variants(self.writer, from, writer), variants(self.reader, to, reader)) else {
            return;
        };
        for (step, pointer) in from {
            let same = to.iter().find(|(other, _)| match (&step, other) {
                (Step::Tagged(key, text), Step::Tagged(other, same)) => key == other && text == same,
                (Step::Key(key), Step::Key(other)) => key == other,
                _ => false,
            });
            if let Some((_, other)) = same {
                // Both are the same schema twice where a variant is of a union that is met again.
                self.inside(step, &pointer, other);
            }
        }
    }

    /// Numbers that the reader does not hold exactly.
    fn numbers(&mut self, from: &Value, to: &Value, writer: &str, reader: &str) {
        let is = |schema: &Value, name: &str| match schema.get("type") {
            Some(Value::String(ty)) => ty == name,
            Some(Value::Array(all)) => all.iter().any(|ty| ty == name),
            _ => false,
        };
        let reads_floats = is(to, "number") && !is(to, "string");
        let is_single = to.get("format").is_some_and(|format| format == "float");
        if !reads_floats || to.get("format").is_none() {
            return;
        }
        let limit: u64 = if is_single { 1 << 24 } else { 1 << 53 };
        let inner = if is(from, "integer") {
            json!({ "type": "integer", "minimum": limit + 1, "maximum": limit + 1 })
        } else if is(from, "number") && is_single && from.get("format").is_none_or(|format| format != "float") {
            json!({ "const": 0.1 })
        } else {
            return;
        };
        let Some(witness) = self.witness(inner) else { return };
        let mut read = witness.clone();
        self.steps.edit(&mut read, &mut |number| {
            #[allow(clippy::cast_possible_truncation)]
            let rounded = number.as_f64().map(|float| if is_single { f64::from(float as f32) } else { float });
            if let Some(rounded) = rounded.and_then(serde_json::Number::from_f64) {
                *number = Value::Number(rounded);
            }
        });
        let kind = Kind::Precision { from: shown(self.writer, writer), to: shown(self.reader, reader) };
        let shown = Shown::Read(witness.clone(), witness, read);
        let path = self.steps.path();
        self.walked.found.push(Difference { kind, path, writer: writer.to_owned(), reader: reader.to_owned(), shown });
    }

    /// The shortest payload that the writer may have written with this at the place of the walk; one that the reader reads,
    /// if there is any.
    fn witness(&self, inner: Value) -> Option<Value> {
        let mut shapes = Shapes::new();
        let closed = Reading { unlisted: Unlisted::Refused, ..Reading::default() };
        let (writer, _) = shapes.json_schema(written(self.writer), closed).ok()?;
        let (reader, _) = shapes.json_schema(self.reader.clone(), Reading::default()).ok()?;
        let (asked, _) = shapes.json_schema(self.steps.asking_for(inner), Reading::default()).ok()?;
        shapes.shortest_of(&[writer, reader, asked], &[]).or_else(|| shapes.shortest_of(&[writer, asked], &[]))
    }
}
