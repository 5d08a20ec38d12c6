//! `constraint-empty`: constraints leave a value.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "constraint-empty",
    severity: Error,
    summary: "constraints leave a value",
    page: "
        Two constraints contradict each other, so that no value meets both: nothing could be constructed, and
        everything that is stored would be refused when it is read.

        Exchange the two, or mend the one that is wrong. Both bounds belong to what is allowed.
    ",
};
