//! `stream-taken`: the streams of each aggregate have a name of their own.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "stream-taken",
    severity: Error,
    summary: "the streams of each aggregate have a name of their own",
    fixtures: none,
    page: "
        The schema asks for this: the streams of each aggregate have a name of their own.
    ",
};
