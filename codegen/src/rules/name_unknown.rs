//! `name-unknown`: every name that is used is defined.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "name-unknown",
    severity: Error,
    repair: Alike,
    summary: "every name that is used is defined",
    page: "
        A name is used that no file of the schema folder defines. It may be misspelt, it may be the name of another
        language for a type (`int`, `datetime`, `boolean`), or its definition was renamed or deleted.

        A name of another context is found without its context as long as it is defined only once; `shop.Money` always
        says which one is meant. If a file of the folder does not parse, names that may be defined in it are not
        reported.
    ",
};
