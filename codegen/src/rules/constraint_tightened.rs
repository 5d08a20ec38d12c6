//! `constraint-tightened`: a constraint is not made narrower than what was written.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "constraint-tightened",
    severity: Error,
    change: [Backward, Forward],
    summary: "a constraint is not made narrower than what was written",
    page: "
        Constraints hold whenever a value is made, so also when it is read. What was written under the wider
        one is stored, or still being sent, and the narrower one refuses it: a range, a length, a pattern, a
        number of items, `unique`. The witness is a value that was allowed.

        Make a new version with the narrower constraint; data of the old one passes through `with:
        crate::function`, which says what becomes of a value that no longer fits. If only new input should be
        held to the rule, check it in the handler of the command and leave the event alone: it records what
        happened under the rules of its time.

        An answer is made anew each time. Narrow it after every service that answers keeps within the new
        bounds, or add a second field that does.
    ",
};
