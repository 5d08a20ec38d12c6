//! `Newtype`: a value of the language with a name, and perhaps constraints.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::DeriveInput;

use super::{rules, serde};
use crate::ast::{Wrapper, block, no_generics, span_of};
use crate::fallback;
use crate::problems::Problems;

pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut problems = Problems::default();
    no_generics(input, "a newtype", &mut problems);
    let read = Wrapper::read(input, &mut problems);
    match (problems.into_errors(), read) {
        (None, Some(wrapper)) => expand(&wrapper),
        (errors, _) => fallback::wire(input, errors),
    }
}

fn expand(wrapper: &Wrapper<'_>) -> TokenStream {
    let ident = &wrapper.input.ident;
    let inner = wrapper.inner;
    let name = ident.to_string();
    let function = format_ident!("__check");
    let codec =
        wrapper.codec.as_ref().map_or_else(|| quote_spanned!(span_of(inner)=> __rt::Plain), |codec| quote!(#codec));
    let check = rules::function(&function, inner, &codec, &wrapper.rules);
    let call = check.is_some().then(|| quote!(#function(&inner)?;));
    let own = check.is_some().then(|| quote!(#function(&self.0)?;));
    let construct = if check.is_some() { checked(wrapper) } else { free(wrapper) };
    let concealed = wrapper.rules.pii;
    let read = quote!(<#codec as __rt::Codec<#inner>>::read(deserializer));
    let read = if concealed { quote!(__rt::de::concealed(#read)) } else { read };
    let conceal = concealed.then(|| quote!(.map_err(__rt::Violation::without_value)));
    let deserialize = serde::deserialize(ident);
    let serialize = serde::serialize(ident);
    let validate = serde::validate(ident);
    block(
        wrapper.krate.as_ref(),
        &quote! {
            #check
            #construct
            #[automatically_derived]
            impl __rt::Wraps for #ident {
                type Inner = #inner;
                type Codec = #codec;
                const PII: bool = #concealed;

                #[inline]
                fn wrap(inner: #inner) -> ::core::result::Result<Self, __rt::Violation> {
                    #call
                    ::core::result::Result::Ok(Self(inner))
                }

                #[inline]
                fn trust(inner: #inner) -> Self {
                    Self(inner)
                }

                #[inline]
                fn inner(&self) -> &#inner {
                    &self.0
                }

                #[inline]
                fn take(self) -> #inner {
                    self.0
                }
            }
            #[automatically_derived]
            impl __rt::Wire for #ident {
                const SPELLINGS: bool = <#codec as __rt::Codec<#inner>>::SPELLINGS;

                #[inline]
                fn read<'de, __D: __rt::serde::Deserializer<'de>>(
                    deserializer: __D,
                ) -> ::core::result::Result<Self, __D::Error> {
                    let inner = #read?;
                    <Self as __rt::Wraps>::wrap(inner).map_err(__rt::serde::de::Error::custom)
                }

                fn validate(&self) -> ::core::result::Result<(), __rt::Violation> {
                    #own
                    <#codec as __rt::Codec<#inner>>::validate(&self.0)#conceal
                }
            }
            #[automatically_derived]
            impl __rt::WireWrite for #ident {
                #[inline]
                fn write<__S: __rt::serde::Serializer>(&self, serializer: __S) -> ::core::result::Result<__S::Ok, __S::Error> {
                    __rt::ser::newtype(self, serializer)
                }

                #[inline]
                fn is_null(&self) -> bool {
                    <#codec as __rt::CodecWrite<#inner>>::is_null(&self.0)
                }
            }
            #[automatically_derived]
            impl __rt::Reach for #ident {
                type Leaf = <#codec as __rt::Look<#inner>>::Leaf;

                #[inline]
                fn reach(
                    &self,
                    check: impl ::core::ops::FnOnce(&Self::Leaf) -> ::core::result::Result<(), __rt::Violation>,
                ) -> ::core::result::Result<(), __rt::Violation> {
                    <#codec as __rt::Look<#inner>>::look(&self.0, check)
                }
            }
            #[automatically_derived]
            impl ::core::fmt::Display for #ident {
                fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    __rt::text::show::<#inner, #codec>(&self.0, formatter)
                }
            }
            #[automatically_derived]
            impl ::core::str::FromStr for #ident {
                type Err = __rt::Violation;

                fn from_str(text: &str) -> ::core::result::Result<Self, __rt::Violation> {
                    <Self as __rt::Wraps>::wrap(__rt::text::parse::<#inner, #codec>(text, #name)?)
                }
            }
            #[automatically_derived]
            impl ::core::convert::From<#ident> for #inner {
                #[inline]
                fn from(value: #ident) -> #inner {
                    value.0
                }
            }
            #[automatically_derived]
            impl ::core::convert::AsRef<#inner> for #ident {
                #[inline]
                fn as_ref(&self) -> &#inner {
                    &self.0
                }
            }
            #deserialize
            #serialize
            #validate
        },
    )
}

/// Construction where every value is allowed.
fn free(wrapper: &Wrapper<'_>) -> TokenStream {
    let (ident, inner) = (&wrapper.input.ident, wrapper.inner);
    let accessors = accessors(wrapper);
    quote! {
        #[automatically_derived]
        impl #ident {
            /// Wraps a value.
            #[inline]
            #[must_use]
            pub fn new(value: impl ::core::convert::Into<#inner>) -> Self {
                Self(::core::convert::Into::into(value))
            }

            #accessors
        }
        #[automatically_derived]
        impl ::core::convert::From<#inner> for #ident {
            #[inline]
            fn from(value: #inner) -> Self {
                Self(value)
            }
        }
    }
}

/// Construction that checks.
fn checked(wrapper: &Wrapper<'_>) -> TokenStream {
    let (ident, inner) = (&wrapper.input.ident, wrapper.inner);
    let accessors = accessors(wrapper);
    quote! {
        #[automatically_derived]
        impl #ident {
            /// Wraps a value, if its constraints hold.
            ///
            /// # Errors
            /// The first constraint that does not hold.
            pub fn new(value: impl ::core::convert::Into<#inner>) -> ::core::result::Result<Self, __rt::Violation> {
                <Self as __rt::Wraps>::wrap(::core::convert::Into::into(value))
            }

            #accessors
        }
        #[automatically_derived]
        impl ::core::convert::TryFrom<#inner> for #ident {
            type Error = __rt::Violation;

            fn try_from(value: #inner) -> ::core::result::Result<Self, __rt::Violation> {
                <Self as __rt::Wraps>::wrap(value)
            }
        }
    }
}

fn accessors(wrapper: &Wrapper<'_>) -> TokenStream {
    let inner = wrapper.inner;
    quote! {
        /// What it wraps.
        #[inline]
        #[must_use]
        pub fn get(&self) -> &#inner {
            &self.0
        }

        /// What it wraps, taken out.
        #[inline]
        #[must_use]
        pub fn into_inner(self) -> #inner {
            self.0
        }
    }
}
