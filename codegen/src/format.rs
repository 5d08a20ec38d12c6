//! The text forms of the builtin types, one exact pattern each: the JSON Schema spells it, the model's own reading of
//! values follows it, and the runtime's decoders are tested against it. A pattern is anchored, uses only what ECMA-262
//! and Rust read alike, and has no `\d`, `\w`, `\s` or `.`, so that no engine reads more into it than another.
//!
//! Whatever is read is written in a form that the same pattern accepts (a timestamp as `Z`, a uuid in lower case).

mod range;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::{Anchored, Input};

use crate::model::{Builtin, JsonForm, KeyForm};

pub use range::integer_range_pattern;

/// The pattern of a decimal as a string: at most 28 digits in all, no leading zero, no exponent.
pub static DECIMAL: LazyLock<String> = LazyLock::new(|| format!("^-?(?:{})$", decimal_digits()));

/// The pattern of a decimal that is at least zero, for `min: "0"`: the only bound of a string decimal that a JSON
/// Schema can state. Zero itself may carry a sign, since `-0.00` is zero.
pub static DECIMAL_NOT_NEGATIVE: LazyLock<String> =
    LazyLock::new(|| format!("^(?:-0(?:\\.0{{1,27}})?|{})$", decimal_digits()));

/// The pattern of standard base64 with padding, in its one canonical form: the bits after the last byte are zero.
pub const BYTES: &str = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=|[A-Za-z0-9+/][AQgw]==)?$";

/// The pattern of a hyphenated uuid, in any letter case.
pub const UUID: &str = "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$";

/// The pattern of a local time of day: two digits each, then up to nanoseconds.
pub const TIME: &str = "^(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,9})?$";

/// The pattern of a day of the Gregorian calendar that exists, from year 0000 to 9999.
pub static DATE: LazyLock<String> =
    LazyLock::new(|| format!("^(?:[0-9]{{4}}-(?:{DAY_OF_ANY_YEAR})|{LEAP_YEAR}-02-29)$"));

/// The pattern of an RFC 3339 timestamp. The two ends of the calendar, 0000-01-01 and 9999-12-29, are read only at
/// offset zero, and what lies beyond not at all: so every timestamp that is read can be written as `Z` within the
/// four digits of a year. Second 60 is read as 59.
pub static TIMESTAMP: LazyLock<String> = LazyLock::new(|| {
    // Days 0000-01-02 to 9999-12-28 at any offset. 0000 is a leap year, 9999 is not.
    let within = [
        // Any day but 29 February of the years 0001 to 9998.
        format!(
            "(?:{})-(?:{DAY_OF_ANY_YEAR})",
            "000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-8][0-9]{3}|9[0-8][0-9]{2}|99[0-8][0-9]|999[0-8]"
        ),
        format!("{LEAP_YEAR}-02-29"),
        format!("0000-(?:01-(?:0[2-9]|[12][0-9]|3[01])|{FEBRUARY_TO_NOVEMBER}|12-(?:0[1-9]|[12][0-9]|3[01]))"),
        format!("9999-(?:01-(?:0[1-9]|[12][0-9]|3[01])|{FEBRUARY_TO_NOVEMBER}|12-(?:0[1-9]|1[0-9]|2[0-8]))"),
    ]
    .join("|");
    let clock = "[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\\.[0-9]{1,9})?";
    let any_offset = "(?:[Zz]|[+\\-](?:[01][0-9]|2[0-3]):[0-5][0-9])";
    let no_offset = "(?:[Zz]|[+\\-]00:00)";
    format!("^(?:(?:{within}){clock}{any_offset}|(?:0000-01-01|9999-12-29){clock}{no_offset})$")
});

/// The pattern of a duration: ISO 8601 without years, months and weeks, a day being 24 hours; at least one part.
pub static DURATION: LazyLock<String> = LazyLock::new(|| {
    let number = "[0-9]{1,12}";
    let seconds = format!("{number}(?:\\.[0-9]{{1,9}})?S");
    let minutes = format!("{number}M(?:{seconds})?");
    let hours = format!("{number}H(?:{number}M)?(?:{seconds})?");
    let clock = format!("T(?:{hours}|{minutes}|{seconds})");
    format!("^-?P(?:{number}D(?:{clock})?|{clock})$")
});

static U64_STRING: LazyLock<String> = LazyLock::new(|| integer_range_pattern(0, u64::MAX.into()));
static I64_STRING: LazyLock<String> = LazyLock::new(|| integer_range_pattern(i64::MIN.into(), i64::MAX.into()));

/// Month and day that exist in every year.
const DAY_OF_ANY_YEAR: &str = "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])\
    |(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)\
    |02-(?:0[1-9]|1[0-9]|2[0-8])";

/// The same without January and December.
const FEBRUARY_TO_NOVEMBER: &str = "(?:0[3578]|10)-(?:0[1-9]|[12][0-9]|3[01])\
    |(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)\
    |02-(?:0[1-9]|1[0-9]|2[0-8])";

/// A year with a 29 February.
const LEAP_YEAR: &str = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)";

/// A decimal without its sign. One alternative for each number of digits before the point: a regular language cannot
/// count both sides together in any other way.
fn decimal_digits() -> String {
    let mut alternatives = vec!["0(?:\\.[0-9]{1,27})?".to_owned(), "[1-9](?:\\.[0-9]{1,27})?".to_owned()];
    for whole in 2..=27 {
        alternatives.push(format!("[1-9][0-9]{{{}}}(?:\\.[0-9]{{1,{}}})?", whole - 1, 28 - whole));
    }
    alternatives.push("[1-9][0-9]{27}".to_owned());
    alternatives.join("|")
}

/// The exact pattern of a type that is text in JSON; `None` for a type that is not, and for `string`, which is any
/// text.
#[must_use]
pub fn text_pattern(builtin: Builtin) -> Option<&'static str> {
    Some(match builtin {
        Builtin::Decimal => &DECIMAL,
        Builtin::U64String => &U64_STRING,
        Builtin::I64String => &I64_STRING,
        Builtin::Bytes => BYTES,
        Builtin::Uuid => UUID,
        Builtin::Date => &DATE,
        Builtin::Time => TIME,
        Builtin::Timestamp => &TIMESTAMP,
        Builtin::Duration => &DURATION,
        Builtin::Bool
        | Builtin::U8
        | Builtin::U16
        | Builtin::U32
        | Builtin::U64
        | Builtin::I8
        | Builtin::I16
        | Builtin::I32
        | Builtin::I64
        | Builtin::F32
        | Builtin::F64
        | Builtin::DecimalNumber
        | Builtin::String
        | Builtin::Json => return None,
    })
}

/// The exact pattern of a type as the key of a map; `None` for `string`, which is any text, and for a type that cannot
/// be a key.
#[must_use]
pub fn key_pattern(builtin: Builtin) -> Option<&'static str> {
    match builtin.key_form() {
        KeyForm::Text => text_pattern(builtin),
        KeyForm::Integer => INTEGER_KEYS.get(&builtin.plain()).map(String::as_str),
        KeyForm::No => None,
    }
}

static INTEGER_KEYS: LazyLock<BTreeMap<Builtin, String>> = LazyLock::new(|| {
    Builtin::NAMED
        .into_iter()
        .filter_map(|builtin| builtin.integer_bounds().map(|(min, max)| (builtin, integer_range_pattern(min, max))))
        .collect()
});

/// Whether a type that is text in JSON reads this text. A type of another form reads none.
#[must_use]
pub fn reads_text(builtin: Builtin, text: &str) -> bool {
    match (builtin.json_form(), text_pattern(builtin)) {
        (JsonForm::Text, None) => true,
        (JsonForm::Text, Some(pattern)) => matches(pattern, text),
        (JsonForm::Boolean | JsonForm::Integer { .. } | JsonForm::Number | JsonForm::Any, _) => false,
    }
}

/// Whether a type reads this text as the key of a map. A type that cannot be a key reads none.
#[must_use]
pub fn reads_key(builtin: Builtin, text: &str) -> bool {
    match (builtin.key_form(), key_pattern(builtin)) {
        (KeyForm::No, _) => false,
        (KeyForm::Text | KeyForm::Integer, None) => true,
        (KeyForm::Text | KeyForm::Integer, Some(pattern)) => matches(pattern, text),
    }
}

/// The automaton of [`text_pattern`].
pub(crate) fn text_automaton(builtin: Builtin) -> Option<Built> {
    text_pattern(builtin).map(automaton)
}

/// The automaton of [`key_pattern`].
pub(crate) fn key_automaton(builtin: Builtin) -> Option<Built> {
    key_pattern(builtin).map(automaton)
}

type Built = Arc<dense::DFA<Vec<u32>>>;

/// The automata of all patterns above, built at first use.
fn automaton(pattern: &'static str) -> Built {
    static AUTOMATA: LazyLock<Mutex<BTreeMap<&'static str, Built>>> = LazyLock::new(Mutex::default);
    let mut automata = AUTOMATA.lock().unwrap_or_else(PoisonError::into_inner);
    let built = automata.entry(pattern).or_insert_with(|| {
        let automaton =
            dense::Builder::new().configure(dense::Config::new().start_kind(StartKind::Anchored)).build(pattern);
        Arc::new(automaton.expect("the patterns of this file are valid and small"))
    });
    Arc::clone(built)
}

fn matches(pattern: &'static str, text: &str) -> bool {
    let input = Input::new(text).anchored(Anchored::Yes).earliest(true);
    matches!(automaton(pattern).try_search_fwd(&input), Ok(Some(_)))
}

#[cfg(test)]
mod tests;
