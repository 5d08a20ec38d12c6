//! `file-name-invalid`: folders and files have names that can be modules in Rust.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "file-name-invalid",
    severity: Error,
    summary: "folders and files have names that can be modules in Rust",
    page: "
        The path of a schema file becomes the path of a Rust module: `shop/cart.yaml` is `shop::cart`. So every folder
        and file on the way has a name that can be a module: letters, digits, `_` and `-`, starting with a letter.

        Nothing that is stored depends on the name of a file. Rename it; only the paths in your Rust code change with
        it.
    ",
};
