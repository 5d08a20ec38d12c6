//! `aggregate-without-id`: an aggregate says what its streams are keyed by.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "aggregate-without-id",
    severity: Error,
    summary: "an aggregate says what its streams are keyed by",
    page: "
        The events of an aggregate are stored in streams, one for each cart, account or order. `id` is the type of the
        key that tells them apart; without it no command would know where its events belong.

        The key is part of the name of a stream, `shop.Cart/<key>`, so that its type is hard to change later. A scalar
        of its own, such as `CartId: uuid`, cannot be mistaken for the key of something else.
    ",
};
