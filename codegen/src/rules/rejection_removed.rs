//! `rejection-removed`: new clients know every rejection that running services answer with.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "rejection-removed",
    severity: Error,
    change: [Forward],
    summary: "new clients know every rejection that running services answer with",
    page: "
        The rejection is no longer among those of the command, so clients built from now on do not know it. A
        service of the old set that still runs goes on refusing with it, and they cannot read why.

        Leave the rejection in `rejects`, and mark it `deprecated`. Take it out when nothing runs any more that
        can answer with it.
    ",
};
