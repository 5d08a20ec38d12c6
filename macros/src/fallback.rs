//! What a failed derive leaves behind: its errors, and impls without content, so that the rest of the program is not
//! told as well that a trait is missing.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Path};

use crate::ast::block;

/// After one of the wire derives.
pub(crate) fn wire(input: &DeriveInput, errors: Option<TokenStream>) -> TokenStream {
    let ident = &input.ident;
    let (generics, arguments, bounds) = input.generics.split_for_impl();
    let mut with_lifetime = input.generics.clone();
    with_lifetime.params.insert(0, syn::parse_quote!('de));
    let (de_generics, ..) = with_lifetime.split_for_impl();
    let stub = quote! {
        #[automatically_derived]
        impl #generics __rt::Wire for #ident #arguments #bounds {
            fn read<'de, __D: __rt::serde::Deserializer<'de>>(_: __D) -> ::core::result::Result<Self, __D::Error> {
                ::core::unimplemented!()
            }

            fn validate(&self) -> ::core::result::Result<(), __rt::Violation> {
                ::core::unimplemented!()
            }
        }
        #[automatically_derived]
        impl #generics __rt::WireWrite for #ident #arguments #bounds {
            fn write<__S: __rt::serde::Serializer>(&self, _: __S) -> ::core::result::Result<__S::Ok, __S::Error> {
                ::core::unimplemented!()
            }
        }
        #[automatically_derived]
        impl #de_generics __rt::serde::Deserialize<'de> for #ident #arguments #bounds {
            fn deserialize<__D: __rt::serde::Deserializer<'de>>(_: __D) -> ::core::result::Result<Self, __D::Error> {
                ::core::unimplemented!()
            }
        }
        #[automatically_derived]
        impl #generics __rt::serde::Serialize for #ident #arguments #bounds {
            fn serialize<__S: __rt::serde::Serializer>(&self, _: __S) -> ::core::result::Result<__S::Ok, __S::Error> {
                ::core::unimplemented!()
            }
        }
    };
    with_errors(errors, &block(None, &stub))
}

/// After `Event` or `Command`.
pub(crate) fn message(
    input: &DeriveInput,
    kind: &TokenStream,
    krate: Option<&Path>,
    errors: Option<TokenStream>,
) -> TokenStream {
    let ident = &input.ident;
    named(input, &quote!(#[automatically_derived] impl #kind for #ident {}), krate, errors)
}

/// After `Query`.
pub(crate) fn query(input: &DeriveInput, krate: Option<&Path>, errors: Option<TokenStream>) -> TokenStream {
    let ident = &input.ident;
    let stub = quote! {
        #[automatically_derived]
        impl __rt::Query for #ident {
            type Answer = ();

            fn write_answer(_: &()) -> __rt::query::Written {
                ::core::unimplemented!()
            }

            fn read_answer(_: &str) -> ::core::result::Result<(), __rt::ReadError> {
                ::core::unimplemented!()
            }
        }
    };
    named(input, &stub, krate, errors)
}

/// With the name and version that every event, command and query has.
fn named(input: &DeriveInput, kind: &TokenStream, krate: Option<&Path>, errors: Option<TokenStream>) -> TokenStream {
    // A borrowed or generic type cannot be an event at all: the trait asks for `'static`.
    if !input.generics.params.is_empty() {
        return errors.unwrap_or_default();
    }
    let ident = &input.ident;
    let chain = cfg!(feature = "registry").then(|| {
        quote! {
            #[automatically_derived]
            impl __rt::Chain for #ident {
                fn chain(_: bool, _: &mut ::std::vec::Vec<__rt::VersionShape>) {}
            }
        }
    });
    let stub = quote! {
        #[automatically_derived]
        impl __rt::Versioned for #ident {
            const NAME: &'static str = "";
            const VERSION: u32 = 1;

            fn read_version(_: u32, _: &str) -> ::core::result::Result<Self, __rt::ReadError> {
                ::core::unimplemented!()
            }
        }
        #chain
        #kind
    };
    with_errors(errors, &block(krate, &stub))
}

/// After `EventSet` or `CommandSet`.
pub(crate) fn set(
    input: &DeriveInput,
    kind: &TokenStream,
    read: &TokenStream,
    krate: Option<&Path>,
    errors: Option<TokenStream>,
) -> TokenStream {
    if !input.generics.params.is_empty() {
        return errors.unwrap_or_default();
    }
    let ident = &input.ident;
    let members = cfg!(feature = "registry").then(|| {
        quote! {
            #[automatically_derived]
            impl __rt::Members for #ident {
                const KIND: &'static str = "";

                fn members(_: &mut ::std::vec::Vec<__rt::VersionShape>) {}
            }
        }
    });
    let stub = quote! {
        #[automatically_derived]
        impl #kind for #ident {
            const KINDS: &'static [__rt::Kind] = &[];

            #read

            fn kind(&self) -> &'static __rt::Kind {
                ::core::unimplemented!()
            }

            fn encode(&self) -> ::core::result::Result<__rt::Encoded, __rt::EncodeError> {
                ::core::unimplemented!()
            }
        }
        #members
    };
    with_errors(errors, &block(krate, &stub))
}

fn with_errors(errors: Option<TokenStream>, stub: &TokenStream) -> TokenStream {
    quote!(#errors #stub)
}
