//! `#[retold(…)]`: what the wire derives read from the type, its fields and its variants.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Expr, Lit, LitStr, Path, Token, Type};

use super::{is_number, once, read};
use crate::problems::Problems;

/// `#[retold(…)]` on a type.
#[derive(Default)]
pub(crate) struct Container {
    pub(crate) read_only: bool,
    pub(crate) none_as_null: bool,
    pub(crate) tag: Option<TagAttr>,
    pub(crate) content: Option<LitStr>,
    pub(crate) krate: Option<Path>,
    /// The form of what a newtype wraps.
    pub(crate) codec: Option<Type>,
    pub(crate) rules: Rules,
}

/// `tag = "method"` of a union, or `tag("eventType" = "BookingCreated", also("Old"))` of an event or command.
pub(crate) enum TagAttr {
    Key(LitStr),
    Name { key: LitStr, value: LitStr, also: Vec<LitStr> },
}

/// `#[retold(…)]` on a field.
#[derive(Default)]
pub(crate) struct FieldAttr {
    pub(crate) name: Option<LitStr>,
    pub(crate) aliases: Vec<LitStr>,
    pub(crate) default: Option<Expr>,
    /// A default that is read where it is needed, since the type may refuse it.
    pub(crate) constant: Option<Path>,
    pub(crate) codec: Option<Type>,
    pub(crate) rules: Rules,
}

/// `#[retold(…)]` on a variant.
#[derive(Default)]
pub(crate) struct VariantAttr {
    pub(crate) name: Option<LitStr>,
    pub(crate) aliases: Vec<LitStr>,
    pub(crate) unknown: bool,
}

/// Constraints, and that a value is personal data.
#[derive(Default)]
pub(crate) struct Rules {
    pub(crate) min: Option<Bound>,
    pub(crate) max: Option<Bound>,
    pub(crate) min_length: Option<usize>,
    pub(crate) max_length: Option<usize>,
    pub(crate) pattern: Option<LitStr>,
    pub(crate) min_items: Option<usize>,
    pub(crate) max_items: Option<usize>,
    pub(crate) unique: bool,
    pub(crate) pii: bool,
}

/// A bound: a number, or a decimal in quotes.
pub(crate) struct Bound(Expr);

impl Parse for Bound {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let expression: Expr = input.parse()?;
        let text = matches!(&expression, Expr::Lit(literal) if matches!(literal.lit, Lit::Str(_)));
        if text || is_number(&expression) {
            return Ok(Self(expression));
        }
        Err(syn::Error::new_spanned(expression, "a bound is a number, or a decimal in quotes"))
    }
}

impl ToTokens for Bound {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let expression = &self.0;
        let written = expression.to_token_stream().to_string();
        let spelled = if written.starts_with('"') {
            quote!(__rt::Bound::Decimal(#expression))
        } else if written.contains(['.', 'e', 'E']) {
            quote!(__rt::Bound::Float(#expression))
        } else {
            quote!(__rt::Bound::Integer(#expression))
        };
        spelled.to_tokens(tokens);
    }
}

const RULES: [&str; 9] =
    ["min", "max", "min_length", "max_length", "pattern", "min_items", "max_items", "unique", "pii"];

impl Rules {
    /// Whether a value can break one of them.
    pub(crate) fn constrain(&self) -> bool {
        self.min.is_some()
            || self.max.is_some()
            || self.min_length.is_some()
            || self.max_length.is_some()
            || self.pattern.is_some()
            || self.min_items.is_some()
            || self.max_items.is_some()
    }

    fn read(&mut self, entry: &super::Entry<'_>) -> syn::Result<bool> {
        let key = &entry.key;
        if key == "min" {
            once(&mut self.min, key, entry.value()?)
        } else if key == "max" {
            once(&mut self.max, key, entry.value()?)
        } else if key == "min_length" {
            once(&mut self.min_length, key, entry.number()?.0)
        } else if key == "max_length" {
            once(&mut self.max_length, key, entry.number()?.0)
        } else if key == "pattern" {
            once(&mut self.pattern, key, entry.text()?)
        } else if key == "min_items" {
            once(&mut self.min_items, key, entry.number()?.0)
        } else if key == "max_items" {
            once(&mut self.max_items, key, entry.number()?.0)
        } else if key == "unique" {
            self.unique = true;
            entry.alone().map(|()| true)
        } else if key == "pii" {
            self.pii = true;
            entry.alone().map(|()| true)
        } else {
            Ok(false)
        }
    }
}

impl Container {
    pub(crate) fn read(attributes: &[Attribute], problems: &mut Problems) -> Self {
        let mut this = Self::default();
        let own = ["read_only", "none", "tag", "content", "crate", "codec"];
        let known = [&own[..], &RULES].concat();
        read(attributes, "retold", &known, problems, |entry| {
            let key = &entry.key;
            if key == "read_only" {
                this.read_only = true;
                entry.alone().map(|()| true)
            } else if key == "none" {
                let form = entry.text()?;
                this.none_as_null = form.value() == "null";
                if this.none_as_null { Ok(true) } else { Err(syn::Error::new(form.span(), "`none` takes \"null\"")) }
            } else if key == "tag" {
                let tag = TagAttr::read(entry)?;
                once(&mut this.tag, key, tag)
            } else if key == "content" {
                once(&mut this.content, key, entry.text()?)
            } else if key == "crate" {
                once(&mut this.krate, key, entry.value()?)
            } else if key == "codec" {
                once(&mut this.codec, key, entry.value()?)
            } else {
                this.rules.read(entry)
            }
        });
        this
    }
}

impl TagAttr {
    fn read(entry: &super::Entry<'_>) -> syn::Result<Self> {
        if entry.input.peek(Token![=]) {
            return entry.text().map(Self::Key);
        }
        entry.group(|content| {
            let key = content.parse()?;
            content.parse::<Token![=]>()?;
            let value = content.parse()?;
            let mut also = Vec::new();
            if content.parse::<Option<Token![,]>>()?.is_some() && !content.is_empty() {
                let word: syn::Ident = content.parse()?;
                if word != "also" {
                    return Err(syn::Error::new(word.span(), "expected `also(…)`"));
                }
                also = super::Entry { key: word, input: content }.list()?;
            }
            Ok(Self::Name { key, value, also })
        })
    }
}

impl FieldAttr {
    pub(crate) fn read(attributes: &[Attribute], problems: &mut Problems) -> Self {
        let mut this = Self::default();
        let own = ["name", "alias", "default", "constant", "codec"];
        let known = [&own[..], &RULES].concat();
        read(attributes, "retold", &known, problems, |entry| {
            let key = &entry.key;
            if key == "name" {
                once(&mut this.name, key, entry.text()?)
            } else if key == "alias" {
                this.aliases.push(entry.text()?);
                Ok(true)
            } else if key == "default" {
                once(&mut this.default, key, entry.value()?)
            } else if key == "constant" {
                once(&mut this.constant, key, entry.value()?)
            } else if key == "codec" {
                once(&mut this.codec, key, entry.value()?)
            } else {
                this.rules.read(entry)
            }
        });
        this
    }
}

impl VariantAttr {
    pub(crate) fn read(attributes: &[Attribute], problems: &mut Problems) -> Self {
        let mut this = Self::default();
        read(attributes, "retold", &["name", "alias", "unknown"], problems, |entry| {
            let key = &entry.key;
            if key == "name" {
                once(&mut this.name, key, entry.text()?)
            } else if key == "alias" {
                this.aliases.push(entry.text()?);
                Ok(true)
            } else if key == "unknown" {
                this.unknown = true;
                entry.alone().map(|()| true)
            } else {
                Ok(false)
            }
        });
        this
    }
}
