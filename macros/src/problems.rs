//! The mistakes that one derive finds: all of them, in the order in which they were found.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Error;

/// Mistakes that were found so far.
#[derive(Default)]
pub(crate) struct Problems(Option<Error>);

impl Problems {
    /// Adds a mistake at what the user wrote.
    pub(crate) fn at(&mut self, tokens: impl ToTokens, message: impl std::fmt::Display) {
        self.add(Error::new_spanned(tokens, message));
    }

    /// Adds a mistake that already has its place.
    pub(crate) fn add(&mut self, error: Error) {
        match &mut self.0 {
            None => self.0 = Some(error),
            Some(errors) => errors.combine(error),
        }
    }

    /// Adds all mistakes of another list.
    pub(crate) fn join(&mut self, other: Problems) {
        if let Some(error) = other.0 {
            self.add(error);
        }
    }

    /// The compile errors, if there are any.
    pub(crate) fn into_errors(self) -> Option<TokenStream> {
        self.0.map(Error::into_compile_error)
    }
}
