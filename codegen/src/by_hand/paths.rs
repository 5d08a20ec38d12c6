//! Ways through documents: from the place of a value to the schemas that speak about it, and what a schema is once its
//! references are followed.

use serde_json::Value;

/// The most references that are followed, one after the other.
const MOST: usize = 64;

/// A step into a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Segment {
    Key(String),
    Index(usize),
}

/// The steps of a path such as `$.items[2]["a b"]`, as findings about documents have it.
pub(super) fn segments(path: &str) -> Vec<Segment> {
    let mut found = Vec::new();
    let mut rest = path.strip_prefix('$').unwrap_or(path);
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('.') {
            let end = after.find(['.', '[']).unwrap_or(after.len());
            found.push(Segment::Key(after[..end].to_owned()));
            rest = &after[end..];
        } else if let Some(after) = rest.strip_prefix('[') {
            let mut texts = serde_json::Deserializer::from_str(after).into_iter::<Value>();
            match texts.next() {
                Some(Ok(Value::String(key))) => found.push(Segment::Key(key)),
                Some(Ok(Value::Number(index))) => {
                    found.push(Segment::Index(
                        index.as_u64().and_then(|index| usize::try_from(index).ok()).unwrap_or(0),
                    ));
                }
                _ => return found,
            }
            let Some(after) = after.get(texts.byte_offset()..).and_then(|after| after.strip_prefix(']')) else {
                return found;
            };
            rest = after;
        } else {
            return found;
        }
    }
    found
}

/// The value at a place.
pub(super) fn value<'v>(root: &'v Value, segments: &[Segment]) -> Option<&'v Value> {
    segments.iter().try_fold(root, |value, segment| match segment {
        Segment::Key(key) => value.get(key),
        Segment::Index(index) => value.get(index),
    })
}

/// A JSON pointer with a further segment.
pub(super) fn join(pointer: &str, segment: &str) -> String {
    format!("{pointer}/{}", segment.replace('~', "~0").replace('/', "~1"))
}

/// Where a schema is once its references are followed.
pub(super) fn resolved(root: &Value, pointer: &str) -> String {
    let mut pointer = pointer.to_owned();
    for _ in 0..MOST {
        let reference = root.pointer(&pointer).and_then(|schema| schema.get("$ref")).and_then(Value::as_str);
        match reference.and_then(|reference| reference.strip_prefix('#')) {
            Some(target) => pointer = target.to_owned(),
            None => break,
        }
    }
    pointer
}

/// All schemas that speak about the value at a place: by reference, and as parts or alternatives.
pub(super) fn schemas(root: &Value, segments: &[Segment]) -> Vec<String> {
    let mut at = spread(root, vec![String::new()]);
    for segment in segments {
        let mut next = Vec::new();
        for pointer in &at {
            let Some(schema) = root.pointer(pointer) else { continue };
            match segment {
                Segment::Key(key) => {
                    if schema.get("properties").is_some_and(|all| all.get(key).is_some()) {
                        next.push(join(&format!("{pointer}/properties"), key));
                        continue;
                    }
                    if let Some(Value::Object(patterns)) = schema.get("patternProperties") {
                        next.extend(patterns.keys().map(|key| join(&format!("{pointer}/patternProperties"), key)));
                    }
                    if schema.get("additionalProperties").is_some_and(Value::is_object) {
                        next.push(format!("{pointer}/additionalProperties"));
                    }
                }
                Segment::Index(index) => {
                    if schema.get("prefixItems").is_some_and(|all| all.get(index).is_some()) {
                        next.push(format!("{pointer}/prefixItems/{index}"));
                    } else if schema.get("items").is_some() {
                        next.push(format!("{pointer}/items"));
                    }
                }
            }
        }
        at = spread(root, next);
    }
    at
}

/// The schemas, and all that they refer to or consist of.
fn spread(root: &Value, from: Vec<String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut open = from;
    open.reverse();
    while let Some(pointer) = open.pop() {
        let pointer = resolved(root, &pointer);
        if found.contains(&pointer) || found.len() > 500 {
            continue;
        }
        if let Some(schema) = root.pointer(&pointer) {
            for keyword in ["allOf", "anyOf", "oneOf"] {
                let parts = schema.get(keyword).and_then(Value::as_array).map_or(0, Vec::len);
                open.extend((0..parts).rev().map(|part| format!("{pointer}/{keyword}/{part}")));
            }
        }
        found.push(pointer);
    }
    found
}

/// Whether a schema lists the key.
pub(super) fn has_key(root: &Value, schemas: &[String], key: &str) -> bool {
    schemas.iter().any(|pointer| {
        root.pointer(pointer).and_then(|schema| schema.get("properties")).is_some_and(|all| all.get(key).is_some())
    })
}
