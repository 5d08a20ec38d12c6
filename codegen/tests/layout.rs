//! Any schema file through the formatter: what parses is laid out, once and for all, with its meaning and its comments.

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use retold_codegen::layout::{self, Refusal};
use retold_codegen::source::FileId;
use retold_codegen::yaml;

/// Formats a text as often as it takes to see that once is enough; `None` for what does not parse.
fn formatted(text: &str) -> Option<String> {
    let (tree, problems) = yaml::parse(FileId(0), text);
    let is_sound = tree.is_some() && problems.is_empty();
    match layout::format(FileId(0), text) {
        Ok(once) => {
            assert!(is_sound, "{text:?}");
            assert_eq!(layout::format(FileId(0), &once).as_deref(), Ok(&*once), "{text:?}");
            assert!(once.ends_with('\n') && !once.starts_with(['\n', '\u{feff}']), "{text:?}");
            Some(once)
        }
        Err(Refusal::Unreadable(found)) => {
            assert_eq!(found, problems);
            assert!(!is_sound, "{text:?}");
            None
        }
        Err(Refusal::NotTheSame) => panic!("no layout was found for {text:?}"),
    }
}

/// What YAML is made of, in any order.
fn yaml_soup() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        8 => "[a-zA-Zé日][a-z0-9_<>?]{0,4}",
        2 => "[0-9]{1,3}",
        12 => proptest::sample::select(vec![
            ": ", ":", "- ", "-", ", ", ",", "\n", "\n  ", "\n    ", "\n- ", "\r\n", "[", "]", "{", "}", "? ", "|\n  ", ">-\n  ",
            "\"", "'", "\\", " # c", "\n# d", "\n  # e", "#", "\t", "---\n", "...\n", "~", "NO", "=", ">", "|+\n\n   ", ">2\n    ",
            "\u{feff}", "\u{85}", "\u{2028}", "null", " ", "\n\n", "[a: b]", "{ c }", "'it''s'", "\"\\x41\\\n  b\"", " \n",
        ]).prop_map(str::to_owned),
    ];
    proptest::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

/// Pieces of a sound file, with comments and blank lines wherever they can stand.
fn sound_file() -> impl Strategy<Value = String> {
    let gap = || {
        prop_oneof![
            4 => Just("\n".to_owned()),
            1 => Just(" # behind\n".to_owned()),
            1 => Just("\n\n\n".to_owned()),
            1 => (0usize..9).prop_map(|spaces| format!("\n{}# alone\n", " ".repeat(spaces))),
            1 => (0usize..9).prop_map(|spaces| format!(" # behind\n\n{}# alone\n\n", " ".repeat(spaces))),
            1 => Just("\r\n".to_owned()),
            1 => Just("  \t\n".to_owned()),
        ]
    };
    let inner = || {
        prop_oneof![
            4 => Just(" ".to_owned()),
            1 => Just("\n     ".to_owned()),
            1 => Just(" # in brackets\n     ".to_owned()),
            1 => Just("\n  # alone in brackets\n\n     ".to_owned()),
        ]
    };
    let scalar = prop_oneof![
        Just("plain"),
        Just("NO"),
        Just("12:30:45"),
        Just("1_000"),
        Just("="),
        Just("~"),
        Just("010"),
        Just("'single'"),
        Just("'a \"b\" \\'"),
        Just("\"a\\tb\""),
        Just("two words"),
        Just("\"#\""),
        Just("a#b"),
        Just("string?"),
        Just("-1"),
        Just("a long text that takes so much room that what stands beside it has to go to lines of its own"),
    ];
    let block = prop_oneof![
        Just("|\n      lines\n       more\n\n      end"),
        Just(">-\n      folded\n      text\n\n        deeper\n      end"),
        Just("|+\n      kept\n\n\n"),
        Just("|2-\n        spaces first\n      end"),
        Just(">+\n      kept\n\n"),
        Just("plain\n      on two\n\n      lines"),
        Just("\"double\n      quoted \\\n      lines\""),
        Just("'single\n\n      quoted'"),
        Just(">\n      trailing \n      spaces \n"),
        Just("|\n\n      blank first"),
        Just("| # behind the bar\n      text"),
    ];
    let flow = (proptest::collection::vec((scalar.clone(), inner(), inner()), 0..5), any::<bool>(), inner()).prop_map(
        |(items, is_map, end)| {
            let items: Vec<String> = items
                .into_iter()
                .enumerate()
                .map(|(index, (text, before, behind))| match is_map {
                    true => format!("{before}k{index}: {text}{behind}"),
                    false => format!("{before}{text}{behind}"),
                })
                .collect();
            let (open, close) = if is_map { ('{', '}') } else { ('[', ']') };
            format!("{open}{}{end}{close}", items.join(","))
        },
    );
    let value = prop_oneof![
        3 => scalar.prop_map(str::to_owned),
        2 => block.prop_map(str::to_owned),
        3 => flow,
        1 => Just(String::new()),
    ];
    let entry = (value, gap(), gap(), 0usize..3).prop_map(|(value, first, last, kind)| (value, first, last, kind));
    proptest::collection::vec(entry, 1..8).prop_map(|entries| {
        let mut text = String::new();
        for (index, (value, first, last, kind)) in entries.into_iter().enumerate() {
            match kind {
                0 => text.push_str(&format!("a{index}: {value}{last}")),
                1 => text.push_str(&format!("a{index}:{first}    b: {value}{last}    c: x\n")),
                _ => text.push_str(&format!("a{index}:{first}    - {value}{last}    - b: {value}{last}      c: y\n")),
            }
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn anything_like_yaml_is_laid_out_or_refused(text in yaml_soup()) {
        formatted(&text);
        formatted(&format!("a: {text}\n"));
        formatted(&format!("a:\n  b:\n    - {text}\n  # c\nd: e"));
        formatted(&format!("a: {{ b: {text}, c: [d] }} # e\n"));
    }

    #[test]
    fn a_sound_file_is_laid_out(text in sound_file()) {
        formatted(&text);
    }

    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        formatted(&text);
    }
}

#[test]
fn sound_files_are_sound() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut sound = 0;
    for _ in 0..200 {
        let text = sound_file().new_tree(&mut runner).expect("a file").current();
        sound += usize::from(formatted(&text).is_some());
    }
    assert!(sound > 100, "{sound} of 200");
}
