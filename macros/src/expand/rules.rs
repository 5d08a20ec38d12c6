//! Constraints as calls of the runtime's checks.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::{Ident, Type};

use crate::ast::span_of;
use crate::attr::wire::Rules;

/// The function that checks a value in the form `codec`, if there is anything to check.
pub(crate) fn function(name: &Ident, ty: &Type, codec: &TokenStream, rules: &Rules) -> Option<TokenStream> {
    if !rules.constrain() {
        return None;
    }
    let mut checks = TokenStream::new();
    let mut check = |function: &str, argument: TokenStream| {
        let function = format_ident!("{function}", span = span_of(ty));
        checks.extend(quote_spanned!(span_of(ty)=> __rt::check::#function::<_, #codec>(value, #argument)?;));
    };
    if let Some(bound) = &rules.min {
        check("min", quote!(#bound));
    }
    if let Some(bound) = &rules.max {
        check("max", quote!(#bound));
    }
    if let Some(bound) = &rules.min_length {
        check("min_length", quote!(#bound));
    }
    if let Some(bound) = &rules.max_length {
        check("max_length", quote!(#bound));
    }
    if let Some(bound) = &rules.min_items {
        check("min_items", quote!(#bound));
    }
    if let Some(bound) = &rules.max_items {
        check("max_items", quote!(#bound));
    }
    let pattern = rules.pattern.as_ref().map(|pattern| {
        check("pattern", quote!(&PATTERN));
        quote!(static PATTERN: __rt::Pattern = __rt::Pattern::new(#pattern);)
    });
    let conceal = rules.pii.then(|| quote!(.map_err(__rt::Violation::without_value)));
    Some(quote! {
        fn #name(value: &#ty) -> ::core::result::Result<(), __rt::Violation> {
            #pattern
            let check = || -> ::core::result::Result<(), __rt::Violation> {
                #checks
                ::core::result::Result::Ok(())
            };
            check()#conceal
        }
    })
}
