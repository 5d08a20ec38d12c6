//! `union-empty`: a union has a variant.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "union-empty",
    severity: Error,
    summary: "a union has a variant",
    page: "
        A union without variants can hold nothing: no event with it could ever be written, and none could be read.

        Write its variants, each with its fields; a variant without fields is `cash: {}`. A union that only passes on
        what others write has `open: true`: it keeps variants that it does not know.
    ",
};
