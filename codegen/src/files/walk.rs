//! Walking a schema folder: every entry in sorted order, symbolic links followed but never in a circle.

use std::collections::{HashMap, VecDeque};
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::rules;

use super::{Reading, Unread, shown, unreadable, unusable_name};

/// A folder still to be listed.
struct Folder {
    /// Where it is.
    real: PathBuf,
    /// Its path below the schema folder, with `/` and ending in one unless empty.
    prefix: String,
}

/// What is still to be listed, and what was. Links wait until the folders themselves are done, and a folder that was
/// listed once is not listed again: a second way to it would define everything twice, and links can lead in circles.
#[derive(Default)]
struct Walk {
    folders: Vec<Folder>,
    links: VecDeque<Folder>,
    listed: HashMap<PathBuf, String>,
}

/// Reads all schema files below `root`.
pub(super) fn folder(root: &Path, reading: &mut Reading) {
    let mut walk = Walk::default();
    walk.folders.push(Folder { real: root.to_owned(), prefix: String::new() });
    while let Some(folder) = walk.folders.pop().or_else(|| walk.links.pop_front()) {
        let path = folder.prefix.trim_end_matches('/').to_owned();
        let shown = shown::path(&folder.real);
        match walk.entries(&folder) {
            Err(error) => reading.unread.push(unreadable(path, shown, &error)),
            Ok(Err(same)) => {
                let message = format!("`{shown}` is the same folder as `{same}`, which was read already");
                let finding =
                    Diagnostic::new(&rules::file_unreadable::RULE, None, message).with_help("remove the symbolic link");
                reading.unread.push(Unread::whole(path, shown, finding));
            }
            Ok(Ok(entries)) => {
                reading.looked_at.folders.push(folder.real.clone());
                for entry in entries {
                    self::entry(&folder, &entry, reading, &mut walk);
                }
            }
        }
    }
}

impl Walk {
    /// The entries of a folder, or how it was called when it was listed before.
    fn entries(&mut self, folder: &Folder) -> io::Result<Result<Vec<DirEntry>, String>> {
        let canonical = fs::canonicalize(&folder.real)?;
        if let Some(same) = self.listed.get(&canonical) {
            return Ok(Err(same.clone()));
        }
        self.listed.insert(canonical, shown::path(&folder.real));
        entries(&folder.real).map(Ok)
    }
}

fn entries(folder: &Path) -> io::Result<Vec<DirEntry>> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(DirEntry::file_name);
    Ok(entries)
}

fn entry(folder: &Folder, entry: &DirEntry, reading: &mut Reading, walk: &mut Walk) {
    let name = entry.file_name();
    if name.as_encoded_bytes().starts_with(b".") {
        return;
    }
    let real = folder.real.join(&name);
    let shown = shown::path(&real);
    let path = format!("{}{}", folder.prefix, name.to_string_lossy());
    let extension = Path::new(&name).extension().map(|extension| extension.to_string_lossy().into_owned());
    let extension = extension.unwrap_or_default();
    let is_schema = extension == "yaml" || extension == "yml";
    let metadata = match fs::metadata(&real) {
        Ok(metadata) => metadata,
        // A broken link to something that is no schema hides nothing.
        Err(_) if !is_schema && entry.file_type().is_ok_and(|kind| !kind.is_dir()) => return,
        Err(error) => return reading.unread.push(unreadable(path, shown, &error)),
    };
    if metadata.is_dir() && !is_schema {
        let below = Folder { real, prefix: format!("{path}/") };
        return match entry.file_type() {
            _ if name.to_str().is_none() => reading.unread.push(unusable_name(path, shown)),
            Ok(kind) if kind.is_symlink() => walk.links.push_back(below),
            _ => walk.folders.push(below),
        };
    }
    if is_schema && name.to_str().is_none() {
        reading.unread.push(unusable_name(path, shown));
    } else if is_schema {
        reading.file(&real, path, shown);
    } else if extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml") {
        let finding = Diagnostic::new(
            &rules::file_name_not_usable::RULE,
            None,
            format!("`{shown}` would be passed over: the extension must be spelled `.yaml` or `.yml`"),
        )
        .with_help(format!("rename the file, so that it ends in `.{}`", extension.to_ascii_lowercase()));
        reading.unread.push(Unread::whole(path, shown, finding));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(root: &Path) -> (Vec<String>, Vec<String>) {
        let mut reading = Reading::default();
        folder(root, &mut reading);
        let Reading { files, unread, looked_at } = reading;
        assert!(looked_at.folders.contains(&root.to_owned()) && looked_at.files.len() == files.len());
        let mut paths: Vec<_> = files.into_iter().map(|file| file.path).collect();
        paths.sort();
        (paths, unread.into_iter().map(|unread| unread.finding.message).collect())
    }

    #[test]
    fn hidden_and_other_files_are_no_schemas() {
        let root = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(root.path().join("shop/.git")).expect("made");
        for name in ["a.yml", "shop/cart.yaml", "shop/.git/x.yaml", ".hidden.yaml", "notes.md", "yaml"] {
            fs::write(root.path().join(name), "").expect("written");
        }
        assert_eq!(read(root.path()), (vec!["a.yml".to_owned(), "shop/cart.yaml".to_owned()], vec![]));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_circles_are_named() {
        let root = tempfile::tempdir().expect("a folder");
        let other = tempfile::tempdir().expect("a folder");
        fs::write(other.path().join("x.yaml"), "").expect("written");
        fs::create_dir(root.path().join("shop")).expect("made");
        std::os::unix::fs::symlink(other.path(), root.path().join("linked")).expect("linked");
        std::os::unix::fs::symlink("..", root.path().join("shop/loop")).expect("linked");
        std::os::unix::fs::symlink("itself.yaml", root.path().join("itself.yaml")).expect("linked");
        let (files, unread) = read(root.path());
        assert_eq!(files, ["linked/x.yaml"]);
        assert_eq!(unread.len(), 2, "{unread:?}");
        assert!(unread[0].contains("itself.yaml`: "), "{unread:?}");
        assert!(unread[1].contains("shop/loop` is the same folder as `"), "{unread:?}");
    }
}
