//! What registries of types written by hand put into a lock: JSON Schemas as YAML, with the place of everything that
//! they say.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value};

use super::frame::{self, Block};
use super::read::MOST_VALUES;
use super::{ALL, LARGEST};
use crate::by_hand::{ByHand, Message, Version};
use crate::diagnostic::{Diagnostic, Findings};
use crate::rules;
use crate::source::{FileId, Place};
use crate::written::{shortened, version_number};
use crate::yaml::{self, Entry, Limits, Node, NodeKind, ScalarStyle};

/// What registries put into a lock, without a look at what is in it of schemas; nothing from what is no lock at all.
///
/// # Errors
/// Everything that is wrong with a lock that has such entries.
pub fn by_hand(file: FileId, text: &str) -> Result<ByHand, Vec<Diagnostic>> {
    let mut found = Findings::default();
    let blocks = frame::blocks(file, text)?;
    let registered: Vec<Block<'_>> = blocks.into_iter().filter(|block| block.by_hand().is_some()).collect();
    let messages = messages(file, text, &registered, &mut found);
    if found.has_error() { Err(found.into_list()) } else { Ok(messages) }
}

/// The blocks as events and commands, sorted by kind and name.
pub(super) fn messages(file: FileId, text: &str, blocks: &[Block<'_>], found: &mut Findings) -> ByHand {
    let mut values = MOST_VALUES;
    let mut messages = Vec::with_capacity(blocks.len());
    for block in blocks {
        let content = text.get(block.content.clone()).unwrap_or("");
        let limits = Limits { bytes: LARGEST, values };
        let (tree, problems) = yaml::parse_part(file, content, block.content.start, limits);
        found.extend(problems);
        let Some(tree) = tree else { continue };
        values = values.saturating_sub(tree.values());
        match message(file, block, tree) {
            Ok(message) => messages.push(message),
            Err((place, what)) => {
                let message = format!("`{}`: {what}", shortened(block.name));
                found.push(
                    Diagnostic::new(&rules::lock_unreadable::RULE, place, message)
                        .with_help("use the version of Retold that wrote it, or a newer one"),
                );
            }
        }
    }
    messages.sort_by(|left, right| (left.kind, &left.name).cmp(&(right.kind, &right.name)));
    ByHand { messages }
}

/// Where something is wrong, and what.
type Wrong = (Place, String);

fn message(file: FileId, block: &Block<'_>, tree: Node) -> Result<Message, Wrong> {
    let place = Place::new(file, block.name_at..block.name_at + block.name.len());
    let kind = block.by_hand().ok_or_else(|| (place, "no type written by hand".to_owned()))?;
    let name = block.name.to_owned();
    let mut message = Message {
        kind,
        name,
        registry: String::new(),
        aliases: Vec::new(),
        becomes: None,
        place,
        versions: BTreeMap::new(),
    };
    for part in entries(tree)? {
        // The frame has seen that every key is a part and its hash.
        let key = part.key.split(' ').next().unwrap_or_default();
        match version_number(key) {
            _ if key == ALL => all(&mut message, part.value)?,
            Some(number) => {
                let length = u32::try_from(key.len()).unwrap_or(u32::MAX);
                let place = Place { end: part.key_place.start.saturating_add(length), ..part.key_place };
                message.versions.insert(number, version(part.value, number, place)?);
            }
            None => return Err((part.key_place, "`all` or a version is expected here".to_owned())),
        }
    }
    if message.versions.is_empty() {
        return Err((place, "it has no version".to_owned()));
    }
    Ok(message)
}

fn all(message: &mut Message, node: Node) -> Result<(), Wrong> {
    for entry in entries(node)? {
        match entry.key.as_str() {
            "registry" => message.registry = text(&entry.value)?.to_owned(),
            "aliases" => {
                let aliases = entry.value.as_list().ok_or_else(|| expected(&entry.value, "a list of names"))?;
                message.aliases =
                    aliases.iter().map(|alias| text(alias).map(str::to_owned)).collect::<Result<_, _>>()?;
            }
            "becomes" => message.becomes = Some(number(&entry.value)?),
            _ => return Err(unknown(&entry)),
        }
    }
    Ok(())
}

fn version(node: Node, number_of: u32, place: Place) -> Result<Version, Wrong> {
    let mut version = Version {
        number: number_of,
        type_name: String::new(),
        reads_as: number_of,
        schema: Value::Bool(true),
        place,
        places: HashMap::new(),
    };
    for entry in entries(node)? {
        match entry.key.as_str() {
            "type" => version.type_name = text(&entry.value)?.to_owned(),
            "reads_as" => version.reads_as = number(&entry.value)?,
            "schema" => version.schema = value(entry.value, &mut String::new(), &mut version.places),
            _ => return Err(unknown(&entry)),
        }
    }
    if version.reads_as == 0 || version.reads_as > number_of {
        return Err((place, format!("`reads_as` is a version from 1 to {number_of}")));
    }
    Ok(version)
}

/// A node as JSON; `places` gets where each key stands, by its JSON pointer.
fn value(node: Node, pointer: &mut String, places: &mut HashMap<String, Place>) -> Value {
    let place = node.place;
    let mut within = |segment: &str, place: Place, node: Node| {
        let length = pointer.len();
        pointer.push('/');
        pointer.push_str(&segment.replace('~', "~0").replace('/', "~1"));
        places.insert(pointer.clone(), place);
        let read = value(node, pointer, places);
        pointer.truncate(length);
        read
    };
    match node.kind {
        NodeKind::Map(entries) => {
            let mut members = Map::new();
            for Entry { key, style: _, key_place, value } in entries {
                let read = within(&key, key_place, value);
                members.insert(key, read);
            }
            Value::Object(members)
        }
        NodeKind::List(items) => {
            let items = items.into_iter().enumerate();
            Value::Array(items.map(|(at, item)| within(&at.to_string(), item.place, item)).collect())
        }
        NodeKind::Scalar(scalar) => {
            debug_assert!(place.end >= place.start);
            let plain = matches!(scalar.style, ScalarStyle::Plain).then(|| serde_json::from_str(&scalar.text).ok());
            plain.flatten().unwrap_or(Value::String(scalar.text))
        }
    }
}

fn entries(node: Node) -> Result<Vec<Entry>, Wrong> {
    match node.kind {
        NodeKind::Map(entries) => Ok(entries),
        NodeKind::List(_) | NodeKind::Scalar(_) => Err((node.place, "a mapping is expected here".to_owned())),
    }
}

fn text(node: &Node) -> Result<&str, Wrong> {
    node.as_scalar().map(|scalar| scalar.text.as_str()).ok_or_else(|| expected(node, "a text"))
}

fn number(node: &Node) -> Result<u32, Wrong> {
    version_number(text(node)?).ok_or_else(|| expected(node, "a version, such as `v1`,"))
}

fn expected(node: &Node, what: &str) -> Wrong {
    (node.place, format!("{what} is expected here"))
}

fn unknown(entry: &Entry) -> Wrong {
    (entry.key_place, format!("`{}` is not known here", shortened(&entry.key)))
}
