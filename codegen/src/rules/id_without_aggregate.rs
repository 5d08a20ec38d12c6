//! `id-without-aggregate`: `id` and `stream` belong to an aggregate.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "id-without-aggregate",
    severity: Error,
    summary: "`id` and `stream` belong to an aggregate",
    page: "
        `id` and `stream` describe the streams of an aggregate, and this file has none: it holds types, or events and
        commands of other services, which have no streams here.

        Name the aggregate, or remove the line. Shared types can stay in a file of their own; all files of the folder
        see them.
    ",
};
