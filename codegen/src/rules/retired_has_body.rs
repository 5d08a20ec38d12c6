//! `retired-has-body`: a retired version has no body.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "retired-has-body",
    severity: Error,
    summary: "a retired version has no body",
    page: "
        `retired` says that no data of a version is left anywhere, so that its body can be deleted; its number stays
        taken. Here the body is still there, and it is not clear which of the two is true.

        Delete the body if the data is gone from every store, backup and broker. If some may be left, take the version
        out of `retired`: a reader without the body could not read it.
    ",
};
