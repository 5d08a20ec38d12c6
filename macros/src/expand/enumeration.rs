//! `Enum`: one of several texts.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use super::serde;
use crate::ast::{Choice, block, no_generics};
use crate::problems::Problems;
use crate::{fallback, valid};

pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut problems = Problems::default();
    no_generics(input, "an enum", &mut problems);
    let read = Choice::read(input, &mut problems);
    if let Some(choice) = &read {
        valid::choice(choice, &mut problems);
    }
    match (problems.into_errors(), read) {
        (None, Some(choice)) => expand(&choice),
        (errors, _) => fallback::wire(input, errors),
    }
}

/// As many values as a message names.
const NAMED: usize = 12;

fn expand(choice: &Choice<'_>) -> TokenStream {
    let ident = &choice.input.ident;
    let idents: Vec<_> = choice.values.iter().map(|value| value.ident).collect();
    let wires: Vec<_> = choice.values.iter().map(|value| &value.wire).collect();
    let texts = choice.values.iter().map(|value| {
        let (wire, aliases) = (&value.wire, &value.attr.aliases);
        quote!(#wire #(| #aliases)*)
    });
    let spellings = choice.values.iter().any(|value| !value.attr.aliases.is_empty());
    let mut names: Vec<String> = choice.values.iter().take(NAMED).map(|value| format!("`{}`", value.wire)).collect();
    if choice.values.len() > NAMED {
        names.push(format!("{} others", choice.values.len() - NAMED));
    }
    let expecting = match (choice.unknown, choice.values.is_empty()) {
        (Some(_), _) => "a text".to_owned(),
        (None, true) => "nothing, since there is no value".to_owned(),
        (None, false) => format!("one of {}", names.join(", ")),
    };
    let (other, unknown_text) = match choice.unknown {
        Some(unknown) => (
            quote!(::core::option::Option::Some(Self::#unknown(::std::string::String::from(text)))),
            Some(quote!(Self::#unknown(text) => text,)),
        ),
        None => (quote!(::core::option::Option::None), None),
    };
    // A reference to an enum without variants is not seen to be impossible.
    let value = if choice.values.is_empty() && choice.unknown.is_none() { quote!(*self) } else { quote!(self) };
    let deserialize = serde::deserialize(ident);
    let serialize = serde::serialize(ident);
    block(
        choice.krate.as_ref(),
        &quote! {
            #[automatically_derived]
            impl #ident {
                /// The text on the wire.
                #[must_use]
                pub fn as_str(&self) -> &str {
                    match #value {
                        #(Self::#idents => #wires,)*
                        #unknown_text
                    }
                }
            }
            #[automatically_derived]
            impl __rt::Text for #ident {
                const EXPECTING: &'static str = #expecting;

                fn parse(text: &str) -> ::core::option::Option<Self> {
                    match text {
                        #(#texts => ::core::option::Option::Some(Self::#idents),)*
                        _ => #other,
                    }
                }

                fn text(&self) -> ::core::result::Result<__rt::Cow<'_, str>, __rt::Violation> {
                    ::core::result::Result::Ok(__rt::Cow::Borrowed(self.as_str()))
                }
            }
            #[automatically_derived]
            impl __rt::Wire for #ident {
                const SPELLINGS: bool = #spellings;

                #[inline]
                fn read<'de, __D: __rt::serde::Deserializer<'de>>(
                    deserializer: __D,
                ) -> ::core::result::Result<Self, __D::Error> {
                    __rt::read_text(deserializer)
                }

                #[inline]
                fn validate(&self) -> ::core::result::Result<(), __rt::Violation> {
                    ::core::result::Result::Ok(())
                }
            }
            #[automatically_derived]
            impl __rt::WireWrite for #ident {
                #[inline]
                fn write<__S: __rt::serde::Serializer>(&self, serializer: __S) -> ::core::result::Result<__S::Ok, __S::Error> {
                    serializer.serialize_str(self.as_str())
                }
            }
            #[automatically_derived]
            impl __rt::WireKey for #ident {
                fn read_key(text: &str) -> ::core::result::Result<Self, __rt::Violation> {
                    <Self as ::core::str::FromStr>::from_str(text)
                }

                fn key(&self) -> ::core::result::Result<__rt::Cow<'_, str>, __rt::Violation> {
                    __rt::Text::text(self)
                }
            }
            #[automatically_derived]
            impl ::core::fmt::Display for #ident {
                fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    ::core::fmt::Formatter::pad(formatter, self.as_str())
                }
            }
            #[automatically_derived]
            impl ::core::str::FromStr for #ident {
                type Err = __rt::Violation;

                fn from_str(text: &str) -> ::core::result::Result<Self, __rt::Violation> {
                    <Self as __rt::Text>::parse(text)
                        .ok_or_else(|| __rt::Violation::unreadable(text, <Self as __rt::Text>::EXPECTING))
                }
            }
            #deserialize
            #serialize
        },
    )
}
