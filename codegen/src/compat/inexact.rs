//! Numbers that a document spells with more digits than a JSON value keeps.

use serde_json::Number;

use crate::shape::Decimal;

/// The first number of a JSON text that is read as another.
pub(super) fn number(json: &str) -> Option<&str> {
    let mut rest = json;
    loop {
        let start = rest.find(|letter: char| letter == '"' || letter == '-' || letter.is_ascii_digit())?;
        let from = &rest[start..];
        let length = if from.starts_with('"') {
            end_of_string(from)
        } else {
            let is_number = |letter: char| letter.is_ascii_digit() || matches!(letter, '-' | '+' | '.' | 'e' | 'E');
            let length = from.find(|letter| !is_number(letter)).unwrap_or(from.len());
            if !is_exact(&from[..length]) {
                return Some(&from[..length]);
            }
            length
        };
        rest = &from[length..];
    }
}

fn is_exact(number: &str) -> bool {
    let read = number.parse::<Number>().ok().and_then(|read| Decimal::of(&read));
    let written = Decimal::parse(number);
    written.is_some() && read == written
}

/// The length of the string that the text begins with, quotes included.
fn end_of_string(text: &str) -> usize {
    let mut escaped = false;
    for (index, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return index + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_that_a_value_would_round_are_found_outside_of_strings() {
        for exact in ["0.1", "-12.50", "18446744073709551615", "1e300", "{\"a\": \"1.00000000000000000001\", \"b\": 3}"]
        {
            assert_eq!(number(exact), None, "{exact}");
        }
        for inexact in ["18446744073709551617", "1.00000000000000000001", "-9007199254740993.5", "1e-400"] {
            assert_eq!(number(&format!("[\"\\\"1\", {inexact}]")), Some(inexact));
        }
    }
}
