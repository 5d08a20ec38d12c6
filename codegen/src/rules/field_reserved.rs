//! `field-reserved`: a field that was removed in place leaves its stored values unread.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "field-reserved",
    severity: Note,
    change: [Backward],
    summary: "a field that was removed in place leaves its stored values unread",
    page: "
        The field is gone from a published body and its name is in `reserved`, as it should be. Nothing breaks:
        readers pass over keys that they do not know. But the values that are stored under that name are no
        longer read, and a projection that is built again from the start does not see them.

        That is as you said, and this note is the reminder. If somebody may still want the values, make a new
        version without the field instead, and leave the published body as it is.
    ",
};
