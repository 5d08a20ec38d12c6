//! Where references lead: to a place of the document, by pointer, anchor or identifier, or out of it.

use std::collections::HashMap;

use serde_json::Value;

use super::{Document, join};
use crate::shape::node::{Graph, Id};

impl Document {
    /// What a reference at this place stands for.
    pub(super) fn reference(&mut self, graph: &mut Graph, pointer: &str, written: &str) -> Id {
        match self.target(pointer, written) {
            Ok(target) if self.root.pointer(&target).is_some() => self.schema(graph, &target),
            Ok(_) => self.unknown(graph, &join(pointer, "$ref"), "the reference leads nowhere"),
            Err(uri) => {
                let why = format!("`{written}` is another document, which is not read");
                let place = format!("#{}", join(pointer, "$ref"));
                // An absolute URI is the same document wherever it is named; a relative one is told apart.
                let absolute = uri.contains(':');
                let key = if absolute { format!("uri {uri}") } else { format!("{} uri {uri}", self.number) };
                graph.opaque(&key, &place, &why)
            }
        }
    }

    /// The pointer that a reference leads to, or the URI of what is not in the document.
    pub(super) fn target(&self, pointer: &str, written: &str) -> Result<String, String> {
        let base = self.base(pointer);
        let uri = resolved(&base.0, written);
        let (resource, fragment) = uri.split_once('#').unwrap_or((&uri, ""));
        let fragment = decoded(fragment);
        let root = if resource == base.0 {
            base.1
        } else {
            match self.identifiers.get(resource) {
                Some(root) => root.clone(),
                None => return Err(uri),
            }
        };
        if fragment.is_empty() || fragment.starts_with('/') {
            return Ok(root + &fragment);
        }
        self.identifiers.get(&format!("{resource}#{fragment}")).cloned().ok_or(uri)
    }

    /// The URI of the resource that a place belongs to, and the pointer of its root.
    fn base(&self, pointer: &str) -> (String, String) {
        let mut base = (String::new(), String::new());
        let mut at = 0;
        loop {
            let here = &pointer[..at];
            if let Some(id) = self.root.pointer(here).and_then(identifier) {
                base = (without_fragment(&resolved(&base.0, id)), here.to_owned());
            }
            match pointer[at..].get(1..).map(|rest| rest.find('/')) {
                None => return base,
                Some(Some(next)) => at += 1 + next,
                Some(None) => at = pointer.len(),
            }
        }
    }
}

/// Every URI that a schema of the document has, with its pointer: `$id`, and `$anchor` or a fragment as `$id`.
pub(super) fn identifiers(root: &Value) -> HashMap<String, String> {
    let mut found = HashMap::from([(String::new(), String::new())]);
    let mut open: Vec<(&Value, String, String)> = vec![(root, String::new(), String::new())];
    while let Some((value, pointer, mut base)) = open.pop() {
        match value {
            Value::Object(members) => {
                if let Some(id) = identifier(value) {
                    base = without_fragment(&resolved(&base, id));
                    found.entry(base.clone()).or_insert_with(|| pointer.clone());
                }
                let fragment = ["$id", "id"]
                    .iter()
                    .filter_map(|key| members.get(*key)?.as_str()?.strip_prefix('#'))
                    .chain(members.get("$anchor").and_then(Value::as_str));
                for fragment in fragment {
                    found.entry(format!("{base}#{fragment}")).or_insert_with(|| pointer.clone());
                }
                for (key, value) in members.iter().filter(|(key, _)| !matches!(key.as_str(), "enum" | "const")) {
                    open.push((value, join(&pointer, key), base.clone()));
                }
            }
            Value::Array(items) => {
                for (at, value) in items.iter().enumerate() {
                    open.push((value, format!("{pointer}/{at}"), base.clone()));
                }
            }
            _ => {}
        }
    }
    found
}

/// The `$id` of a schema that names a resource.
fn identifier(schema: &Value) -> Option<&str> {
    let id = schema.get("$id").and_then(Value::as_str)?;
    (!id.is_empty() && !id.starts_with('#')).then_some(id)
}

fn without_fragment(uri: &str) -> String {
    uri.split_once('#').map_or(uri, |(resource, _)| resource).to_owned()
}

/// A reference against a base, as far as documents of one folder need it (RFC 3986, section 5.2, without `..`).
fn resolved(base: &str, reference: &str) -> String {
    let scheme = reference.split_once(':').map(|(scheme, _)| scheme);
    let absolute = scheme.is_some_and(|scheme| {
        !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    });
    if absolute || base.is_empty() {
        return reference.to_owned();
    }
    if reference.is_empty() || reference.starts_with('#') {
        return format!("{}{reference}", without_fragment(base));
    }
    let authority = base.find("://").map_or(0, |at| base[at + 3..].find('/').map_or(base.len(), |end| at + 3 + end));
    if reference.starts_with('/') {
        return format!("{}{reference}", &base[..authority]);
    }
    match base[authority..].rfind('/') {
        Some(last) => format!("{}{reference}", &base[..=authority + last]),
        None if authority > 0 => format!("{base}/{reference}"),
        None => reference.to_owned(),
    }
}

/// A fragment without its percent signs.
fn decoded(fragment: &str) -> String {
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.filter(|_| first == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
