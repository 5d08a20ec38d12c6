//! Which files are one application, and what its document is called.

use std::collections::HashMap;

use crate::model::{Definition, Module, ModuleId, SchemaSet};

/// What sends and receives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::emit) struct Application {
    /// The owner, the context, or the path of the file, whichever is there first.
    pub(in crate::emit) name: String,
    /// Whether the name is that of an owner.
    pub(in crate::emit) is_owner: bool,
    /// The name of its file, without what all have at their end.
    pub(in crate::emit) file: String,
    /// Its files, in their order.
    pub(in crate::emit) modules: Vec<ModuleId>,
}

impl Application {
    /// Its definitions, in the order of the files.
    pub(in crate::emit) fn definitions<'s>(&'s self, set: &'s SchemaSet) -> impl Iterator<Item = Definition> + 's {
        self.modules.iter().flat_map(|module| &set[*module].definitions).copied()
    }
}

/// Why files belong together. Two of one kind and text are one application; an owner that is called like a context is
/// another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Reason {
    Owner,
    Context,
    File,
}

fn reason(module: &Module) -> (Reason, String) {
    match (&module.owner, &module.context) {
        (Some(owner), _) => (Reason::Owner, owner.clone()),
        (None, Some(context)) => (Reason::Context, context.clone()),
        (None, None) => (Reason::File, module.path.join(".")),
    }
}

/// All applications, in the order in which files first name them.
pub(in crate::emit) fn applications(set: &SchemaSet) -> Vec<Application> {
    let mut found: Vec<Application> = Vec::new();
    let mut known = HashMap::new();
    let mut files = HashMap::new();
    for (index, module) in set.modules.iter().enumerate() {
        let (reason, name) = reason(module);
        let id = ModuleId::from_index(index);
        let at = *known.entry((reason, name.clone())).or_insert_with(|| {
            let file = file_name(&name, &mut files);
            found.push(Application { name, is_owner: reason == Reason::Owner, file, modules: Vec::new() });
            found.len() - 1
        });
        found[at].modules.push(id);
    }
    found
}

/// A name for a file that no other application has, whatever the disk does with the case of letters, and that every
/// system takes.
fn file_name(name: &str, taken: &mut HashMap<String, u32>) -> String {
    // What hides a file, or is an option to whoever names it.
    let name = if name.starts_with(['.', '-']) { format!("_{name}") } else { name.to_owned() };
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let digit = |rest: &str| matches!(rest.as_bytes(), [b'0'..=b'9']);
    let is_device = matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
        || stem.strip_prefix("com").or(stem.strip_prefix("lpt")).is_some_and(digit);
    let name = if is_device { format!("_{name}") } else { name };
    let mut numbered = name.clone();
    loop {
        match taken.get_mut(&numbered.to_ascii_lowercase()) {
            None => break,
            Some(_) => {
                let count = taken.entry(name.to_ascii_lowercase()).or_insert(1);
                *count += 1;
                numbered = format!("{name}-{count}");
            }
        }
    }
    taken.insert(numbered.to_ascii_lowercase(), 1);
    numbered
}

/// For each module, the index of its application.
pub(in crate::emit) fn by_module(set: &SchemaSet, applications: &[Application]) -> Vec<usize> {
    let mut found = vec![0; set.modules.len()];
    for (index, application) in applications.iter().enumerate() {
        application.modules.iter().for_each(|module| found[module.index()] = index);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_differ_without_their_case_and_are_taken_everywhere() {
        let mut taken = HashMap::new();
        let names = ["Cart", "cart", "cart-2", "CART", "..", "-rf", "con", "Com1.x", "common"];
        let files = names.map(|name| file_name(name, &mut taken));
        assert_eq!(
            files,
            ["Cart", "cart-2", "cart-2-2", "CART-3", "_..", "_-rf", "_con", "_Com1.x", "common"].map(str::to_owned)
        );
    }
}
