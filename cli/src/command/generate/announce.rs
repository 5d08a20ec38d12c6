//! After Rust was generated into a folder for the first time: the line that makes it a module of the user's crate.

use std::fs;
use std::path::Path;

use crate::output::{Change, Comparison};
use crate::terminal::Terminal;

/// Says which line to add, unless the crate has it.
pub(super) fn module(comparison: &Comparison, terminal: &mut Terminal) {
    let is_first =
        comparison.changes.iter().any(|change| matches!(change, Change::Create { path, .. } if path == "mod.rs"));
    if !is_first {
        return;
    }
    let Some(name) = comparison.folder.file_name().and_then(|name| name.to_str()) else { return };
    let parent = comparison.folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let roots = ["lib.rs", "main.rs", "mod.rs"].map(|file| parent.join(file));
    let root = roots.iter().find(|root| root.is_file());
    if root.and_then(|root| fs::read_to_string(root).ok()).is_some_and(|text| declares(&text, name)) {
        return;
    }
    let place = root.map_or_else(
        || "your crate, as the folder is named".to_owned(),
        |root| format!("`{}`", crate::shown::path(root)),
    );
    terminal.message(&format!("\nTo use it, add to {place}:\n\n{}", declaration(name)));
}

/// Whether a file declares the module already.
fn declares(text: &str, name: &str) -> bool {
    let ends = [format!("mod {name};"), format!("mod {};", module_name(name)), format!("mod r#{name};")];
    text.lines().any(|line| ends.iter().any(|end| line.trim_end().ends_with(end.as_str())))
}

/// The line to add: rustfmt leaves generated files as they are.
fn declaration(folder: &str) -> String {
    let name = module_name(folder);
    let path = if name == folder { String::new() } else { format!("    #[path = {:?}]\n", format!("{folder}/mod.rs")) };
    format!("{path}    #[rustfmt::skip]\n    pub mod {name};\n")
}

/// The folder's name as the name of a module.
fn module_name(folder: &str) -> String {
    let mut name: String =
        folder.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect();
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        name.insert(0, '_');
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_names_the_folder() {
        assert_eq!(declaration("events"), "    #[rustfmt::skip]\n    pub mod events;\n");
        assert_eq!(
            declaration("my-Events"),
            "    #[path = \"my-Events/mod.rs\"]\n    #[rustfmt::skip]\n    pub mod my_events;\n"
        );
        assert!(declares("#[rustfmt::skip]\npub(crate) mod events;\n", "events"));
        assert!(!declares("mod my_events;\n// mod events\n", "events"));
    }
}
