//! Generated Rust that is in no file of the project: made by a macro, or by a `build.rs`, while the program is compiled.

/// Puts the Rust of schemas where it stands: what `retold generate rust` would write for a folder or a single file, as
/// modules in this one.
///
/// ```
/// mod events {
///     retold::include_schema!("../schemas/shop");
/// }
///
/// let added: events::cart::ItemAddedToCart =
///     retold::testing::from_json(r#"{ "item_id": "apple", "quantity": 2 }"#);
/// assert_eq!(added.quantity, 2);
/// ```
///
/// The path is relative to the folder of the package's `Cargo.toml`. The modules follow the files below it, so that
/// `schemas/shop/cart.yaml` is `shop::cart`; a single file is one module.
///
/// Every mistake in the schemas is a compile error that shows the file, the line and what to do, and what can be
/// understood of the schemas is there all the same, so that one mistake is one error. A warning of the schemas is a
/// warning of the compiler, about something that is deprecated, since there is no other way.
///
/// The crate is compiled anew when a file changes or goes. A file that is *new* in the folder is seen when something else
/// changes as well, because a macro cannot tell cargo of a folder; this line in the `main` of a `build.rs` can:
/// `println!("cargo::rerun-if-changed=schemas");`
#[cfg(feature = "schema")]
pub use retold_macros::include_schema;

/// Includes what `retold_build::compile` has written in a `build.rs`, as modules where it stands; of several sets of
/// schemas, the one with this file name.
///
/// ```ignore
/// mod events {
///     retold::include_generated!();
/// }
/// ```
#[macro_export]
macro_rules! include_generated {
    () => {
        $crate::include_generated! { "retold.rs" }
    };
    ($file_name:literal) => {
        ::core::include! {
            ::core::concat!(
                ::core::env!("OUT_DIR", "`include_generated!` needs a build.rs that calls `retold_build::compile`"),
                "/",
                $file_name
            )
        }
    };
}

/// Puts the Rust of schemas where it stands; the feature `schema` is what it needs.
#[cfg(not(feature = "schema"))]
#[macro_export]
macro_rules! include_schema {
    ($($path:tt)*) => {
        ::core::compile_error! { "`include_schema!` needs the feature `schema`: `retold = { …, features = [\"schema\"] }`" }
    };
}
