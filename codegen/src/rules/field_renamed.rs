//! `field-renamed`: a renamed field still reads its old name.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "field-renamed",
    severity: Error,
    change: [Backward, Forward],
    summary: "a renamed field still reads its old name",
    page: "
        One field of a published body is gone and another of the same type appeared. Either the field was
        renamed, or one was given up and another one added; the tool does not guess which. As written, nothing
        reads the stored values of the old name.

        If it is a rename, add the line that the help shows, `aliases: [old_name]`: the field is written under
        its new name and read under both. If these are two fields, put the old name into `reserved`, and give
        the new one a `default` or make it optional.

        An alias helps who reads, not who runs already: in forward, processes of the old set look for the old
        name in what the new one writes. Keep the name in JSON with `wire: old_name`, and only the name in the
        schema and in Rust changes.
    ",
};
