//! `event-renamed`: what is written carries a name that running processes know.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "event-renamed",
    severity: Error,
    change: [Forward],
    summary: "what is written carries a name that running processes know",
    page: "
        The definition is written under a new name on the wire. It reads the old one as well, but what still
        runs does not know the new one: an event of that name stops it, a command or query of that name finds
        nobody.

        Keep the name on the wire with `name: old.Name`; the schema and Rust use the new one. Or deploy in two
        steps: first `name: old.Name` with `aliases: [new.Name]`, so that everything that runs reads both, and
        then change over.
    ",
};
