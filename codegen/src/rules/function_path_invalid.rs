//! `function-path-invalid`: a function is named by its whole path.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "function-path-invalid",
    severity: Error,
    summary: "a function is named by its whole path",
    page: "
        A function of yours is named by its whole path, as in `crate::upcasts::split`: names with `::` between them,
        from `crate`, `super` or another crate on. A `?` behind it says that the function returns a `Result`, whose
        error stops the reading.

        The path is put into generated code as it is, and only as a path: calls, arguments, generics and macros are no
        part of it. What the function takes and gives follows from the place where it is named.
    ",
};
