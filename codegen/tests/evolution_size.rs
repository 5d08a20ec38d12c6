//! Changes of large and deep schema sets: answered, without a stack that overflows, and in time that does not explode.

use std::fmt::Write;

use retold_codegen::Compiled;
use retold_codegen::compile;
use retold_codegen::evolution::{Judgement, Mode, Options, judge};
use retold_codegen::source::{SourceFile, Sources};

fn compiled(text: &str) -> Compiled {
    let file = SourceFile { path: "a.yaml".into(), shown: "a.yaml".into(), text: text.into() };
    let outcome = compile(&Sources::new(vec![file]));
    outcome.compiled.unwrap_or_else(|| panic!("{:?}", outcome.diagnostics.first()))
}

fn judged(old: &str, new: &str) -> Judgement {
    judge(&compiled(old), 1, &compiled(new), Options { mode: Mode::Full, frozen: false })
}

/// Records that each hold the next; `last` is in the innermost.
fn chain(length: usize, last: &str) -> String {
    let mut text = "events:\n  E:\n    v1: { r: R0 }\nrecords:\n".to_owned();
    for at in 0..length {
        let next = if at + 1 < length { format!("n: R{}?", at + 1) } else { last.to_owned() };
        let _ = writeln!(text, "  R{at}:\n    v1: {{ a: u8, {next} }}");
    }
    text
}

#[test]
fn a_change_that_lies_deep_is_found() {
    let found = judged(&chain(100, "z: u8?"), &chain(100, "z: u16?"));
    let of_event =
        found.findings.iter().find(|finding| finding.subject == "E" && !finding.path.is_empty()).expect("a finding");
    assert_eq!((of_event.rule.id, of_event.path.len()), ("type-changed", "$.r".len() + 99 * ".n".len() + ".z".len()));
    let found = judged(&chain(100, "z: u8, y: u8?"), &chain(100, "z: u8"));
    assert!(found.findings.iter().any(|finding| finding.rule.id == "field-removed"));
}

#[test]
fn deeper_than_anybody_looks_it_is_said_that_nothing_is_known() {
    let (old, new) = (chain(5_000, "z: u8, y: u8?"), chain(5_000, "z: u8"));
    let found = judged(&old, &new);
    assert!(found.findings.iter().any(|finding| finding.rule.id == "evolution-undecided"));
    assert!(judged(&old, &old).findings.is_empty());
}

#[test]
fn every_body_that_embeds_a_shared_type_has_its_finding() {
    let text = |ty: &str| {
        let mut text = format!("records:\n  Money:\n    v1: {{ amount: {ty} }}\nevents:\n");
        for at in 0..2_000 {
            let _ = writeln!(text, "  E{at}:\n    v1: {{ id: uuid, price: Money }}");
        }
        text
    };
    let judgement = judge(&compiled(&text("u64")), 1, &compiled(&text("u32")), Options::default());
    assert_eq!(judgement.findings.len(), 2_000);
    assert!(judgement.findings.iter().all(|finding| finding.path == "$.price.amount"));
}

#[test]
fn what_holds_itself_is_compared_once() {
    let text = |ty: &str| {
        format!(
            "records:\n  Node:\n    v1: {{ value: {ty}, left: Node?, right: Node?, more: list<Node> }}\nevents:\n  Grown:\n    v1: {{ tree: Node }}\n"
        )
    };
    let judgement = judge(&compiled(&text("u8")), 1, &compiled(&text("u16")), Options::default());
    assert!(judgement.findings.is_empty());
    let judgement = judge(&compiled(&text("u16")), 1, &compiled(&text("u8")), Options::default());
    assert_eq!(judgement.findings.len(), 1);
    assert_eq!(judgement.findings[0].path, "$.tree.value");
}
