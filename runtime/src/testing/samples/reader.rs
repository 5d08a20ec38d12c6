//! What one payload is today, by the set or the type that reads it.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_core::Serialize;

use crate::command::CommandSet;
use crate::decode_error::DecodeError;
use crate::encoded::{Encoded, encode};
use crate::event::{Event, EventSet};
use crate::query::{Query, QuerySet, read_with, write_with};
use crate::read::{Request, resolved};
use crate::recorded::Recorded;
use crate::versioned::{Kind, Versioned};
use crate::wire::CodecWrite;

/// What has samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Event,
    Command,
    Query,
    /// What a query answers.
    Answer,
    /// An entry of a view.
    View,
}

impl What {
    /// The key in the files that names it.
    pub(super) fn key(self) -> &'static str {
        match self {
            What::Event => "event",
            What::Command => "command",
            What::Query => "query",
            What::Answer => "answer",
            What::View => "view",
        }
    }

    /// Whether it has versions.
    pub(super) fn has_versions(self) -> bool {
        match self {
            What::Event | What::Command | What::Query => true,
            What::Answer | What::View => false,
        }
    }
}

/// Why a sample has no payload today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// A step said no, or made what cannot be written: a result like any other.
    Step(String),
    /// The type does not read it, or a function panicked: wrong, whatever is committed.
    Wrong(String),
}

impl From<DecodeError> for Refused {
    fn from(error: DecodeError) -> Self {
        if error.is_upcast() { Self::Step(error.to_string()) } else { Self::Wrong(error.to_string()) }
    }
}

/// What a payload is today: none, one or many, each as it is written.
pub(super) type Today = Result<Vec<Encoded>, Refused>;

/// How payloads of one name are read.
#[derive(Clone, Copy)]
pub(super) struct Reader {
    pub(super) what: What,
    pub(super) kind: Kind,
    /// The version that is written today; none where it has become other events.
    pub(super) today: Option<u32>,
    read: fn(Recorded<'_>) -> Today,
}

impl fmt::Debug for Reader {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Reader").field(&self.what).field(&self.kind).finish()
    }
}

/// The names of one type.
struct Only<T>(T);

impl<T: Versioned> Only<T> {
    const KINDS: &'static [Kind] = &[Kind::of::<T>()];
}

fn one<T: Versioned>(recorded: &Recorded<'_>) -> Result<T, DecodeError> {
    let json = recorded.payload.text().map_err(|error| DecodeError::not_utf8(recorded, error))?;
    let request = Request { name: recorded.name, version: recorded.version, reads_as: recorded.reads_as, json };
    resolved(&request).map_err(|error| DecodeError::new(recorded, json, error, &[Only::<T>::KINDS]))
}

fn written(encoded: Result<Encoded, crate::EncodeError>) -> Result<Encoded, Refused> {
    encoded.map_err(|error| Refused::Step(error.to_string()))
}

impl Reader {
    pub(super) fn of_events<Set: EventSet>(kind: &Kind, today: Option<u32>) -> Self {
        let read = |recorded: Recorded<'_>| Set::decode(recorded)?.map(|event| written(event.encode())).collect();
        Self { what: What::Event, kind: *kind, today, read }
    }

    pub(super) fn of_commands<Set: CommandSet>(kind: &Kind) -> Self {
        let read = |sent: Recorded<'_>| Ok(vec![written(Set::decode(sent)?.encode())?]);
        Self { what: What::Command, kind: *kind, today: Some(kind.version), read }
    }

    pub(super) fn of_queries<Set: QuerySet>(kind: &Kind) -> Self {
        let read = |sent: Recorded<'_>| Ok(vec![written(Set::decode(sent)?.encode())?]);
        Self { what: What::Query, kind: *kind, today: Some(kind.version), read }
    }

    pub(super) fn of_answers<Q: Query>() -> Self {
        let read = |got: Recorded<'_>| {
            let answer = Q::decode_answer(got.payload)?;
            let payload = Q::encode_answer(&answer).map_err(|error| Refused::Step(error.to_string()))?;
            let Kind { name, version, reads_as, .. } = Kind::of::<Q>();
            Ok(vec![Encoded { name, version, reads_as, payload }])
        };
        Self { what: What::Answer, kind: Kind::of::<Q>(), today: Some(Q::VERSION), read }
    }

    pub(super) fn of_entries<T, C: CodecWrite<T>>(name: &'static str) -> Self {
        let read = |entry: Recorded<'_>| {
            let json = entry.payload.text().map_err(|error| DecodeError::not_utf8(&entry, error))?;
            let value = read_with::<T, C>(json).map_err(|error| DecodeError::new(&entry, json, error, &[]))?;
            let payload = write_with::<T, C>(&value).map_err(|error| Refused::Step(error.to_string()))?;
            // A function without captures does not know the name; its caller does.
            Ok(vec![Encoded { name: "", version: 1, reads_as: 1, payload }])
        };
        let kind = Kind { name, aliases: &[], oldest: 1, version: 1, reads_as: 1 };
        Self { what: What::View, kind, today: Some(1), read }
    }

    pub(super) fn of_one<T: Versioned + Serialize>(what: What) -> Self {
        let read = |recorded: Recorded<'_>| Ok(vec![written(encode(&one::<T>(&recorded)?, &Kind::of::<T>()))?]);
        Self { what, kind: Kind::of::<T>(), today: Some(T::VERSION), read }
    }

    pub(super) fn of_dropped<E: Event>() -> Self {
        let read = |recorded: Recorded<'_>| one::<E>(&recorded).map(|_| Vec::new()).map_err(Refused::from);
        Self { what: What::Event, kind: Kind::of::<E>(), today: None, read }
    }

    /// What a payload is today. What was written must be read as itself, and an earlier name must change nothing.
    pub(super) fn read(&self, version: u32, json: &str) -> Today {
        let name = self.kind.name;
        let today = self.guarded(Recorded::new(name, version, json))?;
        for alias in self.kind.aliases {
            let same = self.guarded(Recorded::new(alias, version, json));
            if same.as_ref() != Ok(&today) {
                return Err(Refused::Wrong(format!("under its earlier name `{alias}` it is read as something else")));
            }
        }
        for encoded in &today {
            let Encoded { name, version, reads_as, payload } = encoded;
            let again = self.guarded(Recorded::new(name, *version, payload.as_slice()).reads_as(*reads_as));
            match again {
                Ok(again) if again.as_slice() == std::slice::from_ref(encoded) => {}
                Ok(_) => {
                    let shown = String::from_utf8_lossy(payload);
                    return Err(Refused::Wrong(format!(
                        "it was written as `{name}` v{version} {shown}, which reads as something else"
                    )));
                }
                Err(Refused::Step(error) | Refused::Wrong(error)) => {
                    return Err(Refused::Wrong(format!(
                        "it was written as `{name}` v{version}, which cannot be read: {error}"
                    )));
                }
            }
        }
        Ok(today)
    }

    fn guarded(&self, recorded: Recorded<'_>) -> Today {
        let read = || {
            let mut today = (self.read)(recorded)?;
            if self.what == What::View {
                today.iter_mut().for_each(|entry| entry.name = self.kind.name);
            }
            Ok(today)
        };
        catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
            let (name, version) = (recorded.name, recorded.version);
            Err(Refused::Wrong(format!(
                "`{name}` v{version}: a function of this program panicked; one that can fail returns a `Result`"
            )))
        })
    }
}
