//! `file-not-a-mapping`: the top of a schema file is a mapping of sections.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "file-not-a-mapping",
    severity: Error,
    summary: "the top of a schema file is a mapping of sections",
    page: "
        A schema file is a mapping: keys such as `context`, `aggregate`, `events` and `records`, each with a value.
        Here a list or a single value stands at the top instead.

        A list of events under no key does not say what it is a list of. Write the section it belongs to, and each
        definition by its name below it.
    ",
};
