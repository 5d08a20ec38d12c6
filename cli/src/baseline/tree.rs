//! The schema files of a commit: one listing, and one run for all their contents.

use retold_codegen::files::{self, Blob, Schemas};

use super::git::{Git, text};
use crate::shown;
use crate::terminal::Failure;

/// Submodules within submodules.
const DEEPEST: u32 = 8;

/// The schemas below the folder of a repository, as they were in a commit. `revision` is what messages put before the
/// paths.
pub(super) fn schemas(git: &Git, commit: &str, revision: &str) -> Result<Schemas, Failure> {
    let mut blobs = Vec::new();
    collect(git, commit, revision, "", DEEPEST, &mut blobs)?;
    Ok(files::from_blobs(blobs))
}

/// One file of the folder as it was in a commit, and how messages name it; none if it was no file there.
pub(super) fn file(git: &Git, commit: &str, revision: &str, name: &str) -> Result<Option<(Vec<u8>, String)>, Failure> {
    let path = format!("{}{name}", git.prefix);
    let Some(entry) = listed(git, commit, &path)?.into_iter().find(|entry| entry.path == path) else { return Ok(None) };
    let Kind::File = entry.kind else { return Ok(None) };
    let shown = format!("{}:{}", shown::escaped(revision), shown::escaped(&path));
    Ok(git.blobs(&[entry.id])?.pop().map(|bytes| (bytes, shown)))
}

/// An entry of a listing.
struct Entry {
    kind: Kind,
    id: String,
    /// Below the root of the repository.
    path: String,
}

enum Kind {
    File,
    Link,
    Submodule,
}

fn collect(
    git: &Git,
    commit: &str,
    revision: &str,
    above: &str,
    depth: u32,
    into: &mut Vec<Blob>,
) -> Result<(), Failure> {
    let mut files = Vec::new();
    for entry in entries(git, commit)? {
        let Some(below) = entry.path.strip_prefix(&git.prefix) else { continue };
        if git.file.as_ref().is_some_and(|file| file != below) {
            continue;
        }
        let path = format!("{above}{below}");
        if path.split('/').any(|segment| segment.starts_with('.')) {
            continue;
        }
        let is_schema = path.ends_with(".yaml") || path.ends_with(".yml");
        match entry.kind {
            Kind::File if is_schema => files.push((entry, path)),
            Kind::Link if is_schema => {
                let message =
                    format!("`{}:{}` is a symbolic link", shown::escaped(revision), shown::escaped(&entry.path));
                let help = "links are not followed in a commit: compare with a folder";
                return Err(Failure::new(message).with_help(help));
            }
            Kind::File | Kind::Link => {}
            Kind::Submodule if depth > 0 => {
                let inner = git.below(&entry.path)?;
                if inner.commit(&entry.id)?.is_none() {
                    let message = format!("the submodule `{}` does not have its commit {}", entry.path, entry.id);
                    let help = format!("fetch it first, with `git submodule update --init {}`", entry.path);
                    return Err(Failure::new(message).with_help(help));
                }
                collect(&inner, &entry.id, revision, &format!("{path}/"), depth - 1, into)?;
            }
            Kind::Submodule => {}
        }
    }
    let ids: Vec<String> = files.iter().map(|(entry, _)| entry.id.clone()).collect();
    let contents = git.blobs(&ids)?;
    into.extend(files.into_iter().zip(contents).map(|((entry, path), bytes)| {
        let shown = format!("{}:{}{}", shown::escaped(revision), shown::escaped(above), shown::escaped(&entry.path));
        Blob { path, shown, bytes }
    }));
    Ok(())
}

fn entries(git: &Git, commit: &str) -> Result<Vec<Entry>, Failure> {
    listed(git, commit, git.prefix.trim_end_matches('/'))
}

/// What stands at a path of the repository, or below it.
fn listed(git: &Git, commit: &str, path: &str) -> Result<Vec<Entry>, Failure> {
    let mut arguments = vec!["ls-tree", "-r", "-z", "--full-tree", commit];
    if !path.is_empty() {
        arguments.extend(["--", path]);
    }
    let listing = match git.run(&arguments)? {
        Ok(listing) => text(listing),
        Err(why) => return Err(Failure::new(format!("git cannot list the files of {commit}: {why}"))),
    };
    let entry = |line: &str| {
        let (head, path) = line.split_once('\t')?;
        let mut words = head.split(' ');
        let kind = match words.next()? {
            "120000" => Kind::Link,
            "160000" => Kind::Submodule,
            _ => Kind::File,
        };
        Some(Entry { kind, id: words.nth(1)?.to_owned(), path: path.to_owned() })
    };
    Ok(listing.split('\0').filter_map(entry).collect())
}
