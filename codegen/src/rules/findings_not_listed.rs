//! `findings-not-listed`: a file with very many problems lists only the first of them.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "findings-not-listed",
    severity: Note,
    summary: "a file with very many problems lists only the first of them",
    fixtures: none,
    page: "
        The schema asks for this: a file with very many problems lists only the first of them.
    ",
};
