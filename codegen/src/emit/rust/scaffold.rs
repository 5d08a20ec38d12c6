//! The aggregate that a person then fills in: its state, the methods of its trait, and tests that say given, when,
//! then. It is written once and never again; later, only what is new is told.
//!
//! What can be decided from the schema is: a command that emits one event with its own fields. Everything else does
//! nothing, and says what there is to decide.

mod decided;
mod import;
mod layout;
mod method;
mod tests;

use std::collections::BTreeSet;

use super::aggregate::Parts;
use super::names::{self, derived_name};
use super::scope::Schema;
use super::text;
use crate::compile::Compiled;
use crate::model::Module;
use import::Imports;
use method::Method;

/// An aggregate of a schema set, as code to fill in.
#[derive(Debug)]
pub struct Scaffold {
    /// `shop.Cart`, for messages.
    pub subject: String,
    /// What its file is called, without `.rs`: snake case, and no name that a module cannot have.
    pub file_name: String,
    doc: String,
    /// The path of the generated module.
    module: String,
    imports: Imports,
    methods: Vec<Method>,
}

/// The aggregates of a schema set, as code to fill in; `root` is the Rust path of the generated modules, such as
/// `crate::events`.
#[must_use]
pub fn all(compiled: &Compiled, root: &str) -> Vec<Scaffold> {
    let set = &compiled.set;
    let schema = Schema::new(compiled);
    let one = |(index, module): (usize, &Module)| {
        let aggregate = module.aggregate.as_ref()?;
        let scope = schema.scope(index);
        let path = format!("{root}::{}", scope.module.path.join("::"));
        let parts = Parts::new(&scope, aggregate, &module.definitions);
        let state = names::identifier(&aggregate.rust_name);
        let mut imports = Imports::new(&path, &state);
        let logic = derived_name(&aggregate.rust_name, "Logic");
        imports.add(&logic);
        let methods = method::all(set, &parts, &mut imports);
        Some(Scaffold {
            subject: module
                .context
                .as_ref()
                .map_or_else(|| aggregate.name.clone(), |context| format!("{context}.{}", aggregate.name)),
            file_name: file_name(&aggregate.rust_name),
            doc: text::code(&aggregate.name),
            module: path,
            imports,
            methods,
        })
    };
    set.modules.iter().enumerate().filter_map(one).collect()
}

fn file_name(rust_name: &str) -> String {
    let name = names::snake(rust_name);
    if ["mod", "lib", "main"].contains(&name.as_str()) || names::identifier(&name) != name {
        format!("{name}_aggregate")
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
        let imports = &self.imports;
        let state = imports.state();
        let mut out = format!(
            "//! The aggregate {}: its state, what its events change, and how its commands are decided.\n",
            self.doc
        );
        out.push_str(&imports.lines());
        out.push_str(&format!(
            "\n/// The state of {}: what later decisions need to know, and nothing else.\n#[derive(Debug, Default, {})]\n",
            self.doc,
            imports.runtime("Aggregate"),
        ));
        out.push_str(&format!("#[aggregate({})]\npub struct {state} {{}}\n", self.module));
        out.push_str(&format!("\nimpl {} for {state} {{", imports.spelled(&imports.part("Logic"))));
        let bodies: Vec<String> = self.methods.iter().map(|method| method.code.clone()).collect();
        if bodies.is_empty() {
            out.push_str("}\n");
        } else {
            out.push('\n');
            out.push_str(&bodies.join("\n"));
            out.push_str("}\n");
        }
        let cases: Vec<&str> = self.methods.iter().filter_map(|method| method.test.as_deref()).collect();
        if !cases.is_empty() {
            out.push_str(
                "\n#[cfg(test)]\nmod tests {\n    use retold::testing::{from_json, nothing};\n\n    use super::*;\n",
            );
            for case in cases {
                out.push('\n');
                out.push_str(case);
            }
            out.push_str("}\n");
        }
        out
    }

    /// The methods that a file lacks, with their tests, as code to paste; nothing if it has all. Types that it mentions
    /// are imported there already.
    #[must_use]
    pub fn missing(&self, present: &BTreeSet<&str>, mentions: impl Fn(&str) -> bool) -> Option<String> {
        let missing: Vec<&Method> =
            self.methods.iter().filter(|method| !present.contains(method.name.as_str())).collect();
        if missing.is_empty() {
            return None;
        }
        let imports: BTreeSet<&str> = missing
            .iter()
            .flat_map(|method| &method.types)
            .map(String::as_str)
            .filter(|name| self.imports.has(name) && !mentions(name))
            .collect();
        let mut out = String::new();
        if !imports.is_empty() {
            out.push_str(&layout::import(&self.module, imports));
            out.push('\n');
        }
        let logic = self.imports.spelled(&self.imports.part("Logic"));
        out.push_str(&format!("impl {logic} for {} {{\n", self.imports.state()));
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
