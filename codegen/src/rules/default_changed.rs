//! `default-changed`: an absent field goes on meaning what it meant.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "default-changed",
    severity: Error,
    change: [Backward, Forward],
    summary: "an absent field goes on meaning what it meant",
    page: "
        The field may be absent from what was written, and what is absent now reads as another value than
        before: the default changed, or an optional field got one, or a field lost it and is optional now.
        Nobody notices: old events are read without complaint, and say something that nobody recorded. The
        finding shows both readings.

        A default belongs to the version. Leave the published one alone and give the new default to a new
        version. In commands and queries, which the other side may not know in a new version yet, make the
        field required instead: then every request says what it means.
    ",
};
