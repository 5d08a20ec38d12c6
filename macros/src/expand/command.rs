//! `Command`.

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
    let attr = MessageAttr::command(&input.attrs, &mut problems);
    let message = valid::message::message(input, &attr, "command", &mut problems);
    let ident = &input.ident;
    match (problems.into_errors(), message) {
        (None, Some(message)) => {
            let versioned = versioned(ident, &message);
            let emits = message.emits.iter().map(|event| {
                quote_spanned! {span_of(event)=>
                    #[automatically_derived]
                    impl __rt::EmittedBy<#ident> for #event {}
                }
            });
            let held = held_against_schema(input, &attr, &message, "command");
            let impls = quote! {
                #versioned
                #[automatically_derived]
                impl __rt::Command for #ident {}
                #(#emits)*
            };
            let block = block(attr.krate.as_ref(), &impls);
            quote!(#held #block)
        }
        (errors, _) => fallback::message(input, &quote!(__rt::Command), attr.krate.as_ref(), errors),
    }
}
