//! `type-too-deep`: types nest a bounded number of levels.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "type-too-deep",
    severity: Error,
    summary: "types nest a bounded number of levels",
    page: "
        A type holds lists, sets, maps or optional values more than 32 levels deep. Nobody reads such a type, and
        generated code for it would be as deep.

        Give the inner part a name: a record with one field is the usual way. A type that holds itself, as a tree
        does, is a record whose field has the record as its type.
    ",
};
