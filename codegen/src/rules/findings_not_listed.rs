//! `findings-not-listed`: a file with very many problems lists only the first of them.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "findings-not-listed",
    severity: Note,
    summary: "a file with very many problems lists only the first of them",
    fixtures: none,
    page: "
        More than 1000 findings belong to one file. The first 1000 are listed; where they are about its YAML, the rest
        of the file is not looked at.

        So many have one cause, as a rule: a file that is no schema at all, a tag or an anchor that a tool wrote on
        every value, a type that everything uses and nothing defines. Mend that and run again. Nothing is lost: the
        run fails because of the findings that are listed.
    ",
};
