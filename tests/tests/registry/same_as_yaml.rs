//! The same change made to an event in YAML and to the equal one by hand: the verdict is the same, in each direction.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use retold_codegen::by_hand::{self, ByHand, Kind, Message, Version};
use retold_codegen::diagnostic::Severity;
use retold_codegen::evolution::{self, Mode, Options};
use retold_codegen::sample::Numbers;
use retold_codegen::source::{FileId, Place, SourceFile, Sources};
use retold_codegen::{Compiled, compile};
use serde_json::{Map, Value, json};

/// A type that both can say.
#[derive(Clone, Debug, PartialEq)]
enum Ty {
    /// The word in YAML, and the schema.
    Plain(&'static str),
    List(Box<Ty>),
    Map(Box<Ty>),
    Enum,
    Record,
    Union,
}

#[derive(Clone, Debug)]
struct Field {
    name: String,
    ty: Ty,
    optional: bool,
    default: Option<Value>,
    aliases: Vec<String>,
}

/// An event, and what it is made of.
#[derive(Clone, Debug)]
struct World {
    values: Vec<String>,
    record: Vec<Field>,
    variants: Vec<(String, Vec<Field>)>,
    event: Vec<Field>,
}

const PLAIN: [&str; 14] =
    ["bool", "u8", "u16", "u32", "u64", "i8", "i16", "i32", "i64", "f32", "f64", "string", "uuid", "timestamp"];

fn plain_schema(word: &str) -> Value {
    match word {
        "bool" => json!({ "type": "boolean" }),
        "u8" => json!({ "type": "integer", "format": "uint8", "minimum": 0, "maximum": 255 }),
        "u16" => json!({ "type": "integer", "format": "uint16", "minimum": 0, "maximum": 65535 }),
        "u32" => json!({ "type": "integer", "format": "uint32", "minimum": 0 }),
        "u64" => json!({ "type": "integer", "format": "uint64", "minimum": 0 }),
        "i8" => json!({ "type": "integer", "format": "int8", "minimum": -128, "maximum": 127 }),
        "i16" => json!({ "type": "integer", "format": "int16", "minimum": -32768, "maximum": 32767 }),
        "i32" => json!({ "type": "integer", "format": "int32" }),
        "i64" => json!({ "type": "integer", "format": "int64" }),
        "f32" => json!({ "type": "number", "format": "float" }),
        "f64" => json!({ "type": "number", "format": "double" }),
        "uuid" => json!({ "type": "string", "format": "uuid" }),
        "timestamp" => json!({ "type": "string", "format": "date-time" }),
        _ => json!({ "type": "string" }),
    }
}

impl Ty {
    fn yaml(&self) -> String {
        match self {
            Ty::Plain(word) => (*word).to_owned(),
            Ty::List(item) => format!("list<{}>", item.yaml()),
            Ty::Map(item) => format!("map<string, {}>", item.yaml()),
            Ty::Enum => "Choice".to_owned(),
            Ty::Record => "Part".to_owned(),
            Ty::Union => "Way".to_owned(),
        }
    }

    fn schema(&self) -> Value {
        match self {
            Ty::Plain(word) => plain_schema(word),
            Ty::List(item) => json!({ "type": "array", "items": item.schema() }),
            Ty::Map(item) => json!({ "type": "object", "additionalProperties": item.schema() }),
            Ty::Enum => json!({ "$ref": "#/$defs/Choice" }),
            Ty::Record => json!({ "$ref": "#/$defs/Part" }),
            Ty::Union => json!({ "$ref": "#/$defs/Way" }),
        }
    }
}

impl Field {
    fn yaml(&self) -> String {
        let mark = if self.optional { "?" } else { "" };
        let mut text = format!("{}: {{ type: \"{}{mark}\"", self.name, self.ty.yaml());
        if let Some(default) = &self.default {
            let _ = write!(text, ", default: {default}");
        }
        if !self.aliases.is_empty() {
            let _ = write!(text, ", aliases: [{}]", self.aliases.join(", "));
        }
        text + " }"
    }

    /// As schemars words an `Option`.
    fn schema(&self) -> Value {
        let mut schema = self.ty.schema();
        if self.optional {
            match schema.get("type").cloned() {
                Some(ty) => schema["type"] = json!(["null", ty]),
                None => schema = json!({ "anyOf": [schema, { "type": "null" }] }),
            }
        }
        if let Some(default) = &self.default {
            schema["default"] = default.clone();
        }
        if !self.aliases.is_empty() {
            schema["x-aliases"] = json!(self.aliases);
        }
        schema
    }
}

fn object(fields: &[Field], tag: Option<&str>) -> Value {
    let mut properties: Map<String, Value> = fields.iter().map(|field| (field.name.clone(), field.schema())).collect();
    let is_required = |field: &&Field| !field.optional && field.default.is_none();
    let mut required: Vec<String> = fields.iter().filter(is_required).map(|field| field.name.clone()).collect();
    if let Some(tag) = tag {
        properties.insert("kind".to_owned(), json!({ "type": "string", "const": tag }));
        required.push("kind".to_owned());
    }
    json!({ "type": "object", "properties": properties, "required": required })
}

impl World {
    fn yaml(&self) -> Compiled {
        let text = self.text();
        let file = SourceFile { path: "shop.yaml".into(), shown: "shop.yaml".into(), text: text.clone() };
        let outcome = compile(&Sources::new(vec![file]));
        outcome.compiled.unwrap_or_else(|| panic!("{text}\n{:?}", outcome.diagnostics))
    }

    fn text(&self) -> String {
        let body = |fields: &[Field], indent: &str| -> String {
            if fields.is_empty() {
                return " {}\n".to_owned();
            }
            let lines: String = fields.iter().map(|field| format!("{indent}{}\n", field.yaml())).collect();
            format!("\n{lines}")
        };
        let mut text = "context: shop\nenums:\n  Choice: [".to_owned() + &self.values.join(", ") + "]\n";
        let _ = write!(text, "records:\n  Part:\n    v1:{}", body(&self.record, "      "));
        text.push_str("unions:\n  Way:\n    tag: kind\n    v1:\n");
        for (name, fields) in &self.variants {
            let _ = write!(text, "      {name}:{}", body(fields, "        "));
        }
        let _ = write!(text, "events:\n  Changed:\n    v1:{}", body(&self.event, "      "));
        text
    }

    fn by_hand(&self) -> ByHand {
        let variants: Vec<Value> = self.variants.iter().map(|(name, fields)| object(fields, Some(name))).collect();
        let mut schema = object(&self.event, None);
        schema["$defs"] = json!({
            "Choice": { "type": "string", "enum": self.values },
            "Part": object(&self.record, None),
            "Way": { "oneOf": variants },
        });
        let place = Place::new(FileId(0), 0..0);
        let version =
            Version { number: 1, type_name: "Changed".into(), reads_as: 1, schema, place, places: HashMap::new() };
        let message = Message {
            kind: Kind::Event,
            name: "shop.Changed".into(),
            registry: "shop".into(),
            aliases: Vec::new(),
            becomes: None,
            place,
            versions: BTreeMap::from([(1, version)]),
        };
        ByHand { messages: vec![message] }
    }
}

struct Random(Numbers);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.0.below(most as u64)).unwrap_or(0)
    }

    fn ty(&mut self, deep: u32, may_nest: bool) -> Ty {
        match self.below(if deep == 0 { 14 } else { 22 }) {
            at @ 0..14 => Ty::Plain(PLAIN[at]),
            14 | 15 => Ty::List(Box::new(self.ty(deep - 1, may_nest))),
            16 => Ty::Map(Box::new(self.ty(deep - 1, may_nest))),
            17 | 18 => Ty::Enum,
            _ if !may_nest => Ty::Plain("string"),
            19 | 20 => Ty::Record,
            _ => Ty::Union,
        }
    }

    fn field(&mut self, name: String, may_nest: bool) -> Field {
        let ty = self.ty(2, may_nest);
        let (mut optional, mut default) = (false, None);
        match self.below(4) {
            0 => optional = true,
            1 => default = self.default(&ty),
            _ => {}
        }
        Field { name, ty, optional, default, aliases: Vec::new() }
    }

    fn default(&mut self, ty: &Ty) -> Option<Value> {
        let number = self.below(3);
        match ty {
            Ty::Plain("bool") => Some(json!(number == 0)),
            Ty::Plain("string") => Some(json!(["", "a", "b"][number])),
            Ty::Plain("uuid" | "timestamp" | "f32" | "f64") => None,
            Ty::Plain(_) => Some(json!(number)),
            Ty::List(_) => Some(json!([])),
            _ => None,
        }
    }

    fn fields(&mut self, prefix: &str, most: usize, may_nest: bool) -> Vec<Field> {
        let count = self.below(most) + 1;
        (0..count).map(|at| self.field(format!("{prefix}{at}"), may_nest)).collect()
    }

    fn world(&mut self) -> World {
        let values = ["red", "green", "blue"][..self.below(3) + 1].iter().map(|&value| value.to_owned()).collect();
        let variants = ["card", "cash"].iter().map(|name| ((*name).to_owned(), self.fields("w", 2, false))).collect();
        let mut event = self.fields("f", 4, true);
        // All is reached, so that every change is one of the event.
        for (name, ty) in [("choice", Ty::Enum), ("part", Ty::Record), ("way", Ty::Union)] {
            event.push(Field { name: name.into(), ty, optional: false, default: None, aliases: Vec::new() });
        }
        World { values, record: self.fields("p", 3, false), variants, event }
    }

    /// One change.
    fn edit(&mut self, world: &mut World) {
        match self.below(10) {
            0 if world.values.len() < 4 => world.values.insert(0, "black".to_owned()),
            1 if world.values.len() > 1 => drop(world.values.pop()),
            2 if world.variants.len() < 3 => world.variants.push(("bill".to_owned(), self.fields("w", 2, false))),
            3 => drop(world.variants.pop()),
            4 => self.edit_fields(&mut world.record, false),
            5 => {
                let at = self.below(world.variants.len());
                self.edit_fields(&mut world.variants[at].1, false);
            }
            _ => self.edit_fields(&mut world.event, true),
        }
    }

    fn edit_fields(&mut self, fields: &mut Vec<Field>, may_nest: bool) {
        if fields.is_empty() {
            return;
        }
        let at = self.below(fields.len());
        match self.below(8) {
            0 => fields.push(self.field("added".to_owned(), may_nest)),
            1 => drop(fields.remove(at)),
            2 => fields[at].ty = self.ty(1, may_nest),
            3 => fields[at].optional = !fields[at].optional && fields[at].default.is_none(),
            4 => {
                fields[at].optional = false;
                fields[at].default = self.default(&fields[at].ty.clone());
            }
            5 => {
                let old = std::mem::replace(&mut fields[at].name, "renamed".to_owned());
                fields[at].aliases.push(old);
            }
            6 => fields[at].name = "renamed".to_owned(),
            _ => drop(fields[at].aliases.pop()),
        }
        if let Some(field) = fields.get_mut(at)
            && let Some(default) = &field.default
        {
            // A default of another type is none.
            let fits = match &field.ty {
                Ty::Plain("bool") => default.is_boolean(),
                Ty::Plain("string") => default.is_string(),
                Ty::Plain("uuid" | "timestamp" | "f32" | "f64") => false,
                Ty::Plain(_) => default.is_number(),
                Ty::List(_) => default.is_array(),
                _ => false,
            };
            if !fits {
                field.default = None;
            }
        }
    }
}

#[test]
fn the_same_change_has_the_same_verdict() {
    let mut random = Random(Numbers::new(11));
    let mut seen: BTreeMap<(&str, bool), usize> = BTreeMap::new();
    for case in 0..120 {
        let old = random.world();
        let mut new = old.clone();
        // Aliases are there to be lost.
        let mut old = old;
        if random.below(3) == 0 {
            old.event[0].aliases.push("earlier".to_owned());
            new.event[0].aliases.push("earlier".to_owned());
        }
        for _ in 0..=random.below(2) {
            random.edit(&mut new);
        }
        let same = |fields: &[Field]| {
            let mut names: Vec<&String> =
                fields.iter().flat_map(|field| std::iter::once(&field.name).chain(&field.aliases)).collect();
            names.sort();
            names.windows(2).all(|pair| pair[0] != pair[1])
        };
        let has_distinct_values = new.values.iter().filter(|value| *value == "black").count() < 2;
        let are_distinct = has_distinct_values
            && [&new.event, &new.record]
                .into_iter()
                .chain(new.variants.iter().map(|(_, fields)| fields))
                .all(|fields| same(fields));
        if !are_distinct || new.variants.is_empty() {
            continue;
        }
        let yaml = (old.yaml(), new.yaml());
        let hand = (old.by_hand(), new.by_hand());
        for mode in [Mode::Backward, Mode::Forward] {
            let options = Options { mode, frozen: false };
            let rules = |findings: Vec<retold_codegen::diagnostic::Diagnostic>| -> Vec<String> {
                let errors = findings.iter().filter(|finding| finding.severity() == Severity::Error);
                errors.map(|finding| format!("{} {} {:?}", finding.rule.id, finding.path, finding.witness)).collect()
            };
            let by_yaml = rules(evolution::judge(&yaml.0, 0, &yaml.1, options).findings);
            let by_hand = rules(by_hand::judge(&hand.0, 0, &hand.1, options).findings);
            assert_eq!(
                by_yaml.is_empty(),
                by_hand.is_empty(),
                "case {case}, {mode:?}\nin YAML: {by_yaml:#?}\nby hand: {by_hand:#?}\nfrom {}\nto {}",
                old.text(),
                new.text()
            );
            *seen.entry((mode.word(), by_yaml.is_empty())).or_default() += 1;
        }
    }
    assert!(seen.len() == 4 && seen.values().all(|count| *count > 10), "{seen:?}");
}
