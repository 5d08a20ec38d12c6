//! The path of a type in Rust, with types as its arguments: read strictly, and spelled anew so that nothing of the
//! surrounding code can come between it and what it means.

use std::fmt;

use super::super::names::identifier;
use super::super::text::comment;

/// The deepest nesting of arguments.
const DEEPEST: usize = 16;

/// Types that Rust knows everywhere, and what they are called where something else may have their name.
const EVERYWHERE: [(&str, &str); 3] =
    [("Box", "::std::boxed::Box"), ("String", "::std::string::String"), ("Vec", "::std::vec::Vec")];

const PRIMITIVES: [&str; 17] = [
    "bool", "char", "f32", "f64", "i128", "i16", "i32", "i64", "i8", "isize", "str", "u128", "u16", "u32", "u64", "u8",
    "usize",
];

/// The path of a type: `crate::money::Amount`, `chrono::DateTime<chrono::Utc>`.
#[derive(Clone, PartialEq, Eq)]
pub struct TypePath(String);

/// What cannot be the path of a type, or cannot stand for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongPath {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl TypePath {
    /// Reads a path.
    ///
    /// ```
    /// use retold_codegen::emit::rust::TypePath;
    ///
    /// assert_eq!(TypePath::parse("chrono::NaiveDate").unwrap().as_str(), "::chrono::NaiveDate");
    /// assert_eq!(TypePath::parse("crate::Sku").unwrap().as_str(), "crate::Sku");
    /// assert!(TypePath::parse("Sku").is_err());
    /// ```
    ///
    /// # Errors
    /// If the text is none.
    pub fn parse(text: &str) -> Result<Self, WrongPath> {
        let mut reader = Reader { rest: text, depth: 0 };
        let mut out = String::new();
        match reader.ty(&mut out) {
            Some(()) if reader.trimmed().is_empty() => {}
            Some(()) | None => {
                return Err(WrongPath {
                    message: format!("`{}` is not the path of a type", comment(&shortened(text))),
                    help: "write names with `::` between them and types in `<…>`, as in `crate::money::Amount` or \
                           `chrono::DateTime<chrono::Utc>`"
                        .to_owned(),
                });
            }
        }
        if let Some(bare) = reader.bare(text) {
            return Err(WrongPath {
                message: format!("where is `{bare}`?"),
                help: format!("write its whole path, from the crate on, as in `crate::{bare}`"),
            });
        }
        Ok(Self(out))
    }

    /// The path as it is spelled in generated code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for TypePath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "TypePath({})", self.0)
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(80) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

struct Reader<'t> {
    rest: &'t str,
    depth: usize,
}

impl<'t> Reader<'t> {
    fn trimmed(&mut self) -> &'t str {
        self.rest = self.rest.trim_start_matches(' ');
        self.rest
    }

    fn take(&mut self, token: &str) -> bool {
        match self.trimmed().strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// A name, without `r#`.
    fn name(&mut self) -> Option<&'t str> {
        let text = self.trimmed();
        let raw = text.strip_prefix("r#");
        let text = raw.unwrap_or(text);
        let end = text.find(|char: char| !(char.is_ascii_alphanumeric() || char == '_')).unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        if name.is_empty() || name == "_" || name.starts_with(|first: char| first.is_ascii_digit()) {
            return None;
        }
        if raw.is_some() && matches!(name, "self" | "Self" | "super" | "crate") {
            return None;
        }
        self.rest = rest;
        Some(name)
    }

    /// Reads a type and spells it.
    fn ty(&mut self, out: &mut String) -> Option<()> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let from_root = self.take("::");
        let first = self.name()?;
        let single = !self.trimmed().starts_with("::");
        match first {
            "crate" if !from_root && !single => out.push_str("crate"),
            "crate" | "self" | "Self" | "super" => return None,
            first if single && !from_root => match EVERYWHERE.iter().find(|(name, _)| *name == first) {
                Some((_, path)) => out.push_str(path),
                None => out.push_str(&identifier(first)),
            },
            _ if single => return None,
            first => {
                out.push_str("::");
                out.push_str(&identifier(first));
            }
        }
        loop {
            self.arguments(out)?;
            if !self.take("::") {
                break;
            }
            let name = self.name()?;
            if matches!(name, "crate" | "self" | "Self" | "super") {
                return None;
            }
            out.push_str("::");
            out.push_str(&identifier(name));
        }
        self.depth -= 1;
        Some(())
    }

    fn arguments(&mut self, out: &mut String) -> Option<()> {
        if !self.take("<") {
            return Some(());
        }
        out.push('<');
        loop {
            self.ty(out)?;
            if self.take(">") {
                out.push('>');
                return Some(());
            }
            if !self.take(",") {
                return None;
            }
            out.push_str(", ");
        }
    }

    /// A name that stands alone, wherever in the path, and that Rust does not know everywhere.
    fn bare(&self, text: &'t str) -> Option<&'t str> {
        text.split(['<', '>', ',']).map(|part| part.trim_matches(' ')).find(|part| {
            let known = PRIMITIVES.contains(part) || EVERYWHERE.iter().any(|(name, _)| name == part);
            !part.is_empty() && !part.contains("::") && !known
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_spelled_so_that_nothing_comes_between() {
        for (written, spelled) in [
            ("crate::Id", "crate::Id"),
            ("::chrono::NaiveDate", "::chrono::NaiveDate"),
            ("chrono :: DateTime < chrono::Utc >", "::chrono::DateTime<::chrono::Utc>"),
            ("crate::Pair<u8,String>", "crate::Pair<u8, ::std::string::String>"),
            ("Vec<u8>", "::std::vec::Vec<u8>"),
            ("f64", "f64"),
            ("crate::type::Id", "crate::r#type::Id"),
            ("crate::r#type::Id", "crate::r#type::Id"),
            ("a::B<c::D<e::F>>::G", "::a::B<::c::D<::e::F>>::G"),
        ] {
            assert_eq!(TypePath::parse(written).map(|path| path.0), Ok(spelled.to_owned()), "{written}");
        }
    }

    #[test]
    fn nothing_else_is_a_path() {
        let deep = "a::B<".repeat(100_000);
        for text in [
            "",
            " ",
            "Sku",
            "crate",
            "crate::",
            "::",
            "::a",
            "a::b;",
            "a::b()",
            "a::b!{}",
            "a::{b}",
            "&a::b",
            "a::b<'a>",
            "a::b<",
            "a::b>",
            "a::b<>",
            "a::b<c>",
            "a::b<1>",
            "a::b<{x}>",
            "a::b /* */",
            "a::b\n",
            "a::b // x",
            "a b",
            "self::a",
            "super::a",
            "Self::A",
            "a::self",
            "r#crate::a",
            "a::r#self",
            "a::b + c::d",
            "dyn a::b",
            "a::_",
            "a::1",
            "a::b\u{202e}",
            "é::b",
            "a::b<c::d",
            "(a::b, c::d)",
            "[a::b; 1]",
            "<a::b as c::d>::e",
            "a::b = 1",
            deep.as_str(),
        ] {
            assert!(TypePath::parse(text).is_err(), "{}", &text[..text.len().min(40)]);
        }
        let wrong = TypePath::parse("Sku").unwrap_err();
        assert_eq!((wrong.message.as_str(), wrong.help.contains("crate::Sku")), ("where is `Sku`?", true));
    }
}
