//! What a command leads to, as far as its schema alone decides it: the one event that it emits, made of its own fields
//! and of the time.

use serde_json::{Map, Value};

use crate::emit::rust::names;
use crate::model::{Body, Builtin, Command, Event, EventId, Field, SchemaSet, Type};
use crate::value;

/// The event, and where its fields come from.
pub(super) struct Decided<'s> {
    pub(super) event: &'s Event,
    fields: Vec<(&'s Field, Source<'s>)>,
}

enum Source<'s> {
    /// A field of the command.
    Command(&'s Field),
    /// When the command is decided.
    Time,
}

/// What a command leads to; `None` where a person has to say.
pub(super) fn decided<'s>(set: &'s SchemaSet, command: &'s Command) -> Option<Decided<'s>> {
    let [event] = command.emits.as_slice() else { return None };
    let event = &set[EventId::clone(event)];
    let (given, wanted) = (command.versions.current_body(), event.versions.current_body());
    let mut timed = false;
    let source = |field: &'s Field| {
        if let Some(from) = given.fields.iter().find(|from| from.rust_name == field.rust_name) {
            return (from.ty == field.ty).then_some((field, Source::Command(from)));
        }
        // One time there may be; which of two is now is for a person to say.
        let is_time = field.ty == Type::Builtin(Builtin::Timestamp) && !std::mem::replace(&mut timed, true);
        is_time.then_some((field, Source::Time))
    };
    let fields = wanted.fields.iter().map(source).collect::<Option<Vec<_>>>()?;
    Some(Decided { event, fields })
}

impl Decided<'_> {
    /// `field: command.field` for each field of the event.
    pub(super) fn fields(&self) -> Vec<String> {
        let value = |source: &Source<'_>| match source {
            Source::Command(from) => format!("command.{}", names::identifier(&from.rust_name)),
            Source::Time => "cx.time".to_owned(),
        };
        self.fields
            .iter()
            .map(|(field, source)| format!("{}: {}", names::identifier(&field.rust_name), value(source)))
            .collect()
    }

    pub(super) fn uses_command(&self) -> bool {
        self.fields.iter().any(|(_, source)| matches!(source, Source::Command(_)))
    }

    pub(super) fn uses_time(&self) -> bool {
        self.fields.iter().any(|(_, source)| matches!(source, Source::Time))
    }

    /// The payload of the event that a payload of the command leads to in a test; `None` if the event's type would not
    /// read it.
    pub(super) fn payload(&self, set: &SchemaSet, command: &Value) -> Option<Value> {
        let body: &Body = self.event.versions.current_body();
        let mut payload = Map::new();
        if let Some(tag) = &body.tag {
            payload.insert(tag.key.clone(), tag.value.clone().into());
        }
        for (field, source) in &self.fields {
            let value = match source {
                Source::Command(from) => command.get(&from.wire_name).cloned(),
                // The time of a test that says none.
                Source::Time => Some("1970-01-01T00:00:00Z".into()),
            };
            if let Some(value) = value {
                payload.insert(field.wire_name.clone(), value);
            }
        }
        let payload = Value::Object(payload);
        value::check_body(set, body, &payload).is_ok().then_some(payload)
    }
}
