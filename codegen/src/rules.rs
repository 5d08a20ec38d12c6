//! Every rule by its id. A rule is one file of this folder, its pair of fixtures `before.yaml` and `after.yaml` under
//! `rules/<id>/`, and one line in the list below. A fixture of several files marks the start of each with a line
//! `# file: shop/cart.yaml`.

use crate::diagnostic::Severity;
use crate::source::SourceFile;

/// A rule: what a finding of it is called, how much it weighs, and its page.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The id: words joined by `-`, as in `field-unknown-type`.
    pub id: &'static str,
    /// How much a finding weighs.
    pub severity: Severity,
    /// Which sides of a change the rule protects; none for a rule about one schema set, whatever it is compared with.
    pub directions: &'static [Direction],
    /// What the rule asks for, in one line: lower case, no full stop.
    pub summary: &'static str,
    /// Whether `check --fix` mends what breaks it.
    pub repair: Repair,
    /// A schema that breaks the rule; empty where text cannot show it.
    pub before: &'static str,
    /// The same schema, mended.
    pub after: &'static str,
    /// A change that breaks the rule, in each direction that it concerns; only for rules about a change.
    pub changes: &'static [ChangeFixture],
    page: &'static str,
}

/// Whether a finding is mended without asking a person what was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Repair {
    /// Only a person knows.
    Person,
    /// There is one way, and it is taken.
    Mechanical,
    /// A name is put right that differs in the case of letters, in `-` and in `_` alone.
    Alike,
}

/// The side that a change breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The newer set reads what the older one wrote.
    Backward,
    /// The older set reads what the newer one writes.
    Forward,
}

/// A change that breaks a rule, and how it is made without breaking it.
#[derive(Debug, PartialEq, Eq)]
pub struct ChangeFixture {
    /// The side that it breaks.
    pub direction: Direction,
    /// The schema before the change.
    pub old: &'static str,
    /// The schema after it.
    pub new: &'static str,
    /// What to write instead, which gives no finding of the rule.
    pub mended: &'static str,
}

impl Direction {
    /// `backward` or `forward`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Direction::Backward => "backward",
            Direction::Forward => "forward",
        }
    }
}

/// Makes a [`Rule`] and pulls in its fixtures. A rule about one schema set has `before.yaml` and `after.yaml`; one about
/// a change, with `change: [Backward, Forward]`, has `old.yaml`, `new.yaml` and `mended.yaml` in a folder for each of
/// its directions. `fixtures: none` is for what no text file can show.
macro_rules! rule {
    (@repair) => { $crate::rules::Repair::Person };
    (@repair $repair:ident) => { $crate::rules::Repair::$repair };
    (@folder Backward) => { "backward" };
    (@folder Forward) => { "forward" };
    (@text $id:literal, $path:expr) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/", $id, "/", $path))
    };
    (
        id: $id:literal,
        severity: $severity:ident,
        $(repair: $repair:ident,)?
        summary: $summary:literal,
        page: $page:literal $(,)?
    ) => {
        $crate::rules::Rule {
            id: $id,
            severity: $crate::diagnostic::Severity::$severity,
            directions: &[],
            summary: $summary,
            repair: rule!(@repair $($repair)?),
            before: rule!(@text $id, "before.yaml"),
            after: rule!(@text $id, "after.yaml"),
            changes: &[],
            page: $page,
        }
    };
    (
        id: $id:literal,
        severity: $severity:ident,
        $(repair: $repair:ident,)?
        change: [$($direction:ident),+],
        summary: $summary:literal,
        page: $page:literal $(,)?
    ) => {
        $crate::rules::Rule {
            id: $id,
            severity: $crate::diagnostic::Severity::$severity,
            directions: &[$($crate::rules::Direction::$direction),+],
            summary: $summary,
            repair: rule!(@repair $($repair)?),
            before: "",
            after: "",
            changes: &[$($crate::rules::ChangeFixture {
                direction: $crate::rules::Direction::$direction,
                old: rule!(@text $id, concat!(rule!(@folder $direction), "/old.yaml")),
                new: rule!(@text $id, concat!(rule!(@folder $direction), "/new.yaml")),
                mended: rule!(@text $id, concat!(rule!(@folder $direction), "/mended.yaml")),
            }),+],
            page: $page,
        }
    };
    (
        id: $id:literal,
        severity: $severity:ident,
        $(change: [$($direction:ident),+],)?
        summary: $summary:literal,
        fixtures: none,
        page: $page:literal $(,)?
    ) => {
        $crate::rules::Rule {
            id: $id,
            severity: $crate::diagnostic::Severity::$severity,
            directions: &[$($($crate::rules::Direction::$direction),+)?],
            summary: $summary,
            repair: $crate::rules::Repair::Person,
            before: "",
            after: "",
            changes: &[],
            page: $page,
        }
    };
}

macro_rules! list {
    ($($module:ident,)*) => {
        $(
            #[allow(missing_docs)]
            pub mod $module;
        )*

        /// All rules, sorted by id.
        pub static ALL: &[&Rule] = &[$(&$module::RULE,)*];
    };
}

// Sorted, one a line.
list! {
    aggregate_without_id,
    alias_removed,
    allow_expired,
    allow_unused,
    as_not_applicable,
    becomes_added,
    becomes_changed,
    becomes_foreign_event,
    becomes_without_function,
    body_frozen,
    body_never_ends,
    case_unknown,
    command_foreign_outcome,
    command_removed,
    config_syntax,
    config_unknown_key,
    config_value,
    constraint_empty,
    constraint_invalid,
    constraint_loosened,
    constraint_not_applicable,
    constraint_tightened,
    deadline_duration,
    deadline_unhandled,
    default_changed,
    default_on_optional,
    defined_twice,
    enum_empty,
    enum_value_added,
    enum_value_removed,
    enum_value_taken,
    event_added,
    event_is_no_more,
    event_moved,
    event_removed,
    event_renamed,
    evolution_undecided,
    field_added_required,
    field_alias_removed,
    field_made_optional,
    field_made_required,
    field_name_taken,
    field_removed,
    field_renamed,
    field_reserved,
    file_empty,
    file_name_invalid,
    file_name_not_usable,
    file_names_collide,
    file_not_a_mapping,
    file_not_regular,
    file_not_utf8,
    file_too_large,
    file_unreadable,
    findings_not_listed,
    folder_without_schemas,
    function_path_invalid,
    id_without_aggregate,
    json_schema_line_break,
    json_schema_refuses,
    json_schema_undecided,
    lock_conflict,
    lock_edited,
    lock_unreadable,
    map_key_type,
    missing_key,
    name_ambiguous,
    name_invalid,
    name_of_other_kind,
    name_taken,
    name_unknown,
    named_twice,
    no_version,
    order_lost,
    owner_changed,
    pattern_invalid,
    payload_refused,
    pii_changed,
    pin_missing,
    pin_not_versioned,
    pin_unknown_version,
    precision_lost,
    process_by,
    process_key_type,
    query_removed,
    recorded_event_unknown,
    recorded_event_unreadable,
    recorded_step_not_taken,
    recorded_version_absent,
    recorded_version_retired,
    recorded_version_unknown,
    rejection_added,
    rejection_message,
    rejection_removed,
    request_added,
    reserved_name_used,
    reserved_removed,
    retired_has_body,
    retired_not_first,
    rust_differs,
    scalar_cycle,
    scalar_of_non_scalar,
    scalar_too_deep,
    set_of_non_scalars,
    source_invalid,
    source_twice,
    stream_key_changed,
    stream_key_type,
    stream_renamed,
    stream_taken,
    tag_changed,
    tag_without_key,
    text_needs_quotes,
    type_changed,
    type_closed,
    type_opened,
    type_syntax,
    type_too_deep,
    union_content_is_tag,
    union_empty,
    unit_changed,
    unit_not_a_number,
    unknown_key,
    upcast_changed,
    upcast_from_not_a_record,
    upcast_from_unknown_field,
    upcast_from_unknown_variant,
    upcast_function_changed,
    upcast_gather_not_a_record,
    upcast_in_first_body,
    upcast_key_unused,
    upcast_loses_values,
    upcast_map_unknown_value,
    upcast_map_useless,
    upcast_needs_value,
    upcast_unit_differs,
    upcast_variant_lost,
    upcast_variant_twice,
    value_does_not_fit,
    value_meaning_changed,
    variant_added,
    variant_removed,
    variant_taken,
    variant_unknown,
    version_gap,
    version_key,
    version_not_readable,
    version_removed,
    version_retired,
    version_reused,
    version_unknown,
    view_key_type,
    view_value,
    wire_name_taken,
    wrong_shape,
    yaml_alias,
    yaml_anchor,
    yaml_complex_key,
    yaml_control_character,
    yaml_directive,
    yaml_merge_key,
    yaml_repeated_key,
    yaml_second_document,
    yaml_split_type,
    yaml_syntax,
    yaml_tab,
    yaml_tag,
    yaml_too_deep,
}

/// The rule with this id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Rule> {
    ALL.binary_search_by(|rule| rule.id.cmp(id)).ok().map(|index| ALL[index])
}

impl Rule {
    /// Whether `[[check.allow]]` may name the rule. Without the repair of an error in one schema set there is no whole
    /// set to work with; what a change breaks, or what was recorded, somebody may know not to matter.
    #[must_use]
    pub fn may_be_allowed(&self) -> bool {
        !self.directions.is_empty() || self.severity != Severity::Error || self.is_about_recorded_events()
    }

    /// Whether findings of it come of recorded events: which those are is another matter than what the schemas say.
    #[must_use]
    pub fn is_about_recorded_events(&self) -> bool {
        self.id.starts_with("recorded-")
    }

    /// What the rule means and why it matters for stored events: Markdown, a few paragraphs, no indentation.
    #[must_use]
    pub fn page(&self) -> String {
        let lines: Vec<&str> = self.page.trim_end().lines().skip_while(|line| line.trim().is_empty()).collect();
        let indent = |line: &&str| line.len() - line.trim_start().len();
        let common = lines.iter().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
        let mut page = String::new();
        for line in lines {
            page.push_str(line.get(common..).unwrap_or("").trim_end());
            page.push('\n');
        }
        page
    }
}

/// The files of a fixture: `# file: PATH` starts each; without such a line it is one file, `schema.yaml`.
#[must_use]
pub fn fixture_files(fixture: &str) -> Vec<SourceFile> {
    let file = |path: &str| SourceFile { path: path.to_owned(), shown: path.to_owned(), text: String::new() };
    let mut files = Vec::new();
    if !fixture.starts_with("# file: ") {
        files.push(file("schema.yaml"));
    }
    for line in fixture.split_inclusive('\n') {
        match line.strip_prefix("# file: ") {
            Some(path) => files.push(file(path.trim())),
            None => {
                if let Some(last) = files.last_mut() {
                    last.text.push_str(line);
                }
            }
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    #[test]
    fn rules_are_sorted_and_ids_are_unique_words() {
        for pair in ALL.windows(2) {
            assert!(pair[0].id < pair[1].id, "`{}` stands before `{}`", pair[0].id, pair[1].id);
        }
        for rule in ALL {
            let is_word =
                |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
            assert!(rule.id.split('-').all(is_word), "{}", rule.id);
            assert_eq!(by_id(rule.id), Some(*rule));
        }
    }

    #[test]
    fn only_what_leaves_a_whole_schema_set_may_be_allowed() {
        let rule = |rule: Rule| rule.may_be_allowed();
        let lost = rule! { id: "x", severity: Error, change: [Backward], summary: "x", fixtures: none, page: "x" };
        assert_eq!(lost.directions, [Direction::Backward]);
        assert!(rule(lost));
        assert!(rule(rule! { id: "x", severity: Warning, summary: "x", fixtures: none, page: "x" }));
        assert!(!rule(rule! { id: "x", severity: Error, summary: "x", fixtures: none, page: "x" }));
        assert!(!by_id("name-unknown").expect("a rule").may_be_allowed());
    }

    #[test]
    fn a_rule_a_file_and_a_fixture_folder_have_one_name() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let names = |folder: &str| -> BTreeSet<String> {
            let entries = std::fs::read_dir(root.join(folder)).expect("the folder is part of the crate");
            let name = |entry: std::io::Result<std::fs::DirEntry>| {
                entry.expect("readable").file_name().to_string_lossy().trim_end_matches(".rs").replace('_', "-")
            };
            entries.map(name).collect()
        };
        let ids = |rules: &[&Rule]| -> BTreeSet<String> { rules.iter().map(|rule| rule.id.to_owned()).collect() };
        assert_eq!(names("src/rules"), ids(ALL));
        let with_fixtures: Vec<&Rule> =
            ALL.iter().copied().filter(|rule| !rule.before.is_empty() || !rule.changes.is_empty()).collect();
        assert_eq!(names("rules"), ids(&with_fixtures));
    }

    #[test]
    fn pages_lose_the_indentation_of_the_source() {
        let rule = by_id("yaml-anchor").expect("a rule");
        assert!(!rule.page().starts_with(char::is_whitespace));
        assert!(!rule.page().is_empty());
    }

    #[test]
    fn a_fixture_may_hold_several_files() {
        let files = fixture_files("# file: a.yaml\nx: 1\n# file: b/c.yaml\ny: 2\n");
        let texts: Vec<_> = files.iter().map(|file| (file.path.as_str(), file.text.as_str())).collect();
        assert_eq!(texts, [("a.yaml", "x: 1\n"), ("b/c.yaml", "y: 2\n")]);
        assert_eq!(fixture_files("x: 1\n")[0].path, "schema.yaml");
    }
}
