//! What serde is told about the keys of a struct, as far as nobody else says it: further names under which a key is
//! read. What cannot be read here is left to serde's own derive, which stands beside this one and tells.

use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, Data, DeriveInput, Fields, Ident, LitStr, Token, parenthesized};

/// A key that is read under further names.
pub(crate) struct KeyAliases {
    pub(crate) key: String,
    pub(crate) aliases: Vec<String>,
}

/// `#[serde(…)]` on a struct or on a field.
#[derive(Default)]
struct Serde {
    rename: Option<String>,
    rename_all: Option<String>,
    aliases: Vec<String>,
}

/// The keys of a struct with further names.
pub(crate) fn key_aliases(input: &DeriveInput) -> Vec<KeyAliases> {
    let Data::Struct(data) = &input.data else { return Vec::new() };
    let Fields::Named(fields) = &data.fields else { return Vec::new() };
    let case = Serde::read(&input.attrs).rename_all;
    let keys = fields.named.iter().filter_map(|field| {
        let Serde { rename, rename_all: _, aliases } = Serde::read(&field.attrs);
        let ident = field.ident.as_ref()?.unraw().to_string();
        let key = rename.unwrap_or_else(|| in_case(&ident, case.as_deref()));
        (!aliases.is_empty()).then_some(KeyAliases { key, aliases })
    });
    keys.collect()
}

impl Serde {
    fn read(attributes: &[Attribute]) -> Self {
        let mut this = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
            let _ = attribute.parse_args_with(|input: ParseStream<'_>| this.keys(input));
        }
        this
    }

    fn keys(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        while !input.is_empty() {
            let key = input.call(Ident::parse_any)?.to_string();
            if input.peek(Token![=]) {
                input.parse::<Token![=]>()?;
                self.key(&key, input)?;
            } else if input.peek(syn::token::Paren) {
                let inner;
                parenthesized!(inner in input);
                while !inner.is_empty() {
                    let side = inner.call(Ident::parse_any)?;
                    inner.parse::<Token![=]>()?;
                    // What is read is what a reader meets.
                    if side == "deserialize" {
                        self.key(&key, &inner)?;
                    } else {
                        inner.parse::<syn::Expr>()?;
                    }
                    if !inner.is_empty() {
                        inner.parse::<Token![,]>()?;
                    }
                }
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    }

    fn key(&mut self, key: &str, input: ParseStream<'_>) -> syn::Result<()> {
        match key {
            "rename" => self.rename = Some(input.parse::<LitStr>()?.value()),
            "rename_all" => self.rename_all = Some(input.parse::<LitStr>()?.value()),
            "alias" => self.aliases.push(input.parse::<LitStr>()?.value()),
            _ => drop(input.parse::<syn::Expr>()?),
        }
        Ok(())
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
