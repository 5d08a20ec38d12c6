//! `lock-conflict`: a lock has no conflict of git in it.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "lock-conflict",
    severity: Error,
    summary: "a lock has no conflict of git in it",
    fixtures: none,
    page: r#"
        Git found a conflict in `retold.lock` and left its marks there: two branches published something different under
        the same name, such as a version 3 of one event with other fields.

        Only the schemas can say what is right. Mend them first: usually one of the two becomes the next version. Then
        write the lock anew with `retold lock`, which does not look at what stands in the file. Branches that add
        different definitions, or versions of different definitions, merge without a conflict.
    "#,
};
