//! `pii-changed`: a mark of personal data is neither lost nor gained unnoticed.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "pii-changed",
    severity: Warning,
    change: [Backward],
    summary: "a mark of personal data is neither lost nor gained unnoticed",
    page: "
        The field was marked as personal data and no longer is, or is now and was not. No payload shows the
        mark; what follows from it happens elsewhere: logs that leave the field out, exports, deletion on
        request, the catalogue that auditors read.

        If the mark was lost, put it back; on a newtype it holds wherever the newtype is used. If it is new,
        the values that are stored are as personal as those to come: see to old logs and copies too, and allow
        the finding with that as its reason.
    ",
};
