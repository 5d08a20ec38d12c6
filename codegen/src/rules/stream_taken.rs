//! `stream-taken`: the streams of each aggregate have a name of their own.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "stream-taken",
    severity: Error,
    summary: "the streams of each aggregate have a name of their own",
    page: "
        Two aggregates write streams of the same name, `<context>.<Aggregate>/<key>` or what `stream` says. Each would
        find the other's events in its stream and could not read them.

        An aggregate that was renamed keeps its streams with `stream`, and only one can have them. Give the other a
        name of its own.
    ",
};
