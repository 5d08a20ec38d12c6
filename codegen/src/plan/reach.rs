//! How far a recorded event gets without its program: the derived steps are taken one by one, up to the current version
//! or to the first function that a person wrote.

use std::fmt;

use serde_json::value::RawValue;

use super::Plans;
use super::apply::{NeedsFunction, Steps};
use crate::model::{Definition, EventId, FunctionPath, SchemaSet};

/// Where the steps lead that need no function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The version that was reached.
    pub version: u32,
    /// The payload of that version, as JSON; none where it is still the one that was recorded.
    pub payload: Option<String>,
    /// Why it ends there.
    pub end: End,
}

/// Why no further step was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// The version is the current one.
    Current,
    /// The data is dropped from replay: `becomes: []`.
    Dropped,
    /// A function is next, which runs in the user's program.
    Function(NextFunction),
}

/// The function that is next.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NextFunction {
    /// It makes a version of a definition, the event itself or something in it.
    Step {
        /// Its path.
        path: String,
        /// The definition.
        subject: String,
        /// The version.
        version: u32,
    },
    /// It makes the events that the data became.
    Becomes {
        /// Its path.
        path: String,
    },
}

impl NextFunction {
    /// Its path.
    #[must_use]
    pub fn path(&self) -> &str {
        match self {
            NextFunction::Step { path, .. } | NextFunction::Becomes { path } => path,
        }
    }

    fn of_step(needs: NeedsFunction) -> Self {
        let path = needs.function.map_or_else(String::new, |function| function.path);
        NextFunction::Step { path, subject: needs.subject, version: needs.version }
    }

    fn of_becomes(function: Option<&FunctionPath>) -> Self {
        NextFunction::Becomes { path: function.map_or_else(String::new, |function| function.path.clone()) }
    }
}

impl fmt::Display for NextFunction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NextFunction::Step { path, subject, version } => {
                write!(formatter, "`{path}` makes v{version} of `{subject}`")
            }
            NextFunction::Becomes { path } => write!(formatter, "`{path}` makes the events that it became"),
        }
    }
}

/// Takes a payload that a body of the event reads as far as derived steps lead. What is written is always what the
/// version that was reached writes.
#[must_use]
pub fn reach(set: &SchemaSet, plans: &Plans, event: EventId, version: u32, payload: &RawValue) -> Reached {
    let definition = &set[event];
    let becomes = definition.becomes.as_ref().filter(|becomes| version <= becomes.up_to);
    if becomes.is_some_and(|becomes| becomes.into.is_empty()) {
        return Reached { version, payload: None, end: End::Dropped };
    }
    let last = becomes.map_or(definition.versions.current(), |becomes| becomes.up_to);
    let steps = Steps::new(set, plans);
    let mut reached = Reached { version, payload: None, end: End::Current };
    while reached.version < last {
        let before = reached.payload.as_deref().unwrap_or_else(|| payload.get());
        match steps.step(Definition::Event(event), reached.version + 1, before) {
            Ok(made) => {
                reached.payload = Some(made);
                reached.version += 1;
            }
            Err(needs) => {
                reached.end = End::Function(NextFunction::of_step(needs));
                return reached;
            }
        }
    }
    if let Some(becomes) = becomes {
        reached.end = End::Function(NextFunction::of_becomes(becomes.function.as_ref()));
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile;
    use crate::source::{SourceFile, Sources};

    #[test]
    fn derived_steps_lead_to_the_first_function() {
        let text = r#"
aggregate: Cart
id: string
events:
  Counted:
    v1: { a: u8 }
    v2: { a: u16 }
    v3: { b: { type: u8, with: "crate::half" } }
    v4: { b: u16 }
  Split:
    becomes: { v2: [Counted], with: "crate::split" }
    v1: { a: u8 }
    v2: { a: u16 }
    v3: { c: u8 }
  Gone:
    becomes: []
    v1: { a: u8 }
    v2: { b: { type: u8, with: "crate::never" } }
"#;
        let file = SourceFile { path: "a.yaml".into(), shown: "a.yaml".into(), text: text.into() };
        let compiled = compile(&Sources::new(vec![file])).compiled.expect("no problem");
        let reached = |event, version, payload: &str| {
            let payload = serde_json::from_str(payload).expect("JSON");
            let reached = reach(&compiled.set, &compiled.plans, EventId::from_index(event), version, payload);
            let end = match reached.end {
                End::Current => "current".to_owned(),
                End::Dropped => "dropped".to_owned(),
                End::Function(function) => function.to_string(),
            };
            format!("v{} {} {end}", reached.version, reached.payload.as_deref().unwrap_or("as it was"))
        };
        assert_eq!(reached(0, 1, r#"{"a":1,"x":2}"#), r#"v2 {"a":1} `crate::half` makes v3 of `Counted`"#);
        assert_eq!(reached(0, 2, r#"{"a":1}"#), "v2 as it was `crate::half` makes v3 of `Counted`");
        assert_eq!(reached(0, 3, r#"{"b":1}"#), r#"v4 {"b":1} current"#);
        assert_eq!(reached(0, 4, r#"{"b":1}"#), "v4 as it was current");
        assert_eq!(reached(1, 1, r#"{"a":1}"#), r#"v2 {"a":1} `crate::split` makes the events that it became"#);
        assert_eq!(reached(1, 3, r#"{"c":1}"#), "v3 as it was current");
        assert_eq!(reached(2, 1, r#"{"a":1}"#), "v1 as it was dropped");
    }
}
