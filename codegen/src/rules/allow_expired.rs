//! `allow-expired`: an entry of `[[check.allow]]` holds until its last day.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "allow-expired",
    severity: Warning,
    summary: "an entry of `[[check.allow]]` holds until its last day",
    fixtures: none,
    page: r#"
        An entry of `[[check.allow]]` in `retold.toml` accepts a finding for a reason, and `until` says for how long. After
        that day the entry does nothing any more: the finding that it accepted counts again.

        Mend what the finding names, or decide again and write a later day. Delete the entry when it is not needed.

            [[check.allow]]
            rule = "field-removed"
            subject = "shop.ItemAdded"
            reason = "never written: the form had no such field"
            until = "2027-01-01"
    "#,
};
