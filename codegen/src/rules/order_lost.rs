//! `order-lost`: what was written in an order is not read as a set.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "order-lost",
    severity: Error,
    change: [Backward, Forward],
    summary: "what was written in an order is not read as a set",
    page: "
        A list keeps the order in which its items were written; a set is sorted when it is read. What was
        recorded as first, second and third comes out in another order, and whoever took the order to mean
        something (a route, a ranking, the order of clicks) cannot get it back.

        If the order never meant anything, say so in a step: a new version with the set, and `with:
        crate::function` from the list. Towards readers that hold a set, keep writing a set, and put the list
        into a second field.
    ",
};
