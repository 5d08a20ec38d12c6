//! `#[aggregate(…)]`.

use syn::parse::ParseStream;
use syn::{Attribute, DeriveInput, Expr, ExprLit, Lit, Meta, Path, Token};

use crate::problems::Problems;
use crate::suggest::closest;

const KEYS: [&str; 2] = ["snapshot", "crate"];

const MODULE: &str = "say where the generated module is: `#[aggregate(events::cart)]`";
const NUMBER: &str = "`snapshot` takes a whole number, such as `snapshot = 1`: raise it when `apply` changes";

/// `#[aggregate(events::cart, snapshot = 2)]`.
#[derive(Default)]
pub(crate) struct AggregateAttr {
    /// The generated module.
    pub(crate) module: Option<Path>,
    /// The number that a person raises when the same events give another state.
    pub(crate) snapshot: Option<u32>,
    pub(crate) krate: Option<Path>,
}

impl AggregateAttr {
    pub(crate) fn read(input: &DeriveInput, problems: &mut Problems) -> Self {
        let mut this = Self::default();
        let mut attributes = input.attrs.iter().filter(|attribute| attribute.path().is_ident("aggregate")).peekable();
        if attributes.peek().is_none() {
            problems.at(&input.ident, MODULE);
            return this;
        }
        for attribute in attributes {
            if let Err(error) = this.attribute(attribute) {
                problems.add(error);
                // Nothing more is wrong with an attribute that could not be read.
                return this;
            }
        }
        if this.module.is_none() {
            problems.at(&input.ident, MODULE);
        }
        this
    }

    fn attribute(&mut self, attribute: &Attribute) -> syn::Result<()> {
        if !matches!(attribute.meta, Meta::List(_)) {
            return Err(syn::Error::new_spanned(attribute, MODULE));
        }
        attribute.parse_args_with(|input: ParseStream<'_>| {
            while !input.is_empty() {
                self.entry(input)?;
                if !input.is_empty() {
                    input.parse::<Token![,]>()?;
                }
            }
            Ok(())
        })
    }

    fn entry(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        if input.peek(Lit) {
            let message = "the generated module is a path and not a text: `#[aggregate(events::cart)]`";
            return Err(syn::Error::new_spanned(input.parse::<Lit>()?, message));
        }
        let path = input.call(Path::parse_mod_style)?;
        if !input.peek(Token![=]) {
            if self.module.is_some() {
                return Err(syn::Error::new_spanned(path, "an aggregate has one module; the one before this is it"));
            }
            self.module = Some(path);
            return Ok(());
        }
        input.parse::<Token![=]>()?;
        let key = path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        match key.as_str() {
            "snapshot" if self.snapshot.is_none() => {
                let number: Expr = input.parse()?;
                self.snapshot = match &number {
                    Expr::Lit(ExprLit { lit: Lit::Int(digits), .. }) => digits.base10_parse().ok(),
                    _ => None,
                };
                if self.snapshot.is_none() {
                    return Err(syn::Error::new_spanned(number, NUMBER));
                }
            }
            "crate" if self.krate.is_none() => self.krate = Some(input.parse()?),
            key if KEYS.contains(&key) => {
                return Err(syn::Error::new_spanned(path, format!("`{key}` is given twice")));
            }
            key => {
                let message = match closest(key, &KEYS) {
                    Some(meant) => format!("`{key}` is no key of `#[aggregate(…)]`: did you mean `{meant}`?"),
                    None if key == "module" => "the module stands alone: `#[aggregate(events::cart)]`".to_owned(),
                    None => format!("`{key}` is no key of `#[aggregate(…)]`; there are `{}`", KEYS.join("`, `")),
                };
                return Err(syn::Error::new_spanned(path, message));
            }
        }
        Ok(())
    }
}
