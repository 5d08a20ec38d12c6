//! `EventSet`: decoding by name and version.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::DeriveInput;

use crate::ast::{Set, SetVariant, block, no_generics, span_of};
use crate::attr::set::{Becomes, SetAttr};
use crate::fallback;
use crate::problems::Problems;

pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut problems = Problems::default();
    no_generics(input, "a set of events", &mut problems);
    let attr = SetAttr::event_set(&input.attrs, &mut problems);
    let set = Set::read(input, "event", &mut problems);
    match (problems.into_errors(), set) {
        (None, Some(set)) => block(attr.krate.as_ref(), &expand(input, &set, &attr)),
        (errors, _) => {
            let read = quote! {
                fn read(_: &__rt::Request<'_>) -> ::core::result::Result<__rt::Current<Self>, __rt::ReadError> {
                    ::core::unimplemented!()
                }
            };
            fallback::set(input, &quote!(__rt::EventSet), &read, attr.krate.as_ref(), errors)
        }
    }
}

fn expand(input: &DeriveInput, set: &Set<'_>, attr: &SetAttr) -> TokenStream {
    let ident = &input.ident;
    let common = common(input, set, &quote!(__rt::Event), &quote!(__rt::EventSet));
    let becomes_kinds = attr.becomes.iter().map(|becomes| {
        let from = &becomes.from;
        quote_spanned!(span_of(from)=> __rt::Kind::of::<#from>())
    });
    let former = attr.becomes.iter().map(former);
    let current = set.variants.iter().map(|SetVariant { ty, .. }| {
        quote_spanned!(span_of(ty)=> <#ty as __rt::Versioned>::NAME => __rt::read::one::<Self, #ty>(request),)
    });
    let only_former = attr.becomes.iter().map(only_former);
    let aliases = set.variants.iter().map(|SetVariant { ty, .. }| {
        quote_spanned! {span_of(ty)=>
            name if __rt::read::is_alias::<#ty>(name) => Self::read(&request.renamed::<#ty>()),
        }
    });
    let Common { kinds, kind_arms, encode_arms, impls } = common;
    let value = if set.variants.is_empty() { quote!(*self) } else { quote!(self) };
    quote! {
        #[automatically_derived]
        impl __rt::EventSet for #ident {
            const KINDS: &'static [__rt::Kind] = &[#(#kinds,)*];
            const FORMER: &'static [__rt::Kind] = &[#(#becomes_kinds,)*];

            fn read(
                request: &__rt::Request<'_>,
            ) -> ::core::result::Result<__rt::Current<Self>, __rt::ReadError> {
                match request.name {
                    #(#former)*
                    #(#current)*
                    #(#aliases)*
                    #(#only_former)*
                    _ => ::core::result::Result::Err(__rt::read::no_name()),
                }
            }

            fn kind(&self) -> &'static __rt::Kind {
                match #value {
                    #(#kind_arms)*
                }
            }

            fn encode(&self) -> ::core::result::Result<__rt::Encoded, __rt::EncodeError> {
                match #value {
                    #(#encode_arms)*
                }
            }
        }
        #impls
    }
}

fn former(becomes: &Becomes) -> TokenStream {
    let from = &becomes.from;
    let then = becomes_call(becomes);
    quote_spanned! {span_of(from)=>
        <#from as __rt::Versioned>::NAME if __rt::read::is_former::<#from>(request) => #then,
    }
}

/// After the current events: what no current event has the name of.
fn only_former(becomes: &Becomes) -> TokenStream {
    let from = &becomes.from;
    let then = becomes_call(becomes);
    quote_spanned! {span_of(from)=>
        <#from as __rt::Versioned>::NAME => #then,
        name if __rt::read::is_alias::<#from>(name) => Self::read(&request.renamed::<#from>()),
    }
}

fn becomes_call(becomes: &Becomes) -> TokenStream {
    let from = &becomes.from;
    let span = span_of(from);
    match (&becomes.function, &becomes.into) {
        (None, _) => quote_spanned!(span=> __rt::read::dropped::<Self, #from>(request)),
        (Some(function), None) => {
            quote_spanned!(span=> __rt::read::becomes::<Self, #from, _>(request, #function, ::core::option::Option::None))
        }
        (Some(function), Some(into)) => quote_spanned! {span=>
            __rt::read::becomes::<Self, #from, _>(request, #function, ::core::option::Option::Some(&[#(#into),*]))
        },
    }
}

/// What sets of events and of commands share.
pub(crate) struct Common {
    pub(crate) kinds: Vec<TokenStream>,
    pub(crate) kind_arms: Vec<TokenStream>,
    pub(crate) encode_arms: Vec<TokenStream>,
    pub(crate) impls: TokenStream,
}

/// `trait_path` is the trait that each variant's type has, `set_path` the one that is derived.
pub(crate) fn common(input: &DeriveInput, set: &Set<'_>, trait_path: &TokenStream, set_path: &TokenStream) -> Common {
    let ident = &input.ident;
    let mut common =
        Common { kinds: Vec::new(), kind_arms: Vec::new(), encode_arms: Vec::new(), impls: TokenStream::new() };
    for (index, variant) in set.variants.iter().enumerate() {
        let (name, ty) = (variant.ident, variant.ty);
        let span = span_of(ty);
        common.kinds.push(quote_spanned!(span=> __rt::Kind::of::<#ty>()));
        common.kind_arms.push(quote!(Self::#name(_) => &<Self as #set_path>::KINDS[#index],));
        common.encode_arms.push(quote_spanned!(span=> Self::#name(value) => __rt::encode::<#ty>(value),));
        let earlier = set.variants[..index].iter().map(|variant| variant.ty);
        let message =
            format!("the {}th variant of `{ident}` has a name on the wire that an earlier one has", index + 1);
        let distinct = (index > 0).then(|| {
            quote_spanned! {span=>
                const _: () = __rt::assert_new_name::<#ty>(&[#(__rt::Kind::of::<#earlier>()),*], #message);
            }
        });
        let spelled = |ty: &syn::Type| ty.to_token_stream().to_string();
        let repeated_type = set.variants[..index].iter().any(|earlier| spelled(earlier.ty) == spelled(ty));
        let check = format_ident!("__check_{index}");
        let from = (!repeated_type).then(|| {
            quote_spanned! {span=>
                #[automatically_derived]
                impl ::core::convert::From<#ty> for #ident {
                    #[inline]
                    fn from(value: #ty) -> Self {
                        Self::#name(value)
                    }
                }
                fn #check() where #ty: #trait_path {}
            }
        });
        common.impls.extend(quote!(#distinct #from));
    }
    common
}
