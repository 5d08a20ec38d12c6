//! `Event`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use super::message::{held_against_schema, versioned};
use crate::ast::block;
use crate::attr::message::MessageAttr;
use crate::problems::Problems;
use crate::{fallback, valid};

pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut problems = Problems::default();
    let attr = MessageAttr::event(&input.attrs, &mut problems);
    let message = valid::message::message(input, &attr, "event", &mut problems);
    let ident = &input.ident;
    match (problems.into_errors(), message) {
        (None, Some(message)) => {
            let versioned = versioned(ident, &message);
            let held = held_against_schema(input, &attr, &message, "event");
            let impls = quote! {
                #versioned
                #[automatically_derived]
                impl __rt::Event for #ident {}
            };
            let block = block(attr.krate.as_ref(), &impls);
            quote!(#held #block)
        }
        (errors, _) => fallback::message(input, &quote!(__rt::Event), attr.krate.as_ref(), errors),
    }
}
