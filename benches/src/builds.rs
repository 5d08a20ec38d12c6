//! What a user's build costs: crates of many event types, checked by cargo, and a clean build of the dependencies. Each
//! crate stands in a temporary workspace of its own, with the versions of this repository's `Cargo.lock`.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::measure::time_of_ended_children;

pub mod workload;

/// A crate to build.
#[derive(Debug)]
pub struct Crate {
    folder: tempfile::TempDir,
    target: PathBuf,
}

impl Crate {
    /// Writes a crate with these dependencies, as lines of a `Cargo.toml`, and these files under `src`. Crates that are
    /// given the same target folder share what their dependencies come to.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn new(dependencies: &str, files: &[(String, String)], target: &Path) -> Result<Self, Box<dyn Error>> {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let folder = tempfile::tempdir()?;
        let manifest = format!(
            "[package]\nname = \"users\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{}",
            dependencies.replace("RUNTIME", &repository.join("runtime").display().to_string())
        );
        fs::write(folder.path().join("Cargo.toml"), manifest)?;
        fs::copy(repository.join("Cargo.lock"), folder.path().join("Cargo.lock"))?;
        for (path, text) in files {
            let path = folder.path().join("src").join(path);
            fs::create_dir_all(path.parent().ok_or("a file has a folder")?)?;
            fs::write(path, text)?;
        }
        Ok(Self { folder, target: target.to_owned() })
    }

    /// Runs `cargo check`; gives the processor time that it took, of all its processes.
    ///
    /// # Errors
    /// If cargo does not succeed.
    pub fn check(&self) -> Result<Duration, Box<dyn Error>> {
        self.cargo("check")
    }

    /// Runs `cargo build` after everything that was built is gone; gives the processor time.
    ///
    /// # Errors
    /// If cargo does not succeed.
    pub fn clean_build(&self) -> Result<Duration, Box<dyn Error>> {
        if self.target.exists() {
            fs::remove_dir_all(&self.target)?;
        }
        self.cargo("build")
    }

    /// Has the next `check` read this crate again, and nothing else.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn touch(&self) -> Result<(), Box<dyn Error>> {
        let path = self.folder.path().join("src/lib.rs");
        let text = fs::read(&path)?;
        Ok(fs::write(path, text)?)
    }

    fn cargo(&self, command: &str) -> Result<Duration, Box<dyn Error>> {
        let before = time_of_ended_children()?;
        let status = Command::new("cargo")
            .args([command, "--quiet"])
            .current_dir(self.folder.path())
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "0")
            .stdout(Stdio::null())
            .status()?;
        if !status.success() {
            return Err(format!("cargo {command}: {status}").into());
        }
        Ok(time_of_ended_children()? - before)
    }
}
