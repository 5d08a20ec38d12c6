//! `file-name-invalid`: folders and files have names that can be modules in Rust.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "file-name-invalid",
    severity: Error,
    summary: "folders and files have names that can be modules in Rust",
    fixtures: none,
    page: "
        The schema asks for this: folders and files have names that can be modules in Rust.
    ",
};
