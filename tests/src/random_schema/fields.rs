//! Fields: names that no two share, types of any depth, constraints that leave values, and everything else that a field
//! can say.

use serde_json::Value;

use super::Maker;
use super::text::{quoted, yaml};
use super::types::{Family, Type, builtin_named, container, other, written_as};
use super::words::WORDS;

/// A field as it is written.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) ty: Type,
    pub(super) optional: bool,
    pub(super) keys: Vec<String>,
}

impl Field {
    /// Takes out what it says under these keys.
    pub(super) fn without(&mut self, keys: &[&str]) {
        self.keys.retain(|key| !keys.iter().any(|gone| key.starts_with(gone)));
    }

    /// Whether it says something under a key.
    pub(super) fn says(&self, key: &str) -> bool {
        self.keys.iter().any(|said| said.starts_with(key))
    }
}

/// Fields as YAML in one line.
pub(super) fn written(fields: &[Field]) -> String {
    let one = |field: &Field| {
        let mark = if field.optional && field.ty.text != "json?" { "?" } else { "" };
        let ty = quoted(&format!("{}{mark}", field.ty.text));
        match field.keys.as_slice() {
            [] => format!("{}: {ty}", field.name),
            keys => format!("{}: {{ type: {ty}, {} }}", field.name, keys.join(", ")),
        }
    };
    fields.iter().map(one).collect::<Vec<_>>().join(", ")
}

impl Maker {
    /// Fields with names that no two share; `own` is a type that they may hold when there is a way out of it.
    pub(super) fn fields(&mut self, most: u64, own: Option<&str>) -> Vec<Field> {
        let mut words: Vec<&str> = WORDS.to_vec();
        self.numbers.shuffle(&mut words);
        let count = self.numbers.below(most + 1);
        let mut fields = Vec::new();
        for word in words.into_iter().take(usize::try_from(count).unwrap_or(0)) {
            // Words of one spelling but for their case would meet in Rust.
            let name = if word == "Self" { "selfish".to_owned() } else { word.to_owned() };
            let mut field = self.field(name);
            if let Some(own) = own.filter(|_| self.numbers.once_in(4)) {
                let shape = ["list<_>", "map<string, _>", "map<_>"][self.numbers.index(3)];
                field =
                    Field { name: field.name, ty: other(&shape.replace('_', own)), optional: false, keys: Vec::new() };
            }
            fields.push(field);
        }
        fields
    }

    pub(super) fn field(&mut self, name: String) -> Field {
        let mut ty = self.ty(2);
        let optional = self.chance(3);
        let mut keys = self.constraints(ty.family, false);
        let plain = keys.is_empty();
        if let Some((form, value)) = written_as(&ty).filter(|_| self.chance(2)) {
            keys.push(format!("as: {form}"));
            ty.value = value;
        }
        if self.chance(6) {
            let alias = self.name("alias-");
            keys.push(format!(
                "aliases: [{}]",
                [alias.clone(), format!("{alias}.x")][..1 + self.numbers.index(2)].join(", ")
            ));
        }
        if let Some(value) = ty.value.as_ref().filter(|_| plain) {
            let value = yaml(value);
            if !optional && self.chance(4) {
                keys.push(format!("default: {value}"));
            }
            if self.chance(5) {
                keys.push(format!("example: {value}"));
            }
        }
        if self.chance(8) {
            keys.push("pii: true".to_owned());
        }
        if self.chance(8) {
            keys.push("deprecated: \"not \\\"used\\\"\"".to_owned());
        }
        if self.chance(6) {
            keys.push("doc: \"Says */ #[doc] {x} \\\\ what.\"".to_owned());
        }
        if self.chance(12) {
            let wire = self.name("wire ");
            keys.push(format!("wire: {}", quoted(&wire)));
        }
        Field { name, ty, optional, keys }
    }

    /// Any type, nested up to `depth` levels of containers.
    pub(super) fn ty(&mut self, depth: u32) -> Type {
        if depth == 0 || self.chance(2) {
            return match self.numbers.index(self.named.len() + 4) {
                index if index < self.named.len() => self.named[index].clone(),
                _ => self.builtin(),
            };
        }
        match self.numbers.below(6) {
            0 | 1 => {
                let item = self.ty(depth - 1);
                container("list<", item, if self.chance(4) { "?>" } else { ">" })
            }
            2 => {
                let scalars: Vec<Type> = self.named.iter().filter(|ty| ty.scalar).cloned().collect();
                let item = match self.numbers.pick(&scalars) {
                    Some(item) if !scalars.is_empty() && self.numbers.once_in(2) => item.clone(),
                    _ => {
                        [builtin_named("date"), self.builtin()].into_iter().rev().find(|ty| ty.scalar).expect("a date")
                    }
                };
                container("set<", item, ">")
            }
            3 => {
                let item = self.ty(depth - 1);
                let keys: Vec<String> = self.named.iter().filter(|ty| ty.key).map(|ty| ty.text.clone()).collect();
                let builtin = ["string", "uuid", "date", "i8", "u64", "i64", "u16"][self.numbers.index(7)];
                let key = match self.chance(2) {
                    true => self.numbers.pick(&keys).cloned().unwrap_or_else(|| builtin.to_owned()),
                    false => builtin.to_owned(),
                };
                container(&format!("map<{key}, "), item, if self.chance(4) { "?>" } else { ">" })
            }
            _ => self.ty(0),
        }
    }

    pub(super) fn builtin(&mut self) -> Type {
        const NAMES: [&str; 20] = [
            "bool",
            "u8",
            "u16",
            "u32",
            "u64",
            "i8",
            "i16",
            "i32",
            "i64",
            "f32",
            "f64",
            "decimal",
            "string",
            "bytes",
            "uuid",
            "date",
            "time",
            "timestamp",
            "duration",
            "json",
        ];
        builtin_named(NAMES[self.numbers.index(NAMES.len())])
    }

    /// Constraints that leave values; more often on a newtype.
    pub(super) fn constraints(&mut self, family: Family, newtype: bool) -> Vec<String> {
        if !self.chance(if newtype { 2 } else { 6 }) {
            return Vec::new();
        }
        let choices: &[&str] = match family {
            Family::Integer => &["min: 1", "max: 100", "min: 0, max: 127"],
            Family::Float => &["min: 0.5", "max: 1000.0", "min: 0.25, max: 0.75"],
            Family::Decimal => &["min: \"0\""],
            Family::Text => &[
                "min_length: 1",
                "max_length: 5",
                "pattern: \"^[a-z]+[0-9]*$\"",
                "pattern: \"[A-Z]|é\", max_length: 9",
                "pattern: \"^\\\\d{2,4}$\"",
                "min_length: 2, max_length: 2",
            ],
            Family::Items { list: true } => {
                &["min_items: 1", "max_items: 3", "unique: true", "unique: true, max_items: 2"]
            }
            Family::Items { list: false } => &["max_items: 3", "max_items: 1"],
            Family::Other => &[],
        };
        self.numbers.pick(choices).map(|text| text.to_string()).into_iter().collect()
    }
}

/// The value of a field's `default` or `fill`, as YAML.
pub(super) fn value_of(ty: &Type) -> Option<String> {
    ty.value.as_ref().map(|value: &Value| yaml(value))
}
