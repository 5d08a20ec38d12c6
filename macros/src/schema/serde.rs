//! What serde's attributes make of a struct: the keys on the wire, what may be absent, and what cannot be seen from here.
//! Mistakes in them are serde's to tell.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::meta::ParseNestedMeta;
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, LitStr, Meta, Path, Token};

use crate::attr::serde::in_case;

/// The attributes of the struct.
#[derive(Default)]
pub(super) struct Container {
    rename_all: Option<LitStr>,
    /// All fields have a default.
    pub(super) default: bool,
    /// The key under which the name of the struct is written.
    pub(super) tag: Option<LitStr>,
    /// The name of the struct, if it is not its identifier.
    pub(super) rename: Option<LitStr>,
    /// What keeps the struct from being compared, or makes it differ whatever its fields are.
    pub(super) refused: Vec<(Span, String)>,
}

/// The attributes of a field.
#[derive(Default)]
pub(super) struct Field {
    rename: Option<LitStr>,
    pub(super) aliases: Vec<LitStr>,
    pub(super) default: Option<Default_>,
    /// Neither written nor read.
    pub(super) skip: bool,
    /// Written only if a function says so.
    pub(super) skip_if: Option<Span>,
    /// The form on the wire is that of functions.
    pub(super) with: bool,
    /// The same, and reading is one of them, so that an absent field is not none by itself.
    pub(super) read_with: bool,
    /// What keeps the field from being compared.
    pub(super) refused: Option<(Span, String)>,
}

/// What an absent field reads as.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Default_ {
    /// The default of the type.
    Type,
    /// What a function gives.
    Function,
}

impl Container {
    pub(super) fn read(attributes: &[Attribute]) -> Self {
        let mut this = Self::default();
        each(attributes, |key, meta| {
            let span = key.span();
            match key.to_string().as_str() {
                "rename_all" => match one_text(meta)? {
                    Some(text) => this.rename_all = Some(text),
                    None => this.refuse(span, "reads and writes its fields under different names"),
                },
                "rename" => match one_text(meta)? {
                    Some(text) => this.rename = Some(text),
                    None => this.refuse(span, "reads and writes its name in different ways"),
                },
                "tag" => this.tag = Some(meta.value()?.parse()?),
                "default" => {
                    rest(meta)?;
                    this.default = true;
                }
                "deny_unknown_fields" => {
                    this.refuse(span, "refuses fields that it does not know, such as those of a later version")
                }
                "transparent" | "from" | "try_from" | "into" | "remote" => {
                    rest(meta)?;
                    this.refuse(
                        span,
                        &format!("has the form of another type on the wire by `{key}`, which is not seen here"),
                    );
                }
                // They change nothing on the wire.
                "bound" | "crate" | "expecting" => rest(meta)?,
                _ => {
                    rest(meta)?;
                    this.refuse(span, &format!("has `{key}`, which is not understood here"));
                }
            }
            Ok(())
        });
        this
    }

    fn refuse(&mut self, span: Span, message: &str) {
        self.refused.push((span, message.to_owned()));
    }

    /// The key of a field on the wire.
    pub(super) fn wire(&self, ident: &Ident, field: &Field) -> String {
        match &field.rename {
            Some(rename) => rename.value(),
            None => in_case(&ident.unraw().to_string(), self.rename_all.as_ref().map(LitStr::value).as_deref()),
        }
    }
}

impl Field {
    pub(super) fn read(attributes: &[Attribute]) -> Self {
        let mut this = Self::default();
        let mut skips = (None, None);
        each(attributes, |key, meta| {
            let span = key.span();
            match key.to_string().as_str() {
                "rename" => match one_text(meta)? {
                    Some(text) => this.rename = Some(text),
                    None => {
                        let message = "is read and written under different names";
                        this.refused = Some((span, message.to_owned()));
                    }
                },
                "alias" => this.aliases.push(meta.value()?.parse()?),
                "default" => {
                    let is_function = meta.input.peek(Token![=]);
                    rest(meta)?;
                    this.default = Some(if is_function { Default_::Function } else { Default_::Type });
                }
                "skip" => skips = (Some(span), Some(span)),
                "skip_serializing" => skips.0 = Some(span),
                "skip_deserializing" => skips.1 = Some(span),
                "skip_serializing_if" => {
                    rest(meta)?;
                    this.skip_if = Some(span);
                }
                "with" | "deserialize_with" => {
                    rest(meta)?;
                    this.with = true;
                    this.read_with = true;
                }
                "serialize_with" => {
                    rest(meta)?;
                    this.with = true;
                }
                "flatten" => {
                    let message = "is flattened: the fields that it brings are another type's, which is not seen here";
                    this.refused = Some((span, message.to_owned()));
                }
                // They change nothing on the wire.
                "bound" | "borrow" => rest(meta)?,
                _ => {
                    rest(meta)?;
                    this.refused = Some((span, format!("has `{key}`, which is not understood here")));
                }
            }
            Ok(())
        });
        match skips {
            (Some(_), Some(_)) => this.skip = true,
            (Some(span), None) => this.refused = Some((span, "is read and never written".to_owned())),
            (None, Some(span)) => this.refused = Some((span, "is written and never read".to_owned())),
            (None, None) => {}
        }
        this
    }
}

/// Goes through the keys of all attributes of serde.
fn each(attributes: &[Attribute], mut read: impl FnMut(&Ident, &ParseNestedMeta<'_>) -> syn::Result<()>) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        // What does not parse is an error of serde's derive.
        let _ = attribute.parse_nested_meta(|meta| match ident(&meta.path) {
            Some(key) => read(&key, &meta),
            None => rest(&meta),
        });
    }
}

fn ident(path: &Path) -> Option<Ident> {
    path.get_ident().cloned().or_else(|| path.segments.last().map(|segment| segment.ident.clone()))
}

/// Reads on to the next key.
fn rest(meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
    if meta.input.peek(Token![=]) {
        meta.value()?.parse::<syn::Expr>()?;
    } else if meta.input.peek(syn::token::Paren) {
        let content;
        syn::parenthesized!(content in meta.input);
        content.parse::<proc_macro2::TokenStream>()?;
    }
    Ok(())
}

/// `= "text"`, or `(serialize = "text", deserialize = "text")` with one text or two equal ones; `None` if they differ.
fn one_text(meta: &ParseNestedMeta<'_>) -> syn::Result<Option<LitStr>> {
    if meta.input.peek(Token![=]) {
        return meta.value()?.parse().map(Some);
    }
    let content;
    syn::parenthesized!(content in meta.input);
    let mut texts = Vec::new();
    for meta in Punctuated::<Meta, Token![,]>::parse_terminated(&content)? {
        let value = &meta.require_name_value()?.value;
        texts.push(syn::parse2::<LitStr>(quote::quote!(#value))?);
    }
    match texts.as_slice() {
        [one, other] if one.value() == other.value() => Ok(Some(one.clone())),
        _ => Ok(None),
    }
}
