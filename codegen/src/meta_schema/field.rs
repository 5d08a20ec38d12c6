//! Fields and constraints.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde_json::{Value, json};

use super::text::{FieldName, FunctionPath, NumberText, SourcePath, TypeExpression};

/// The fields by their names; `{}` for none.
pub(super) type Fields = BTreeMap<FieldName, Field>;

/// A field: its type, or a mapping with its type and more.
#[derive(JsonSchema)]
#[schemars(untagged, example = &"u32", example = json!({ "type": "Sku", "from": "item_id" }))]
pub(super) enum Field {
    Type(TypeExpression),
    Mapping(Box<FieldMapping>),
}

/// A field with more than its type.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct FieldMapping {
    /// The type of the field.
    #[schemars(example = &"u32", example = &"list<Sku>?")]
    r#type: TypeExpression,
    /// What the field means: it reaches the Rust docs, the JSON Schema and the catalogue.
    #[schemars(example = &"How many pieces were added.")]
    doc: Option<String>,
    /// A value to show, in JSON as on the wire.
    #[schemars(example = 3, example = &"A-1")]
    example: Option<Value>,
    /// Why the field should not be used any more.
    #[schemars(example = &"carts have one currency: see `currency`")]
    deprecated: Option<String>,
    /// The value when the field is absent, in JSON as on the wire. The field is always written. Not on `T?`.
    #[schemars(example = 1, example = &"EUR")]
    default: Option<Value>,
    /// The value that the upcast gives where the older version had no such field, or had none.
    #[schemars(example = 0, example = json!({ "amount": "0", "currency": "EUR" }))]
    fill: Option<Value>,
    /// In v2 and later: the field of the previous version that this one comes from. A dotted path takes a nested
    /// field; a mapping moves several fields into a record.
    #[schemars(example = &"item_id", example = &"address.city", example = json!({ "city": "city", "zip": "zip" }))]
    from: Option<Source>,
    /// A Rust function that computes this field from the whole previous version: `fn(&Previous) -> T`, or with a `?`
    /// at the end of its path, one that returns a `Result`.
    #[schemars(example = &"crate::price_of", example = &"crate::price_of?")]
    with: Option<FunctionPath>,
    /// For an enum: values of the previous version that have another name now, `OLD: NEW`; others keep theirs.
    #[schemars(example = json!({ "Falling": "Decreasing" }))]
    map: Option<BTreeMap<String, String>>,
    /// Earlier JSON names that still read, in any version.
    #[schemars(example = json!(["qty", "count"]))]
    aliases: Option<Vec<String>>,
    /// Another form on the wire: `number` for a decimal, whose digits are kept; `string` for `u64` and `i64`, which
    /// JavaScript would round.
    #[schemars(example = &"number")]
    r#as: Option<WireForm>,
    /// Personal data: marked in every output, and left out of `Debug`.
    #[schemars(example = true)]
    pii: Option<bool>,
    /// What a number counts; compared by the evolution check.
    #[schemars(example = &"cents", example = &"ms", example = &"kWh")]
    unit: Option<String>,
    /// The JSON name, when it is not the field's name in the file's case.
    #[schemars(example = &"itemID")]
    wire: Option<String>,
    #[schemars(flatten)]
    constraints: Constraints,
    #[schemars(flatten)]
    items: ItemConstraints,
}

/// Where a field comes from.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Source {
    /// A field of the previous version.
    Path(SourcePath),
    /// The fields of this field's record, each with the field of the previous version that it comes from.
    Gather(BTreeMap<FieldName, SourcePath>),
}

/// A form on the wire that is not the usual one.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum WireForm {
    /// A decimal as a JSON number.
    Number,
    /// A 64-bit integer as a string.
    String,
}

/// What narrows a number or a text.
#[derive(JsonSchema)]
pub(super) struct Constraints {
    /// The lowest value, included. Of a decimal, in quotes.
    #[schemars(example = 1, example = &"0.01")]
    min: Option<Bound>,
    /// The highest value, included. Of a decimal, in quotes.
    #[schemars(example = 100, example = &"99.99")]
    max: Option<Bound>,
    /// The fewest characters (code points).
    #[schemars(example = 1)]
    min_length: Option<u64>,
    /// The most characters (code points).
    #[schemars(example = 200)]
    max_length: Option<u64>,
    /// A regular expression that must match somewhere in the text: `^` and `$` bind it to both ends. The subset that
    /// ECMA-262 and Rust share: no look-around, no back-references.
    #[schemars(example = &"^[A-Z0-9-]{3,32}$")]
    pattern: Option<String>,
}

/// What narrows a list, set or map.
#[derive(JsonSchema)]
struct ItemConstraints {
    /// The fewest items.
    #[schemars(example = 1)]
    min_items: Option<u64>,
    /// The most items.
    #[schemars(example = 100)]
    max_items: Option<u64>,
    /// No two items of the list are equal.
    #[schemars(example = true)]
    unique: Option<bool>,
}

/// The bound of a number.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Bound {
    Number(f64),
    Text(NumberText),
}
