//! Escapes: what each means, and how it is spelled so that every engine reads it alike.

/// What an escape stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Escape {
    /// One character.
    Character(char),
    /// One of `\d \D \w \W \s \S`.
    Class(ClassEscape),
}

/// A class with a name of one letter. All are ASCII, as in ECMA-262; Rust's are Unicode unless spelled out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClassEscape {
    Digit,
    NotDigit,
    Word,
    NotWord,
    Space,
    NotSpace,
}

impl ClassEscape {
    pub(super) fn by_letter(letter: char) -> Option<Self> {
        Some(match letter {
            'd' => Self::Digit,
            'D' => Self::NotDigit,
            'w' => Self::Word,
            'W' => Self::NotWord,
            's' => Self::Space,
            'S' => Self::NotSpace,
            _ => return None,
        })
    }

    /// As a class of its own.
    pub(super) fn alone(self) -> &'static str {
        match self {
            Self::Digit => "[0-9]",
            Self::NotDigit => "[^0-9]",
            Self::Word => "[A-Za-z0-9_]",
            Self::NotWord => "[^A-Za-z0-9_]",
            Self::Space => r"[\t\n\v\f\r ]",
            Self::NotSpace => r"[^\t\n\v\f\r ]",
        }
    }

    /// Among other members of a class.
    pub(super) fn inside(self) -> &'static str {
        match self {
            Self::Digit => "0-9",
            Self::NotDigit => r"\x00-\x2F\x3A-\u{10FFFF}",
            Self::Word => "A-Za-z0-9_",
            Self::NotWord => r"\x00-\x2F\x3A-\x40\x5B-\x5E\x60\x7B-\u{10FFFF}",
            Self::Space => r"\t\n\v\f\r ",
            Self::NotSpace => r"\x00-\x08\x0E-\x1F\x21-\u{10FFFF}",
        }
    }

    pub(super) fn is_ascii(self) -> bool {
        matches!(self, Self::Digit | Self::Word | Self::Space)
    }
}

/// `.` in ECMA-262; Rust's excludes `\n` alone.
pub(super) const ANY_BUT_LINE_END: &str = r"[^\n\r\u2028\u2029]";

/// What has a meaning outside a class, and so may be escaped in every engine.
pub(super) const SYNTAX: &str = r"^$\.*+?()[]{}|/";
