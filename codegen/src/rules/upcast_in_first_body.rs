//! `upcast-in-first-body`: keys of upcasts stand where there is an older version.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "upcast-in-first-body",
    severity: Error,
    summary: "keys of upcasts stand where there is an older version",
    page: "
        `from`, `with`, `map` and `fill` say what becomes of data of the version before. The first body that is left has none before
        it; after `becomes` stored data turns into other events; and a variant that is new in a union comes from nothing.

        For a value that newer data may leave out, `default` is the key.
    ",
};
