//! `field-added-required`: a field that is added to a published body is optional or has a default.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "field-added-required",
    severity: Error,
    change: [Backward, Forward],
    summary: "a field that is added to a published body is optional or has a default",
    page: "
        A field without a default was added to a body that is already published. What was written before does
        not have it, and whoever reads that finds nothing where a value must be: a replay of stored events
        stops there, a command that waits in a queue is refused. In forward it is the other way round: a
        service that still runs answers without the field, and a new client cannot read the answer.

        The ways out: a new version that has the field, with `fill: VALUE` or `with: crate::function` for data
        of the older one; in place, a `default`, or an optional type (`string?`) where there is nothing true to
        put in. In an answer there are no versions to step through, so only the last two help.
    ",
};
