//! `name-taken`: a name means one thing in a context, names that generated code derives included.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "name-taken",
    severity: Error,
    summary: "a name means one thing in a context, names that generated code derives included",
    fixtures: none,
    page: "
        The schema asks for this: a name means one thing in a context, names that generated code derives included.
    ",
};
