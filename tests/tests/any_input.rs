//! The promises for any input, held over inputs that are made from the pieces of real ones. The fuzz targets hold the
//! same promises for as long as one lets them run.

use proptest::prelude::*;
use retold_tests::any_input;

fn pieces(pieces: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(pieces), 0..most).prop_map(|chosen| chosen.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn patterns_mean_the_same_to_every_engine(
        pattern in pieces(&[
            "a", "b", "Z", "0", "9", "é", "-", "_", " ", ".", "^", "$", "|", "(", "(?:", ")", "[", "[^", "]", "*", "+", "?",
            "{2}", "{1,3}", "{0,}", "\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "\\n", "\\\\", "\\.", "\\u{e9}", "\\x41", "&&", ",",
        ], 12),
        text in pieces(&["a", "b", "Z", "0", "9", "é", "-", "_", " ", ".", "\n", "\u{2028}", "]", "&", "\u{1F600}"], 8),
    ) {
        any_input::pattern(format!("{pattern}\0{text}").as_bytes());
    }
}
