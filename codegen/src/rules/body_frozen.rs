//! `body-frozen`: a frozen body does not change in place.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "body-frozen",
    severity: Error,
    change: [Backward, Forward],
    summary: "a frozen body does not change in place",
    page: "
        `policy: frozen`, beside the definition or in the configuration, says that a published body stays as it
        is, to the letter on the wire, even where a change would harm nobody. The body changed.

        Undo it, and write the change as a new version. Docs, examples and the order of fields are free. To
        give the rule up for this definition, remove `policy: frozen` in a change of its own.
    ",
};
