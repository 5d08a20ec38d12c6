//! `type-syntax`: a type expression can be read.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "type-syntax",
    severity: Error,
    summary: "a type expression can be read",
    page: "
        A type could not be read. Types are names, such as `string`, `Money`, `shop.Money`, `Money@2`; containers:
        `list<T>`, `set<T>`, `map<K, V>`, and `map<V>` with text as keys; and any of them with one `?` behind it, for
        a value that may be absent.

        The place inside the type is underlined. In braces, a type with a comma needs quotes around it.
    ",
};
