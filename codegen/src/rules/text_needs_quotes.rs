//! `text-needs-quotes`: text that YAML reads as a number, date, boolean or null is in quotes.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "text-needs-quotes",
    severity: Error,
    repair: Mechanical,
    summary: "text that YAML reads as a number, date, boolean or null is in quotes",
    page: "
        Where text is meant, YAML reads this as a number, a boolean, null or a date; or YAML 1.2 reads text, and the
        older YAML 1.1, which many tools and editors still follow, does not. `NO` is Norway to one and `false` to the
        other; `12:30:45` is a time to one and 45045 to the other.

        A value of an enum, a name or a default has to be the same to everybody who reads the schema, since it is
        compared with what is stored. Put it in quotes; `check --fix` and `fmt` do that.
    ",
};
