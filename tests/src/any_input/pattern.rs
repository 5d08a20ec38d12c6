//! Patterns.

use regex_automata::dfa::Automaton;
use retold_codegen::model::Pattern;
use retold_codegen::pattern::automaton;

/// A pattern, a zero byte, a text: reading the pattern never fails but by an error within the pattern, and an engine
/// for ECMA-262 finds a match in the text where the automaton finds one.
///
/// # Panics
/// If it is not so.
pub fn pattern(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (written, text) = text.split_once('\0').unwrap_or((text, ""));
    let pattern = match Pattern::parse(written) {
        Ok(pattern) => pattern,
        Err(error) => {
            assert!(written.get(error.range.clone()).is_some(), "{error} is at no place of `{written}`");
            return;
        }
    };
    let again = Pattern::parse(&pattern.portable).expect("the portable form is a pattern");
    assert_eq!(again.portable, pattern.portable, "the portable form is portable as it is");

    // An engine that backtracks takes for ever on some patterns; a few characters show the difference as well.
    let text: String = text.chars().take(8).collect();
    if written.len() > 60 {
        return;
    }
    let ecma = regress::Regex::with_flags(&pattern.portable, "u").expect("ECMA-262 reads the portable form");
    let rust = automaton(&pattern.portable).expect("a pattern that was read has an automaton");
    let found = rust.try_search_fwd(&regex_automata::Input::new(&text)).expect("the automaton never quits");
    assert_eq!(found.is_some(), ecma.find(&text).is_some(), "`{}` in {text:?}", pattern.portable);
}
