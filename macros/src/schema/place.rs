//! Where a path in a macro leads: it is relative to the folder of the package's `Cargo.toml`.

use std::env;
use std::path::{Component, Path, PathBuf};

/// Schemas that a macro names.
pub(super) struct Place {
    /// The path from where the compiler runs if it leads below that, as in the compiler's own messages.
    pub(super) path: PathBuf,
    /// What `path` is relative to.
    current: PathBuf,
}

impl Place {
    /// The place that a path names.
    ///
    /// # Errors
    /// What is wrong with the path, and what to do.
    pub(super) fn named(written: &str) -> Result<Self, String> {
        let path = Path::new(written);
        if written.is_empty() {
            return Err("the path is empty: name the folder of the schemas, such as `\"schemas\"`".to_owned());
        }
        if path.is_absolute() {
            return Err(format!(
                "`{written}` is an absolute path, which exists on this machine alone: write it relative to the folder of \
                 Cargo.toml"
            ));
        }
        let package = env::var_os("CARGO_MANIFEST_DIR")
            .ok_or("where is the package? `CARGO_MANIFEST_DIR`, which cargo sets, is not set")?;
        let current = env::current_dir().map_err(|error| format!("the compiler runs in no folder: {error}"))?;
        let absolute = without_dots(&Path::new(&package).join(path));
        let mut this = Self { path: PathBuf::new(), current };
        this.path = this.shortened(&absolute);
        Ok(this)
    }

    /// An absolute path as messages show it.
    pub(super) fn shortened(&self, absolute: &Path) -> PathBuf {
        match absolute.strip_prefix(&self.current) {
            Ok(below) if below.as_os_str().is_empty() => PathBuf::from("."),
            Ok(below) => below.to_owned(),
            Err(_) => absolute.to_owned(),
        }
    }

    /// A path of what was read here, so that it is found from anywhere.
    pub(super) fn absolute(&self, path: &Path) -> PathBuf {
        self.current.join(path)
    }
}

/// The path without `.`, and without `..` as far as what is before it is a folder by name; a symbolic link is not
/// looked through, as little as a shell does.
pub(super) fn without_dots(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(plain.components().next_back(), Some(Component::Normal(_))) => {
                plain.pop();
            }
            Component::ParentDir | Component::Normal(_) | Component::RootDir | Component::Prefix(_) => {
                plain.push(component);
            }
        }
    }
    plain
}
