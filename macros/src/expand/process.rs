//! `Process`: the one impl that joins a person's methods to the generated process.

use proc_macro2::TokenStream;
use quote::quote;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Path};

use crate::ast::{block, no_generics};
use crate::attr::definition::{DefinitionAttr, part};
use crate::problems::Problems;

pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut problems = Problems::default();
    let attr = DefinitionAttr::read(input, "process", "events::fulfilment::OrderFulfilment", &mut problems);
    no_generics(input, "a process", &mut problems);
    if let Data::Union(_) = input.data {
        problems.at(&input.ident, "a process is a struct or an enum");
    }
    match (problems.into_errors(), &attr.definition) {
        (None, Some(process)) => block(attr.krate.as_ref(), &expand(input, process)),
        (errors, _) => errors.unwrap_or_default(),
    }
}

fn expand(input: &DeriveInput, process: &Path) -> TokenStream {
    let ident = &input.ident;
    let part = |name: &str| part(process, "__processes", name);
    let [key, state, inputs, deadline, sends, methods] =
        ["Key", "State", "Input", "Deadline", "Sends", "Methods"].map(part);
    let [name, owner, reactions, begin, key_of, on_event, on_deadline] =
        ["NAME", "OWNER", "REACTIONS", "begin", "key", "on_event", "on_deadline"].map(part);
    // A bound, so that it is missed once, and where the process is named: each call would be an error of its own.
    let mut this = ident.clone();
    this.set_span(process.segments.last().map_or_else(|| process.span(), |segment| segment.ident.span()));
    quote! {
        #[automatically_derived]
        #[allow(trivial_bounds)]
        impl __rt::Process for #ident
        where
            #this: #methods,
        {
            type Key = <#key as __rt::RunKey>::Key;
            type State = #state;
            type Input = #inputs;
            type Deadline = #deadline;
            type Sends = #sends;

            const NAME: &'static str = #name;
            const OWNER: ::core::option::Option<&'static str> = #owner;
            const REACTIONS: &'static [__rt::ReactionKind] = #reactions;

            fn begin(&self, key: &<#key as __rt::RunKey>::Key) -> #state {
                #begin(self, key)
            }

            fn key(
                input: &#inputs,
                origin: &__rt::Origin<'_>,
            ) -> ::core::result::Result<<#key as __rt::RunKey>::Key, __rt::ViewError> {
                #key_of(input, origin)
            }

            fn key_text(
                key: &<#key as __rt::RunKey>::Key,
            ) -> ::core::result::Result<__rt::Cow<'_, str>, __rt::Violation> {
                <#key as __rt::RunKey>::text(key)
            }

            fn react(
                &self,
                state: &mut #state,
                trigger: __rt::Trigger<#inputs, #deadline>,
                cx: &__rt::Reacting<'_, <#key as __rt::RunKey>::Key>,
            ) -> __rt::Reacted<#sends, #deadline> {
                let waits = <Self as __rt::Process>::waits(&trigger);
                match trigger {
                    __rt::Trigger::Happened(event) => #on_event(self, state, event, cx, waits),
                    __rt::Trigger::Deadline(deadline) => #on_deadline(self, state, deadline, cx, waits),
                }
            }
        }
    }
}
