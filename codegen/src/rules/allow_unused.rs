//! `allow-unused`: an entry of `[[check.allow]]` accepts a finding that exists.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "allow-unused",
    severity: Warning,
    summary: "an entry of `[[check.allow]]` accepts a finding that exists",
    fixtures: none,
    page: r#"
        An entry of `[[check.allow]]` in `retold.toml` names a rule and a definition, perhaps one version and one path in it,
        and no such finding was made. Either it was mended, or the entry never matched; or another entry says the same.

        An entry that is left behind would accept the same mistake in silence the next time somebody makes it. Delete the
        entry; if it should match, compare it with the finding as `retold check --format json` shows it. `retold check -v`
        prints the lines that allow a finding. A finding can be named by its `fingerprint` as well:

            [[check.allow]]
            fingerprint = "field-removed:shop.ItemAdded:v1:$.note"
            reason = "never written: the form had no such field"

        An entry for a rule about a change is called unused only by a run that compared with the base that `retold.toml`
        names, and in the direction of the rule.
    "#,
};
