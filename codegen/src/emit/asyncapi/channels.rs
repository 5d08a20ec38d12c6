//! Where messages travel: the streams of an aggregate, whose addresses the schema knows, and for each file a channel
//! of commands, of queries and of what answers them.

use std::collections::{BTreeSet, HashSet};

use serde_json::Value;

use super::examples::Examples;
use super::messages::Message;
use crate::emit::json_schema::text::{Json, Object, texts};
use crate::emit::rust::text::markdown;
use crate::model::{Aggregate, Module, ModuleId, Named, SchemaSet, Type};

/// What a channel is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Purpose {
    Events,
    Commands,
    Rejections,
    Queries,
    Answers,
}

impl Purpose {
    const ALL: [Purpose; 5] =
        [Purpose::Events, Purpose::Commands, Purpose::Rejections, Purpose::Queries, Purpose::Answers];

    fn word(self) -> &'static str {
        match self {
            Purpose::Events => "events",
            Purpose::Commands => "commands",
            Purpose::Rejections => "rejections",
            Purpose::Queries => "queries",
            Purpose::Answers => "answers",
        }
    }
}

/// A channel of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Channel {
    pub(super) module: ModuleId,
    pub(super) purpose: Purpose,
}

/// The names of all channels, the same in every document.
#[derive(Debug)]
pub(super) struct Channels {
    names: Vec<[String; 5]>,
}

impl Channels {
    pub(super) fn new(set: &SchemaSet) -> Self {
        let mut taken = HashSet::new();
        let names = set.modules.iter().map(|module| {
            let base = module.aggregate.as_ref().map_or_else(|| module.path.join("."), |one| one.stream.clone());
            Purpose::ALL.map(|purpose| {
                let is_stream = purpose == Purpose::Events && module.aggregate.is_some();
                let name = if is_stream { base.clone() } else { format!("{base}.{}", purpose.word()) };
                unique(name, &mut taken)
            })
        });
        Self { names: names.collect() }
    }

    /// The key of a channel.
    pub(super) fn name(&self, channel: Channel) -> &str {
        &self.names[channel.module.index()][channel.purpose as usize]
    }

    /// The channel as documents describe it, with these messages of it.
    pub(super) fn describe<'s>(
        &self,
        set: &'s SchemaSet,
        channel: Channel,
        messages: &BTreeSet<Message>,
        examples: &mut Examples<'s>,
    ) -> Object {
        let module = &set[channel.module];
        let mut described = match (channel.purpose, &module.aggregate) {
            (Purpose::Events, Some(aggregate)) => stream(set, module, aggregate, examples),
            (purpose, _) => elsewhere(module, purpose),
        };
        let mut held = Object::new();
        for message in messages {
            let key = message.key(set);
            let reference = Object::new().with("$ref", format!("#/components/messages/{key}"));
            held.add(key, reference);
        }
        described.add("messages", held);
        described.add_some("x-retold-owner", module.owner.as_ref());
        described
    }
}

fn stream<'s>(set: &'s SchemaSet, module: &Module, aggregate: &'s Aggregate, examples: &mut Examples<'s>) -> Object {
    let stream = &aggregate.stream;
    let mut described = Object::new()
        .with("address", format!("{stream}/{{key}}"))
        .with("title", format!("Events of {}", aggregate.name));
    let about = format!("The streams of `{stream}`, one for each key. What was recorded stays there in its version.");
    described.add("description", paragraphs([module.doc.as_deref().map(harmless), Some(about)]));
    described.with("parameters", Object::new().with("key", key(set, &aggregate.key, examples)))
}

/// The key of a stream as the parameter of its address.
fn key<'s>(set: &'s SchemaSet, ty: &'s Type, examples: &mut Examples<'s>) -> Object {
    let doc = match ty {
        Type::Named(Named::Scalar(id)) => set[*id].meta.doc.as_deref(),
        Type::Named(Named::Enum(id)) => set[*id].meta.doc.as_deref(),
        _ => None,
    };
    let told = format!("The key of the stream, a `{}`.", set.spelled(ty));
    let mut parameter = Object::new().with("description", paragraphs([doc.map(harmless), Some(told)]));
    if let Type::Named(Named::Enum(id)) = ty
        && !set[*id].open
    {
        parameter.add("enum", texts(set[*id].values.iter().map(|value| value.wire.as_str())));
    } else if let Some(example) = examples.key(ty) {
        parameter.add("examples", texts([example.as_str()]));
    }
    parameter
}

/// A channel of which the schema knows no address.
fn elsewhere(module: &Module, purpose: Purpose) -> Object {
    let of = module
        .aggregate
        .as_ref()
        .map_or_else(|| module.context.clone().unwrap_or_else(|| module.path.join(".")), |one| one.name.clone());
    let (title, about) = match purpose {
        Purpose::Events => {
            (format!("Events of {of}"), "Events of a service whose streams the schema does not describe.")
        }
        Purpose::Commands => (format!("Commands to {of}"), "How commands travel is not part of the schema."),
        Purpose::Rejections => (format!("Rejections by {of}"), "Why a command was refused."),
        Purpose::Queries => (format!("Queries to {of}"), "How queries travel is not part of the schema."),
        Purpose::Answers => (format!("Answers of {of}"), "What queries are answered."),
    };
    Object::new().with("address", Json::Value(Value::Null)).with("title", title).with("description", about)
}

/// Text of the schema as Markdown that renders as text.
pub(super) fn harmless(text: &str) -> String {
    markdown(text).join("\n")
}

/// Those paragraphs that say something, as one text.
pub(super) fn paragraphs(texts: impl IntoIterator<Item = Option<String>>) -> String {
    let said: Vec<String> = texts.into_iter().flatten().filter(|text| !text.is_empty()).collect();
    said.join("\n\n")
}

/// The name, with a number where another has it.
pub(super) fn unique(name: String, taken: &mut HashSet<String>) -> String {
    if taken.insert(name.clone()) {
        return name;
    }
    let numbered = (2_u32..).map(|number| format!("{name}_{number}")).find(|name| !taken.contains(name));
    let numbered = numbered.unwrap_or(name);
    taken.insert(numbered.clone());
    numbered
}
