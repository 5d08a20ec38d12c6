//! What a derive is about: the type with its fields or variants, and the attributes on each, still with the user's
//! spans. Reading it tells when the shape is not the one that the derive needs; `valid` looks at the rest.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Field, Fields, Ident, Path, Type};

use crate::attr::wire::{Container, FieldAttr, Rules, VariantAttr};
use crate::problems::Problems;

/// A field of a struct or of a variant.
pub(crate) struct Member<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) attr: FieldAttr,
    /// The key in JSON.
    pub(crate) wire: String,
}

impl<'a> Member<'a> {
    fn read(field: &'a Field, problems: &mut Problems) -> Option<Self> {
        let ident = field.ident.as_ref()?;
        let attr = FieldAttr::read(&field.attrs, problems);
        let wire = attr.name.as_ref().map_or_else(|| ident.unraw().to_string(), syn::LitStr::value);
        Some(Self { ident, ty: &field.ty, attr, wire })
    }
}

/// A struct with named fields, or without any.
pub(crate) struct Struct<'a> {
    pub(crate) input: &'a DeriveInput,
    pub(crate) attr: Container,
    pub(crate) members: Vec<Member<'a>>,
}

impl<'a> Struct<'a> {
    pub(crate) fn read(input: &'a DeriveInput, problems: &mut Problems) -> Option<Self> {
        let attr = Container::read(&input.attrs, problems);
        let Data::Struct(data) = &input.data else {
            problems.at(
                &input.ident,
                "`Record` is derived for a struct with named fields; a tagged union is an enum with `Union`",
            );
            return None;
        };
        let members = members(&data.fields, problems)?;
        Some(Self { input, attr, members })
    }
}

fn members<'a>(fields: &'a Fields, problems: &mut Problems) -> Option<Vec<Member<'a>>> {
    match fields {
        Fields::Named(named) => Some(named.named.iter().filter_map(|field| Member::read(field, problems)).collect()),
        Fields::Unit => Some(Vec::new()),
        Fields::Unnamed(fields) => {
            problems.at(fields, "fields need names here");
            None
        }
    }
}

/// A struct around one value.
pub(crate) struct Wrapper<'a> {
    pub(crate) input: &'a DeriveInput,
    pub(crate) inner: &'a Type,
    /// The form of what it wraps, if that is not the one that the type has by itself.
    pub(crate) codec: Option<Type>,
    pub(crate) krate: Option<Path>,
    pub(crate) rules: Rules,
}

impl<'a> Wrapper<'a> {
    pub(crate) fn read(input: &'a DeriveInput, problems: &mut Problems) -> Option<Self> {
        let attr = Container::read(&input.attrs, problems);
        if let Data::Struct(data) = &input.data
            && let Fields::Unnamed(fields) = &data.fields
            && let (1, Some(field)) = (fields.unnamed.len(), fields.unnamed.first())
        {
            return Some(Self { input, inner: &field.ty, codec: attr.codec, krate: attr.krate, rules: attr.rules });
        }
        problems.at(&input.ident, "`Newtype` is derived for a struct around one value: `struct Name(Inner);`");
        None
    }
}

/// An enum of texts.
pub(crate) struct Choice<'a> {
    pub(crate) input: &'a DeriveInput,
    pub(crate) krate: Option<Path>,
    pub(crate) values: Vec<ChoiceValue<'a>>,
    /// The variant that keeps a text that is not known.
    pub(crate) unknown: Option<&'a Ident>,
}

/// A value of an enum of texts.
pub(crate) struct ChoiceValue<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) attr: VariantAttr,
    pub(crate) wire: String,
}

impl<'a> Choice<'a> {
    pub(crate) fn read(input: &'a DeriveInput, problems: &mut Problems) -> Option<Self> {
        let krate = Container::read(&input.attrs, problems).krate;
        let Data::Enum(data) = &input.data else {
            problems.at(&input.ident, "`Enum` is derived for an enum");
            return None;
        };
        let mut this = Self { input, krate, values: Vec::new(), unknown: None };
        for variant in &data.variants {
            let attr = VariantAttr::read(&variant.attrs, problems);
            let ident = &variant.ident;
            if attr.unknown {
                if this.unknown.replace(ident).is_some() {
                    problems.at(ident, "one variant at most keeps what is not known");
                }
                if !matches!(&variant.fields, Fields::Unnamed(fields) if fields.unnamed.len() == 1) {
                    problems.at(variant, "the variant that keeps what is not known holds a `String`");
                }
                continue;
            }
            if !matches!(variant.fields, Fields::Unit) {
                problems.at(variant, "a value of an `Enum` has no fields; with fields it is a `Union`");
            }
            let wire = wire_name(&attr, ident);
            this.values.push(ChoiceValue { ident, attr, wire });
        }
        Some(this)
    }
}

/// A tagged union.
pub(crate) struct Tagged<'a> {
    pub(crate) input: &'a DeriveInput,
    pub(crate) attr: Container,
    pub(crate) variants: Vec<TaggedVariant<'a>>,
    /// The variant that keeps a variant that is not known.
    pub(crate) unknown: Option<&'a Ident>,
}

/// A variant of a tagged union.
pub(crate) struct TaggedVariant<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) members: Vec<Member<'a>>,
    pub(crate) wire: String,
}

impl<'a> Tagged<'a> {
    pub(crate) fn read(input: &'a DeriveInput, problems: &mut Problems) -> Option<Self> {
        let attr = Container::read(&input.attrs, problems);
        let Data::Enum(data) = &input.data else {
            problems.at(&input.ident, "`Union` is derived for an enum; a struct is a `Record`");
            return None;
        };
        let mut this = Self { input, attr, variants: Vec::new(), unknown: None };
        for variant in &data.variants {
            let attr = VariantAttr::read(&variant.attrs, problems);
            let ident = &variant.ident;
            if attr.unknown {
                if this.unknown.replace(ident).is_some() {
                    problems.at(ident, "one variant at most keeps what is not known");
                }
                if !matches!(&variant.fields, Fields::Unnamed(fields) if fields.unnamed.len() == 1) {
                    problems.at(variant, "the variant that keeps what is not known holds an `UnknownVariant`");
                }
                continue;
            }
            if let Some(alias) = attr.aliases.first() {
                problems.at(alias, "a variant of a union has no aliases");
            }
            let wire = wire_name(&attr, ident);
            if let Some(members) = members(&variant.fields, problems) {
                this.variants.push(TaggedVariant { ident, members, wire });
            }
        }
        Some(this)
    }
}

fn wire_name(attr: &VariantAttr, ident: &Ident) -> String {
    attr.name.as_ref().map_or_else(|| ident.unraw().to_string(), syn::LitStr::value)
}

/// An enum whose variants each hold one event, command or query.
pub(crate) struct Set<'a> {
    pub(crate) variants: Vec<SetVariant<'a>>,
}

/// A variant of a set.
pub(crate) struct SetVariant<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) ty: &'a Type,
}

impl<'a> Set<'a> {
    /// `kind` is `event`, `command` or `query`, and `kinds` several of them.
    pub(crate) fn read(input: &'a DeriveInput, kind: &str, kinds: &str, problems: &mut Problems) -> Option<Self> {
        let name = &input.ident;
        let Data::Enum(data) = &input.data else {
            problems.at(
                name,
                format!("a set of {kinds} is an enum with one variant for each {kind}: `enum {name} {{ A(A), B(B) }}`"),
            );
            return None;
        };
        let mut variants = Vec::new();
        for variant in &data.variants {
            match &variant.fields {
                Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                    let ty = &fields.unnamed[0].ty;
                    if is_itself(ty, name) {
                        problems.at(ty, format!("a set does not hold itself: name the struct of one {kind}"));
                    }
                    variants.push(SetVariant { ident: &variant.ident, ty });
                }
                _ => problems.at(variant, format!("a variant of a set holds one {kind}: `{0}({0})`", variant.ident)),
            }
        }
        Some(Self { variants })
    }
}

/// Whether a type is the one that is being defined.
pub(crate) fn is_itself(ty: &Type, ident: &Ident) -> bool {
    matches!(ty, Type::Path(path) if path.path.is_ident("Self") || path.path.is_ident(ident))
}

/// Tells when a type has parameters: what is stored has one shape.
pub(crate) fn no_generics(input: &DeriveInput, what: &str, problems: &mut Problems) {
    if let Some(lifetime) = input.generics.lifetimes().next() {
        problems.at(
            lifetime,
            format!(
                "{what} owns its data, since it outlives what it was read from: replace `&{0} str` by `String`",
                lifetime.lifetime
            ),
        );
    } else if !input.generics.params.is_empty() {
        problems.at(&input.generics, format!("{what} has one shape, so it has no type parameters: name the types"));
    }
}

/// The block in which impls stand: the hidden module under a short name, and lints that are not about the user's code.
pub(crate) fn block(krate: Option<&Path>, impls: &TokenStream) -> TokenStream {
    let krate = krate.map_or_else(|| quote!(::retold), |path| quote!(#path));
    quote! {
        #[allow(
            clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction, deprecated, missing_docs,
            non_snake_case, unused_qualifications, unused_imports, unused_variables, unused_mut, unreachable_code,
            unreachable_patterns
        )]
        const _: () = {
            use #krate::__v1 as __rt;
            #impls
        };
    }
}

/// The span of a type, for an error about the traits that it lacks.
pub(crate) fn span_of(ty: &Type) -> proc_macro2::Span {
    ty.span().resolved_at(proc_macro2::Span::call_site())
}
