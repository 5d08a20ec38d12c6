//! A document without what refused a value, so that the next place can be found.

use serde_json::Value;

use crate::shape::json_schema::Refusal;

/// Takes the keyword out of the document; of `required`, the names that the value lacks. `false` if nothing could be
/// taken out.
pub(super) fn without(document: &mut Value, refusal: &Refusal, witness: &Value) -> bool {
    let Some(pointer) = refusal.place.strip_prefix('#') else { return false };
    let Some((parent, keyword)) = pointer.rsplit_once('/') else { return false };
    // Other keywords depend on what these list.
    if ["properties", "patternProperties", "items", "prefixItems", "if"].contains(&keyword) {
        return false;
    }
    if refusal.keyword.is_empty() {
        // The schema is `false`.
        let Some(schema) = document.pointer_mut(pointer) else { return false };
        *schema = Value::Bool(true);
        return true;
    }
    let Some(Value::Object(schema)) = document.pointer_mut(parent) else { return false };
    if let ("required", Some(Value::Array(names))) = (keyword, schema.get_mut("required")) {
        let before = names.len();
        let lacks =
            |name: &Value| name.as_str().is_some_and(|name| refusal.message.ends_with(name) || lacks(witness, name));
        if refusal.path == "$" {
            names.retain(|name| !lacks(name));
        } else {
            names.clear();
        }
        return names.len() < before;
    }
    schema.shift_remove(keyword).is_some()
}

fn lacks(witness: &Value, name: &str) -> bool {
    witness.get(name).is_none()
}
