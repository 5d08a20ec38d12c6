//! `EventSet`: decoding by name and version.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{DeriveInput, Ident, Type};

use crate::ast::{Set, SetVariant, block, no_generics, span_of};
use crate::attr::set::{Becomes, SetAttr, Through};
use crate::fallback;
use crate::problems::Problems;

pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut problems = Problems::default();
    no_generics(input, "a set of events", &mut problems);
    let attr = SetAttr::event_set(&input.attrs, &mut problems);
    let set = Set::read(input, "event", "events", &mut problems);
    match (problems.into_errors(), set) {
        (None, Some(set)) => block(attr.krate.as_ref(), &expand(input, &set, &attr)),
        (errors, _) => {
            let read = quote! {
                fn read(_: &__rt::Request<'_>) -> ::core::result::Result<__rt::Current<Self>, __rt::ReadError> {
                    ::core::unimplemented!()
                }
            };
            fallback::set(input, &quote!(__rt::EventSet), &read, attr.krate.as_ref(), errors)
        }
    }
}

fn expand(input: &DeriveInput, set: &Set<'_>, attr: &SetAttr) -> TokenStream {
    let ident = &input.ident;
    let formers =
        attr.becomes.iter().map(|becomes| &becomes.from).chain(attr.through.iter().map(|through| &through.from));
    let becomes_kinds = formers.map(|from| quote_spanned!(span_of(from)=> __rt::Kind::of_event::<#from>()));
    let through = attr.through.iter().map(through);
    let former = attr.becomes.iter().map(former);
    let current = set.variants.iter().enumerate().map(|(index, SetVariant { ty, .. })| {
        let name = name_constant(index, ty);
        quote_spanned!(span_of(ty)=> #name => __rt::read::one::<Self, #ty>(request),)
    });
    let only_former = attr.becomes.iter().map(only_former);
    let Common { kinds, members, impls } = common(input, set, &quote!(of_event), &quote!(__rt::EventSet));
    let registered = registered(ident, "event", set, &attr.becomes);
    quote! {
        #[automatically_derived]
        impl __rt::EventSet for #ident {
            const KINDS: &'static [__rt::Kind] = #kinds;
            const FORMER: &'static [__rt::Kind] = &[#(#becomes_kinds,)*];

            fn read(
                request: &__rt::Request<'_>,
            ) -> ::core::result::Result<__rt::Current<Self>, __rt::ReadError> {
                match request.name {
                    #(#through)*
                    #(#former)*
                    #(#current)*
                    #(#only_former)*
                    _ => match request.renamed(Self::KINDS, Self::FORMER) {
                        ::core::option::Option::Some(request) => Self::read(&request),
                        ::core::option::Option::None => ::core::result::Result::Err(__rt::read::no_name()),
                    },
                }
            }

            #members
        }
        #registered
        #impls
    }
}

/// Before everything else: events of which the set of their aggregate makes something.
fn through(through: &Through) -> TokenStream {
    let Through { from, select } = through;
    quote_spanned! {span_of(from)=>
        <#from as __rt::Versioned>::NAME => __rt::read::through(request, #select),
    }
}

/// What a registry asks of a set: every version that it leads to.
pub(crate) fn registered(ident: &Ident, kind: &str, set: &Set<'_>, becomes: &[Becomes]) -> Option<TokenStream> {
    let today =
        set.variants.iter().map(|SetVariant { ty, .. }| quote!((&__rt::Probe::<#ty>::ASKED).chain(false, into);));
    let former = becomes.iter().map(|Becomes { from, .. }| quote!((&__rt::Probe::<#from>::ASKED).chain(true, into);));
    cfg!(feature = "registry").then(|| {
        quote! {
            #[automatically_derived]
            impl __rt::Members for #ident {
                const KIND: &'static str = #kind;

                fn members(into: &mut ::std::vec::Vec<__rt::VersionShape>) {
                    use __rt::{HasChain as _, NoChain as _};
                    #(#today)*
                    #(#former)*
                }
            }
        }
    })
}

/// Before the current events: versions that are no longer of the event that has the name.
fn former(becomes: &Becomes) -> TokenStream {
    let from = &becomes.from;
    let then = becomes_call(becomes);
    quote_spanned! {span_of(from)=>
        <#from as __rt::Versioned>::NAME if __rt::read::is_former::<#from>(request) => #then,
    }
}

/// After the current events: what no current event has the name of.
fn only_former(becomes: &Becomes) -> TokenStream {
    let from = &becomes.from;
    let then = becomes_call(becomes);
    quote_spanned!(span_of(from)=> <#from as __rt::Versioned>::NAME => #then,)
}

fn becomes_call(becomes: &Becomes) -> TokenStream {
    let from = &becomes.from;
    let span = span_of(from);
    match (&becomes.function, &becomes.into) {
        (None, _) => quote_spanned!(span=> __rt::read::dropped::<Self, #from>(request)),
        (Some(function), None) => {
            quote_spanned!(span=> __rt::read::becomes::<Self, #from, _>(request, #function, ::core::option::Option::None))
        }
        (Some(function), Some(into)) => quote_spanned! {span=>
            __rt::read::becomes::<Self, #from, _>(request, #function, ::core::option::Option::Some(&[#(#into),*]))
        },
    }
}

/// What sets of events and of commands share.
pub(crate) struct Common {
    /// The value of `KINDS`.
    pub(crate) kinds: TokenStream,
    /// The methods `kind` and `encode`.
    pub(crate) members: TokenStream,
    /// What stands beside the impl.
    pub(crate) impls: TokenStream,
}

/// `of` makes the kind of a type, and says which trait it must have; `set_path` is the trait that is derived.
pub(crate) fn common(input: &DeriveInput, set: &Set<'_>, of: &TokenStream, set_path: &TokenStream) -> Common {
    let ident = &input.ident;
    let kinds = set.variants.iter().map(|SetVariant { ty, .. }| {
        let of = respan(of, ty);
        quote_spanned!(span_of(ty)=> __rt::Kind::#of::<#ty>())
    });
    let kinds = quote!(&[#(#kinds,)*]);
    let (names, indices): (Vec<_>, Vec<_>) =
        set.variants.iter().enumerate().map(|(index, variant)| (variant.ident, index)).unzip();
    let encode = set.variants.iter().map(|SetVariant { ident, ty }| {
        quote_spanned!(span_of(ty)=> Self::#ident(value) => __rt::encode::<#ty>(value, self.kind()),)
    });
    // A reference to an enum without variants is not seen to be impossible.
    let value = if set.variants.is_empty() { quote!(*self) } else { quote!(self) };
    let members = quote! {
        fn kind(&self) -> &'static __rt::Kind {
            match #value {
                #(Self::#names(_) => &<Self as #set_path>::KINDS[#indices],)*
            }
        }

        fn encode(&self) -> ::core::result::Result<__rt::Encoded, __rt::EncodeError> {
            match #value {
                #(#encode)*
            }
        }
    };
    let mut impls = TokenStream::new();
    for (index, variant) in set.variants.iter().enumerate() {
        let (name, ty) = (variant.ident, variant.ty);
        let span = span_of(ty);
        let constant = name_constant(index, ty);
        let message = format!("`{name}` has a name on the wire that an earlier variant of `{ident}` has");
        let distinct = (index > 0).then(|| {
            quote_spanned! {span=>
                const _: () = __rt::assert_new_name(<#ident as #set_path>::KINDS, #index, #message);
            }
        });
        let spelled = |ty: &Type| ty.to_token_stream().to_string();
        let repeated_type = set.variants[..index].iter().any(|earlier| spelled(earlier.ty) == spelled(ty));
        let from = (!repeated_type).then(|| {
            quote_spanned! {span=>
                #[automatically_derived]
                impl ::core::convert::From<#ty> for #ident {
                    #[inline]
                    fn from(value: #ty) -> Self {
                        Self::#name(value)
                    }
                }
            }
        });
        impls.extend(quote! {
            const #constant: &str = <#ident as #set_path>::KINDS[#index].name;
            #distinct
            #from
        });
    }
    Common { kinds, members, impls }
}

/// The constant that holds the name of a variant's type, for patterns.
pub(crate) fn name_constant(index: usize, ty: &Type) -> Ident {
    Ident::new(&format!("NAME_{index}"), span_of(ty))
}

fn respan(tokens: &TokenStream, ty: &Type) -> TokenStream {
    let respanned = tokens.clone().into_iter().map(|mut token| {
        token.set_span(span_of(ty));
        token
    });
    respanned.collect()
}
