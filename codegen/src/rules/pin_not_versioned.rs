//! `pin-not-versioned`: only records and unions have versions to pin.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "pin-not-versioned",
    severity: Error,
    repair: Mechanical,
    summary: "only records and unions have versions to pin",
    page: "
        Only records and unions have versions that a type can name. Scalars and enums have none: they change in place,
        where the evolution check judges every change of them in each body that uses them.

        Write the name alone.
    ",
};
