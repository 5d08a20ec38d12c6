//! The tree and its places, and the findings of the profile.

use super::*;
use crate::diagnostic::MOST_OF_A_FILE;

/// Every key and value with what its place covers, one a line.
fn outline(text: &str) -> String {
    let (tree, problems) = parse(FileId(0), text);
    assert_eq!(problems, [], "{text:?}");
    let mut out = String::new();
    describe(&tree.expect("no problem, so a tree"), text, 0, &mut out);
    out
}

fn describe(node: &Node, text: &str, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    let slice = |place: Place| &text[place.range()];
    match &node.kind {
        NodeKind::Scalar(scalar) => {
            out.push_str(&format!("{indent}{:?} {:?} from {:?}\n", scalar.style, scalar.text, slice(node.place)));
        }
        NodeKind::List(items) => {
            out.push_str(&format!("{indent}List from {:?}\n", slice(node.place)));
            items.iter().for_each(|item| describe(item, text, depth + 1, out));
        }
        NodeKind::Map(entries) => {
            out.push_str(&format!("{indent}Map from {:?}\n", slice(node.place)));
            for entry in entries {
                out.push_str(&format!("{indent}  key {:?} from {:?}\n", entry.key, slice(entry.key_place)));
                describe(&entry.value, text, depth + 2, out);
            }
        }
    }
}

/// Rule, underlined text and message of every finding, one a line.
fn findings(text: &str) -> String {
    let (_, problems) = parse(FileId(0), text);
    let line = |problem: &Diagnostic| {
        let place = problem.place.expect("every finding in a file has a place");
        let mut line = format!("{} {:?}: {}", problem.rule.id, &text[place.range()], problem.message);
        problem
            .also
            .iter()
            .for_each(|also| line.push_str(&format!(" | {:?} {}", &text[also.place.range()], also.label)));
        problem.help.iter().for_each(|help| line.push_str(&format!(" | help: {help}")));
        line + "\n"
    };
    problems.iter().map(line).collect()
}

/// The text after all edits of all findings.
fn mended(text: &str) -> String {
    let (_, problems) = parse(FileId(0), text);
    let mut edits: Vec<_> = problems.iter().flat_map(|problem| &problem.edits).collect();
    edits.sort_by_key(|edit| std::cmp::Reverse((edit.place.start, edit.place.end)));
    let mut text = text.to_owned();
    edits.iter().for_each(|edit| text.replace_range(edit.place.range(), &edit.text));
    text
}

#[test]
fn places_have_both_ends() {
    insta::assert_snapshot!(outline(
        "# a comment\n\"quoted\\tkey\": 'it''s'\nblock: |2-  # why\n    x\n   y\n\n\nlist:\n- a # b\n-   - |\n     text\n\n    - { k: , l: [1, \"2\"] }\nempty:\nlast: plain\n  text\n"
    ));
}

#[test]
fn block_scalars_start_at_their_indicator() {
    insta::assert_snapshot!(outline(
        "a: >-\n\n  x\n\nb: # | not this\n  |+\n  y\n\nc: |\nd:\n- |\n  z\n-\n - - >\n    w"
    ));
}

#[test]
fn flow_and_pairs() {
    insta::assert_snapshot!(outline(
        "z:\r\n- [-1]\r\ny:\r\n- -1\r\na: [x: y, ? z, {b: c, d, \"e\":f}, [], {}]\r\n? g\r\n: h\r\n"
    ));
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_key() {
    assert_eq!(outline("\u{feff}ä: ö"), "Map from \"ä: ö\"\n  key \"ä\" from \"ä\"\n    Plain \"ö\" from \"ö\"\n");
}

#[test]
fn a_document_may_be_marked() {
    outline("--- # first\na: b\n...\n");
}

#[test]
fn every_feature_of_the_profile_is_reported_at_its_place() {
    insta::assert_snapshot!(findings(
        "%YAML 1.1\n# c\n%TAG ! tag:x,2000:\n---\na: &one !!str b\nc: *one\nd: *.csv\n<<: *one\n<<:\n  e: f\n\"<<\": ok\n? [g]\n: h\n? |\n  i\n: j\n: k\na: again\nl: { a: 1, a: 2, a: 3 }\nm: \"x\u{7}\u{7f}\u{9b}\"\n--- # more\nb: &two c\n"
    ));
}

#[test]
fn edits_mend_what_they_can() {
    assert_eq!(
        mended(
            "%YAML 1.2\n---\na: &one  !!str b\nc: *.csv\nd: { e: map<string, u32>?, f: map<a,map<b,c>> }\ng: [list<u8>, map<a, b>]\n"
        ),
        "\n---\na: \"b\"\nc: \"*.csv\"\nd: { e: \"map<string, u32>?\", f: \"map<a,map<b,c>>\" }\ng: [list<u8>, \"map<a, b>\"]\n"
    );
    assert_eq!(mended("a: \"\\d+\\n\"\n"), "a: \"\\\\d+\\n\"\n");
}

#[test]
fn a_split_type_is_one_finding_and_the_tree_holds_the_whole_type() {
    let text = "a: { b: map<string, u32>, c: map<x,map<y, u32>>?, d: list<u8> }\ne: [map<a, b>, c]\n";
    insta::assert_snapshot!(findings(text));
    let tree = parse(FileId(0), text).0.expect("what is meant is clear");
    let a = &tree.entry("a").expect("written").value;
    let types: Vec<_> = a.as_map().expect("a mapping").iter().map(|entry| &text[entry.value.place.range()]).collect();
    assert_eq!(types, ["map<string, u32>", "map<x,map<y, u32>>?", "list<u8>"]);
    assert_eq!(a.entry("c").and_then(|c| c.value.as_scalar()).map(|c| c.text.as_str()), Some("map<x, map<y, u32>>?"));
    assert_eq!(tree.entry("e").and_then(|e| e.value.as_list()).map(<[Node]>::len), Some(2));
}

#[test]
fn brackets_that_never_close_are_left_alone() {
    for text in ["a: { b: map<string, c: u32> }", "a: [x<, y<, z]", "a: { b: <, c }", "a: {b: x>, y<}"] {
        assert_eq!(findings(text), "", "{text}");
    }
}

#[test]
fn only_what_changes_the_meaning_costs_the_tree() {
    for text in
        ["a: &x b", "a: !x b", "a: b\na: c", "%YAML 1.2\n---\na: b", "a: b\n---\nc: d", "a: \"\u{1}\"", "a: [b<c, d>]"]
    {
        let (tree, problems) = parse(FileId(0), text);
        assert!(tree.is_some() && !problems.is_empty(), "{text}");
    }
    for text in ["a: *b", "<<: { a: b }", "? [a]\n: b", "", "- a", "a", "a: [", "%YAML 1.2\n"] {
        let (tree, problems) = parse(FileId(0), text);
        assert!(tree.is_none() && !problems.is_empty(), "{text}");
    }
}

#[test]
fn files_without_a_mapping() {
    let texts = ["", " \n\t\n", "# only a comment\n", "---\n", "null", "- a\n- b\n", "text\n", "12", "{}"];
    insta::assert_snapshot!(texts.map(|text| format!("{text:?}\n{}", findings(text))).concat());
}

#[test]
fn syntax_errors_say_what_to_do() {
    let texts = [
        "a: b: c",
        "a\nb: c",
        "a: \"b",
        "a: 'b' c",
        "a: [b, c\nd: e",
        "a: [b}",
        "a: b]\nc: ]",
        "a: @b # c",
        "a: `b`",
        "a: %b",
        "a: *",
        "a: &",
        "a: \"\\d\"",
        "a: \"x\\n \\w\"",
        "a:\n\tb: c",
        "a:\n  b: c\n d: e",
        "- a\nb: c",
        "a: - b",
        "a: {b c: d e: f}",
        "a: [b c: [d] e]",
        "a: \"b\"#c",
        "a:\n  - b\n c",
        "a: |\n\tb",
        "a: \"\\xZZ\"",
        "a: !<x",
        "a: b\n  c: d",
        "? a\nb",
        "a: |0\n b",
        "{a: b}}",
        "a: ,",
        "a: b\n...\nc",
        "a: \"\\ud800\"",
        "a: }",
    ];
    insta::assert_snapshot!(texts.map(|text| format!("{text:?}\n{}", findings(text))).concat());
}

#[test]
fn a_syntax_error_comes_once_and_hides_no_finding_before_it() {
    insta::assert_snapshot!(findings("a: &x b\nc: [\nd: }\ne: *x\n"));
}

#[test]
fn line_ends_that_only_yaml_counts_are_refused() {
    assert_eq!(
        findings("a: b\rc: d\r\n"),
        "yaml-control-character \"\\r\": a carriage return without a line feed stands here | help: end lines with a line feed, or with carriage return and line feed\n"
    );
}

#[test]
fn a_finding_for_every_mistake_is_bounded() {
    let text = format!("a: [{}]", "!x y, ".repeat(10_000));
    let (tree, problems) = parse(FileId(0), &text);
    assert!(tree.is_none());
    assert_eq!(problems.len(), MOST_OF_A_FILE + 1);
    assert_eq!(problems[MOST_OF_A_FILE].rule.id, "findings-not-listed");
}
