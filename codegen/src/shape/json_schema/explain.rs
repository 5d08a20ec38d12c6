//! Where, and by which keyword, a schema refuses a value.

use serde_json::Value;

use super::{Document, join};
use crate::shape::holds::Reading;
use crate::shape::{Shape, Shapes};

/// The place of a document that refuses a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The place in the value: `$.items[2].sku`.
    pub path: String,
    /// The keyword that refuses; empty for a schema that is `false`.
    pub keyword: String,
    /// Where the keyword stands in the document: `#/properties/sku/minLength`.
    pub place: String,
    /// What it asks for: lower case, no full stop.
    pub message: String,
}

impl Document {
    /// Where a document refuses a value; `None` if it does not, or that is not known.
    #[must_use]
    pub fn refusal(&self, shapes: &Shapes, value: &Value) -> Option<Refusal> {
        let reading = shapes.solver.reading();
        let explaining = Explaining { document: self, reading: &reading };
        explaining.schema("", value, "$", 0)
    }

    /// The whole document as a shape.
    #[must_use]
    pub fn shape(&self) -> Option<Shape> {
        self.schemas.get("").copied().map(Shape)
    }
}

struct Explaining<'a> {
    document: &'a Document,
    reading: &'a Reading<'a>,
}

impl Explaining<'_> {
    fn refuses(&self, pointer: &str, value: &Value) -> bool {
        let id = self.document.schemas.get(pointer);
        id.is_some_and(|id| self.reading.holds(*id, value) == Some(false))
    }

    fn schema(&self, pointer: &str, value: &Value, path: &str, depth: usize) -> Option<Refusal> {
        if depth > 300 {
            return None;
        }
        let Some(keywords) = self.document.keywords.get(pointer) else {
            return self.refuses(pointer, value).then(|| Refusal {
                path: path.to_owned(),
                keyword: String::new(),
                place: format!("#{pointer}"),
                message: "nothing is allowed here".to_owned(),
            });
        };
        let failing = keywords.iter().find(|(_, id)| self.reading.holds(*id, value) == Some(false))?;
        let keyword = failing.0.as_str();
        let deeper = self.within(pointer, keyword, value, path, depth);
        Some(deeper.unwrap_or_else(|| self.here(pointer, keyword, value, path)))
    }

    fn here(&self, pointer: &str, keyword: &str, value: &Value, path: &str) -> Refusal {
        let at = join(pointer, keyword);
        let written = self.document.root.pointer(&at);
        let short = written.map(Value::to_string).filter(|text| text.len() <= 60);
        let message = match (keyword, short) {
            ("required", _) => {
                let names = written.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
                let missing: Vec<&str> = names.filter(|name| value.get(*name).is_none()).collect();
                format!("required members are missing: {}", missing.join(", "))
            }
            ("additionalProperties" | "unevaluatedProperties" | "propertyNames", _) => {
                format!("`{keyword}` refuses a member")
            }
            (_, Some(text)) => format!("`{keyword}` is {text}"),
            (_, None) => format!("`{keyword}` is not met"),
        };
        Refusal { path: path.to_owned(), keyword: keyword.to_owned(), place: format!("#{at}"), message }
    }

    /// The place below a keyword that refuses, if one of its schemas alone does.
    fn within(&self, pointer: &str, keyword: &str, value: &Value, path: &str, depth: usize) -> Option<Refusal> {
        let at = join(pointer, keyword);
        let down = |pointer: &str, value: &Value, path: &str| self.schema(pointer, value, path, depth + 1);
        let list = |at: &str| {
            (0..self.document.root.pointer(at).and_then(Value::as_array).map_or(0, Vec::len))
                .map(move |part| (part, format!("{at}/{part}")))
                .collect::<Vec<_>>()
        };
        match (keyword, value) {
            ("$ref", _) => {
                let written = self.document.root.pointer(&at)?.as_str()?;
                down(&self.document.target(pointer, written).ok()?, value, path)
            }
            ("allOf", _) => list(&at)
                .iter()
                .find(|(_, part)| self.refuses(part, value))
                .and_then(|(_, part)| down(part, value, path)),
            ("anyOf" | "oneOf", _) => {
                // The alternative that gets furthest into the value is the one that was meant.
                let parts: Vec<_> = list(&at).into_iter().filter(|(_, part)| self.refuses(part, value)).collect();
                if parts.len() < list(&at).len() {
                    return None;
                }
                let refusals = parts.iter().filter_map(|(_, part)| down(part, value, path));
                refusals
                    .filter(|refusal| refusal.path.len() > path.len() && refusal.keyword != "const")
                    .max_by(|left, right| left.path.len().cmp(&right.path.len()).then(right.place.cmp(&left.place)))
            }
            ("if", _) => ["then", "else"]
                .iter()
                .map(|branch| join(pointer, branch))
                .find_map(|branch| self.refuses(&branch, value).then(|| down(&branch, value, path)).flatten()),
            ("properties", Value::Object(members)) => members.iter().find_map(|(name, value)| {
                let property = join(&at, name);
                self.refuses(&property, value).then(|| down(&property, value, &member(path, name))).flatten()
            }),
            ("additionalProperties" | "patternProperties", Value::Object(members)) => {
                let schemas: Vec<String> = match keyword {
                    "patternProperties" => {
                        let patterns = self.document.root.pointer(&at)?.as_object()?;
                        patterns.keys().map(|written| join(&at, written)).collect()
                    }
                    _ => vec![at.clone()],
                };
                schemas.iter().find_map(|schema| {
                    members.iter().find_map(|(name, value)| {
                        let deeper =
                            self.document.keywords.contains_key(schema.as_str()) && self.refuses(schema, value);
                        deeper.then(|| down(schema, value, &member(path, name))).flatten()
                    })
                })
            }
            ("items" | "prefixItems" | "additionalItems", Value::Array(items)) => {
                items.iter().enumerate().find_map(|(index, item)| {
                    let schema = match self.document.root.pointer(&at)? {
                        Value::Array(schemas) if index < schemas.len() => format!("{at}/{index}"),
                        Value::Array(_) => return None,
                        _ => at.clone(),
                    };
                    self.refuses(&schema, item).then(|| down(&schema, item, &format!("{path}[{index}]"))).flatten()
                })
            }
            _ => None,
        }
    }
}

/// The path of a member: `$.name`, or `$["a b"]`.
fn member(path: &str, name: &str) -> String {
    let plain = !name.is_empty()
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !name.starts_with(|c: char| c.is_ascii_digit());
    if plain { format!("{path}.{name}") } else { format!("{path}[{}]", Value::from(name)) }
}
