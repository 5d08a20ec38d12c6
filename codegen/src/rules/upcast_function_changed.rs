//! `upcast-function-changed`: a published step that is a function stays that function.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "upcast-function-changed",
    severity: Warning,
    change: [Backward],
    summary: "a published step that is a function stays that function",
    page: "
        What a step computes is in your code, and the schema shows only the path of its function. The path is
        another one now, or a step that was derived is a function, or the other way round. Whether stored
        events come out with the same values, nobody can tell from the schema.

        If the function only moved, leave its old path in place (`pub use`) and the finding is gone. Otherwise
        replay: the samples that `retold generate samples` writes, and `retold check --events` on what was
        really recorded, before and after the change.
    ",
};
