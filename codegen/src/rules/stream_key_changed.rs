//! `stream-key-changed`: the key of a stream keeps its type.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "stream-key-changed",
    severity: Error,
    change: [Backward],
    summary: "the key of a stream keeps its type",
    page: "
        The key is a part of the name of every stream that is stored. With another type, keys that are stored
        cannot be read, or the same key is spelled in another way and leads to another, empty stream.

        Keep the type. A newtype around it is no change. If streams must be keyed by something else, that is a
        new aggregate: copy the events over with a process of your own, and close the old streams.
    ",
};
