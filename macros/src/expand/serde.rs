//! serde's traits, delegating to the wire traits.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;

/// `Deserialize`.
pub(crate) fn deserialize(ident: &Ident) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl<'de> __rt::serde::Deserialize<'de> for #ident {
            #[inline]
            fn deserialize<__D: __rt::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                <Self as __rt::Wire>::read(deserializer)
            }
        }
    }
}

/// `Serialize`.
pub(crate) fn serialize(ident: &Ident) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl __rt::serde::Serialize for #ident {
            #[inline]
            fn serialize<__S: __rt::serde::Serializer>(&self, serializer: __S) -> ::core::result::Result<__S::Ok, __S::Error> {
                <Self as __rt::WireWrite>::write(self, serializer)
            }
        }
    }
}

/// The inherent `validate`.
pub(crate) fn validate(ident: &Ident) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl #ident {
            /// Whether the value may be written: all constraints hold, its own and those inside it.
            ///
            /// # Errors
            /// The first constraint that does not hold.
            pub fn validate(&self) -> ::core::result::Result<(), __rt::Violation> {
                <Self as __rt::Wire>::validate(self)
            }
        }
    }
}
