//! `tag-without-key`: `tag` stands only where a key inside the payload holds it.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "tag-without-key",
    severity: Error,
    summary: "`tag` stands only where a key inside the payload holds it",
    fixtures: none,
    page: "
        The schema asks for this: `tag` stands only where a key inside the payload holds it.
    ",
};
