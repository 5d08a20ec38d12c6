//! `defined-twice`: what is defined in YAML and written by hand as well is the same in both.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "defined-twice",
    severity: Error,
    summary: "what is defined in YAML and written by hand as well is the same in both",
    fixtures: none,
    page: "
        A schema file defines the event or command, and a registry of types written by hand has put one of the same name
        into the lock. Each is judged for itself, and both would be published; but here they differ: in a name, in the
        versions that there are, or in what a version reads. The witness is a payload that one of them writes and the
        other does not read.

        Keep one. If the type is generated from the schema now, take the one written by hand out of its set, and let the
        registry update the lock. If it is to be written by hand, take the definition out of the schemas in the same
        change. Or make the two the same, such as while one replaces the other.
    ",
};
