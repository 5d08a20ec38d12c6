//! `request-added`: services that run do not know a new command or query yet.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "request-added",
    severity: Note,
    change: [Forward],
    summary: "services that run do not know a new command or query yet",
    page: "
        The command or query is new. Until a service that handles it is deployed, whoever sends it gets no
        answer, or an error. So deploy what handles it first, then what sends it.

        An optional field of a request that exists is ignored by services that do not know it, which may be
        what you want, and may not: they do the old thing and report success.
    ",
};
