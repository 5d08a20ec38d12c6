mod cases;
mod random;

use crate::compile;
use crate::rules;
use crate::source::Sources;

#[test]
fn every_rule_of_steps_finds_its_fixture_and_not_the_mended_one() {
    for rule in rules::ALL.iter().filter(|rule| rule.id.starts_with("upcast-") && rule.changes.is_empty()) {
        let ids = |fixture: &str| {
            let findings = compile(&Sources::new(rules::fixture_files(fixture))).diagnostics;
            let mut ids: Vec<&str> = findings.iter().map(|finding| finding.rule.id).collect();
            ids.dedup();
            ids
        };
        assert_eq!(ids(rule.before), [rule.id], "before");
        assert!(ids(rule.after).is_empty(), "{}: after: {:?}", rule.id, ids(rule.after));
    }
}
