//! The TypeScript output: as a person reads it, and as its compiler does, which must take the payloads that are written
//! and refuse others. The compiler is `tsc` on the path, or what `RETOLD_TSC` names.

use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use std::{env, fs, io, process};

use retold_codegen::emit::{OutputFile, typescript};
use retold_codegen::model::{Constraints, Definition, Module, Returns, SchemaSet};
use retold_codegen::naming::derived_name;
use retold_codegen::sample::{Sampler, Style};
use retold_codegen::source::{SourceFile, Sources};
use retold_codegen::{Compiled, compile};
use serde_json::{Value, json};

/// Folders of schemas, below the repository.
const FOLDERS: [&str; 6] = [
    "schemas",
    "benches/schemas",
    "tests/schemas/constructs",
    "tests/schemas/language",
    "tests/generations/before/schemas",
    "tests/generations/after/schemas",
];

/// Names that mean something else in TypeScript, and types of all kinds.
const HOSTILE: [(&str, &str); 3] = [
    (
        "a/record.yaml",
        r#"
context: a
wire: { event_tag: "event type" }
records:
  Record: { v1: { next: "Record@1?", all: "list<Record@1>" }, v2: { class: "string?", all: "list<Record@1>" } }
  Partial: { v1: { new: string, readonly: bool, get: "u8?", constructor: string, __proto__: "u8?", toString: string } }
  number: { v1: { a: { type: u64, as: string }, b: u64, c: "map<i64, decimal>", d: { type: decimal, as: number } } }
  default: { v1: {} }
  Array: { v1: { x: "list<list<u8?>>", y: "set<uuid>", z: "map<list<map<u8>>>" } }
  Promise: { v1: { x: "json?", y: json, z: "list<json>" } }
enums:
  Object: ["a", "*/", "\"", "</script>", "\\", "", "__proto__"]
  Symbol: { open: true, values: { Number: { wire: "1", aliases: [one], doc: "@deprecated {@link x} */ alert(1)" } } }
  Never: { open: true, values: {} }
unions:
  Function: { tag: class, v1: { default: { "of": "Function?" }, "null": {} } }
  Any: { tag: "*/", content: "a b", v1: { "x\"y": { v: "map<Object, Record@2>", w: "map<Symbol, list<Object>>" } } }
  Unknown: { open: true, v1: { known: { a: u8 } } }
events:
  Undefined: { v1: { a: Any, f: Function, u: Unknown, n: Never, o: Object, s: Symbol } }
  Date: { v1: { x: { type: u8, default: 1, doc: "@type {x}\n*/ export {};" }, y: { type: bool, wire: "a-b" } } }
"#,
    ),
    (
        "a.yaml",
        r#"
context: b
aggregate: Error
id: string
records:
  Record: { v1: { of: a.Record@2, each: "map<a.Partial>", own: "Record?", here: "ARecordRecord?" } }
  ARecordRecord: { v1: {} }
events:
  Map: { v1: { a: a.Record@2, b: Record, c: a.Record@1, d: a.number, e: a.Promise, f: a.Array, g: a.default } }
views:
  Views: { key: string, type: "map<a.Object, list<a.Symbol>>", from: [Map] }
  Fields: { key: string, fields: { a: "u8?", b: { type: u8, default: 1 } }, from: [Map] }
queries:
  One: { v1: { a: a.Object }, returns: Fields }
  Some: { v1: {}, returns: "Fields?" }
  Many: { v1: {}, returns: "list<Views>" }
  Typed: { v1: {}, returns: "map<a.Record@2>?" }
  ManyAnswer: { v1: {}, returns: json }
"#,
    ),
    ("empty.yaml", "context: c\nprocesses:\n  P: { key: string, state: {}, reacts: { b.Map: {} } }\n"),
];

fn source(path: &str, text: &str) -> SourceFile {
    SourceFile { path: path.to_owned(), shown: path.to_owned(), text: text.to_owned() }
}

fn compiled(sources: &Sources) -> Compiled {
    let outcome = compile(sources);
    outcome.compiled.unwrap_or_else(|| {
        panic!("{:#?}", outcome.diagnostics.iter().map(|found| (&found.subject, &found.message)).collect::<Vec<_>>())
    })
}

fn folder(path: &str) -> Sources {
    fn add(folder: &Path, prefix: &str, found: &mut Vec<SourceFile>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = format!("{prefix}{}", path.file_name().and_then(|name| name.to_str()).expect("a name"));
            if path.is_dir() {
                add(&path, &format!("{name}/"), found);
            } else if name.ends_with(".yaml") {
                found.push(source(&name, &fs::read_to_string(&path).expect("text")));
            }
        }
    }
    let mut found = Vec::new();
    add(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path), "", &mut found);
    found.sort_by(|left, right| left.path.cmp(&right.path));
    Sources::new(found)
}

fn hostile() -> Sources {
    Sources::new(HOSTILE.iter().map(|(path, text)| source(path, text)).collect())
}

fn text(files: &[OutputFile], path: &str) -> String {
    files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("no {path}")).text.clone()
}

#[test]
fn the_cart_the_booking_and_names_that_mean_something_else() {
    let sources = folder("tests/schemas/language");
    let files = typescript::files(&compiled(&sources), &sources);
    insta::assert_snapshot!("typescript-cart", text(&files, "shop/cart.ts"));
    let sources = folder("schemas");
    let files = typescript::files(&compiled(&sources), &sources);
    insta::assert_snapshot!("typescript-booking", text(&files, "airline/booking.ts"));
    let sources = hostile();
    let files = typescript::files(&compiled(&sources), &sources);
    insta::assert_snapshot!("typescript-hostile", text(&files, "a/record.ts"));
    insta::assert_snapshot!("typescript-hostile-imports", text(&files, "a.ts"));
    assert!(text(&files, "empty.ts").ends_with("export {};\n"));
}

#[test]
fn no_text_of_a_schema_leaves_its_comment() {
    let sources = folder("tests/schemas/constructs");
    for file in typescript::files(&compiled(&sources), &sources) {
        let mut inside = false;
        for line in file.text.lines().map(str::trim) {
            assert!(!inside || line.starts_with('*'), "{}: {line}", file.path);
            inside |= line.starts_with("/**");
            if let Some(end) = line.find("*/").filter(|_| inside) {
                assert_eq!(end + "*/".len(), line.len(), "{}: {line}", file.path);
                inside = false;
            }
        }
        let turns = |char: char| char != '\n' && (char.is_control() || ('\u{202a}'..='\u{202e}').contains(&char));
        assert!(!file.text.contains(turns), "{}", file.path);
    }
}

/// Values as TypeScript, each with the type that it should have.
#[derive(Default)]
struct Test {
    imports: String,
    uses: String,
    types: usize,
}

impl Test {
    fn of(set: &SchemaSet) -> String {
        let unconstrained = Constraints::default();
        let mut sampler = Sampler::new(set);
        let mut test = Test::default();
        let styles = || [Style::Full, Style::Minimal].into_iter().chain((0..12).map(Style::Written));
        for module in &set.modules {
            for definition in &module.definitions {
                let body = match definition {
                    Definition::Event(id) => set[*id].versions.current_body(),
                    Definition::Command(id) => set[*id].versions.current_body(),
                    Definition::Query(id) => set[*id].versions.current_body(),
                    Definition::Record(id) => set[*id].versions.current_body(),
                    Definition::View(id) => {
                        if let Returns::Type(ty) = &set[*id].value {
                            let values =
                                styles().filter_map(|style| sampler.value(ty, &unconstrained, style)).collect();
                            test.add(module, &set[*id].meta.rust_name, values);
                        }
                        continue;
                    }
                    _ => continue,
                };
                let values: Vec<Value> = styles().filter_map(|style| sampler.body(body, style)).collect();
                if let (Definition::Event(id), Some(aggregate)) = (definition, &module.aggregate) {
                    let event = &set[*id];
                    let version = event.versions.current();
                    if event.becomes.as_ref().is_none_or(|becomes| becomes.up_to < version) {
                        let name = &event.wire.name;
                        let stored = |data| json!({ "type": name, "version": version, "data": data });
                        let events = values.iter().map(stored).collect();
                        test.add(module, &derived_name(&aggregate.rust_name, "Event"), events);
                    }
                }
                test.add(module, &set.meta(*definition).rust_name, values);
            }
        }
        test.imports + &test.uses
    }

    fn add(&mut self, module: &Module, name: &str, values: Vec<Value>) {
        if values.is_empty() {
            return;
        }
        self.types += 1;
        let (path, number) = (module.path.join("/"), self.types);
        writeln!(self.imports, "import type {{ {name} as T{number} }} from \"./{path}.js\";").expect("a string");
        for value in values {
            // The literal key would be the prototype.
            let value = value.to_string().replace("\"__proto__\":", "[\"__proto__\"]:");
            writeln!(self.uses, "use<T{number}>({value});").expect("a string");
        }
    }
}

/// What tsc says about files; nothing where there is none.
fn checked(name: &str, files: &[OutputFile], test: &str) -> Option<String> {
    let tsc = env::var_os("RETOLD_TSC").unwrap_or_else(|| "tsc".into());
    let folder = env::temp_dir().join(format!("retold-typescript-{}-{name}", process::id()));
    for file in files {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, &file.text).expect("written");
    }
    fs::write(folder.join("the_test.ts"), format!("{test}\ndeclare function use<T>(value: T): void;\n"))
        .expect("written");
    let config = r#"{ "compilerOptions": { "strict": true, "noEmit": true, "module": "nodenext", "target": "es2022", "types": [],
        "exactOptionalPropertyTypes": true, "noUnusedLocals": true, "isolatedModules": true }, "include": ["**/*.ts"] }"#;
    fs::write(folder.join("tsconfig.json"), config).expect("written");
    let ran = match Command::new(tsc).arg("-p").arg(&folder).output() {
        Ok(ran) => Some(format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            eprintln!("not looked at: there is no `tsc` here (name it in RETOLD_TSC)");
            None
        }
        Err(error) => panic!("{error}"),
    };
    fs::remove_dir_all(folder).expect("removed");
    ran
}

#[test]
fn the_compiler_takes_what_is_written() {
    let folders = FOLDERS.iter().map(|path| (*path, folder(path))).chain([("hostile", hostile())]);
    for (name, sources) in folders {
        let compiled = compiled(&sources);
        let files = typescript::files(&compiled, &sources);
        let Some(said) = checked(&name.replace('/', "-"), &files, &Test::of(&compiled.set)) else { return };
        assert_eq!(said, "", "{name}");
    }
}

#[test]
fn the_compiler_refuses_what_is_not_written() {
    let sources = folder("tests/schemas/language");
    let files = typescript::files(&compiled(&sources), &sources);
    let test = r#"
import type { CartEvent, CheckedOut, ItemAdded, Money, Payment } from "./shop/cart.js";
const price: Money = { amount: "1.50", currency: "EUR" };
use<ItemAdded>({ sku: "A", quantity: 1, unit_price: price });
// @ts-expect-error: a field is missing.
use<ItemAdded>({ sku: "A", quantity: 1 });
// @ts-expect-error: no field has this name.
use<Money>({ amount: "1", currency: "EUR", unit: "x" });
// @ts-expect-error: a decimal is a string.
use<Money>({ amount: 1, currency: "EUR" });
// @ts-expect-error: no such value.
use<Money>({ amount: "1", currency: "XXX" });
// @ts-expect-error: another variant has this field.
use<Payment>({ method: "card", days: 3 });
// @ts-expect-error: an older version.
use<CartEvent>({ type: "shop.ItemAdded", version: 1, data: { sku: "A", quantity: 1, unit_price: price } });
export function told(event: CartEvent): string {
  switch (event.type) {
    case "shop.ItemAdded":
      return event.data.sku;
    case "shop.CheckedOut":
      return paid(event.data);
    default:
      return event.type;
  }
}
function paid({ payment }: CheckedOut): string {
  return payment.method === "card" ? payment.last4 : String(payment.days);
}
"#;
    if let Some(said) = checked("refused", &files, test) {
        assert_eq!(said, "");
    }
}
