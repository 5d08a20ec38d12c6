//! What events and commands share: name, version, and the chain of steps that leads to it.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::Ident;

use crate::ast::span_of;
use crate::attr::message::Step;
use crate::valid::message::Message;

/// The impl of `Versioned`.
pub(crate) fn versioned(ident: &Ident, message: &Message<'_>) -> TokenStream {
    let (name, version, aliases) = (message.name, message.version, message.aliases);
    let reads_as = (message.reads_as != version).then(|| {
        let reads_as = message.reads_as;
        quote!(const READS_AS: u32 = #reads_as;)
    });
    let step = message.step.map(|step| previous(message, step));
    let oldest = step.as_ref().map(|_| {
        quote!(
            const OLDEST: u32 = PREVIOUS.oldest;
        )
    });
    let older = match message.step {
        Some(step) => older(message, step),
        None => quote!(__rt::read::no_version()),
    };
    let aliases = (!aliases.is_empty()).then(|| quote!(const ALIASES: &'static [&'static str] = &[#(#aliases),*];));
    let body = quote_spanned!(ident.span()=> __rt::read::body(json));
    quote! {
        #step
        #[automatically_derived]
        impl __rt::Versioned for #ident {
            const NAME: &'static str = #name;
            const VERSION: u32 = #version;
            #oldest
            #reads_as
            #aliases

            fn read_version(version: u32, json: &str) -> ::core::result::Result<Self, __rt::ReadError> {
                if version == #version { #body } else { #older }
            }
        }
    }
}

/// The names and versions of what the step starts from, held against what they must be.
fn previous(message: &Message<'_>, step: &Step) -> TokenStream {
    let from = &step.from;
    let (name, aliases, version) = (message.name, message.aliases, message.version);
    let wrong = format!(
        "the step to version {version} of `{}` starts from version {} of it, which `{}` is not",
        name.value(),
        version - 1,
        from.to_token_stream().to_string().replace(' ', "")
    );
    quote_spanned! {span_of(from)=>
        const PREVIOUS: __rt::Kind = __rt::Kind::of::<#from>();
        const _: () = __rt::assert_step(&PREVIOUS, #name, &[#(#aliases),*], #version, #wrong);
    }
}

fn older(message: &Message<'_>, step: &Step) -> TokenStream {
    let (from, version) = (&step.from, message.version);
    if step.fallible {
        quote_spanned!(span_of(from)=> __rt::read::try_older::<#from, Self>(version, json, #version))
    } else {
        quote_spanned!(span_of(from)=> __rt::read::older::<#from, Self>(version, json))
    }
}
