//! Decimals: a string `-?(0|[1-9]\d*)(\.\d+)?` whose scale is kept, of at most 28 digits in all, which is what
//! [`Decimal`] holds for every value.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::Text;
use super::text::wire_text;
use crate::violation::Violation;

/// The digits that every decimal can have.
const DIGITS: usize = 28;

impl Text for Decimal {
    const EXPECTING: &'static str = "a decimal of at most 28 digits, in quotes, such as \"12.50\"";

    #[inline]
    fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.as_bytes() {
            [b'-', rest @ ..] => (true, rest),
            rest => (false, rest),
        };
        let mut mantissa = 0_i128;
        let mut count = 0;
        let mut point = None;
        for (index, byte) in digits.iter().enumerate() {
            let digit = byte.wrapping_sub(b'0');
            if digit <= 9 {
                mantissa = mantissa * 10 + i128::from(digit);
                count += 1;
                if count > DIGITS {
                    return None;
                }
            } else if *byte == b'.' && point.is_none() && index > 0 {
                point = Some(index);
            } else {
                return None;
            }
        }
        let whole = point.unwrap_or(digits.len());
        let scale = point.map_or(0, |point| digits.len() - point - 1);
        if count == 0 || (whole > 1 && digits[0] == b'0') || (point.is_some() && scale == 0) {
            return None;
        }
        let mut decimal = Decimal::try_from_i128_with_scale(mantissa, u32::try_from(scale).ok()?).ok()?;
        decimal.set_sign_negative(negative);
        Some(decimal)
    }

    fn text(&self) -> Result<Cow<'_, str>, Violation> {
        let text = self.to_string();
        if text.bytes().filter(u8::is_ascii_digit).count() > DIGITS {
            return Err(Violation::unwritable(self, "a decimal of at most 28 digits"));
        }
        Ok(Cow::Owned(text))
    }
}

wire_text!(Decimal; spellings: true);
