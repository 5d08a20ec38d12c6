//! `union-content-is-tag`: the tag and the content of a union are two keys.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "union-content-is-tag",
    severity: Error,
    summary: "the tag and the content of a union are two keys",
    page: r#"
        In JSON a union is told apart by its tag. With `content`, the fields of the variant stand under a key of their
        own beside it: `{ "type": "card", "data": { … } }`. The two keys cannot be the same one.

        Name another key, or leave `content` out: the fields then stand beside the tag.
    "#,
};
