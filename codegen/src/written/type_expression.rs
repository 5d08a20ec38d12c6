//! Type expressions: `map<Sku, list<Money@2>>?`. Read by hand in one pass over the text with a bound on the depth, so
//! that an error points into the expression and no text can exhaust the stack.

use crate::source::Place;

/// A type as written, with the place of each part.
#[derive(Clone, Debug)]
pub(crate) struct TypeExpression {
    pub(crate) kind: TypeKind,
    pub(crate) place: Place,
}

#[derive(Clone, Debug)]
pub(crate) enum TypeKind {
    /// `Money`, `shop.Money`, `Money@2`; the pin without its `@`.
    Name {
        name: String,
        pin: Option<u32>,
    },
    List(Box<TypeExpression>),
    Set(Box<TypeExpression>),
    /// The key is absent in `map<V>`.
    Map(Option<Box<TypeExpression>>, Box<TypeExpression>),
    Optional(Box<TypeExpression>),
}

/// Why an expression cannot be read, and where.
#[derive(Debug)]
pub(crate) struct TypeError {
    pub(crate) message: String,
    pub(crate) place: Place,
    pub(crate) too_deep: bool,
}

/// How deep types may nest.
const MAX_DEPTH: usize = 32;

/// Reads the type in `text`; `place` is where the scalar stands that holds it.
pub(crate) fn parse_type(text: &str, place: Place) -> Result<TypeExpression, TypeError> {
    let mut parser = Parser { text, at: 0, place };
    let ty = parser.ty(0)?;
    parser.skip_space();
    if parser.at < text.len() {
        let rest = &text[parser.at..];
        let message = match rest.chars().next() {
            Some('?') => "`T??` says twice that there may be none; write one `?`".to_owned(),
            Some('@') => "the version goes directly behind the name, as in `Money@2`".to_owned(),
            Some('[') => "a list is written `list<T>`".to_owned(),
            Some(other) => format!("`{}` is not expected here", other.escape_debug()),
            None => "unexpected end".to_owned(),
        };
        return Err(parser.error(parser.at..text.len(), message));
    }
    Ok(ty)
}

/// What other languages call a type that holds others.
fn meant(name: &str) -> Option<&'static str> {
    Some(match name.to_ascii_lowercase().as_str() {
        "list" | "vec" | "array" | "seq" | "sequence" => "list<T>",
        "set" | "hashset" | "btreeset" => "set<T>",
        "map" | "hashmap" | "btreemap" | "dict" | "dictionary" => "map<K, V>",
        "option" | "optional" | "maybe" | "nullable" => "T?",
        _ => return None,
    })
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    place: Place,
}

impl Parser<'_> {
    fn ty(&mut self, depth: usize) -> Result<TypeExpression, TypeError> {
        self.skip_space();
        let start = self.at;
        if depth > MAX_DEPTH {
            let message = format!(
                "types nest more than {MAX_DEPTH} deep here; give the inner part a name of its own as a record"
            );
            return Err(TypeError { too_deep: true, ..self.error(start..self.text.len(), message) });
        }
        let word = self.word();
        if word.is_empty() {
            let message = match self.text[self.at..].chars().next() {
                None => "a type is missing here".to_owned(),
                Some(other) => format!("a type is expected here, not `{}`", other.escape_debug()),
            };
            return Err(self.error(self.at..self.text.len().max(self.at), message));
        }
        let word = word.to_owned();
        self.skip_space();
        let kind = if self.peek() == Some('<') {
            self.at += 1;
            let kind = self.arguments(&word, start, depth)?;
            self.skip_space();
            if self.peek() != Some('>') {
                let message = match self.peek() {
                    None => format!("`{word}<` is not closed by `>`"),
                    Some(other) => format!("`>` is expected here, not `{}`", other.escape_debug()),
                };
                return Err(self.error(self.at..self.text.len().max(self.at), message));
            }
            self.at += 1;
            kind
        } else if matches!(word.as_str(), "list" | "set" | "map") {
            return Err(self.error(
                start..start + word.len(),
                format!("`{word}` needs the type it holds, as in `{word}<string>`"),
            ));
        } else {
            self.name(word)?
        };
        let ty = TypeExpression { kind, place: self.within(start..self.at) };
        let end = self.at;
        self.skip_space();
        if self.peek() != Some('?') {
            self.at = end;
            return Ok(ty);
        }
        self.at += 1;
        Ok(TypeExpression { kind: TypeKind::Optional(Box::new(ty)), place: self.within(start..self.at) })
    }

    fn arguments(&mut self, word: &str, start: usize, depth: usize) -> Result<TypeKind, TypeError> {
        let first = Box::new(self.ty(depth + 1)?);
        match word {
            "list" => Ok(TypeKind::List(first)),
            "set" => Ok(TypeKind::Set(first)),
            "map" => {
                self.skip_space();
                if self.peek() != Some(',') {
                    return Ok(TypeKind::Map(None, first));
                }
                self.at += 1;
                Ok(TypeKind::Map(Some(first), Box::new(self.ty(depth + 1)?)))
            }
            other => Err(self.error(
                start..start + other.len(),
                match meant(other) {
                    Some(meant) => format!("`{other}` is no type of the language; write `{meant}`"),
                    None => {
                        format!("`{other}` holds no other type: only `list<T>`, `set<T>`, `map<K, V>` and `map<V>` do")
                    }
                },
            )),
        }
    }

    fn name(&mut self, name: String) -> Result<TypeKind, TypeError> {
        if self.peek() != Some('@') {
            return Ok(TypeKind::Name { name, pin: None });
        }
        let start = self.at;
        self.at += 1;
        let digits: String = self.text[self.at..].chars().take_while(|letter| letter.is_ascii_alphanumeric()).collect();
        self.at += digits.len();
        match digits.parse::<u32>() {
            Ok(pin) if pin > 0 && !digits.starts_with('0') => Ok(TypeKind::Name { name, pin: Some(pin) }),
            _ => Err(self.error(start..self.at, format!("`@` is followed by a version, as in `{name}@2`"))),
        }
    }

    /// Letters, digits, `_` and dots.
    fn word(&mut self) -> &str {
        let rest = &self.text[self.at..];
        let length = rest
            .find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_' || letter == '.'))
            .unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn skip_space(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start_matches([' ', '\n']).len();
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn error(&self, range: std::ops::Range<usize>, message: impl Into<String>) -> TypeError {
        TypeError { message: message.into(), place: self.within(range), too_deep: false }
    }

    fn within(&self, range: std::ops::Range<usize>) -> Place {
        place_within(self.place, self.text, range)
    }
}

/// The place of a part of a scalar's text, where the text stands in the file letter by letter (plain, or quoted
/// without escapes); otherwise the whole scalar.
pub(crate) fn place_within(place: Place, text: &str, range: std::ops::Range<usize>) -> Place {
    let length = place.range().len();
    let quotes = match length.checked_sub(text.len()) {
        Some(0) => 0,
        Some(2) => 1,
        _ => return place,
    };
    let start = place.start as usize + quotes;
    Place::new(place.file, start + range.start..start + range.end)
}
