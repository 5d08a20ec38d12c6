//! The whole command, `retold generate rust json-schema`: from files to files, once into an empty folder and once again
//! without a change.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::Run;
use crate::measure::peak_memory_of;

/// A folder with schemas and a `retold.toml`, and the program.
#[derive(Debug)]
pub struct Project {
    folder: tempfile::TempDir,
    program: PathBuf,
}

impl Project {
    /// Writes the schemas, and builds the program if it is not beside this one.
    ///
    /// # Errors
    /// If either fails.
    pub fn new(schemas: &[(String, String)]) -> Result<Self, Box<dyn Error>> {
        let program = std::env::current_exe()?.with_file_name("retold");
        let built = Command::new("cargo").args(["build", "--release", "-q", "-p", "retold-cli"]).status()?;
        if !built.success() || !program.exists() {
            return Err("the command line was not built".into());
        }
        let folder = tempfile::tempdir()?;
        fs::create_dir(folder.path().join("schemas"))?;
        for (path, text) in schemas {
            fs::write(folder.path().join("schemas").join(path), text)?;
        }
        let config = "[generate.rust]\nout = \"rust\"\n[generate.json-schema]\nout = \"json\"\n";
        fs::write(folder.path().join("retold.toml"), config)?;
        Ok(Self { folder, program })
    }

    /// Runs `retold generate`; what was written before stays.
    ///
    /// # Errors
    /// If it does not succeed.
    pub fn generate(&self) -> Result<Run, Box<dyn Error>> {
        let start = Instant::now();
        let mut child = Command::new(&self.program)
            .args(["generate", "--quiet"])
            .current_dir(self.folder.path())
            .stdout(Stdio::null())
            .spawn()?;
        let mut memory = 0;
        let status = loop {
            memory = peak_memory_of(&child.id().to_string()).unwrap_or(memory).max(memory);
            match child.try_wait()? {
                Some(status) => break status,
                None => sleep(Duration::from_millis(1)),
            }
        };
        let time = start.elapsed();
        if !status.success() {
            return Err(format!("retold generate: {status}").into());
        }
        Ok(Run {
            time,
            memory,
            bytes: size(&self.folder.path().join("rust"))? + size(&self.folder.path().join("json"))?,
        })
    }

    /// Removes what was written.
    ///
    /// # Errors
    /// If it cannot be removed.
    pub fn clear(&self) -> Result<(), Box<dyn Error>> {
        fs::remove_dir_all(self.folder.path().join("rust"))?;
        fs::remove_dir_all(self.folder.path().join("json"))?;
        Ok(())
    }
}

fn size(folder: &Path) -> Result<usize, Box<dyn Error>> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        bytes += usize::try_from(entry?.metadata()?.len())?;
    }
    Ok(bytes)
}
