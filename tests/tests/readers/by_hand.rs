//! `by_hand.txt`: payloads that readers stumble over, and what is expected of each.
//!
//! A line without indentation is a field (`u8`, or `{ type: u8, max: 9 }`), or the keys of an event (`v1: …`, in several
//! lines where the next begin with `&`). The lines below are values of the field, or payloads of the event:
//!
//! - `+ TEXT` is read by all readers, and `+ TEXT -> WRITTEN` is written so;
//! - `- TEXT` is refused by all;
//! - `! TEXT` is JSON that a schema cannot tell from what it accepts, and types and model refuse it: an exception that
//!   the language lists;
//! - `^ TEXT` is read by model and schema, and the type cannot write what becomes of it;
//! - `% TEXT` is refused before it is a value: no JSON, or none that fits into memory.
//!
//! The payload is of v1. Definitions that events use stand after `===`. Lines of `#` are for people.

use std::fmt::Write as _;

use retold_tests::generated::{Program, Recorded};
use serde_json::Value;

use crate::held::{Readers, Said};

/// A field or an event, and payloads of it.
#[derive(Debug)]
pub(crate) struct Case {
    /// The name of the event.
    name: String,
    /// As it stands in the file.
    written: String,
    payloads: Vec<Payload>,
}

#[derive(Debug)]
struct Payload {
    line: usize,
    expected: Expected,
    data: String,
    /// What it is written as.
    becomes: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    Read,
    Refused,
    RefusedByTypes,
    Unwritable,
    NoValue,
}

/// The cases of the file.
pub(crate) fn cases(text: &str) -> Vec<Case> {
    let text = text.split_once("\n===\n").map_or(text, |(cases, _)| cases);
    let mut cases: Vec<Case> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line_number = index + 1;
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        let Some(payload) = line.strip_prefix("  ") else {
            match (line.strip_prefix("& "), cases.last_mut()) {
                (Some(more), Some(case)) => case.written = format!("{}\n    {more}", case.written),
                _ => cases.push(Case {
                    name: format!("Case{line_number}"),
                    written: line.to_owned(),
                    payloads: Vec::new(),
                }),
            }
            continue;
        };
        let case = cases.last_mut().expect("a payload belongs to a case");
        let (sign, data) = payload.split_once(' ').unwrap_or((payload, ""));
        let expected = match sign {
            "+" => Expected::Read,
            "-" => Expected::Refused,
            "!" => Expected::RefusedByTypes,
            "^" => Expected::Unwritable,
            "%" => Expected::NoValue,
            other => panic!("line {line_number}: `{other}` is no sign"),
        };
        let (data, becomes) = data.split_once(" -> ").map_or((data, None), |(data, becomes)| (data, Some(becomes)));
        let whole = |text: &str| {
            let text = repeated(text);
            if case.is_event() { text } else { format!("{{\"f\":{text}}}") }
        };
        let (data, becomes) = (whole(data), becomes.map(whole));
        case.payloads.push(Payload { line: line_number, expected, data, becomes });
    }
    cases
}

/// `[*3 [*]*3` means `[[[]]]`: what is between `[*N ` and `*]` is repeated.
fn repeated(text: &str) -> String {
    let Some((before, rest)) = text.split_once("[*") else { return text.to_owned() };
    let parts = rest.split_once(' ').and_then(|(times, rest)| Some((times.parse().ok()?, rest.split_once("*]")?)));
    let Some((times, (part, after))): Option<(usize, _)> = parts else { return text.to_owned() };
    format!("{before}{}{}", part.repeat(times), repeated(after))
}

/// The schema of the cases and what they use.
pub(crate) fn schema(cases: &[Case]) -> String {
    let mut text = include_str!("by_hand.txt").split_once("\n===\n").map_or("", |(_, used)| used).to_owned();
    text.push_str("events:\n");
    for case in cases {
        let body = if case.is_event() { case.written.clone() } else { format!("v1: {{ f: {} }}", case.written) };
        let _ = writeln!(text, "  {}:\n    {body}", case.name);
    }
    text
}

impl Case {
    /// Whether it is written as an event, and not as one field.
    fn is_event(&self) -> bool {
        self.written.contains("v1:")
    }

    /// What does not hold.
    pub(crate) fn hold(&self, program: &Program, readers: &Readers<'_>) -> Vec<String> {
        let recorded = |payload: &Payload| Recorded {
            set: "by_hand:cases".to_owned(),
            command: false,
            name: &self.name,
            version: 1,
            data: payload.data.clone(),
        };
        let recorded: Vec<Recorded<'_>> = self.payloads.iter().map(recorded).collect();
        let results = program.read(&recorded);
        let mut wrong = Vec::new();
        for ((payload, recorded), result) in self.payloads.iter().zip(&recorded).zip(&results) {
            let mut problems = payload.problems(recorded, result, readers);
            let shown =
                |problem| format!("by_hand.txt:{}: {}: {}\n    {problem}", payload.line, self.written, payload.data);
            wrong.extend(problems.drain(..).map(shown));
        }
        let steps = std::panic::AssertUnwindSafe(|| readers.steps_agree(program, &recorded, &results));
        if let Err(problem) = std::panic::catch_unwind(steps) {
            wrong.push(format!("{}: steps differ: {:?}", self.written, problem.downcast_ref::<String>()));
        }
        wrong
    }
}

impl Payload {
    fn problems(
        &self,
        recorded: &Recorded<'_>,
        result: &Result<Vec<Value>, String>,
        readers: &Readers<'_>,
    ) -> Vec<String> {
        let mut problems = Vec::new();
        let mut expect = |who: &str, what: Result<(), String>, read: bool| match (what, read) {
            (Ok(()), false) => problems.push(format!("{who} reads it")),
            (Err(error), true) => problems.push(format!("{who}: {error}")),
            (Ok(()), true) | (Err(_), false) => {}
        };
        expect("the type", result.as_ref().map(drop).map_err(Clone::clone), self.expected == Expected::Read);
        let read = matches!(self.expected, Expected::Read | Expected::Unwritable);
        expect("the model", readers.of_text(recorded), read);
        match (readers.say(recorded), self.expected) {
            (Some(Said { model, schema, .. }), expected) => {
                expect("the schema", schema, read || expected == Expected::RefusedByTypes);
                // A value has lost its repeated keys.
                if expected != Expected::RefusedByTypes {
                    expect("the model, of a value,", model, read);
                }
                if expected == Expected::NoValue {
                    problems.push("it is a value".to_owned());
                }
            }
            (None, Expected::NoValue | Expected::Read) => {}
            (None, _) => problems.push("it is no value".to_owned()),
        }
        let Ok(events) = result else { return problems };
        for event in events {
            readers.written(event, false, &recorded.data);
            let written = event["data"].as_str().unwrap_or_default();
            if let Some(becomes) = self.becomes.as_ref().filter(|becomes| *becomes != written) {
                problems.push(format!("it is written as {written} and not {becomes}"));
            }
        }
        problems
    }
}
