//! `Record`: a struct of the schema language.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use super::members::{Members, NameTag};
use super::serde;
use crate::ast::{Struct, block, no_generics};
use crate::attr::wire::TagAttr;
use crate::problems::Problems;
use crate::{fallback, valid};

pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut problems = Problems::default();
    no_generics(input, "a record", &mut problems);
    let read = Struct::read(input, &mut problems);
    if let Some(record) = &read {
        valid::record(record, &mut problems);
    }
    match (problems.into_errors(), read) {
        (None, Some(record)) => expand(&record),
        (errors, _) => fallback::wire(input, errors),
    }
}

fn expand(record: &Struct<'_>) -> TokenStream {
    let ident = &record.input.ident;
    let name = ident.to_string();
    let attr = &record.attr;
    let name_tag = match &attr.tag {
        Some(TagAttr::Name { key, value, also }) => Some(NameTag { key, value, also }),
        Some(TagAttr::Key(_)) | None => None,
    };
    let members = Members {
        members: &record.members,
        name_tag,
        taken: None,
        read_only: attr.read_only,
        none_as_null: attr.none_as_null,
        prefix: String::new(),
    };
    let checks = members.checks();
    let read = members.read(&quote!(Self));
    let validate = members.validate(|field| quote!(&self.#field));
    let deserialize = serde::deserialize(ident);
    let inherent = serde::validate(ident);
    let write = (!attr.read_only).then(|| write(record, &members));
    block(
        attr.krate.as_ref(),
        &quote! {
            #checks
            #[automatically_derived]
            impl __rt::de::Fields for #ident {
                const NAME: &'static str = #name;

                #[inline]
                fn visit<'de, __A: __rt::serde::de::MapAccess<'de>>(
                    mut entries: __A,
                ) -> ::core::result::Result<Self, __A::Error> {
                    #read
                }
            }
            #[automatically_derived]
            impl __rt::Wire for #ident {
                #[inline]
                fn read<'de, __D: __rt::serde::Deserializer<'de>>(
                    deserializer: __D,
                ) -> ::core::result::Result<Self, __D::Error> {
                    __rt::de::read_fields(deserializer)
                }

                fn validate(&self) -> ::core::result::Result<(), __rt::Violation> {
                    #validate
                    ::core::result::Result::Ok(())
                }
            }
            #write
            #deserialize
            #inherent
        },
    )
}

fn write(record: &Struct<'_>, members: &Members<'_>) -> TokenStream {
    let ident = &record.input.ident;
    let name = ident.to_string();
    let count = members.members.len() + usize::from(members.name_tag.is_some());
    let own = members.check_own(|field| quote!(&self.#field));
    let check = (!own.is_empty()).then(|| {
        quote! {
            let check = || -> ::core::result::Result<(), __rt::Violation> {
                #own
                ::core::result::Result::Ok(())
            };
            __rt::ser::checked(check())?;
        }
    });
    let tag = members.name_tag.as_ref().map(|NameTag { key, value, .. }| {
        quote!(__rt::serde::ser::SerializeStruct::serialize_field(&mut object, #key, #value)?;)
    });
    let fields = members.write(|field| quote!(&self.#field));
    let serialize = serde::serialize(ident);
    quote! {
        #[automatically_derived]
        impl __rt::WireWrite for #ident {
            fn write<__S: __rt::serde::Serializer>(&self, serializer: __S) -> ::core::result::Result<__S::Ok, __S::Error> {
                #check
                let mut object = serializer.serialize_struct(#name, #count)?;
                #tag
                #fields
                __rt::serde::ser::SerializeStruct::end(object)
            }
        }
        #serialize
    }
}
