//! Numbers as messages say them.

use std::fmt::Display;

/// A count with its noun.
///
/// ```
/// use retold_codegen::numbers::counted;
///
/// assert_eq!(counted(1_u32, "event", "events"), "1 event");
/// assert_eq!(counted(2_000_u32, "event", "events"), "2,000 events");
/// ```
pub fn counted<N: Display + PartialEq + From<u8>>(count: N, one: &str, many: &str) -> String {
    let noun = if count == N::from(1) { one } else { many };
    format!("{} {noun}", grouped(count))
}

/// A whole number with a comma between every three digits.
///
/// ```
/// assert_eq!(retold_codegen::numbers::grouped(1_234_567_u64), "1,234,567");
/// ```
pub fn grouped(number: impl Display) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
