//! `#[event_set(…)]`, `#[command_set(…)]` and `#[query_set(…)]`.

use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Ident, LitStr, Path, Token, Type};

use super::{Entry, once, read};
use crate::problems::Problems;

/// `#[event_set(…)]`, `#[command_set(…)]` or `#[query_set(…)]`.
#[derive(Default)]
pub(crate) struct SetAttr {
    pub(crate) becomes: Vec<Becomes>,
    pub(crate) through: Vec<Through>,
    pub(crate) krate: Option<Path>,
}

/// `becomes(CheckedOutV1, with = crate::split, into("shop.CheckedOut", …))`.
pub(crate) struct Becomes {
    pub(crate) from: Type,
    pub(crate) function: Option<Path>,
    pub(crate) into: Option<Vec<LitStr>>,
}

impl SetAttr {
    pub(crate) fn event_set(attributes: &[Attribute], problems: &mut Problems) -> Self {
        let mut this = Self::default();
        read(attributes, "event_set", &["becomes", "through", "crate"], problems, |entry| {
            if entry.key == "becomes" {
                this.becomes.push(entry.group(Becomes::parse)?);
                Ok(true)
            } else if entry.key == "through" {
                this.through.push(entry.group(Through::parse)?);
                Ok(true)
            } else {
                this.common(entry)
            }
        });
        this
    }

    /// `#[command_set(…)]` or `#[query_set(…)]`.
    pub(crate) fn plain_set(attributes: &[Attribute], name: &str, problems: &mut Problems) -> Self {
        let mut this = Self::default();
        read(attributes, name, &["crate"], problems, |entry| this.common(entry));
        this
    }

    fn common(&mut self, entry: &Entry<'_>) -> syn::Result<bool> {
        if entry.key == "crate" { once(&mut self.krate, &entry.key, entry.value()?) } else { Ok(false) }
    }
}

/// `through(CheckedOut, select = of_cart)`: all versions of an event are read as the set of its aggregate reads them,
/// and the function takes from that set what this one has.
pub(crate) struct Through {
    pub(crate) from: Type,
    pub(crate) select: Path,
}

impl Parse for Through {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let from = input.parse()?;
        let message = "`through` takes an event and `select = …`, the function that takes from its aggregate's events \
                       those of this set";
        let wrong = |span| syn::Error::new(span, message);
        input.parse::<Token![,]>().map_err(|error| wrong(error.span()))?;
        let key: Ident = input.parse()?;
        if key != "select" {
            return Err(wrong(key.span()));
        }
        let select = Entry { key, input }.value()?;
        input.parse::<Option<Token![,]>>()?;
        Ok(Self { from, select })
    }
}

impl Parse for Becomes {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut this = Self { from: input.parse()?, function: None, into: None };
        while input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
            let key: Ident = input.parse()?;
            let entry = Entry { key: key.clone(), input };
            if key == "with" {
                once(&mut this.function, &key, entry.value()?)?;
            } else if key == "into" {
                once(&mut this.into, &key, entry.list()?)?;
            } else {
                return Err(syn::Error::new(
                    key.span(),
                    format!("`becomes` takes `with = …` and `into(…)`, not `{key}`"),
                ));
            }
        }
        if let (None, Some(_)) = (&this.function, &this.into) {
            return Err(syn::Error::new_spanned(
                &this.from,
                "`into` needs `with = …`, the function that makes these events",
            ));
        }
        Ok(this)
    }
}
