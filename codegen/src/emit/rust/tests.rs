//! Whole files, held against prettyplease.

use super::*;
use crate::source::SourceFile;

fn emitted(files: &[(&str, &str)]) -> Vec<OutputFile> {
    let sources = files.iter().map(|(path, text)| SourceFile {
        path: (*path).to_owned(),
        shown: (*path).to_owned(),
        text: (*text).to_owned(),
    });
    let sources = Sources::new(sources.collect());
    let outcome = crate::compile(&sources);
    let Some(compiled) = outcome.compiled else { panic!("{:#?}", outcome.diagnostics) };
    super::files(&compiled, &sources).unwrap()
}

/// The text without comments and empty lines, which no parser keeps.
fn code(text: &str) -> String {
    let lines = text.lines().filter(|line| {
        let line = line.trim_start();
        !line.is_empty() && (!line.starts_with("//") || line.starts_with("///") || line.starts_with("//!"))
    });
    lines.map(|line| format!("{line}\n")).collect()
}

fn assert_final_form(file: &OutputFile) {
    let parsed = match syn::parse_file(&file.text) {
        Ok(parsed) => parsed,
        Err(error) => panic!("{}: {error}\n{}", file.path, file.text),
    };
    let (ours, theirs) = (code(&file.text), prettyplease::unparse(&parsed));
    if ours != theirs {
        let first = ours.lines().zip(theirs.lines()).position(|(our, their)| our != their).unwrap_or(0);
        let around = |text: &str| {
            text.lines().skip(first.saturating_sub(3)).take(12).map(|line| format!("{line}\n")).collect::<String>()
        };
        panic!("{} is not laid out by prettyplease:\n{}---\n{}", file.path, around(&ours), around(&theirs));
    }
}

#[test]
fn files_are_in_their_final_form() {
    let schemas = [
        ("airline/booking.yaml", include_str!("../../../../schemas/airline/booking.yaml")),
        ("airline/flights.yaml", include_str!("../../../../schemas/airline/flights.yaml")),
        ("airline/loyalty.yaml", include_str!("../../../../schemas/airline/loyalty.yaml")),
        ("airline/revenue.yaml", include_str!("../../../../schemas/airline/revenue.yaml")),
        ("bank/account.yaml", include_str!("../../../../schemas/bank/account.yaml")),
        ("billing/invoice.yaml", include_str!("../../../../schemas/billing/invoice.yaml")),
        ("catalogue/product.yaml", include_str!("../../../../schemas/catalogue/product.yaml")),
        ("inventory/warehouse.yaml", include_str!("../../../../schemas/inventory/warehouse.yaml")),
        ("ordering/checkout.yaml", include_str!("../../../../schemas/ordering/checkout.yaml")),
        ("ordering/display.yaml", include_str!("../../../../schemas/ordering/display.yaml")),
        ("ordering/fulfilment.yaml", include_str!("../../../../schemas/ordering/fulfilment.yaml")),
        ("ordering/order.yaml", include_str!("../../../../schemas/ordering/order.yaml")),
        ("payment/payment.yaml", include_str!("../../../../schemas/payment/payment.yaml")),
        ("shop/cart.yaml", include_str!("../../../../schemas/shop/cart.yaml")),
        ("users/user.yaml", include_str!("../../../../schemas/users/user.yaml")),
    ];
    let constructs = [
        ("shapes.yaml", include_str!("../../../../tests/schemas/constructs/shapes.yaml")),
        ("steps.yaml", include_str!("../../../../tests/schemas/constructs/steps.yaml")),
    ];
    emitted(&schemas).iter().for_each(assert_final_form);
    emitted(&constructs).iter().for_each(assert_final_form);
}

/// Two spellings of one item are two items to JSON. What the older body reads, the newer one must be able to write.
#[test]
fn lists_without_equal_items_lose_spellings_in_bodies_that_only_read() {
    let body = "{ at: { type: list<timestamp>, unique: true }, count: { type: list<u8>, unique: true } }";
    let schema = format!("events:\n  Seen:\n    v1: {body}\n    v2: {body}\n");
    let files = emitted(&[("seen.yaml", &schema)]);
    let text = &files[1].text;
    assert_eq!(text.matches("#[retold(codec = __rt::Unique<__rt::Plain>, unique)]\n    pub at:").count(), 1, "{text}");
    assert_eq!(text.matches("#[retold(unique)]").count(), 3, "{text}");
}
