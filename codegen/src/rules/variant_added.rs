//! `variant-added`: a closed union gets no variant that running readers do not know.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "variant-added",
    severity: Error,
    change: [Backward, Forward],
    summary: "a closed union gets no variant that running readers do not know",
    page: "
        A closed union refuses a variant that it does not list. Those who read the old set do not know the new
        one, and refuse the first payload that holds it: clients that get an answer, in backward, and processes
        that still run, in forward.

        Deploy the readers first. Where you cannot, keep the union as it is and say what is new in an optional
        field beside it, or in another event. A union whose variants will grow is better `open: true` from the
        start: then a variant that a reader does not know is kept as it came.
    ",
};
