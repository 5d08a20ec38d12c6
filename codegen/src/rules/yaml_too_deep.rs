//! `yaml-too-deep`: mappings and lists nest at most 64 levels deep.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "yaml-too-deep",
    severity: Error,
    summary: "mappings and lists nest at most 64 levels deep",
    page: "
        Mappings and lists stand within each other more than 64 levels deep. No part of the schema language comes near
        that: the deepest are the values of `default`, `fill` and `example`.

        The limit exists because a file may come from anybody, and reading it must not exhaust the memory of the tool
        or of an editor. Write the value flatter, or give its inner parts records of their own.
    ",
};
