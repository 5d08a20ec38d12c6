//! A crate of generated code, built as a user would build it and more strictly: warnings and missing documentation are
//! errors. Many schema sets share one crate, because a crate costs more than its modules. The program that it becomes
//! reads recorded events and commands and writes what they are today.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use retold_codegen::emit::OutputFile;
use retold_codegen::emit::rust;
use retold_codegen::model::{Definition, Meta, Module, SchemaSet, WireNames};
use retold_codegen::naming::derived_name;
use retold_codegen::source::{SourceFile, Sources};
use retold_codegen::{Compiled, compile};
use serde_json::Value;

/// Sources from paths and texts.
#[must_use]
pub fn sources<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Sources {
    let file = |(path, text): (&str, &str)| SourceFile {
        path: path.to_owned(),
        shown: format!("schemas/{path}"),
        text: text.to_owned(),
    };
    Sources::new(files.into_iter().map(file).collect())
}

/// Compiles sources that have no mistake.
///
/// # Panics
/// When they have one; it is shown.
#[must_use]
pub fn compiled(sources: &Sources) -> Compiled {
    let outcome = compile(sources);
    let problems: Vec<String> = outcome
        .diagnostics
        .iter()
        .map(|problem| format!("{}: {}: {}", problem.rule.id, problem.subject, problem.message))
        .collect();
    outcome.compiled.unwrap_or_else(|| panic!("{}", problems.join("\n")))
}

/// A crate to build.
#[derive(Debug)]
pub struct Generated {
    root: PathBuf,
    target: PathBuf,
    lib: String,
    sets: Vec<Readable>,
    files: Vec<OutputFile>,
}

/// What can be read of one file, as arms of a match on the set, whether it is a command, and the name.
#[derive(Debug)]
struct Readable {
    arms: Vec<String>,
}

/// What a recorded event or command is asked to be today.
#[derive(Debug)]
pub struct Recorded<'v> {
    /// The schema set, and the path of its file without `.yaml`: `shop:shop/cart`.
    pub set: String,
    /// Whether it is a command or a query.
    pub command: bool,
    /// The name on the wire.
    pub name: &'v str,
    /// The version that was written.
    pub version: u32,
    /// The payload, as text.
    pub data: String,
}

impl Generated {
    /// An empty crate in `tmp`, the folder for temporary files below cargo's target folder.
    #[must_use]
    pub fn new(tmp: &str, name: &str) -> Self {
        let tmp = Path::new(tmp);
        let lib = "//! Generated code.\n\
                   #![deny(warnings, missing_docs, unused, future_incompatible, nonstandard_style, keyword_idents)]\n\
                   #![deny(missing_debug_implementations, rust_2018_idioms, unreachable_pub, unused_qualifications)]\n\
                   #![forbid(unsafe_code)]\n";
        Self {
            root: tmp.join(name),
            target: tmp.parent().unwrap_or(tmp).to_owned(),
            lib: lib.to_owned(),
            sets: Vec::new(),
            files: Vec::new(),
        }
    }

    /// Adds a schema set as a module of this name.
    pub fn add(&mut self, module: &str, sources: &Sources) -> Compiled {
        let compiled = compiled(sources);
        self.add_compiled(module, &compiled, sources);
        compiled
    }

    /// The same for a set that is compiled already.
    pub fn add_compiled(&mut self, module: &str, compiled: &Compiled, sources: &Sources) {
        let _ = writeln!(self.lib, "pub mod {module};");
        let mut files = rust::files(compiled, sources).expect("not too large");
        // `mod.rs` first, then a file for each module.
        for (file, model) in files.iter_mut().skip(1).zip(&compiled.set.modules) {
            if let Some(aggregate) = &model.aggregate {
                file.text.push_str(&aggregate_of(&file.text, &derived_name(&aggregate.rust_name, "Logic")));
            }
            file.text.push_str(&readers_of(&file.text));
            let stem = file.path.trim_end_matches(".rs");
            let segments: Vec<String> = stem.split('/').map(|segment| format!("r#{segment}")).collect();
            let source = &sources.file(model.file).path;
            let key = format!("{module}:{}", source.trim_end_matches(".yaml"));
            let path = format!("{}::{module}::{}", self.name(), segments.join("::"));
            self.sets.push(Readable { arms: arms(&compiled.set, model, &key, &path) });
        }
        self.files.extend(files.into_iter().map(|file| OutputFile { path: format!("{module}/{}", file.path), ..file }));
    }

    /// Adds code of the user's to the root of the crate.
    pub fn code(&mut self, code: &str) {
        self.lib.push_str(code);
        self.lib.push('\n');
    }

    fn name(&self) -> String {
        self.root.file_name().map_or_else(String::new, |name| name.to_string_lossy().replace('-', "_"))
    }

    /// Builds the crate.
    ///
    /// # Errors
    /// What rustc says, when it does not compile.
    ///
    /// # Panics
    /// When files cannot be written or cargo cannot be run.
    pub fn build(&self) -> Result<Program, String> {
        self.cargo("build")?;
        Ok(Program { path: self.target.join("debug").join(self.name().replace('_', "-")) })
    }

    /// Compiles the crate without making a program, which takes less time.
    ///
    /// # Errors
    /// As [`build`](Self::build).
    ///
    /// # Panics
    /// As [`build`](Self::build).
    pub fn check(&self) -> Result<(), String> {
        self.cargo("check")
    }

    /// Documents the crate with the lints of rustdoc that generated files switch off, and gives the folder.
    ///
    /// # Errors
    /// What rustdoc says of documentation that means more than text.
    ///
    /// # Panics
    /// As [`build`](Self::build).
    pub fn document(&self) -> Result<PathBuf, String> {
        let without_lints = |file: &OutputFile| {
            let text = file.text.replace(", rustdoc::all)]", ")]\n#![allow(rustdoc::bare_urls)]");
            OutputFile { path: file.path.clone(), text }
        };
        let files = self.files.iter().map(without_lints).collect();
        let documented = Self {
            root: self.root.with_file_name(format!("{}-docs", self.name())),
            target: self.target.clone(),
            lib: self.lib.clone(),
            sets: Vec::new(),
            files,
        };
        documented.cargo("doc")?;
        Ok(self.target.join("doc").join(documented.name()))
    }

    fn cargo(&self, command: &str) -> Result<(), String> {
        let source = self.root.join("src");
        let _ = fs::remove_dir_all(&source);
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package is in the workspace");
        let manifest = format!(
            "[package]\nname = {:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
             retold = {{ path = {:?} }}\n\n[profile.dev]\ndebug = false\nincremental = false\n",
            self.name().replace('_', "-"),
            repository.join("runtime"),
        );
        write(&self.root.join("Cargo.toml"), &manifest);
        // The same versions as the workspace's, so that nothing is fetched and little is built again.
        let lock = fs::read_to_string(repository.join("Cargo.lock")).expect("the workspace has a lock file");
        write(&self.root.join("Cargo.lock"), &lock);
        write(&source.join("lib.rs"), &self.lib);
        write(&source.join("main.rs"), &self.main());
        self.files.iter().for_each(|file| write(&source.join(&file.path), &file.text));
        let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .arg(command)
            .args((command == "doc").then_some("--no-deps"))
            .args(["--lib", "--bins"].iter().take(if command == "doc" { 1 } else { 2 }))
            .args(["--offline", "--quiet", "--color", "never", "--manifest-path"])
            .arg(self.root.join("Cargo.toml"))
            .env("CARGO_TARGET_DIR", &self.target)
            .output()
            .expect("cargo can be run");
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        Ok(())
    }

    fn main(&self) -> String {
        let mut arms = String::new();
        for arm in self.sets.iter().flat_map(|readable| &readable.arms) {
            let _ = writeln!(arms, "        {arm}");
        }
        include_str!("generated/main.rs").replace("        // The sets stand here.\n", &arms)
    }
}

/// A state that derives `Aggregate`, with the methods of the trait, in a module inside the one of its types.
fn aggregate_of(text: &str, logic: &str) -> String {
    let (_, methods) = text.split_once(&format!("pub trait {logic}: Sized {{")).expect("an aggregate has a trait");
    let (methods, _) = methods.split_once("\n}\n").unwrap_or_default();
    let methods = methods.replace(";\n", " { loop {} }\n").replace(";", " { loop {} }");
    format!(
        "\n/// What a person writes.\n#[allow(unused, clippy::all)]\npub mod __derived {{\n    use super::*;\n    \
         use ::retold::__v1 as __rt;\n\n    /// A state.\n    #[derive(Debug, Default, ::retold::Aggregate)]\n    \
         #[aggregate(super)]\n    pub struct Derived {{}}\n\n    impl super::{logic} for Derived {{{methods}\n    }}\n}}\n"
    )
}

/// What a person writes for the views, the processes and the queries of a file, with methods that do nothing.
fn readers_of(text: &str) -> String {
    let mut out = String::new();
    let (mut hidden, mut name) = ("", "");
    for line in text.lines() {
        if let Some(module) = line.strip_prefix("pub mod ") {
            hidden = module.trim_end_matches(" {");
        } else if let Some(module) = line.strip_prefix("    pub mod ") {
            name = module.trim_end_matches(" {");
        }
        let used = line.trim_start().strip_prefix("pub use ");
        let Some((path, part)) = used.and_then(|used| used.trim_end_matches(';').split_once(" as ")) else { continue };
        let methods = path.rsplit("::").next().unwrap_or_default();
        let number = out.len();
        let written = match (hidden, part) {
            ("__views", "Methods") => format!("#[derive(::retold::View)]\n    #[view(super::{name})]\n"),
            ("__processes", "Methods") => format!("#[derive(::retold::Process)]\n    #[process(super::{name})]\n"),
            ("__queries", "Queries") => String::new(),
            _ => continue,
        };
        let body = bodies_of(text, methods);
        out.push_str(&format!(
            "    {written}    struct Reader{number};\n    impl super::{methods} for Reader{number} {{{body}\n    }}\n"
        ));
    }
    if out.is_empty() {
        return out;
    }
    format!(
        "\n#[allow(unused, clippy::all)]\nmod __written {{\n    use super::*;\n    use ::retold::__v1 as __rt;\n{out}}}\n"
    )
}

/// The methods of a trait, which do nothing.
fn bodies_of(text: &str, name: &str) -> String {
    let (_, rest) = text.split_once(&format!("pub trait {name}")).expect("there is a trait");
    let (head, rest) = rest.split_once('{').expect("a trait has a body");
    let methods = if rest.starts_with('}') { "" } else { rest.split_once("\n}\n").unwrap_or_default().0 };
    let asynchronous = head.contains("Sync");
    let body = if asynchronous { " { async { loop {} } }\n" } else { " { loop {} }\n" };
    let line = |line: &str| match line.strip_suffix(';') {
        Some("    type Error: ::core::marker::Send") => "    type Error = ();\n".to_owned(),
        Some(signature) => format!("{signature}{body}"),
        None => format!("{line}\n"),
    };
    deeper(&methods.lines().map(line).collect::<String>())
}

/// The same one module further in: each path that begins with `super` begins with one more.
fn deeper(text: &str) -> String {
    let mut out = String::new();
    for part in text.split_inclusive("super::") {
        let begins = part != "super::";
        match part.strip_suffix("super::").filter(|_| begins || out.is_empty()) {
            Some(before) => {
                out.push_str(before);
                out.push_str("super::super::");
            }
            None => out.push_str(part),
        }
    }
    out
}

/// What can be read of a file: whole sets where there is an aggregate, otherwise each event and command by itself, and
/// each query.
fn arms(set: &SchemaSet, module: &Module, key: &str, path: &str) -> Vec<String> {
    let spelled = |(command, meta, wire): (bool, &Meta, &WireNames)| {
        format!("({key:?}, {command}, {:?}) => message::<{path}::{}>(&line),", wire.name, meta.rust_name)
    };
    let query = |definition: &Definition| match definition {
        Definition::Query(id) => Some((true, &set[*id].meta, &set[*id].wire)),
        _ => None,
    };
    let mut arms: Vec<String> = module.definitions.iter().filter_map(query).map(spelled).collect();
    if let Some(aggregate) = &module.aggregate {
        let path = format!("{path}::{}", derived_name(&aggregate.rust_name, ""));
        arms.push(format!("({key:?}, false, _) => events::<{path}Event>(&line),"));
        arms.push(format!("({key:?}, true, _) => commands::<{path}Command>(&line),"));
        return arms;
    }
    let arm = |definition: &Definition| match definition {
        Definition::Event(id) => {
            let event = &set[*id];
            let past = event.becomes.as_ref().is_some_and(|becomes| becomes.up_to >= event.versions.current());
            (!past).then_some((false, &event.meta, &event.wire))
        }
        Definition::Command(id) => Some((true, &set[*id].meta, &set[*id].wire)),
        _ => None,
    };
    arms.extend(module.definitions.iter().filter_map(arm).map(spelled));
    arms
}

fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    let folder = path.parent().expect("a file is in a folder");
    fs::create_dir_all(folder).and_then(|()| fs::write(path, text)).expect("the target folder can be written");
}

/// A crate that was built.
#[derive(Debug)]
pub struct Program {
    path: PathBuf,
}

impl Program {
    /// What recorded payloads are today: for each, the current events or the command, each as an object with `name`,
    /// `version` and `data`; or the error.
    ///
    /// # Panics
    /// When the program fails, which no payload may make it do.
    #[must_use]
    pub fn read(&self, recorded: &[Recorded<'_>]) -> Vec<Result<Vec<Value>, String>> {
        let mut input = String::new();
        for Recorded { set, command, name, version, data } in recorded {
            let line =
                serde_json::json!({ "set": set, "command": command, "name": name, "version": version, "data": data });
            let _ = writeln!(input, "{line}");
        }
        let mut child = Command::new(&self.path)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program can be run");
        let mut stdin = child.stdin.take().expect("standard input is piped");
        let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
        let output = child.wait_with_output().expect("the program ends");
        writer.join().expect("writing does not panic").expect("the program reads everything");
        assert!(output.status.success(), "the program failed");
        let text = String::from_utf8(output.stdout).expect("the program writes text");
        let results: Vec<_> = text.lines().map(result).collect();
        assert_eq!(results.len(), recorded.len(), "each payload has a result");
        results
    }
}

fn result(line: &str) -> Result<Vec<Value>, String> {
    match serde_json::from_str(line).expect("the program writes JSON") {
        Value::Array(events) => Ok(events),
        Value::String(error) => Err(error),
        other => panic!("the program writes arrays and texts, not {other}"),
    }
}
