//! `Aggregate`: the one impl that joins a person's state to the generated module.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Ident, Path};

use crate::ast::{block, no_generics};
use crate::attr::aggregate::AggregateAttr;
use crate::problems::Problems;

pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut problems = Problems::default();
    let attr = AggregateAttr::read(input, &mut problems);
    no_generics(input, "the state of an aggregate", &mut problems);
    if let Data::Union(_) = input.data {
        problems.at(&input.ident, "the state of an aggregate is a struct or an enum");
    }
    let errors = problems.into_errors();
    // With the module there can be an impl all the same, so that nothing is missed that is there.
    let named = attr
        .module
        .as_ref()
        .filter(|_| errors.is_none() || (input.generics.params.is_empty() && !matches!(input.data, Data::Union(_))));
    let block = named.map(|module| {
        let methods =
            if errors.is_some() { unwritten() } else { methods(&shape(input), attr.snapshot.unwrap_or_default()) };
        block(attr.krate.as_ref(), &expand(input, module, &methods))
    });
    quote!(#errors #block)
}

/// The methods of an aggregate, and what they need.
struct Methods {
    /// Whether the person's methods are called.
    calls_logic: bool,
    fingerprint: TokenStream,
    handle: TokenStream,
    apply: TokenStream,
}

fn methods(shape: &str, snapshot: u32) -> Methods {
    Methods {
        calls_logic: true,
        fingerprint: quote!(::std::format!("{}.{}.{}", #shape, __aggregate::SCHEMA, #snapshot)),
        handle: quote!(__aggregate::handle(self, command, cx)),
        apply: quote!(__aggregate::apply(self, event)),
    }
}

/// Beside the errors of a derive that failed.
fn unwritten() -> Methods {
    let none = quote!(::core::unimplemented!());
    Methods { calls_logic: false, fingerprint: none.clone(), handle: none.clone(), apply: none }
}

fn expand(input: &DeriveInput, module: &Path, methods: &Methods) -> TokenStream {
    let ident = &input.ident;
    let Methods { calls_logic, fingerprint, handle, apply } = methods;
    let place = module.segments.last().map_or_else(|| module.span(), |segment| segment.ident.span());
    let module = as_of_2018(module);
    // Under a name of its own the state is not shadowed by what the module may have called alike. Each error about it is
    // told where it belongs.
    let state = |span| Ident::new("__State", span);
    let this = state(ident.span());
    // A bound, so that it is missed once, and where the module is named: each call would be an error of its own.
    let bound = calls_logic.then(|| {
        let state = state(place);
        quote_spanned!(place=> where #state: __aggregate::Logic,)
    });
    let found = quote_spanned!(place.resolved_at(Span::call_site())=> __rt::assert_aggregate(__aggregate::STREAM));
    // What the module holds shadows what `no_aggregate` holds under the same name, and that says that the module has none.
    quote! {
        type __State = #ident;
        use __rt::no_aggregate::*;
        const _: () = {
            use #module::*;

            const _: () = #found;

            #[automatically_derived]
            #[allow(trivial_bounds)]
            impl __rt::Aggregate for #this
            #bound
            {
                type Id = <__aggregate::Id as __rt::StreamKey>::Id;
                type Event = __aggregate::Event;
                type Command = __aggregate::Command;
                type Rejection = __aggregate::Rejection;

                const STREAM: &'static str = __aggregate::STREAM;
                const OWNER: ::core::option::Option<&'static str> = __aggregate::OWNER;

                fn key(id: &<__aggregate::Id as __rt::StreamKey>::Id) -> ::std::string::String {
                    <__aggregate::Id as __rt::StreamKey>::text(id)
                }

                fn fingerprint() -> ::std::string::String {
                    #fingerprint
                }

                fn handle(
                    &self,
                    command: __aggregate::Command,
                    cx: &__rt::Context,
                ) -> ::core::result::Result<::std::vec::Vec<__aggregate::Event>, __aggregate::Rejection> {
                    #handle
                }

                fn apply(&mut self, event: __aggregate::Event) {
                    #apply
                }
            }
        };
    }
}

/// A path that an import follows as an expression does: in the edition of 2015 it would start at the crate.
fn as_of_2018(path: &Path) -> Path {
    let mut path = path.clone();
    for segment in &mut path.segments {
        segment.ident.set_span(segment.ident.span().resolved_at(Span::call_site()));
    }
    path
}

/// What the state looks like, as a number (FNV-1a): its fields or variants as they are written, without documentation.
fn shape(input: &DeriveInput) -> String {
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
    let number = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).fold(0xcbf2_9ce4_8422_2325, step);
    format!("{number:016x}")
}
