//! The same event types three ways: serde's derives alone, the derives of Retold on types written by hand, and what
//! Retold generates from a schema. Eight fields each, in one version or in two with a renamed and a new field.

use std::error::Error;
use std::fmt::Write;

use retold_codegen::source::{SourceFile, Sources};
use retold_codegen::{compile, emit};

/// How many event types a crate has.
pub const TYPES: usize = 500;

const FIELDS: &str = "    /// What it is called.\n    pub name: String,\n    /// What it is.\n    pub description: String,\n    \
     /// How many.\n    pub quantity: u32,\n    /// Which one.\n    pub sequence: i64,\n    /// Whether it counts.\n    \
     pub active: bool,\n    /// How it is found.\n    pub labels: Vec<String>,\n    /// How much of it.\n    \
     pub ratio: Option<f64>,\n";

/// Structs that derive serde's traits, and Retold's `Event` where `event` says so.
#[must_use]
pub fn by_hand(event: bool) -> Vec<(String, String)> {
    let mut text = String::from("//! Events.\n");
    for index in 0..TYPES {
        let derive = if event { "retold::Event, " } else { "" };
        let _ = write!(
            text,
            "/// An event.\n#[derive(Clone, Debug, PartialEq, {derive}serde::Serialize, serde::Deserialize)]\n"
        );
        if event {
            let _ = writeln!(text, "#[event(name = \"part.Event{index}\", version = 1)]");
        }
        let _ = write!(text, "pub struct Event{index} {{\n{FIELDS}    /// What it costs.\n    pub price: i64,\n}}\n");
    }
    vec![("lib.rs".to_owned(), text)]
}

/// Structs in two versions and the step between them, with serde's derives on both.
#[must_use]
pub fn by_hand_in_two_versions() -> Vec<(String, String)> {
    let mut text = String::from("//! Events.\n");
    for index in 0..TYPES {
        let derives = "#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]";
        let _ = write!(
            text,
            "/// An event.\n{derives}\npub struct Event{index}V1 {{\n{FIELDS}}}\n\
             /// An event.\n{derives}\npub struct Event{index} {{\n{}    /// What it costs.\n    pub price: i64,\n}}\n\
             impl From<Event{index}V1> for Event{index} {{\n    fn from(old: Event{index}V1) -> Self {{\n        Self {{\n            \
             title: old.name,\n            description: old.description,\n            quantity: old.quantity,\n            \
             sequence: old.sequence,\n            active: old.active,\n            labels: old.labels,\n            \
             ratio: old.ratio,\n            price: 0,\n        }}\n    }}\n}}\n",
            FIELDS.replace("name:", "title:"),
        );
    }
    vec![("lib.rs".to_owned(), text)]
}

/// What Retold generates for the same types, in one or two versions.
///
/// # Errors
/// If there is a finding.
pub fn generated(versions: u32) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let mut text = String::from("context: part\n\nevents:\n");
    for index in 0..TYPES {
        let fields = "      description: { type: string, doc: What it is. }\n      quantity: { type: u32, doc: How many. }\n      \
             sequence: { type: i64, doc: Which one. }\n      active: { type: bool, doc: Whether it counts. }\n      \
             labels: { type: list<string>, doc: How it is found. }\n      ratio: { type: \"f64?\", doc: How much of it. }\n";
        let _ = write!(
            text,
            "  Event{index}:\n    doc: An event.\n    v1:\n      name: {{ type: string, doc: What it is called. }}\n{fields}"
        );
        let price = "      price: { type: i64, doc: What it costs";
        let _ = match versions {
            1 => writeln!(text, "{price}. }}"),
            _ => writeln!(
                text,
                "    v2:\n      title: {{ type: string, from: name, doc: What it is called. }}\n{fields}{price}., fill: 0 }}"
            ),
        };
    }
    let path = "part.yaml".to_owned();
    let sources = Sources::new(vec![SourceFile { shown: path.clone(), path, text }]);
    let outcome = compile(&sources);
    let compiled = outcome.compiled.ok_or_else(|| format!("{:?}", outcome.diagnostics))?;
    let mut files = vec![("lib.rs".to_owned(), "//! Events.\n#[rustfmt::skip]\npub mod events;\n".to_owned())];
    for file in emit::rust::files(&compiled, &sources)? {
        files.push((format!("events/{}", file.path), file.text));
    }
    Ok(files)
}
