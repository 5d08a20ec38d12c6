//! Payloads of random shape, as text with numbers and letters spelled in every way that JSON has.

use std::fmt::Write as _;

use retold_codegen::Compiled;
use retold_codegen::emit::samples::Samples;
use retold_codegen::model::Module;
use retold_codegen::sample::{Numbers, Sampler, Style};
use retold_tests::generated::Recorded;
use serde_json::Value;

use crate::held::messages;

/// Payloads of every version of every message: samples, and values that are only just wrong.
pub(crate) fn payloads<'c>(key: &str, compiled: &'c Compiled, module: &'c Module, seeds: u64) -> Vec<Recorded<'c>> {
    let (mut sampler, mut named) = (Sampler::new(&compiled.set), Samples::new(&compiled.set));
    let mut recorded = Vec::new();
    for (command, name, versions) in messages(compiled, module) {
        for (version, body) in versions.iter() {
            let mut add = |payload: &Value, numbers: &mut Numbers| {
                let data = spelled(payload, numbers);
                recorded.push(Recorded { set: key.to_owned(), command, name, version, data });
            };
            for sample in named.body(body) {
                add(&sample.payload, &mut Numbers::new(0));
            }
            for seed in 0..seeds {
                let mut numbers = Numbers::new(seed);
                let style = if numbers.once_in(2) { Style::Written(seed) } else { Style::Read(seed) };
                let Some(mut payload) = sampler.body(body, style) else { continue };
                for round in 0..numbers.below(3) {
                    payload = sampler.near(body, &payload, seed + round);
                }
                add(&payload, &mut numbers);
            }
        }
    }
    recorded
}

/// Payloads that are right but for one key of the body, which stands there twice.
pub(crate) fn repeated<'c>(key: &str, compiled: &'c Compiled, module: &'c Module) -> Vec<Recorded<'c>> {
    let mut sampler = Sampler::new(&compiled.set);
    let mut recorded = Vec::new();
    for (command, name, versions) in messages(compiled, module) {
        for (version, body) in versions.iter() {
            let Some(Value::Object(members)) = sampler.body(body, Style::Full) else { continue };
            let text = Value::Object(members.clone()).to_string();
            for (member, value) in &members {
                let data = format!("{{{}:{value},{}", Value::from(member.as_str()), &text[1..]);
                recorded.push(Recorded { set: key.to_owned(), command, name, version, data });
            }
        }
    }
    recorded
}

/// A value as JSON text in one of its many spellings.
fn spelled(value: &Value, numbers: &mut Numbers) -> String {
    let mut text = String::new();
    spell(value, numbers, &mut text);
    text
}

fn spell(value: &Value, numbers: &mut Numbers, out: &mut String) {
    let space = |numbers: &mut Numbers, out: &mut String| {
        if numbers.once_in(12) {
            out.push_str([" ", "\t", "\n", "\r\n  "][numbers.index(4)]);
        }
    };
    space(numbers, out);
    match value {
        Value::Number(number) => spell_number(&number.to_string(), numbers, out),
        Value::String(text) => spell_text(text, numbers, out),
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                spell(item, numbers, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (index, (key, member)) in members.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                space(numbers, out);
                spell_text(key, numbers, out);
                space(numbers, out);
                out.push(':');
                spell(member, numbers, out);
            }
            out.push('}');
        }
        Value::Null | Value::Bool(_) => out.push_str(&value.to_string()),
    }
    space(numbers, out);
}

/// A number, with a point or an exponent where that is the same number.
fn spell_number(digits: &str, numbers: &mut Numbers, out: &mut String) {
    out.push_str(digits);
    // Within the digits that a double holds: beyond them another spelling is another number to it.
    let short = digits.bytes().filter(u8::is_ascii_digit).count() <= 15;
    if !short || digits.contains(['e', 'E']) || !numbers.once_in(4) {
        return;
    }
    if !digits.contains('.') {
        let zero = digits.trim_start_matches('-') == "0";
        out.push_str([".0", "e0", "E+0", ".000", "0e-1", "00E-2"][numbers.index(if zero { 4 } else { 6 })]);
    } else {
        out.push_str(["0", "e0", "000"][numbers.index(3)]);
    }
}

/// A string, with escapes where there need not be any.
fn spell_text(text: &str, numbers: &mut Numbers, out: &mut String) {
    if !numbers.once_in(6) {
        out.push_str(&Value::from(text).to_string());
        return;
    }
    out.push('"');
    for unit in text.encode_utf16() {
        let _ = write!(out, "\\u{unit:04x}");
    }
    out.push('"');
}
