//! `scalar-of-non-scalar`: a scalar wraps one value.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "scalar-of-non-scalar",
    severity: Error,
    summary: "a scalar wraps one value",
    page: "
        A scalar is a newtype: a name, and perhaps constraints, for one value. It wraps a type of the language or
        another scalar. Lists, maps, optional values, records, unions and enums are no scalars.

        Use the type itself in the fields, or define a record. `CartId?` on the field says that it may be absent.
    ",
};
