//! Definitions with versions: events, commands, queries, records and unions.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde_json::json;

use super::definitions::Common;
use super::field::Fields;
use super::file::Wire;
use super::text::{FunctionPath, Reference, TypeExpression, VersionKey, WireName};

/// The fields of one version, by their names. A published version stays as it is: a change is a new version.
#[derive(JsonSchema)]
#[schemars(transparent, example = json!({ "sku": "Sku", "quantity": "u32" }))]
struct Body(Fields);

/// The variants of one version, by their names on the wire, each with its fields.
#[derive(JsonSchema)]
#[schemars(transparent, example = json!({ "card": { "last4": "string" }, "cash": {} }))]
struct UnionBody(BTreeMap<String, Variant>);

/// The fields of a variant; `{}` for none.
#[derive(JsonSchema)]
#[schemars(transparent, example = json!({ "last4": "string" }))]
struct Variant(Fields);

/// Why this version came to be.
#[derive(JsonSchema)]
#[schemars(transparent, example = &"prices are part of the event")]
struct Note(String);

/// Names of this version that must not be used again.
#[derive(JsonSchema)]
#[schemars(transparent, example = json!(["old_field"]))]
struct ReservedNames(Vec<String>);

/// Variants of this version, each with its name in the version before.
#[derive(JsonSchema)]
#[schemars(transparent, example = json!({ "creditCard": "card" }))]
struct RenamedVariants(BTreeMap<String, String>);

/// What may stand beside the bodies of every definition with versions.
#[derive(JsonSchema)]
struct Beside {
    /// Why each version came to be.
    #[schemars(example = json!({ "v2": "prices are part of the event" }))]
    notes: Option<BTreeMap<VersionKey, Note>>,
    /// The form on the wire, where it is not that of the file.
    #[schemars(example = json!({ "case": "camelCase" }))]
    wire: Option<Wire>,
    /// Names that were once fields (of a union, variants) of a version and must not be used again.
    #[schemars(example = json!({ "v1": ["old_field"] }))]
    reserved: Option<BTreeMap<VersionKey, ReservedNames>>,
    /// Versions of which no data is left, from the first on. Their bodies are deleted, their numbers stay taken.
    #[schemars(example = json!(["v1"]))]
    retired: Option<Vec<VersionKey>>,
    /// Rust functions that make a version from the whole previous one: `fn(Previous) -> Next`.
    #[schemars(example = json!({ "v2": "crate::upcast_item_added" }))]
    upcast: Option<BTreeMap<VersionKey, FunctionPath>>,
}

/// The names of an event, command or query.
#[derive(JsonSchema)]
struct Names {
    /// The whole name on the wire, when it is not `context.Name`.
    #[schemars(example = &"shop.cart.item-added")]
    name: Option<WireName>,
    /// Earlier whole names on the wire that still read as this.
    #[schemars(example = json!(["shop.ItemPut"]))]
    aliases: Option<Vec<WireName>>,
}

/// Something that happened to the aggregate. Its versions are kept for ever.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, example = json!({ "doc": "An item was put into the cart.", "v1": { "sku": "Sku", "quantity": "u32" } }))]
pub(super) struct Event {
    #[schemars(flatten)]
    common: Common,
    #[schemars(flatten)]
    names: Names,
    #[schemars(flatten)]
    beside: Beside,
    /// What the key inside the payload holds (`wire: { event_tag: … }`), when it is not the event's name.
    #[schemars(example = &"item.added")]
    tag: Option<String>,
    /// What stored data up to a version becomes instead of this event: these events, in order, at the same position. A
    /// list means all versions; `[]` drops the data from replay.
    #[schemars(
        example = json!({ "v1": ["CheckedOut", "PaymentChosen"], "with": "crate::split" }),
        example = json!([])
    )]
    becomes: Option<Becomes>,
    #[schemars(flatten)]
    bodies: BTreeMap<VersionKey, Body>,
}

/// What stored data becomes.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Becomes {
    /// Data of all versions.
    All(Vec<Reference>),
    /// Data up to one version.
    UpTo(BecomesUpTo),
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct BecomesUpTo {
    /// The Rust function that does it, `fn(CheckedOutV1) -> Vec<CartEvent>`; without events to become, none.
    #[schemars(example = &"crate::split")]
    with: Option<FunctionPath>,
    #[schemars(flatten)]
    into: BTreeMap<VersionKey, BecomesInto>,
}

/// The events that data up to this version becomes, in order.
#[derive(JsonSchema)]
#[schemars(transparent, example = json!(["CheckedOut", "PaymentChosen"]))]
struct BecomesInto(Vec<Reference>);

/// What somebody asks the aggregate to do.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, example = json!({ "v1": { "sku": "Sku" }, "emits": ["ItemAdded"], "rejects": ["CartClosed"] }))]
pub(super) struct Command {
    #[schemars(flatten)]
    common: Common,
    #[schemars(flatten)]
    names: Names,
    #[schemars(flatten)]
    beside: Beside,
    /// What the key inside the payload holds (`wire: { command_tag: … }`), when it is not the command's name.
    #[schemars(example = &"item.add")]
    tag: Option<String>,
    /// The events that the command can lead to; no other can be returned.
    #[schemars(example = json!(["ItemAdded"]))]
    emits: Option<Vec<Reference>>,
    /// How the command can be refused.
    #[schemars(example = json!(["CartClosed"]))]
    rejects: Option<Vec<Reference>>,
    #[schemars(flatten)]
    bodies: BTreeMap<VersionKey, Body>,
}

/// A question; its versions hold the parameters.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, example = json!({ "v1": { "cart_id": "CartId" }, "returns": "CartContents?" }))]
pub(super) struct Query {
    #[schemars(flatten)]
    common: Common,
    #[schemars(flatten)]
    names: Names,
    #[schemars(flatten)]
    beside: Beside,
    /// What is answered: a view, or any type.
    #[schemars(example = &"CartContents?")]
    returns: Option<TypeExpression>,
    #[schemars(flatten)]
    bodies: BTreeMap<VersionKey, Body>,
}

/// Fields that belong together, used as a type. With a second version, every reference says which: `Money@2`.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, example = json!({ "v1": { "amount": "decimal", "currency": "Currency" } }))]
pub(super) struct Record {
    #[schemars(flatten)]
    common: Common,
    #[schemars(flatten)]
    beside: Beside,
    #[schemars(flatten)]
    bodies: BTreeMap<VersionKey, Body>,
}

/// One of several variants, told apart by a tag.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, example = json!({ "tag": "method", "v1": { "card": { "last4": "string" }, "cash": {} } }))]
pub(super) struct Union {
    #[schemars(flatten)]
    common: Common,
    #[schemars(flatten)]
    beside: Beside,
    /// The key that names the variant; `type` if absent.
    #[schemars(example = &"method")]
    tag: Option<String>,
    /// The key that holds the variant's fields; without it they stand beside the tag.
    #[schemars(example = &"details")]
    content: Option<String>,
    /// Whether a variant that is not known is kept, as JSON.
    #[schemars(example = true)]
    open: Option<bool>,
    /// Variants that have another name in a version than in the one before: `NEW: OLD`.
    #[schemars(example = json!({ "v2": { "creditCard": "card" } }))]
    variants: Option<BTreeMap<VersionKey, RenamedVariants>>,
    #[schemars(flatten)]
    bodies: BTreeMap<VersionKey, UnionBody>,
}
