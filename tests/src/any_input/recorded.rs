//! Recorded events: payloads of every construct, and whole files of JSON lines.

use std::sync::LazyLock;

use retold::{DecodeError, EventSet, JsonLines, LineError, Recorded, RecordedEvent};
use retold_codegen::model::{Body, SchemaSet};
use retold_codegen::payload::Payloads;
use retold_codegen::sample::{Sampler, Style};
use retold_codegen::value;
use retold_constructs::ShapesEvent;
use retold_constructs::steps::steps::WalkEvent;
use serde_json::Value;

use crate::generated::{compiled, sources};

static MODEL: LazyLock<SchemaSet> = LazyLock::new(|| {
    let files = [
        ("shapes.yaml", include_str!("../../schemas/constructs/shapes.yaml")),
        ("steps.yaml", include_str!("../../schemas/constructs/steps.yaml")),
    ];
    compiled(&sources(files)).set
});

static PAYLOADS: LazyLock<Payloads<'static>> = LazyLock::new(|| Payloads::new(&MODEL));

/// A byte that chooses the event, a byte that chooses the version, a payload: reading it ends in current events or in
/// an error that names what was read; what was read can be written, and reads and writes the same again; a space before it
/// changes nothing; and the model reads what the type reads, as a value and as text.
///
/// # Panics
/// If it is not so.
pub fn event(bytes: &[u8]) {
    let [event, version, payload @ ..] = bytes else { return };
    let model = &MODEL.events[usize::from(*event) % MODEL.events.len()];
    let name = model.wire.name.as_str();
    // One more than there are: a version that nobody knows.
    let known = model.versions.current() - model.versions.first() + 1;
    let version = model.versions.first() + u32::from(*version) % (known + 1);
    let recorded = Recorded::new(name, version, payload);
    let shapes = ShapesEvent::KINDS.iter().any(|kind| kind.name == name);
    let result = if shapes { read::<ShapesEvent>(recorded, payload) } else { read::<WalkEvent>(recorded, payload) };

    if let Err(error) = &result {
        assert_eq!((error.name(), error.version()), (name, version));
        assert!(!error.to_string().is_empty());
    }
    let Some(body) = model.versions.at(version) else {
        // Bytes that are no text are refused before the version is looked up.
        let refused = result.is_err_and(|error| error.is_unknown_version() || str::from_utf8(payload).is_err());
        assert!(refused, "{name} v{version} does not exist");
        return;
    };
    let reads = model_reads(body, payload);
    if let (Some(reads), Ok(raw)) = (reads, serde_json::from_slice(payload)) {
        let checked = PAYLOADS.find(name, version, None).map(|body| PAYLOADS.check(body, raw));
        assert_eq!(checked.is_ok_and(|checked| checked.is_ok()), reads, "{name} v{version} as `validate` sees it");
    }
    // What becomes nothing need not be read.
    let dropped = model.becomes.as_ref().is_some_and(|becomes| becomes.into.is_empty() && version <= becomes.up_to);
    let Some(expected) = reads.filter(|_| !dropped) else { return };
    match result {
        Ok(()) => assert!(expected, "{name} v{version} reads what the model does not"),
        Err(error) if error.is_upcast() => assert!(expected, "{error}"),
        Err(error) => assert!(!expected, "the model reads it: {error}"),
    }
}

/// A payload that [`event`] reads with the same first two bytes, made from a seed; empty for a version nobody knows.
#[must_use]
pub fn sample(event: u8, version: u8, seed: u64) -> String {
    let model = &MODEL.events[usize::from(event) % MODEL.events.len()];
    let known = model.versions.current() - model.versions.first() + 1;
    let Some(body) = model.versions.at(model.versions.first() + u32::from(version) % (known + 1)) else {
        return String::new();
    };
    Sampler::new(&MODEL).body(body, Style::Read(seed)).map(|payload| payload.to_string()).unwrap_or_default()
}

/// Reads an event, and holds that what was read is written and read alike from then on.
fn read<S: EventSet>(recorded: Recorded<'_>, payload: &[u8]) -> Result<(), DecodeError> {
    // The reader of what writers write gives up at the space, and serde_json reads the rest.
    let spaced = [b" ", payload].concat();
    let spaced = Recorded::new(recorded.name, recorded.version, spaced.as_slice());
    let alike = |recorded| S::decode(recorded).ok().map(|events| events.map(|event| event.encode().ok()).collect());
    let (one, other): (Option<Vec<_>>, Option<Vec<_>>) = (alike(recorded), alike(spaced));
    assert_eq!(one, other, "with a space before it");
    for event in S::decode(recorded)? {
        let written = event.encode().expect("what was read can be written");
        let stored = Recorded::new(written.name, written.version, written.payload.as_slice());
        let again = S::decode(stored).unwrap_or_else(|error| panic!("what was written is read: {error}"));
        let again = again.into_one().expect("a current event is one event").encode().expect("and written again");
        assert_eq!(again, written);
    }
    Ok(())
}

/// Whether the model reads the payload; nothing where a `serde_json::Value` does not hold all that the text says
/// (repeated keys, more digits than a float has), and for leap seconds, which the model knows and `jiff` does not.
fn model_reads(body: &Body, payload: &[u8]) -> Option<bool> {
    let text = std::str::from_utf8(payload).ok()?;
    let value: Value = serde_json::from_str(text).ok()?;
    let outside = outside_of_strings(text);
    let short = outside.split(|letter: char| !letter.is_ascii_digit() && letter != '.').all(|digits| digits.len() < 15);
    let exact = short && !outside.contains(['e', 'E']) || !outside.contains(|letter: char| letter.is_ascii_digit());
    let unrepeated = outside.matches(':').count() == members(&value);
    (exact && unrepeated && !text.contains(":60")).then(|| value::check_body(&MODEL, body, &value).is_ok())
}

/// What of a JSON text stands outside of strings.
fn outside_of_strings(text: &str) -> String {
    let mut outside = String::new();
    let mut inside = false;
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => inside = !inside,
            '\\' if inside => drop(letters.next()),
            _ if inside => {}
            _ => outside.push(letter),
        }
    }
    outside
}

/// How many members all objects of a value have.
fn members(value: &Value) -> usize {
    match value {
        Value::Object(object) => object.len() + object.values().map(members).sum::<usize>(),
        Value::Array(items) => items.iter().map(members).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

/// A file of JSON lines: every line is an event or an error at its number, the end comes, and what is an event is the
/// same after writing it as a line.
///
/// # Panics
/// If it is not so.
pub fn json_lines(bytes: &[u8]) {
    let mut lines = JsonLines::new(bytes).longest(2_000);
    let most = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
    for _ in 0..=most {
        match lines.next_line() {
            Ok(None) => return,
            Ok(Some(line)) => {
                let recorded = line.recorded();
                let _ = WalkEvent::decode(recorded);
                if let Ok(event) = line.to_event() {
                    let again = written_and_read(&event).expect("what was written is read");
                    // A payload with line ends of its own is written without them.
                    if !event.payload.contains(&b'\r') {
                        assert_eq!(again, event);
                    }
                }
            }
            Err(error) => assert!(error.line() >= 1 && error.line() <= most as u64, "{error}"),
        }
    }
    panic!("the reader does not end");
}

fn written_and_read(event: &RecordedEvent) -> Result<RecordedEvent, LineError> {
    let mut line = Vec::new();
    event.write_line(&mut line).expect("what was read can be written");
    assert_eq!(line.iter().filter(|byte| **byte == b'\n').count(), 1, "one event is one line");
    let mut lines = JsonLines::new(line.as_slice());
    let read = lines.next_line()?.expect("a line is there").to_event()?;
    Ok(read)
}
