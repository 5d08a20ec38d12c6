//! Schema sets from strangers: whatever a file of the largest size defines, judging it takes a time that grows with its
//! length, and no output made from it is out of proportion. The files here have thousands of definitions where the
//! largest have tens of thousands: what is quadratic takes minutes in a build for tests all the same.

use std::time::{Duration, Instant};

use retold_codegen::emit;
use retold_codegen::source::{SourceFile, Sources};
use retold_codegen::{Outcome, compile};

/// Far above what a debug build on a busy machine needs, far below what anything quadratic does.
const LONGEST: Duration = Duration::from_secs(30);

fn judged(text: &str) -> (Outcome, Sources) {
    let start = Instant::now();
    let file = SourceFile { path: "a.yaml".into(), shown: "a.yaml".into(), text: text.to_owned() };
    let sources = Sources::new(vec![file]);
    let outcome = compile(&sources);
    assert!(start.elapsed() < LONGEST, "{:?} for {} bytes", start.elapsed(), text.len());
    (outcome, sources)
}

/// Compiles, and both outputs are made.
#[track_caller]
fn sound(text: &str) {
    let (outcome, sources) = judged(text);
    assert_eq!(outcome.diagnostics, []);
    let compiled = outcome.compiled.expect("no finding");
    let start = Instant::now();
    assert!(emit::rust::files(&compiled, &sources).is_ok());
    assert!(emit::json_schema::files(&compiled).is_ok());
    assert!(start.elapsed() < LONGEST, "{:?} to write what {} bytes define", start.elapsed(), text.len());
}

/// Does not compile, by this rule among others, with no more findings than are listed of one file.
#[track_caller]
fn wrong(text: &str, rule: &str) {
    let (outcome, _) = judged(text);
    assert!(outcome.diagnostics.iter().any(|finding| finding.rule.id == rule), "{:#?}", outcome.diagnostics.first());
    assert!(outcome.diagnostics.len() <= 1001 && outcome.compiled.is_none());
}

fn many(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect()
}

fn event(v1: &str, v2: &str) -> String {
    format!("context: a\nevents:\n  E:\n    v1:\n{v1}    v2:\n{v2}")
}

#[test]
fn sources_that_name_nothing() {
    let old = many(8_000, |index| format!("      a{index}: u8\n"));
    let from = |index| format!("      b{index}: {{ type: u8, from: x{index} }}\n");
    wrong(&event(&old, &many(8_000, from)), "upcast-from-unknown-field");
    let deep = format!("      b: {{ type: u8, from: a{} }}\n", ".a".repeat(500_000));
    wrong(&event("      a: u8\n", &deep), "source-invalid");
    let new = many(8_000, |index| format!("      b{index}: u8\n"));
    wrong(&event(&old, &new), "upcast-needs-value");
}

#[test]
fn records_gathered_from_many_fields() {
    let record = format!("context: a\nrecords:\n  R:\n    v1:\n{}", many(6_000, |at| format!("      g{at}: u8\n")));
    let old = many(6_000, |index| format!("      a{index}: u8\n"));
    let gathered = |from: &str, to: &str| {
        let pairs = many(6_000, |index| format!("{from}{index}: {to}{index}, "));
        let event = event(&old, &format!("      r: {{ type: R, from: {{ {pairs} }} }}\n"));
        format!("{record}{}", event.trim_start_matches("context: a\n"))
    };
    sound(&gathered("g", "a"));
    wrong(&gathered("h", "b"), "upcast-from-unknown-field");
    let inside = many(6_000, |index| format!("      a{index}: {{ type: u8, from: r.g{index} }}\n"));
    sound(&format!("{record}{}", event("      r: R\n", &inside).trim_start_matches("context: a\n")));
}

#[test]
fn enums_of_many_values() {
    let values = |name: &str, count| many(count, |index| format!("{name}{index}, "));
    let enums = |count| format!("context: a\nenums:\n  A: [{}]\n  B: [{}]\n", values("a", count), values("b", count));
    let event = |v1: &str, v2: &str| event(v1, v2).trim_start_matches("context: a\n").to_owned();
    let mapped = |from: &str, to: &str| {
        let map = many(8_000, |index| format!("{from}{index}: {to}{index}, "));
        enums(8_000) + &event("      x: A\n", &format!("      x: {{ type: B, map: {{ {map} }} }}\n"))
    };
    sound(&mapped("a", "b"));
    wrong(&mapped("x", "y"), "upcast-map-unknown-value");
    let default = many(5_000, |index| format!("      x{index}: {{ type: A, default: a4999 }}\n"));
    sound(&(enums(5_000) + &format!("events:\n  E:\n    v1:\n{default}")));
    // Each of many fields converts all values: decided once, and too much to write.
    let widened = enums(0).replace("A: []", &format!("A: [{}]", values("a", 3_000)));
    let widened = widened.replace("B: []", &format!("B: [{}, other]", values("a", 3_000).trim_end_matches(", ")));
    let fields = |ty: &str| many(3_000, |index| format!("      x{index}: {ty}\n"));
    let (outcome, sources) = judged(&(widened + &event(&fields("A"), &fields("B"))));
    let compiled = outcome.compiled.expect("every value is kept");
    let refused = emit::rust::files(&compiled, &sources).expect_err("nine million arms");
    assert_eq!((refused.module.as_str(), refused.subject.as_str()), ("a", "a.E"));
}

#[test]
fn schemas_that_repeat_what_they_share() {
    let records = many(2_000, |index| format!("  R{}: {{ v1: {{ a: R{index} }} }}\n", index + 1));
    let events = many(2_000, |index| format!("  E{index}: {{ v1: {{ a: R2000 }} }}\n"));
    let text = format!("context: a\nrecords:\n  R0: {{ v1: {{ a: u8 }} }}\n{records}events:\n{events}");
    let (outcome, sources) = judged(&text);
    let compiled = outcome.compiled.expect("no mistake");
    assert!(emit::rust::files(&compiled, &sources).is_ok());
    let refused = emit::json_schema::files(&compiled).expect_err("four million definitions");
    assert!(refused.to_string().contains("more than 48 MiB"), "{refused}");
}

#[test]
fn unions_of_many_variants() {
    let variants = |name: &str, ty: &str| many(6_000, |index| format!("      {name}{index}: {{ x: {ty} }}\n"));
    let union = |keys: &str, v1: &str, v2: &str| {
        format!(
            "context: a\nunions:\n  U:\n{keys}    v1:\n{v1}    v2:\n{v2}events:\n  E: {{ v1: {{ u: U@1 }}, v2: {{ u: U@2 }} }}\n"
        )
    };
    sound(&union("", &variants("a", "u8"), &variants("a", "u16")));
    wrong(&union("", &variants("a", "u8"), &variants("b", "u8")), "upcast-variant-lost");
    let renames = |new: &str, old: &str| {
        let pairs = many(6_000, |index| format!("{new}{index}: {old}{index}, "));
        format!("    variants: {{ v2: {{ {pairs} }} }}\n")
    };
    sound(&union(&renames("b", "a"), &variants("a", "u8"), &variants("b", "u8")));
    wrong(&union(&renames("q", "z"), &variants("a", "u8"), &variants("b", "u8")), "variant-unknown");
    wrong(&union(&renames("b", "z"), &variants("a", "u8"), &variants("b", "u8")), "upcast-from-unknown-variant");
}

#[test]
fn definitions_in_chains() {
    let chain = many(5_000, |index| format!("  R{}: {{ v1: {{ a: R{index} }} }}\n", index + 1));
    sound(&format!(
        "context: a\nrecords:\n  R0: {{ v1: {{ a: u8 }} }}\n{chain}events:\n  E: {{ v1: {{ a: R5000 }} }}\n"
    ));
    let chain = many(20_000, |index| format!("  S{}: S{index}\n", index + 1));
    wrong(&format!("context: a\nscalars:\n  S0: u8\n{chain}"), "scalar-too-deep");
    let versions = many(5_000, |index| {
        format!(
            "  R{}: {{ v1: {{ a: R{index}@1, b: R{index}@1 }}, v2: {{ a: R{index}@2, b: R{index}@2 }} }}\n",
            index + 1
        )
    });
    let narrowed = format!("context: a\nrecords:\n  R0: {{ v1: {{ a: u16 }}, v2: {{ a: u8 }} }}\n{versions}");
    wrong(&narrowed, "upcast-loses-values");
}

#[test]
fn versions_without_end() {
    let versions = many(8_000, |index| format!("    v{}: {{ a: u8 }}\n", index + 1));
    let notes = many(8_000, |index| format!("v{}: x, ", index + 1));
    let reserved = many(8_000, |index| format!("v{}: [old], ", index + 1));
    sound(&format!("context: a\nevents:\n  E:\n    notes: {{ {notes} }}\n    reserved: {{ {reserved} }}\n{versions}"));
}

#[test]
fn values_of_large_records() {
    let record = |field: &str| {
        let fields = many(4_000, |index| format!("      g{index}: {field}\n"));
        let events = many(4_000, |index| format!("      a{index}: {{ type: R, default: {{}} }}\n"));
        format!("context: a\nrecords:\n  R:\n    v1:\n{fields}events:\n  E:\n    v1:\n{events}")
    };
    sound(&record("{ type: u8, default: 1 }"));
    wrong(&record("u8"), "value-does-not-fit");
}

#[test]
fn texts_of_many_parts() {
    let message = |name: &str| {
        let fields = many(8_000, |index| format!("      a{index}: u8\n"));
        let text = many(8_000, |index| format!("{{{name}{index}}}"));
        format!(
            "context: a\naggregate: A\nid: string\nrejections:\n  R:\n    message: \"{text}\"\n    fields:\n{fields}"
        )
    };
    sound(&message("a"));
    wrong(&message("b"), "rejection-message");
}

#[test]
fn names_that_are_nearly_right() {
    let long = "LongNameOfADefinitionThatGoesOnAndOnUntilItIsNearlyAsLongAsANameMayBeAndThenSomeMore";
    let records = many(3_000, |index| format!("  {long}{index}: {{ v1: {{ a: {long}x{index} }} }}\n"));
    wrong(&format!("context: a\nrecords:\n{records}"), "name-unknown");
    let reacts = many(3_000, |index| {
        format!("      {long}{index}: {{ by: a, deadline: {{ after: PT1M, then: {long}x{index} }} }}\n")
    });
    let events = many(3_000, |index| format!("  {long}{index}: {{ v1: {{ a: string }} }}\n"));
    let process = format!("processes:\n  P:\n    key: string\n    reacts:\n{reacts}");
    wrong(&format!("context: a\naggregate: A\nid: string\nevents:\n{events}{process}"), "deadline-unhandled");
}

/// Whether a field has a default is known before the first default is read.
#[test]
fn defaults_of_what_is_defined_later() {
    sound(
        "context: a\nrecords:\n  A: { v1: { b: { type: B, default: {} } } }\n  B: { v1: { x: { type: u8, default: 1 } } }\nevents:\n  E: { v1: { a: { type: A, default: {} } } }\n",
    );
}

/// A text that no upcast could take is not shown where it is as long as a book.
#[test]
fn lengths_in_the_millions() {
    let old = many(1_000, |index| format!("      a{index}: {{ type: string, min_length: 1000000 }}\n"));
    let new = many(1_000, |index| format!("      a{index}: u8\n"));
    let (outcome, _) = judged(&event(&old, &new));
    assert_eq!(outcome.diagnostics.len(), 1000);
    assert!(outcome.diagnostics.iter().all(|finding| finding.witness.is_none()));
}

/// The context is part of every subject and every name on the wire.
#[test]
fn contexts_that_are_as_long_as_a_file() {
    let events = many(2_000, |index| format!("  E{index}: {{ v1: {{ a: u8 }} }}\n"));
    wrong(&format!("context: {}\nevents:\n{events}", "a".repeat(1_000_000)), "name-invalid");
    wrong(&format!("context: {}\nevents:\n{events}", "a".repeat(101)), "name-invalid");
    sound(&format!("context: {}\nevents:\n  E: {{ v1: {{ a: u8 }} }}\n", "a".repeat(100)));
}

/// What recorded events are read with has an enum once, however many fields hold it.
#[test]
fn enums_that_very_many_fields_hold() {
    let values = many(20_000, |index| format!("a{index}, "));
    let fields = many(20_000, |index| format!("      x{index}: A\n"));
    let (outcome, _) = judged(&format!("context: a\nenums:\n  A: [{values}]\nevents:\n  E:\n    v1:\n{fields}"));
    let compiled = outcome.compiled.expect("no mistake");
    // Four hundred million texts would not fit into memory.
    let judge = retold_codegen::recorded::Judge::new(&compiled);
    drop(judge);
}

/// A name that every file defines: a message names a few of them.
#[test]
fn names_that_thousands_of_contexts_have() {
    let file = |path: String, text: String| SourceFile { shown: path.clone(), path, text };
    let mut files: Vec<SourceFile> = (0..2_000)
        .map(|at| file(format!("f{at}.yaml"), format!("context: c{at}\nrecords:\n  R: {{ v1: {{ a: u8 }} }}\n")))
        .collect();
    let fields = many(2_000, |at| format!("      a{at}: R\n"));
    files.push(file("z.yaml".into(), format!("context: z\nevents:\n  E:\n    v1:\n{fields}")));
    let found = compile(&Sources::new(files)).diagnostics;
    let length: usize = found.iter().flat_map(|finding| &finding.help).map(String::len).sum();
    assert!(found.iter().any(|finding| finding.rule.id == "name-ambiguous"));
    assert!(length < 400 * found.len(), "{length} bytes of help");
}
