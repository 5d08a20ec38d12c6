//! From the text of a pattern to a tree. The portable spelling that the tool generates is read, and `.`, `\d`, `\w`
//! and `\s` as ECMA-262 means them; anything else is refused.

use std::iter::Peekable;
use std::str::Chars;

/// A part of a pattern.
#[derive(Debug)]
pub(super) enum Node {
    /// One character of a class: ranges in order, both ends included, that do not touch.
    Class(Vec<(char, char)>),
    /// The start of the text.
    Start,
    /// The end of the text.
    End,
    /// One after the other.
    Sequence(Vec<Node>),
    /// One of these.
    Either(Vec<Node>),
    /// The same, from so many times to so many, or without end.
    Repeat(Box<Node>, u32, Option<u32>),
}

/// The deepest that groups may nest.
const DEPTH: usize = 60;

type Parsed<T> = Result<T, &'static str>;

/// Reads a pattern.
pub(super) fn parse(pattern: &str) -> Parsed<Node> {
    let mut parser = Parser { rest: pattern.chars().peekable() };
    let node = parser.alternatives(0)?;
    match parser.rest.next() {
        None => Ok(node),
        Some(_) => Err("`)` closes no group"),
    }
}

struct Parser<'a> {
    rest: Peekable<Chars<'a>>,
}

impl Parser<'_> {
    fn alternatives(&mut self, depth: usize) -> Parsed<Node> {
        if depth > DEPTH {
            return Err("groups nest too deep");
        }
        let mut choices = vec![self.sequence(depth)?];
        while self.rest.next_if_eq(&'|').is_some() {
            choices.push(self.sequence(depth)?);
        }
        Ok(Node::Either(choices))
    }

    fn sequence(&mut self, depth: usize) -> Parsed<Node> {
        let mut parts = Vec::new();
        while let Some(next) = self.rest.next_if(|next| !matches!(next, '|' | ')')) {
            let atom = match next {
                '^' => Node::Start,
                '$' => Node::End,
                '.' => Node::Class(without(&[('\n', '\n'), ('\r', '\r'), ('\u{2028}', '\u{2029}')])),
                '(' => self.group(depth)?,
                '[' => Node::Class(self.class()?),
                '\\' => Node::Class(self.escape()?),
                '*' | '+' | '?' | '{' => return Err("a repetition has nothing before it"),
                literal => Node::Class(vec![(literal, literal)]),
            };
            parts.push(self.repeated(atom)?);
        }
        Ok(Node::Sequence(parts))
    }

    fn group(&mut self, depth: usize) -> Parsed<Node> {
        if self.rest.next_if_eq(&'?').is_some() && self.rest.next() != Some(':') {
            return Err("this kind of group is not in the subset");
        }
        let node = self.alternatives(depth + 1)?;
        if self.rest.next() == Some(')') { Ok(node) } else { Err("a group is not closed") }
    }

    fn repeated(&mut self, atom: Node) -> Parsed<Node> {
        let (least, most) = match self.rest.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                self.rest.next();
                let bounds = self.counted()?;
                // What was asked for and whether it was lazy does not change whether there is a match.
                self.rest.next_if_eq(&'?');
                return repeat(atom, bounds);
            }
            _ => return Ok(atom),
        };
        self.rest.next();
        self.rest.next_if_eq(&'?');
        repeat(atom, (least, most))
    }

    /// `n}`, `n,}` or `n,m}`.
    fn counted(&mut self) -> Parsed<(u32, Option<u32>)> {
        let least = self.number()?;
        match self.rest.next() {
            Some('}') => Ok((least, Some(least))),
            Some(',') if self.rest.next_if_eq(&'}').is_some() => Ok((least, None)),
            Some(',') => {
                let most = self.number()?;
                if self.rest.next() == Some('}') && least <= most { Ok((least, Some(most))) } else { Err(COUNTED) }
            }
            _ => Err(COUNTED),
        }
    }

    fn number(&mut self) -> Parsed<u32> {
        let mut digits = String::new();
        while let Some(digit) = self.rest.next_if(char::is_ascii_digit) {
            digits.push(digit);
        }
        digits.parse().map_err(|_| COUNTED)
    }

    fn class(&mut self) -> Parsed<Vec<(char, char)>> {
        let negated = self.rest.next_if_eq(&'^').is_some();
        let mut ranges = Vec::new();
        loop {
            let low = match self.rest.next() {
                None => return Err("a class is not closed"),
                Some(']') => break,
                Some('[') => return Err("a class inside a class is not in the subset"),
                Some('\\') => self.escape()?,
                Some(literal) => vec![(literal, literal)],
            };
            let mut ahead = self.rest.clone();
            if ahead.next() == Some('-') && ahead.next().is_some_and(|after| after != ']') {
                self.rest.next();
                let high = match self.rest.next() {
                    Some('\\') => self.escape()?,
                    Some(literal) => vec![(literal, literal)],
                    None => return Err("a class is not closed"),
                };
                match (&low[..], &high[..]) {
                    ([(low, end)], [(start, high)]) if low == end && start == high && low <= high => {
                        ranges.push((*low, *high));
                    }
                    _ => return Err("a range in a class goes from one character up to another"),
                }
            } else {
                ranges.extend(low);
            }
        }
        if ranges.is_empty() {
            return Err("a class is empty");
        }
        let ranges = merged(ranges);
        Ok(if negated { without(&ranges) } else { ranges })
    }

    /// What an escape stands for.
    fn escape(&mut self) -> Parsed<Vec<(char, char)>> {
        const DIGIT: &[(char, char)] = &[('0', '9')];
        const WORD: &[(char, char)] = &[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];
        const SPACE: &[(char, char)] = &[('\t', '\r'), (' ', ' ')];
        let character = match self.rest.next().ok_or("`\\` escapes nothing")? {
            'd' => return Ok(DIGIT.to_vec()),
            'D' => return Ok(without(DIGIT)),
            'w' => return Ok(WORD.to_vec()),
            'W' => return Ok(without(WORD)),
            's' => return Ok(SPACE.to_vec()),
            'S' => return Ok(without(SPACE)),
            't' => '\t',
            'n' => '\n',
            'v' => '\u{b}',
            'f' => '\u{c}',
            'r' => '\r',
            'x' => self.hexadecimal(2)?,
            'u' if self.rest.next_if_eq(&'{').is_some() => {
                let mut digits = String::new();
                while let Some(digit) = self.rest.next_if(|next| *next != '}') {
                    digits.push(digit);
                }
                self.rest.next();
                character(&digits)?
            }
            'u' => self.hexadecimal(4)?,
            other if other.is_ascii_alphanumeric() => return Err("this escape is not in the subset"),
            other => other,
        };
        Ok(vec![(character, character)])
    }

    fn hexadecimal(&mut self, digits: usize) -> Parsed<char> {
        let code: String = self.rest.by_ref().take(digits).collect();
        if code.len() == digits { character(&code) } else { Err(CODE) }
    }
}

const COUNTED: &str = "a counted repetition is `{2}`, `{2,}` or `{2,5}`";
const CODE: &str = "an escape with a number names no character";

fn character(digits: &str) -> Parsed<char> {
    let all_hexadecimal = (1..=6).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let code = u32::from_str_radix(digits, 16).ok().filter(|_| all_hexadecimal);
    code.and_then(char::from_u32).ok_or(CODE)
}

fn repeat(atom: Node, (least, most): (u32, Option<u32>)) -> Parsed<Node> {
    match atom {
        Node::Start | Node::End => Err("`^` and `$` cannot be repeated"),
        atom => Ok(Node::Repeat(Box::new(atom), least, most)),
    }
}

/// In order, those that touch made one.
fn merged(mut ranges: Vec<(char, char)>) -> Vec<(char, char)> {
    ranges.sort_unstable();
    let mut merged: Vec<(char, char)> = Vec::with_capacity(ranges.len());
    for (low, high) in ranges {
        match merged.last_mut() {
            Some(last) if low <= last.1 || after(last.1) == Some(low) => last.1 = last.1.max(high),
            _ => merged.push((low, high)),
        }
    }
    merged
}

/// All characters but these.
fn without(ranges: &[(char, char)]) -> Vec<(char, char)> {
    let mut rest = Vec::new();
    let mut low = Some('\0');
    for range in ranges {
        if let (Some(low), Some(high)) = (low, before(range.0))
            && low <= high
        {
            rest.push((low, high));
        }
        low = after(range.1);
    }
    rest.extend(low.map(|low| (low, char::MAX)));
    rest
}

/// The next character, past the surrogates.
pub(super) fn after(character: char) -> Option<char> {
    match character {
        '\u{d7ff}' => Some('\u{e000}'),
        other => char::from_u32(u32::from(other) + 1),
    }
}

fn before(character: char) -> Option<char> {
    match character {
        '\u{e000}' => Some('\u{d7ff}'),
        other => u32::from(other).checked_sub(1).and_then(char::from_u32),
    }
}
