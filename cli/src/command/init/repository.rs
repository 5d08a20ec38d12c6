//! A git repository that the project is a folder of: its workflows stand at its root, whatever folder they are for.

use std::path::{Path, PathBuf};

use crate::shown;

/// The place of a project in a repository.
#[derive(Debug)]
pub(super) struct Above {
    root: PathBuf,
    /// From the root to the project, with `/`.
    pub(super) folder: String,
}

/// The repository that a folder is part of without being its root.
pub(super) fn above(folder: &Path) -> Option<Above> {
    let (steps, root) = folder.ancestors().enumerate().find(|(_, above)| above.join(".git").exists())?;
    if steps == 0 {
        return None;
    }
    let below: Option<Vec<&str>> = folder.strip_prefix(root).ok()?.iter().map(|part| part.to_str()).collect();
    Some(Above { root: root.to_owned(), folder: below?.join("/") })
}

impl Above {
    pub(super) fn told(&self, folder: &Path) -> String {
        format!(
            "workflows run from the root of a repository alone: move {} to {}; its steps run in this folder\n",
            shown::quoted(&folder.join(".github/workflows/ci.yml")),
            shown::quoted(&self.root.join(".github/workflows")),
        )
    }

    /// What a workflow at the root says of its steps.
    pub(super) fn defaults(&self) -> String {
        format!("defaults:\n  run:\n    working-directory: {}\n\n", serde_json::Value::from(self.folder.as_str()))
    }
}
