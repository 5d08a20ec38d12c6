//! `enum-value-added`: a closed enum gets no value that running readers do not know.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "enum-value-added",
    severity: Error,
    change: [Backward, Forward],
    summary: "a closed enum gets no value that running readers do not know",
    page: "
        A closed enum refuses a value that it does not list, and those who read the old set's enum do not know
        the new one: the first payload that holds it is refused, whole. In backward that concerns clients that
        read an answer, in forward every process that still runs.

        Readers first: deploy them with the new value before anything writes it. Where that is not in your
        hand, leave the enum as it is, and add an optional field with an enum of its own, or another event. If
        values will keep coming, make the enum `open: true` in time; an open enum keeps what it does not know.
    ",
};
