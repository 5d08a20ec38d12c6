//! Every rule over its fixtures: the schema that breaks it gives its finding and no other error, the mended one
//! nothing, and what people read about it is a snapshot.

use std::collections::BTreeSet;

use retold_codegen::compile;
use retold_codegen::diagnostic::{Diagnostic, Edit, human};
use retold_codegen::rules::{self, Rule};
use retold_codegen::source::{SourceFile, Sources};

fn found(fixture: &str) -> (Sources, Vec<Diagnostic>) {
    let sources = Sources::new(rules::fixture_files(fixture));
    let findings = compile(&sources).diagnostics;
    (sources, findings)
}

fn with_fixtures() -> impl Iterator<Item = &'static Rule> {
    rules::ALL.iter().copied().filter(|rule| !(rule.before.is_empty() && rule.after.is_empty()))
}

#[test]
fn a_schema_that_breaks_a_rule_gives_its_finding_and_no_other() {
    for rule in with_fixtures() {
        let (sources, findings) = found(rule.before);
        let shown = human::render(&findings, &sources, false);
        let ids: BTreeSet<&str> = findings.iter().map(|finding| finding.rule.id).collect();
        assert_eq!(ids, BTreeSet::from([rule.id]), "{shown}");
        insta::assert_snapshot!(rule.id, shown, rule.before);
    }
}

#[test]
fn a_mended_schema_gives_nothing() {
    for rule in with_fixtures() {
        let (sources, findings) = found(rule.after);
        assert!(findings.is_empty(), "{}\n{}", rule.id, human::render(&findings, &sources, false));
    }
}

#[test]
fn the_schemas_of_a_change_are_sound_by_themselves() {
    for rule in rules::ALL {
        for change in rule.changes {
            assert!(
                change.old != change.new && change.new != change.mended && change.old != change.mended,
                "{}",
                rule.id
            );
            for (name, text) in [("old", change.old), ("new", change.new), ("mended", change.mended)] {
                let (sources, findings) = found(text);
                let shown = human::render(&findings, &sources, false);
                assert!(findings.is_empty(), "{} {} {name}\n{shown}", rule.id, change.direction.word());
            }
        }
    }
}

#[test]
fn edits_mend_what_they_promise_to() {
    for rule in with_fixtures() {
        let (sources, findings) = found(rule.before);
        if findings.iter().any(|finding| finding.edits.is_empty()) {
            continue;
        }
        let edits = findings.iter().flat_map(|finding| &finding.edits).collect();
        let mended = apply(&sources, edits);
        let left = compile(&mended).diagnostics;
        assert!(left.is_empty(), "{}\n{}", rule.id, human::render(&left, &mended, false));
    }
}

fn apply(sources: &Sources, mut edits: Vec<&Edit>) -> Sources {
    edits.sort_by_key(|edit| std::cmp::Reverse((edit.place.start, edit.place.end)));
    let mended = sources.iter().map(|(id, file)| {
        let mut text = file.text.clone();
        for edit in edits.iter().filter(|edit| edit.place.file == id) {
            text.replace_range(edit.place.range(), &edit.text);
        }
        SourceFile { text, ..file.clone() }
    });
    Sources::new(mended.collect())
}

#[test]
fn messages_are_written_in_one_style() {
    for rule in with_fixtures() {
        for finding in found(rule.before).1 {
            for text in std::iter::once(&finding.message).chain(&finding.help) {
                assert!(!text.ends_with('.') && !text.contains('\n'), "{}: {text}", rule.id);
                assert!(
                    !text.starts_with(|first: char| first.is_uppercase()) || text.starts_with("YAML"),
                    "{}: {text}",
                    rule.id
                );
            }
        }
    }
}

#[test]
fn every_rule_has_a_page() {
    for rule in rules::ALL {
        let page = rule.page();
        assert!(page.len() > 120, "{}: {page}", rule.id);
        assert!(page.lines().all(|line| line.chars().count() <= 125), "{}: {page}", rule.id);
        assert!(!page.contains("The schema asks for this"), "{}", rule.id);
        assert!(!rule.summary.ends_with('.'), "{}", rule.id);
        let explained = rule.explain();
        assert!(explained.starts_with(rule.id) && explained.contains(&page), "{}", rule.id);
    }
}

#[test]
fn a_page_shows_the_schema_the_message_and_the_way_out() {
    insta::assert_snapshot!("explained", rules::by_id("version-gap").expect("a rule").explain());
}
