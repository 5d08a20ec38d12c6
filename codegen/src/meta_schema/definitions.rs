//! Definitions without versions: scalars, enums, rejections and views.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde_json::json;

use super::field::{Constraints, Fields};
use super::text::{Reference, TypeExpression};

/// What every definition may have.
#[derive(JsonSchema)]
pub(super) struct Common {
    /// What it means: it reaches the Rust docs, the JSON Schema and the catalogue.
    #[schemars(example = &"An item was put into the cart.")]
    doc: Option<String>,
    /// Why it should not be used any more.
    #[schemars(example = &"replaced by `shop.ItemPlaced`")]
    deprecated: Option<String>,
    /// `frozen`: a published version never changes in place, not even where every reader could follow.
    #[schemars(example = &"frozen")]
    policy: Option<Policy>,
}

/// How published versions may change.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum Policy {
    /// Not at all.
    Frozen,
}

/// A newtype: the type that it wraps, or a mapping with its type and constraints.
#[derive(JsonSchema)]
#[schemars(
    untagged,
    example = &"uuid",
    example = json!({ "type": "string", "pattern": "^[A-Z0-9-]{3,32}$" })
)]
pub(super) enum Scalar {
    Type(TypeExpression),
    Mapping(Box<ScalarMapping>),
}

/// A newtype with constraints.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ScalarMapping {
    /// The type that it wraps: a scalar type of the language, or another newtype.
    #[schemars(example = &"string")]
    r#type: TypeExpression,
    #[schemars(flatten)]
    common: Common,
    /// Personal data: marked in every output, and left out of `Debug`.
    #[schemars(example = true)]
    pii: Option<bool>,
    /// What a number counts; compared by the evolution check.
    #[schemars(example = &"cents")]
    unit: Option<String>,
    #[schemars(flatten)]
    constraints: Constraints,
}

/// An enum: a list of its values as on the wire, or a mapping.
#[derive(JsonSchema)]
#[schemars(
    untagged,
    example = json!(["EUR", "USD", "GBP"]),
    example = json!({ "open": true, "values": ["Rising", "Falling"] })
)]
pub(super) enum Enum {
    Values(Vec<String>),
    Mapping(Box<EnumMapping>),
}

/// An enum with more than its values.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct EnumMapping {
    #[schemars(flatten)]
    common: Common,
    /// Whether a value that is not known is kept, as it was read.
    #[schemars(example = true)]
    open: Option<bool>,
    /// The values: a list, or a mapping with more about each.
    #[schemars(
        example = json!(["Rising", "Falling"]),
        example = json!({ "Falling": { "wire": "Decreasing", "aliases": ["Dropping"] } })
    )]
    values: Option<EnumValues>,
}

/// The values of an enum.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum EnumValues {
    /// As on the wire.
    List(Vec<String>),
    /// By name, each with more about it, or nothing.
    Mapping(BTreeMap<String, Option<EnumValue>>),
}

/// A value of an enum.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, example = json!({ "wire": "Decreasing", "aliases": ["Dropping"] }))]
struct EnumValue {
    /// The text on the wire, when it is not the value's name.
    #[schemars(example = &"Decreasing")]
    wire: Option<String>,
    /// Earlier texts on the wire that still read as this.
    #[schemars(example = json!(["Dropping"]))]
    aliases: Option<Vec<String>>,
    /// What the value means.
    #[schemars(example = &"Demand goes down.")]
    doc: Option<String>,
    /// Why the value should not be used any more.
    #[schemars(example = &"merged with `Stable`")]
    deprecated: Option<String>,
}

/// A reason why a command is refused.
#[derive(JsonSchema)]
#[schemars(
    deny_unknown_fields,
    example = json!({ "message": "the cart was checked out at {at}", "fields": { "at": "timestamp" } })
)]
pub(super) struct Rejection {
    #[schemars(flatten)]
    common: Common,
    /// What is said; `{field}` puts the value of a field in, `{{` and `}}` are braces.
    #[schemars(example = &"the cart was checked out at {at}")]
    message: String,
    /// What the rejection knows, by name.
    #[schemars(example = json!({ "at": "timestamp" }))]
    fields: Option<Fields>,
}

/// A read model that events keep up to date and queries read.
#[derive(JsonSchema)]
#[schemars(
    deny_unknown_fields,
    example = json!({ "key": "CartId", "type": "map<Sku, u64>", "from": ["ItemAdded", "ItemRemoved"] })
)]
pub(super) struct View {
    #[schemars(flatten)]
    common: Common,
    /// The type that its entries are found by.
    #[schemars(example = &"CartId")]
    key: TypeExpression,
    /// The type of an entry; or give it `fields` of its own.
    #[schemars(example = &"map<Sku, u64>")]
    r#type: Option<TypeExpression>,
    /// The fields of an entry; or give it a `type`.
    #[schemars(example = json!({ "items": "map<Sku, u64>", "total": "decimal" }))]
    fields: Option<Fields>,
    /// The events that keep it up to date.
    #[schemars(example = json!(["ItemAdded", "ItemRemoved"]))]
    from: Option<Vec<Reference>>,
}
