//! `pattern-invalid`: a pattern is one that ECMA-262 and Rust read alike.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "pattern-invalid",
    severity: Error,
    summary: "a pattern is one that ECMA-262 and Rust read alike",
    page: r#"
        The pattern is no regular expression that ECMA-262 and Rust read alike. The same pattern stands in the JSON
        Schema, where JavaScript and others read it, and in the generated type; a construct that one of them reads
        differently would let a value pass on one side and refuse it on the other.

        What both share: literals, classes such as `[A-Z0-9-]`, `\d`, `\w` and `\s` (ASCII), groups, `|`, `?`, `*`,
        `+`, `{n,m}`, `^` and `$`. There are no look-arounds and no back-references. A pattern is found anywhere in
        the text unless `^` and `$` hold it.
    "#,
};
