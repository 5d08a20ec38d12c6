//! Schemas of all constructs, made from a seed: every one compiles without a finding that is an error. Field names are
//! words of Rust and of its prelude as often as not, enum values are any text.

mod types;
mod words;

use std::fmt::Write as _;

use retold_codegen::sample::Numbers;
use retold_codegen::source::{SourceFile, Sources};
use serde_json::Value;

use types::{Family, Type, builtin_named, has_simplest, items, other, unconstrained, written_as};
use words::{VALUES, WORDS};

/// The functions that steps of these schemas name, for the root of the crate that is generated. They fit every step:
/// what one gives that may fail is always a failure.
pub const FUNCTIONS: &str = r#"
/// What a step answers that gives nothing.
#[derive(Debug)]
pub struct Refused;

impl ::core::fmt::Display for Refused {
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        formatter.write_str("refused on purpose")
    }
}

impl ::core::error::Error for Refused {}

/// No value.
pub fn refuse<P, T>(_: &P) -> ::core::result::Result<T, Refused> {
    Err(Refused)
}

/// No newer version.
pub fn refuse_whole<P, T>(_: P) -> ::core::result::Result<T, Refused> {
    Err(Refused)
}

/// The simplest value.
pub fn simplest<P, T: ::core::default::Default>(_: &P) -> T {
    T::default()
}

/// No events.
pub fn nothing<P, E>(_: P) -> ::std::vec::Vec<E> {
    ::std::vec::Vec::new()
}
"#;

/// A field as it is written.
#[derive(Clone, Debug)]
struct Field {
    name: String,
    ty: Type,
    optional: bool,
    keys: Vec<String>,
}

/// A schema in the making.
struct Maker {
    numbers: Numbers,
    /// Types that can be used so far, other than builtins.
    named: Vec<Type>,
    /// Unique suffixes.
    count: usize,
}

/// The files of the schema set of one seed.
#[must_use]
pub fn random_schema(seed: u64) -> Sources {
    let mut maker = Maker { numbers: Numbers::new(seed), named: Vec::new(), count: 0 };
    let types = maker.types();
    let messages = maker.messages();
    let file = |path: &str, text| SourceFile { path: path.into(), shown: path.into(), text };
    Sources::new(vec![file("alpha/types.yaml", types), file("beta/match.yaml", messages)])
}

impl Maker {
    fn chance(&mut self, times: u64) -> bool {
        self.numbers.once_in(times)
    }

    fn name(&mut self, stem: &str) -> String {
        self.count += 1;
        format!("{stem}{}", self.count)
    }

    /// The file of shared types.
    fn types(&mut self) -> String {
        let mut text = "context: alpha\ndoc: Types that other files use.\n".to_owned();
        let none_is_null = self.chance(3);
        match self.numbers.below(4) {
            0 => text.push_str("wire: { case: camelCase }\n"),
            1 if none_is_null => text.push_str("wire: { case: kebab-case, none: null }\n"),
            _ if none_is_null => text.push_str("wire: { none: null }\n"),
            _ => {}
        }
        text.push_str("scalars:\n");
        for _ in 0..1 + self.numbers.below(4) {
            self.scalar(&mut text);
        }
        text.push_str("enums:\n");
        for _ in 0..1 + self.numbers.below(3) {
            self.enumeration(&mut text);
        }
        text.push_str("records:\n");
        for _ in 0..1 + self.numbers.below(4) {
            self.record(&mut text);
        }
        text.push_str("unions:\n");
        for _ in 0..1 + self.numbers.below(3) {
            self.union(&mut text);
        }
        text
    }

    /// The file of an aggregate.
    fn messages(&mut self) -> String {
        let mut text = "context: beta\naggregate: Thing\nid: uuid\ndoc: What happens to a thing.\n".to_owned();
        let tagged = self.chance(3);
        match (self.numbers.below(3), tagged) {
            (0, true) => {
                text.push_str("wire: { case: PascalCase, event_tag: $event, command_tag: $command, none: null }\n")
            }
            (1, _) => text.push_str("wire: { case: SCREAMING_SNAKE_CASE }\n"),
            (_, true) => text.push_str("wire: { event_tag: $event }\n"),
            _ => {}
        }
        let mut events = Vec::new();
        text.push_str("events:\n");
        for _ in 0..2 + self.numbers.below(4) {
            let name = self.name("Happened");
            let into = events.first().cloned();
            events.push(name.clone());
            self.message(&mut text, &name, 3, into.as_deref());
            if self.chance(3) {
                let _ = writeln!(text, "    aliases: [beta.Old{name}]");
            }
        }
        text.push_str("rejections:\n  Refused: { message: \"no: {why}\", fields: { why: string } }\ncommands:\n");
        let mut commands = Vec::new();
        for _ in 0..1 + self.numbers.below(2) {
            let name = self.name("Do");
            self.definition(&mut text, &name, 2);
            let _ = writeln!(text, "    emits: [{}]\n    rejects: [Refused]", events.join(", "));
            commands.push(name);
        }
        self.reads(&mut text, &events);
        self.process(&mut text, &events, &commands);
        text
    }

    /// A view, and a query of it and of any type.
    fn reads(&mut self, text: &mut String, events: &[String]) {
        let (view, entry) = (self.name("Seen"), self.ty(2).text);
        let some = &events[self.numbers.index(events.len())..];
        let _ = writeln!(
            text,
            "views:\n  {view}:\n    key: uuid\n    type: {}\n    from: [{}]\nqueries:",
            quoted(&entry),
            some.join(", ")
        );
        let any = self.ty(2).text;
        let entries = ["", "?", "list"][self.numbers.index(3)];
        let entries = if entries == "list" { format!("list<{view}>") } else { format!("{view}{entries}") };
        for returns in [entries, any] {
            let name = self.name("Find");
            self.definition(text, &name, 2);
            let _ = writeln!(text, "    returns: {}", quoted(&returns));
        }
    }

    /// A process that reacts to everything and may send everything.
    fn process(&mut self, text: &mut String, events: &[String], commands: &[String]) {
        let name = self.name("Moves");
        let _ = writeln!(text, "processes:\n  {name}:\n    key: uuid\n    state:");
        for index in 0..1 + self.numbers.below(4) {
            let ty = self.ty(2).text;
            let _ = writeln!(text, "      state_{index}: {}", quoted(&ty));
        }
        text.push_str("    reacts:\n");
        for event in events {
            let sends = commands.join(", ");
            let _ = writeln!(
                text,
                "      {event}: {{ sends: [{sends}], undo: [{sends}], deadline: {{ after: PT1.5S, then: Late }} }}"
            );
        }
        let _ = writeln!(text, "      Late: {{ sends: [{}] }}", commands[0]);
    }

    fn scalar(&mut self, text: &mut String) {
        let name = self.name("Scalar");
        let inner = match self.chance(4) {
            true => self.named.iter().find(|ty| ty.scalar).cloned(),
            false => None,
        };
        let inner = inner.unwrap_or_else(|| self.builtin());
        let keys = self.constraints(inner.family, true);
        let value = if keys.is_empty() { inner.value.clone() } else { None };
        let mut keys: Vec<String> = [format!("type: {}", inner.text)].into_iter().chain(keys).collect();
        if self.chance(4) {
            keys.push("pii: true".to_owned());
        }
        if matches!(inner.family, Family::Integer | Family::Float | Family::Decimal) && self.chance(4) {
            keys.push("unit: ms".to_owned());
        }
        let _ = writeln!(text, "  {name}: {{ {} }}", keys.join(", "));
        self.named.push(Type { text: format!("alpha.{name}"), value, wider: None, ..inner });
    }

    fn enumeration(&mut self, text: &mut String) {
        let name = self.name("Enum");
        let open = self.chance(3);
        let mut values: Vec<&str> = VALUES.to_vec();
        self.numbers.shuffle(&mut values);
        values.truncate(1 + self.numbers.index(6));
        let mut lines = Vec::new();
        for (index, value) in values.iter().enumerate() {
            let mut keys = Vec::new();
            if self.chance(4) {
                keys.push(format!("aliases: [{}]", quoted(&format!("old {index}\\"))));
            }
            if self.chance(4) {
                keys.push("doc: \"What it is: */ #![x] \\\" {}\"".to_owned());
            }
            lines.push(format!("{}: {{ {} }}", quoted(value), keys.join(", ")));
        }
        let open = if open { "open: true, " } else { "" };
        let _ = writeln!(text, "  {name}: {{ {open}values: {{ {} }} }}", lines.join(", "));
        let value = values.first().map(|value| Value::from(*value));
        let ty =
            Type { text: format!("alpha.{name}"), value, scalar: true, key: true, wider: None, family: Family::Other };
        self.named.push(ty);
    }

    fn record(&mut self, text: &mut String) {
        let name = self.name("Record");
        let versions = self.definition(text, &name, 2);
        for version in 1..=versions {
            let pin = if versions > 1 { format!("@{version}") } else { String::new() };
            self.named.push(other(&format!("alpha.{name}{pin}")));
        }
    }

    fn union(&mut self, text: &mut String) {
        let name = self.name("Union");
        let mut head = String::new();
        if self.chance(3) {
            head.push_str("    open: true\n");
        }
        match self.numbers.below(3) {
            0 => head.push_str("    tag: $kind\n"),
            1 => head.push_str("    tag: $kind\n    content: $content\n"),
            _ => head.push_str("    tag: \"$type\"\n"),
        }
        // Each version holds itself under its own number.
        let own = format!("alpha.{name}@N");
        let mut variants = Vec::new();
        for variant in ["Some", "none", "self", "in_progress"].iter().take(1 + self.numbers.index(4)) {
            let fields = self.fields(3, Some(&own));
            variants.push(format!("{variant}: {{ {} }}", written(&fields)));
        }
        let versions = 1 + self.numbers.below(2);
        let _ = write!(text, "  {name}:\n{head}");
        for version in 1..=versions {
            let pin = if versions > 1 { format!("@{version}") } else { String::new() };
            let _ = writeln!(text, "    v{version}: {{ {} }}", variants.join(", ").replace("@N", &pin));
            self.named.push(other(&format!("alpha.{name}{pin}")));
            variants.push("added: { more: json }".to_owned());
        }
    }

    /// A definition with bodies, each made from the one before; how many.
    fn definition(&mut self, text: &mut String, name: &str, most: u64) -> u64 {
        self.message(text, name, most, None)
    }

    /// The same; data of its first version may become the event `into`.
    fn message(&mut self, text: &mut String, name: &str, most: u64, into: Option<&str>) -> u64 {
        let versions = 1 + self.numbers.below(most);
        let _ = writeln!(text, "  {name}:");
        if self.chance(2) {
            let _ = writeln!(text, "    doc: \"About {name}: `code`, */, <b>, \\u202e\"");
        }
        // Versions that nothing derived leads to.
        let mut apart = Vec::new();
        if let Some(into) = into.filter(|_| versions > 1 && self.numbers.once_in(4)) {
            let becomes = match self.chance(3) {
                true => "[]".to_owned(),
                false => format!("[{into}], with: crate::nothing"),
            };
            let _ = writeln!(text, "    becomes: {{ v1: {becomes} }}");
            apart.push(2);
        }
        if versions > 1 && apart.is_empty() && self.chance(6) {
            let _ = writeln!(text, "    upcast: {{ v{versions}: \"crate::refuse_whole?\" }}");
            apart.push(versions);
        }
        let mut fields = self.fields(7, None);
        for version in 1..=versions {
            if version > 1 {
                fields = self.next(fields);
            }
            if apart.contains(&version) {
                let steps = ["from:", "fill:", "with:"];
                fields.iter_mut().for_each(|field| {
                    field.keys.retain(|key| !steps.iter().any(|step| key.starts_with(step)));
                });
            }
            let _ = writeln!(text, "    v{version}: {{ {} }}", written(&fields));
        }
        versions
    }

    /// Fields with names that no two share; `own` is a type that they may hold when there is a way out of it.
    fn fields(&mut self, most: u64, own: Option<&str>) -> Vec<Field> {
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

    fn field(&mut self, name: String) -> Field {
        let mut ty = self.ty(2);
        let optional = self.chance(3);
        let mut keys = self.constraints(ty.family, false);
        let plain = keys.is_empty();
        if let Some((form, value)) = written_as(&ty.text).filter(|_| self.chance(2)) {
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
        Field { name, ty, optional, keys }
    }

    /// The fields of the next version: some as they were, some renamed, widened, dropped, or optional, some new.
    fn next(&mut self, fields: Vec<Field>) -> Vec<Field> {
        let mut next = Vec::new();
        for mut field in fields {
            field.keys.retain(|key| !["from:", "fill:", "with:"].iter().any(|step| key.starts_with(step)));
            match self.numbers.below(12) {
                0 => continue,
                1 => {
                    field.keys.push(format!("from: {}", field.name));
                    field.name = self.name("renamed");
                }
                2 => {
                    if let Some(wider) = field.ty.wider {
                        field.ty = builtin_named(wider);
                    }
                }
                3 => {
                    field.optional = true;
                    field.keys.retain(|key| !key.starts_with("default:"));
                }
                4 => field.keys.push("with: \"crate::refuse?\"".to_owned()),
                5 if unconstrained(&field.keys) && has_simplest(&field.ty.text) => {
                    field.keys.push("with: crate::simplest".to_owned());
                }
                _ => {}
            }
            next.push(field);
        }
        for _ in 0..self.numbers.below(3) {
            let name = self.name("added");
            let mut field = self.field(name);
            let fits = !field.keys.iter().any(|key| key.starts_with("default:"));
            match (&field.ty.value, field.optional) {
                (Some(value), false) if fits && unconstrained(&field.keys) => {
                    let value = yaml(value);
                    field.keys.push(format!("fill: {value}"));
                }
                (_, false) if fits => field.optional = true,
                _ => {}
            }
            next.push(field);
        }
        next
    }

    /// Any type, nested up to `depth` levels of containers.
    fn ty(&mut self, depth: u32) -> Type {
        if depth == 0 || self.chance(2) {
            return match self.numbers.index(self.named.len() + 4) {
                index if index < self.named.len() => self.named[index].clone(),
                _ => self.builtin(),
            };
        }
        match self.numbers.below(6) {
            0 | 1 => {
                let item = self.ty(depth - 1);
                let mark = if self.chance(4) { "?" } else { "" };
                items(format!("list<{}{mark}>", item.text), Some(Value::Array(Vec::new())), true)
            }
            2 => {
                let scalars: Vec<Type> = self.named.iter().filter(|ty| ty.scalar).cloned().collect();
                let item = match self.numbers.pick(&scalars) {
                    Some(item) if !scalars.is_empty() => item.clone(),
                    _ => builtin_named("date"),
                };
                items(format!("set<{}>", item.text), Some(Value::Array(Vec::new())), false)
            }
            3 => {
                let item = self.ty(depth - 1);
                let keys: Vec<String> = self.named.iter().filter(|ty| ty.key).map(|ty| ty.text.clone()).collect();
                let builtin = ["string", "uuid", "date", "i8", "u64"][self.numbers.index(5)];
                let key = match self.chance(2) {
                    true => self.numbers.pick(&keys).cloned().unwrap_or_else(|| builtin.to_owned()),
                    false => builtin.to_owned(),
                };
                items(format!("map<{key}, {}>", item.text), Some(serde_json::json!({})), false)
            }
            _ => self.ty(0),
        }
    }

    fn builtin(&mut self) -> Type {
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
    fn constraints(&mut self, family: Family, newtype: bool) -> Vec<String> {
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

/// Fields as YAML in one line.
fn written(fields: &[Field]) -> String {
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

/// A text as a quoted scalar of YAML, which takes JSON's escapes.
fn quoted(text: &str) -> String {
    yaml(&Value::from(text))
}

/// JSON as YAML in one line; what lies outside ASCII is escaped.
fn yaml(value: &Value) -> String {
    let mut text = String::new();
    for character in value.to_string().chars() {
        match character {
            ' '..='~' => text.push(character),
            other => {
                let _ = write!(text, "\\U{:08x}", u32::from(other));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::random_schema;

    #[test]
    fn every_seed_gives_a_schema_that_compiles() {
        for seed in 0..150 {
            let sources = random_schema(seed);
            let outcome = retold_codegen::compile(&sources);
            let problems: Vec<String> =
                outcome.diagnostics.iter().map(|problem| format!("{}: {}", problem.rule.id, problem.message)).collect();
            let texts: Vec<&str> = sources.iter().map(|(_, file)| file.text.as_str()).collect();
            assert!(outcome.compiled.is_some(), "seed {seed}: {}\n{}", problems.join("\n"), texts.join("\n---\n"));
        }
    }
}
