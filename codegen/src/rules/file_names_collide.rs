//! `file-names-collide`: no two files become the same module.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "file-names-collide",
    severity: Error,
    summary: "no two files become the same module",
    page: "
        Two files would become one Rust module: modules are in snake case, so that `stock-item.yaml`,
        `stock_item.yaml` and `StockItem.yaml` are all `stock_item`. On some systems these are even one file.

        Rename one of them, or put the definitions of both into one file. Nothing that is stored depends on the name
        of a file.
    ",
};
