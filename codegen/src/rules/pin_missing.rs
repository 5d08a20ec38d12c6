//! `pin-missing`: a reference to a record or union with several versions says which one it means.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "pin-missing",
    severity: Error,
    summary: "a reference to a record or union with several versions says which one it means",
    fixtures: none,
    page: "
        The schema asks for this: a reference to a record or union with several versions says which one it means.
    ",
};
