//! Every rule about a change over its fixtures: the change gives its finding and no error of another rule, made another
//! way it gives none, and no schema differs from itself.

use std::collections::BTreeSet;
use std::fmt::Write;

use retold_codegen::diagnostic::{Diagnostic, Severity, human};
use retold_codegen::evolution::{Mode, Options, judge};
use retold_codegen::rules::{self, ChangeFixture, Direction, Rule};
use retold_codegen::source::{Place, SourceFile, Sources};
use retold_codegen::{Compiled, compile};

const MODES: [Mode; 3] = [Mode::Backward, Mode::Forward, Mode::Full];

fn sources(fixture: &str, revision: Option<&str>) -> Sources {
    let shown = |file: SourceFile| match revision {
        Some(revision) => SourceFile { shown: format!("{revision}:{}", file.path), ..file },
        None => file,
    };
    Sources::new(rules::fixture_files(fixture).into_iter().map(shown).collect())
}

fn compiled(sources: &Sources) -> Option<Compiled> {
    compile(sources).compiled
}

/// What is found about a change, and the sources that the findings point into.
fn judged(old: &str, new: &str, mode: Mode) -> (Sources, Vec<Diagnostic>) {
    let (old, mut new) = (sources(old, Some("main")), sources(new, None));
    let (before, after) = (compiled(&old).expect("whole"), compiled(&new).expect("whole"));
    let files = new.attach_base(&old, Some("main"));
    (new, judge(&before, files, &after, Options { mode, frozen: false }).findings)
}

fn mode(direction: Direction) -> Mode {
    match direction {
        Direction::Backward => Mode::Backward,
        Direction::Forward => Mode::Forward,
    }
}

fn changes() -> impl Iterator<Item = (&'static Rule, &'static ChangeFixture)> {
    rules::ALL.iter().flat_map(|rule| rule.changes.iter().map(|change| (*rule, change)))
}

fn errors(findings: &[Diagnostic]) -> BTreeSet<&'static str> {
    let errors = findings.iter().filter(|finding| finding.severity() == Severity::Error);
    errors.map(|finding| finding.rule.id).collect()
}

#[test]
fn a_change_that_breaks_a_rule_gives_its_finding_and_no_error_of_another() {
    for (rule, change) in changes() {
        let (sources, findings) = judged(change.old, change.new, mode(change.direction));
        let shown = human::render(&findings, &sources, false);
        let name = format!("{}-{}", rule.id, change.direction.word());
        assert!(findings.iter().any(|finding| finding.rule == rule), "{name}\n{shown}");
        assert!(errors(&findings).iter().all(|id| *id == rule.id), "{name}\n{shown}");
        insta::assert_snapshot!(name, shown);
    }
}

#[test]
fn the_change_made_another_way_gives_no_error() {
    for (rule, change) in changes() {
        let (sources, findings) = judged(change.old, change.mended, mode(change.direction));
        let shown = human::render(&findings, &sources, false);
        assert_eq!(errors(&findings), BTreeSet::new(), "{} {}\n{shown}", rule.id, change.direction.word());
        if rule.severity == Severity::Error {
            assert!(findings.iter().all(|finding| finding.rule != rule), "{}\n{shown}", rule.id);
        }
    }
}

#[test]
fn no_schema_differs_from_itself() {
    let mut compared = 0;
    for rule in rules::ALL {
        let of_changes = rule.changes.iter().flat_map(|change| [change.old, change.new, change.mended]);
        for text in [rule.before, rule.after].into_iter().filter(|text| !text.is_empty()).chain(of_changes) {
            // A schema that breaks a rule of one set is not compared with anything.
            if compiled(&sources(text, None)).is_none() {
                continue;
            }
            for mode in MODES {
                let (sources, findings) = judged(text, text, mode);
                let shown = human::render(&findings, &sources, false);
                assert!(findings.is_empty(), "{} in {mode:?}\n{text}\n{shown}", rule.id);
                compared += 1;
            }
        }
    }
    assert!(compared > 400, "{compared}");
}

#[test]
fn what_every_rule_says_about_every_pair() {
    let mut table = String::new();
    for (rule, change) in changes() {
        let _ = writeln!(table, "{} {}", rule.id, change.direction.word());
        for (name, text) in [("new", change.new), ("mended", change.mended)] {
            let said: Vec<String> = judged(change.old, text, Mode::Full).1.iter().map(told).collect();
            let said = if said.is_empty() { "nothing".to_owned() } else { said.join(", ") };
            let _ = writeln!(table, "  {name}: {said}");
        }
    }
    insta::assert_snapshot!(table);
}

fn told(finding: &Diagnostic) -> String {
    let direction = finding.direction.map_or("", Direction::word);
    format!("{} {} {}", finding.rule.severity.word(), direction, finding.rule.id)
}

#[test]
fn the_full_mode_says_what_both_directions_say() {
    for (rule, change) in changes() {
        for text in [change.new, change.mended] {
            let of = |mode| -> BTreeSet<String> {
                judged(change.old, text, mode).1.iter().map(Diagnostic::fingerprint).collect()
            };
            let both: BTreeSet<String> = &of(Mode::Backward) | &of(Mode::Forward);
            assert_eq!(both, of(Mode::Full), "{} {}", rule.id, change.direction.word());
        }
    }
}

#[test]
fn a_finding_says_where_on_both_sides_in_which_direction_and_what_to_do() {
    let mut lacking = Vec::new();
    for (rule, change) in changes() {
        let (sources, findings) = judged(change.old, change.new, mode(change.direction));
        for finding in findings {
            let mut lacks =
                |what: &str| lacking.push(format!("{} {}: {what}", finding.rule.id, change.direction.word()));
            if finding.place.is_none() {
                lacks("no place");
            }
            // What is new is nowhere else, and what is gone is only in the older set.
            let is_old = |place: &Place| sources.revision(place.file).is_some();
            let old = finding.place.iter().chain(finding.also.iter().map(|also| &also.place)).any(is_old);
            if !old && finding.severity() != Severity::Note {
                lacks("no place on the older side");
            }
            if finding.help.is_empty() && finding.severity() != Severity::Note {
                lacks("nothing to do");
            }
            if finding.help.first().is_some_and(|first| first.starts_with("or ")) {
                lacks("the other way out");
            }
            if finding.direction != Some(change.direction) {
                lacks("no direction");
            }
            if finding.subject.is_empty() {
                lacks("no subject");
            }
            if finding.readings.is_some() && finding.witness.is_none() {
                lacks("readings of nothing");
            }
        }
        assert!(rule.directions.contains(&change.direction));
    }
    assert_eq!(lacking, Vec::<String>::new());
}

#[test]
fn errors_on_the_wire_have_a_witness() {
    let mut without = BTreeSet::new();
    for (_, change) in changes() {
        for finding in judged(change.old, change.new, mode(change.direction)).1 {
            if finding.severity() == Severity::Error && finding.witness.is_none() {
                without.insert(finding.rule.id);
            }
        }
    }
    insta::assert_snapshot!(without.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn messages_are_written_in_one_style() {
    for (rule, change) in changes() {
        let findings = judged(change.old, change.new, Mode::Full).1;
        for finding in findings.iter().chain(&judged(change.old, change.mended, Mode::Full).1) {
            let labels = finding.also.iter().map(|also| &also.label).chain([&finding.label]);
            for text in std::iter::once(&finding.message).chain(&finding.help).chain(labels) {
                assert!(!text.ends_with('.') && !text.contains('\n'), "{}: {text}", rule.id);
                assert!(!text.starts_with(|first: char| first.is_uppercase()), "{}: {text}", rule.id);
            }
            assert!(!finding.message.is_empty(), "{}", rule.id);
        }
    }
}

#[test]
fn a_page_shows_the_change_the_message_and_the_way_out() {
    insta::assert_snapshot!("explained-change", rules::by_id("field-added-required").expect("a rule").explain());
    for (rule, _) in changes() {
        let said = rule.examples().into_iter().filter(|example| example.title == "What is said about it");
        assert!(said.clone().count() == rule.changes.len() && said.into_iter().all(|example| !example.text.is_empty()));
    }
}
