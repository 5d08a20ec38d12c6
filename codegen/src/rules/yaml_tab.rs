//! `yaml-tab`: schema files are indented with spaces.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "yaml-tab",
    severity: Error,
    repair: Mechanical,
    summary: "schema files are indented with spaces",
    page: "
        YAML does not allow tabs for indentation: how deep a line stands would depend on the width that an editor
        gives to a tab. The parser stops at the first one.

        Indent with spaces, two for each level. Most editors do that for YAML files if they are told to; `retold init`
        writes the settings.
    ",
};
