//! `named-twice`: a list of names has each name once.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "named-twice",
    severity: Error,
    summary: "a list of names has each name once",
    page: "
        A list of names (`emits`, `rejects`, `from`, `sends`, `undo`) holds the same definition twice. The second one
        says nothing new; most likely another one was meant.
    ",
};
