//! `pin-not-versioned`: only records and unions have versions to pin.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "pin-not-versioned",
    severity: Error,
    summary: "only records and unions have versions to pin",
    fixtures: none,
    page: "
        The schema asks for this: only records and unions have versions to pin.
    ",
};
