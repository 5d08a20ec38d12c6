//! `type-opened`: a type that running readers know as closed is not opened.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "type-opened",
    severity: Error,
    change: [Backward, Forward],
    summary: "a type that running readers know as closed is not opened",
    page: "
        An open enum or union may hold, and write again, values that nobody listed. Readers of the old set know
        it as closed and refuse them: clients that get an answer, in backward, and processes that still run, in
        forward.

        Opening is right where values will keep coming, but it is the readers who must be open first. Deploy
        them, then the writers, and allow this finding with that as its reason. Otherwise keep the closed type
        and add a field beside it for what it cannot say.
    ",
};
