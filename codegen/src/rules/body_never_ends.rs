//! `body-never-ends`: a record or union has a value that ends.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "body-never-ends",
    severity: Error,
    summary: "a record or union has a value that ends",
    page: "
        A record holds itself, or one that holds it in turn, in a field that must be there. A value of it would need
        another one inside, and so on without end: none could ever be written or read.

        Let it hold itself through `?`, `list<…>` or `map<…>`, so that the innermost one holds none.
    ",
};
