//! `value-does-not-fit`: defaults, fills and examples fit the type of their field.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "value-does-not-fit",
    severity: Error,
    summary: "defaults, fills and examples fit the type of their field",
    page: "
        A `default`, `fill` or `example` is no value of the field's type, in JSON as on the wire, or breaks its
        constraints. A default is what readers see for every event that was stored without the field, and a fill what
        the upcast puts into every older event, so that each would fail on all of them.

        Values are written as JSON has them: decimals, dates, timestamps and uuids are text in quotes, enums are one
        of their wire values, records are mappings with all their fields.
    ",
};
