//! `yaml-syntax`: the file is YAML.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "yaml-syntax",
    severity: Error,
    summary: "the file is YAML",
    page: "
        The schema asks for this: the file is YAML.
    ",
};
