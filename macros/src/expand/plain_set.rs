//! `CommandSet` and `QuerySet`: decoding by name and version.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::DeriveInput;

use super::event_set::{Common, common, name_constant, registered};
use crate::ast::{Set, SetVariant, block, no_generics, span_of};
use crate::attr::set::SetAttr;
use crate::fallback;
use crate::problems::Problems;

/// What a set is of.
#[derive(Clone, Copy)]
pub(crate) enum Of {
    Commands,
    Queries,
}

pub(crate) fn derive(input: &DeriveInput, of: Of) -> TokenStream {
    let mut problems = Problems::default();
    let (what, attr, one, many) = match of {
        Of::Commands => ("a set of commands", "command_set", "command", "commands"),
        Of::Queries => ("a set of queries", "query_set", "query", "queries"),
    };
    no_generics(input, what, &mut problems);
    let attr = SetAttr::plain_set(&input.attrs, attr, &mut problems);
    let set = Set::read(input, one, many, &mut problems);
    let (kind, set_path) = match of {
        Of::Commands => (quote!(of_command), quote!(__rt::CommandSet)),
        Of::Queries => (quote!(of_query), quote!(__rt::QuerySet)),
    };
    match (problems.into_errors(), set) {
        (None, Some(set)) => block(attr.krate.as_ref(), &expand(input, &set, one, (&kind, &set_path))),
        (errors, _) => {
            let read = quote! {
                fn read(_: &__rt::Request<'_>) -> ::core::result::Result<Self, __rt::ReadError> {
                    ::core::unimplemented!()
                }
            };
            fallback::set(input, &set_path, &read, attr.krate.as_ref(), errors)
        }
    }
}

fn expand(
    input: &DeriveInput,
    set: &Set<'_>,
    one: &str,
    (kind, set_path): (&TokenStream, &TokenStream),
) -> TokenStream {
    let ident = &input.ident;
    let Common { kinds, members, impls } = common(input, set, kind, set_path);
    let registered = registered(ident, one, set, &[]);
    let current = set.variants.iter().enumerate().map(|(index, SetVariant { ident, ty })| {
        let name = name_constant(index, ty);
        quote_spanned!(span_of(ty)=> #name => __rt::read::resolved::<#ty>(request).map(Self::#ident),)
    });
    quote! {
        #[automatically_derived]
        impl #set_path for #ident {
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
        #registered
        #impls
    }
}
