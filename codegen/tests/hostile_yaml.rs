//! Schema files from strangers: any text is answered, in a time that grows with its length, and every finding can be
//! shown.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use retold_codegen::diagnostic::{Diagnostic, human, json};
use retold_codegen::rules;
use retold_codegen::source::{FileId, LARGEST_FILE, Place, SourceFile, Sources};
use retold_codegen::yaml::{self, Node, NodeKind};

/// Far above what a debug build on a busy machine needs for the largest file, far below what anything quadratic does.
const LONGEST: Duration = Duration::from_secs(30);

/// Reads a text as a schema file, holds every place of tree and findings against it, and shows the findings.
fn answered(text: &str) -> (Option<Node>, Vec<Diagnostic>) {
    let start = Instant::now();
    let (tree, findings) = yaml::parse(FileId(0), text);
    if let Some(tree) = &tree {
        places_fit(tree, text, 0);
    }
    assert!(tree.is_some() || !findings.is_empty(), "no tree, and no finding that says why");
    shown(text, &findings);
    assert!(start.elapsed() < LONGEST, "{:?} for {} bytes", start.elapsed(), text.len());
    (tree, findings)
}

fn shown(text: &str, findings: &[Diagnostic]) {
    let sources = Sources::new(vec![file(text)]);
    let human = human::render(findings, &sources, false);
    assert_eq!(human.matches("\n --> ").count() > 0 || human.matches("--> ").count() > 0, !findings.is_empty());
    let hidden =
        |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert!(!human.contains(hidden), "{human:?}");
    let run = json::Run {
        version: "0",
        mode: None,
        against: None,
        checked: json::Checked::default(),
        matrix: None,
        order: None,
        recorded: None,
    };
    let report = json::report(&run, findings.iter().map(|finding| (finding, None)), &sources);
    for (finding, place) in report.findings.iter().zip(findings.iter().filter_map(|finding| finding.place)).step_by(100)
    {
        let (start, end) = sources.line_columns(place);
        assert_eq!((finding.line, finding.column), (Some(start.line), Some(start.column)));
        assert_eq!((finding.end_line, finding.end_column), (Some(end.line), Some(end.column)));
    }
}

fn file(text: &str) -> SourceFile {
    SourceFile { path: "a.yaml".into(), shown: "a.yaml".into(), text: text.to_owned() }
}

/// Every place is one of the text, and lies within that of its parent.
fn places_fit(node: &Node, text: &str, depth: usize) {
    assert!(depth <= yaml::DEEPEST_NESTING);
    let within = |inner: Place| {
        assert!(text.get(inner.range()).is_some(), "{inner:?} of {} bytes", text.len());
        assert!(node.place.start <= inner.start && inner.end <= node.place.end, "{inner:?} in {:?}", node.place);
    };
    within(node.place);
    match &node.kind {
        NodeKind::Scalar(_) => {}
        NodeKind::List(items) => items.iter().for_each(|item| {
            within(item.place);
            places_fit(item, text, depth + 1);
        }),
        NodeKind::Map(entries) => entries.iter().for_each(|entry| {
            within(entry.key_place);
            within(entry.value.place);
            places_fit(&entry.value, text, depth + 1);
        }),
    }
}

fn only(text: &str, rule: &str) {
    let (_, findings) = answered(text);
    let found: Vec<&str> = findings.iter().map(|finding| finding.rule.id).collect();
    assert_eq!(found, [rule]);
}

/// `part` again and again up to a megabyte.
fn filled(before: &str, part: &str, behind: &str) -> String {
    let room = (1 << 20) - before.len() - behind.len();
    format!("{before}{}{behind}", part.repeat(room / part.len()))
}

#[test]
fn files_over_the_limit_are_refused_unread() {
    only(&"[".repeat(10 << 20), "file-too-large");
    only(&format!("a: \"{}\"\n", "\u{1}".repeat(5 << 20)), "file-too-large");
}

#[test]
fn a_megabyte_of_events_is_read() {
    let mut text = "context: shop\nevents:\n".to_owned();
    for index in 0.. {
        if text.len() > 1 << 20 {
            break;
        }
        text.push_str(&format!(
            "  Event{index}:\n    v1: {{ sku: string, quantity: u32, at: timestamp, note: string? }}\n"
        ));
    }
    let (tree, findings) = answered(&text);
    assert!(tree.is_some() && findings.is_empty());
}

#[test]
fn a_file_of_the_largest_size() {
    let largest = usize::try_from(LARGEST_FILE).expect("small");
    let (tree, findings) = answered(&format!("a: {}\n", "x".repeat(largest - 4)));
    assert!(tree.is_some() && findings.is_empty());
    only(&format!("a: {}\n", "x".repeat(largest)), "file-too-large");
}

#[test]
fn a_megabyte_of_one_thing() {
    answered(&filled("a: \"", "\\U0001F4A3", "\"\n"));
    answered(&filled("a: |\n", "  x\n", ""));
    answered(&filled("a: b\n", "# c\n", ""));
    only(&filled("", "x", ": y\n"), "yaml-syntax");
    only(&filled("a: \"", "x", ""), "yaml-syntax");
    only(&filled("a: [", "b,", "]"), "file-too-large");
    only(&filled("a: [", "m<,", "]"), "file-too-large");
    only(&filled("", "k: v\n", ""), "file-too-large");
    only(&filled("", " ", ""), "file-empty");
    only(&filled("", "\n", ""), "file-empty");
    only(&filled("", "!", ""), "yaml-syntax");
    answered(&filled("", "---\n", ""));
    answered(&filled("", ": ", ""));
}

#[test]
fn many_mistakes_on_one_line_are_bounded() {
    for text in [
        filled("a: [", "!t b, ", "]"),
        filled("", "\0", ""),
        filled("a: \"", "\u{202e}\u{1}", "\""),
        filled("a: b", "\r", ""),
        filled("", "%d\n", "---\na: b"),
        format!("a: {{{}}}", "k, ".repeat(50_000)),
        (0..50_000).map(|index| format!("&a{index} b: *a{index}\n")).collect(),
    ] {
        let (_, findings) = answered(&text);
        assert!(findings.len() > 900 && findings.len() <= 1001, "{}", findings.len());
    }
}

#[test]
fn depth_is_bounded_before_anything_is_built() {
    for depth in [10_000, 1 << 20] {
        only(&format!("a: {}", "[".repeat(depth)), "yaml-too-deep");
        only(&"{a: ".repeat(depth), "yaml-too-deep");
        only(&"- ".repeat(depth), "yaml-too-deep");
        only(&"? ".repeat(depth), "yaml-too-deep");
    }
    only(&format!("a: {}{}", "[".repeat(10_000), "]".repeat(10_000)), "yaml-too-deep");
    let block: String = (0..1500).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    only(&block, "yaml-too-deep");
    let deepest = format!("a: {}{}", "[".repeat(yaml::DEEPEST_NESTING - 1), "]".repeat(yaml::DEEPEST_NESTING - 1));
    assert!(answered(&deepest).0.is_some());
}

#[test]
fn an_alias_bomb_is_a_list_of_findings() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..60 {
        let before = level - 1;
        text.push_str(&format!("a{level}: &a{level} [{}]\n", vec![format!("*a{before}"); 9].join(", ")));
    }
    let (tree, findings) = answered(&text);
    assert!(tree.is_none());
    assert!(findings.iter().all(|finding| matches!(finding.rule.id, "yaml-anchor" | "yaml-alias")));
}

fn schemas(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("readable") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            schemas(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            found.push(path);
        }
    }
}

#[test]
fn real_schemas_cut_off_anywhere() {
    let mut paths = Vec::new();
    schemas(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas"), &mut paths);
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("readable");
        // Every byte of the first two examples; of the others, which are alike, some.
        let step = if path.ends_with("cart.yaml") || path.ends_with("account.yaml") { 1 } else { 7 };
        for end in (0..text.len()).step_by(step).filter(|&end| text.is_char_boundary(end)) {
            let (tree, findings) = yaml::parse(FileId(0), &text[..end]);
            assert!(tree.is_some() || !findings.is_empty(), "no tree, and no finding that says why");
            if end % 32 == 0 {
                shown(&text[..end], &findings);
            }
        }
    }
}

/// What YAML is made of, in any order.
fn yaml_soup() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        8 => "[a-zA-Zé日][a-z0-9_<>?]{0,4}",
        2 => "[0-9]{1,3}",
        12 => proptest::sample::select(vec![
            ": ", ":", "- ", "-", ", ", ",", "\n", "\n  ", "\n    ", "\n- ", "\r\n", "[", "]", "{", "}", "? ", "|\n  ", ">-\n  ",
            "\"", "'", "\\", "# ", "#", "&a ", "*a ", "!t ", "!!str ", "<<: ", "\t", "---\n", "...\n", "%Y\n", "~", "@", "`",
            "map<", ">", "\u{feff}", "\0", "\u{202e}", "\u{85}", "\u{2028}", "\r", "null", " ",
        ]).prop_map(str::to_owned),
    ];
    proptest::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        answered(&text);
    }

    #[test]
    fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        answered(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn anything_like_yaml_is_answered(text in yaml_soup()) {
        answered(&text);
    }

    #[test]
    fn any_finding_can_be_shown(
        text in yaml_soup(),
        places in proptest::collection::vec((0u32..120, 0u32..40), 1..6),
        words in proptest::collection::vec(any::<String>(), 4),
    ) {
        let place = |(start, length): (u32, u32)| Place { file: FileId(0), start, end: start + length };
        let mut finding = Diagnostic::new(&rules::yaml_tag::RULE, place(places[0]), words[0].clone())
            .with_label(words[1].clone())
            .with_help(words[2].clone());
        for &at in &places[1..] {
            finding = finding.with_also(place(at), words[1].clone()).with_edit(place(at), words[3].clone());
        }
        let sources = Sources::new(vec![file(&text)]);
        assert!(!human::render(std::slice::from_ref(&finding), &sources, true).is_empty());
        shown(&text, &[finding]);
    }
}
