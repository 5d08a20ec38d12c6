//! `name-invalid`: names consist of the letters that their kind allows.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "name-invalid",
    severity: Error,
    summary: "names consist of the letters that their kind allows",
    page: "
        A name has a character that names of its kind do not take. Names become types, fields, modules, subjects and
        file names, so each kind has its letters:

            contexts       lower-case letters, digits, `_`, with dots between parts: shop.cart
            definitions    letters and digits: ItemAdded
            fields         letters, digits, `_`: item_id
            wire names     letters, digits, `_`, `.`, `-`: shop.ItemAdded

        Words that Rust keeps for itself and names of its prelude are fine. Where stored data has a name that does not
        fit, give the field a name of your own and keep the stored one with `wire`, or the event with `name`.
    ",
};
