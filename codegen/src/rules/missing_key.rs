//! `missing-key`: keys that must be there are there.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "missing-key",
    severity: Error,
    summary: "keys that must be there are there",
    page: "
        A definition lacks a key that it cannot do without: the type of a field that is written as a mapping, the
        message of a rejection, the key of a view or a process, what a query returns, when a deadline passes.

        Nothing is assumed in its place, since every guess would become part of what is stored or sent. The help shows
        what to add.
    ",
};
