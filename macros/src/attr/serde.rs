//! What serde is told about the keys of a struct, as far as nobody else says it: further names under which a key is
//! read, and what would be written so that it is not read again. What cannot be read here is left to serde's own derive, which stands beside this one and tells.

use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, Data, DataStruct, DeriveInput, Expr, Fields, Ident, LitStr, Token, Type, parenthesized};

use crate::problems::Problems;

/// A key that is read under further names.
pub(crate) struct KeyAliases {
    pub(crate) key: String,
    pub(crate) aliases: Vec<String>,
}

/// A name, as serde reads and writes it.
#[derive(Default)]
struct Name {
    read: Option<String>,
    written: Option<LitStr>,
}

/// `#[serde(…)]` on a struct or on a field.
#[derive(Default)]
struct Serde {
    rename: Name,
    rename_all: Name,
    aliases: Vec<String>,
    default: bool,
    flatten: bool,
    /// What keeps the field from being written, always or at times.
    not_written: Option<Ident>,
    /// What keeps it from being read.
    not_read: Option<Ident>,
}

/// The keys of a struct with further names.
pub(crate) fn key_aliases(input: &DeriveInput) -> Vec<KeyAliases> {
    let case = Serde::read(&input.attrs).rename_all.read;
    let keys = named_fields(input).filter_map(|(ident, attributes, _)| {
        let serde = Serde::read(attributes);
        let key = serde.key_read(ident, case.as_deref());
        (!serde.aliases.is_empty()).then_some(KeyAliases { key, aliases: serde.aliases })
    });
    keys.collect()
}

/// Tells what would be written so that nobody reads it again: under a name that is not read, or not at all where it is
/// needed.
pub(crate) fn written_as_read(input: &DeriveInput, problems: &mut Problems) {
    let container = Serde::read(&input.attrs);
    for (ident, attributes, ty) in named_fields(input) {
        let serde = Serde::read(attributes);
        let key = serde.key_read(ident, container.rename_all.read.as_deref());
        let written = serde.rename.written.as_ref().or(container.rename_all.written.as_ref());
        let name = match (&serde.rename.written, &container.rename_all.written) {
            (Some(name), _) => name.value(),
            (None, case) => in_case(&ident.unraw().to_string(), case.as_ref().map(LitStr::value).as_deref()),
        };
        if let Some(written) = written
            && serde.not_written.as_ref().is_none_or(|key| key == "skip_serializing_if")
            && name != key
            && !serde.aliases.contains(&name)
        {
            let message = format!(
                "`{name}` is written, and `{key}` is read: add `alias = \"{name}\"`, or rename both sides alike"
            );
            problems.at(written, message);
        }
        let has_default = serde.default || serde.flatten || container.default || is_option(ty);
        match (&serde.not_written, &serde.not_read) {
            (Some(key), None) if !has_default => {
                problems.at(key, format!("`{key}` leaves out what is needed when it is read: add `default`"));
            }
            (None, Some(key)) => {
                problems.at(key, format!("`{key}` drops what was written: with `skip` it is not written either"));
            }
            (Some(_) | None, _) => {}
        }
    }
}

fn named_fields(input: &DeriveInput) -> impl Iterator<Item = (&Ident, &[Attribute], &Type)> {
    let fields = match &input.data {
        Data::Struct(DataStruct { fields: Fields::Named(fields), .. }) => Some(&fields.named),
        Data::Struct(_) | Data::Enum(_) | Data::Union(_) => None,
    };
    fields.into_iter().flatten().filter_map(|field| Some((field.ident.as_ref()?, field.attrs.as_slice(), &field.ty)))
}

fn is_option(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|segment| segment.ident == "Option"))
}

impl Serde {
    fn read(attributes: &[Attribute]) -> Self {
        let mut this = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
            let _ = attribute.parse_args_with(|input: ParseStream<'_>| this.keys(input));
        }
        this
    }

    /// The key of a field where it is read.
    fn key_read(&self, ident: &Ident, case: Option<&str>) -> String {
        self.rename.read.clone().unwrap_or_else(|| in_case(&ident.unraw().to_string(), case))
    }

    fn keys(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        while !input.is_empty() {
            let key = input.call(Ident::parse_any)?;
            if input.peek(Token![=]) {
                input.parse::<Token![=]>()?;
                self.key(&key, Side::Both, input)?;
            } else if input.peek(syn::token::Paren) {
                let inner;
                parenthesized!(inner in input);
                while !inner.is_empty() {
                    let side = inner.call(Ident::parse_any)?;
                    inner.parse::<Token![=]>()?;
                    let side = if side == "deserialize" { Side::Read } else { Side::Written };
                    self.key(&key, side, &inner)?;
                    if !inner.is_empty() {
                        inner.parse::<Token![,]>()?;
                    }
                }
            } else {
                self.flag(key);
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    }

    /// A key alone.
    fn flag(&mut self, key: Ident) {
        match key.to_string().as_str() {
            "default" => self.default = true,
            "flatten" => self.flatten = true,
            "skip" => (self.not_written, self.not_read) = (Some(key.clone()), Some(key)),
            "skip_serializing" => self.not_written = Some(key),
            "skip_deserializing" => self.not_read = Some(key),
            _ => {}
        }
    }

    /// A key with a value.
    fn key(&mut self, key: &Ident, side: Side, input: ParseStream<'_>) -> syn::Result<()> {
        match key.to_string().as_str() {
            "rename" => self.rename.set(side, input.parse()?),
            "rename_all" => self.rename_all.set(side, input.parse()?),
            // One that is written alone is none.
            "alias" => self.aliases.push(input.parse::<LitStr>()?.value()),
            "default" => {
                self.default = true;
                input.parse::<Expr>()?;
            }
            "skip_serializing_if" => {
                self.not_written = Some(key.clone());
                input.parse::<Expr>()?;
            }
            _ => drop(input.parse::<Expr>()?),
        }
        Ok(())
    }
}

/// What a key of `#[serde(…)]` is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Both,
    Read,
    Written,
}

impl Name {
    fn set(&mut self, side: Side, name: LitStr) {
        if side != Side::Written {
            self.read = Some(name.value());
        }
        if side != Side::Read {
            self.written = Some(name);
        }
    }
}

/// A field in the case that serde makes of it (<https://serde.rs/container-attrs.html#rename_all>).
pub(crate) fn in_case(field: &str, case: Option<&str>) -> String {
    let pascal = || -> String {
        let mut letters = field.split('_').flat_map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(|first| first.to_ascii_uppercase());
            first.into_iter().chain(letters).collect::<Vec<_>>()
        });
        letters.by_ref().collect()
    };
    match case {
        Some("PascalCase") => pascal(),
        Some("camelCase") => {
            let pascal = pascal();
            let mut letters = pascal.chars();
            letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect()
        }
        Some("UPPERCASE" | "SCREAMING_SNAKE_CASE") => field.to_ascii_uppercase(),
        Some("kebab-case") => field.replace('_', "-"),
        Some("SCREAMING-KEBAB-CASE") => field.to_ascii_uppercase().replace('_', "-"),
        Some(_) | None => field.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_the_cases_of_serde() {
        let cases = [
            ("lowercase", "unit_price2"),
            ("UPPERCASE", "UNIT_PRICE2"),
            ("PascalCase", "UnitPrice2"),
            ("camelCase", "unitPrice2"),
            ("snake_case", "unit_price2"),
            ("SCREAMING_SNAKE_CASE", "UNIT_PRICE2"),
            ("kebab-case", "unit-price2"),
            ("SCREAMING-KEBAB-CASE", "UNIT-PRICE2"),
        ];
        for (case, expected) in cases {
            assert_eq!(in_case("unit_price2", Some(case)), expected);
        }
        assert_eq!((in_case("a", None), in_case("", Some("camelCase"))), ("a".to_owned(), String::new()));
    }
}
