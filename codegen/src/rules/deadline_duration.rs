//! `deadline-duration`: a deadline is a positive duration.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "deadline-duration",
    severity: Error,
    summary: "a deadline is a positive duration",
    page: "
        A deadline passes `after` a duration: `PT30S`, `PT10M`, `P2D`, in the form of ISO 8601 with days, hours,
        minutes and seconds; a day is 24 hours. It is not negative.

        Months and years have no fixed length, so they are no durations here.
    ",
};
