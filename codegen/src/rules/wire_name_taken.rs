//! `wire-name-taken`: every event, command, query and alias has a name on the wire of its own.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "wire-name-taken",
    severity: Error,
    summary: "every event, command, query and alias has a name on the wire of its own",
    page: "
        Events, commands and queries are found by their name on the wire: `context.Name`, or what `name` says, or one
        of the `aliases`. Two definitions claim the same one, so a stored event of that name could be read as either.

        Names that differ only in the case of their letters count as one, since JSON Schemas and samples are files
        with these names.

        Give the newer definition a `name` of its own. An alias belongs to the definition that was stored under it.
    ",
};
