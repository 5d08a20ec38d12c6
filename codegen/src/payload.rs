//! Recorded payloads beside the schemas: which version of which event a payload is, and whether that version reads it.
//!
//! Most payloads fit, so each is first walked as text, without building a value; only what the walk is not sure about
//! is read again by [`crate::value`], which decides and finds the words. The walk also sees what a value has
//! lost: keys that stand there twice.

mod known;
mod node;
mod shapes;
mod walk;

use std::collections::HashMap;

use serde_json::value::RawValue;

use crate::model::{EventId, SchemaSet};
use crate::suggest::nearest;
use crate::value::{self, Misfit};
use node::Object;
use shapes::Shapes;

/// Every version of every event of a schema set, ready to check payloads.
///
/// ```
/// use retold_codegen::payload::Payloads;
/// use retold_codegen::source::{SourceFile, Sources};
///
/// let text = "context: shop\nevents:\n  Opened:\n    aliases: [shop.Begun]\n    v1: { by: string }\n";
/// let sources = Sources::new(vec![SourceFile { path: "a.yaml".into(), shown: "a.yaml".into(), text: text.into() }]);
/// let compiled = retold_codegen::compile(&sources).compiled.expect("no problem");
/// let payloads = Payloads::new(&compiled.set);
/// let body = payloads.find("shop.Begun", 1, None).expect("an alias");
/// let misfits = payloads.check(body, serde_json::from_str("{\"by\":7}")?).expect_err("not a string");
/// assert_eq!(misfits[0].to_string(), "`$.by`: expected a string, found `7`");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug)]
pub struct Payloads<'s> {
    set: &'s SchemaSet,
    events: HashMap<&'s str, EventId>,
    /// The shapes of the bodies of each event, the oldest first.
    bodies: Vec<Vec<Object>>,
    shapes: Shapes,
}

/// One version of one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BodyId {
    /// The event.
    pub event: EventId,
    /// The version whose body reads the payload.
    pub version: u32,
}

/// Why there is no body for a recorded event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoBody<'s> {
    /// No event has the name.
    Name {
        /// The nearest name that an event has.
        nearest: Option<&'s str>,
        /// Whether a command has it.
        is_command: bool,
    },
    /// The event has other versions.
    Version {
        /// The oldest that is left; those before it are retired.
        oldest: u32,
        /// The current one.
        current: u32,
    },
}

impl<'s> Payloads<'s> {
    /// Those of a schema set.
    #[must_use]
    pub fn new(set: &'s SchemaSet) -> Self {
        let mut shapes = Shapes::default();
        let mut events = HashMap::new();
        let mut bodies = Vec::new();
        for (index, event) in set.events.iter().enumerate() {
            for name in std::iter::once(&event.wire.name).chain(&event.wire.aliases) {
                events.entry(name.as_str()).or_insert(EventId::from_index(index));
            }
            bodies.push(event.versions.iter().map(|(_, body)| shapes.body(set, body)).collect());
        }
        shapes.complete(set);
        Self { set, events, bodies, shapes }
    }

    /// The body that reads an event recorded under this name and version. A version newer than all is read by the
    /// current one where `reads_as` says that it can.
    ///
    /// # Errors
    /// When no event has the name, or it has no such version.
    pub fn find(&self, name: &str, version: u32, reads_as: Option<u32>) -> Result<BodyId, NoBody<'s>> {
        let event = self.event(name)?;
        let versions = &self.set[event].versions;
        let (oldest, current) = (versions.first(), versions.current());
        if (oldest..=current).contains(&version) {
            return Ok(BodyId { event, version });
        }
        match reads_as {
            Some(reads_as) if version > current && (1..=current).contains(&reads_as) => {
                Ok(BodyId { event, version: current })
            }
            _ => Err(NoBody::Version { oldest, current }),
        }
    }

    /// The event that has this name, or had it earlier.
    ///
    /// # Errors
    /// When no event has.
    pub fn event(&self, name: &str) -> Result<EventId, NoBody<'s>> {
        self.events.get(name).copied().ok_or_else(|| self.no_name(name))
    }

    #[cold]
    fn no_name(&self, name: &str) -> NoBody<'s> {
        let set = self.set;
        let names = set.events.iter().flat_map(|event| std::iter::once(&event.wire.name).chain(&event.wire.aliases));
        let is_command = set
            .commands
            .iter()
            .any(|command| command.wire.name == name || command.wire.aliases.iter().any(|alias| alias == name));
        NoBody::Name { nearest: nearest(name, names.map(String::as_str)), is_command }
    }

    /// Whether a body reads a payload.
    ///
    /// # Errors
    /// The places that do not fit; never empty.
    pub fn check(&self, id: BodyId, payload: &RawValue) -> Result<(), Vec<Misfit>> {
        let versions = &self.set[id.event].versions;
        let shape = id.version.checked_sub(versions.first());
        let shape = shape.and_then(|index| self.bodies[id.event.index()].get(index as usize));
        let Some((shape, body)) = shape.zip(versions.at(id.version)) else { return Ok(()) };
        let twice = match walk::body(&self.shapes, shape, payload.get()) {
            walk::Walked::Fits => return Ok(()),
            walk::Walked::Unsure => None,
            walk::Walked::Twice(misfit) => Some(misfit),
        };
        let looked = known::look(&self.shapes, shape, payload.get());
        let value = serde_json::from_str(payload.get())
            .or_else(|error| looked.known.and_then(|known| serde_json::from_str(&known).ok()).ok_or(error));
        match (value.map(|value| value::check_body(self.set, body, &value)), twice.or(looked.wrong)) {
            (Ok(Ok(())), None) => Ok(()),
            (Ok(Ok(())), Some(twice)) => Err(vec![twice]),
            (Ok(Err(misfits)), _) => Err(misfits),
            (Err(error), _) => Err(vec![Misfit { path: "$".to_owned(), message: unreadable(&error) }]),
        }
    }
}

/// Valid JSON that still cannot be held: too deep, a number out of range, half of a surrogate pair.
fn unreadable(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let end = message.rfind(" at line ").unwrap_or(message.len());
    format!("cannot be read: {} at byte {}", &message[..end], error.column())
}

#[cfg(test)]
mod tests;
