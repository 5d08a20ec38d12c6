//! A whole schema file.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde_json::json;

use super::bodies::{Command, Event, Query, Record, Union};
use super::definitions::{Enum, Rejection, Scalar, View};
use super::process::Process;
use super::text::{Context, DefinitionName, TypeExpression, WireName};

/// A schema file of Retold: one aggregate with its events and commands, or, without `aggregate`, things shared or owned
/// by others. All files of a folder form one schema set: what one defines is visible in all.
#[derive(JsonSchema)]
#[schemars(title = "A schema file of Retold", deny_unknown_fields)]
pub(super) struct SchemaFile {
    /// The prefix of names on the wire: `shop` makes `ItemAdded` `shop.ItemAdded`.
    #[schemars(example = &"shop")]
    context: Option<Context>,
    /// The aggregate that the events and commands of the file belong to; at most one a file.
    #[schemars(example = &"Cart")]
    aggregate: Option<DefinitionName>,
    /// The type of the key of the aggregate's streams.
    #[schemars(example = &"CartId")]
    id: Option<TypeExpression>,
    /// The service that alone writes these streams.
    #[schemars(example = &"cart-service")]
    owner: Option<String>,
    /// What the streams are called before the key, when that is not `context.Aggregate`: it keeps the old name when the
    /// aggregate is renamed.
    #[schemars(example = &"shop.Basket")]
    stream: Option<WireName>,
    /// What the file is about: it reaches the Rust docs and the catalogue.
    #[schemars(example = &"What a customer means to buy, from the first item to the order.")]
    doc: Option<String>,
    /// The form on the wire of the bodies written in this file.
    #[schemars(example = json!({ "case": "camelCase", "event_tag": "eventType" }))]
    wire: Option<Wire>,
    /// Newtypes: a type of the language with a name, and perhaps constraints.
    #[schemars(example = json!({ "CartId": "uuid", "Sku": { "type": "string", "pattern": "^[A-Z0-9-]{3,32}$" } }))]
    scalars: Option<Section<Scalar>>,
    /// Types with a few values.
    #[schemars(example = json!({ "Currency": ["EUR", "USD", "GBP"] }))]
    enums: Option<Section<Enum>>,
    /// Fields that belong together, used as a type.
    #[schemars(example = json!({ "Money": { "v1": { "amount": "decimal", "currency": "Currency" } } }))]
    records: Option<Section<Record>>,
    /// Types with several variants.
    #[schemars(example = json!({ "Payment": { "tag": "method", "v1": { "card": { "last4": "string" }, "cash": {} } } }))]
    unions: Option<Section<Union>>,
    /// What happened. Every version that was ever written stays.
    #[schemars(example = json!({ "ItemAdded": { "v1": { "sku": "Sku", "quantity": "u32" } } }))]
    events: Option<Section<Event>>,
    /// What the aggregate can be asked to do.
    #[schemars(example = json!({ "AddItem": { "v1": { "sku": "Sku" }, "emits": ["ItemAdded"], "rejects": ["CartClosed"] } }))]
    commands: Option<Section<Command>>,
    /// Why commands are refused.
    #[schemars(example = json!({ "CartClosed": { "message": "the cart was checked out" } }))]
    rejections: Option<Section<Rejection>>,
    /// Read models.
    #[schemars(example = json!({ "CartContents": { "key": "CartId", "type": "map<Sku, u64>", "from": ["ItemAdded"] } }))]
    views: Option<Section<View>>,
    /// Questions that views answer.
    #[schemars(example = json!({ "GetCart": { "v1": { "cart_id": "CartId" }, "returns": "CartContents?" } }))]
    queries: Option<Section<Query>>,
    /// Process managers.
    #[schemars(example = json!({ "Fulfilment": { "key": "CartId", "reacts": { "CheckedOut": { "sends": ["stock.Reserve"] } } } }))]
    processes: Option<Section<Process>>,
}

/// Definitions by their names; nothing at all is what is left when the last one goes.
#[derive(JsonSchema)]
#[schemars(untagged, rename = "{T}Section")]
enum Section<T> {
    Nothing(()),
    Definitions(BTreeMap<DefinitionName, T>),
}

/// The form of bodies on the wire, wherever they are embedded; not of enum values, variants or map keys.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Wire {
    /// The case of field names; as spelled, if absent. The names are serde's.
    #[schemars(example = &"camelCase")]
    case: Option<Case>,
    /// A key inside the payload of an event that must hold its name, written first and read anywhere.
    #[schemars(example = &"eventType")]
    event_tag: Option<String>,
    /// A key inside the payload of a command that must hold its name, written first and read anywhere.
    #[schemars(example = &"commandType")]
    command_tag: Option<String>,
    /// How none is written: `null`, or `absent` (the key is left out), which is usual.
    #[schemars(example = json!(null))]
    none: Option<NoneForm>,
}

/// The case of field names.
#[derive(JsonSchema)]
enum Case {
    #[schemars(rename = "lowercase")]
    Lower,
    #[schemars(rename = "UPPERCASE")]
    Upper,
    #[schemars(rename = "PascalCase")]
    Pascal,
    #[schemars(rename = "camelCase")]
    Camel,
    #[schemars(rename = "snake_case")]
    Snake,
    #[schemars(rename = "SCREAMING_SNAKE_CASE")]
    ScreamingSnake,
    #[schemars(rename = "kebab-case")]
    Kebab,
    #[schemars(rename = "SCREAMING-KEBAB-CASE")]
    ScreamingKebab,
}

/// How none is written.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum NoneForm {
    /// As `null`.
    Null(()),
    Word(NoneWord),
}

/// How none is written, in a word.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum NoneWord {
    /// As `null`.
    Null,
    /// Not at all.
    Absent,
}
