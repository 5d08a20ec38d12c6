//! What events and commands share: name, version, and the chain of steps that leads to it.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Ident;

use crate::ast::span_of;
use crate::valid::message::Message;

/// The impl of `Versioned`.
pub(crate) fn versioned(ident: &Ident, message: &Message<'_>) -> TokenStream {
    let (name, version, aliases) = (message.name, message.version, message.aliases);
    let reads_as = (message.reads_as != version).then(|| {
        let reads_as = message.reads_as;
        quote!(const READS_AS: u32 = #reads_as;)
    });
    let aliases = (!aliases.is_empty()).then(|| quote!(const ALIASES: &'static [&'static str] = &[#(#aliases),*];));
    let (oldest, older) = older(ident, message);
    quote! {
        #[automatically_derived]
        impl __rt::Versioned for #ident {
            const NAME: &'static str = #name;
            const VERSION: u32 = #version;
            const OLDEST: u32 = #oldest;
            #reads_as
            #aliases

            fn read_version(version: u32, json: &str) -> ::core::result::Result<Self, __rt::ReadError> {
                if version == #version { __rt::read::body(json) } else { #older }
            }
        }
    }
}

fn older(ident: &Ident, message: &Message<'_>) -> (TokenStream, TokenStream) {
    let Some(step) = message.step else {
        let version = message.version;
        return (quote!(#version), quote!(__rt::read::no_version()));
    };
    let from = &step.from;
    let version = message.version;
    let span = span_of(from);
    let name = message.name.value();
    let wrong_version = format!(
        "the step to version {version} starts from another version than {}: name the struct of version {}",
        version - 1,
        version - 1
    );
    let wrong_name = format!("the step starts from a version of something else than `{name}`");
    let assertion = quote_spanned! {span=>
        const _: () = {
            __rt::assert_same_name::<#from>(#name, #wrong_name);
            ::core::assert!(<#from as __rt::Versioned>::VERSION == #version - 1, #wrong_version);
        };
    };
    let step = if step.fallible {
        quote_spanned!(span=> __rt::read::try_step::<#from, #ident>(old, #version))
    } else {
        quote_spanned!(span=> ::core::result::Result::Ok(__rt::read::step::<#from, #ident>(old)))
    };
    let older = quote! {{
        #assertion
        match <#from as __rt::Versioned>::read_version(version, json) {
            ::core::result::Result::Ok(old) => #step,
            ::core::result::Result::Err(error) => ::core::result::Result::Err(error),
        }
    }};
    (quote_spanned!(span=> <#from as __rt::Versioned>::OLDEST), older)
}
