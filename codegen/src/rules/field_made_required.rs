//! `field-made-required`: a field that could be absent can still be absent.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "field-made-required",
    severity: Error,
    change: [Backward, Forward],
    summary: "a field that could be absent can still be absent",
    page: "
        The field was optional or had a default, so it may be absent from what was written. Now it is required,
        and where it is absent the whole payload is refused. It does not help that your own writers always
        filled it in: the schema allowed others, and older releases, to leave it out.

        Make a new version in which it is required, with `fill: VALUE` or `with: crate::function` for data that
        has none. In place, a field that had a default can keep it, and an optional one stays optional.

        An answer of a service that still runs has no version to step through. Keep the field optional there
        until every service that answers writes it.
    ",
};
