//! Process managers.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde_json::json;

use super::definitions::Common;
use super::field::Fields;
use super::text::{Duration, FieldName, Reference, TypeExpression};

/// A process manager: it reacts to events with commands, and remembers where it is.
#[derive(JsonSchema)]
#[schemars(
    deny_unknown_fields,
    example = json!({
        "key": "CartId", "state": { "reserved": "bool" }, "reacts": { "CheckedOut": { "sends": ["stock.Reserve"] } }
    })
)]
pub(super) struct Process {
    #[schemars(flatten)]
    common: Common,
    /// The type that tells its instances apart.
    #[schemars(example = &"CartId")]
    key: TypeExpression,
    /// What it remembers, by name.
    #[schemars(example = json!({ "reserved": "bool" }))]
    state: Option<Fields>,
    /// What it reacts to: an event, or a deadline of its own that has passed.
    #[schemars(example = json!({ "CheckedOut": { "sends": ["stock.Reserve"], "undo": ["stock.Release"] } }))]
    reacts: Option<BTreeMap<Reference, Reaction>>,
}

/// What is done when the event arrives or the deadline passes.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, example = json!({ "by": "cart_id", "sends": ["Reopen"] }))]
struct Reaction {
    /// The field of the event that holds the key of the process.
    #[schemars(example = &"cart_id")]
    by: Option<FieldName>,
    /// The commands to send.
    #[schemars(example = json!(["stock.Reserve"]))]
    sends: Option<Vec<Reference>>,
    /// The commands that undo them, when a later step fails.
    #[schemars(example = json!(["stock.Release"]))]
    undo: Option<Vec<Reference>>,
    /// What happens when no answer comes.
    #[schemars(example = json!({ "after": "PT10M", "then": "StockSilent" }))]
    deadline: Option<Deadline>,
}

/// What happens when no answer comes.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Deadline {
    /// How long to wait.
    #[schemars(example = &"PT10M")]
    after: Duration,
    /// The name of what then happens; `reacts` says what to do about it.
    #[schemars(example = &"StockSilent")]
    then: Reference,
}
