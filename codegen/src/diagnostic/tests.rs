//! What people see, and the JSON beside it.

use serde_json::json;

use super::json::{Checked, Run};
use super::*;
use crate::rules;
use crate::source::{FileId, SourceFile, Sources};

fn sources(files: &[(&str, &str)]) -> Sources {
    let file = |(path, text): &(&str, &str)| SourceFile {
        path: (*path).to_owned(),
        shown: format!("schemas/{path}"),
        text: (*text).to_owned(),
    };
    Sources::new(files.iter().map(file).collect())
}

/// The place of the `nth` occurrence of `needle`, from 0.
fn at(sources: &Sources, file: u32, needle: &str, nth: usize) -> Place {
    let text = &sources.file(FileId(file)).text;
    let (start, _) = text.match_indices(needle).nth(nth).expect("written above");
    Place::new(FileId(file), start..start + needle.len())
}

fn shown(sources: &Sources, findings: &[Diagnostic]) -> String {
    human::render(findings, sources, false)
}

const CART: &str = "\
context: shop
events:
  ItemAdded:
    v1: { sku: Sku, qty: u32 }
    v2:
      sku: Sku
      quantity: { type: u64, form: qty }
";
const STOCK: &str = "context: shop\nrecords:\n  ItemAdded: { v1: { at: timestamp } }\n";

fn several() -> (Sources, Vec<Diagnostic>) {
    let sources = sources(&[("cart.yaml", CART), ("stock.yaml", STOCK)]);
    let misspelt = Diagnostic::new(&rules::yaml_syntax::RULE, at(&sources, 0, "form", 0), "a field has no key `form`")
        .with_label("no such key")
        .with_help("did you mean `from`?")
        .with_help("its keys are `type`, `from` and `fill`")
        .with_edit(at(&sources, 0, "form", 0), "from")
        .with_subject("shop.ItemAdded", Some(2), "$.quantity");
    let twice = Diagnostic::new(
        &rules::yaml_repeated_key::RULE,
        at(&sources, 1, "ItemAdded", 0),
        "`ItemAdded` is defined twice",
    )
    .with_also(at(&sources, 0, "ItemAdded", 0), "first defined here")
    .with_help("rename one of the two");
    let lost =
        Diagnostic::new(&rules::yaml_tag::RULE, at(&sources, 0, "u32", 0), "not every value of `i64` is a `u32`")
            .with_label("written as this")
            .with_also(at(&sources, 0, "u64", 0), "read as this")
            .with_witness(json!(-1));
    let nowhere = Diagnostic::new(&rules::file_empty::RULE, None, "`schemas` has no schema file").with_help("make one");
    (sources, vec![nowhere, twice, misspelt, lost])
}

#[test]
fn findings_look_like_those_of_rustc() {
    let (sources, findings) = several();
    insta::assert_snapshot!(shown(&sources, &findings));
}

#[test]
fn the_order_is_that_of_the_files() {
    let (sources, mut findings) = several();
    let first = shown(&sources, &findings);
    findings.reverse();
    assert_eq!(shown(&sources, &findings), first);
    findings.swap(0, 2);
    assert_eq!(shown(&sources, &findings), first);
}

#[test]
fn colour_adds_escapes_and_nothing_else() {
    let (sources, findings) = several();
    let colored = human::render(&findings, &sources, true);
    let mut plain = String::new();
    let mut rest = colored.as_str();
    while let Some((before, escape)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = escape.split_once('m').expect("every escape is a style").1;
    }
    plain.push_str(rest);
    assert_ne!(colored, plain);
    assert_eq!(plain, shown(&sources, &findings));
}

#[test]
fn nothing_found_shows_nothing() {
    assert_eq!(shown(&sources(&[]), &[]), "");
}

#[test]
fn summaries_count_what_there_is() {
    let (_, findings) = several();
    assert_eq!(human::summary(&findings, 2), "4 errors in 2 files");
    let note = Diagnostic::new(&rules::findings_not_listed::RULE, None, "x");
    assert_eq!(human::summary(&[findings[0].clone(), note], 1), "1 error, 1 note in 1 file");
    assert_eq!(human::summary(&[], 3), "nothing wrong in 3 files");
    assert_eq!(human::summary(&[], 0), "nothing wrong in no files");
}

#[test]
fn wide_and_hidden_characters_keep_the_underline_in_place() {
    let text = "日本語: \u{202e}oops\u{202c} # é\u{9b}31m\r\nb:\t\u{7}x\n";
    let sources = sources(&[("a\u{202e}.yaml", text)]);
    let finding = |needle: &str| {
        Diagnostic::new(&rules::yaml_syntax::RULE, at(&sources, 0, needle, 0), format!("this is `{needle}`"))
            .with_label("here")
            .with_help("a\u{1b}[31mb\nsecond line")
            .with_edit(at(&sources, 0, needle, 0), "\u{200b}y")
    };
    let findings = ["日本語", "oops", "é\u{9b}31m", "\u{7}x"].map(finding);
    let shown = shown(&sources, &findings);
    insta::assert_snapshot!(shown);
    assert!(shown.chars().all(|c| c == '\n' || !visible::is_hidden(c)));
    // The columns count characters of the file, not of what is shown.
    assert!(shown.contains("a<U+202E>.yaml:1:7\n") && shown.contains(":1:15\n") && shown.contains(":2:4\n"), "{shown}");
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let text = format!("a: [{}here, {}there]\n", "x, ".repeat(400_000), "ö, ".repeat(400_000));
    let sources = sources(&[("long.yaml", &text)]);
    let found = Diagnostic::new(&rules::yaml_syntax::RULE, at(&sources, 0, "here", 0), "this is far to the right")
        .with_label("it is here")
        .with_also(at(&sources, 0, "there", 0), "and there")
        .with_edit(at(&sources, 0, "here", 0), "there")
        .with_help("write `there`");
    insta::assert_snapshot!(shown(&sources, &[found]));
}

#[test]
fn long_places_are_underlined_in_their_first_line() {
    let text = format!("a:\n{}b:\n  c: d\n  e: f\n", "  x: y\n".repeat(5000));
    let sources = sources(&[("long.yaml", &text)]);
    let long = Diagnostic::new(&rules::yaml_tag::RULE, Place::new(FileId(0), 3..text.len() - 17), "many lines")
        .with_also(at(&sources, 0, "b", 0), "far away");
    let short = Diagnostic::new(&rules::yaml_tag::RULE, at(&sources, 0, "b:\n  c: d\n  e: f\n", 0), "a few lines");
    insta::assert_snapshot!(shown(&sources, &[long, short]));
}

#[test]
fn places_at_the_ends_of_files_and_lines() {
    let sources = sources(&[("a.yaml", ""), ("b.yaml", "a: b\nc:\n"), ("c.yaml", "a: b")]);
    let at = |file: u32, range: std::ops::Range<usize>| {
        Diagnostic::new(&rules::yaml_tag::RULE, Place::new(FileId(file), range.clone()), format!("{range:?}"))
    };
    insta::assert_snapshot!(shown(
        &sources,
        &[at(0, 0..0), at(1, 4..4), at(1, 4..5), at(1, 7..8), at(1, 8..8), at(2, 4..4), at(2, 2..900)]
    ));
}

#[test]
fn many_places_and_edits_are_counted() {
    let text = "key: value\n".repeat(30_000);
    let sources = sources(&[("a.yaml", &text)]);
    let mut found =
        Diagnostic::new(&rules::yaml_tag::RULE, at(&sources, 0, "key", 0), "everywhere").with_help("rename all");
    for index in 0..20 {
        let place = at(&sources, 0, "key", index * 1000);
        found = found.with_also(place, format!("number {index}")).with_edit(place, "name");
    }
    insta::assert_snapshot!(shown(&sources, &[found]));
}

#[test]
fn edits_of_other_files_are_named() {
    let (sources, _) = several();
    let found = Diagnostic::new(&rules::yaml_tag::RULE, at(&sources, 0, "ItemAdded", 0), "renamed")
        .with_help("rename it everywhere")
        .with_edit(at(&sources, 0, "ItemAdded", 0), "ItemPut")
        .with_edit(at(&sources, 1, "ItemAdded", 0), "ItemPut")
        .with_edit(at(&sources, 1, "records:\n", 0), "");
    insta::assert_snapshot!(shown(&sources, &[found]));
}

#[test]
fn the_json_says_the_same_one_for_one() {
    let (sources, findings) = several();
    let run = Run {
        version: "0.1.0",
        mode: Some("backward"),
        against: None,
        checked: Checked { files: 2, events: 1, records: 1, ..Checked::default() },
        matrix: None,
        order: None,
        recorded: None,
    };
    let reasons = [None, Some("two teams, one name"), None, None];
    let report = json::report(&run, findings.iter().zip(reasons), &sources);
    let text = serde_json::to_string_pretty(&report).expect("a report is JSON");
    insta::assert_snapshot!(text);
    assert_eq!(serde_json::from_str::<json::Report>(&text).expect("its own form"), report);
    let (lines, expected) = (lines::Lines::new(&sources, findings.iter().flat_map(Diagnostic::places)), &sources);
    for place in findings.iter().filter_map(|finding| finding.place) {
        assert_eq!(lines.line_columns(place), expected.line_columns(place));
    }
}
