//! Git repositories of a test: in folders of their own, with no settings from outside.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::project::Ran;

/// A folder with repositories, gone when the test ends.
pub(crate) struct Repositories {
    folder: TempDir,
}

/// A repository with its files.
#[derive(Clone, Debug)]
pub(crate) struct Repository {
    pub(crate) folder: PathBuf,
}

impl Repositories {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder for the test") }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A new repository, on `main` before its first commit.
    pub(crate) fn init(&self, name: &str) -> Repository {
        let repository = Repository { folder: self.path(name) };
        fs::create_dir_all(&repository.folder).expect("made");
        repository.git(&["init", "-q", "-b", "main"]);
        // As servers do.
        repository.git(&["config", "uploadpack.allowAnySHA1InWant", "true"]);
        repository
    }

    /// A new repository that has fetched one revision of another, cut off behind so many commits, as a server's
    /// checkout does it.
    pub(crate) fn checkout(&self, name: &str, of: &Repository, revision: &str, depth: Option<u32>) -> Repository {
        let clone = self.init(name);
        clone.git(&["remote", "add", "origin", &format!("file://{}", of.folder.display())]);
        let depth = depth.map(|depth| format!("--depth={depth}"));
        let what = match revision.strip_prefix("refs/heads/") {
            Some(branch) => format!("+{revision}:refs/remotes/origin/{branch}"),
            None => format!("+{revision}:refs/remotes/{}", revision.trim_start_matches("refs/")),
        };
        let mut arguments = vec!["fetch", "-q", "--no-tags"];
        arguments.extend(depth.as_deref());
        if depth.is_none() {
            arguments.extend(["origin", "+refs/heads/*:refs/remotes/origin/*"]);
        } else {
            arguments.push("origin");
        }
        arguments.push(&what);
        clone.git(&arguments);
        let fetched = what.split(':').nth(1).expect("a target").to_owned();
        clone.git(&["checkout", "-q", "--detach", &fetched]);
        clone
    }
}

impl Repository {
    /// A command with this repository's folder and no settings from outside.
    pub(crate) fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.current_dir(&self.folder).stdin(std::process::Stdio::null());
        for (name, value) in [
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_AUTHOR_NAME", "ann"),
            ("GIT_AUTHOR_EMAIL", "ann@example.org"),
            ("GIT_COMMITTER_NAME", "ann"),
            ("GIT_COMMITTER_EMAIL", "ann@example.org"),
        ] {
            command.env(name, value);
        }
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "NO_COLOR", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        command
    }

    /// Runs git to its end, whatever it says.
    pub(crate) fn try_git(&self, arguments: &[&str]) -> Ran {
        Ran::from(self.command("git").args(arguments).output().expect("git starts"))
    }

    /// What git prints.
    #[track_caller]
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let ran = self.try_git(arguments);
        assert_eq!(ran.status, 0, "git {arguments:?}: {ran}");
        ran.stdout.trim().to_owned()
    }

    pub(crate) fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.folder.join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    /// Commits all that is there, and gives the commit.
    pub(crate) fn commit(&self, message: &str) -> String {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
        self.git(&["rev-parse", "HEAD"])
    }
}
