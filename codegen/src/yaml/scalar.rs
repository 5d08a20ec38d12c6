//! What a scalar means: to YAML 1.2 core, which is what a schema file is, and to the older parsers that editors and
//! other tools still use. Where the two differ, text needs quotes to be safe.

use super::{ScalarNode, ScalarStyle};

/// What YAML 1.2 core makes of a scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlainKind {
    /// `null`, `~`, or nothing at all.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number: decimal, `0x…` or `0o…`.
    Integer,
    /// A number with a fraction or an exponent, an infinity, or not a number.
    Float,
    /// Text: everything else, and everything in quotes.
    Text,
}

impl PlainKind {
    /// The kind with its article: `text`, `a number`, `a boolean` or `null`.
    #[must_use]
    pub fn described(self) -> &'static str {
        match self {
            PlainKind::Null => "null",
            PlainKind::Bool(_) => "a boolean",
            PlainKind::Integer | PlainKind::Float => "a number",
            PlainKind::Text => "text",
        }
    }
}

/// What YAML 1.1 makes of text that YAML 1.2 core leaves alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OlderReading {
    /// `yes`, `no`, `on`, `off`. YAML 1.1 has `y` and `n` as well, but its parsers left them text.
    Bool,
    /// `1_000`, `0b101`.
    Number,
    /// `12:30:45`, a number to the base 60.
    Sexagesimal,
    /// `2024-01-29`, alone or with a time of day.
    Date,
}

impl OlderReading {
    /// What it reads, with the article.
    #[must_use]
    pub fn described(self) -> &'static str {
        match self {
            OlderReading::Bool => "a boolean to YAML 1.1",
            OlderReading::Number => "a number to YAML 1.1",
            OlderReading::Sexagesimal => "a number to the base 60 in YAML 1.1",
            OlderReading::Date => "a date to YAML 1.1",
        }
    }
}

impl ScalarNode {
    /// What YAML 1.2 core makes of it.
    #[must_use]
    pub fn plain_kind(&self) -> PlainKind {
        match self.style {
            ScalarStyle::Plain => core_kind(&self.text),
            ScalarStyle::Quoted | ScalarStyle::Block => PlainKind::Text,
        }
    }

    /// What YAML 1.1 makes of it, where YAML 1.2 core reads text.
    #[must_use]
    pub fn misread_by_older(&self) -> Option<OlderReading> {
        match self.plain_kind() {
            PlainKind::Text if self.style == ScalarStyle::Plain => older_reading(&self.text),
            _ => None,
        }
    }

    /// What some parser makes of it, as a phrase such as `a boolean to YAML 1.1`, if that is not text.
    #[must_use]
    pub fn misread(&self) -> Option<&'static str> {
        match self.plain_kind() {
            PlainKind::Text => self.misread_by_older().map(OlderReading::described),
            kind => Some(kind.described()),
        }
    }
}

/// The tag resolution of YAML 1.2.2, section 10.3.2.
fn core_kind(text: &str) -> PlainKind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => PlainKind::Null,
        "true" | "True" | "TRUE" => PlainKind::Bool(true),
        "false" | "False" | "FALSE" => PlainKind::Bool(false),
        ".nan" | ".NaN" | ".NAN" => PlainKind::Float,
        _ => number_kind(text),
    }
}

fn number_kind(text: &str) -> PlainKind {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") {
        return PlainKind::Float;
    }
    let based = text.strip_prefix("0o").map(|digits| all(digits, |byte| matches!(byte, b'0'..=b'7')));
    if based.or_else(|| text.strip_prefix("0x").map(|digits| all(digits, |byte| byte.is_ascii_hexdigit())))
        == Some(true)
    {
        return PlainKind::Integer;
    }
    if all(unsigned, |byte| byte.is_ascii_digit()) {
        return PlainKind::Integer;
    }
    if is_float(unsigned) { PlainKind::Float } else { PlainKind::Text }
}

/// `( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
fn is_float(unsigned: &str) -> bool {
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['-', '+']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole)
        && digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(|exponent| all(exponent, |byte| byte.is_ascii_digit()))
}

/// Not empty, and every byte passes.
fn all(text: &str, allowed: impl Fn(u8) -> bool) -> bool {
    !text.is_empty() && text.bytes().all(allowed)
}

/// The types of YAML 1.1 (yaml.org/type) as its parsers implement them, and a little more of the base 60: a first
/// part with a leading zero, as in `08:00:00`, is text to most of them and a number to some.
fn older_reading(text: &str) -> Option<OlderReading> {
    let is_word = |words: &[&str]| words.contains(&text);
    if is_word(&["yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF"]) {
        return Some(OlderReading::Bool);
    }
    if is_older_date(text) {
        return Some(OlderReading::Date);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if is_sexagesimal(unsigned) {
        return Some(OlderReading::Sexagesimal);
    }
    is_older_number(unsigned).then_some(OlderReading::Number)
}

fn is_sexagesimal(unsigned: &str) -> bool {
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let mut parts = whole.split(':');
    let first = parts.next().unwrap_or("");
    let mut rest = parts.peekable();
    let digits = |byte: u8| byte.is_ascii_digit() || byte == b'_';
    rest.peek().is_some()
        && first.starts_with(|c: char| c.is_ascii_digit())
        && first.bytes().all(digits)
        && fraction.bytes().all(digits)
        && rest.all(|part| match part.as_bytes() {
            [ones] => ones.is_ascii_digit(),
            [tens, ones] => matches!(tens, b'0'..=b'5') && ones.is_ascii_digit(),
            _ => false,
        })
}

fn is_older_number(unsigned: &str) -> bool {
    let or_underscore = |allowed: fn(&u8) -> bool| move |byte: u8| byte == b'_' || allowed(&byte);
    if let Some(digits) = unsigned.strip_prefix("0b") {
        return all(digits, or_underscore(|byte| matches!(byte, b'0' | b'1')));
    }
    if let Some(digits) = unsigned.strip_prefix("0x") {
        return all(digits, or_underscore(u8::is_ascii_hexdigit));
    }
    let has_digit = unsigned.bytes().any(|byte| byte.is_ascii_digit());
    let starts_well = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    starts_well && has_digit && unsigned.contains('_') && is_float(&unsigned.replace('_', ""))
}

/// `2024-01-29`, or with one-digit parts only where a time of day follows.
fn is_older_date(text: &str) -> bool {
    let end = text.find(['T', 't', ' ', '\t']).unwrap_or(text.len());
    let (date, rest) = text.split_at(end);
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    let digits =
        |part: &str, lengths: &[usize]| lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.next().is_some() || !digits(year, &[4]) {
        return false;
    }
    if rest.is_empty() {
        return digits(month, &[2]) && digits(day, &[2]);
    }
    let clock = rest.trim_start_matches(['T', 't', ' ', '\t']);
    let colons = clock.split(':').count() >= 3 && clock.starts_with(|c: char| c.is_ascii_digit());
    digits(month, &[1, 2]) && digits(day, &[1, 2]) && colons
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> ScalarNode {
        ScalarNode { text: text.to_owned(), style: ScalarStyle::Plain }
    }

    #[test]
    fn core_kinds() {
        let cases: &[(PlainKind, &[&str])] = &[
            (PlainKind::Null, &["", "~", "null", "Null", "NULL"]),
            (PlainKind::Bool(true), &["true", "True", "TRUE"]),
            (PlainKind::Bool(false), &["false", "False", "FALSE"]),
            (PlainKind::Integer, &["0", "-0", "+12", "010", "0o17", "0xBEEF", "99999999999999999999999"]),
            (
                PlainKind::Float,
                &["0.", ".5", "-1.5e3", "1e3", "1E-3", "+12.3", ".inf", "-.INF", "+.Inf", ".nan", ".NaN"],
            ),
            (
                PlainKind::Text,
                &[
                    "tRUE",
                    "nUll",
                    "yes",
                    "y",
                    "1_000",
                    "0o8",
                    "0xG",
                    "-0x1",
                    "0o",
                    "0x",
                    "-",
                    ".",
                    "e3",
                    ".e3",
                    "1e",
                    "1.2.3",
                    "--1",
                    "12:30:45",
                    "v1",
                    "1.0 ",
                    "-.nan",
                    "nan",
                    "inf",
                    "٣",
                    "2024-01-29",
                ],
            ),
        ];
        for (kind, texts) in cases {
            for text in *texts {
                assert_eq!(plain(text).plain_kind(), *kind, "{text:?}");
            }
        }
    }

    #[test]
    fn quoted_and_block_scalars_are_text_to_everyone() {
        for style in [ScalarStyle::Quoted, ScalarStyle::Block] {
            for text in ["", "1", "true", "no", "12:30:45"] {
                let scalar = ScalarNode { text: text.to_owned(), style };
                assert_eq!(scalar.plain_kind(), PlainKind::Text);
                assert_eq!(scalar.misread(), None);
            }
        }
    }

    #[test]
    fn what_older_parsers_misread() {
        let cases: &[(Option<OlderReading>, &[&str])] = &[
            (Some(OlderReading::Bool), &["yes", "No", "NO", "on", "Off", "OFF"]),
            (Some(OlderReading::Number), &["1_000", "-1_0.5", "0b101", "0x_F", "1_000.5e3"]),
            (Some(OlderReading::Sexagesimal), &["12:30:45", "1:0", "-190:20:30.15", "08:00:00", "1_0:30"]),
            (
                Some(OlderReading::Date),
                &["2024-01-29", "2024-01-29T12:00:00Z", "2024-1-2 3:04:05", "2001-12-14t21:59:43.10-05:00"],
            ),
            (
                None,
                &[
                    "y",
                    "n",
                    "Y",
                    "N",
                    "yEs",
                    "12:75",
                    "a:1",
                    "1:",
                    ":1",
                    "12:300",
                    "2024-1-2",
                    "2024-01",
                    "24-01-29",
                    "2024-01-29x",
                    "_1",
                    "v1_000",
                    "string",
                    "EUR",
                    "1-2",
                    "shop.Cart",
                    "P1D",
                    "_",
                    "2024-01-29T12",
                ],
            ),
        ];
        for (reading, texts) in cases {
            for text in *texts {
                assert_eq!(plain(text).misread_by_older(), *reading, "{text:?}");
            }
        }
    }

    #[test]
    fn a_misreading_is_a_phrase() {
        assert_eq!(plain("NO").misread(), Some("a boolean to YAML 1.1"));
        assert_eq!(plain("5").misread(), Some("a number"));
        assert_eq!(plain("~").misread(), Some("null"));
        assert_eq!(plain("shop").misread(), None);
    }
}
