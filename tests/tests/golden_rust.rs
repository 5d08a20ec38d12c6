//! What generated Rust looks like, for people to judge: the cart that the description of the language begins with, and
//! every kind of step. `cargo insta review` shows what a change of the emitter changes.

use retold_codegen::emit::rust;
use retold_tests::generated::{compiled, sources};

fn assert_files(name: &str, files: &[(&str, &str)]) {
    let sources = sources(files.iter().copied());
    for file in rust::files(&compiled(&sources), &sources).unwrap() {
        insta::assert_snapshot!(format!("{name}/{}", file.path), file.text);
    }
}

#[test]
fn the_cart_of_the_language() {
    assert_files(
        "language",
        &[
            ("shop/cart.yaml", include_str!("../schemas/language/shop/cart.yaml")),
            ("stock.yaml", include_str!("../schemas/language/stock.yaml")),
        ],
    );
}

#[test]
fn every_kind_of_step() {
    assert_files("steps", &[("steps.yaml", include_str!("../schemas/constructs/steps.yaml"))]);
}

#[test]
fn texts_that_would_be_code_elsewhere() {
    assert_files("texts", &[("texts.yaml", include_str!("../schemas/constructs/texts.yaml"))]);
}
