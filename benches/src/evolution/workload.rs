//! The same events in both languages, eight fields each, a hundred a file, before and after a change of every hundredth:
//! by turns one more optional field, or another version.

use std::fmt::Write;

/// How many events share a file.
pub const PER_FILE: usize = 100;

/// One event in so many is changed.
pub const CHANGED: usize = 100;

/// Files: path and text.
pub type Files = Vec<(String, String)>;

/// Before a change, or after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// As published.
    Before,
    /// As it is now.
    After,
}

/// What is changed in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    None,
    OptionalField,
    Version,
}

fn change(index: usize, state: State) -> Change {
    match (state, index % CHANGED, index / CHANGED % 2) {
        (State::After, 0, 0) => Change::OptionalField,
        (State::After, 0, _) => Change::Version,
        _ => Change::None,
    }
}

/// The events as schema files of Retold, each file with a record that its events embed.
#[must_use]
pub fn retold(count: usize, state: State) -> Files {
    (0..count.div_ceil(PER_FILE))
        .map(|file| {
            let mut text = format!(
                "context: part{file}\n\nrecords:\n  Money:\n    v1: {{ amount: i64, currency: string }}\n\nevents:\n"
            );
            for index in events(file, count) {
                retold_event(&mut text, index, "Money", change(index, state));
            }
            (format!("schemas/part{file}.yaml"), text)
        })
        .collect()
}

/// The same events, but all embed one record, and that is what changes.
#[must_use]
pub fn retold_with_shared_record(count: usize, state: State) -> Files {
    let more = if state == State::After { ", note: string?" } else { "" };
    let shared = format!("context: common\n\nrecords:\n  Money:\n    v1: {{ amount: i64, currency: string{more} }}\n");
    let mut files = vec![("schemas/common.yaml".to_owned(), shared)];
    for file in 0..count.div_ceil(PER_FILE) {
        let mut text = format!("context: part{file}\n\nevents:\n");
        for index in events(file, count) {
            retold_event(&mut text, index, "common.Money", Change::None);
        }
        files.push((format!("schemas/part{file}.yaml"), text));
    }
    files
}

fn events(file: usize, count: usize) -> impl Iterator<Item = usize> {
    file * PER_FILE..((file + 1) * PER_FILE).min(count)
}

fn retold_event(text: &mut String, index: usize, money: &str, change: Change) {
    let fields = |text: &mut String| {
        let _ = write!(
            text,
            "      name: string\n      description: string\n      quantity: u32\n      sequence: i64\n      \
             active: bool\n      labels: list<string>\n      ratio: f64?\n      price: {money}\n"
        );
    };
    let _ = write!(text, "  Event{index}:\n    doc: Something of kind {index} happened.\n    v1:\n");
    fields(text);
    match change {
        Change::None => {}
        Change::OptionalField => text.push_str("      note: string?\n"),
        Change::Version => {
            text.push_str("    v2:\n");
            fields(text);
            text.push_str("      note: { type: string, fill: \"\" }\n");
        }
    }
}

/// The events as messages of Protobuf, with the configuration of buf.
#[must_use]
pub fn protobuf(count: usize, state: State) -> Files {
    let config = "version: v2\nmodules:\n  - path: proto\nbreaking:\n  use: [WIRE_JSON]\n";
    let mut files = vec![("buf.yaml".to_owned(), config.to_owned())];
    for file in 0..count.div_ceil(PER_FILE) {
        let mut text = format!(
            "syntax = \"proto3\";\n\npackage part{file};\n\nmessage Money {{\n  int64 amount = 1;\n  string currency = 2;\n}}\n"
        );
        for index in events(file, count) {
            let change = change(index, state);
            message(&mut text, index, "", change == Change::OptionalField);
            if change == Change::Version {
                message(&mut text, index, "V2", true);
            }
        }
        files.push((format!("proto/part{file}.proto"), text));
    }
    files
}

fn message(text: &mut String, index: usize, version: &str, with_note: bool) {
    let note = if with_note { "  optional string note = 9;\n" } else { "" };
    let _ = write!(
        text,
        "\n// Something of kind {index} happened.\nmessage Event{index}{version} {{\n  string name = 1;\n  \
         string description = 2;\n  uint32 quantity = 3;\n  int64 sequence = 4;\n  bool active = 5;\n  \
         repeated string labels = 6;\n  optional double ratio = 7;\n  Money price = 8;\n{note}}}\n"
    );
}
