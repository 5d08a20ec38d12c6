//! `Union`: one of several objects, told apart by a tag. The fields of a variant are read and written by the same
//! code as those of a struct, either beside the tag or under the key `content`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{DeriveInput, Ident};

use super::members::Members;
use super::serde;
use crate::ast::{Tagged, TaggedVariant, block, no_generics};
use crate::attr::wire::TagAttr;
use crate::problems::Problems;
use crate::{fallback, valid};

pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut problems = Problems::default();
    no_generics(input, "a union", &mut problems);
    let read = Tagged::read(input, &mut problems);
    if let Some(union) = &read {
        valid::tagged(union, &mut problems);
    }
    match (problems.into_errors(), read) {
        (None, Some(union)) => expand(&union),
        (errors, _) => fallback::wire(input, errors),
    }
}

struct Parts<'a> {
    union: &'a Tagged<'a>,
    ident: &'a Ident,
    tag: String,
    content: Option<String>,
    members: Vec<Members<'a>>,
}

fn expand(union: &Tagged<'_>) -> TokenStream {
    let tag = match &union.attr.tag {
        Some(TagAttr::Key(key)) => key.value(),
        Some(TagAttr::Name { .. }) | None => "type".to_owned(),
    };
    let content = union.attr.content.as_ref().map(syn::LitStr::value);
    let members = union.variants.iter().enumerate().map(|(index, variant)| Members {
        members: &variant.members,
        name_tag: None,
        taken: content.is_none().then(|| tag.clone()),
        read_only: union.attr.read_only,
        none_as_null: union.attr.none_as_null,
        prefix: format!("_{index}"),
    });
    let parts = Parts { union, ident: &union.input.ident, members: members.collect(), tag, content };
    let checks = parts.members.iter().map(Members::checks);
    let read = parts.read();
    let validate = parts.validate();
    let write = (!union.attr.read_only).then(|| parts.write());
    let deserialize = serde::deserialize(parts.ident);
    let inherent = serde::validate(parts.ident);
    block(union.attr.krate.as_ref(), &quote!(#(#checks)* #read #validate #write #deserialize #inherent))
}

impl Parts<'_> {
    fn read(&self) -> TokenStream {
        let ident = self.ident;
        let name = ident.to_string();
        let tag = &self.tag;
        let wires = self.union.variants.iter().map(|variant| &variant.wire);
        let open = self.union.unknown.map(|unknown| {
            quote! {
                const OPEN: bool = true;

                fn unknown(variant: __rt::UnknownVariant) -> ::core::option::Option<Self> {
                    ::core::option::Option::Some(Self::#unknown(variant))
                }
            }
        });
        let readers = self.union.variants.iter().enumerate().map(|(index, variant)| self.reader(index, variant));
        let arms = self.union.variants.iter().enumerate().map(|(index, _)| {
            let reader = format_ident!("__read_{index}");
            match &self.content {
                None => quote!(#index => #reader(entries),),
                Some(content) => {
                    let holder = format_ident!("__Content{index}");
                    quote! {
                        #index => __rt::union::read_content::<#holder, __A>(entries, #tag, #content).map(|held| held.0),
                    }
                }
            }
        });
        quote! {
            #(#readers)*
            #[automatically_derived]
            impl __rt::union::Tagged for #ident {
                const NAME: &'static str = #name;
                const TAG: &'static str = #tag;
                const VARIANTS: &'static [&'static str] = &[#(#wires),*];
                #open

                fn visit<'de, __A: __rt::serde::de::MapAccess<'de>>(
                    variant: usize,
                    entries: __A,
                ) -> ::core::result::Result<Self, __A::Error> {
                    match variant {
                        #(#arms)*
                        _ => ::core::result::Result::Err(__rt::union::no_variant()),
                    }
                }
            }
        }
    }

    /// The function that reads the fields of one variant; with `content`, a type that is read from them.
    fn reader(&self, index: usize, variant: &TaggedVariant<'_>) -> TokenStream {
        let ident = self.ident;
        let variant_ident = variant.ident;
        let read = self.members[index].read(&quote!(#ident::#variant_ident));
        let function = format_ident!("__read_{index}");
        let holder = format_ident!("__Content{index}");
        let name = &variant.wire;
        let content = self.content.as_ref().map(|_| {
            quote! {
                struct #holder(#ident);
                impl __rt::de::Fields for #holder {
                    const NAME: &'static str = #name;

                    fn visit<'de, __A: __rt::serde::de::MapAccess<'de>>(
                        entries: __A,
                    ) -> ::core::result::Result<Self, __A::Error> {
                        #function(entries).map(Self)
                    }
                }
            }
        });
        quote! {
            fn #function<'de, __A: __rt::serde::de::MapAccess<'de>>(
                mut entries: __A,
            ) -> ::core::result::Result<#ident, __A::Error> {
                #read
            }
            #content
        }
    }

    fn validate(&self) -> TokenStream {
        let ident = self.ident;
        let arms = self.union.variants.iter().zip(&self.members).map(|(variant, members)| {
            let pattern = pattern(variant);
            let validate = members.validate(binding);
            quote! {
                #pattern => {
                    #validate
                    ::core::result::Result::Ok(())
                }
            }
        });
        let unknown = self
            .union
            .unknown
            .map(|unknown| quote!(Self::#unknown(variant) => __rt::union::is_unknown::<Self>(variant),));
        let value = self.value();
        quote! {
            #[automatically_derived]
            impl __rt::Wire for #ident {
                #[inline]
                fn read<'de, __D: __rt::serde::Deserializer<'de>>(
                    deserializer: __D,
                ) -> ::core::result::Result<Self, __D::Error> {
                    __rt::union::read_tagged(deserializer)
                }

                fn validate(&self) -> ::core::result::Result<(), __rt::Violation> {
                    match #value {
                        #(#arms)*
                        #unknown
                    }
                }
            }
        }
    }

    fn write(&self) -> TokenStream {
        let ident = self.ident;
        let name = ident.to_string();
        let tag = &self.tag;
        let unknown = self
            .union
            .unknown
            .map(|unknown| quote!(#ident::#unknown(variant) => __rt::ser::unknown_variant::<#ident, _>(variant, serializer),));
        let value = self.value();
        let serialize = serde::serialize(ident);
        let (holder, arms): (_, Vec<_>) = match &self.content {
            None => (
                None,
                self.arms(|wire| {
                    quote! {
                        __rt::serde::ser::SerializeStruct::serialize_field(&mut object, #tag, #wire)?;
                    }
                }),
            ),
            Some(content) => {
                let arms = self.arms(|_| TokenStream::new());
                let holder = quote! {
                    struct __Content<'a>(&'a #ident);
                    impl __rt::serde::Serialize for __Content<'_> {
                        fn serialize<__S: __rt::serde::Serializer>(
                            &self,
                            serializer: __S,
                        ) -> ::core::result::Result<__S::Ok, __S::Error> {
                            match self.0 {
                                #(#arms)*
                                // A variant that is not known is written whole, before this.
                                _ => serializer.serialize_unit(),
                            }
                        }
                    }
                };
                let outer = self.union.variants.iter().map(|variant| {
                    let (variant_ident, wire) = (variant.ident, &variant.wire);
                    quote! {
                        #ident::#variant_ident { .. } => {
                            let mut object = serializer.serialize_struct(#name, 2)?;
                            __rt::serde::ser::SerializeStruct::serialize_field(&mut object, #tag, #wire)?;
                            __rt::serde::ser::SerializeStruct::serialize_field(&mut object, #content, &__Content(self))?;
                            __rt::serde::ser::SerializeStruct::end(object)
                        }
                    }
                });
                (Some(holder), outer.collect())
            }
        };
        quote! {
            #holder
            #[automatically_derived]
            impl __rt::WireWrite for #ident {
                fn write<__S: __rt::serde::Serializer>(&self, serializer: __S) -> ::core::result::Result<__S::Ok, __S::Error> {
                    match #value {
                        #(#arms)*
                        #unknown
                    }
                }
            }
            #serialize
        }
    }

    /// One arm a variant that writes its fields, after what `start` writes.
    fn arms(&self, start: impl Fn(&str) -> TokenStream) -> Vec<TokenStream> {
        let name = self.ident.to_string();
        let ident = self.ident;
        let arms = self.union.variants.iter().zip(&self.members).map(|(variant, members)| {
            let fields = variant.members.iter().map(|member| member.ident);
            let bindings = fields.clone().map(binding);
            let variant_ident = variant.ident;
            let own = members.check_own(binding);
            let check = (!own.is_empty()).then(|| {
                quote! {
                    let check = || -> ::core::result::Result<(), __rt::Violation> {
                        #own
                        ::core::result::Result::Ok(())
                    };
                    __rt::ser::checked(check())?;
                }
            });
            let start = start(&variant.wire);
            let count = variant.members.len() + usize::from(!start.is_empty());
            let write = members.write(binding);
            quote! {
                #ident::#variant_ident { #(#fields: #bindings),* } => {
                    #check
                    let mut object = serializer.serialize_struct(#name, #count)?;
                    #start
                    #write
                    __rt::serde::ser::SerializeStruct::end(object)
                }
            }
        });
        arms.collect()
    }

    /// A reference to an enum without variants is not seen to be impossible.
    fn value(&self) -> TokenStream {
        if self.union.variants.is_empty() && self.union.unknown.is_none() { quote!(*self) } else { quote!(self) }
    }
}

fn pattern(variant: &TaggedVariant<'_>) -> TokenStream {
    let ident = variant.ident;
    let fields = variant.members.iter().map(|member| member.ident);
    let bindings = fields.clone().map(binding);
    quote!(Self::#ident { #(#fields: #bindings),* })
}

/// A name for the value of a field that no other local has.
fn binding(field: &Ident) -> TokenStream {
    let name = format_ident!("field_{}", syn::ext::IdentExt::unraw(field));
    quote!(#name)
}
