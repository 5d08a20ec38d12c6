//! What a person then fills in: an aggregate, a view, the answers to the queries of a file, a process. Each is a type, the
//! methods of its trait, and tests. It is written once and never again; later, only what is new is told.
//!
//! What can be decided from the schema is: a command that emits one event with its own fields. Everything else does
//! nothing, and says what there is to decide.

mod aggregate;
mod decided;
mod import;
mod keys;
mod layout;
mod method;
mod process;
mod queries;
mod tests;
mod view;

use std::collections::BTreeSet;

use super::OwnTypes;
use super::names::{self, ModuleNames};
use super::scope::Schema;
use crate::compile::Compiled;
use crate::model::{Definition, Module};
use import::Imports;
use method::Method;

/// What a person fills in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// State, decisions and changes.
    Aggregate,
    /// A read model in memory.
    View,
    /// The answers to the queries of a file.
    Queries,
    /// Reactions.
    Process,
}

impl Kind {
    /// `aggregate`, `view`, ….
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Kind::Aggregate => "aggregate",
            Kind::View => "view",
            Kind::Queries => "handler of queries",
            Kind::Process => "process",
        }
    }

    /// The features of `retold` that what is written needs, its tests included.
    #[must_use]
    pub fn features(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Kind::Aggregate | Kind::View | Kind::Process => (&[], &["testing"]),
            Kind::Queries => (&[], &["store", "testing"]),
        }
    }
}

/// A definition of a schema set, as code to fill in.
#[derive(Debug)]
pub struct Scaffold {
    /// What it is.
    pub kind: Kind,
    /// `shop.Cart`, for messages.
    pub subject: String,
    /// Whole names of definitions that lead to it as well: queries, to what answers them.
    pub also: Vec<String>,
    /// What its file is called, without `.rs`: snake case, and no name that a module cannot have.
    pub file_name: String,
    /// The trait, as it is called in its module.
    pub trait_name: String,
    /// The attribute with which its derive names it, without `#[]`; nothing where nothing is derived.
    pub attribute: Option<String>,
    /// Why its commands are refused: the names, and what they are in Rust.
    pub rejections: Vec<(String, String)>,
    heading: String,
    /// What is imported from the standard library.
    std: Option<&'static str>,
    definition: String,
    /// The trait, as it is spelled.
    logic: String,
    /// What stands before the methods.
    preamble: String,
    test_imports: String,
    imports: Imports,
    methods: Vec<Method>,
}

/// What a schema set has to fill in; `root` is the Rust path of the generated modules, such as `crate::events`, and `own`
/// the types of the project's in them.
#[must_use]
pub fn all(compiled: &Compiled, root: &str, own: &OwnTypes) -> Vec<Scaffold> {
    let schema = Schema::new(compiled, own);
    let mut all = Vec::new();
    for (index, module) in compiled.set.modules.iter().enumerate() {
        let scope = schema.scope(index);
        all.extend(module.aggregate.as_ref().map(|found| aggregate::scaffold(root, &scope, module, found)));
        for definition in &module.definitions {
            match definition {
                Definition::View(id) => all.push(view::scaffold(root, &scope, *id)),
                Definition::Process(id) => all.push(process::scaffold(root, &scope, *id)),
                Definition::Event(_)
                | Definition::Command(_)
                | Definition::Query(_)
                | Definition::Rejection(_)
                | Definition::Scalar(_)
                | Definition::Enum(_)
                | Definition::Record(_)
                | Definition::Union(_) => {}
            }
        }
        all.extend(queries::scaffold(root, &scope, module));
    }
    all
}

/// A name with the context of its file.
fn subject(module: &Module, name: &str) -> String {
    module.context.as_ref().map_or_else(|| name.to_owned(), |context| format!("{context}.{name}"))
}

/// The path of a generated module.
fn module_path(root: &str, module: &ModuleNames) -> String {
    let mut path = root.to_owned();
    for segment in &module.path {
        path.push_str("::");
        path.push_str(segment);
    }
    path
}

fn file_name(rust_name: &str, otherwise: &str) -> String {
    let name = names::snake(rust_name);
    if ["mod", "lib", "main"].contains(&name.as_str()) || names::identifier(&name) != name {
        format!("{name}_{otherwise}")
    } else {
        name
    }
}

impl Scaffold {
    /// The names of the methods that the trait has.
    pub fn method_names(&self) -> impl Iterator<Item = &str> {
        self.methods.iter().map(|method| method.name.as_str())
    }

    /// The whole file.
    #[must_use]
    pub fn file(&self) -> String {
        let mut out = format!("//! {}\n", self.heading);
        if let Some(path) = self.std {
            out.push_str(&format!("\nuse {path};\n"));
        }
        out.push_str(&self.imports.lines());
        out.push_str(&format!("\n{}\nimpl {} for {} {{", self.definition, self.logic, self.imports.state()));
        let mut items: Vec<&str> = vec![&self.preamble];
        items.extend(self.methods.iter().map(|method| method.code.as_str()));
        items.retain(|item| !item.is_empty());
        if !items.is_empty() {
            out.push('\n');
            out.push_str(&items.join("\n"));
        }
        out.push_str("}\n");
        let cases: Vec<&str> = self.methods.iter().filter_map(|method| method.test.as_deref()).collect();
        if !cases.is_empty() {
            out.push_str(&format!("\n#[cfg(test)]\nmod tests {{\n{}\n    use super::*;\n", self.test_imports));
            for case in cases {
                out.push('\n');
                out.push_str(case);
            }
            out.push_str("}\n");
        }
        out
    }

    /// The methods that a file lacks, with their tests, as code to paste; nothing if it has all. `present` has names
    /// without `r#`. Types that it mentions are imported there already.
    #[must_use]
    pub fn missing(&self, present: &BTreeSet<&str>, mentions: impl Fn(&str) -> bool) -> Option<String> {
        let missing: Vec<&Method> =
            self.methods.iter().filter(|method| !present.contains(method.name.trim_start_matches("r#"))).collect();
        if missing.is_empty() {
            return None;
        }
        let imports: BTreeSet<(&str, &str)> = missing
            .iter()
            .flat_map(|method| &method.types)
            .filter(|name| !mentions(name))
            .filter_map(|name| Some((name.as_str(), self.imports.module_of(name)?)))
            .collect();
        let mut out = String::new();
        if !imports.is_empty() {
            out.push_str(&import::by_module(imports.into_iter()));
            out.push('\n');
        }
        out.push_str(&format!("impl {} for {} {{\n", self.logic, self.imports.state()));
        let bodies: Vec<&str> = missing.iter().map(|method| method.code.as_str()).collect();
        out.push_str(&bodies.join("\n"));
        out.push_str("}\n");
        let cases: Vec<&str> = missing.iter().filter_map(|method| method.test.as_deref()).collect();
        if !cases.is_empty() {
            out.push_str("\nmod tests {\n");
            out.push_str(&cases.join("\n"));
            out.push_str("}\n");
        }
        Some(out)
    }
}

#[cfg(test)]
mod scaffold_tests;
