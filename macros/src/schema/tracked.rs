//! What makes cargo compile again: every file that was read is named to the compiler, as `include_bytes!` names one.
//! On stable Rust nothing can name a folder, so that a file which is new in one is seen with the next change of any other.

use std::path::PathBuf;

use proc_macro2::TokenStream;
use quote::quote;

use super::place::Place;

/// Items that stand for nothing and name the files.
pub(super) fn files(place: &Place, files: &[PathBuf]) -> Result<TokenStream, String> {
    let mut items = TokenStream::new();
    for file in files {
        let path = place.absolute(file);
        let Some(path) = path.to_str() else {
            return Err(format!(
                "the path `{}` is not UTF-8, so that the compiler cannot be told of it",
                path.display()
            ));
        };
        items.extend(quote!(
            const _: &[::core::primitive::u8] = ::core::include_bytes!(#path);
        ));
    }
    Ok(items)
}
