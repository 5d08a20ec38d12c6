//! What a reader refuses, told as what the author did: from the keyword that refuses and the shortest payload that it
//! refuses to the rule of the schema language that a change of the same kind breaks.

use serde_json::{Value, json};

use super::alternatives::{Label, label};
use super::differences::{Difference, Kind, Newer, Shown};
use super::paths::{Segment, has_key, schemas, segments, value};
use super::prepared::{ONE_NAME, aliases};
use super::shown::shown;
use super::walk::Walked;
use crate::compat::Finding;
use crate::shape::Shapes;
use crate::shape::json_schema::Reading;
use crate::value::push_key;

/// The differences that one finding of the relation shows.
pub(super) fn told(
    finding: &Finding,
    writer: &Value,
    reader: &Value,
    walked: &Walked,
    newer: Newer,
) -> Vec<Difference> {
    let witness = finding.witness.clone().unwrap_or_default();
    let place = finding.place.trim_start_matches('#');
    let at = segments(&finding.path);
    let asking = Asking {
        finding,
        writer,
        reader,
        newer,
        place,
        of_writer: schemas(writer, &at),
        of_reader: schemas(reader, &at),
        value: value(&witness, &at).cloned().unwrap_or_default(),
        path: generic(writer, reader, &at),
    };
    if let Some(deeper) = asking.deeper() {
        return told(&deeper, writer, reader, walked, newer);
    }
    let mut found = Vec::new();
    for (kind, key) in asking.kinds(walked, &at) {
        let mut path = asking.path.clone();
        if let Some(key) = &key {
            push_key(&mut path, key);
        }
        let pointer = |root: &Value, all: &[String], keyword: &str| {
            let listed = key.as_ref().and_then(|key| {
                all.iter()
                    .map(|pointer| super::paths::join(&format!("{pointer}/properties"), key))
                    .find(|pointer| root.pointer(pointer).is_some())
            });
            listed.unwrap_or_else(|| {
                if keyword.is_empty() { all.first().cloned().unwrap_or_default() } else { keyword.to_owned() }
            })
        };
        found.push(Difference {
            writer: pointer(writer, &asking.of_writer, ""),
            reader: pointer(reader, &asking.of_reader, if kind.is_about_a_keyword() { place } else { "" }),
            path,
            kind,
            shown: Shown::Refused(witness.clone()),
        });
    }
    found
}

/// The path with `[*]` for any item and `.*` for any key of a map.
fn generic(writer: &Value, reader: &Value, at: &[Segment]) -> String {
    let mut path = "$".to_owned();
    for (index, segment) in at.iter().enumerate() {
        match segment {
            Segment::Index(_) => path.push_str("[*]"),
            Segment::Key(key) => {
                let is_known = [writer, reader].iter().any(|root| has_key(root, &schemas(root, &at[..index]), key));
                if is_known { push_key(&mut path, key) } else { path.push_str(".*") }
            }
        }
    }
    path
}

struct Asking<'f> {
    finding: &'f Finding,
    writer: &'f Value,
    reader: &'f Value,
    newer: Newer,
    /// The pointer of the keyword that refuses.
    place: &'f str,
    /// The schemas of both sides that speak about the place of the payload.
    of_writer: Vec<String>,
    of_reader: Vec<String>,
    /// What stands at that place of the witness.
    value: Value,
    path: String,
}

impl Asking<'_> {
    /// What differs, each with the key that it is about where that is within the place.
    fn kinds(&self, walked: &Walked, at: &[Segment]) -> Vec<(Kind, Option<String>)> {
        let keyword = self.finding.keyword.as_str();
        let parent = self.place.rsplit_once('/').map_or("", |(parent, _)| parent);
        let one_name = self.reader.pointer(parent).and_then(|schema| schema.get(ONE_NAME)).and_then(Value::as_str);
        let last_key = at.iter().rev().find_map(|segment| match segment {
            Segment::Key(key) => Some(key.clone()),
            Segment::Index(_) => None,
        });
        let needed = || vec![(Kind::Needed(last_key.clone().unwrap_or_else(|| "$".to_owned())), None)];
        match keyword {
            "required" => {
                let names = self.reader.pointer(self.place).and_then(Value::as_array);
                let names = names.into_iter().flatten().filter_map(Value::as_str);
                names
                    .filter(|name| self.value.get(name).is_none())
                    .map(|name| self.absent(name, &[name], walked))
                    .collect()
            }
            "oneOf" if one_name.is_some() => {
                let key = one_name.unwrap_or_default();
                let property =
                    self.of_reader.iter().find_map(|at| self.reader.pointer(at)?.get("properties")?.get(key));
                let names: Vec<&str> = std::iter::once(key).chain(property.into_iter().flat_map(aliases)).collect();
                vec![self.absent(key, &names, walked)]
            }
            _ if self.value.is_null() && !at.is_empty() && !self.of_reader.iter().any(|at| self.only_null(at)) => {
                needed()
            }
            "enum" | "const" => match self.value.as_str() {
                Some(text) if self.of_writer.iter().any(|at| lists(self.writer, at)) => {
                    vec![(Kind::EnumValue(text.to_owned()), None)]
                }
                _ => vec![(self.types(), None)],
            },
            "anyOf" | "oneOf" => vec![(self.alternative().unwrap_or_else(|| self.types()), None)],
            "additionalProperties" | "unevaluatedProperties" | "" => {
                let members = self.value.as_object().into_iter().flat_map(|members| members.keys());
                let unknown: Vec<_> = members
                    .filter(|key| has_key(self.writer, &self.of_writer, key))
                    .filter(|key| !has_key(self.reader, &self.of_reader, key))
                    .map(|key| (Kind::Unknown(key.clone()), Some(key.clone())))
                    .collect();
                if unknown.is_empty() { vec![(Kind::Other(self.finding.message.clone()), None)] } else { unknown }
            }
            "type" | "prefixItems" | "items" => vec![(self.types(), None)],
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "pattern" | "$ref" => {
                let (from, to) = self.both();
                let kind = if from == to { Kind::Constraint(keyword.to_owned()) } else { Kind::Type { from, to } };
                vec![(kind, None)]
            }
            "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties" | "uniqueItems"
            | "multipleOf" | "propertyNames" | "patternProperties" | "contains" => {
                vec![(Kind::Constraint(keyword.to_owned()), None)]
            }
            _ => vec![(Kind::Other(self.finding.message.clone()), None)],
        }
    }

    /// A key that the reader needs and the payload does not have.
    fn absent(&self, key: &str, names: &[&str], walked: &Walked) -> (Kind, Option<String>) {
        let renamed = walked.renamed.iter().find(|(path, _, to)| *path == self.path && to == key);
        let dropped = self.value.as_object().and_then(|members| {
            // A name that the writer had for the same key.
            self.of_writer.iter().find_map(|at| {
                let all = self.writer.pointer(at)?.get("properties")?.as_object()?;
                let property = all.get(key).filter(|property| aliases(property).next().is_some())?;
                aliases(property)
                    .find(|alias| members.contains_key(*alias) && !names.contains(alias))
                    .map(str::to_owned)
            })
        });
        let written = self.of_writer.iter().find_map(|at| {
            let all = self.writer.pointer(at)?.get("properties")?.as_object()?;
            let property = all.get(key).filter(|property| aliases(property).any(|alias| alias == key))?;
            let is_own = |name: &str| !aliases(property).any(|alias| alias == name);
            all.iter().find(|(name, other)| is_own(name) && *other == property).map(|(name, _)| name.clone())
        });
        let is_known = names.iter().any(|name| has_key(self.writer, &self.of_writer, name));
        let kind = match (dropped, renamed) {
            (Some(name), _) => Kind::Alias { key: key.to_owned(), name },
            (None, Some((_, from, to))) => Kind::Renamed { from: from.clone(), to: to.clone() },
            (None, None) if written.is_some() && self.newer == Newer::Writer => {
                Kind::Renamed { from: key.to_owned(), to: written.unwrap_or_default() }
            }
            (None, None) if is_known => Kind::Needed(key.to_owned()),
            (None, None) => Kind::Missing(key.to_owned()),
        };
        // What runs still looks for the name that is gone.
        let kind = match (kind, self.newer) {
            (Kind::Alias { key, name }, Newer::Writer) => Kind::Renamed { from: name, to: key },
            (kind, _) => kind,
        };
        (kind, Some(key.to_owned()))
    }

    /// Where an alternative that is meant refuses, since it is told by a key that the payload has.
    fn deeper(&self) -> Option<Finding> {
        if !matches!(self.finding.keyword.as_str(), "anyOf" | "oneOf") {
            return None;
        }
        let meant = self.of_reader.iter().find(|at| {
            let label = self.reader.pointer(at).and_then(label);
            label.is_some_and(|label| !matches!(label, Label::Text) && self.named(&label).is_some())
        })?;
        // The alternative as a document of its own, in which all its references lead where they did.
        const WHOLE: &str = "x-whole";
        let mut alone = json!({ WHOLE: self.reader, "$ref": format!("#/{WHOLE}{meant}") });
        alone["$defs"] = self.reader.get("$defs").cloned().unwrap_or_default();
        let mut shapes = Shapes::new();
        let (_, document) = shapes.json_schema(alone, Reading::default()).ok()?;
        let refusal = document.refusal(&shapes, &self.value)?;
        let place = refusal.place.replacen(&format!("#/{WHOLE}"), "#", 1);
        if place == self.finding.place {
            return None;
        }
        let path = format!("{}{}", self.finding.path, refusal.path.trim_start_matches('$'));
        Some(Finding { path, place, keyword: refusal.keyword, message: refusal.message, ..self.finding.clone() })
    }

    /// The variant that the payload is, if it is the one with this label.
    fn named(&self, label: &Label<'_>) -> Option<String> {
        match label {
            Label::Tag(key, text) => self.value.get(*key).filter(|found| found == text).map(text_of),
            Label::Key(key) => self.value.get(*key).map(|_| (*key).to_owned()),
            Label::Text => self.value.as_str().map(str::to_owned),
        }
    }

    /// The key that tells the variants of a union.
    fn tag(root: &Value, schemas: &[String]) -> Option<String> {
        schemas.iter().filter_map(|at| root.pointer(at)).filter_map(label).find_map(|label| match label {
            Label::Tag(key, _) => Some(format!("the key `{key}`")),
            Label::Key(_) => Some("its only key".to_owned()),
            Label::Text => None,
        })
    }

    fn only_null(&self, pointer: &str) -> bool {
        self.reader.pointer(pointer).is_some_and(|schema| schema.get("type").is_some_and(|ty| ty == "null"))
    }

    /// The variant that the payload has and the reader does not.
    fn alternative(&self) -> Option<Kind> {
        let tags = (Self::tag(self.writer, &self.of_writer), Self::tag(self.reader, &self.of_reader));
        if let (Some(from), Some(to)) = tags
            && from != to
        {
            return Some(Kind::Tag { from, to });
        }
        let of_writer = self.of_writer.iter().filter_map(|at| self.writer.pointer(at));
        let label_of_writer =
            of_writer.filter_map(label).find_map(|label| Some((self.named(&label)?, matches!(label, Label::Text))));
        let (name, is_text) = label_of_writer?;
        let of_reader = self.of_reader.iter().filter_map(|at| self.reader.pointer(at));
        let is_known =
            of_reader.filter_map(label).any(|label| !matches!(label, Label::Text) && self.named(&label).is_some());
        if is_known {
            return None;
        }
        let only_texts = self
            .of_writer
            .iter()
            .filter_map(|at| self.writer.pointer(at))
            .filter_map(label)
            .all(|label| matches!(label, Label::Text));
        Some(if is_text && only_texts { Kind::EnumValue(name) } else { Kind::Variant(name) })
    }

    fn types(&self) -> Kind {
        let (from, to) = self.both();
        if from == to { Kind::Other(self.finding.message.clone()) } else { Kind::Type { from, to } }
    }

    fn both(&self) -> (String, String) {
        let first = |root: &Value, all: &[String]| all.first().map_or("nothing".to_owned(), |at| shown(root, at));
        (first(self.writer, &self.of_writer), first(self.reader, &self.of_reader))
    }
}

fn text_of(text: &Value) -> String {
    text.as_str().map_or_else(|| text.to_string(), str::to_owned)
}

/// Whether a schema lists its values.
fn lists(root: &Value, pointer: &str) -> bool {
    root.pointer(pointer).is_some_and(|schema| schema.get("enum").is_some() || schema.get("const").is_some())
}
