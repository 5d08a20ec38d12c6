//! The file beside a file of samples that says what they are today.

use super::layout;
use super::reader::{Reader, Refused, Today};
use crate::encoded::Encoded;

/// What such a file begins with.
const COMMENT: &str = "What the program makes of the samples; their test writes it with RETOLD_UPDATE=1";

/// What is read of a version today: each sample with what came of it.
pub(super) fn text(reader: &Reader, version: u32, results: &[(&str, Today)]) -> String {
    let mut out = "{\n".to_owned();
    member(&mut out, "$comment", &layout::quoted(COMMENT));
    member(&mut out, reader.what.key(), &layout::quoted(reader.kind.name));
    if reader.what.has_versions() {
        member(&mut out, "version", &version.to_string());
        if let Some(today) = reader.today {
            member(&mut out, "today", &today.to_string());
        }
        if reader.kind.reads_as < reader.kind.version {
            member(&mut out, "reads_as", &reader.kind.reads_as.to_string());
        }
    }
    out.push_str("  \"results\": [");
    for (index, (name, today)) in results.iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        out.push_str("    {\n      \"name\": ");
        out.push_str(&layout::quoted(name));
        out.push_str(",\n      ");
        result(reader, today, &mut out);
        out.push_str("\n    }");
    }
    out.push_str(if results.is_empty() { "]\n}\n" } else { "\n  ]\n}\n" });
    out
}

fn result(reader: &Reader, today: &Today, out: &mut String) {
    match today {
        Err(Refused::Step(error) | Refused::Wrong(error)) => {
            out.push_str("\"error\": ");
            out.push_str(&layout::quoted(error));
        }
        Ok(events) => match events.as_slice() {
            [one] if one.name == reader.kind.name && Some(one.version) == reader.today => {
                out.push_str("\"payload\": ");
                layout::print(&String::from_utf8_lossy(&one.payload), 3, "\"payload\": ".len(), out);
            }
            events => {
                let events: Vec<String> = events.iter().map(whole).collect();
                out.push_str("\"events\": ");
                layout::print(&format!("[{}]", events.join(",")), 3, "\"events\": ".len(), out);
            }
        },
    }
}

/// An event with its name and version.
fn whole(event: &Encoded) -> String {
    let Encoded { name, version, payload, .. } = event;
    let payload = String::from_utf8_lossy(payload);
    format!("{{\"event\":{},\"version\":{version},\"payload\":{payload}}}", layout::quoted(name))
}

fn member(out: &mut String, key: &str, value: &str) {
    out.push_str(&format!("  \"{key}\": {value},\n"));
}

/// Whether a file is such a one, so that it may be written again or removed.
pub(super) fn is_one(text: &str) -> bool {
    serde_json::from_str::<serde_json::Value>(text).is_ok_and(|value| value["$comment"] == COMMENT)
}
