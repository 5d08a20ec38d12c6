//! How things are called in the generated Rust: identifiers that no keyword of any edition breaks, modules and the
//! relative paths between them, and which names of the prelude a module may use although definitions can be called
//! like them.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::model::{Meta, Module, SchemaSet};
pub(super) use crate::naming::{derived_name, snake};

/// Every word that some edition keeps, sorted.
const KEYWORDS: [&str; 53] = [
    "Self", "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do",
    "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super",
    "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The keywords that cannot be written raw.
const NEVER_RAW: [&str; 5] = ["Self", "_", "crate", "self", "super"];

/// Types that a module of the same name would hide.
const PRIMITIVES: [&str; 17] = [
    "bool", "char", "f32", "f64", "i128", "i16", "i32", "i64", "i8", "isize", "str", "u128", "u16", "u32", "u64", "u8",
    "usize",
];

/// The names of the prelude that generated code uses, with what they are called where a definition hides them.
const PRELUDE: [(&str, &str); 10] = [
    ("Box", "::std::boxed::Box"),
    ("From", "::core::convert::From"),
    ("None", "::core::option::Option::None"),
    ("Ok", "::core::result::Result::Ok"),
    ("Option", "::core::option::Option"),
    ("Result", "::core::result::Result"),
    ("Some", "::core::option::Option::Some"),
    ("String", "::std::string::String"),
    ("TryFrom", "::core::convert::TryFrom"),
    ("Vec", "::std::vec::Vec"),
];

/// A name as an identifier: raw if it is a keyword, with a `_` appended if it cannot be raw.
pub(super) fn identifier(name: &str) -> String {
    if NEVER_RAW.contains(&name) {
        format!("{name}_")
    } else if KEYWORDS.binary_search(&name).is_ok() {
        format!("r#{name}")
    } else {
        name.to_owned()
    }
}

/// A path of a user's function, with keywords among its segments made raw.
pub(super) fn function_path(path: &str) -> String {
    let raw = |segment: &str| if NEVER_RAW.contains(&segment) { segment.to_owned() } else { identifier(segment) };
    path.split("::").map(raw).collect::<Vec<_>>().join("::")
}

/// Appends `_` to a name until it is not taken, and takes it.
pub(super) fn fresh(name: &mut String, taken: &mut HashSet<String>) {
    while !taken.insert(name.clone()) {
        name.push('_');
    }
}

/// The name of the type of one version.
pub(super) fn versioned(meta: &Meta, version: u32, current: u32) -> String {
    if version == current { identifier(&meta.rust_name) } else { derived_name(&meta.rust_name, &format!("V{version}")) }
}

/// The segment of a module path as an identifier and as the name of its file. Beside keywords, `mod` would be taken
/// for the `mod.rs` of its folder, and a module called like a primitive type would hide that type.
fn module_segment(segment: &str) -> (String, String) {
    if segment == "mod" || NEVER_RAW.contains(&segment) || PRIMITIVES.binary_search(&segment).is_ok() {
        (format!("{segment}_"), format!("{segment}_"))
    } else {
        (identifier(segment), segment.to_owned())
    }
}

/// The names of one module.
#[derive(Debug)]
pub(super) struct ModuleNames {
    /// The identifiers of its path.
    pub(super) path: Vec<String>,
    /// The path of its file below the output folder, without `.rs`.
    pub(super) file: String,
    /// The names of the prelude that its types hide.
    hidden: BTreeSet<&'static str>,
}

impl ModuleNames {
    /// The root of the generated code.
    pub(super) fn root() -> Self {
        Self { path: Vec::new(), file: "mod".to_owned(), hidden: BTreeSet::new() }
    }

    /// A module inside this one's file that has no names of the prelude.
    pub(super) fn child(&self, name: &str) -> Self {
        let path = self.path.iter().cloned().chain([name.to_owned()]).collect();
        Self { path, file: self.file.clone(), hidden: BTreeSet::new() }
    }

    /// The same, where every name of the prelude may mean something else.
    pub(super) fn hiding_prelude(&self) -> Self {
        Self { path: self.path.clone(), file: self.file.clone(), hidden: PRELUDE.map(|(short, _)| short).into() }
    }

    /// A name of the prelude, spelled so that it means what it should here.
    pub(super) fn prelude(&self, name: &'static str) -> &'static str {
        if !self.hidden.contains(name) {
            return name;
        }
        PRELUDE.binary_search_by(|(short, _)| short.cmp(&name)).map_or(name, |index| PRELUDE[index].1)
    }

    /// The path from here to a name in another module.
    pub(super) fn path_to(&self, other: &ModuleNames, name: &str) -> String {
        let common = self.path.iter().zip(&other.path).take_while(|(here, there)| here == there).count();
        let mut out = "super::".repeat(self.path.len() - common);
        for segment in &other.path[common..] {
            out.push_str(segment);
            out.push_str("::");
        }
        out.push_str(name);
        out
    }
}

/// The names of all modules, by the module's index.
pub(super) fn modules(set: &SchemaSet) -> Vec<ModuleNames> {
    let mut taken: BTreeMap<Vec<String>, BTreeMap<String, (String, String)>> = BTreeMap::new();
    // What needs no escape keeps its name, so that `mod_.yaml` beside `mod.yaml` is not renamed.
    let escaped = |segment: &str| module_segment(segment).1 != segment;
    for want_escaped in [false, true] {
        for module in &set.modules {
            for (depth, segment) in module.path.iter().enumerate() {
                let siblings = taken.entry(module.path[..depth].to_vec()).or_default();
                if siblings.contains_key(segment) || escaped(segment) != want_escaped {
                    continue;
                }
                let (mut ident, mut file) = module_segment(segment);
                while siblings.values().any(|(_, other)| *other == file) {
                    ident.push('_');
                    file.push('_');
                }
                siblings.insert(segment.clone(), (ident, file));
            }
        }
    }
    let names = |module: &Module| {
        let segments = (0..module.path.len()).map(|depth| &taken[&module.path[..depth]][&module.path[depth]]);
        let (path, files): (Vec<String>, Vec<String>) = segments.cloned().unzip();
        let hidden = PRELUDE.iter().map(|(short, _)| *short).filter(|short| defines(set, module, short)).collect();
        ModuleNames { path, file: files.join("/"), hidden }
    };
    set.modules.iter().map(names).collect()
}

/// Whether a module has a type of this name.
fn defines(set: &SchemaSet, module: &Module, name: &str) -> bool {
    // Derived names end in `V1`, or in words that no name of the prelude ends in.
    module.definitions.iter().any(|definition| set.meta(*definition).rust_name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted() {
        assert!(KEYWORDS.is_sorted() && PRIMITIVES.is_sorted() && PRELUDE.is_sorted());
    }

    #[test]
    fn keywords_are_raw_or_get_an_underscore() {
        assert_eq!(["type", "Self", "union"].map(identifier), ["r#type", "Self_", "union"]);
        assert_eq!(function_path("crate::type::split"), "crate::r#type::split");
    }
}
