//! `CommandSet`: decoding by name and version.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::DeriveInput;

use super::event_set::{Common, common, name_constant};
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
    let Common { kinds, members, impls } = common(input, set, &quote!(of_command), &quote!(__rt::CommandSet));
    let current = set.variants.iter().enumerate().map(|(index, SetVariant { ident, ty })| {
        let name = name_constant(index, ty);
        quote_spanned!(span_of(ty)=> #name => __rt::read::resolved::<#ty>(request).map(Self::#ident),)
    });
    quote! {
        #[automatically_derived]
        impl __rt::CommandSet for #ident {
            const KINDS: &'static [__rt::Kind] = #kinds;

            fn read(request: &__rt::Request<'_>) -> ::core::result::Result<Self, __rt::ReadError> {
                match request.name {
                    #(#current)*
                    _ => match request.renamed(Self::KINDS, &[]) {
                        ::core::option::Option::Some(request) => Self::read(&request),
                        ::core::option::Option::None => ::core::result::Result::Err(__rt::read::no_name()),
                    },
                }
            }

            #members
        }
        #impls
    }
}
