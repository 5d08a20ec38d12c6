//! `[[check.allow]]`: findings that are accepted with a reason, and entries that do nothing.

use crate::project::Project;

/// Two versions of an event that change nothing but say so: two findings of `upcast-map-useless`.
const USELESS: &str = "\
context: pay
enums:
  Currency: [EUR, USD]
  Method: [CARD, INVOICE]
events:
  Paid:
    v1: { currency: Currency, method: Method }
    v2:
      currency: { type: Currency, map: { EUR: EUR } }
      method: { type: Method, map: { CARD: CARD } }
";

fn project(allow: &str) -> Project {
    Project::new().with("schemas/pay.yaml", USELESS).with("retold.toml", allow)
}

const WHOLE: &str =
    "[[check.allow]]\nrule = \"upcast-map-useless\"\nsubject = \"pay.Paid\"\nreason = \"shown in docs\"\n";

#[test]
fn a_finding_is_allowed_with_a_reason() {
    let found = project("").run(&["check", "--format", "json"]).json();
    assert_eq!(found["summary"]["warnings"], 2, "{found:#}");
    let allowed = |toml: &str| {
        let document = project(toml).run(&["check", "--format", "json"]).json();
        let findings = document["findings"].as_array().cloned().unwrap_or_default();
        let allowed: Vec<String> = findings
            .iter()
            .filter(|finding| finding["allowed"] == "shown in docs")
            .map(|finding| finding["path"].as_str().unwrap_or_default().to_owned())
            .collect();
        assert_eq!(document["summary"]["allowed"], allowed.len(), "{document:#}");
        assert_eq!(findings.len(), 2, "{document:#}");
        allowed
    };
    assert_eq!(allowed(WHOLE), ["$.currency", "$.method"]);
    assert_eq!(allowed(&format!("{WHOLE}version = 2\n")), ["$.currency", "$.method"]);
    assert_eq!(allowed(&format!("{WHOLE}path = \"$.method\"\n")), ["$.method"]);
    assert_eq!(allowed(&format!("{WHOLE}until = \"2999-12-31\"\n")), ["$.currency", "$.method"]);
    let fingerprint = found["findings"][0]["fingerprint"].as_str().expect("a fingerprint");
    let by_fingerprint = format!("[[check.allow]]\nfingerprint = \"{fingerprint}\"\nreason = \"shown in docs\"\n");
    assert_eq!(allowed(&by_fingerprint), ["$.currency"]);
    assert_eq!(project(WHOLE).run(&["check"]).stdout, "");
}

#[test]
fn the_lines_that_allow_a_finding_are_shown_to_who_asks_for_more() {
    let ran = project("").run(&["check", "-v"]);
    insta::assert_snapshot!(ran.stdout);
    let lines = ran.stdout.split("in retold.toml:\n").nth(1).expect("shown");
    let lines: Vec<&str> = lines.lines().take_while(|line| !line.trim().is_empty()).map(str::trim).collect();
    let pasted = project(&lines.join("\n")).run(&["check", "--format", "json"]).json();
    assert_eq!((&pasted["summary"]["allowed"], &pasted["summary"]["warnings"]), (&1.into(), &1.into()), "{pasted:#}");
}

#[test]
fn entries_that_do_nothing_are_found_at_their_places() {
    let wrong_subject = WHOLE.replace("pay.Paid", "pay.Payd");
    let expired = WHOLE.replace("shown", "was shown") + "path = \"$.currency\"\nuntil = 2001-02-03\n";
    let other_version = format!("{WHOLE}version = 1\n");
    let toml = [&expired, &wrong_subject, &other_version, &other_version, WHOLE].map(String::from).join("\n");
    insta::assert_snapshot!(project(&toml).run(&["check"]));
}

#[test]
fn what_is_wrong_in_an_entry_is_found_at_its_place() {
    let toml = r#"[[check.allow]]
rule = "upcast-map-useless"
subject = "pay.Paid"
version = 0
path = ""
line = 7
reason = "r"

[[check.allow]]
fingerprint = "upcast-map-useless"
reason = "r"

[[check.allow]]
fingerprint = "upcast-map-useles:pay.Paid:v2:$.method"
subject = "pay.Paid"
reason = "r"

[[check.allow]]
rule = "upcast-loses-values"
subject = "pay.Paid"
reason = "r"
until = "2027-02-30"

[[check.allow]]
reason = "r"
"#;
    insta::assert_snapshot!(project(toml).run(&["check"]));
}
