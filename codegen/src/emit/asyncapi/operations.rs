//! What an application does: sends its events and the commands of its processes, receives what it decides, answers and
//! reads.

use std::collections::{BTreeMap, HashSet};

use super::applications::Application;
use super::channels::{Channel, Channels, Purpose, harmless, paragraphs, unique};
use super::messages::Message;
use crate::emit::json_schema::text::texts;
use crate::emit::json_schema::text::{Json, Object};
use crate::model::{
    Command, CommandId, Definition, EventId, Meta, ProcessId, QueryId, SchemaSet, Trigger, Versions, ViewId,
};
use crate::naming::type_name;

/// The direction of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    Send,
    Receive,
}

impl Action {
    fn word(self) -> &'static str {
        match self {
            Action::Send => "send",
            Action::Receive => "receive",
        }
    }
}

/// Messages that an application sends to a channel, or receives from one.
#[derive(Debug)]
pub(super) struct Operation {
    name: String,
    action: Action,
    pub(super) channel: Channel,
    title: String,
    description: String,
    tag: &'static str,
    deprecated: Option<String>,
    pub(super) messages: Vec<Message>,
    pub(super) reply: Option<(Channel, Vec<Message>)>,
    extensions: Object,
}

/// Everything that an application does, in the order of its files.
pub(super) fn of(set: &SchemaSet, application: &Application, channels: &Channels) -> Vec<Operation> {
    let mut list = List { set, channels, taken: HashSet::new(), operations: Vec::new() };
    for definition in application.definitions(set) {
        match definition {
            Definition::Event(id) => list.event(id),
            Definition::Command(id) => list.command(id),
            Definition::Query(id) => list.query(id),
            Definition::View(id) => list.view(id),
            Definition::Process(id) => list.process(id),
            Definition::Scalar(_)
            | Definition::Enum(_)
            | Definition::Record(_)
            | Definition::Union(_)
            | Definition::Rejection(_) => {}
        }
    }
    list.operations
}

/// The operations so far.
struct List<'s> {
    set: &'s SchemaSet,
    channels: &'s Channels,
    taken: HashSet<String>,
    operations: Vec<Operation>,
}

impl List<'_> {
    fn add(&mut self, action: Action, name: &str, channel: Channel, about: About<'_>, messages: Vec<Message>) {
        let name = unique(format!("{}{name}", action.word()), &mut self.taken);
        let About { title, tag, meta, told } = about;
        let description = paragraphs([meta.doc.as_deref().map(harmless), told]);
        let (deprecated, reply, extensions) = (meta.deprecated.clone(), None, Object::new());
        let operation =
            Operation { name, action, channel, title, description, tag, deprecated, messages, reply, extensions };
        self.operations.push(operation);
    }

    fn last(&mut self) -> &mut Operation {
        self.operations.last_mut().expect("an operation was added just before")
    }

    /// An owner sends the current version; one that has become other events is never written again.
    fn event(&mut self, id: EventId) {
        let event = &self.set[id];
        let current = event.versions.current();
        if event.becomes.as_ref().is_some_and(|becomes| becomes.up_to >= current) {
            return;
        }
        let channel = Channel { module: event.meta.module, purpose: Purpose::Events };
        let about = About { title: event.meta.name.clone(), tag: "event", meta: &event.meta, told: None };
        self.add(Action::Send, &camel(&event.meta.subject), channel, about, vec![Message::Event(id, current)]);
    }

    fn command(&mut self, id: CommandId) {
        let command = &self.set[id];
        let Command { meta, versions, emits, rejects, .. } = command;
        let channel = Channel { module: meta.module, purpose: Purpose::Commands };
        let about = About { title: meta.name.clone(), tag: "command", meta, told: None };
        let messages = every(versions, |version| Message::Command(id, version));
        self.add(Action::Receive, &camel(&meta.subject), channel, about, messages);
        if !rejects.is_empty() {
            let channel = Channel { module: meta.module, purpose: Purpose::Rejections };
            let refused = rejects.iter().map(|id| Message::Rejection(*id)).collect();
            self.last().reply = Some((channel, once(refused)));
        }
        let emits: Vec<&str> = emits.iter().map(|event| self.set[*event].wire.name.as_str()).collect();
        let rejects: Vec<&str> = rejects.iter().map(|why| self.set[*why].meta.subject.as_str()).collect();
        for (key, names) in [("x-retold-emits", emits), ("x-retold-rejects", rejects)] {
            if !names.is_empty() {
                self.last().extensions.add(key, texts(names));
            }
        }
    }

    fn query(&mut self, id: QueryId) {
        let query = &self.set[id];
        let channel = Channel { module: query.meta.module, purpose: Purpose::Queries };
        let about = About { title: query.meta.name.clone(), tag: "query", meta: &query.meta, told: None };
        let messages = every(&query.versions, |version| Message::Query(id, version));
        self.add(Action::Receive, &camel(&query.meta.subject), channel, about, messages);
        let answers = Channel { module: query.meta.module, purpose: Purpose::Answers };
        self.last().reply = Some((answers, vec![Message::Answer(id)]));
    }

    fn view(&mut self, id: ViewId) {
        let view = &self.set[id];
        let told = format!("What keeps the view `{}` up to date.", view.meta.subject);
        self.reads(&view.meta, "view", &view.from, &told);
    }

    fn process(&mut self, id: ProcessId) {
        let process = &self.set[id];
        let events: Vec<EventId> = process
            .reacts
            .iter()
            .filter_map(|reaction| match &reaction.trigger {
                Trigger::Event(event) => Some(*event),
                Trigger::Deadline(_) => None,
            })
            .collect();
        let subject = &process.meta.subject;
        self.reads(&process.meta, "process", &events, &format!("What the process `{subject}` reacts to."));
        let mut by_channel: BTreeMap<Channel, Vec<Message>> = BTreeMap::new();
        for command in process.reacts.iter().flat_map(|reaction| reaction.sends.iter().chain(&reaction.undo)) {
            let channel = Channel { module: self.set[*command].meta.module, purpose: Purpose::Commands };
            let message = Message::Command(*command, self.set[*command].versions.current());
            by_channel.entry(channel).or_default().push(message);
        }
        for (channel, messages) in by_channel {
            let title = format!("{} to {}", process.meta.name, self.channels.name(channel));
            let told = format!("What the process `{subject}` sends, also to undo what it did.");
            let about = About { title, tag: "process", meta: &process.meta, told: Some(told) };
            let name = format!("{}To{}", camel(subject), camel(self.channels.name(channel)));
            self.add(Action::Send, &name, channel, about, once(messages));
        }
    }

    /// One operation for each channel from which these events come.
    fn reads(&mut self, meta: &Meta, tag: &'static str, events: &[EventId], told: &str) {
        let mut by_channel: BTreeMap<Channel, Vec<Message>> = BTreeMap::new();
        for id in events {
            let event = &self.set[*id];
            let channel = Channel { module: event.meta.module, purpose: Purpose::Events };
            let messages = every(&event.versions, |version| Message::Event(*id, version));
            by_channel.entry(channel).or_default().extend(messages);
        }
        for (channel, messages) in by_channel {
            let title = format!("{} from {}", meta.name, self.channels.name(channel));
            let about = About { title, tag, meta, told: Some(told.to_owned()) };
            let name = format!("{}From{}", camel(&meta.subject), camel(self.channels.name(channel)));
            self.add(Action::Receive, &name, channel, about, once(messages));
        }
    }
}

/// What is said about an operation.
struct About<'a> {
    title: String,
    tag: &'static str,
    meta: &'a Meta,
    told: Option<String>,
}

impl Operation {
    /// The key of the operation.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The operation as documents describe it.
    pub(super) fn describe(&self, set: &SchemaSet, channels: &Channels) -> Object {
        let channel = |channel: Channel| Object::new().with("$ref", format!("#/channels/{}", channels.name(channel)));
        let messages = |channel: Channel, messages: &[Message]| {
            let name = channels.name(channel);
            let reference = |message: &Message| {
                Json::from(Object::new().with("$ref", format!("#/channels/{name}/messages/{}", message.key(set))))
            };
            messages.iter().map(reference).collect::<Vec<_>>()
        };
        let mut described = Object::new()
            .with("action", self.action.word())
            .with("channel", channel(self.channel))
            .with("title", &self.title);
        if !self.description.is_empty() {
            described.add("description", &self.description);
        }
        let mut tags = vec![self.tag];
        tags.extend(self.deprecated.as_ref().map(|_| "deprecated"));
        described.add("tags", super::messages::tags(tags));
        described.add("messages", messages(self.channel, &self.messages));
        if let Some((answers, replies)) = &self.reply {
            let reply = Object::new().with("channel", channel(*answers)).with("messages", messages(*answers, replies));
            described.add("reply", reply);
        }
        described.append(self.extensions.clone());
        described.add_some("x-retold-deprecated", self.deprecated.as_ref());
        described
    }
}

/// A message for each version, the current one first.
fn every<B>(versions: &Versions<B>, message: impl Fn(u32) -> Message) -> Vec<Message> {
    versions.iter().rev().map(|(version, _)| message(version)).collect()
}

/// Each once, where it first stands.
fn once(messages: Vec<Message>) -> Vec<Message> {
    let mut seen = HashSet::new();
    messages.into_iter().filter(|message| seen.insert(*message)).collect()
}

/// A name with dots as a word for a function: `shop.ItemAdded` is `ShopItemAdded`.
fn camel(name: &str) -> String {
    name.split(['.', '-', '_']).filter(|part| !part.is_empty()).map(type_name).collect()
}
