//! Attributes as the user wrote them. One loop reads `#[name(key, key = value, key(…))]`, tells unknown keys from
//! known ones and keeps going after a mistake; which keys there are stands in one file an attribute.

pub(crate) mod aggregate;
pub(crate) mod definition;
pub(crate) mod message;
pub(crate) mod serde;
pub(crate) mod set;
pub(crate) mod wire;

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, ExprUnary, Ident, Lit, LitStr, Meta, Token, Type, UnOp, parenthesized};

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
        match self.literal()? {
            Ok(Lit::Str(text)) => Ok(text),
            Ok(other) => Err(self.takes(other, "a text in quotes")),
            Err(other) => Err(self.takes(other, "a text in quotes, written out")),
        }
    }

    /// A whole number after `=`.
    pub(crate) fn number<N: TryFrom<u64>>(&self) -> syn::Result<(N, Span)> {
        self.equals()?;
        match self.literal()? {
            Ok(Lit::Int(number)) => match number.base10_parse::<u64>().map(N::try_from) {
                Ok(Ok(value)) => Ok((value, number.span())),
                Err(_) if number.to_string().starts_with('-') => Err(self.takes(number, "a whole number from 0 on")),
                Ok(Err(_)) | Err(_) => Err(self.takes(number, "a smaller whole number")),
            },
            Ok(other) => Err(self.takes(other, "a whole number")),
            Err(other) => Err(self.takes(other, "a whole number, written out")),
        }
    }

    /// The struct of the version before, after `=`.
    pub(crate) fn earlier(&self) -> syn::Result<Type> {
        const WHAT: &str = "the struct of the version before, as in";
        self.equals()?;
        if self.input.peek(Lit) {
            return Err(self.takes(self.input.parse::<Lit>()?, &format!("{WHAT} `{} = NameV1`", self.key)));
        }
        let place = self.input.span();
        self.input.parse().map_err(|_| syn::Error::new(place, format!("`{0}` takes {WHAT} `{0} = NameV1`", self.key)))
    }

    /// A literal, or what stands there instead, up to the next comma.
    fn literal(&self) -> syn::Result<Result<Lit, TokenStream>> {
        if let Ok(literal) = self.input.fork().parse::<Lit>() {
            self.input.parse::<Lit>()?;
            return Ok(Ok(literal));
        }
        let mut written = TokenStream::new();
        while !self.input.is_empty() && !self.input.peek(Token![,]) {
            written.extend([self.input.parse::<TokenTree>()?]);
        }
        if written.is_empty() {
            return Err(self.needs_value());
        }
        Ok(Err(written))
    }

    fn takes(&self, found: impl ToTokens, what: &str) -> syn::Error {
        syn::Error::new_spanned(found, format!("`{}` takes {what}", self.key))
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
            return Err(self.needs_value());
        }
        self.input.parse::<Token![=]>().map(|_| ())
    }

    fn needs_value(&self) -> syn::Error {
        syn::Error::new(self.key.span(), format!("`{0}` takes a value: `{0} = …`", self.key))
    }
}

/// How far attributes could be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Seen {
    /// There is none, or nothing in it.
    #[default]
    Nothing,
    /// Every key, rightly given or not.
    AllKeys,
    /// Not to the end: what is missing may stand there.
    Partly,
}

/// Reads all attributes of one name. `read` says whether it knows the key; `known` lists the keys, for messages.
pub(crate) fn read(
    attributes: &[Attribute],
    name: &str,
    known: &[&str],
    problems: &mut Problems,
    mut read: impl FnMut(&Entry<'_>) -> syn::Result<bool>,
) -> Seen {
    let mut seen = Seen::Nothing;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident(name)) {
        let mut found = Problems::default();
        match &attribute.meta {
            Meta::Path(_) => continue,
            Meta::List(list) if list.tokens.is_empty() => continue,
            Meta::List(_) => {}
            Meta::NameValue(value) => {
                let example = known.first().copied().unwrap_or_default();
                problems.at(value, format!("the keys stand in parentheses: `#[{name}({example} = …)]`"));
                seen = Seen::Partly;
                continue;
            }
        }
        if seen == Seen::Nothing {
            seen = Seen::AllKeys;
        }
        let result = attribute.parse_args_with(|input: ParseStream<'_>| {
            while !input.is_empty() {
                if !input.peek(Ident::peek_any) {
                    return Err(input.error(format!("expected a key: there are `{}`", known.join("`, `"))));
                }
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
                    return Err(input.error("expected a comma"));
                }
                input.parse::<Token![,]>()?;
            }
            Ok(())
        });
        if let Err(error) = result {
            seen = Seen::Partly;
            found.add(error);
        }
        problems.join(found);
    }
    seen
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
