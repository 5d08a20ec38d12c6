//! `yaml-directive`: schema files have no directives (`%YAML`, `%TAG`).

use super::Rule;

pub static RULE: Rule = rule! {
    id: "yaml-directive",
    severity: Error,
    repair: Mechanical,
    summary: "schema files have no directives (`%YAML`, `%TAG`)",
    page: "
        A line that starts with `%` before the document is a directive: `%YAML 1.1` asks for another version of YAML,
        `%TAG` declares prefixes of tags. Schema files are YAML 1.2 and have no tags, so a directive says either
        nothing or something false.

        In YAML 1.1, `NO` is a boolean and `12:30` a number: a file that claims to be 1.1 would mean something else to
        the tools that believe it. Delete the line.
    ",
};
