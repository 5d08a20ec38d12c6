//! `map-key-type`: the key of a map can be written as the key of a JSON object.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "map-key-type",
    severity: Error,
    summary: "the key of a map can be written as the key of a JSON object",
    page: "
        A map is written as a JSON object, so its keys are text. The types that have one text for each value can be
        keys: strings, integers, uuids, dates, enums, and newtypes of these.

        For any other key, write a list of records that hold the key as a field.
    ",
};
