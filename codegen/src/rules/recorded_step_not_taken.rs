//! `recorded-step-not-taken`: recorded events reach their current version by derived steps.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "recorded-step-not-taken",
    severity: Note,
    summary: "recorded events reach their current version by derived steps",
    fixtures: none,
    page: r#"
        The command line takes recorded events as far as derived steps go. These are read by their version, and then wait
        for a function that a person wrote, which runs in the user's program alone: whether it succeeds for every one of
        them is not known here.

        `retold::tool!` gives a program of your own the command `validate`, which runs these functions over the same
        files and stores.
    "#,
};
