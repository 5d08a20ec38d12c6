//! What the schema of an object says: its keys with the names that they have, which of them must be there, and what may be
//! null.

use serde_json::{Map, Value};

use super::paths::resolved;
use super::prepared::{ONE_NAME, aliases};

/// A schema without what makes it nullable, its references followed.
pub(super) fn plain(root: &Value, pointer: &str) -> String {
    let mut pointer = resolved(root, pointer);
    for _ in 0..8 {
        let Some(schema) = root.pointer(&pointer) else { break };
        let alternative = ["anyOf", "oneOf"].iter().find_map(|keyword| {
            let parts = schema.get(keyword)?.as_array()?;
            let is_null = |part: &Value| part.get("type").is_some_and(|ty| ty == "null");
            let mut others = (0..parts.len()).filter(|part| !is_null(&parts[*part]));
            match (others.next(), others.next()) {
                (Some(one), None) => Some(format!("{pointer}/{keyword}/{one}")),
                _ => None,
            }
        });
        match alternative {
            Some(alternative) => pointer = resolved(root, &alternative),
            None => break,
        }
    }
    pointer
}

pub(super) fn properties(schema: &Value) -> Option<&Map<String, Value>> {
    schema.get("properties")?.as_object()
}

/// Whether the key that stands for a schema is an alias that was added for another.
pub(super) fn is_alias(all: &Map<String, Value>, key: &str) -> bool {
    all.get(key).is_some_and(|property| aliases(property).any(|alias| alias == key))
}

/// The names of a key, its own first.
pub(super) fn names<'v>(key: &'v str, property: &'v Value) -> Vec<&'v str> {
    std::iter::once(key).chain(aliases(property)).collect()
}

/// Whether an object must have the key, under whatever name.
pub(super) fn is_required(schema: &Value, key: &str) -> bool {
    let listed = schema.get("required").and_then(Value::as_array).is_some_and(|all| all.iter().any(|name| name == key));
    let conditions = schema.get("allOf").and_then(Value::as_array);
    listed || conditions.is_some_and(|all| all.iter().any(|one| one.get(ONE_NAME).is_some_and(|name| name == key)))
}

/// Whether null is one of the values.
pub(super) fn is_nullable(root: &Value, pointer: &str) -> bool {
    let Some(schema) = root.pointer(&resolved(root, pointer)) else { return false };
    let is_null = |ty: &Value| ty == "null";
    match schema.get("type") {
        Some(Value::Array(all)) => all.iter().any(is_null),
        Some(ty) => is_null(ty),
        None => ["anyOf", "oneOf"].iter().any(|keyword| {
            let parts = schema.get(keyword).and_then(Value::as_array);
            parts.is_some_and(|parts| parts.iter().any(|part| part.get("type").is_some_and(is_null)))
        }),
    }
}
