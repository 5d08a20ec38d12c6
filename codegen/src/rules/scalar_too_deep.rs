//! `scalar-too-deep`: newtypes wrap each other only so deep.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "scalar-too-deep",
    severity: Error,
    summary: "newtypes wrap each other only so deep",
    page: "
        A scalar may wrap another one, and that another, up to 32 of them. Nobody can follow a longer chain, and neither
        can the programs that work on the generated code.

        Let one of them wrap a type of the language directly: constraints of the others can be said there as well.
    ",
};
