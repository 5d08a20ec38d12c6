//! `body-never-ends`: a record or union has a value that ends.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "body-never-ends",
    severity: Error,
    summary: "a record or union has a value that ends",
    fixtures: none,
    page: "
        The schema asks for this: a record or union has a value that ends.
    ",
};
