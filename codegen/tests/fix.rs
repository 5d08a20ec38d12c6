//! Every rule that says it is mended without a person: its fixture is, and nothing else is touched.

use retold_codegen::diagnostic::{Diagnostic, Severity, human};
use retold_codegen::edit::fix;
use retold_codegen::evolution::{self, Mode, Options};
use retold_codegen::rules::{self, Direction, Repair, Rule};
use retold_codegen::source::{SourceFile, Sources};
use retold_codegen::{Compiled, compile};

fn sources(fixture: &str) -> Sources {
    Sources::new(rules::fixture_files(fixture))
}

fn against(old: &Compiled) -> impl Fn(&Sources) -> Vec<Diagnostic> {
    move |sources| {
        let outcome = compile(sources);
        let mut findings = outcome.diagnostics;
        if let Some(new) = &outcome.compiled {
            let options = Options { mode: Mode::Backward, frozen: false };
            findings.extend(evolution::judge(old, 0, new, options).findings);
        }
        findings
    }
}

fn shown(sources: &Sources) -> String {
    sources.iter().map(|(_, file)| file.text.as_str()).collect::<Vec<_>>().join("---\n")
}

fn of(repair: Repair) -> impl Iterator<Item = &'static Rule> {
    rules::ALL.iter().copied().filter(move |rule| rule.repair == repair)
}

#[test]
fn the_fixture_of_every_mechanical_rule_is_mended() {
    let mut all = Vec::new();
    for rule in of(Repair::Mechanical) {
        let fixed = match rule.changes.iter().find(|change| change.direction == Direction::Backward) {
            Some(change) => {
                let old = compile(&sources(change.old)).compiled.expect("sound");
                let judge = against(&old);
                let fixed = fix(&sources(change.new), &judge);
                let mut left = judge(&fixed.sources);
                left.retain(|finding| finding.severity() != Severity::Note);
                assert!(left.is_empty(), "{}\n{left:#?}\n{}", rule.id, shown(&fixed.sources));
                fixed
            }
            None => {
                let fixed = fix(&sources(rule.before), |sources| compile(sources).diagnostics);
                let left = compile(&fixed.sources).diagnostics;
                assert!(left.is_empty(), "{}\n{}", rule.id, human::render(&left, &fixed.sources, false));
                fixed
            }
        };
        assert_eq!(fixed.mended.iter().map(|mended| mended.rule.id).collect::<Vec<_>>(), [rule.id]);
        all.push(format!("# {}\n{}", rule.id, shown(&fixed.sources)));
    }
    assert!(all.len() > 7);
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn names_are_put_right_only_where_they_are_alike() {
    for rule in of(Repair::Alike) {
        let fixed = fix(&sources(rule.before), |sources| compile(sources).diagnostics);
        let left = compile(&fixed.sources).diagnostics;
        let is_certain = matches!(rule.id, "case-unknown" | "upcast-from-unknown-field");
        assert_eq!(left.is_empty(), is_certain, "{}\n{}", rule.id, shown(&fixed.sources));
    }
}

#[test]
fn what_only_a_person_knows_stays() {
    for rule in of(Repair::Person).filter(|rule| !rule.before.is_empty()) {
        let before = sources(rule.before);
        let fixed = fix(&before, |sources| compile(sources).diagnostics);
        assert_eq!((fixed.sources, fixed.mended), (before, vec![]), "{}", rule.id);
    }
}

fn fixed(text: &str) -> String {
    let file = SourceFile { path: "a.yaml".into(), shown: "a.yaml".into(), text: text.into() };
    shown(&fix(&Sources::new(vec![file]), |sources| compile(sources).diagnostics).sources)
}

#[test]
fn repairs_come_together_and_one_after_the_other() {
    let text = "\
events:
\tItemAdded:   # tabs
\t\tv1: { sku: Sku@1, prices: map<string, u32> }
\t\tv2: { sku: Sku, prices: \"map<string, u64>\", paid: { type: Money?, fill: { sum: 1 } } }
scalars: { Sku: string }
records:
  Money:
    v1: { sum: u8 }
    v2: { sum: u16 }
enums: { E: [!!str 1, on, 'off', NO] }
";
    insta::assert_snapshot!(fixed(text));
}

#[test]
fn a_repair_that_makes_something_else_wrong_is_left_out() {
    // Without the anchor, nobody could say what the alias stands for; in that case, two fields have one name.
    for text in [
        "events:\n  A:\n    v1: &a { x: u8 }\n  B:\n    v1: *a\n",
        "wire: { case: camelcase }\nevents:\n  A:\n    v1: { a_b: u8, c: { type: u8, wire: aB } }\n",
    ] {
        assert_eq!(fixed(text), text);
    }
}

#[test]
fn what_is_reserved_grows() {
    let old = "\
records:
  A: { v1: { a: u8, b: u8, c: u8 } }
  B:
    v1: { a: u8, b: u8 } # all
    # at the end
    doc: B.
  C:
    v1: { a: u8, b: u8, c: u8 }
    reserved: { v1: [z] }
  D:
    v1: { a: u8, b: u8 }
    v2: { a: u8, b: u8 }
    reserved:
      v1:
        - z
events:
  E: { v1: { a: A, b: B, c: C, d: D@1, e: D@2 } }
  F: { v1: { a: u8, b: u8 } }
";
    let compiled =
        compile(&Sources::new(vec![SourceFile { path: "a.yaml".into(), shown: "a.yaml".into(), text: old.into() }]));
    let judge = against(compiled.compiled.as_ref().expect("sound"));
    let new = old.replace(", b: u8", "").replace(", c: u8", "");
    let file = SourceFile { path: "a.yaml".into(), shown: "a.yaml".into(), text: new };
    let fixed = fix(&Sources::new(vec![file]), &judge);
    insta::assert_snapshot!(format!(
        "{}{:#?}",
        shown(&fixed.sources),
        judge(&fixed.sources).iter().map(|left| &left.message).collect::<Vec<_>>()
    ));
}
