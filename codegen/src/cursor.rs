//! A place in text that is known to be JSON. What would not be JSON makes it answer "nothing"; it never looks beyond
//! the end.

use std::borrow::Cow;

/// A place in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// The next byte that is no space; 0 at the end.
    #[inline]
    pub(crate) fn peek(&mut self) -> u8 {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
                return byte;
            }
            self.at += 1;
        }
        0
    }

    /// Takes the next byte if it is this one.
    #[inline]
    pub(crate) fn take(&mut self, wanted: u8) -> bool {
        let found = self.peek() == wanted;
        if found {
            self.at += 1;
        }
        found
    }

    /// Takes one of the words `true`, `false`, `null`.
    #[inline]
    pub(crate) fn word(&mut self, word: &str) -> bool {
        self.peek();
        let found = self.text.as_bytes().get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes()));
        if found {
            self.at += word.len();
        }
        found
    }

    /// Takes a string and gives what is between its quotes, as it is written.
    #[inline]
    pub(crate) fn raw_string(&mut self) -> Option<Raw<'t>> {
        if !self.take(b'"') {
            return None;
        }
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut escaped = false;
        loop {
            match bytes.get(self.at)? {
                b'"' => break,
                b'\\' => {
                    escaped = true;
                    self.at += 2;
                }
                _ => self.at += 1,
            }
        }
        let text = self.text.get(start..self.at)?;
        self.at += 1;
        Some(Raw { text, escaped })
    }

    /// Takes a string and gives what it says; nothing if it is half of a surrogate pair.
    #[inline]
    pub(crate) fn string(&mut self) -> Option<Cow<'t, str>> {
        self.raw_string()?.decoded()
    }

    /// Takes a number and gives its text.
    #[inline]
    pub(crate) fn number(&mut self) -> Option<&'t str> {
        self.peek();
        let bytes = self.text.as_bytes();
        let start = self.at;
        while let Some(b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E') = bytes.get(self.at) {
            self.at += 1;
        }
        self.text.get(start..self.at).filter(|text| !text.is_empty())
    }

    /// Passes over one value of any kind and depth.
    pub(crate) fn skip(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek() {
                b'"' => {
                    self.raw_string()?;
                }
                b'{' | b'[' => {
                    self.at += 1;
                    depth += 1;
                    continue;
                }
                b'}' | b']' | b',' | b':' if depth > 0 => {
                    depth -= usize::from(matches!(self.peek(), b'}' | b']'));
                    self.at += 1;
                }
                b't' | b'n' => self.at += 4,
                b'f' => self.at += 5,
                _ => {
                    self.number()?;
                }
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// The text that was passed since another place.
    #[inline]
    pub(crate) fn since(&self, earlier: Cursor<'t>) -> &'t str {
        self.text.get(earlier.at..self.at).unwrap_or_default()
    }
}

/// What is between the quotes of a string.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Raw<'t> {
    pub(crate) text: &'t str,
    pub(crate) escaped: bool,
}

impl<'t> Raw<'t> {
    #[inline]
    fn decoded(self) -> Option<Cow<'t, str>> {
        if self.escaped { unescaped(self.text).map(Cow::Owned) } else { Some(Cow::Borrowed(self.text)) }
    }
}

#[cold]
fn unescaped(text: &str) -> Option<String> {
    serde_json::from_str(&format!("\"{text}\"")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passes_over_values_of_every_kind() {
        for text in [
            "{}",
            "[]",
            "[1,[2,{\"a\":\"}\\\"\"}],null]",
            "\"a\\\\\"",
            "-1.5e+3",
            "true",
            "false",
            "{\"a\":{\"b\":[]}}",
        ] {
            let spaced = format!(" {text} ,");
            let mut cursor = Cursor::new(&spaced);
            assert_eq!((cursor.skip(), cursor.peek()), (Some(()), b','), "{text}");
        }
    }

    #[test]
    fn what_is_no_json_ends_it() {
        for text in ["", "{", "[1", "\"a", "\"\\", "}", "é", "{\"a\"", "[tr", "{\"a\":nul"] {
            let mut cursor = Cursor::new(text);
            for _ in 0..10 {
                if cursor.skip().is_none() {
                    break;
                }
            }
            assert_eq!(cursor.peek(), if text == "}" || text == "é" { text.as_bytes()[0] } else { 0 }, "{text}");
        }
    }

    #[test]
    fn strings_say_what_they_say() {
        assert_eq!(Cursor::new("\"a\\u00e9\\n\"").string().as_deref(), Some("aé\n"));
        assert_eq!(Cursor::new("\"\\ud800\"").string(), None);
        assert_eq!(Cursor::new("7").string(), None);
    }
}
