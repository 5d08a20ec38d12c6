//! `name-of-other-kind`: a name means a definition of the kind that belongs there.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "name-of-other-kind",
    severity: Error,
    summary: "a name means a definition of the kind that belongs there",
    page: "
        The name is defined, but as something that does not belong here: an event where a type is meant, a command in
        a list of events, a record where a rejection is meant.

        If both exist in the reader's mind, they need two names. To put the content of an event into another one,
        define a record for it and use the record in both.
    ",
};
