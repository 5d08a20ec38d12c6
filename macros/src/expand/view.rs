//! `View`: the one impl that joins a person's read model to the generated view.

use proc_macro2::TokenStream;
use quote::quote;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Path};

use crate::ast::block;
use crate::attr::definition::{DefinitionAttr, part};
use crate::problems::Problems;

pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut problems = Problems::default();
    let attr = DefinitionAttr::read(input, "view", "events::cart::CartContents", &mut problems);
    if let Data::Union(_) = input.data {
        problems.at(&input.ident, "what keeps a view up to date is a struct or an enum");
    }
    match (problems.into_errors(), &attr.definition) {
        (None, Some(view)) => block(attr.krate.as_ref(), &expand(input, view)),
        (errors, _) => errors.unwrap_or_default(),
    }
}

fn expand(input: &DeriveInput, view: &Path) -> TokenStream {
    let ident = &input.ident;
    let part = |name: &str| part(view, "__views", name);
    let [key, entry, event, methods, name, take_in] = ["Key", "Entry", "Event", "Methods", "NAME", "take_in"].map(part);
    let (generics, arguments, bounds) = input.generics.split_for_impl();
    let further = bounds.map(|bounds| {
        let predicates = &bounds.predicates;
        quote!(#predicates)
    });
    // A bound, so that it is missed once, and where the view is named: each call would be an error of its own.
    let mut model = ident.clone();
    model.set_span(view.segments.last().map_or_else(|| view.span(), |segment| segment.ident.span()));
    quote! {
        #[automatically_derived]
        #[allow(trivial_bounds)]
        impl #generics __rt::View for #ident #arguments
        where
            #model #arguments: #methods,
            #further
        {
            type Key = #key;
            type Entry = #entry;
            type Event = #event;

            const NAME: &'static str = #name;

            fn take_in(
                &mut self,
                event: #event,
                origin: &__rt::Origin<'_>,
            ) -> ::core::result::Result<(), __rt::ViewError> {
                #take_in(self, event, origin)
            }
        }
    }
}
