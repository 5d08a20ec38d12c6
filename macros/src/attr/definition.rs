//! `#[view(…)]` and `#[process(…)]`: the definition of the schema that a type is written for, by its path in the generated
//! code.

use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Attribute, DeriveInput, Ident, Lit, Meta, Path, PathSegment, Token};

use crate::problems::Problems;

/// `#[view(events::cart::CartContents)]`.
#[derive(Default)]
pub(crate) struct DefinitionAttr {
    /// The definition.
    pub(crate) definition: Option<Path>,
    pub(crate) krate: Option<Path>,
}

impl DefinitionAttr {
    /// `name` is `view` or `process`, `example` the path of one.
    pub(crate) fn read(input: &DeriveInput, name: &str, example: &str, problems: &mut Problems) -> Self {
        let mut this = Self::default();
        let missing = format!("say which {name} of the generated code this is: `#[{name}({example})]`");
        for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident(name)) {
            if let Err(error) = this.attribute(attribute, name, &missing) {
                problems.add(error);
                // Nothing more is wrong with an attribute that could not be read.
                return this;
            }
        }
        match &this.definition {
            None => problems.at(&input.ident, missing),
            Some(path) if path.segments.len() < 2 => {
                let last = path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
                let message = format!("say in which module `{last}` was generated, as in `#[{name}({example})]`");
                problems.at(path, message);
            }
            Some(_) => {}
        }
        this
    }

    fn attribute(&mut self, attribute: &Attribute, name: &str, missing: &str) -> syn::Result<()> {
        if !matches!(attribute.meta, Meta::List(_)) {
            return Err(syn::Error::new_spanned(attribute, missing));
        }
        attribute.parse_args_with(|input: ParseStream<'_>| {
            while !input.is_empty() {
                self.entry(input, name, missing)?;
                if !input.is_empty() {
                    input.parse::<Token![,]>()?;
                }
            }
            Ok(())
        })
    }

    fn entry(&mut self, input: ParseStream<'_>, name: &str, missing: &str) -> syn::Result<()> {
        if input.peek(Lit) {
            let message = format!("the {name} is a path and not a text: {missing}");
            return Err(syn::Error::new_spanned(input.parse::<Lit>()?, message));
        }
        let path = input.call(Path::parse_mod_style)?;
        if !input.peek(Token![=]) {
            if self.definition.is_some() {
                let message = format!("a type is one {name}; the one before this is it");
                return Err(syn::Error::new_spanned(path, message));
            }
            self.definition = Some(path);
            return Ok(());
        }
        input.parse::<Token![=]>()?;
        if path.is_ident("crate") && self.krate.is_none() {
            self.krate = Some(input.parse()?);
            return Ok(());
        }
        let message = format!("`#[{name}(…)]` takes the path of a {name}, and `crate = path`");
        Err(syn::Error::new_spanned(path, message))
    }
}

/// The path to a part of a definition: in the hidden module beside it, in a module that is called as it is.
pub(crate) fn part(definition: &Path, hidden: &str, part: &str) -> Path {
    let mut segments: Punctuated<PathSegment, Token![::]> = Punctuated::new();
    let last = definition.segments.len().saturating_sub(1);
    for (index, segment) in definition.segments.iter().enumerate() {
        if index == last {
            segments.push(Ident::new(hidden, segment.ident.span()).into());
        }
        segments.push(segment.clone());
        if index == last {
            segments.push(Ident::new(part, segment.ident.span()).into());
        }
    }
    Path { leading_colon: definition.leading_colon, segments }
}
