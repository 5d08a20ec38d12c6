//! Small schemas, and the lowest version whose readers read what the current one writes.

use crate::diagnostic::human;
use crate::model::EventId;
use crate::source::{SourceFile, Sources};
use crate::{compile, reads_as};

/// For the first event of a schema.
fn lowest(text: &str) -> u32 {
    let file = SourceFile { path: "shop.yaml".into(), shown: "shop.yaml".into(), text: text.to_owned() };
    let sources = Sources::new(vec![file]);
    let outcome = compile(&sources);
    let compiled =
        outcome.compiled.unwrap_or_else(|| panic!("{}", human::render(&outcome.diagnostics, &sources, false)));
    reads_as(&compiled).event(EventId::from_index(0))
}

/// For an event of these bodies, with some types beside it.
fn event(bodies: &[&str]) -> u32 {
    const TYPES: &str = "\
scalars:
  Cents: { type: i64, unit: cents }
  Sku: { type: string, pattern: \"^[A-Z]{3}$\" }
enums:
  Old: [a, b]
  New: [a, b, c]
  Swapped: { values: { x: { wire: a }, y: { wire: b } } }
  Aliased: { values: { a: { aliases: [c] }, b: {} } }
  Open: { open: true, values: [a, b] }
  OpenMore: { open: true, values: [a, b, c] }
records:
  Money:
    v1: { amount: u32, currency: string? }
    v2: { amount: u64, currency: string? }
    v3: { amount: u64, currency: string?, note: { type: string, default: '' } }
  Moved:
    v1: { a: string?, b: string? }
    v2: { a: { type: string?, from: b }, b: { type: string?, from: a } }
  Node:
    v1: { next: Node@1?, value: u32 }
    v2: { next: Node@2?, value: u32, more: string? }
  Bad:
    v1: { next: Bad@1?, value: u32, moved: Moved@1 }
    v2: { next: Bad@2?, value: u32, moved: Moved@2 }
unions:
  Pay:
    v1: { card: { last4: string }, cash: {} }
    v2: { card: { last4: string, name: string? }, cash: {} }
    v3: { card: { last4: string, name: string? }, cash: {}, voucher: {} }
  Crossed:
    v1: { a: { n: u32 }, b: { n: u32 } }
    v2: { a: { n: u32 }, b: { n: u32 } }
    variants: { v2: { a: b, b: a } }
";
    let bodies: Vec<String> =
        bodies.iter().enumerate().map(|(index, body)| format!("    v{}: {{ {body} }}\n", index + 1)).collect();
    lowest(&format!("{TYPES}events:\n  A:\n{}", bodies.concat()))
}

#[test]
fn fields_that_are_added_or_taken_away_leave_old_readers_reading() {
    assert_eq!(event(&["a: u32"]), 1);
    assert_eq!(event(&["a: u32", "a: u32, b: string?"]), 1);
    assert_eq!(event(&["a: u32", "a: u32, b: { type: string, fill: '' }"]), 1);
    assert_eq!(event(&["a: u32, b: string?", "a: u32"]), 1);
    assert_eq!(event(&["a: u32, b: { type: u8, default: 1 }", "a: u32"]), 1);
    // The older one needs it.
    assert_eq!(event(&["a: u32, b: string", "a: u32"]), 2);
    assert_eq!(event(&["a: u32, b: string", "a: u32", "a: u32, c: string?"]), 2);
    // Every body between must read it.
    assert_eq!(event(&["a: u32", "a: u32, b: { type: u8, fill: 0 }", "a: u32"]), 3);
}

#[test]
fn values_that_an_old_reader_refuses_stop_it() {
    assert_eq!(event(&["a: u32", "a: u64"]), 2);
    assert_eq!(event(&["a: u32", "a: { type: u64, max: 4294967295 }"]), 1);
}

#[test]
fn a_name_means_what_it_meant() {
    // Swapped.
    assert_eq!(event(&["a: u32, b: u32", "a: { type: u32, from: b }, b: { type: u32, from: a }"]), 2);
    // Removed, and used again.
    assert_eq!(event(&["a: u32, b: string?", "a: u32", "a: u32, b: string?"]), 2);
    // Another value under the name.
    assert_eq!(event(&["a: u32, b: u32", "a: { type: u32, with: 'crate::f' }, b: u32"]), 2);
    assert_eq!(event(&["a: u32, b: u32?", "a: u32, b: { type: u32?, from: a }"]), 2);
    // A field of its own beside it.
    assert_eq!(event(&["a: u32", "a: u32, b: { type: u32, with: 'crate::f' }"]), 1);
    assert_eq!(event(&["a: u32", "a: u32, b: { type: u32, from: a }"]), 1);
    // What was removed may be what a function made.
    assert_eq!(event(&["a: u32, b: u32?", "a: u32, c: { type: u32, with: 'crate::f' }"]), 2);
    // An optional field under a new name, which the old reader would take for absent.
    assert_eq!(event(&["a: u32?", "b: { type: u32?, from: a }"]), 2);
    assert_eq!(event(&["a: u32?", "b: { type: u32?, from: a, wire: a }"]), 1);
    assert_eq!(event(&["a: { type: u32?, aliases: [b] }", "b: { type: u32?, from: a }"]), 1);
    assert_eq!(event(&["a: u32?", "a: { type: u32?, aliases: [b] }"]), 2);
    // A part of it, or it as a part of another.
    assert_eq!(event(&["m: Money@1?, a: u32", "c: { type: string?, from: m.currency }, a: u32"]), 2);
    assert_eq!(event(&["a: string?, b: string?", "m: { type: Moved@1, from: { a: a, b: b } }"]), 2);
}

#[test]
fn what_is_read_where_a_field_is_absent_is_the_same() {
    assert_eq!(event(&["a: { type: u32, default: 1 }", "a: { type: u32, default: 2 }"]), 2);
    assert_eq!(event(&["a: { type: u32, default: 1 }", "a: { type: u32, default: 1 }"]), 1);
    assert_eq!(event(&["a: { type: u32, default: 1 }", "a: u32"]), 1);
    assert_eq!(event(&["a: u32?", "a: { type: u32, default: 1 }"]), 2);
    assert_eq!(event(&["a: u32?", "a: { type: u32, fill: 1 }"]), 1);
    assert_eq!(event(&["a: u32", "a: u32?"]), 2);
}

#[test]
fn values_that_read_as_others_stop_an_old_reader() {
    assert_eq!(event(&["a: { type: f32, min: 0, max: 1 }", "a: { type: f64, min: 0, max: 1 }"]), 2);
    assert_eq!(event(&["a: Old", "a: New"]), 2);
    assert_eq!(event(&["a: New", "a: { type: New, map: { a: b } }"]), 2);
    assert_eq!(event(&["a: Old", "a: { type: Swapped, map: { a: y, b: x } }"]), 2);
    assert_eq!(event(&["a: Old", "a: Swapped"]), 1);
    assert_eq!(event(&["a: Old", "a: Old?"]), 2);
    assert_eq!(event(&["a: Open", "a: OpenMore"]), 1);
    assert_eq!(event(&["a: Old", "a: Aliased"]), 2);
    assert_eq!(event(&["a: list<Old>?", "a: { type: list<Swapped>?, map: { a: y, b: x } }"]), 2);
    assert_eq!(event(&["a: 'map<Old, u8>'", "a: 'map<Swapped, u8>'"]), 1);
    // A value under a new text, which an open enum takes for an unknown one.
    assert_eq!(event(&["a: Open", "a: { type: OpenMore, map: { a: c } }"]), 2);
}

#[test]
fn newtypes_and_constraints_are_the_relations_to_judge() {
    assert_eq!(event(&["a: i64", "a: { type: i64, unit: cents, with: 'crate::f' }"]), 2);
    assert_eq!(event(&["a: Cents", "a: { type: i64, unit: cents }"]), 1);
    assert_eq!(event(&["a: Sku", "a: string"]), 2);
    assert_eq!(event(&["a: { type: string, max_length: 5 }", "a: { type: string, max_length: 9 }"]), 2);
}

#[test]
fn lists_and_maps_are_read_item_by_item() {
    assert_eq!(event(&["a: list<u32>", "a: { type: list<u32>, aliases: [b] }"]), 2);
    assert_eq!(event(&["a: { type: list<u32>, max_items: 2 }", "a: { type: list<u32>, max_items: 3 }"]), 2);
    assert_eq!(event(&["a: { type: list<u32>, max_items: 2 }", "a: list<u32>"]), 2);
    assert_eq!(event(&["a: list<u32>", "a: list<u32?>"]), 2);
    assert_eq!(event(&["a: list<u8>", "a: list<u16>"]), 2);
    assert_eq!(event(&["a: 'map<u8, string>'", "a: 'map<u16, string>'"]), 2);
    assert_eq!(event(&["a: list<Money@2>", "a: list<Money@3>"]), 1);
}

#[test]
fn a_long_circle_of_types_is_followed() {
    let records: String = (0..300)
        .map(|index| {
            let next = (index + 1) % 300;
            format!("  R{index}:\n    v1: {{ n: 'R{next}@1?' }}\n    v2: {{ n: 'R{next}@2?', x: u8? }}\n")
        })
        .collect();
    assert_eq!(lowest(&format!("records:\n{records}events:\n  E:\n    v1: {{ r: R0@1 }}\n    v2: {{ r: R0@2 }}\n")), 1);
}

#[test]
fn records_and_unions_within_are_compared_by_their_own_steps() {
    assert_eq!(event(&["m: Money@2", "m: Money@3"]), 1);
    assert_eq!(event(&["m: Money@1", "m: Money@2"]), 2);
    assert_eq!(event(&["m: Money@1", "m: Money@2", "m: Money@3"]), 2);
    assert_eq!(event(&["m: list<Moved@1>", "m: list<Moved@1>, b: u8?"]), 1);
    assert_eq!(event(&["m: list<Moved@1>", "m: list<Moved@2>"]), 2);
    assert_eq!(event(&["n: Node@1", "n: Node@2"]), 1);
    assert_eq!(event(&["n: Bad@1", "n: Bad@2"]), 2);
    assert_eq!(event(&["p: Pay@1", "p: Pay@2"]), 1);
    assert_eq!(event(&["p: Pay@1", "p: Pay@3"]), 2);
    assert_eq!(event(&["p: Crossed@1", "p: Crossed@2"]), 2);
}

#[test]
fn whole_steps_becoming_and_retired_versions_are_ends() {
    let schema = |beside: &str| {
        format!(
            "aggregate: S\nid: string\nevents:\n  A:\n    v1: {{ a: u32 }}\n    v2: {{ a: u32, b: u8? }}\n    \
             v3: {{ a: u32 }}\n{beside}"
        )
    };
    assert_eq!(lowest(&schema("")), 1);
    assert_eq!(lowest(&schema("    upcast: { v2: 'crate::f' }\n")), 2);
    assert_eq!(lowest(&schema("    becomes: { v1: [A], with: 'crate::f' }\n")), 2);
    assert_eq!(lowest(&schema("    becomes: []\n")), 3);
    assert_eq!(lowest("events:\n  A:\n    retired: [v1]\n    v2: { a: u32 }\n    v3: { a: u32, b: u8? }\n"), 2);
    assert_eq!(
        lowest("events:\n  A:\n    wire: { event_tag: type }\n    v1: { a: u32 }\n    v2: { a: u32, b: u8? }\n"),
        1
    );
}
