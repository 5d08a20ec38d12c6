//! The `git` program: a repository, and revisions in it. Nothing is fetched, checked out or written.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::shown;
use crate::terminal::Failure;

/// A folder within a repository.
#[derive(Clone, Debug)]
pub(super) struct Git {
    folder: PathBuf,
    /// The path of the folder below the root of the repository, with `/` at its end unless it is the root.
    pub(super) prefix: String,
    /// The one file that is looked at, if not the whole folder.
    pub(super) file: Option<String>,
}

impl Git {
    /// The repository that holds a folder or a file, and the place in it.
    pub(super) fn of(schemas: &Path) -> Result<Self, Failure> {
        let (folder, file) = if schemas.is_dir() {
            (schemas.to_owned(), None)
        } else {
            let name = schemas.file_name().map(|name| name.to_string_lossy().into_owned());
            let parent = schemas.parent().filter(|parent| !parent.as_os_str().is_empty());
            (parent.unwrap_or(Path::new(".")).to_owned(), name.filter(|_| schemas.is_file()))
        };
        let mut this = Self { folder, prefix: String::new(), file };
        match this.run(&["rev-parse", "--show-prefix"])? {
            Ok(prefix) => {
                this.prefix = text(prefix).trim_end_matches('\n').to_owned();
                Ok(this)
            }
            Err(why) => {
                let message = format!("`{}` is in no git repository: {why}", shown::path(schemas));
                Err(Failure::new(message).with_help("compare with a folder: name it in place of the revision"))
            }
        }
    }

    /// The same for the root of a repository in a folder below.
    pub(super) fn below(&self, path: &str) -> Result<Self, Failure> {
        let root = match self.run(&["rev-parse", "--show-toplevel"])? {
            Ok(root) => PathBuf::from(text(root).trim_end_matches('\n')),
            Err(why) => return Err(Failure::new(why)),
        };
        Ok(Self { folder: root.join(path), prefix: String::new(), file: None })
    }

    /// What `git` prints, or what it says went wrong.
    pub(super) fn run(&self, arguments: &[&str]) -> Result<Result<Vec<u8>, String>, Failure> {
        let output = self.command(arguments).stdin(Stdio::null()).output().map_err(|error| not_started(&error))?;
        Ok(if output.status.success() { Ok(output.stdout) } else { Err(complaint(&output.stderr)) })
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.folder).args(arguments);
        command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0");
        // Set where git itself runs a hook: they would lead past the folder.
        command.env_remove("GIT_DIR").env_remove("GIT_WORK_TREE").env_remove("GIT_INDEX_FILE").env_remove("GIT_PREFIX");
        command
    }

    /// The commit that a revision names, if there is one.
    pub(super) fn commit(&self, revision: &str) -> Result<Option<String>, Failure> {
        // Two steps, because what stands behind `:/` is a pattern to its end.
        let Some(object) = self.object(revision)? else { return Ok(None) };
        self.object(&format!("{object}^{{commit}}"))
    }

    fn object(&self, name: &str) -> Result<Option<String>, Failure> {
        let found = self.run(&["rev-parse", "--verify", "--quiet", "--end-of-options", name])?;
        Ok(found.ok().map(|id| text(id).trim().to_owned()))
    }

    /// The commit that a revision names.
    pub(super) fn known_commit(&self, revision: &str) -> Result<String, Failure> {
        if let Some(commit) = self.commit(revision)? {
            return Ok(commit);
        }
        let shown = shown::escaped(revision);
        let failure = Failure::new(format!("`{shown}` is no folder, and no revision that git knows here"));
        if self.commit(&format!("refs/remotes/origin/{revision}"))?.is_some() {
            return Err(failure.with_help(format!("did you mean `origin/{shown}`?")));
        }
        if self.is_shallow()? {
            let fetch = fetch_of(revision);
            return Err(failure.with_help(format!("this clone is shallow: fetch it first, with `{fetch}`")));
        }
        Err(failure.with_help("`git branch --all` and `git tag` list what there is"))
    }

    /// Whether history was cut off when the repository was cloned.
    pub(super) fn is_shallow(&self) -> Result<bool, Failure> {
        Ok(self.run(&["rev-parse", "--is-shallow-repository"])?.is_ok_and(|answer| text(answer).trim() == "true"))
    }

    /// The contents of objects, in the order of their ids.
    pub(super) fn blobs(&self, ids: &[String]) -> Result<Vec<Vec<u8>>, Failure> {
        let mut child = self
            .command(&["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| not_started(&error))?;
        let mut asked = child.stdin.take();
        let lines: String = ids.iter().flat_map(|id| [id.as_str(), "\n"]).collect();
        // While the answers are read, or both would wait for each other.
        let asking = std::thread::spawn(move || asked.as_mut().map_or(Ok(()), |pipe| pipe.write_all(lines.as_bytes())));
        let output = child.wait_with_output().map_err(|error| not_started(&error))?;
        let unasked = asking.join().map_or(true, |asked| asked.is_err());
        if unasked || !output.status.success() {
            return Err(Failure::new(format!("git could not read its objects: {}", complaint(&output.stderr))));
        }
        let mut rest = output.stdout.as_slice();
        ids.iter().map(|id| next_blob(&mut rest).ok_or_else(|| missing_object(id))).collect()
    }
}

/// One answer of `cat-file --batch`: a line with id, kind and size, the content, a line feed.
fn next_blob(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let (head, behind) = rest.split_at(end);
    let size: usize = std::str::from_utf8(head).ok()?.split(' ').nth(2)?.parse().ok()?;
    let content = behind.get(1..size.checked_add(1)?)?;
    *rest = behind.get(size.checked_add(2)?..)?;
    Some(content.to_vec())
}

fn missing_object(id: &str) -> Failure {
    Failure::new(format!("the object {id} is not in this repository"))
        .with_help("this is a partial clone: `git fetch --refetch` brings what is missing")
}

/// The command that brings a revision into a shallow clone.
fn fetch_of(revision: &str) -> String {
    let is_hex = revision.len() >= 7 && revision.bytes().all(|byte| byte.is_ascii_hexdigit());
    if revision.contains(['~', '^', '@', ':', ' ']) || is_hex || revision == "HEAD" {
        return "git fetch --unshallow origin".to_owned();
    }
    if let Some(branch) = revision.strip_prefix("origin/") {
        return format!("git fetch --depth=1 origin {branch}:refs/remotes/origin/{branch}");
    }
    let mut characters = revision.chars();
    if characters.next() == Some('v') && characters.next().is_some_and(|second| second.is_ascii_digit()) {
        return format!("git fetch --depth=1 origin tag {revision}");
    }
    format!("git fetch --depth=1 origin {revision}:{revision}")
}

fn not_started(error: &std::io::Error) -> Failure {
    if error.kind() == ErrorKind::NotFound {
        return Failure::new("the program `git` is not here, and revisions are read with it")
            .with_help("install git, or compare with a folder");
    }
    Failure::new(format!("git cannot be run: {error}"))
}

fn complaint(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("git said nothing");
    shown::escaped(line.trim_start_matches("fatal: "))
}

pub(super) fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shallow_clone_gets_the_exact_command() {
        assert_eq!(fetch_of("main"), "git fetch --depth=1 origin main:main");
        assert_eq!(fetch_of("origin/main"), "git fetch --depth=1 origin main:refs/remotes/origin/main");
        assert_eq!(fetch_of("v1.2.0"), "git fetch --depth=1 origin tag v1.2.0");
        assert_eq!(fetch_of("HEAD~3"), "git fetch --unshallow origin");
        assert_eq!(fetch_of("0a1b2c3d"), "git fetch --unshallow origin");
    }

    #[test]
    fn answers_of_a_batch_are_taken_apart() {
        let mut rest: &[u8] = b"id blob 3\na\nb\nid blob 0\n\nid missing\n";
        assert_eq!(next_blob(&mut rest), Some(b"a\nb".to_vec()));
        assert_eq!(next_blob(&mut rest), Some(Vec::new()));
        assert_eq!(next_blob(&mut rest), None);
    }
}
