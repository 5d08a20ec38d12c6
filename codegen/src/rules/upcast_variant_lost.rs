//! `upcast-variant-lost`: every variant of the older version becomes one of the newer.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "upcast-variant-lost",
    severity: Error,
    summary: "every variant of the older version becomes one of the newer",
    page: "
        A union goes from version to version by the names of its variants. Stored data may hold any of the older ones,
        so each needs a variant to become: the one of the same name, or one that says `variants: { v2: { NEW: OLD } }`.

        Where a variant is really gone, a person decides what its data becomes: `upcast: { v2: crate::function }` beside
        the bodies hands over the whole step, `fn(PaymentV1) -> Payment`.
    ",
};
