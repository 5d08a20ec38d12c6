//! `deadline-unhandled`: something reacts to every deadline.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "deadline-unhandled",
    severity: Error,
    summary: "something reacts to every deadline",
    page: "
        A deadline names what happens when no answer has come in time, and nothing under `reacts` has that name. The
        deadline would pass, and the process would stay where it is for ever.

        Add a reaction of that name: what it sends then, or undoes.
    ",
};
