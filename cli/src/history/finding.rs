//! One event, or one line that is none, that is not as the schemas say.

use std::fmt;

use retold::Recorded;
use retold::recording::{Found, NoEvent};
use retold_codegen::payload::{BodyId, NoBody, Payloads};
use retold_codegen::value::Misfit;

use anstyle::Style;

use crate::shown;

const PLACE: Style = Style::new().bold();

/// The most places of one event that are shown.
const PLACES: usize = 5;

/// The most characters of a name or stream from outside that are shown.
const LENGTH: usize = 200;

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    /// The line in its file, or 0 in a store.
    pub(crate) line: u64,
    /// The event, if the line is one.
    pub(crate) event: Option<EventOf>,
    pub(crate) problem: Problem,
}

/// Which event it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EventOf {
    pub(crate) name: String,
    pub(crate) version: u32,
    pub(crate) stream: Option<String>,
    pub(crate) position: Option<u64>,
}

impl EventOf {
    pub(crate) fn of(recorded: &Recorded<'_>) -> Self {
        Self {
            name: cut(recorded.name),
            version: recorded.version,
            stream: recorded.stream.map(cut),
            position: recorded.position,
        }
    }
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// The line is no recorded event.
    NoEvent(String),
    /// No event has the name.
    UnknownName(String),
    /// The event has other versions.
    UnknownVersion(String),
    /// The payload is not what its version reads.
    Payload(Vec<Misfit>),
    /// What stands beside the payload cannot be read.
    Beside(String),
}

impl Problem {
    /// The name of the kind, for programs.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Problem::NoEvent(_) => "no-event",
            Problem::UnknownName(_) => "unknown-name",
            Problem::UnknownVersion(_) => "unknown-version",
            Problem::Payload(_) => "payload",
            Problem::Beside(_) => "metadata",
        }
    }
}

impl Finding {
    /// A line that is no recorded event.
    pub(crate) fn no_event(none: &NoEvent<'_>) -> Self {
        Self { line: none.line(), event: None, problem: Problem::NoEvent(none.error().reason().to_string()) }
    }

    /// Whether the schemas have the name and the version.
    pub(crate) fn is_known(&self) -> bool {
        match self.problem {
            Problem::NoEvent(_) | Problem::UnknownName(_) | Problem::UnknownVersion(_) => false,
            Problem::Payload(_) | Problem::Beside(_) => true,
        }
    }

    /// Where it was found: the line of a file, or the position in a store and the stream.
    pub(crate) fn place(&self, history: &str) -> String {
        match &self.event {
            Some(EventOf { stream: Some(stream), position: Some(position), .. }) if self.line == 0 => {
                format!("{history}:{position}: {}", shown::escaped(stream))
            }
            _ => format!("{history}:{}", self.line),
        }
    }

    /// What people read, a line for each place, the place in the history first.
    pub(crate) fn told(&self, history: &str) -> String {
        let place = self.place(history);
        self.lines().iter().map(|line| format!("{PLACE}{place}{PLACE:#}: {line}\n")).collect()
    }

    /// The lines that people read, without the file.
    pub(crate) fn lines(&self) -> Vec<String> {
        let event = self.event.as_ref().map(|event| format!("{} v{}: ", shown::escaped(&event.name), event.version));
        let event = event.unwrap_or_default();
        match &self.problem {
            Problem::NoEvent(message)
            | Problem::UnknownName(message)
            | Problem::UnknownVersion(message)
            | Problem::Beside(message) => vec![format!("{event}{}", shown::escaped(message))],
            Problem::Payload(misfits) => {
                let shown = misfits.iter().take(PLACES);
                let mut lines: Vec<String> =
                    shown.map(|misfit| format!("{event}{}", shown::escaped(&misfit.to_string()))).collect();
                if misfits.len() > PLACES {
                    lines.push(format!("{event}and {} more places", misfits.len() - PLACES));
                }
                lines
            }
        }
    }
}

/// The body that reads an event, or what is wrong with it.
pub(crate) fn judge(payloads: &Payloads<'_>, found: &Found<'_>) -> Result<BodyId, Finding> {
    let recorded = found.recorded();
    let problem = match payloads.find(recorded.name, recorded.version, recorded.reads_as) {
        Ok(body) => match misfit(payloads, body, found) {
            None => return Ok(body),
            Some(problem) => problem,
        },
        Err(none @ NoBody::Name { .. }) => Problem::UnknownName(unknown(&none, &recorded)),
        Err(none @ NoBody::Version { .. }) => Problem::UnknownVersion(unknown(&none, &recorded)),
    };
    Err(Finding { line: found.line().unwrap_or(0), event: Some(EventOf::of(&recorded)), problem })
}

/// What is wrong with an event whose name and version are known.
fn misfit(payloads: &Payloads<'_>, body: BodyId, found: &Found<'_>) -> Option<Problem> {
    let misfits = match found.data() {
        Ok(data) => payloads.check(body, data).err(),
        Err(error) => {
            let message = format!("the payload is not JSON: {error}");
            Some(vec![Misfit { path: "$".to_owned(), message }])
        }
    };
    misfits.map(Problem::Payload).or_else(|| found.check_beside().err().map(Problem::Beside))
}

/// Why no body reads an event.
pub(crate) fn unknown(none: &NoBody<'_>, recorded: &Recorded<'_>) -> String {
    match none {
        NoBody::Name { is_command: true, .. } => "a command has this name, and no event".to_owned(),
        NoBody::Name { nearest: Some(nearest), .. } => format!("no event has this name; did you mean `{nearest}`?"),
        NoBody::Name { nearest: None, .. } => "no event of the schemas has this name".to_owned(),
        NoBody::Version { oldest, current } => {
            let known = Versions(*oldest, *current);
            match recorded.reads_as {
                _ if recorded.version < *oldest => format!("this version is retired; known: {known}"),
                Some(reads_as) => format!("no such version, and none that reads it as v{reads_as}; known: {known}"),
                None => format!("no such version; known: {known}"),
            }
        }
    }
}

struct Versions(u32, u32);

impl fmt::Display for Versions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Versions(oldest, current) if oldest == current => write!(formatter, "v{current}"),
            Versions(oldest, current) => write!(formatter, "v{oldest} to v{current}"),
        }
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
