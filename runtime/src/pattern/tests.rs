//! The engine beside `regex-automata`, on patterns as people write them and on patterns of all constructs.

use proptest::prelude::*;
use regex_automata::nfa::thompson::pikevm::PikeVM;

use super::*;

/// Both engines' answers: that of the table, if it is not too large, and that of the program.
fn answers(pattern: &str, text: &str) -> Result<Vec<bool>, &'static str> {
    let program = Program::new(&parser::parse(pattern)?)?;
    let table = Table::new(&program).map(|table| table.matches(text));
    Ok(table.into_iter().chain([program.matches(text)]).collect())
}

fn reference(pattern: &str, text: &str) -> Option<bool> {
    let reference = PikeVM::new(pattern).ok()?;
    Some(reference.is_match(&mut reference.create_cache(), text))
}

#[test]
fn patterns_as_people_write_them() {
    for (pattern, texts) in [
        ("^[A-Z0-9-]{3,32}$", &["ABC", "AB", "ABC-1", "ABC ", "", "abc", "ABC\n"][..]),
        ("", &["", "a"]),
        ("^$", &["", "a"]),
        ("$^", &["", "a"]),
        ("a|^b|c$", &["xa", "xb", "bx", "xc", "cx", ""]),
        ("^(?:a|b)*?c+$", &["ababc", "c", "ab", "abcd"]),
        ("[^\\n\\r\\u2028\\u2029]", &["\n", "\u{2028}", "é", ""]),
        ("^[\\t\\n\\v\\f\\r ]$", &["\t", "\u{b}", " ", "a"]),
        ("^\\x41\\u0042\\u{1F600}$", &["AB😀", "AB"]),
        ("(a(b(c)?)?)?d", &["abcd", "abd", "ad", "d", "abc"]),
        ("^[a-]$", &["-", "a", "b"]),
        ("^[\\]\\\\^-]$", &["]", "\\", "^", "-", "a"]),
        ("\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\|\\/\\^\\$", &[".*+?()[]{}|/^$"]),
        ("^(\\+[0-9]{1,3})? ?[0-9]{6,14}$", &["+49 123456", "123456", "12345"]),
        ("x{0}y", &["y", "xy"]),
        ("^(a{2}){2,}$", &["aaaa", "aaa", "aaaaaa", "aa"]),
        ("(^a)+", &["a", "ba"]),
    ] {
        for text in texts {
            let expected = reference(pattern, text).expect("the reference reads the pattern");
            assert!(answers(pattern, text).unwrap().iter().all(|answer| *answer == expected), "{pattern} {text:?}");
        }
    }
}

#[test]
fn letters_mean_what_they_mean_in_ecma_262() {
    for (pattern, text, expected) in [
        ("^\\d$", "٣", false),
        ("^\\w$", "é", false),
        ("^\\s$", "\u{a0}", false),
        (".", "\r", false),
        ("^\\D\\W\\S$", "é-a", true),
    ] {
        assert!(answers(pattern, text).unwrap().iter().all(|answer| *answer == expected), "{pattern} {text:?}");
    }
}

#[test]
fn what_is_no_pattern_says_why() {
    for pattern in [
        "(",
        ")",
        "[",
        "[]",
        "[^]",
        "a{",
        "a{x}",
        "a{2,1}",
        "*",
        "a|*",
        "\\",
        "\\b",
        "\\1",
        "\\p{L}",
        "(?=a)",
        "(?i)a",
        "[b-a]",
        "[\\d-a]",
        "[[a]]",
        "\\u12",
        "\\ud800",
        "\\u{110000}",
        "\\x4",
        "^*",
        "$+",
        "a{99999999999}",
        "(a{1000}){1000}",
    ] {
        assert!(answers(pattern, "").is_err(), "{pattern}");
    }
    assert!(answers(&"(".repeat(100_000), "").is_err());
}

#[test]
fn a_large_pattern_is_simulated() {
    let pattern = "a[ab]{300}c";
    let program = Program::new(&parser::parse(pattern).unwrap()).unwrap();
    assert!(Table::new(&program).is_none());
    let text = format!("{}c", "a".repeat(301));
    assert!(program.matches(&text));
    assert!(!program.matches(&text[1..]));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn any_pattern_means_what_it_means_to_the_reference(
        parts in proptest::collection::vec(
            prop_oneof![
                Just("a"), Just("b"), Just("é"), Just("[ab]"), Just("[^a]"), Just("[a-cé]"), Just("^"), Just("$"), Just("|"),
                Just("("), Just("(?:"), Just(")"), Just("*"), Just("+"), Just("?"), Just("{2}"), Just("{0,2}"), Just("{1,}"),
                Just("*?"), Just("\\x62"), Just("\\u{e9}"), Just("\\-"),
            ],
            0..12,
        ),
        texts in proptest::collection::vec("[abcé-]{0,8}", 1..5),
    ) {
        let pattern = parts.concat();
        for text in texts {
            // The reference reads more: repeated repetitions and anchors.
            if let (Ok(answers), Some(expected)) = (answers(&pattern, &text), reference(&pattern, &text)) {
                prop_assert!(answers.iter().all(|answer| *answer == expected), "{} {:?} {:?}", pattern, text, answers);
            }
        }
    }

    #[test]
    fn any_text_is_a_pattern_or_an_error(pattern in "[\\[\\](){}a-c^$.*+?|\\\\0-9,xu:-]{0,20}", text: String) {
        let _ = answers(&pattern, &text);
    }
}
