use regex_automata::Input;
use regex_automata::dfa::Automaton;

use super::*;

fn portable(written: &str) -> String {
    Pattern::parse(written).unwrap_or_else(|error| panic!("{written:?}: {error}")).portable
}

fn finds(written: &str, text: &str) -> bool {
    let automaton = automaton(&portable(written)).expect("small");
    automaton.try_search_fwd(&Input::new(text)).expect("no quit byte").is_some()
}

#[test]
fn what_every_engine_reads_alike_stays_to_the_letter() {
    for written in [
        "",
        "^[A-Z0-9-]{3,32}$",
        "a|b|",
        "()",
        "(?:a|(b))*c+?d{2}e{2,}f{2,5}?",
        r"\^\$\\\.\*\+\?\(\)\[\]\{\}\|\/",
        r"[\^\-\]\[\\a]",
        "[-a]",
        "[a-]",
        "[a-z-9]",
        "[a^]",
        r"\t\n\v\f\r\x41\u00e4\u{1F600}",
        "ä😀 #\"'",
        "[ä-ü😀]",
        "[&~a]",
    ] {
        assert_eq!(portable(written), written);
    }
}

#[test]
fn what_engines_read_differently_is_spelled_out() {
    assert_eq!(portable("."), r"[^\n\r\u2028\u2029]");
    assert_eq!(portable(r"\d\D"), "[0-9][^0-9]");
    assert_eq!(portable(r"\w+"), "[A-Za-z0-9_]+");
    assert_eq!(portable(r"\s"), r"[\t\n\v\f\r ]");
    assert_eq!(portable(r"[\w.-]"), "[A-Za-z0-9_.-]");
    assert_eq!(portable(r"\d{3}\-\d{4}\@\'"), "[0-9]{3}-[0-9]{4}@'");
    assert_eq!(portable(r"[\&&\~~\@]"), r"[\x26&\x7E~@]");
    assert_eq!(portable("a]b}"), r"a\]b\}");
}

#[test]
fn the_portable_form_means_what_was_written() {
    assert!(finds(r"^\d$", "7") && !finds(r"^\d$", "٧"));
    assert!(finds(r"^\w$", "_") && !finds(r"^\w$", "ä"));
    assert!(finds(r"^\s$", " ") && !finds(r"^\s$", "\u{a0}"));
    assert!(finds("^.$", "😀") && !finds("^.$", "\u{2028}") && !finds("^.$", "\r"));
    for class in ["d", "w", "s"] {
        let inside = format!(r"^[\{}!]$", class.to_uppercase());
        let complement = format!(r"^[^\{class}]$");
        for character in (0..0x250).chain(0x2020..0x2030).filter_map(char::from_u32) {
            let text = character.to_string();
            let expected = finds_cached(&complement, &text) || character == '!';
            assert_eq!(finds_cached(&inside, &text), expected, "{character:?} in {inside}");
        }
    }
}

fn finds_cached(written: &str, text: &str) -> bool {
    use std::cell::RefCell;
    use std::collections::HashMap;
    thread_local!(static BUILT: RefCell<HashMap<String, dense::DFA<Vec<u32>>>> = RefCell::default());
    BUILT.with_borrow_mut(|built| {
        let automaton =
            built.entry(written.to_owned()).or_insert_with(|| automaton(&portable(written)).expect("small"));
        automaton.try_search_fwd(&Input::new(text)).expect("no quit byte").is_some()
    })
}

#[test]
fn what_is_not_shared_is_refused_at_its_place() {
    for (written, range) in [
        ("a(?=b)", 1..4),
        ("(?!b)", 0..3),
        ("(?<=b)", 0..4),
        ("(?<!b)", 0..4),
        ("(?<name>b)", 0..3),
        ("(?P<name>b)", 0..3),
        ("(?>b)", 0..3),
        ("(?i)b", 0..2),
        ("x(?i:b)", 1..3),
        (r"(a)\1", 3..5),
        (r"\k<a>", 0..2),
        (r"\bword\b", 0..2),
        (r"\p{L}", 0..2),
        (r"[\P{L}]", 1..3),
        (r"\A", 0..2),
        (r"\z", 0..2),
        (r"\Qa\E", 0..2),
        (r"\cA", 0..2),
        (r"\0", 0..2),
        (r"\x4", 0..2),
        (r"\x{41}", 0..2),
        (r"\ud83d\ude00", 0..6),
        (r"\u{110000}", 0..2),
        (r"\u{}", 0..2),
        (r"a\", 1..2),
        ("[[:alpha:]]", 1..2),
        ("[a[b]]", 2..3),
        ("[a&&b]", 2..4),
        ("[a~~b]", 2..4),
        ("[!--]", 2..4),
        ("[a--b]", 2..4),
        ("[]", 0..2),
        ("[]a]", 0..2),
        ("[^]", 0..3),
        ("[a", 0..1),
        ("[a-", 0..1),
        ("[z-a]", 1..4),
        (r"[a-\d]", 1..5),
        (r"[\d-a]", 1..3),
        ("(a", 0..1),
        ("a)", 1..2),
        ("*a", 0..1),
        ("a|+", 2..3),
        ("(?)", 0..2),
        ("^*", 1..2),
        ("${2}", 1..2),
        ("a**", 1..3),
        ("a{2}{3}", 1..5),
        ("a{1000}{1000}", 1..8),
        ("a++", 1..3),
        ("a{,3}", 1..5),
        ("a{2, 3}", 1..7),
        ("a{x}", 1..4),
        ("a{", 1..2),
        ("{2}", 0..1),
        ("a{3,2}", 1..6),
    ] {
        let error = Pattern::parse(written).expect_err(written);
        assert!(written.get(error.range.clone()).is_some(), "{written}: {:?} is in the text", error.range);
        assert_eq!(error.range, range, "{written}: {error}");
    }
}

#[test]
fn huge_patterns_are_refused_at_once() {
    let started = std::time::Instant::now();
    for written in [
        "(a{1000}){1000}".to_owned(),
        "a{99999999999}".to_owned(),
        "((((a{100}){100}){100}){100}){100}".to_owned(),
        "(".repeat(10_000),
        format!("{}a{}", "(?:".repeat(3_000), ")".repeat(3_000)),
        "[".repeat(10_000),
        "a".repeat(100_000),
        "(a|b)*a(a|b){20}".to_owned(),
        "[^x]{5000}".to_owned(),
    ] {
        let error = Pattern::parse(&written).expect_err(&written);
        assert!(written.get(error.range.clone()).is_some());
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn patterns_that_people_write_are_small_enough() {
    for written in [
        r"^[^@\s]+@[^@\s]+\.[^@\s]{2,}$",
        "^.{1,200}$",
        "^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$",
        r"^(\+[1-9][0-9]{0,2})? ?(\([0-9]{1,4}\) ?)?[0-9 .-]{3,20}$",
        r"^https?://[^\s/$.?#].[^\s]*$",
        r"^(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}$",
    ] {
        portable(written);
    }
}

/// Random texts over the characters of patterns: whatever is accepted, regex-automata reads, and nothing panics.
#[test]
fn any_text_is_a_pattern_or_an_error() {
    let pieces = [
        "a", "b", "-", "^", "$", "[", "]", "(", ")", "(?:", "{2}", "{2,}", "{1,3}", "*", "+", "?", "|", ".", "\\",
        "\\d", "\\W", "\\x41", "\\u{e4}", "ä", "😀", "&", "~", ",", "{", "}", "0", "9", "\\]", "\\-", " ",
    ];
    let mut state: u64 = 3;
    let mut accepted = 0;
    for _ in 0..20_000 {
        let mut written = String::new();
        for _ in 0..8 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            written.push_str(pieces[(state >> 33) as usize % pieces.len()]);
        }
        match parser::portable(&written) {
            Ok(portable) => {
                accepted += 1;
                if accepted % 8 == 0 {
                    assert!(automaton(&portable).is_ok(), "{written} as {portable}");
                }
                assert_eq!(parser::portable(&portable).as_deref(), Ok(portable.as_str()), "{written}");
            }
            Err(error) => assert!(written.get(error.range.clone()).is_some(), "{written}: {:?}", error.range),
        }
    }
    assert!(accepted > 500, "{accepted}");
}

#[test]
fn a_schema_set_cannot_ask_for_any_amount_of_work() {
    let started = std::time::Instant::now();
    let mut patterns = Patterns::default();
    let mut refused = 0;
    for index in 0..5_000 {
        let written = format!("[^x]{{{}}}{index}", 60 + index % 40);
        match patterns.parse(&written) {
            Ok(pattern) => assert_eq!(patterns.parse(&written), Ok(pattern)),
            Err(error) => {
                assert!(error.message.contains("together"), "{error}");
                refused += 1;
            }
        }
    }
    assert!(refused > 4_000 && started.elapsed().as_secs() < 60, "{refused} {:?}", started.elapsed());
    // What costs little is still read.
    let mut patterns = Patterns::default();
    assert!((0..20_000).all(|index| patterns.parse(&format!("^[A-Z]{{3}}{index}$")).is_ok()));
}
