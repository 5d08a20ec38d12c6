//! Schemas in which everything is called what Rust keeps for itself: keywords of every edition, names of the prelude,
//! and what derived code is made of.

use std::fmt::Write as _;

/// Every word that an edition of Rust keeps, strictly, for later, or in places.
pub const KEYWORDS: [&str; 57] = [
    "abstract",
    "as",
    "async",
    "auto",
    "await",
    "become",
    "box",
    "break",
    "const",
    "continue",
    "crate",
    "default",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "pub",
    "raw",
    "ref",
    "return",
    "safe",
    "self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "union",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
    "macro_rules",
];

/// Types, traits, variants and macros that Rust code finds without naming a module, and names that derived code uses.
pub const NAMES: [&str; 97] = [
    "Alloc",
    "AsMut",
    "AsRef",
    "Assert",
    "BTreeMap",
    "BTreeSet",
    "Box",
    "Bytes",
    "Clone",
    "Command",
    "CommandSet",
    "Context",
    "Copy",
    "Core",
    "Cow",
    "Current",
    "Date",
    "Debug",
    "Decimal",
    "Default",
    "Deserialize",
    "Deserializer",
    "Display",
    "Drop",
    "Duration",
    "Encoded",
    "Enum",
    "Eq",
    "Err",
    "Error",
    "Event",
    "EventSet",
    "Events",
    "Extend",
    "Fields",
    "Fn",
    "FnMut",
    "FnOnce",
    "Format",
    "Formatter",
    "From",
    "FromIterator",
    "FromStr",
    "Future",
    "Hash",
    "Hasher",
    "Inner",
    "Into",
    "IntoIterator",
    "Item",
    "Iterator",
    "Kind",
    "LazyLock",
    "Leaf",
    "List",
    "Map",
    "MapAccess",
    "Newtype",
    "None",
    "Ok",
    "Opt",
    "Option",
    "Ord",
    "Output",
    "Panic",
    "PartialEq",
    "PartialOrd",
    "Plain",
    "Println",
    "Reach",
    "Recorded",
    "Request",
    "Result",
    "Retold",
    "Send",
    "Serialize",
    "Set",
    "Sized",
    "Some",
    "Std",
    "Str",
    "String",
    "Sync",
    "Text",
    "Time",
    "Timestamp",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "U8",
    "Unit",
    "Unpin",
    "Uuid",
    "Value",
    "Vec",
    "Violation",
];

/// Every hostile name as a definition can be called: keywords with a capital first letter, as the type would be.
#[must_use]
pub fn definitions() -> Vec<String> {
    let capital = |word: &&str| word[..1].to_uppercase() + &word[1..];
    let mut names: Vec<String> = KEYWORDS.iter().filter(|word| !word.contains('_')).map(capital).collect();
    names.extend(NAMES.map(str::to_owned));
    names.sort();
    names.dedup();
    names
}

/// Every hostile name as a field can be called.
#[must_use]
pub fn fields() -> Vec<String> {
    let mut names: Vec<String> = KEYWORDS.map(str::to_owned).to_vec();
    names.extend(
        ["_", "u8", "str", "bool", "f", "old", "new", "value", "key", "entries", "deserializer", "unknown"]
            .map(str::to_owned),
    );
    names.extend(
        ["serializer", "object", "check", "field_0", "inner", "self_1", "none", "core", "std"].map(str::to_owned),
    );
    names
}

/// Schema files by path. One body of each kind has all names as fields; the others have few.
#[must_use]
pub fn files() -> Vec<(String, String)> {
    let definitions = definitions();
    vec![
        ("mod.yaml".to_owned(), scalars(&definitions)),
        ("lib.yaml".to_owned(), plain_scalars(&definitions)),
        ("type/mod.yaml".to_owned(), enums(&definitions)),
        ("type.yaml".to_owned(), records(&definitions)),
        ("self/super.yaml".to_owned(), unions(&definitions)),
        ("u8.yaml".to_owned(), messages("u8", "Self", &definitions)),
        ("str.yaml".to_owned(), messages("str", "Option", &definitions)),
        ("core.yaml".to_owned(), messages("core", "Vec", &definitions)),
        ("std.yaml".to_owned(), messages("std", "Box", &definitions)),
        ("fn/crate.yaml".to_owned(), messages("fn.crate", "Super", &definitions)),
        ("u8/u8.yaml".to_owned(), messages("u8.inside", "Result", &definitions)),
        ("views.yaml".to_owned(), views(&definitions)),
        ("super/self.yaml".to_owned(), queries(&definitions)),
        ("async/await.yaml".to_owned(), processes(&definitions)),
    ]
}

/// The fields of a body on lines of their own, indented by six.
fn body(ty: &str) -> String {
    fields().iter().map(|field| format!("      \"{field}\": {ty}\n")).collect()
}

fn scalars(definitions: &[String]) -> String {
    let mut text = "context: scalars\nscalars:\n".to_owned();
    let mut uses = String::new();
    for name in definitions {
        let _ = writeln!(text, "  \"{name}\": {{ type: string, min_length: 1 }}");
        let _ = writeln!(
            uses,
            "      as_{name}: \"{name}\"\n      list_{name}: \"list<{name}>?\"\n      map_{name}: \"map<{name}, {name}?>\""
        );
    }
    text + "events:\n  Holder:\n    v1:\n" + &uses
}

fn plain_scalars(definitions: &[String]) -> String {
    let mut text = "context: plain\nscalars:\n".to_owned();
    let types = ["string", "u64", "uuid", "f64", "json", "bytes", "bool", "decimal"];
    for (name, ty) in definitions.iter().zip(types.iter().cycle()) {
        let _ = writeln!(text, "  \"{name}\": {ty}");
    }
    text + "events:\n  Holder:\n    v1:\n" + &body("string?")
}

fn enums(definitions: &[String]) -> String {
    let values: Vec<String> = definitions.iter().map(|value| format!("\"{value}\": {{}}")).collect();
    let lower: Vec<String> = KEYWORDS.iter().map(|value| format!("\"{value}\"")).collect();
    let mut text = format!(
        "context: enums\nenums:\n  All: {{ open: true, values: {{ {} }} }}\n  Lower: [{}]\n",
        values.join(", "),
        lower.join(", ")
    );
    for name in definitions {
        let _ =
            writeln!(text, "  \"{name}\": {{ open: true, values: {{ None: {{}}, Unknown: {{}}, \"{name}\": {{}} }} }}");
    }
    text.replace("  \"None\": { open: true, values: { None: {}, ", "  \"None\": { open: true, values: { ")
}

fn records(definitions: &[String]) -> String {
    let mut text = format!(
        "context: records\nrecords:\n  All:\n    v1:\n{}    v2:\n{}",
        body("u32"),
        body("{ type: u64?, fill: 7 }")
    );
    for name in definitions {
        let _ = write!(
            text,
            "  \"{name}\":\n    v1: {{ self: u8, type: string }}\n    v2: {{ self: u16, type: string, again: {{ type: \"{name}@2?\" }} }}\n"
        );
    }
    text
}

fn unions(definitions: &[String]) -> String {
    let mut text = "context: unions\nunions:\n  All:\n    open: true\n    tag: which\n".to_owned();
    for version in 1..=2 {
        let _ = writeln!(text, "    v{version}:");
        for variant in definitions {
            let _ = writeln!(text, "      \"{variant}\": {{ self: u{}, Some: string, f: string }}", version * 8);
        }
        let _ = writeln!(text, "      Everything:\n{}", body("string").replace("      ", "        "));
    }
    for name in definitions {
        let _ = write!(
            text,
            "  \"{name}\":\n    v1: {{ Error: {{}}, \"{name}1\": {{ again: \"{name}@1?\", pii: {{ type: string, pii: true }} }} }}\n    \
             v2: {{ Error: {{}}, \"{name}1\": {{ again: \"{name}@2?\", pii: {{ type: string, pii: true }} }} }}\n"
        );
    }
    text
}

/// The contexts whose events and commands have hostile names.
const CONTEXTS: [&str; 6] = ["u8", "str", "core", "std", "fn.crate", "u8.inside"];

/// The names of the events of these contexts, and those of their commands.
fn message_names(definitions: &[String], commands: bool) -> impl Iterator<Item = &String> {
    definitions.iter().skip(usize::from(commands)).step_by(3)
}

/// One view of all events of all contexts, and one of every name from events that are called alike.
fn views(definitions: &[String]) -> String {
    let of_all = |name: &String| CONTEXTS.map(|context| format!("{context}.{name}")).join(", ");
    let events: Vec<String> = message_names(definitions, false).map(of_all).collect();
    let mut text = format!(
        "context: views\nowner: Clone\nviews:\n  Everything:\n    key: string\n    fields:\n{}    from: [{}]\n",
        body("string"),
        events.join(", ")
    );
    for (name, events) in definitions.iter().zip(events.iter().cycle()) {
        let _ = writeln!(text, "  \"{name}\": {{ key: u8, type: \"map<string?>\", from: [{events}] }}");
    }
    text.replace("map<string?>", "list<string>")
}

/// A query of every name, in two versions, in a file without an aggregate.
fn queries(definitions: &[String]) -> String {
    let mut text = format!("context: queries\nqueries:\n  Everything:\n    v1:\n{}    returns: bool\n", body("u8"));
    for (name, form) in definitions.iter().zip(["", "?", "list"].iter().cycle()) {
        let returns = match *form {
            "list" => format!("list<views.{name}>"),
            form => format!("views.{name}{form}"),
        };
        let _ = writeln!(
            text,
            "  \"{name}\":\n    v1: {{ old: string }}\n    v2: {{ new: {{ type: string, from: old }} }}\n    returns: \"{returns}\""
        );
    }
    text
}

/// One process that reacts to and sends everything, and one of every name.
fn processes(definitions: &[String]) -> String {
    let mut text = "context: processes\nowner: clone\nprocesses:\n".to_owned();
    let all = |commands: bool| {
        let names = message_names(definitions, commands);
        names.flat_map(|name| CONTEXTS.map(|context| format!("{context}.{name}"))).collect::<Vec<_>>()
    };
    let (events, commands) = (all(false), all(true));
    let _ = writeln!(text, "  Everything:\n    key: string\n    state:\n{}    reacts:", body("string"));
    for (index, event) in events.iter().enumerate() {
        let by = if index % 2 == 0 { "by: new, " } else { "" };
        let (sends, undo) = (&commands[index % commands.len()], &commands[(index + 1) % commands.len()]);
        let name = &definitions[index % definitions.len()];
        let deadline = if index < definitions.len() {
            format!(", deadline: {{ after: PT1S, then: \"{name}\" }}")
        } else {
            String::new()
        };
        let _ = writeln!(text, "      {event}: {{ {by}sends: [{sends}], undo: [{undo}]{deadline} }}");
    }
    for name in &definitions[..definitions.len().min(events.len())] {
        let _ = writeln!(text, "      \"{name}\": {{ sends: [{}] }}", commands[0]);
    }
    for (name, event) in definitions.iter().zip(events.iter().cycle()) {
        let _ = writeln!(
            text,
            "  \"{name}\":\n    key: string\n    state: {{ state: uuid, event: bool, cx: {{ type: u8, min: 1 }} }}"
        );
        let _ = writeln!(text, "    reacts:\n      {event}: {{ sends: [{}] }}", commands[0]);
    }
    text
}

/// An aggregate whose events, commands and rejections have hostile names.
fn messages(context: &str, aggregate: &str, definitions: &[String]) -> String {
    let mut text = format!("context: {context}\naggregate: \"{aggregate}\"\nid: string\n");
    let third = |part: usize| definitions.iter().skip(part).step_by(3);
    let quoted = |part: usize| third(part).map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let _ = write!(text, "events:\n  Everything:\n    v1:\n{}    v2:\n{}", body("u8"), body("u16?"));
    for name in third(0) {
        let _ = writeln!(
            text,
            "  \"{name}\":\n    v1: {{ old: string }}\n    v2: {{ new: {{ type: string, from: old }} }}"
        );
    }
    let pii = body("{ type: string, pii: true }");
    let _ = writeln!(
        text,
        "commands:\n  DoEverything:\n    v1:\n{pii}    emits: [{}]\n    rejects: [{}]",
        quoted(0),
        quoted(2)
    );
    for name in third(1) {
        let _ = writeln!(text, "  \"{name}\":\n    v1: {{ type: string }}");
    }
    let message: Vec<String> = fields().iter().map(|field| format!("{{{field}}}")).collect();
    let fields = body("string");
    let _ = writeln!(text, "rejections:\n  Nothing:\n    message: \"{}\"\n    fields:\n{fields}", message.join(" "));
    for name in third(2) {
        let _ = writeln!(text, "  \"{name}\": {{ message: \"{{self}}\", fields: {{ self: string }} }}");
    }
    text
}

#[cfg(test)]
mod tests {
    use crate::generated::sources;

    /// Schemas in which two names meet, in Rust or on the wire.
    const MEETING: &[&str] = &[
        "events:\n  E:\n    v1: { a_b: u8, aB: u8 }\n",
        "events:\n  E:\n    v1: { A: u8, a: u8 }\n",
        "events:\n  E:\n    v1: { self: u8, Self: u8 }\n",
        "events:\n  E:\n    v1: { type: u8, Type: u8 }\n",
        "events:\n  E:\n    wire: { case: camelCase }\n    v1: { a_b: u8, x: { type: u8, wire: aB } }\n",
        "events:\n  E:\n    v1: { a: u8, b: { type: u8, aliases: [a] } }\n",
        "events:\n  E:\n    v1: { a: { type: u8, aliases: [c] }, b: { type: u8, aliases: [c] } }\n",
        "events:\n  E:\n    wire: { event_tag: a }\n    v1: { a: u8 }\n",
        "events:\n  FooBar:\n    v1: {}\n  fooBar:\n    v1: {}\n",
        "events:\n  Match:\n    v1: {}\n  match:\n    v1: {}\n",
        "events:\n  A:\n    v1: {}\ncommands:\n  A:\n    v1: {}\n",
        "events:\n  A:\n    v1: {}\n  B:\n    aliases: [A]\n    v1: {}\n",
        "records:\n  A:\n    v1: {}\n    v2: {}\nevents:\n  AV1:\n    v1: {}\n",
        "aggregate: Cart\nid: uuid\nevents:\n  CartEvent:\n    v1: {}\n",
        "aggregate: Cart\nid: uuid\nevents:\n  A:\n    v1: {}\ncommands:\n  CartCommand:\n    v1: {}\n",
        "aggregate: Cart\nid: uuid\nrecords:\n  CartLogic:\n    v1: {}\n",
        "unions:\n  U:\n    v1: { in_progress: {}, inProgress: {} }\n",
        "unions:\n  U:\n    v1: { some: {}, Some: {} }\n",
        "unions:\n  U:\n    v1: { a: { type: u8 } }\n",
        "unions:\n  U:\n    tag: kind\n    content: kind\n    v1: { a: {} }\n",
        "enums:\n  E: [a b, a_b]\n",
        "enums:\n  E: [a, A]\n",
        "enums:\n  E: { values: { a: { aliases: [b] }, b: {} } }\n",
        "enums:\n  E: { values: { a: { wire: x }, b: { wire: x } } }\n",
        "rejections:\n  R: { message: no }\nevents:\n  R:\n    v1: {}\n",
        "views:\n  V: { key: u8, type: u8, from: [A] }\nevents:\n  A:\n    v1: {}\n  V:\n    v1: {}\n",
        "queries:\n  Q:\n    v1: {}\n    returns: u8\nscalars:\n  Q: u8\n",
    ];

    #[test]
    fn names_that_meet_are_told() {
        let compiles = |text: &&&str| retold_codegen::compile(&sources([("a.yaml", **text)])).compiled.is_some();
        let missed: Vec<_> = MEETING.iter().filter(compiles).collect();
        assert!(missed.is_empty(), "{missed:#?}");
    }
}
