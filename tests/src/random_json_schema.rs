//! JSON Schema documents of the keywords that event schemas use, made from a seed, changed a little, and values that are
//! likely to be near them.

use retold_codegen::sample::Numbers;
use serde_json::{Map, Value, json};

/// Names that documents and values share.
const NAMES: [&str; 5] = ["a", "b", "c", "id", "kind"];
const TEXTS: [&str; 9] = ["", "a", "ab", "abc", "A1", "EUR", "x-1", "ä😀", "2024-01-29"];
const PATTERNS: [&str; 8] = ["^[a-z]+$", "^[A-Z]{3}$", "a", "^.{0,2}$", "[0-9]", "^(?:a|b)*$", "^x-\\d+$", "^[^b]*$"];

/// A document of one seed; `older` in draft-07, otherwise in 2020-12.
#[must_use]
pub fn random_document(seed: u64, older: bool) -> Value {
    let mut maker = Maker { numbers: Numbers::new(seed), older };
    let mut root = maker.schema(3);
    let mut shared = maker.schema(2);
    if shared.to_string().contains("/shared\"") {
        // A reference that leads only back to itself means nothing.
        shared = json!({ "type": "integer" });
    }
    let node = json!({
        "type": "object",
        "properties": { "next": { "$ref": maker.reference("node") }, "v": maker.schema(1) },
    });
    if let Value::Object(members) = &mut root {
        let draft = if older {
            "http://json-schema.org/draft-07/schema#"
        } else {
            "https://json-schema.org/draft/2020-12/schema"
        };
        members.insert("$schema".into(), draft.into());
        let key = if older { "definitions" } else { "$defs" };
        members.insert(key.into(), json!({ "shared": shared, "node": node }));
    }
    root
}

/// The document with one place changed.
#[must_use]
pub fn edited(document: &Value, seed: u64, older: bool) -> Value {
    let mut maker = Maker { numbers: Numbers::new(seed), older };
    let mut edited = document.clone();
    for _ in 0..2 + maker.numbers.below(3) {
        let mut places = Vec::new();
        collect(&edited, String::new(), &mut places);
        // Mostly where it counts: what is shared may not be referred to.
        places.retain(|place: &String| !place.starts_with("/$defs") && !place.starts_with("/definitions"));
        let place = maker.numbers.pick(&places).cloned().unwrap_or_default();
        if let Some(schema) = edited.pointer_mut(&place) {
            maker.edit(schema);
        }
    }
    edited
}

/// The pointers of all schemas in a document.
fn collect(schema: &Value, pointer: String, places: &mut Vec<String>) {
    let Value::Object(members) = schema else { return };
    for (keyword, value) in members {
        let at = format!("{pointer}/{keyword}");
        match (keyword.as_str(), value) {
            ("properties" | "$defs" | "definitions", Value::Object(schemas)) => {
                schemas.iter().for_each(|(name, schema)| collect(schema, format!("{at}/{name}"), places));
            }
            ("anyOf" | "allOf" | "oneOf" | "prefixItems", Value::Array(schemas)) => {
                schemas.iter().enumerate().for_each(|(index, schema)| collect(schema, format!("{at}/{index}"), places));
            }
            ("items" | "additionalProperties" | "not", schema) => collect(schema, at, places),
            _ => {}
        }
    }
    places.push(pointer);
}

struct Maker {
    numbers: Numbers,
    older: bool,
}

impl Maker {
    fn reference(&self, name: &str) -> String {
        format!("#/{}/{name}", if self.older { "definitions" } else { "$defs" })
    }

    fn small(&mut self) -> u64 {
        self.numbers.below(4)
    }

    fn text(&mut self) -> &'static str {
        TEXTS[self.numbers.index(TEXTS.len())]
    }

    fn constant(&mut self) -> Value {
        match self.numbers.below(6) {
            0 => Value::Null,
            1 => self.numbers.once_in(2).into(),
            2 => self.numbers.below(5).into(),
            3 => json!({ "a": self.small() }),
            _ => self.text().into(),
        }
    }

    fn schema(&mut self, depth: u32) -> Value {
        let choice = if depth == 0 { self.numbers.below(7) } else { self.numbers.below(15) };
        match choice {
            0 => json!({ "type": "boolean" }),
            1 | 2 => self.number(),
            3 | 4 => self.string(),
            5 => {
                let values: Vec<Value> = (0..1 + self.small()).map(|_| self.constant()).collect();
                json!({ "enum": values })
            }
            6 => match self.numbers.below(4) {
                0 => json!({ "type": "null" }),
                1 => json!({ "const": self.constant() }),
                2 => json!({ "$ref": self.reference("shared") }),
                _ => json!({ "$ref": self.reference("node") }),
            },
            7 => self.array(depth - 1),
            8 => {
                let parts: Vec<Value> = (0..2 + self.numbers.below(2)).map(|_| self.schema(depth - 1)).collect();
                let keyword = ["anyOf", "oneOf", "allOf"][self.numbers.index(3)];
                json!({ keyword: parts })
            }
            9 => self.union(depth - 1),
            10 => self.conditional(depth - 1),
            _ => self.object(depth - 1),
        }
    }

    fn conditional(&mut self, depth: u32) -> Value {
        match self.numbers.below(5) {
            0 => json!({ "not": self.schema(depth) }),
            1 => json!({ "if": self.schema(0), "then": self.schema(depth), "else": self.schema(depth) }),
            2 => json!({ "type": "array", "contains": self.schema(0), "maxItems": 2 }),
            3 => json!({ "type": "object", "propertyNames": self.string(), "additionalProperties": self.schema(0) }),
            _ => {
                let mut object = self.object(depth);
                let name = NAMES[self.numbers.index(NAMES.len())];
                if self.older {
                    object["dependencies"] = json!({ name: ["b"], "c": self.object(0) });
                } else {
                    object["dependentRequired"] = json!({ name: ["b"] });
                    object["unevaluatedProperties"] = self.numbers.once_in(2).into();
                }
                object
            }
        }
    }

    fn number(&mut self) -> Value {
        let mut schema = Map::new();
        schema.insert("type".into(), if self.numbers.once_in(2) { "integer" } else { "number" }.into());
        for keyword in ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"] {
            if self.numbers.once_in(4) {
                let bound = match keyword {
                    "multipleOf" => [json!(1), json!(2), json!(3), json!(0.5)][self.numbers.index(4)].clone(),
                    _ => [json!(-3), json!(0), json!(1.5), json!(2), json!(10)][self.numbers.index(5)].clone(),
                };
                schema.insert(keyword.into(), bound);
            }
        }
        schema.into()
    }

    fn string(&mut self) -> Value {
        let mut schema = Map::new();
        schema.insert("type".into(), if self.numbers.once_in(5) { json!(["string", "null"]) } else { json!("string") });
        if self.numbers.once_in(3) {
            schema.insert("minLength".into(), self.small().into());
        }
        if self.numbers.once_in(3) {
            schema.insert("maxLength".into(), (1 + self.small()).into());
        }
        if self.numbers.once_in(3) {
            schema.insert("pattern".into(), PATTERNS[self.numbers.index(PATTERNS.len())].into());
        }
        schema.into()
    }

    fn array(&mut self, depth: u32) -> Value {
        let mut schema = Map::new();
        schema.insert("type".into(), "array".into());
        if self.numbers.once_in(4) {
            let first: Vec<Value> = (0..1 + self.numbers.below(2)).map(|_| self.schema(depth)).collect();
            let (prefix, rest) = if self.older { ("items", "additionalItems") } else { ("prefixItems", "items") };
            schema.insert(prefix.into(), first.into());
            if self.numbers.once_in(2) {
                schema.insert(rest.into(), if self.numbers.once_in(2) { false.into() } else { self.schema(depth) });
            }
        } else if !self.numbers.once_in(5) {
            schema.insert("items".into(), self.schema(depth));
        }
        if self.numbers.once_in(3) {
            schema.insert("minItems".into(), self.small().into());
        }
        if self.numbers.once_in(3) {
            schema.insert("maxItems".into(), (1 + self.small()).into());
        }
        if self.numbers.once_in(4) {
            schema.insert("uniqueItems".into(), true.into());
        }
        schema.into()
    }

    fn object(&mut self, depth: u32) -> Value {
        let mut schema = Map::new();
        schema.insert("type".into(), "object".into());
        let mut properties = Map::new();
        for name in NAMES {
            if self.numbers.once_in(2) {
                properties.insert(name.into(), self.schema(depth));
            }
        }
        schema.insert("properties".into(), properties.into());
        let required: Vec<&str> = NAMES.into_iter().filter(|_| self.numbers.once_in(4)).collect();
        schema.insert("required".into(), required.into());
        match self.numbers.below(5) {
            0 | 1 => {
                schema.insert("additionalProperties".into(), false.into());
            }
            2 => {
                schema.insert("additionalProperties".into(), self.schema(depth));
            }
            _ => {}
        }
        if self.numbers.once_in(6) {
            schema.insert("minProperties".into(), self.small().into());
        }
        if self.numbers.once_in(6) {
            schema.insert("maxProperties".into(), (1 + self.small()).into());
        }
        if self.numbers.once_in(8) {
            schema.insert("patternProperties".into(), json!({ "^[ab]": self.schema(0) }));
        }
        schema.into()
    }

    fn union(&mut self, depth: u32) -> Value {
        let keyword = if self.numbers.once_in(2) { "oneOf" } else { "anyOf" };
        let mut parts = Vec::new();
        for name in TEXTS.iter().skip(1).take(2 + self.numbers.index(2)) {
            let mut part = self.object(depth);
            part["properties"]["kind"] = json!({ "const": name });
            part["required"] = json!(["kind"]);
            parts.push(part);
        }
        json!({ keyword: parts })
    }

    fn edit(&mut self, schema: &mut Value) {
        let Value::Object(members) = schema else { return };
        match self.numbers.below(6) {
            0 => {
                let taken =
                    ["required", "minimum", "maxLength", "additionalProperties", "pattern", "minItems", "uniqueItems"];
                members.remove(taken[self.numbers.index(taken.len())]);
            }
            1 => {
                let more = match members.get("type").and_then(Value::as_str) {
                    Some("string") => self.string(),
                    Some("integer" | "number") => self.number(),
                    Some("array") => self.array(1),
                    Some("object") => self.object(1),
                    _ => json!({}),
                };
                if let Value::Object(more) = more {
                    members.extend(more.into_iter().filter(|(keyword, _)| keyword != "items"));
                }
            }
            2 => {
                let name = NAMES[self.numbers.index(NAMES.len())];
                let value = self.schema(1);
                if let Some(Value::Object(properties)) = members.get_mut("properties")
                    && properties.remove(name).is_none()
                {
                    properties.insert(name.into(), value);
                }
            }
            3 => {
                if let Some(Value::Array(values)) = members.get_mut("enum") {
                    values.push("more".into());
                }
                if let Some(Value::Array(names)) = members.get_mut("required") {
                    names.pop();
                }
            }
            4 => {
                if let Some(Value::Array(parts)) = members.get_mut("anyOf") {
                    parts.push(json!({ "type": "boolean" }));
                }
            }
            _ => {
                if members.contains_key("type") && !members.contains_key("$schema") {
                    *schema = self.schema(1);
                }
            }
        }
    }
}

/// A value that is often near what documents accept.
pub fn random_value(numbers: &mut Numbers, depth: u32) -> Value {
    match numbers.below(if depth == 0 { 6 } else { 10 }) {
        0 => Value::Null,
        1 => numbers.once_in(2).into(),
        2 => [json!(0), json!(1), json!(2), json!(3), json!(-3), json!(10), json!(11)][numbers.index(7)].clone(),
        3 => [json!(0.5), json!(1.5), json!(-0.25), json!(2.5), json!(1e9)][numbers.index(5)].clone(),
        4 | 5 => TEXTS[numbers.index(TEXTS.len())].into(),
        6 | 7 => (0..numbers.below(4)).map(|_| random_value(numbers, depth - 1)).collect(),
        _ => {
            let mut members = Map::new();
            for name in NAMES.into_iter().chain(["", "next", "v"]) {
                if numbers.once_in(3) {
                    members.insert(name.into(), random_value(numbers, depth - 1));
                }
            }
            members.into()
        }
    }
}
