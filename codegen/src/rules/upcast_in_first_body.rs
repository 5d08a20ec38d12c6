//! `upcast-in-first-body`: keys of upcasts stand where there is an older version.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "upcast-in-first-body",
    severity: Error,
    summary: "keys of upcasts stand where there is an older version",
    page: "
        `from`, `with`, `map` and `fill` say what becomes of data of the version before. Here there is none: the first
        body that is left has no version before it, after `becomes` stored data turns into other events, and a variant
        that is new in a union comes from nothing.

        A key without effect looks as if older data were cared for. Drop it. For a value that newer data may leave
        out, `default` is the key.
    ",
};
