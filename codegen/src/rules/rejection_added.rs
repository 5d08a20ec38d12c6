//! `rejection-added`: clients know every rejection that a command is answered with.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "rejection-added",
    severity: Error,
    change: [Backward],
    summary: "clients know every rejection that a command is answered with",
    page: "
        The command exists, and from now on it can be refused in a way that its clients do not know. They
        cannot read that answer, and can show their users neither the message nor what to do.

        Refuse with a rejection that the command already names, if one fits, and say more in an optional field
        of it: clients that do not know the field ignore it. Or offer the new behaviour as a new command. Where
        you deploy the clients yourself, deploy them first, and allow the finding with that as its reason.
    ",
};
