//! What events and commands share: name, version, and the chain of steps that leads to it.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{DeriveInput, Ident};

use crate::ast::span_of;
use crate::attr::message::{MessageAttr, Step};
use crate::attr::serde::KeyAliases;
use crate::valid::message::Message;

/// The impl of `Versioned`.
pub(crate) fn versioned(ident: &Ident, message: &Message<'_>) -> TokenStream {
    let (name, version, aliases) = (message.name, message.version, message.aliases);
    let reads_as = (message.reads_as != version).then(|| {
        let reads_as = message.reads_as;
        quote!(const READS_AS: u32 = #reads_as;)
    });
    let oldest = message.step.map(|step| oldest(message, step));
    // A constant of an impl is looked at when it is used.
    let held = message.step.map(|_| quote!(const _: u32 = <#ident as __rt::Versioned>::OLDEST;));
    // An error about the struct is told at its name; where a macro made the struct, that name comes from elsewhere than
    // the derive and knows none of its variables, so this one comes from there too.
    let json = Ident::new("json", ident.span());
    let body = quote_spanned!(ident.span()=> __rt::read::body(#json));
    let older = match message.step {
        Some(step) => older(message, step, &json),
        None => quote!(__rt::read::no_version()),
    };
    let aliases = (!aliases.is_empty()).then(|| quote!(const ALIASES: &'static [&'static str] = &[#(#aliases),*];));
    let chain = cfg!(feature = "registry").then(|| chain(ident, message));
    quote! {
        #held
        #[automatically_derived]
        impl __rt::Versioned for #ident {
            const NAME: &'static str = #name;
            const VERSION: u32 = #version;
            #oldest
            #reads_as
            #aliases

            fn read_version(version: u32, #json: &str) -> ::core::result::Result<Self, __rt::ReadError> {
                if version == #version { #body } else { #older }
            }
        }
        #chain
    }
}

/// What a registry asks: this version and all before it, and the keys that serde reads under further names, which no
/// JSON Schema says.
fn chain(ident: &Ident, message: &Message<'_>) -> TokenStream {
    let before = message.step.map(|Step { from, .. }| quote!((&__rt::Probe::<#from>::ASKED).chain(is_former, into);));
    let keys = message.key_aliases.iter().map(|KeyAliases { key, aliases }| quote!((#key, &[#(#aliases),*])));
    quote! {
        #[automatically_derived]
        impl __rt::Chain for #ident {
            fn chain(is_former: bool, into: &mut ::std::vec::Vec<__rt::VersionShape>) {
                use __rt::{HasChain as _, HasShape as _, NoChain as _, NoShape as _};
                #before
                let schema = (&__rt::Probe::<#ident>::ASKED).shape();
                into.push(__rt::VersionShape::of::<#ident>(is_former, &[#(#keys),*], schema));
            }
        }
    }
}

/// Errors where the type differs from the schema that it names. The impls are those of the type as it is, so that what
/// differs is told and nothing that follows from it; `kind` is `event`,
/// `command` or `query`.
#[cfg(feature = "schema")]
pub(crate) fn held_against_schema(
    input: &DeriveInput,
    attr: &MessageAttr,
    message: &Message<'_>,
    kind: &str,
) -> TokenStream {
    crate::schema::against::hold(input, attr, message, kind)
}

/// Without the feature, naming a schema is a mistake of its own.
#[cfg(not(feature = "schema"))]
pub(crate) fn held_against_schema(_: &DeriveInput, _: &MessageAttr, _: &Message<'_>, _: &str) -> TokenStream {
    TokenStream::new()
}

/// The oldest version, with what the step starts from held against what it must be.
fn oldest(message: &Message<'_>, step: &Step) -> TokenStream {
    let from = &step.from;
    let (name, aliases, version) = (message.name, message.aliases, message.version);
    let wrong = format!(
        "the step to version {version} of `{}` starts from version {} of it, which `{}` is not",
        name.value(),
        version - 1,
        from.to_token_stream().to_string().replace(' ', "")
    );
    quote_spanned! {span_of(from)=>
        const OLDEST: u32 = __rt::step::<#from>(#name, &[#(#aliases),*], #version, #wrong);
    }
}

fn older(message: &Message<'_>, step: &Step, json: &Ident) -> TokenStream {
    let (from, version) = (&step.from, message.version);
    if step.fallible {
        quote_spanned!(span_of(from)=> __rt::read::try_older::<#from, Self>(version, #json, #version))
    } else {
        quote_spanned!(span_of(from)=> __rt::read::older::<#from, Self>(version, #json))
    }
}
