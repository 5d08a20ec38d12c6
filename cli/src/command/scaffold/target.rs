//! Which file is written, and what the generated modules are called in it.

use std::path::{Component, Path, PathBuf};

use retold_codegen::emit::rust::scaffold::{Kind, Scaffold as Code};

use crate::arguments::Scaffold;
use crate::config::Project;
use crate::output::Output;
use crate::shown;
use crate::terminal::Failure;

/// Where it goes.
pub(super) struct Target {
    /// The Rust path of the generated modules.
    pub(super) module: String,
    out: Option<PathBuf>,
    /// The folder of the generated modules.
    pub(super) generated: Option<PathBuf>,
}

impl Target {
    pub(super) fn new(arguments: &Scaffold, project: &Project) -> Result<Self, Failure> {
        let generated = project.out_of(Output::Rust);
        let module = match (&arguments.module, &generated) {
            (Some(module), _) if is_path(module) => module.clone(),
            (Some(module), _) => {
                return Err(Failure::new(format!("`{}` is no Rust path", shown::escaped(module)))
                    .with_help("such as `--module crate::events`"));
            }
            (None, Some(generated)) => module_of(generated).ok_or_else(|| {
                let shown = shown::path(generated);
                Failure::new(format!("cannot say what the modules in `{shown}` are called in Rust"))
                    .with_help("name them with `--module crate::events`")
            })?,
            (None, None) => "crate::events".to_owned(),
        };
        if generated.is_none() && arguments.out.is_none() {
            return Err(Failure::new("retold.toml does not say where generated Rust is, and no file is named")
                .with_help("add `[generate.rust]` with `out = \"src/events\"` to retold.toml")
                .with_help("or name the file with `--out FILE`"));
        }
        Ok(Self { module, out: arguments.out.clone(), generated })
    }

    /// Whether somebody named the file.
    pub(super) fn is_named(&self) -> bool {
        self.out.is_some()
    }

    /// The file that is written.
    pub(super) fn file(&self, code: &Code) -> PathBuf {
        if let Some(out) = &self.out {
            return out.clone();
        }
        let generated = self.generated.as_deref().unwrap_or(Path::new("src/events"));
        let beside = generated.parent().unwrap_or(Path::new(""));
        // `events.rs` beside `events/mod.rs` would be two files of one module.
        let is_taken = generated.file_name().is_some_and(|name| name == code.file_name.as_str());
        let end = match code.kind {
            _ if !is_taken => ".rs",
            Kind::Aggregate => "_aggregate.rs",
            Kind::View => "_view.rs",
            Kind::Queries => "_handler.rs",
            Kind::Process => "_process.rs",
        };
        beside.join(format!("{}{end}", code.file_name))
    }
}

/// `crate::a::b` for `…/src/a/b`.
fn module_of(folder: &Path) -> Option<String> {
    let names: Vec<&str> = folder
        .components()
        .filter_map(|component| match component {
            Component::Normal(name) => Some(name.to_str().unwrap_or("-")),
            Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => None,
        })
        .collect();
    let src = names.iter().rposition(|name| *name == "src")?;
    let module = std::iter::once("crate").chain(names[src + 1..].iter().copied()).collect::<Vec<_>>().join("::");
    is_path(&module).then_some(module)
}

fn is_path(path: &str) -> bool {
    path.split("::").all(|segment| {
        let segment = segment.strip_prefix("r#").unwrap_or(segment);
        segment.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && segment.chars().all(|character| character.is_ascii_alphanumeric() || character == '_')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_of_a_folder() {
        assert_eq!(module_of(Path::new("src/events")).as_deref(), Some("crate::events"));
        assert_eq!(module_of(Path::new("../a/src/x/events")).as_deref(), Some("crate::x::events"));
        assert_eq!(module_of(Path::new("src")).as_deref(), Some("crate"));
        assert_eq!(module_of(Path::new("generated")), None);
        assert_eq!(module_of(Path::new("src/my-events")), None);
    }
}
