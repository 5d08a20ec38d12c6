//! `becomes-without-function`: a function says what stored data becomes.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "becomes-without-function",
    severity: Error,
    summary: "a function says what stored data becomes",
    page: "
        Stored data becomes other events, and their fields need values. Which ones is for you to say: a function of
        yours takes the old version and returns the new events, and `with` names it.

        Only `becomes: []` needs none: the data is dropped from replay, and stays in the store.
    ",
};
