//! `json-schema-line-break`: texts with line breaks are refused on purpose.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "json-schema-line-break",
    severity: Warning,
    summary: "texts with line breaks are refused on purpose",
    fixtures: none,
    page: r#"
        The documents differ only for texts with line breaks. In ECMA-262 `.` does not match one, so that `^.+$` refuses
        "a\nb", which a mere `minLength: 1` allows. Hardly any author means that, so it does not make the documents
        incompatible; but if texts with line breaks are written, this reader refuses them.

        Write `[\s\S]` in place of `.` where any character is meant.
    "#,
};
