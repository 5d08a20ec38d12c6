//! `upcast-key-unused`: every key of an upcast has an effect.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "upcast-key-unused",
    severity: Warning,
    summary: "every key of an upcast has an effect",
    page: "
        A field takes its value from the first that applies: `with`, then `from`, then the field of the same name, and
        only where that gave nothing or none, `fill`. When `upcast` hands over the whole step to a function, none of
        them applies.

        This key never applies, so that it looks as if it did something for older data. Drop it, or drop what comes
        before it.
    ",
};
