//! Attributes as the user wrote them. One loop reads `#[name(key, key = value, key(…))]`, tells unknown keys from
//! known ones and keeps going after a mistake; which keys there are stands in one file an attribute.

pub(crate) mod aggregate;
pub(crate) mod definition;
pub(crate) mod message;
pub(crate) mod serde;
pub(crate) mod set;
pub(crate) mod wire;

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, ExprUnary, Ident, Lit, LitStr, Token, UnOp, parenthesized};

use crate::problems::Problems;
use crate::suggest::closest;

/// One `key`, `key = value` or `key(…)`, with what follows the key still to be read.
pub(crate) struct Entry<'a> {
    pub(crate) key: Ident,
    pub(crate) input: ParseStream<'a>,
}

impl Entry<'_> {
    /// The value after `=`.
    pub(crate) fn value<T: syn::parse::Parse>(&self) -> syn::Result<T> {
        self.equals()?;
        self.input.parse()
    }

    /// A text after `=`.
    pub(crate) fn text(&self) -> syn::Result<LitStr> {
        self.equals()?;
        match self.input.parse::<Lit>()? {
            Lit::Str(text) => Ok(text),
            other => Err(syn::Error::new_spanned(other, format!("`{}` takes a text in quotes", self.key))),
        }
    }

    /// A whole number after `=`.
    pub(crate) fn number<N: std::str::FromStr<Err: std::fmt::Display>>(&self) -> syn::Result<(N, Span)> {
        self.equals()?;
        match self.input.parse::<Lit>()? {
            Lit::Int(number) => Ok((number.base10_parse()?, number.span())),
            other => Err(syn::Error::new_spanned(other, format!("`{}` takes a whole number", self.key))),
        }
    }

    /// What stands in parentheses.
    pub(crate) fn group<T>(&self, read: impl FnOnce(ParseStream<'_>) -> syn::Result<T>) -> syn::Result<T> {
        if !self.input.peek(syn::token::Paren) {
            return Err(syn::Error::new(self.key.span(), format!("`{0}` takes parentheses: `{0}(…)`", self.key)));
        }
        let content;
        parenthesized!(content in self.input);
        let value = read(&content);
        if value.is_err() {
            // What is left of a mistake is not a second one.
            content.parse::<TokenStream>()?;
        }
        value
    }

    /// What stands in parentheses, separated by commas.
    pub(crate) fn list<T: syn::parse::Parse>(&self) -> syn::Result<Vec<T>> {
        self.group(|content| Ok(Punctuated::<T, Token![,]>::parse_terminated(content)?.into_iter().collect()))
    }

    /// Nothing: the key alone.
    pub(crate) fn alone(&self) -> syn::Result<()> {
        if self.input.is_empty() || self.input.peek(Token![,]) {
            return Ok(());
        }
        Err(self.input.error(format!("`{}` takes no value", self.key)))
    }

    fn equals(&self) -> syn::Result<()> {
        if !self.input.peek(Token![=]) {
            return Err(syn::Error::new(self.key.span(), format!("`{0}` takes a value: `{0} = …`", self.key)));
        }
        self.input.parse::<Token![=]>().map(|_| ())
    }
}

/// Reads all attributes of one name. `read` says whether it knows the key; `known` lists the keys, for messages.
pub(crate) fn read(
    attributes: &[Attribute],
    name: &str,
    known: &[&str],
    problems: &mut Problems,
    mut read: impl FnMut(&Entry<'_>) -> syn::Result<bool>,
) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident(name)) {
        let mut found = Problems::default();
        let result = attribute.parse_args_with(|input: ParseStream<'_>| {
            while !input.is_empty() {
                let entry = Entry { key: input.call(Ident::parse_any)?, input };
                match read(&entry) {
                    Ok(true) => {}
                    Ok(false) => {
                        found.at(&entry.key, unknown(&entry.key.to_string(), name, known));
                        skip(input);
                    }
                    Err(error) => {
                        found.add(error);
                        skip(input);
                    }
                }
                if input.is_empty() {
                    break;
                }
                if !input.peek(Token![,]) {
                    found.add(input.error("expected a comma"));
                    skip(input);
                }
                if !input.is_empty() {
                    input.parse::<Token![,]>()?;
                }
            }
            Ok(())
        });
        if let Err(error) = result {
            found.add(error);
        }
        problems.join(found);
    }
}

/// Reads on to the next comma.
fn skip(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) {
        if input.parse::<TokenTree>().is_err() {
            return;
        }
    }
}

fn unknown(key: &str, attribute: &str, known: &[&str]) -> String {
    match closest(key, known) {
        Some(meant) => format!("`{key}` is no key of `#[{attribute}(…)]`: did you mean `{meant}`?"),
        None => format!("`{key}` is no key of `#[{attribute}(…)]`; there are `{}`", known.join("`, `")),
    }
}

/// Sets what may be set once.
pub(crate) fn once<T>(place: &mut Option<T>, key: &Ident, value: T) -> syn::Result<bool> {
    if place.is_some() {
        return Err(syn::Error::new(key.span(), format!("`{key}` is given twice")));
    }
    *place = Some(value);
    Ok(true)
}

/// A number as a literal, with its sign.
pub(crate) fn is_number(expression: &Expr) -> bool {
    match expression {
        Expr::Lit(ExprLit { lit: Lit::Int(_) | Lit::Float(_), .. }) => true,
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => is_number(expr),
        _ => false,
    }
}
