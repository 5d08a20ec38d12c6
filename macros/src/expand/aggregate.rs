//! `Aggregate`: the one impl that joins a person's state to the generated module.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Path};

use crate::ast::{block, no_generics};
use crate::attr::aggregate::{AggregateAttr, inside};
use crate::problems::Problems;

pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut problems = Problems::default();
    let attr = AggregateAttr::read(input, &mut problems);
    no_generics(input, "the state of an aggregate", &mut problems);
    if let Data::Union(_) = input.data {
        problems.at(&input.ident, "the state of an aggregate is a struct or an enum");
    }
    match (problems.into_errors(), &attr.module) {
        (None, Some(module)) => block(attr.krate.as_ref(), &expand(input, &attr, module)),
        (errors, _) => errors.unwrap_or_default(),
    }
}

fn expand(input: &DeriveInput, attr: &AggregateAttr, module: &Path) -> TokenStream {
    let ident = &input.ident;
    let part = |name: &str| inside(module, &["__aggregate", name]);
    let [id, event, command, rejection, logic] = ["Id", "Event", "Command", "Rejection", "Logic"].map(part);
    let [stream, owner, schema, handle, apply] = ["STREAM", "OWNER", "SCHEMA", "handle", "apply"].map(part);
    let shape = format!("{:016x}", shape(input));
    let number = attr.snapshot.unwrap_or_default();
    // A bound, so that it is missed once, and where the module is named: each call would be an error of its own.
    let mut state = ident.clone();
    state.set_span(module.segments.last().map_or_else(|| module.span(), |segment| segment.ident.span()));
    quote! {
        #[automatically_derived]
        #[allow(trivial_bounds)]
        impl __rt::Aggregate for #ident
        where
            #state: #logic,
        {
            type Id = <#id as __rt::StreamKey>::Id;
            type Event = #event;
            type Command = #command;
            type Rejection = #rejection;

            const STREAM: &'static str = #stream;
            const OWNER: ::core::option::Option<&'static str> = #owner;

            fn key(id: &<#id as __rt::StreamKey>::Id) -> ::std::string::String {
                <#id as __rt::StreamKey>::text(id)
            }

            fn fingerprint() -> ::std::string::String {
                ::std::format!("{}.{}.{}", #shape, #schema, #number)
            }

            fn handle(
                &self,
                command: #command,
                cx: &__rt::Context,
            ) -> ::core::result::Result<::std::vec::Vec<#event>, #rejection> {
                #handle(self, command, cx)
            }

            fn apply(&mut self, event: #event) {
                #apply(self, event)
            }
        }
    }
}

/// What the state looks like, as a number (FNV-1a): its fields or variants as they are written, without documentation.
fn shape(input: &DeriveInput) -> u64 {
    let mut data = input.data.clone();
    let clean = |attributes: &mut Vec<Attribute>| attributes.retain(|attribute| !attribute.path().is_ident("doc"));
    let mut fields = Vec::new();
    match &mut data {
        Data::Struct(data) => fields.extend(data.fields.iter_mut()),
        Data::Enum(data) => {
            for variant in &mut data.variants {
                clean(&mut variant.attrs);
                fields.extend(variant.fields.iter_mut());
            }
        }
        Data::Union(_) => {}
    }
    fields.into_iter().for_each(|field| clean(&mut field.attrs));
    let text = match data {
        Data::Struct(data) => data.fields.to_token_stream().to_string(),
        Data::Enum(data) => data.variants.to_token_stream().to_string(),
        Data::Union(_) => String::new(),
    };
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    text.bytes().filter(|byte| !byte.is_ascii_whitespace()).fold(0xcbf2_9ce4_8422_2325, step)
}
