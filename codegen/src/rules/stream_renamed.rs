//! `stream-renamed`: the streams of an aggregate keep their name.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "stream-renamed",
    severity: Error,
    change: [Backward],
    summary: "the streams of an aggregate keep their name",
    page: "
        The name of a stream is made of the context and the aggregate, and both are in the store with every
        event. Under the new name there is nothing: each aggregate that is loaded looks as if it had never
        existed, and accepts commands that its history forbids.

        Add `stream:` with the old name: the aggregate has its new name in the schema and in Rust, and its
        streams stay where they are.
    ",
};
