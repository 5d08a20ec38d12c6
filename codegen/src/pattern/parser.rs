//! The parser: one pass over the pattern that writes its portable form and weighs it. The weight stands for the number
//! of states that a naive automaton would have; it refuses `(a{1000}){1000}` before anything is built.

use super::escape::{ANY_BUT_LINE_END, ClassEscape, Escape, SYNTAX};
use super::{DEPTH_LIMIT, LENGTH_LIMIT, PatternError};

/// The most that a pattern may weigh.
const WEIGHT_LIMIT: u64 = 10_000;

/// What a class weighs that has members beyond ASCII: they take several bytes each.
const UNICODE_WEIGHT: u64 = 8;

type Parsed<T> = Result<T, PatternError>;

/// The portable form of a pattern.
pub(super) fn portable(written: &str) -> Parsed<String> {
    if written.len() > LENGTH_LIMIT {
        return Err(PatternError {
            message: format!("a pattern may have at most {LENGTH_LIMIT} bytes"),
            range: 0..written.len(),
        });
    }
    let mut parser = Parser { text: written, at: 0, portable: String::with_capacity(written.len()) };
    let weight = parser.alternatives(0)?;
    if parser.at < written.len() {
        return Err(parser.error_here(1, "`)` closes no group; write `\\)` for the character"));
    }
    if weight > WEIGHT_LIMIT {
        return Err(PatternError {
            message: "the pattern is too large: its repetitions multiply to too many characters; say how long the \
                      text is with `min_length` and `max_length`"
                .to_owned(),
            range: 0..written.len(),
        });
    }
    Ok(parser.portable)
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    portable: String,
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn error(&self, start: usize, message: impl Into<String>) -> PatternError {
        PatternError { message: message.into(), range: start..self.at.max(start) }
    }

    fn error_here(&self, characters: usize, message: impl Into<String>) -> PatternError {
        let length = self.rest().chars().take(characters).map(char::len_utf8).sum::<usize>();
        PatternError { message: message.into(), range: self.at..self.at + length }
    }

    /// Copies one character as it is.
    fn copy(&mut self, character: char) {
        self.portable.push(character);
        self.at += character.len_utf8();
    }

    fn alternatives(&mut self, depth: usize) -> Parsed<u64> {
        let mut weight = self.sequence(depth)?;
        while self.peek() == Some('|') {
            self.copy('|');
            weight = weight.saturating_add(self.sequence(depth)?).saturating_add(1);
        }
        Ok(weight)
    }

    fn sequence(&mut self, depth: usize) -> Parsed<u64> {
        let mut total: u64 = 0;
        while let Some(next) = self.peek() {
            let weight = match next {
                '|' | ')' => break,
                '^' | '$' => {
                    self.copy(next);
                    if matches!(self.peek(), Some('*' | '+' | '?' | '{')) {
                        return Err(self.error_here(1, format!("`{next}` cannot be repeated")));
                    }
                    1
                }
                '*' | '+' | '?' => {
                    return Err(self.error_here(
                        1,
                        format!("`{next}` has nothing before it to repeat; write `\\{next}` for the character"),
                    ));
                }
                '{' => {
                    return Err(
                        self.error_here(1, "`{` has nothing before it to repeat; write `\\{` for the character")
                    );
                }
                '(' => self.group(depth)?,
                '[' => self.class()?,
                '\\' => self.escape_outside_class()?,
                '.' => {
                    self.at += 1;
                    self.portable.push_str(ANY_BUT_LINE_END);
                    UNICODE_WEIGHT
                }
                ']' | '}' => {
                    self.portable.push('\\');
                    self.copy(next);
                    1
                }
                literal => {
                    self.copy(literal);
                    literal.len_utf8() as u64
                }
            };
            let weight = if matches!(next, '^' | '$') { weight } else { self.repeated(weight)? };
            total = total.saturating_add(weight);
        }
        Ok(total)
    }

    fn group(&mut self, depth: usize) -> Parsed<u64> {
        let start = self.at;
        if depth >= DEPTH_LIMIT {
            return Err(self.error_here(1, format!("groups nest deeper than {DEPTH_LIMIT}")));
        }
        let rest = self.rest();
        if let Some(after) = rest.strip_prefix("(?") {
            let refused = |length: usize, message: &str| PatternError {
                message: message.to_owned(),
                range: start..start + length,
            };
            match after.chars().next() {
                Some(':') => {
                    self.portable.push_str("(?:");
                    self.at += 3;
                }
                Some('=' | '!') => {
                    return Err(refused(3, "look-ahead is not in the subset that ECMA-262 and Rust read alike"));
                }
                Some('<') if after.starts_with("<=") || after.starts_with("<!") => {
                    return Err(refused(4, "look-behind is not in the subset that ECMA-262 and Rust read alike"));
                }
                Some('<' | 'P') => {
                    return Err(refused(3, "a named group is not in the subset; write `(`"));
                }
                Some('>') => return Err(refused(3, "an atomic group is not in the subset; write `(`")),
                _ => {
                    return Err(refused(
                        2,
                        "inline flags are not in the subset; spell both cases, as in `[Aa]`, or write `(?:` for a group",
                    ));
                }
            }
        } else {
            self.copy('(');
        }
        let weight = self.alternatives(depth + 1)?;
        if self.peek() != Some(')') {
            return Err(PatternError {
                message: "this group is not closed; add `)`, or write `\\(` for the character".to_owned(),
                range: start..start + 1,
            });
        }
        self.copy(')');
        Ok(weight.saturating_add(1))
    }

    /// The quantifier after an atom, if there is one.
    fn repeated(&mut self, weight: u64) -> Parsed<u64> {
        let start = self.at;
        let times = match self.peek() {
            Some(sign @ ('*' | '+' | '?')) => {
                self.copy(sign);
                1
            }
            Some('{') => self.counted()?,
            _ => return Ok(weight),
        };
        if self.peek() == Some('?') {
            self.copy('?');
        }
        if let Some(next @ ('*' | '+' | '?' | '{')) = self.peek() {
            self.at += 1;
            return Err(self.error(
                start,
                format!("a repetition cannot be repeated; put it into a group, or write `\\{next}` for the character"),
            ));
        }
        Ok(weight.saturating_mul(times).saturating_add(1))
    }

    /// `{n}`, `{n,}` or `{n,m}`.
    fn counted(&mut self) -> Parsed<u64> {
        let start = self.at;
        let malformed = |parser: &Self| {
            let end = parser.rest().find('}').map_or(start + 1, |close| start + close + 1);
            PatternError {
                message: "a counted repetition is `{2}`, `{2,}` or `{2,5}`; write `\\{` for the character".to_owned(),
                range: start..end,
            }
        };
        let Some(close) = self.rest().find('}') else { return Err(malformed(self)) };
        let inner = &self.rest()[1..close];
        let (least, most) = match inner.split_once(',') {
            None => (inner, Some(inner)),
            Some((least, "")) => (least, None),
            Some((least, most)) => (least, Some(most)),
        };
        let number = |digits: &str| {
            let valid = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            // More digits than a number holds are as good as the highest number: the weight refuses it.
            valid.then(|| digits.parse::<u32>().unwrap_or(u32::MAX))
        };
        let Some(least) = number(least) else { return Err(malformed(self)) };
        let most = match most {
            None => None,
            Some(most) => Some(number(most).ok_or_else(|| malformed(self))?),
        };
        let whole = self.rest()[..=close].to_owned();
        self.at += close + 1;
        if most.is_some_and(|most| most < least) {
            return Err(self.error(start, "the numbers of this repetition are out of order"));
        }
        self.portable.push_str(&whole);
        Ok(u64::from(most.unwrap_or(least).max(1)).max(u64::from(least)))
    }

    fn escape_outside_class(&mut self) -> Parsed<u64> {
        let start = self.at;
        match self.escape()? {
            Escape::Class(class) => {
                self.portable.push_str(class.alone());
                Ok(if class.is_ascii() { 1 } else { UNICODE_WEIGHT })
            }
            Escape::Character(character) => {
                let written = &self.text[start..self.at];
                if needless(written, character, SYNTAX) {
                    self.portable.push(character);
                } else {
                    self.portable.push_str(written);
                }
                Ok(character.len_utf8() as u64)
            }
        }
    }

    /// Reads an escape without writing anything.
    fn escape(&mut self) -> Parsed<Escape> {
        let start = self.at;
        self.at += 1;
        let Some(letter) = self.peek() else {
            return Err(self.error(start, "`\\` escapes nothing; write `\\\\` for the character"));
        };
        self.at += letter.len_utf8();
        let character = match letter {
            'd' | 'D' | 'w' | 'W' | 's' | 'S' => {
                return Ok(ClassEscape::by_letter(letter).map_or(Escape::Character(letter), Escape::Class));
            }
            't' => '\t',
            'n' => '\n',
            'v' => '\u{b}',
            'f' => '\u{c}',
            'r' => '\r',
            'x' => self.hexadecimal(start, 2)?,
            'u' if self.peek() == Some('{') => self.code_point(start)?,
            'u' => self.hexadecimal(start, 4)?,
            'b' | 'B' => {
                return Err(self.error(
                    start,
                    format!("`\\{letter}` means words of ASCII in ECMA-262 and of Unicode in Rust; say what may stand there with a class"),
                ));
            }
            'p' | 'P' => {
                return Err(self.error(
                    start,
                    format!("`\\{letter}` depends on the engine's version of Unicode; write the characters as a class such as `[A-Za-z]`"),
                ));
            }
            '0' => return Err(self.error(start, "write `\\x00` for the character with code 0")),
            '1'..='9' => return Err(self.error(start, "a back-reference is not in the subset")),
            'k' => return Err(self.error(start, "a named back-reference is not in the subset")),
            letter if letter.is_ascii_alphanumeric() => {
                return Err(
                    self.error(start, format!("`\\{letter}` is not in the subset that ECMA-262 and Rust read alike"))
                );
            }
            other => other,
        };
        Ok(Escape::Character(character))
    }

    fn hexadecimal(&mut self, start: usize, digits: usize) -> Parsed<char> {
        let code = self.rest().get(..digits).filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let Some(code) = code.and_then(|text| u32::from_str_radix(text, 16).ok()) else {
            let form = if digits == 2 {
                "`\\x` takes two hexadecimal digits"
            } else {
                "`\\u` takes four hexadecimal digits, or `\\u{…}`"
            };
            return Err(self.error(start, form));
        };
        self.at += digits;
        char::from_u32(code).ok_or_else(|| {
            self.error(start, "half of a surrogate pair is no character; write the whole one as `\\u{…}`")
        })
    }

    fn code_point(&mut self, start: usize) -> Parsed<char> {
        let close = self.rest().find('}');
        let digits = close.map(|close| &self.rest()[1..close]).filter(|digits| (1..=6).contains(&digits.len()));
        let code = digits
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .and_then(char::from_u32);
        let (Some(close), Some(character)) = (close, code) else {
            return Err(self.error(start, "`\\u{…}` takes the one to six hexadecimal digits of a character"));
        };
        self.at += close + 1;
        Ok(character)
    }

    fn class(&mut self) -> Parsed<u64> {
        let start = self.at;
        self.copy('[');
        let mut ascii = true;
        if self.peek() == Some('^') {
            self.copy('^');
            ascii = false;
        }
        if self.peek() == Some(']') {
            self.at += 1;
            return Err(self.error(start, "an empty class; write `\\]` for the character"));
        }
        loop {
            match self.peek() {
                None => {
                    return Err(PatternError {
                        message: "this class is not closed; add `]`, or write `\\[` for the character".to_owned(),
                        range: start..start + 1,
                    });
                }
                Some(']') => {
                    self.copy(']');
                    return Ok(if ascii { 1 } else { UNICODE_WEIGHT });
                }
                Some(_) => ascii &= self.class_item()?,
            }
        }
    }

    /// A member of a class, or a range of them; says whether all of it is ASCII.
    fn class_item(&mut self) -> Parsed<bool> {
        let start = self.at;
        let one_character = "a range needs one character on each side; write `-` first or last in the class";
        let first = self.class_atom()?;
        // Before `]` a `-` is a character. After a whole range as well: that one is read as the next item's start.
        let is_range = self.peek() == Some('-') && !self.rest().starts_with("-]") && self.rest().len() > 1;
        match first {
            Escape::Class(_) if is_range => Err(self.error(start, one_character)),
            Escape::Class(class) => Ok(class.is_ascii()),
            Escape::Character(low) if is_range => {
                if self.rest().starts_with("--") {
                    return Err(self.class_operation("--"));
                }
                self.copy('-');
                match self.class_atom()? {
                    Escape::Class(_) => Err(self.error(start, one_character)),
                    Escape::Character(high) if high < low => {
                        Err(self.error(start, "the ends of this range are out of order"))
                    }
                    Escape::Character(high) => Ok(high.is_ascii()),
                }
            }
            Escape::Character(character) => Ok(character.is_ascii()),
        }
    }

    /// One character or named class inside a class, written to the portable form.
    fn class_atom(&mut self) -> Parsed<Escape> {
        let start = self.at;
        let Some(next) = self.peek() else {
            return Err(self.error(start, "this class is not closed; add `]`"));
        };
        for operation in ["&&", "--", "~~"] {
            if self.rest().starts_with(operation) {
                return Err(self.class_operation(operation));
            }
        }
        match next {
            '[' => {
                let message = if self.rest().starts_with("[:") {
                    "POSIX classes are not in the subset; write the characters, as in `A-Za-z`"
                } else {
                    "a class inside a class is not in the subset; write `\\[` for the character"
                };
                Err(self.error_here(1, message))
            }
            '\\' => {
                let atom = self.escape()?;
                match &atom {
                    Escape::Class(class) => self.portable.push_str(class.inside()),
                    Escape::Character(character) => {
                        let written = &self.text[start..self.at];
                        match character {
                            // Two of them together would be an operation in some engines.
                            '&' => self.portable.push_str(r"\x26"),
                            '~' => self.portable.push_str(r"\x7E"),
                            character if needless(written, *character, "^$\\.*+?()[]{}|/-") => {
                                self.portable.push(*character);
                            }
                            _ => self.portable.push_str(written),
                        }
                    }
                }
                Ok(atom)
            }
            character => {
                self.copy(character);
                Ok(Escape::Character(character))
            }
        }
    }

    fn class_operation(&self, operation: &str) -> PatternError {
        let single = &operation[..1];
        self.error_here(
            2,
            format!("`{operation}` is an operation on classes in some engines; write `\\{single}` for the character"),
        )
    }
}

/// Whether an escape is one that ECMA-262 does not allow, of a character that needs none.
fn needless(written: &str, character: char, needed: &str) -> bool {
    let mut parts = written.chars();
    parts.next() == Some('\\')
        && parts.next() == Some(character)
        && parts.next().is_none()
        && !needed.contains(character)
}
