//! One document: what an application sends and receives, with everything that this reaches.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::applications::Application;
use super::channels::{Channel, Channels, Purpose, harmless, paragraphs};
use super::messages::{Components, Message, Schema};
use super::operations::Operation;
use crate::digest::digest;
use crate::emit::json_schema::text::{Json, Object};
use crate::emit::{LARGEST_OUTPUT, TooLarge};
use crate::model::{Definition, SchemaSet};

/// The whole text of a document; nothing where the application has no messages.
pub(super) fn print<'s>(
    set: &'s SchemaSet,
    application: &Application,
    path: &str,
    operations: &[Operation],
    channels: &Channels,
    components: &mut Components<'s>,
) -> Result<Option<String>, TooLarge> {
    let used = used(set, application, operations);
    if used.is_empty() {
        return Ok(None);
    }
    let messages: BTreeSet<Message> = used.values().flatten().copied().collect();
    let (message_texts, schema_texts) = entries(set, application, messages, components)?;
    let mut described_channels: Vec<(String, Object)> = used
        .iter()
        .map(|(channel, messages)| {
            let described = channels.describe(set, *channel, messages, &mut components.examples);
            (channels.name(*channel).to_owned(), described)
        })
        .collect();
    described_channels.sort_by(|left, right| left.0.cmp(&right.0));
    let mut held = Object::new();
    described_channels.into_iter().for_each(|(name, described)| held.add(name, described));
    let mut done = Object::new();
    for operation in operations {
        done.add(operation.name().to_owned(), operation.describe(set, channels));
    }
    let correlation = Object::new()
        .with("location", "$message.header#/correlation")
        .with("description", "What everything of one undertaking shares.");
    let rest = Object::new()
        .with("defaultContentType", "application/json")
        .with("channels", held)
        .with("operations", done)
        .with(
            "components",
            Object::new()
                .with("messages", Json::Printed(block(message_texts)))
                .with("schemas", Json::Printed(block(schema_texts)))
                .with("correlationIds", Object::new().with("correlation", correlation)),
        );
    let mut body = String::new();
    rest.print(0, &mut body);
    let head = head(set, application, path, digest([body.as_str()]));
    let mut text = String::with_capacity(body.len() + 1_000);
    head.print(0, &mut text);
    // One object: the head without its end, and the rest without its start.
    text.truncate(text.len() - "\n}".len());
    text.push(',');
    text.push_str(&body["{".len()..]);
    text.push('\n');
    if text.len() > LARGEST_OUTPUT { Err(too_large(set, application)) } else { Ok(Some(text)) }
}

/// The messages of each channel: those of the operations, and what was once recorded of its own events.
fn used(set: &SchemaSet, application: &Application, operations: &[Operation]) -> BTreeMap<Channel, BTreeSet<Message>> {
    let mut used: BTreeMap<Channel, BTreeSet<Message>> = BTreeMap::new();
    for operation in operations {
        used.entry(operation.channel).or_default().extend(&operation.messages);
        if let Some((channel, messages)) = &operation.reply {
            used.entry(*channel).or_default().extend(messages);
        }
    }
    for definition in application.definitions(set) {
        if let Definition::Event(id) = definition {
            let event = &set[id];
            let channel = Channel { module: event.meta.module, purpose: Purpose::Events };
            let versions = event.versions.iter().map(|(version, _)| Message::Event(id, version));
            used.entry(channel).or_default().extend(versions);
        }
    }
    used
}

fn head(set: &SchemaSet, application: &Application, path: &str, hash: u64) -> Object {
    let about = application.modules.iter().map(|module| set[*module].doc.as_deref().map(harmless));
    let first = format!("What `{}` sends and receives.", application.name);
    let info = Object::new()
        .with("title", &application.name)
        .with("version", format!("{hash:016x}"))
        .with("description", paragraphs(std::iter::once(Some(first)).chain(about)));
    let document = Object::new()
        .with("file", path.to_owned())
        .with("generated", "by Retold: edit the schemas and run `retold generate asyncapi`");
    Object::new().with("asyncapi", "3.0.0").with("x-retold-document", document).with("info", info)
}

/// The entries of `components`, by their keys.
type Entries = BTreeMap<String, String>;

/// The messages, and all schemas that they reach.
fn entries(
    set: &SchemaSet,
    application: &Application,
    messages: BTreeSet<Message>,
    components: &mut Components<'_>,
) -> Result<(Entries, Entries), TooLarge> {
    let mut size = 0;
    let mut waiting: Vec<Schema> = Vec::new();
    let mut message_texts = Entries::new();
    for message in messages {
        let printed = components.message(message);
        size += printed.text.len();
        if size > LARGEST_OUTPUT {
            return Err(too_large(set, application));
        }
        waiting.extend(&printed.schemas);
        message_texts.insert(printed.key.clone(), printed.text.clone());
    }
    let mut reached = HashSet::new();
    let mut schema_texts = Entries::new();
    while let Some(schema) = waiting.pop() {
        if !reached.insert(schema) {
            continue;
        }
        let printed = components.schema(schema);
        size += printed.text.len();
        if size > LARGEST_OUTPUT {
            return Err(too_large(set, application));
        }
        waiting.extend(&printed.schemas);
        schema_texts.insert(printed.key.clone(), printed.text.clone());
    }
    Ok((message_texts, schema_texts))
}

fn too_large(set: &SchemaSet, application: &Application) -> TooLarge {
    let module = application.modules.first().expect("an application has files");
    TooLarge::new(
        &set[*module],
        &application.name,
        "a document holds all that its application sends and receives: name several owners",
    )
}

/// Entries as one object at the depth of `components`.
fn block(entries: Entries) -> String {
    let mut text = String::from("{");
    for (index, entry) in entries.into_values().enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        text.push_str(&entry);
    }
    text.push_str("\n    }");
    text
}
