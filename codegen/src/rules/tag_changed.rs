//! `tag-changed`: the key and the name inside a payload stay as they were.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "tag-changed",
    severity: Error,
    change: [Backward, Forward],
    summary: "the key and the name inside a payload stay as they were",
    page: "
        A reader finds out what a payload is by a key inside it: the `tag` of a union and its `content`, or the
        `event_tag` and `command_tag` that hold the name of the event or command. The key, or the name that it
        holds, is another one now, and the reader refuses what was written with the old one.

        Neither belongs to a version, so leave both as they are. When the definition is renamed, `tag: OldName`
        beside the bodies keeps the name in the payload, as `name:` keeps the one on the wire. A union with
        another tag is another union: give it a name of its own, and let a new version of the event use it,
        with a function for the step.
    ",
};
