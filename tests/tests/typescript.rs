//! The TypeScript output as its compiler sees it: it takes whatever is written, and refuses what is not. What is written
//! are the samples of everything that is current, and what the program of `samples` made of those of every version.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use retold_codegen::emit::samples::{Sample, Samples};
use retold_codegen::emit::{OutputFile, typescript};
use retold_codegen::model::{Definition, Module, SchemaSet};
use retold_codegen::naming::derived_name;
use retold_tests::schema_sets::{self, SchemaSet as Set};
use serde_json::{Value, json};

/// Samples that are read and never written so.
const ONLY_READ: [&str; 4] = ["nulls", "earlier names", "other spellings", "unknown keys"];

/// Folders with more schemas, below the package of the tests.
const FOLDERS: [&str; 4] = [
    "../codegen/tests/fixtures/typescript",
    "../benches/schemas",
    "generations/before/schemas",
    "generations/after/schemas",
];

fn sets() -> Vec<Set> {
    schema_sets::all(12).into_iter().chain(FOLDERS.map(schema_sets::in_folder)).collect()
}

/// Values as TypeScript, each with the type that it should have.
#[derive(Default)]
struct Test {
    imports: String,
    uses: String,
    types: usize,
    values: usize,
}

impl Test {
    fn of(set: &SchemaSet, files: &[OutputFile]) -> Self {
        let mut samples = Samples::new(set);
        let mut test = Test::default();
        for module in &set.modules {
            let path = format!("{}.ts", module.path.join("/"));
            let text = files.iter().find(|file| file.path == path).map(|file| file.text.as_str()).unwrap_or_default();
            for definition in &module.definitions {
                let meta = set.meta(*definition);
                let Some(version) = current(set, *definition) else { continue };
                let values = written(samples.of(*definition, version));
                if let Definition::Event(id) = definition
                    && let Some(aggregate) = &module.aggregate
                    && set[*id].becomes.as_ref().is_none_or(|becomes| becomes.up_to < version)
                {
                    let name = &set[*id].wire.name;
                    let stored = |data| json!({ "type": name, "version": version, "data": data });
                    let events = values.iter().map(stored).collect();
                    test.add(module, &derived_name(&aggregate.rust_name, "Event"), events);
                }
                if let Definition::Query(id) = definition {
                    let name = derived_name(&meta.rust_name, "Answer");
                    // A definition may have that name; the answer then has another.
                    let docs = format!(" * What `{}` answers.\n */\nexport type {name} =", meta.subject);
                    if text.contains(&docs) {
                        test.add(module, &name, written(samples.answers(*id)));
                    }
                }
                test.add(module, &meta.rust_name, values);
            }
        }
        test
    }

    fn add(&mut self, module: &Module, name: &str, values: Vec<Value>) {
        if values.is_empty() {
            return;
        }
        self.types += 1;
        self.values += values.len();
        let (path, number) = (module.path.join("/"), self.types);
        writeln!(self.imports, "import type {{ {name} as T{number} }} from \"./{path}.js\";").expect("a string");
        for value in values {
            // The literal key would be the prototype.
            let value = value.to_string().replace("\"__proto__\":", "[\"__proto__\"]:");
            writeln!(self.uses, "use<T{number}>({value});").expect("a string");
        }
    }

    fn text(&self) -> String {
        format!("{}{}", self.imports, self.uses)
    }
}

/// The version of what has a type with samples; 1 for what has no versions.
fn current(set: &SchemaSet, definition: Definition) -> Option<u32> {
    Some(match definition {
        Definition::Event(id) => set[id].versions.current(),
        Definition::Command(id) => set[id].versions.current(),
        Definition::Query(id) => set[id].versions.current(),
        Definition::Record(id) => set[id].versions.current(),
        Definition::Union(id) => set[id].versions.current(),
        Definition::Scalar(_) | Definition::Enum(_) | Definition::Rejection(_) | Definition::View(_) => 1,
        Definition::Process(_) => return None,
    })
}

/// The payloads that are in the form in which they are written.
fn written(samples: Vec<Sample>) -> Vec<Value> {
    let is_written = |name: &str| {
        let name = name.trim_end_matches(|character: char| character.is_ascii_digit()).trim_end();
        !ONLY_READ.contains(&name)
    };
    samples.into_iter().filter(|sample| is_written(&sample.name)).map(|sample| sample.payload).collect()
}

/// A folder for the compiler.
struct Project(PathBuf);

impl Project {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("typescript").join(name);
        let _ = fs::remove_dir_all(&folder);
        let project = Self(folder);
        let config = r#"{ "compilerOptions": { "strict": true, "noEmit": true, "module": "nodenext", "target": "es2022", "types": [],
            "exactOptionalPropertyTypes": true, "noUnusedLocals": true, "isolatedModules": true }, "include": ["**/*.ts"] }"#;
        project.write("tsconfig.json", config);
        project.write("package.json", r#"{ "type": "module" }"#);
        project
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).and_then(|()| fs::write(path, text)).expect("written");
    }

    fn with(&self, folder: &str, files: &[OutputFile], test: &str) {
        for file in files {
            self.write(&format!("{folder}/{}", file.path), &file.text);
        }
        let test = format!("{test}\nexport {{}};\ndeclare function use<T>(value: T): void;\n");
        self.write(&format!("{folder}/the_test.ts"), &test);
    }

    /// What the compiler says.
    fn compiled(self) -> String {
        let tsc = Path::new(env!("CARGO_MANIFEST_DIR")).join("node/node_modules/typescript/bin/tsc");
        let ran = Command::new("node").arg(tsc).arg("-p").arg(&self.0).output().expect("node can be run");
        let said = format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
        assert_eq!(ran.status.success(), said.is_empty(), "{said}");
        without_inherited(&said)
    }
}

/// What the compiler says, without what it says of every object that has no `constructor` of its own: a type with an
/// optional field of that name takes it only by `JSON.parse`, since a literal inherits one.
fn without_inherited(said: &str) -> String {
    let mut problems: Vec<String> = Vec::new();
    for line in said.lines() {
        match problems.last_mut() {
            Some(problem) if line.starts_with(' ') => problem.push_str(&format!("\n{line}")),
            _ => problems.push(line.to_owned()),
        }
    }
    let inherited = |problem: &String| {
        problem.contains("Types of property 'constructor' are incompatible.") && problem.contains("Type 'Function'")
    };
    problems.retain(|problem| !inherited(problem));
    problems.join("\n")
}

#[test]
#[cfg_attr(not(retold_node), ignore = "needs Node and the packages of tests/node: set RETOLD_NODE=1 where they are")]
fn the_compiler_takes_every_sample_as_it_is_written() {
    let project = Project::new("samples");
    let mut values = 0;
    for (index, set) in sets().iter().enumerate() {
        let files = typescript::files(&set.compiled, &set.sources);
        let test = Test::of(&set.compiled.set, &files);
        values += test.values;
        project.with(&format!("{index}-{}", set.name.replace(['/', '.', ' '], "-")), &files, &test.text());
    }
    assert!(values > 4_000, "{values} values");
    assert_eq!(project.compiled(), "");
}

#[test]
#[cfg_attr(not(retold_node), ignore = "needs Node and the packages of tests/node: set RETOLD_NODE=1 where they are")]
fn the_compiler_takes_what_the_program_makes_of_every_version() {
    let project = Project::new("today");
    for (schemas, results) in [("../schemas", "samples"), ("schemas/constructs", "constructs/samples")] {
        let set = schema_sets::in_folder(schemas);
        let files = typescript::files(&set.compiled, &set.sources);
        let model = &set.compiled.set;
        let mut names = BTreeMap::new();
        for module in &model.modules {
            for definition in &module.definitions {
                let name = match definition {
                    Definition::Event(id) => &model[*id].wire.name,
                    Definition::Command(id) => &model[*id].wire.name,
                    Definition::Query(id) => &model[*id].wire.name,
                    Definition::View(id) => &model[*id].meta.subject,
                    _ => continue,
                };
                names.insert(name.as_str(), (module, model.meta(*definition).rust_name.as_str()));
            }
        }
        let mut test = Test::default();
        for (name, values) in results_in(results) {
            let (module, ty) = names[name.as_str()];
            test.add(module, ty, values);
        }
        assert!(test.values > 200, "{} values", test.values);
        project.with(&results.replace('/', "-"), &files, &test.text());
    }
    assert_eq!(project.compiled(), "");
}

/// What came of samples of every version, by the name of what they are today.
fn results_in(folder: &str) -> BTreeMap<String, Vec<Value>> {
    let mut found: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("a folder") {
        let path = entry.expect("an entry").path();
        if !path.to_string_lossy().ends_with(".today.json") {
            continue;
        }
        let document: Value = serde_json::from_str(&fs::read_to_string(&path).expect("text")).expect("JSON");
        let name = ["event", "command", "query", "view"].iter().find_map(|kind| document[*kind].as_str());
        for result in document["results"].as_array().expect("a list") {
            if let (Some(name), Some(payload)) = (name, result.get("payload")) {
                found.entry(name.to_owned()).or_default().push(payload.clone());
            }
            for event in result["events"].as_array().into_iter().flatten() {
                let name = event["event"].as_str().expect("a name").to_owned();
                found.entry(name).or_default().push(event["payload"].clone());
            }
        }
    }
    found
}

#[test]
#[cfg_attr(not(retold_node), ignore = "needs Node and the packages of tests/node: set RETOLD_NODE=1 where they are")]
fn the_compiler_refuses_what_is_not_written() {
    let set = schema_sets::in_folder("schemas/language");
    let files = typescript::files(&set.compiled, &set.sources);
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
    let project = Project::new("refused");
    project.with("language", &files, test);
    assert_eq!(project.compiled(), "");
}
