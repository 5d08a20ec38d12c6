use super::*;
use crate::model::Pattern;

fn language(pattern: &str, min_length: u64, max_length: u64) -> Language {
    let language = Language { patterns: Vec::new(), min_length, max_length };
    if pattern.is_empty() {
        return language;
    }
    language.and_pattern(&Pattern::parse(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}")).portable)
}

fn any_length(pattern: &str) -> Language {
    language(pattern, 0, u64::MAX)
}

fn witness(text: &str) -> Inclusion {
    Inclusion::Witness(text.to_owned())
}

#[test]
fn inclusion_of_patterns() {
    let languages = Languages::new();
    let included = |narrow: &str, wide: &str| languages.included(&any_length(narrow), &any_length(wide));
    assert_eq!(included("^[A-Z]{3}$", "^[A-Z0-9]{3,5}$"), Inclusion::Included);
    assert_eq!(included("^[A-Z0-9]{3,5}$", "^[A-Z]{3}$"), witness("AA0"));
    assert_eq!(included("^[A-Z0-9-]{3,32}$", "^[A-Z0-9-]{1,32}$"), Inclusion::Included);
    assert_eq!(included("^[A-Z0-9-]{1,32}$", "^[A-Z0-9-]{3,32}$"), witness("A"));
    assert_eq!(included("abc", "b"), Inclusion::Included);
    assert_eq!(included("b", "abc"), witness("b"));
    assert_eq!(included("", "a"), witness(""));
    assert_eq!(included("a", ""), Inclusion::Included);
    assert_eq!(included("^(ab)*$", "^(a|b)*$"), Inclusion::Included);
    assert_eq!(included("^(a|b)*$", "^(ab)*$"), witness("a"));
    assert_eq!(included("^.$", "^[^x]$"), witness("x"));
    assert_eq!(included("^[^x]$", "^.$"), witness("\n"));
    assert_eq!(included(r"^\d+$", r"^\w+$"), Inclusion::Included);
    assert_eq!(included("^ä$", "^[à-ÿ]$"), Inclusion::Included);
    assert_eq!(included("^[à-ÿ]$", "^ä$"), witness("à"));
    assert_eq!(included("^(a*b*)*$", "^[ab]*$"), Inclusion::Included);
    assert_eq!(included("^a$|^b$", "^[ab]$"), Inclusion::Included);
    assert_eq!(included("x^", "^y$"), Inclusion::Included);
}

#[test]
fn lengths_count_code_points() {
    let languages = Languages::new();
    assert_eq!(languages.included(&language("", 0, 5), &language("", 0, 9)), Inclusion::Included);
    assert_eq!(languages.included(&language("", 0, 9), &language("", 0, 5)), witness("aaaaaa"));
    assert_eq!(languages.included(&language("", 0, 9), &language("", 2, 9)), witness(""));
    assert_eq!(languages.included(&any_length("^[A-Z]{3,5}$"), &language("", 3, 5)), Inclusion::Included);
    assert_eq!(languages.included(&any_length("^[A-Z]{3,5}$"), &language("", 4, 5)), witness("AAA"));
    assert_eq!(languages.included(&any_length("^[A-Z]{3,5}$"), &language("", 3, 4)), witness("AAAAA"));
    assert_eq!(languages.included(&any_length("^😀{2}$"), &language("", 2, 2)), Inclusion::Included);
    assert_eq!(languages.included(&language("^[a-z]+$", 0, 3), &any_length("^[a-z]{1,3}$")), Inclusion::Included);
    assert_eq!(languages.included(&any_length("^(ab)+$"), &language("", 0, 7)), witness("abababab"));
    assert_eq!(languages.included(&language("^(aa)*$", 5, 5), &any_length("z")), Inclusion::Included);
}

#[test]
fn bounds_in_the_millions_cost_nothing() {
    let languages = Languages::new();
    let started = std::time::Instant::now();
    assert_eq!(languages.included(&language("", 0, u64::MAX - 1), &language("", 0, u64::MAX)), Inclusion::Included);
    assert_eq!(languages.included(&language("", 0, 1 << 40), &language("", 0, 1 << 39)), Inclusion::TooLarge);
    match languages.included(&language("^(abc)*$", 0, u64::MAX), &language("", 0, 5_000)) {
        Inclusion::Witness(text) => assert_eq!(text.len(), 5_001),
        other => panic!("{other:?}"),
    }
    assert_eq!(
        languages.included(&language("^(abc)*$", 1 << 41, 1 << 41), &language("x", 0, u64::MAX)),
        Inclusion::Included
    );
    assert!(started.elapsed().as_secs() < 60);
}

#[test]
fn the_shortest_text_is_plain() {
    let languages = Languages::new();
    let shortest = |pattern: &str, min, max| languages.shortest(&language(pattern, min, max));
    assert_eq!(shortest("^[A-Z0-9-]{3,32}$", 0, u64::MAX), Shortest::Text("AAA".into()));
    assert_eq!(shortest("", 0, 0), Shortest::Text(String::new()));
    assert_eq!(shortest("", 2, 9), Shortest::Text("aa".into()));
    assert_eq!(shortest("^a{3}$", 4, 9), Shortest::Empty);
    assert_eq!(shortest("", 4, 3), Shortest::Empty);
    assert_eq!(shortest("a^", 0, 9), Shortest::Empty);
    assert_eq!(shortest("@", 3, 9), Shortest::Text("aa@".into()));
    let both = any_length("^[a-f]*$").and_pattern("[d-z]").and_pattern("^[x-z]");
    assert_eq!(languages.shortest(&both), Shortest::Empty);
}

#[test]
fn products_that_explode_are_too_large_and_quickly_so() {
    let languages = Languages::new();
    let started = std::time::Instant::now();
    let mut many = Language::default();
    for period in [7, 11, 13, 17, 19, 23, 29] {
        many = many.and_pattern(&format!("^(a{{{period}}})*$"));
    }
    assert_eq!(languages.included(&many, &any_length("^(a{31})*$")), Inclusion::TooLarge);
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn samples_are_members_and_differ() {
    let languages = Languages::new();
    for (pattern, min, max) in
        [("^[A-Z0-9-]{3,32}$", 0, u64::MAX), ("", 0, 3), ("[äöü]", 2, 4), ("^.+@.+$", 0, 40), ("^(ab|cde)*$", 6, 6)]
    {
        let language = language(pattern, min, max);
        let mut seen = std::collections::BTreeSet::new();
        for seed in 0..60 {
            let text = languages.sample(&language, seed).expect("there are texts");
            assert!(languages.contains(&language, &text), "{text:?} in {language:?}");
            assert_eq!(Some(&text), languages.sample(&language, seed).as_ref());
            seen.insert(text);
        }
        assert!(seen.len() > 1, "{pattern}");
    }
    assert_eq!(languages.sample(&any_length("a^"), 1), None);
}

/// Random patterns over two letters, held against all texts of up to six of them.
#[test]
fn answers_agree_with_looking_at_every_short_text() {
    let mut state: u64 = 5;
    let mut random = move |bound: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    let mut texts = vec![String::new()];
    for length in 0..6 {
        let longest: Vec<String> = texts.iter().filter(|text| text.len() == length).cloned().collect();
        for text in longest {
            texts.extend(["a", "b"].map(|letter| format!("{text}{letter}")));
        }
    }
    let pieces = ["a", "b", "[ab]", "(a|bb)", "a*", "b+", "(ab)*", "a?", "b{2}", "(a|b){1,2}"];
    let mut pattern = || {
        let inner: String = (0..1 + random(3)).map(|_| pieces[random(pieces.len() as u64) as usize]).collect();
        match random(4) {
            0 => format!("^{inner}$"),
            1 => format!("^{inner}"),
            2 => format!("{inner}$"),
            _ => inner,
        }
    };
    let languages = Languages::new();
    let (mut included, mut excluded) = (0, 0);
    for round in 0..400_u64 {
        // Only texts of the two letters, so that the short texts are all there are.
        let narrow = any_length(&pattern()).and_pattern("^[ab]*$");
        let narrow = Language { min_length: round % 3, max_length: 3 + round % 4, ..narrow };
        let wide = Language { min_length: round % 2, max_length: 4 + round % 5, ..any_length(&pattern()) };
        let shortest = texts
            .iter()
            .filter(|text| languages.contains(&narrow, text) && !languages.contains(&wide, text))
            .map(String::len)
            .min();
        match (languages.included(&narrow, &wide), shortest) {
            (Inclusion::Included, None) => included += 1,
            (Inclusion::Witness(text), Some(length)) => {
                assert!(languages.contains(&narrow, &text) && !languages.contains(&wide, &text), "{text}");
                assert_eq!(text.len(), length, "{text} is not the shortest of {narrow:?} outside {wide:?}");
                excluded += 1;
            }
            (answer, shortest) => panic!("{narrow:?} in {wide:?}: {answer:?}, by hand {shortest:?}"),
        }
    }
    assert!(included > 20 && excluded > 100, "{included} {excluded}");
}
