//! `text-needs-quotes`: text that YAML reads as a number, date, boolean or null is in quotes.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "text-needs-quotes",
    severity: Error,
    summary: "text that YAML reads as a number, date, boolean or null is in quotes",
    fixtures: none,
    page: "
        The schema asks for this: text that YAML reads as a number, date, boolean or null is in quotes.
    ",
};
