//! Messages and the schemas of what they carry, as entries of `components`. Each is printed once and put into every
//! document that reaches it.

use std::collections::HashMap;

use super::applications::{Application, by_module};
use super::channels::{harmless, paragraphs};
use super::examples::Examples;
use super::schemas::{SCHEMAS, dialect};
use crate::emit::json_schema::definitions::described;
use crate::emit::json_schema::fields::{Members, mark};
use crate::emit::json_schema::text::{Json, Object, texts};
use crate::emit::json_schema::{Builder, Part, part_name, unversioned};
use crate::emit::personal::Personal;
use crate::model::{
    Body, Builtin, CommandId, Constraints, EventId, Meta, QueryId, RejectionId, Returns, SchemaSet, Type, Versions,
    ViewCount, ViewId, ViewValue, WireNames,
};
use crate::{Compiled, ReadsAs, reads_as};

/// What travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Message {
    /// A version of an event.
    Event(EventId, u32),
    /// A version of a command.
    Command(CommandId, u32),
    /// A version of a query's parameters.
    Query(QueryId, u32),
    /// What a query answers.
    Answer(QueryId),
    /// Why a command is refused.
    Rejection(RejectionId),
}

impl Message {
    /// Its key in `components`, and in its channel. No two are equal: names of definitions have neither dots nor `_`.
    pub(super) fn key(self, set: &SchemaSet) -> String {
        match self {
            Message::Event(id, version) => format!("{}.v{version}", set[id].meta.subject),
            Message::Command(id, version) => format!("{}.v{version}", set[id].meta.subject),
            Message::Query(id, version) => format!("{}.v{version}", set[id].meta.subject),
            Message::Answer(id) => format!("{}_answer", set[id].meta.subject),
            Message::Rejection(id) => unversioned(&set[id].meta),
        }
    }
}

/// An entry of `components.schemas`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Schema {
    /// A definition that bodies hold, or a builtin.
    Part(Part),
    /// What a message carries.
    Payload(Message),
    /// What a view holds.
    View(ViewId),
    /// What stands beside the payload of events.
    EventHeaders,
    /// What stands beside the payload of commands and queries.
    RequestHeaders,
}

/// An entry as it is printed in every document that reaches it.
#[derive(Debug)]
pub(super) struct Printed {
    pub(super) key: String,
    /// Key and value, without a comma.
    pub(super) text: String,
    /// The schemas that it refers to.
    pub(super) schemas: Vec<Schema>,
}

/// Everything that was printed so far.
#[derive(Debug)]
pub(super) struct Components<'s> {
    set: &'s SchemaSet,
    reads_as: ReadsAs,
    personal: Personal,
    /// By module, the owner if there is one.
    owners: Vec<Option<String>>,
    pub(super) examples: Examples<'s>,
    messages: HashMap<Message, Printed>,
    schemas: HashMap<Schema, Printed>,
}

/// How deep the entries of `components` stand.
const DEPTH: usize = 3;

impl<'s> Components<'s> {
    pub(super) fn new(compiled: &'s Compiled, applications: &[Application]) -> Self {
        let set = &compiled.set;
        let owner = |index: usize| Some(&applications[index]).filter(|one| one.is_owner).map(|one| one.name.clone());
        Self {
            set,
            reads_as: reads_as(compiled),
            personal: Personal::new(set),
            owners: by_module(set, applications).into_iter().map(owner).collect(),
            examples: Examples::new(set),
            messages: HashMap::new(),
            schemas: HashMap::new(),
        }
    }

    /// The entry of a message.
    pub(super) fn message(&mut self, message: Message) -> &Printed {
        if !self.messages.contains_key(&message) {
            let (object, schemas) = self.describe(message);
            let printed = printed(message.key(self.set), &object, schemas);
            self.messages.insert(message, printed);
        }
        &self.messages[&message]
    }

    /// The entry of a schema.
    pub(super) fn schema(&mut self, schema: Schema) -> &Printed {
        if !self.schemas.contains_key(&schema) {
            let mut built = Built::new(self.set);
            let (key, object) = built.schema(schema);
            let printed = printed(key, &object, built.referred());
            self.schemas.insert(schema, printed);
        }
        &self.schemas[&schema]
    }

    fn describe(&mut self, message: Message) -> (Object, Vec<Schema>) {
        let set = self.set;
        match message {
            Message::Event(id, version) => {
                let event = &set[id];
                let reads_as = self.reads_as.event(id);
                self.versioned(message, "event", (&event.meta, &event.wire, &event.versions), version, reads_as)
            }
            Message::Command(id, version) => {
                let command = &set[id];
                let reads_as = self.reads_as.command(id);
                self.versioned(message, "command", (&command.meta, &command.wire, &command.versions), version, reads_as)
            }
            Message::Query(id, version) => {
                let query = &set[id];
                let reads_as = self.reads_as.query(id);
                self.versioned(message, "query", (&query.meta, &query.wire, &query.versions), version, reads_as)
            }
            Message::Answer(id) => {
                let query = &set[id];
                let told = format!("What `{}` answers.", query.meta.subject);
                let personal = returns_personal(set, &self.personal, &query.returns);
                let examples = self.examples.returns(&query.returns);
                let title = format!("Answer to {}", query.meta.name);
                let named = (query.meta.subject.as_str(), title);
                self.unversioned(message, "answer", named, &query.meta, told, personal, examples)
            }
            Message::Rejection(id) => {
                let rejection = &set[id];
                let told =
                    paragraphs([rejection.meta.doc.as_deref().map(harmless), Some(harmless(&rejection.message))]);
                let personal = self.personal.is_in_fields(&rejection.fields);
                let examples = self.examples.fields(&rejection.fields);
                let named = (rejection.meta.subject.as_str(), rejection.meta.name.clone());
                self.unversioned(message, "rejection", named, &rejection.meta, told, personal, examples)
            }
        }
    }

    fn versioned(
        &mut self,
        message: Message,
        tag: &'static str,
        (meta, wire, versions): (&Meta, &WireNames, &'s Versions<Body>),
        version: u32,
        reads_as: u32,
    ) -> (Object, Vec<Schema>) {
        let current = versions.current();
        let is_current = version == current;
        let body = versions.at(version).unwrap_or_else(|| versions.current_body());
        let headers = if tag == "event" { Schema::EventHeaders } else { Schema::RequestHeaders };
        let earlier = (!is_current)
            .then(|| format!("An earlier version: it may have been written, and is read as version {current}."));
        let note = body.note.as_deref().map(harmless);
        let mut described = Object::new().with("name", &wire.name).with("title", format!("{} v{version}", meta.name));
        let description = paragraphs([meta.doc.as_deref().map(harmless), note, earlier]);
        if !description.is_empty() {
            described.add("description", description);
        }
        let personal = self.personal.is_in_body(body);
        described.add("tags", tags(labels(tag, Some(is_current), meta, personal)));
        let beside = Object::new()
            .with("type", Object::new().with("const", &wire.name))
            .with("version", Object::new().with("const", u64::from(version)));
        let beside = if is_current && reads_as < version {
            beside.with("reads_as", Object::new().with("const", u64::from(reads_as)))
        } else {
            beside
        };
        let shared = Object::new().with("$ref", format!("{SCHEMAS}{}", headers_key(headers)));
        let held = Object::new()
            .with("type", "object")
            .with("required", texts(["type", "version"]))
            .with("properties", beside)
            .with("allOf", vec![Json::from(shared)]);
        described.add("headers", held);
        described.add("payload", reference(self.set, Schema::Payload(message)));
        let correlation = Object::new().with("$ref", "#/components/correlationIds/correlation");
        described.add("correlationId", correlation);
        add_examples(&mut described, self.examples.body(body));
        described.add("x-retold-version", u64::from(version));
        described.add("x-retold-current", u64::from(current));
        if is_current && reads_as < version {
            described.add("x-retold-reads-as", u64::from(reads_as));
        }
        if !wire.aliases.is_empty() {
            described.add("x-retold-aliases", texts(wire.aliases.iter().map(String::as_str)));
        }
        self.mark(&mut described, meta, personal);
        (described, vec![Schema::Payload(message), headers])
    }

    #[allow(clippy::too_many_arguments)]
    fn unversioned(
        &self,
        message: Message,
        tag: &'static str,
        (name, title): (&str, String),
        meta: &Meta,
        told: String,
        personal: bool,
        examples: Vec<Json>,
    ) -> (Object, Vec<Schema>) {
        let mut described = Object::new().with("name", name).with("title", title).with("description", told);
        described.add("tags", tags(labels(tag, None, meta, personal)));
        described.add("payload", reference(self.set, Schema::Payload(message)));
        add_examples(&mut described, examples);
        self.mark(&mut described, meta, personal);
        (described, vec![Schema::Payload(message)])
    }

    fn mark(&self, described: &mut Object, meta: &Meta, personal: bool) {
        described.add_some("x-retold-owner", self.owners[meta.module.index()].as_ref());
        if personal {
            described.add("x-retold-pii", true);
        }
        described.add_some("x-retold-deprecated", meta.deprecated.as_ref());
    }
}

fn printed(key: String, object: &Object, schemas: Vec<Schema>) -> Printed {
    let mut text = "  ".repeat(DEPTH);
    crate::emit::json_schema::text::print_text(&key, &mut text);
    text.push_str(": ");
    object.print(DEPTH, &mut text);
    Printed { key, text, schemas }
}

fn add_examples(described: &mut Object, examples: Vec<Json>) {
    if !examples.is_empty() {
        described.add("examples", examples);
    }
}

fn labels(tag: &'static str, is_current: Option<bool>, meta: &Meta, personal: bool) -> Vec<&'static str> {
    let mut labels = vec![tag];
    labels.extend(is_current.map(|is_current| if is_current { "current" } else { "earlier" }));
    labels.extend(personal.then_some("personal data"));
    labels.extend(meta.deprecated.as_ref().map(|_| "deprecated"));
    labels
}

/// Tags of anything.
pub(super) fn tags(names: impl IntoIterator<Item = &'static str>) -> Vec<Json> {
    names.into_iter().map(|name| Object::new().with("name", name).into()).collect()
}

fn returns_personal(set: &SchemaSet, personal: &Personal, returns: &Returns) -> bool {
    match returns {
        Returns::Type(ty) => personal.is_in_type(ty),
        Returns::View { view, .. } => personal.is_in_view(&set[*view].value),
    }
}

fn headers_key(headers: Schema) -> &'static str {
    match headers {
        Schema::RequestHeaders => "_request_headers",
        Schema::EventHeaders | Schema::Part(_) | Schema::Payload(_) | Schema::View(_) => "_event_headers",
    }
}

/// The key of a schema in `components`. Names of definitions start with a letter and end without `_` or a version.
fn key(set: &SchemaSet, schema: Schema) -> String {
    match schema {
        Schema::Part(part) => part_name(set, part),
        Schema::Payload(message) => message.key(set),
        Schema::View(id) => unversioned(&set[id].meta),
        Schema::EventHeaders | Schema::RequestHeaders => headers_key(schema).to_owned(),
    }
}

fn reference(set: &SchemaSet, schema: Schema) -> Object {
    Object::new().with("$ref", format!("{SCHEMAS}{}", key(set, schema)))
}

/// A schema in the making.
struct Built<'s> {
    set: &'s SchemaSet,
    builder: Builder<'s>,
    views: Vec<ViewId>,
}

impl<'s> Built<'s> {
    fn new(set: &'s SchemaSet) -> Self {
        Self { set, builder: Builder::new(set), views: Vec::new() }
    }

    /// What was referred to.
    fn referred(self) -> Vec<Schema> {
        let parts = self.builder.parts.into_iter().map(Schema::Part);
        parts.chain(self.views.into_iter().map(Schema::View)).collect()
    }

    fn schema(&mut self, schema: Schema) -> (String, Object) {
        let object = match schema {
            Schema::Part(part) => self.builder.part(part),
            Schema::Payload(message) => self.payload(message),
            Schema::View(id) => {
                let view = &self.set[id];
                let mut object = described(&view.meta.subject, None, view.meta.doc.as_deref(), None);
                object.append(self.view_value(&view.value));
                mark(&mut object, view.meta.deprecated.as_deref(), false, None);
                object
            }
            Schema::EventHeaders => self.headers(true),
            Schema::RequestHeaders => self.headers(false),
        };
        (key(self.set, schema), dialect(object))
    }

    fn payload(&mut self, message: Message) -> Object {
        let set = self.set;
        match message {
            Message::Event(id, version) => self.body(&set[id].wire.name, version, set[id].versions.at(version)),
            Message::Command(id, version) => self.body(&set[id].wire.name, version, set[id].versions.at(version)),
            Message::Query(id, version) => self.body(&set[id].wire.name, version, set[id].versions.at(version)),
            Message::Answer(id) => self.returns(&set[id].returns),
            Message::Rejection(id) => {
                let mut object = Object::new().with("title", &set[id].meta.subject);
                object.append(self.fields(&set[id].fields));
                object
            }
        }
    }

    fn body(&mut self, name: &str, version: u32, body: Option<&'s Body>) -> Object {
        let mut object = Object::new().with("title", format!("{name} v{version}"));
        if let Some(body) = body {
            self.builder.body(body, &mut object);
        }
        object
    }

    fn fields(&mut self, fields: &'s [crate::model::Field]) -> Object {
        let mut object = Object::new().with("type", "object");
        let mut members = Members::default();
        self.builder.fields(fields, &mut members);
        members.finish(&mut object);
        object
    }

    fn view_value(&mut self, value: &'s ViewValue) -> Object {
        match value {
            ViewValue::Type(ty) => self.builder.ty(ty, Constraints::NONE),
            ViewValue::Fields(fields) => self.fields(fields),
        }
    }

    fn returns(&mut self, returns: &'s Returns) -> Object {
        match returns {
            Returns::Type(ty) => self.builder.ty(ty, Constraints::NONE),
            Returns::View { view, count } => {
                self.views.push(*view);
                let entry = Object::new().with("$ref", format!("#/$defs/{}", key(self.set, Schema::View(*view))));
                match count {
                    ViewCount::One => entry,
                    ViewCount::Optional => {
                        let none = Object::new().with("type", "null");
                        Object::new().with("anyOf", vec![Json::from(entry), none.into()])
                    }
                    ViewCount::List => Object::new().with("type", "array").with("items", entry),
                }
            }
        }
    }

    /// What stands beside a payload.
    fn headers(&mut self, is_event: bool) -> Object {
        let text = |about: &str| Object::new().with("type", "string").with("description", about);
        let number = |about: &str| {
            Object::new().with("type", "integer").with("minimum", Json::from(1_u64)).with("description", about)
        };
        let mut builtin = |builtin: Builtin, about: &str| {
            let ty = Type::Builtin(builtin);
            let mut schema = self.builder.ty(&ty, Constraints::NONE);
            schema.add("description", about.to_owned());
            schema
        };
        let mut properties = Object::new()
            .with("type", text("The name on the wire."))
            .with("version", number("The version of the payload."))
            .with("reads_as", number("The lowest version whose readers read this payload, to the same meaning."));
        if is_event {
            properties.add("id", builtin(Builtin::Uuid, "The id of the event."));
            properties.add("stream", text("The stream that it is recorded in."));
            properties.add("time", builtin(Builtin::Timestamp, "When it was recorded."));
        } else {
            properties.add("id", builtin(Builtin::Uuid, "The id of the command; the same one has its effect once."));
        }
        properties.add("correlation", builtin(Builtin::Uuid, "What everything of one undertaking shares."));
        properties.add("causation", builtin(Builtin::Uuid, "The id of what this answers."));
        if is_event {
            properties.add("command", builtin(Builtin::Uuid, "The id of the command that led to it."));
        }
        properties.add("actor", text("Who asked for it."));
        properties.add("traceparent", text("The W3C trace context."));
        Object::new().with("type", "object").with("properties", properties)
    }
}
