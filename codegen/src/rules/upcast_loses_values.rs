//! `upcast-loses-values`: a step between versions succeeds and loses nothing for every older value.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "upcast-loses-values",
    severity: Error,
    summary: "a step between versions succeeds and loses nothing for every older value",
    page: "
        A stored event of an older version is read as the next version by a step that is made from the two bodies. For
        each field the older value must become the newer one without loss, whatever it is: a number becomes a wider
        number, an integer a decimal, `T` becomes `T?`, a newtype what it wraps, an enum one with more values, and
        anything meets looser constraints. Here some value would fail or become another, and the finding shows the
        smallest that does.

        Events are kept for ever, and nobody can look at all of them to know that such a value never occurred. So the
        schema says what becomes of it:

        - `with: crate::function` computes the field from the whole previous version; `crate::function?` may refuse.
        - `from: other_field` takes the value from another field.
        - `fill: VALUE` gives the value where the older version had none. For a value that is there but of no use, call
          the new field something else and `fill` it: the old one is left behind.
        - For an enum, `map: { OLD: NEW }` renames values.
    ",
};
