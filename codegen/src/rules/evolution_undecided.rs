//! `evolution-undecided`: everything that changed could be judged.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "evolution-undecided",
    severity: Warning,
    change: [Backward, Forward],
    summary: "everything that changed could be judged",
    fixtures: none,
    page: "
        A change could not be judged, and the finding says why: a limit of size was reached, such as in the
        comparison of two very large patterns. It is not an error, and it is no clean bill either.

        Make the change smaller, or the pattern simpler, so that it can be decided. Or look for yourself:
        `retold check --events` and `retold check --store` judge the schemas against what was really recorded.
    ",
};
