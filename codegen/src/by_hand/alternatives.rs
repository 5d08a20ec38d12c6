//! Unions: how the alternatives of a schema are told apart.

use serde_json::Value;

use super::objects::is_required;
use super::paths::{join, resolved};
use super::steps::Step;

/// The variants of a union: told by a text under a key, or as the only key of an object.
pub(super) fn variants(root: &Value, schema: &Value, pointer: &str) -> Option<Vec<(Step, String)>> {
    let parts = schema.get("oneOf").or_else(|| schema.get("anyOf"))?.as_array()?;
    let keyword = if schema.get("oneOf").is_some() { "oneOf" } else { "anyOf" };
    let mut found = Vec::new();
    for at in 0..parts.len() {
        let pointer = resolved(root, &format!("{pointer}/{keyword}/{at}"));
        let Some(part) = root.pointer(&pointer) else { continue };
        match label(part) {
            Some(Label::Tag(key, text)) => found.push((Step::Tagged(key.to_owned(), text.clone()), pointer)),
            Some(Label::Key(key)) => {
                let inner = join(&format!("{pointer}/properties"), key);
                found.push((Step::Key(key.to_owned()), inner));
            }
            Some(Label::Text) | None => {}
        }
    }
    Some(found)
}

/// How an alternative of a union is told from the others.
pub(super) enum Label<'v> {
    /// A key that holds this.
    Tag(&'v str, &'v Value),
    /// The only key.
    Key(&'v str),
    /// It is a text itself.
    Text,
}

/// How one alternative is told.
pub(super) fn label(alternative: &Value) -> Option<Label<'_>> {
    if alternative.get("type").is_some_and(|ty| ty == "string") {
        return Some(Label::Text);
    }
    let properties = alternative.get("properties")?.as_object()?;
    let tag = properties.iter().find_map(|(key, property)| Some((key.as_str(), property.get("const")?)));
    if let Some((key, text)) = tag {
        return Some(Label::Tag(key, text));
    }
    let mut keys = properties.keys();
    match (keys.next(), keys.next()) {
        (Some(key), None) if is_required(alternative, key) => Some(Label::Key(key)),
        _ => None,
    }
}
