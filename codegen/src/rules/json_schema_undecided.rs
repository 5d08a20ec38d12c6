//! `json-schema-undecided`: every keyword that the answer depends on is understood.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "json-schema-undecided",
    severity: Warning,
    summary: "every keyword that the answer depends on is understood",
    fixtures: none,
    page: r#"
        Whether two JSON Schema documents are compatible depends on a keyword, a reference or a number that is not
        understood exactly, such as a pattern with look-around, a document elsewhere, or a number of more digits than are
        kept. Nothing is claimed then: the answer is neither yes nor no.

        The finding names the keyword and its place. Say the same with keywords that are understood: ranges, lengths,
        patterns of the regular subset, `enum`, `properties`, `required`, `items`, `oneOf` with a tag.
    "#,
};
