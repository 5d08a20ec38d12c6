//! `findings-not-listed`: a file with very many problems lists only the first of them.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "findings-not-listed",
    severity: Note,
    summary: "a file with very many problems lists only the first of them",
    fixtures: none,
    page: "
        More than 200 problems with the YAML of one file were found. The first 200 are listed, the rest of the file is
        not looked at.

        So many have one cause, as a rule: a file that is no schema at all, or that a tool wrote with a tag or an
        anchor on every value. Mend that and run again. Nothing is lost: the run fails because of the findings that
        are listed.
    ",
};
