//! `name-ambiguous`: a bare name means one definition.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "name-ambiguous",
    severity: Error,
    summary: "a bare name means one definition",
    page: "
        A name without a context is looked up in the context of its own file, and then in all others. Here several
        others define it, and the first one found would be an accident.

        Write the context before the name, as in `billing.Money`. What is stored does not change with that: names of
        types are not on the wire.
    ",
};
