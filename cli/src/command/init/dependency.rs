//! What the project depends on: a published release, or a checkout of Retold's own repository.

use std::fs;
use std::path::{Path, PathBuf};

use crate::shown;
use crate::terminal::Failure;

/// Where `retold` comes from.
#[derive(Debug)]
pub(super) enum Dependency {
    /// The release of this program.
    Release,
    /// A checkout, by its path from the project's folder or from the root.
    Checkout(String),
}

impl Dependency {
    /// The checkout that is named, or the one that the folder is in, or a release.
    pub(super) fn find(named: Option<&Path>, folder: &Path) -> Result<Self, Failure> {
        if let Some(named) = named {
            let failure = |why: &str| {
                Failure::new(format!("`{}` is no checkout of Retold: {why}", shown::path(named)))
                    .with_help("name the folder that has `runtime/Cargo.toml`")
            };
            let real = fs::canonicalize(named).map_err(|error| failure(&error.to_string()))?;
            if !is_checkout(&real) {
                return Err(failure("it has no crate `retold` in `runtime`"));
            }
            return text(&real).map(Self::Checkout).ok_or_else(|| failure("its path is not UTF-8"));
        }
        let above = folder.ancestors().enumerate().find(|(_, above)| is_checkout(above));
        Ok(above.map_or(Self::Release, |(steps, _)| {
            Self::Checkout(if steps == 0 { ".".to_owned() } else { vec![".."; steps].join("/") })
        }))
    }

    /// The line of `Cargo.toml` with these features.
    pub(super) fn line(&self, features: &str) -> String {
        match self {
            Dependency::Release => {
                format!("retold = {{ version = \"{}\", features = [\"{features}\"] }}", env!("CARGO_PKG_VERSION"))
            }
            Dependency::Checkout(path) => {
                let path = toml::Value::from(format!("{path}/runtime"));
                format!("retold = {{ path = {path}, features = [\"{features}\"] }}")
            }
        }
    }

    /// What `cargo install --locked` installs the command line from.
    pub(super) fn install(&self) -> String {
        match self {
            Dependency::Release => format!("retold-cli --version {}", env!("CARGO_PKG_VERSION")),
            Dependency::Checkout(path) => format!("--path {}", shown::quoted(&PathBuf::from(path).join("cli"))),
        }
    }
}

fn text(path: &Path) -> Option<String> {
    path.to_str().map(str::to_owned)
}

fn is_checkout(folder: &Path) -> bool {
    fs::read_to_string(folder.join("runtime/Cargo.toml"))
        .is_ok_and(|text| text.lines().any(|line| line.trim_end() == "name = \"retold\""))
}
