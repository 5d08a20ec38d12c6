//! Changes that people make to types written by hand, and what is said of each, in both directions.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use retold::registry::Registry;
use retold_codegen::by_hand::{self, ByHand};
use retold_codegen::diagnostic::human;
use retold_codegen::evolution::{Mode, Options, Read};
use retold_codegen::lock;
use retold_codegen::source::{SourceFile, Sources};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The lock that a registry writes.
pub(crate) fn written(registry: impl FnOnce(&Path) -> Registry) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("retold.lock");
    registry(&path).update().expect("written");
    std::fs::read_to_string(&path).expect("a lock")
}

/// What is said of a change of the lock: for people, and how each version is read.
pub(crate) fn judged(old: &str, new: &str, mode: Mode) -> String {
    let file = |shown: &str, text: &str| SourceFile { path: shown.into(), shown: shown.into(), text: text.into() };
    let mut sources = Sources::default();
    let id = sources.attach(file("retold.lock", new));
    let mut base = Sources::default();
    let base_id = base.attach(file("main:retold.lock", old));
    let read = |id, text: &str| -> ByHand { lock::by_hand(id, text).expect("whole") };
    let (old, new) = (read(base_id, old), read(id, new));
    let files = sources.attach_base(&base, Some("main"));
    let judgement = by_hand::judge(&old, files, &new, Options { mode, frozen: false });
    let mut text = human::render(&judgement.findings, &sources, false);
    for row in judgement.matrix {
        let how = match row.read {
            Read::Functions(functions) => functions.join(", then "),
            read => read.word().to_owned(),
        };
        text.push_str(&format!("{} v{}: {how}\n", row.subject, row.version));
    }
    text
}

/// An event before a change and after it, in place.
macro_rules! changes {
    ($($name:ident: { $($old:tt)* } => { $($new:tt)* };)*) => {
        $(mod $name {
            pub(super) mod old {
                #[allow(unused_imports)]
                use super::super::*;
                #[derive(retold::Event, Serialize, Deserialize, JsonSchema)]
                #[event(name = "shop.Changed", version = 1)]
                pub(crate) struct Changed { $($old)* }
                #[derive(retold::EventSet)]
                pub(crate) enum Set { Changed(Changed) }
            }
            pub(super) mod new {
                #[allow(unused_imports)]
                use super::super::*;
                #[derive(retold::Event, Serialize, Deserialize, JsonSchema)]
                #[event(name = "shop.Changed", version = 1)]
                pub(crate) struct Changed { $($new)* }
                #[derive(retold::EventSet)]
                pub(crate) enum Set { Changed(Changed) }
            }
        })*

        #[test]
        fn each_change_is_told_in_both_directions() {
            let mut said = String::new();
            $({
                let old = written(|path| Registry::new(path, "shop").with::<$name::old::Set>());
                let new = written(|path| Registry::new(path, "shop").with::<$name::new::Set>());
                let text = judged(&old, &new, Mode::Full);
                said.push_str(&format!("-- {}\n{text}\n", stringify!($name).replace('_', " ")));
            })*
            insta::assert_snapshot!(said);
        }
    };
}

/// A value of a type, where it is absent.
macro_rules! value {
    ($name:ident: $ty:ty = $value:expr) => {
        fn $name() -> $ty {
            $value
        }
    };
}

value!(one: u32 = 1);
value!(two: u32 = 2);

macro_rules! types {
    ($($(#[$attribute:meta])* $kind:ident $name:ident { $($body:tt)* })*) => {
        $(#[derive(Serialize, Deserialize, JsonSchema)] $(#[$attribute])* pub(crate) $kind $name { $($body)* })*
    };
}

types! {
    struct Money { amount: String, currency: Two }
    struct MoneyWithNote { amount: String, currency: Two, note: Option<String> }
    struct MoneyRenamed { #[schemars(extend("x-aliases" = ["amount"]))] #[serde(alias = "amount")] sum: String, currency: Two }
    struct MoneyWithoutCurrency { amount: String }
    #[schemars(rename = "Currency")] enum Two { Eur, Usd }
    #[schemars(rename = "Currency")] enum Three { Eur, Usd, Gbp }
    #[schemars(rename = "Payment")] #[serde(tag = "method")] enum Tagged { Card { last4: String }, Cash }
    #[schemars(rename = "Payment")] #[serde(tag = "method")] enum TaggedMore { Card { last4: String, network: String }, Cash, Invoice { days: u16 } }
    #[schemars(rename = "Payment")] #[serde(tag = "how")] enum OtherTag { Card { last4: String }, Cash }
    #[schemars(rename = "Payment")] enum External { Card { last4: String }, Cash }
    #[schemars(rename = "Payment")] enum ExternalMore { Card { last4: String }, Cash, Invoice(u16) }
    #[schemars(rename = "Strict")] #[serde(deny_unknown_fields)] struct Strict { a: u32, b: Option<u32> }
    #[schemars(rename = "Strict")] #[serde(deny_unknown_fields)] struct StricterStill { a: u32 }
    #[schemars(rename = "Tree")] struct Tree { name: String, children: Vec<Tree> }
    #[schemars(rename = "Tree")] struct TreeWithSize { name: String, size: u32, children: Vec<TreeWithSize> }
}

changes! {
    nothing: { a: String, b: Vec<u8> } => { b: Vec<u8>, a: String };
    an_optional_field_is_added: { a: String } => { a: String, b: Option<u32> };
    a_field_with_a_default_is_added: { a: String } => { a: String, #[serde(default)] b: u32 };
    a_required_field_is_added: { a: String } => { a: String, b: u32, c: bool };
    a_field_is_removed: { a: String, b: u32 } => { a: String };
    an_optional_field_is_removed: { a: String, b: Option<u32> } => { a: String };
    a_field_is_renamed: { item_id: String, qty: u32 } => { sku: String, qty: u32 };
    a_field_is_renamed_with_an_alias: { item_id: String } => { #[serde(alias = "item_id")] sku: String };
    an_alias_is_dropped: { #[serde(alias = "item_id")] sku: String } => { sku: String };
    an_alias_of_an_optional_field_is_dropped: { #[serde(alias = "item_id")] sku: Option<String> } => { sku: Option<String> };
    a_number_is_widened: { a: u32 } => { a: u64 };
    a_number_is_narrowed: { a: u64, b: i32 } => { a: u32, b: u8 };
    an_integer_becomes_a_float: { a: u64, b: u32 } => { a: f64, b: f64 };
    a_float_loses_digits: { a: f64 } => { a: f32 };
    a_type_is_another: { a: String } => { a: bool };
    an_optional_field_is_required: { a: Option<u32> } => { a: u32 };
    a_required_field_is_optional: { a: u32 } => { a: Option<u32> };
    a_default_is_another: { #[serde(default = "one")] a: u32 } => { #[serde(default = "two")] a: u32 };
    an_enum_gets_a_value: { a: Two } => { a: Three };
    an_enum_loses_a_value: { a: Vec<Three> } => { a: Vec<Two> };
    a_nested_type_gets_an_optional_field: { a: Money } => { a: MoneyWithNote };
    a_nested_type_loses_a_field: { a: Vec<Money> } => { a: Vec<MoneyWithoutCurrency> };
    a_nested_field_is_renamed_with_an_alias: { a: Money } => { a: MoneyRenamed };
    a_union_gets_variants_and_fields: { a: Tagged } => { a: TaggedMore };
    a_union_loses_variants_and_fields: { a: TaggedMore } => { a: Tagged };
    a_union_has_another_tag: { a: Tagged } => { a: OtherTag };
    an_external_union_gets_a_variant: { a: External } => { a: ExternalMore };
    an_external_union_loses_a_variant: { a: BTreeMap<String, ExternalMore> } => { a: BTreeMap<String, External> };
    a_closed_type_loses_a_field: { a: Strict } => { a: StricterStill };
    a_recursive_type_gets_a_field: { a: Tree } => { a: TreeWithSize };
    a_text_is_an_id: { #[schemars(extend("format" = "uuid"))] a: String } => { a: String };
    an_unknown_format: { a: String } => { #[schemars(extend("format" = "email"))] a: String };
    a_list_is_a_set: { a: Vec<u8> } => { a: BTreeSet<u8> };
    a_range_is_narrower: { #[schemars(range(min = 1, max = 9))] a: u8 } => { #[schemars(range(min = 2, max = 8))] a: u8 };
    a_struct_is_flattened: { a: u32, #[serde(flatten)] money: Money } => { a: u32, amount: String, currency: Two };
}
