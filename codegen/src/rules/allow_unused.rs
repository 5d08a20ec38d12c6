//! `allow-unused`: an entry of `[[check.allow]]` accepts a finding that exists.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "allow-unused",
    severity: Warning,
    summary: "an entry of `[[check.allow]]` accepts a finding that exists",
    fixtures: none,
    page: r#"
        An entry of `[[check.allow]]` in `retold.toml` names a rule and a definition, and no finding of that rule in that
        definition was made. Either it was mended, or the entry never matched.

        An entry that is left behind would accept the same mistake in silence the next time somebody makes it. Delete the
        entry; if it should match, compare its `rule` and `subject` with the finding as `retold check --format json` shows
        it.
    "#,
};
