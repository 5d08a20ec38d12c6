//! Schemas of all constructs, made from a seed: every one compiles without a finding that is an error. Field names are
//! words of Rust and of its prelude as often as not, enum values are any text.

mod fields;
mod functions;
mod steps;
mod text;
mod types;
mod words;

use std::collections::HashMap;
use std::fmt::Write as _;

use retold_codegen::sample::Numbers;
use retold_codegen::source::{SourceFile, Sources};
use serde_json::Value;

pub use functions::functions;

use fields::{Field, written};
use steps::STEPS;
use text::quoted;
use types::{Family, Type, other};
use words::VALUES;

/// A schema in the making.
struct Maker {
    seed: u64,
    numbers: Numbers,
    /// Types that can be used so far, other than builtins.
    named: Vec<Type>,
    /// Newtypes with a unit.
    counted: Vec<String>,
    /// What types of this schema convert to.
    wider: HashMap<String, Vec<Type>>,
    /// Records that fields were gathered into, and the context that they belong to.
    gathered: String,
    context: &'static str,
    /// Unique suffixes.
    count: usize,
}

/// The files of the schema set of one seed.
#[must_use]
pub fn random_schema(seed: u64) -> Sources {
    let mut maker = Maker {
        seed,
        numbers: Numbers::new(seed),
        named: Vec::new(),
        counted: Vec::new(),
        wider: HashMap::new(),
        gathered: String::new(),
        context: "alpha",
        count: 0,
    };
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
        let mut unions = "unions:\n".to_owned();
        for _ in 0..1 + self.numbers.below(3) {
            self.union(&mut unions);
        }
        text + &std::mem::take(&mut self.gathered) + &unions
    }

    /// The file of an aggregate.
    fn messages(&mut self) -> String {
        self.context = "beta";
        let mut text = "context: beta\naggregate: Thing\nid: uuid\ndoc: What happens to a thing.\n".to_owned();
        if self.chance(3) {
            text.push_str("owner: keeper-of-things\nstream: beta.OldThing\n");
        }
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
        let more = self.fields(3, None);
        let more = if more.is_empty() { String::new() } else { format!(", {}", written(&more)) };
        let _ =
            writeln!(text, "rejections:\n  Refused: {{ message: \"no: {{why}}\", fields: {{ why: string{more} }} }}");
        text.push_str("commands:\n");
        let mut commands = Vec::new();
        for _ in 0..1 + self.numbers.below(2) {
            let name = self.name("Do");
            self.message(&mut text, &name, 3, None);
            let _ = writeln!(text, "    emits: [{}]\n    rejects: [Refused]", events.join(", "));
            commands.push(name);
        }
        self.reads(&mut text, &events);
        self.process(&mut text, &events, &commands);
        match std::mem::take(&mut self.gathered) {
            gathered if gathered.is_empty() => text,
            gathered => format!("{text}records:\n{gathered}"),
        }
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
            self.message(text, &name, 2, None);
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
        // What counts something is no plain number.
        if matches!(inner.family, Family::Integer | Family::Float | Family::Decimal) && self.chance(4) {
            keys.push("unit: ms".to_owned());
            self.counted.push(format!("alpha.{name}"));
        } else if !self.counted.contains(&inner.text) {
            self.wider.insert(format!("alpha.{name}"), vec![inner.clone()]);
        }
        let _ = writeln!(text, "  {name}: {{ {} }}", keys.join(", "));
        self.named.push(Type { text: format!("alpha.{name}"), value, ..inner });
    }

    fn enumeration(&mut self, text: &mut String) {
        let name = self.name("Enum");
        let open = self.chance(3);
        let mut values: Vec<&str> = VALUES.to_vec();
        self.numbers.shuffle(&mut values);
        let count = 1 + self.numbers.index(6);
        let mut lines = Vec::new();
        for (index, value) in values.iter().enumerate().take(count + 2) {
            let mut keys = Vec::new();
            if index < count && self.chance(4) {
                keys.push(format!("aliases: [{}]", quoted(&format!("old {index}\\"))));
            }
            if self.chance(4) {
                keys.push("doc: \"What it is: */ #![x] \\\" {}\"".to_owned());
            }
            if self.chance(6) {
                keys.push("deprecated: not any more".to_owned());
            }
            lines.push(format!("{}: {{ {} }}", quoted(value), keys.join(", ")));
        }
        // An enum with more values is one that this converts to.
        let more = self.chance(2).then(|| self.name("More"));
        let enums = [(Some(name.clone()), count), (more, count + 2)];
        let open = if open { "open: true, " } else { "" };
        let mut made = Vec::new();
        for (name, count) in enums.into_iter().filter_map(|(name, count)| Some((name?, count))) {
            let _ = writeln!(text, "  {name}: {{ {open}values: {{ {} }} }}", lines[..count].join(", "));
            let mut ty = Type { scalar: true, key: true, ..other(&format!("alpha.{name}")) };
            ty.value = values.first().map(|value| Value::from(*value));
            ty.values = values[..count].iter().map(|value| value.to_string()).collect();
            made.push(ty);
        }
        if let [enumeration, more] = made.as_slice() {
            self.wider.insert(enumeration.text.clone(), vec![more.clone()]);
        }
        self.named.extend(made);
    }

    fn record(&mut self, text: &mut String) {
        let name = self.name("Record");
        let bodies = self.message(text, &name, 2, None);
        self.versions(&name, bodies);
    }

    /// Adds the versions of a record or union to the types that can be used.
    fn versions(&mut self, name: &str, bodies: Vec<Vec<Field>>) {
        let is_pinned = bodies.len() > 1;
        let pinned = |(index, fields)| {
            let pin = if is_pinned { format!("@{}", index + 1) } else { String::new() };
            Type { fields, ..other(&format!("alpha.{name}{pin}")) }
        };
        let types: Vec<Type> = bodies.into_iter().enumerate().map(pinned).collect();
        for pair in types.windows(2) {
            self.wider.insert(pair[0].text.clone(), vec![pair[1].clone()]);
        }
        self.named.extend(types);
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
            variants.push((variant.to_string(), self.fields(3, Some(&own))));
        }
        let versions = 1 + self.numbers.below(2);
        let mut bodies = Vec::new();
        for version in 1..=versions {
            if version > 1 {
                variants = self.next_variants(variants, version, &mut head);
            }
            let pin = if versions > 1 { format!("@{version}") } else { String::new() };
            let one = |(name, fields): &(String, Vec<Field>)| format!("{name}: {{ {} }}", written(fields));
            let written: Vec<String> = variants.iter().map(one).collect();
            bodies.push(format!("    v{version}: {{ {} }}\n", written.join(", ").replace("@N", &pin)));
        }
        let _ = write!(text, "  {name}:\n{head}{}", bodies.concat());
        self.versions(&name, vec![Vec::new(); bodies.len()]);
    }

    /// The variants of the next version: each with its next fields, some under another name, and a new one.
    fn next_variants(
        &mut self,
        variants: Vec<(String, Vec<Field>)>,
        version: u64,
        head: &mut String,
    ) -> Vec<(String, Vec<Field>)> {
        let (mut next, mut renamed) = (Vec::new(), Vec::new());
        let by_hand = self.chance(6);
        for (name, fields) in variants {
            let mut fields = self.next(fields);
            if by_hand {
                fields.iter_mut().for_each(|field| field.without(&STEPS));
            }
            // What a function makes may lose variants.
            match (by_hand, self.numbers.below(4)) {
                (true, 0) => {}
                (false, 0) => {
                    let newer = self.name("other");
                    renamed.push(format!("{newer}: {name}"));
                    next.push((newer, fields));
                }
                _ => next.push((name, fields)),
            }
        }
        if by_hand {
            let _ = writeln!(head, "    upcast: {{ v{version}: \"crate::refuse_whole?\" }}");
        }
        if !renamed.is_empty() {
            let _ = writeln!(head, "    variants: {{ v{version}: {{ {} }} }}", renamed.join(", "));
        }
        next.push((self.name("added"), self.fields(2, None)));
        next
    }

    /// A definition with bodies, each made from the one before, and their fields; data of its first version may become
    /// the event `into`.
    fn message(&mut self, text: &mut String, name: &str, most: u64, into: Option<&str>) -> Vec<Vec<Field>> {
        let versions = 1 + self.numbers.below(most);
        let _ = writeln!(text, "  {name}:");
        if self.chance(2) {
            let _ = writeln!(text, "    doc: \"About {name}: `code`, */, <b>, \\u202e\"");
        }
        if self.chance(8) {
            let _ = writeln!(text, "    deprecated: \"said \\\"no\\\"\"\n    notes: {{ v{versions}: \"because */\" }}");
        }
        if self.chance(8) {
            let _ = writeln!(text, "    reserved: {{ v{versions}: [never_used] }}");
        }
        match self.numbers.below(8) {
            0 => text.push_str("    wire: { case: camelCase, none: null }\n"),
            1 => text.push_str("    wire: { case: SCREAMING-KEBAB-CASE }\n"),
            _ => {}
        }
        // Versions that nothing derived leads to.
        let mut apart = Vec::new();
        if let Some(into) = into.filter(|_| versions > 1 && self.numbers.once_in(4)) {
            let becomes = match self.numbers.below(3) {
                0 => "[]".to_owned(),
                1 => format!("[{into}], with: crate::nothing"),
                _ => format!("[{into}], with: crate::others_{}", self.seed),
            };
            let _ = writeln!(text, "    becomes: {{ v1: {becomes} }}");
            apart.push(2);
        }
        if versions > 1 && apart.is_empty() && self.chance(5) {
            let function = ["refuse_whole", "make"][self.numbers.index(2)];
            let _ = writeln!(text, "    upcast: {{ v{versions}: \"crate::{function}?\" }}");
            apart.push(versions);
        }
        let is_record = name.starts_with("Record");
        let is_retired = versions > 1 && apart.is_empty() && !is_record && self.chance(5);
        if is_retired {
            text.push_str("    retired: [v1]\n");
            apart.push(2);
        }
        let mut bodies = vec![self.fields(7, None)];
        for version in 2..=versions {
            let mut fields = self.next(bodies[bodies.len() - 1].clone());
            if apart.contains(&version) {
                fields.iter_mut().for_each(|field| field.without(&STEPS));
            }
            bodies.push(fields);
        }
        for (index, fields) in bodies.iter().enumerate().skip(usize::from(is_retired)) {
            let _ = writeln!(text, "    v{}: {{ {} }}", index + 1, written(fields));
        }
        bodies
    }
}

#[cfg(test)]
mod tests {
    use super::random_schema;

    #[test]
    fn every_seed_gives_a_schema_that_compiles() {
        let mut wrong = Vec::new();
        for seed in 0..300 {
            let sources = random_schema(seed);
            let outcome = retold_codegen::compile(&sources);
            if outcome.compiled.is_some() {
                continue;
            }
            for problem in outcome.diagnostics.iter().take(3) {
                let line = problem.place.map(|place| {
                    let text = &sources.file(place.file).text;
                    text.lines().nth(text[..place.start as usize].matches('\n').count()).unwrap_or_default()
                });
                wrong.push(format!("seed {seed}: {}: {}\n{line:?}", problem.rule.id, problem.message));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
