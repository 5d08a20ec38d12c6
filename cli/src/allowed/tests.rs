//! Entries against findings of rules about a change and of rules about one set.

use retold_codegen::diagnostic::Diagnostic;
use retold_codegen::rules::Rule;

use super::*;

const RULE: &Rule = &rules::upcast_map_useless::RULE;

fn finding(subject: &str, version: Option<u32>, path: &str) -> Finding {
    Finding { diagnostic: Diagnostic::new(RULE, None, "x").with_subject(subject, version, path), allowed: None }
}

fn entry(subject: &str, version: Option<u32>, path: Option<&str>) -> Allow {
    let key = Key::Definition { subject: subject.to_owned(), version, path: path.map(str::to_owned) };
    Allow { rule: RULE, key, reason: "r".to_owned(), until: None, span: 0..1 }
}

fn check(mode: Mode, allow: Vec<Allow>) -> CheckConfig {
    CheckConfig { mode, allow, ..CheckConfig::default() }
}

fn today() -> Date {
    jiff::civil::date(2026, 11, 21)
}

fn at(mode: Mode) -> Option<Looked> {
    Some(Looked::AtChange { is_own_base: true, mode })
}

fn told(problems: &[Problem]) -> Vec<String> {
    problems
        .iter()
        .map(|problem| format!("{}: {} ({})", problem.rule.id, problem.message, problem.help.join("; ")))
        .collect()
}

#[test]
fn an_entry_narrows_to_a_version_and_a_path() {
    let findings = || {
        vec![
            finding("shop.A", Some(1), "$.x"),
            finding("shop.A", Some(2), "$.x"),
            finding("shop.A", Some(2), "$.y"),
            finding("shop.B", Some(1), "$.x"),
        ]
    };
    let allowed = |entry: Allow| {
        let mut findings = findings();
        let problems = apply(&mut findings, &check(Mode::Full, vec![entry]), at(Mode::Full), today());
        assert_eq!(told(&problems), Vec::<String>::new());
        findings.iter().map(|finding| finding.allowed.is_some()).collect::<Vec<_>>()
    };
    assert_eq!(allowed(entry("shop.A", None, None)), [true, true, true, false]);
    assert_eq!(allowed(entry("shop.A", Some(2), None)), [false, true, true, false]);
    assert_eq!(allowed(entry("shop.A", None, Some("$.x"))), [true, true, false, false]);
    assert_eq!(allowed(entry("shop.A", Some(2), Some("$.y"))), [false, false, true, false]);
    let key = Key::Fingerprint("upcast-map-useless:shop.A:v2:$.x".to_owned());
    assert_eq!(allowed(Allow { key, ..entry("", None, None) }), [false, true, false, false]);
}

#[test]
fn an_entry_is_unused_only_where_its_finding_would_have_been_made() {
    const BACKWARD: &[Direction] = &[Direction::Backward];
    const FORWARD: &[Direction] = &[Direction::Forward];
    const BOTH: &[Direction] = &[Direction::Backward, Direction::Forward];
    let covers = |directions, configured, looked: Looked| looked.covers(directions, &check(configured, Vec::new()));
    let at = |mode| Looked::AtChange { is_own_base: true, mode };
    let elsewhere = |mode| Looked::AtChange { is_own_base: false, mode };
    assert!(covers(&[], Mode::Backward, Looked::AtOneSet));
    assert!(covers(&[], Mode::Backward, elsewhere(Mode::Forward)));
    // Nothing was compared.
    assert!(!covers(BACKWARD, Mode::Backward, Looked::AtOneSet));
    // In the rule's own direction, and in another.
    assert!(covers(BACKWARD, Mode::Backward, at(Mode::Backward)));
    assert!(covers(BACKWARD, Mode::Backward, at(Mode::Full)));
    assert!(!covers(BACKWARD, Mode::Backward, at(Mode::Forward)));
    assert!(!covers(FORWARD, Mode::Backward, at(Mode::Backward)));
    // Of two directions, those that the project asks for.
    assert!(covers(BOTH, Mode::Backward, at(Mode::Backward)));
    assert!(!covers(BOTH, Mode::Full, at(Mode::Backward)));
    assert!(!covers(BOTH, Mode::Backward, at(Mode::Forward)));
    assert!(covers(BOTH, Mode::Full, at(Mode::Full)));
    // Another base than the project's own.
    assert!(covers(BACKWARD, Mode::Backward, at(Mode::Backward)));
    assert!(!covers(BACKWARD, Mode::Backward, elsewhere(Mode::Backward)));
    // Not every finding could be made.
    let entries = || check(Mode::Backward, vec![entry("shop.A", None, None)]);
    assert_eq!(apply(&mut [], &entries(), None, today()).len(), 0);
    assert_eq!(apply(&mut [], &entries(), Some(Looked::AtOneSet), today()).len(), 1);
}

#[test]
fn what_has_expired_allows_nothing_and_counts_to_its_last_day() {
    let until =
        |day: i8| Allow { until: Some((jiff::civil::date(2026, 11, day), 7..9)), ..entry("shop.A", None, None) };
    let mut findings = [finding("shop.A", None, "")];
    let problems = apply(&mut findings, &check(Mode::Full, vec![until(20)]), at(Mode::Full), today());
    assert_eq!(
        told(&problems),
        ["allow-expired: the entry for `upcast-map-useless` in `shop.A` ended with 2026-11-20 \
          (mend what it allowed, or decide again and write a later day)"]
    );
    assert_eq!((problems[0].span.clone(), &findings[0].allowed), (7..9, &None));
    let problems = apply(&mut findings, &check(Mode::Full, vec![until(21)]), at(Mode::Full), today());
    assert_eq!((problems.len(), findings[0].allowed.as_deref()), (0, Some("r")));
    let problems = apply(&mut [], &check(Mode::Full, vec![until(20)]), at(Mode::Full), today());
    assert_eq!(problems[0].help, ["nothing is left that it would allow: delete the entry"]);
}

#[test]
fn an_entry_that_does_nothing_says_which_finding_it_may_mean() {
    let mut findings = [finding("shop.ItemAdded", Some(2), "$.price")];
    let fingerprint = Key::Fingerprint("upcast-map-useless:shop.ItemAdded:v1:$.price".to_owned());
    let entries = vec![
        entry("shop.ItemAded", None, None),
        entry("shop.ItemAdded", Some(1), None),
        Allow { key: fingerprint, ..entry("", None, None) },
        Allow { span: 5..6, ..entry("shop.ItemAded", None, None) },
    ];
    let problems = apply(&mut findings, &check(Mode::Full, entries), at(Mode::Full), today());
    assert_eq!(
        told(&problems),
        [
            "allow-unused: no finding of `upcast-map-useless` in `shop.ItemAded` was made \
             (delete the entry; or did you mean `subject = \"shop.ItemAdded\"`?)",
            "allow-unused: no finding of `upcast-map-useless` in `shop.ItemAdded` v1 was made \
             (delete the entry; or did you mean the one with the fingerprint `upcast-map-useless:shop.ItemAdded:v2:$.price`?)",
            "allow-unused: no finding has the fingerprint `upcast-map-useless:shop.ItemAdded:v1:$.price` \
             (delete the entry; or did you mean `upcast-map-useless:shop.ItemAdded:v2:$.price`?)",
            "allow-unused: another entry allows `upcast-map-useless` in `shop.ItemAded` already (delete the entry)",
        ]
    );
    assert_eq!((problems[3].span.clone(), problems[3].also.clone()), (5..6, Some((0..1, "allowed here"))));
}
