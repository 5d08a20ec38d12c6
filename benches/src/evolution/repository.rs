//! A git repository with the files before a change in its only commit, and after it in its folder.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::workload::Files;
use crate::generate::Run;
use crate::measure::peak_memory_of;

/// The repository; it is gone with this value.
#[derive(Debug)]
pub struct Repository {
    folder: tempfile::TempDir,
}

impl Repository {
    /// Commits the one, and writes the other over it.
    ///
    /// # Errors
    /// If git or the disk refuses.
    pub fn new(before: &Files, after: &Files) -> Result<Self, Box<dyn Error>> {
        let repository = Self { folder: tempfile::tempdir()? };
        repository.write(before)?;
        for arguments in [
            &["init", "-q", "-b", "main"] as &[&str],
            &["add", "-A"],
            &["-c", "user.name=ann", "-c", "user.email=ann@example.org", "commit", "-q", "-m", "published"],
            // As a server keeps it.
            &["gc", "-q"],
        ] {
            let status = Command::new("git").current_dir(repository.folder.path()).args(arguments).status()?;
            if !status.success() {
                return Err(format!("git {arguments:?}: {status}").into());
            }
        }
        repository.write(after)?;
        Ok(repository)
    }

    fn write(&self, files: &Files) -> Result<(), Box<dyn Error>> {
        for (path, text) in files {
            let path = self.folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
            // What is not changed is not touched.
            if fs::read_to_string(&path).ok().as_ref() != Some(text) {
                fs::write(path, text)?;
            }
        }
        Ok(())
    }

    /// Runs a program in the folder, which must find nothing wrong.
    ///
    /// # Errors
    /// If it cannot be run, or finds something.
    pub fn run(&self, program: &Path, arguments: &[&str]) -> Result<Run, Box<dyn Error>> {
        let start = Instant::now();
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.folder.path());
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let id = child.id().to_string();
        let mut memory = 0;
        let status = loop {
            memory = peak_memory_of(&id).unwrap_or(memory).max(memory);
            match child.try_wait()? {
                Some(status) => break status,
                None => sleep(Duration::from_millis(1)),
            }
        };
        let time = start.elapsed();
        if !status.success() {
            let output = command.stdout(Stdio::piped()).stderr(Stdio::piped()).output()?;
            let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
            let said: String = said.chars().take(2000).collect();
            return Err(format!("{} {arguments:?}: {status}\n{said}", program.display()).into());
        }
        Ok(Run { time, memory, bytes: 0 })
    }
}

/// The release build of the command line; builds it if it is out of date.
///
/// # Errors
/// If it cannot be built.
pub fn retold() -> Result<PathBuf, Box<dyn Error>> {
    let program = std::env::current_exe()?.with_file_name("retold");
    let built = Command::new("cargo").args(["build", "--release", "-q", "-p", "retold-cli"]).status()?;
    if !built.success() || !program.exists() {
        return Err("the command line was not built".into());
    }
    Ok(program)
}
