//! `constraint-loosened`: a constraint is not made wider than what readers take.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "constraint-loosened",
    severity: Error,
    change: [Backward, Forward],
    summary: "a constraint is not made wider than what readers take",
    page: "
        The new set may write values that the old one never could, and readers of the old set check what they
        read: they refuse the first value outside their bounds. In backward these are clients that get an
        answer, in forward all processes that still run.

        Deploy the readers first: once nothing runs that knows the narrower bounds, the change is safe, and can
        be allowed in `retold.toml` with that as its reason. Otherwise keep the field within its bounds and put
        the wider value into a second field, which readers of the old set ignore.
    ",
};
