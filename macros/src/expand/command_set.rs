//! `CommandSet`: decoding by name and version.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::DeriveInput;

use super::event_set::{Common, common};
use crate::ast::{Set, SetVariant, block, no_generics, span_of};
use crate::attr::set::SetAttr;
use crate::fallback;
use crate::problems::Problems;

pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut problems = Problems::default();
    no_generics(input, "a set of commands", &mut problems);
    let attr = SetAttr::command_set(&input.attrs, &mut problems);
    let set = Set::read(input, "command", &mut problems);
    match (problems.into_errors(), set) {
        (None, Some(set)) => block(attr.krate.as_ref(), &expand(input, &set)),
        (errors, _) => {
            let read = quote! {
                fn read(_: &__rt::Request<'_>) -> ::core::result::Result<Self, __rt::ReadError> {
                    ::core::unimplemented!()
                }
            };
            fallback::set(input, &quote!(__rt::CommandSet), &read, attr.krate.as_ref(), errors)
        }
    }
}

fn expand(input: &DeriveInput, set: &Set<'_>) -> TokenStream {
    let ident = &input.ident;
    let Common { kinds, kind_arms, encode_arms, impls } =
        common(input, set, &quote!(__rt::Command), &quote!(__rt::CommandSet));
    let current = set.variants.iter().map(|SetVariant { ident, ty }| {
        quote_spanned! {span_of(ty)=>
            <#ty as __rt::Versioned>::NAME => __rt::read::resolved::<#ty>(request).map(Self::#ident),
        }
    });
    let aliases = set.variants.iter().map(|SetVariant { ty, .. }| {
        quote_spanned! {span_of(ty)=>
            name if __rt::read::is_alias::<#ty>(name) => Self::read(&request.renamed::<#ty>()),
        }
    });
    let value = if set.variants.is_empty() { quote!(*self) } else { quote!(self) };
    quote! {
        #[automatically_derived]
        impl __rt::CommandSet for #ident {
            const KINDS: &'static [__rt::Kind] = &[#(#kinds,)*];

            fn read(request: &__rt::Request<'_>) -> ::core::result::Result<Self, __rt::ReadError> {
                match request.name {
                    #(#current)*
                    #(#aliases)*
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
