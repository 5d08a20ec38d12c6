//! Fields as entries of an object: the loop that reads them, the calls that write and validate them. Structs and the
//! variants of unions share it.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::{Expr, ExprLit, GenericArgument, Ident, Lit, LitStr, PathArguments, PathSegment, Type};

use super::rules;
use crate::ast::{Member, span_of};

/// The key in the payload that must hold the name.
pub(crate) struct NameTag<'a> {
    pub(crate) key: &'a LitStr,
    pub(crate) value: &'a LitStr,
    pub(crate) also: &'a [LitStr],
}

/// The fields of one object.
pub(crate) struct Members<'a> {
    pub(crate) members: &'a [Member<'a>],
    pub(crate) name_tag: Option<NameTag<'a>>,
    /// A key that may not come again: the tag of a union.
    pub(crate) taken: Option<String>,
    pub(crate) read_only: bool,
    pub(crate) none_as_null: bool,
    /// Tells the checks of several variants apart.
    pub(crate) prefix: String,
}

impl Members<'_> {
    fn check(&self, index: usize) -> Option<Ident> {
        self.members[index].attr.rules.constrain().then(|| format_ident!("__check{}_{index}", self.prefix))
    }

    /// The functions that check fields with constraints of their own.
    pub(crate) fn checks(&self) -> TokenStream {
        let functions = self.members.iter().enumerate().filter_map(|(index, member)| {
            rules::function(&self.check(index)?, member.ty, &self.codec(member), &member.attr.rules)
        });
        quote!(#(#functions)*)
    }

    /// The body of a function that reads `entries` and makes `constructor { … }`.
    pub(crate) fn read(&self, constructor: &TokenStream) -> TokenStream {
        let places: Vec<Ident> = (0..self.members.len()).map(|index| format_ident!("field_{index}")).collect();
        let types = self.members.iter().map(|member| member.ty);
        let name_place = self.name_tag.as_ref().map(|_| quote!(let mut named = false;));
        let indices = 0..self.members.len();
        let keys = self.members.iter().map(|member| {
            let wire = &member.wire;
            let aliases = &member.attr.aliases;
            quote!(#wire #(| #aliases)*)
        });
        let special = self.members.len();
        let special_key = match (&self.name_tag, &self.taken) {
            (Some(tag), _) => {
                let key = tag.key;
                Some(quote!(#key => #special,))
            }
            (None, Some(taken)) => Some(quote!(#taken => #special,)),
            (None, None) => None,
        };
        let other = special + 1;
        let read =
            self.members.iter().enumerate().map(|(index, member)| self.read_member(index, member, &places[index]));
        let special_entry = match (&self.name_tag, &self.taken) {
            (Some(NameTag { key, value, also }), _) => Some(quote! {
                #special => __rt::de::name_tag(&mut entries, &mut named, #key, &[#value #(, #also)*])?,
            }),
            (None, Some(taken)) => Some(quote! {
                #special => return ::core::result::Result::Err(__rt::serde::de::Error::duplicate_field(#taken)),
            }),
            (None, None) => None,
        };
        let check_named = self.name_tag.as_ref().map(|NameTag { key, .. }| quote!(__rt::de::tagged(named, #key)?;));
        let values = self.members.iter().zip(&places).map(|(member, place)| {
            let ident = member.ident;
            let value = self.present(member, place);
            quote!(#ident: #value)
        });
        quote! {
            #(let mut #places: ::core::option::Option<#types> = ::core::option::Option::None;)*
            #name_place
            while let ::core::option::Option::Some(key) = __rt::de::next_key(&mut entries, |key| match key {
                #(#keys => #indices,)*
                #special_key
                _ => #other,
            })? {
                match key {
                    #(#read)*
                    #special_entry
                    _ => __rt::de::skip(&mut entries)?,
                }
            }
            #check_named
            ::core::result::Result::Ok(#constructor { #(#values,)* })
        }
    }

    fn read_member(&self, index: usize, member: &Member<'_>, place: &Ident) -> TokenStream {
        let wire = &member.wire;
        let codec = self.codec(member);
        let span = span_of(member.ty);
        let read = match self.check(index) {
            None => quote_spanned!(span=> __rt::de::field::<_, #codec, __A>(&mut entries, &mut #place, #wire)),
            Some(check) => quote_spanned! {span=>
                __rt::de::checked_field::<_, #codec, __A>(&mut entries, &mut #place, #wire, #check)
            },
        };
        if member.attr.rules.pii { quote!(#index => __rt::de::concealed(#read)?,) } else { quote!(#index => #read?,) }
    }

    fn present(&self, member: &Member<'_>, place: &Ident) -> TokenStream {
        let wire = &member.wire;
        match (&member.attr.default, &member.attr.constant) {
            (_, Some(constant)) => quote! {
                match #place {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => #constant.read().map_err(__rt::serde::de::Error::custom)?,
                }
            },
            (Some(default), None) => {
                let default = match default {
                    Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => quote!(::core::convert::Into::into(#text)),
                    other => quote!(#other),
                };
                quote! {
                    match #place {
                        ::core::option::Option::Some(value) => value,
                        ::core::option::Option::None => #default,
                    }
                }
            }
            (None, None) => {
                let codec = self.codec(member);
                quote!(__rt::de::present::<_, #codec, __A::Error>(#place, #wire)?)
            }
        }
    }

    /// Statements that check the fields' own constraints; `value` spells a reference to a field.
    pub(crate) fn check_own(&self, value: impl Fn(&Ident) -> TokenStream) -> TokenStream {
        let checks = self.members.iter().enumerate().filter_map(|(index, member)| {
            let check = self.check(index)?;
            let wire = &member.wire;
            let value = value(member.ident);
            Some(quote!(#check(#value).map_err(|violation| violation.at(#wire))?;))
        });
        quote!(#(#checks)*)
    }

    /// Statements that validate what is inside the fields.
    pub(crate) fn validate(&self, value: impl Fn(&Ident) -> TokenStream) -> TokenStream {
        let own = self.check_own(&value);
        let inner = self.members.iter().map(|member| {
            let codec = self.codec(member);
            let wire = &member.wire;
            let value = value(member.ident);
            let conceal = member.attr.rules.pii.then(|| quote!(.map_err(__rt::Violation::without_value)));
            quote!(__rt::check::inside::<_, #codec>(#value, #wire)#conceal?;)
        });
        quote!(#own #(#inner)*)
    }

    /// Statements that write the fields into `object`, a `SerializeStruct`.
    pub(crate) fn write(&self, value: impl Fn(&Ident) -> TokenStream) -> TokenStream {
        let function = if self.none_as_null { quote!(field_or_null) } else { quote!(field) };
        let fields = self.members.iter().map(|member| {
            let codec = self.codec(member);
            let wire = &member.wire;
            let value = value(member.ident);
            quote_spanned!(span_of(member.ty)=> __rt::ser::#function::<_, #codec, _>(&mut object, #wire, #value)?;)
        });
        quote!(#(#fields)*)
    }

    fn codec(&self, member: &Member<'_>) -> TokenStream {
        match (&member.attr.codec, member.attr.rules.unique) {
            (None, false) => quote_spanned!(span_of(member.ty)=> __rt::Plain),
            (Some(codec), false) => quote!(#codec),
            (None, true) => unique_form(member.ty, self.read_only),
            (Some(codec), true) => unique_codec(codec, self.read_only),
        }
    }
}

/// The codec of a list of distinct items, by what its type is called: it is `Vec<T>` or an optional of it.
fn unique_form(ty: &Type, read_only: bool) -> TokenStream {
    match last_segment(ty) {
        Some((segment, Some(inner))) if segment.ident == "Option" => {
            let inner = unique_form(inner, read_only);
            quote!(__rt::Opt<#inner>)
        }
        _ if read_only => quote_spanned!(span_of(ty)=> __rt::UniqueRead<__rt::Plain>),
        _ => quote_spanned!(span_of(ty)=> __rt::Unique<__rt::Plain>),
    }
}

/// The same where a codec is given: its `List<C>` becomes `Unique<C>`.
fn unique_codec(codec: &Type, read_only: bool) -> TokenStream {
    match last_segment(codec) {
        Some((segment, Some(inner))) if segment.ident == "Opt" => {
            let inner = unique_codec(inner, read_only);
            quote!(__rt::Opt<#inner>)
        }
        Some((segment, Some(inner))) if segment.ident == "List" && read_only => quote!(__rt::UniqueRead<#inner>),
        Some((segment, Some(inner))) if segment.ident == "List" => quote!(__rt::Unique<#inner>),
        _ => quote!(#codec),
    }
}

fn last_segment(ty: &Type) -> Option<(&PathSegment, Option<&Type>)> {
    let Type::Path(path) = ty else { return None };
    let segment = path.path.segments.last()?;
    let inner = match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => arguments.args.iter().find_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        }),
        _ => None,
    };
    Some((segment, inner))
}
