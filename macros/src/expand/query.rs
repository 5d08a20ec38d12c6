//! `Query`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::DeriveInput;

use super::message::{held_against_schema, versioned};
use crate::ast::{block, span_of};
use crate::attr::message::MessageAttr;
use crate::problems::Problems;
use crate::{fallback, valid};

pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut problems = Problems::default();
    let attr = MessageAttr::query(&input.attrs, &mut problems);
    let message = valid::message::message(input, &attr, "query", &mut problems);
    let ident = &input.ident;
    match (problems.into_errors(), message) {
        (None, Some(message)) => {
            let versioned = versioned(ident, &message);
            let held = held_against_schema(input, &attr, &message, "query");
            let answer = message.answer.map(|answer| {
                let span = span_of(answer);
                let (write, read) = match message.codec {
                    Some(codec) => (
                        quote_spanned!(span=> __rt::query::write_with::<#answer, #codec>(answer)),
                        quote_spanned!(span=> __rt::query::read_with::<#answer, #codec>(json)),
                    ),
                    None => (
                        quote_spanned!(span=> __rt::query::write::<#answer>(answer)),
                        quote_spanned!(span=> __rt::query::read::<#answer>(json)),
                    ),
                };
                quote! {
                    #[automatically_derived]
                    impl __rt::Query for #ident {
                        type Answer = #answer;

                        fn write_answer(answer: &#answer) -> __rt::query::Written {
                            #write
                        }

                        fn read_answer(json: &str) -> ::core::result::Result<#answer, __rt::ReadError> {
                            #read
                        }
                    }
                }
            });
            let block = block(attr.krate.as_ref(), &quote!(#versioned #answer));
            quote!(#held #block)
        }
        (errors, _) => fallback::query(input, attr.krate.as_ref(), errors),
    }
}
