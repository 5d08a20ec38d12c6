//! `pin-missing`: a reference to a record or union with several versions says which one it means.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "pin-missing",
    severity: Error,
    repair: Mechanical,
    summary: "a reference to a record or union with several versions says which one it means",
    page: "
        A record or union with several versions is named together with the version that is meant: `Money@1`. The body
        that uses it then stays what it was when the type gets a new version: an event that was stored with `Money@1`
        is read with `Money@1`, and from there by the steps between the versions.

        In bodies that are already published, the old version is right: `Money` meant `Money@1` as long as it was the
        only one, so that writing it changes nothing. To use the new version, give the event a new version of its own.
        `retold bump` and `check --fix` write the pins.
    ",
};
