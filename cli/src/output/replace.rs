//! Writing schema files anew: each beside its place and renamed, after all of them are written; a file that somebody else
//! changed in the meantime is left alone, and so are the others.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process;

use super::leftovers::UNFINISHED;
use super::unified;
use super::write::{create_all, write_beside};
use retold_codegen::numbers::counted;

use crate::shown;
use crate::terminal::Failure;

/// A file as it is and as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rewritten {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// What is in it; `None` for a file that is not there yet.
    pub(crate) old: Option<String>,
    /// What should be in it.
    pub(crate) new: String,
}

impl Rewritten {
    /// The difference, `made` saying how the new text comes about.
    pub(crate) fn difference(&self, made: &str) -> String {
        unified(&shown::path(&self.path), self.old.as_deref().unwrap_or("").as_bytes(), &self.new, made)
    }
}

/// Writes the files: all of them or, if one cannot be, none. Where that cannot be kept because the system fails between
/// two files, the failure says which are written.
pub(crate) fn replace_all(files: &[Rewritten]) -> Result<(), Failure> {
    let mut staged = Staged(Vec::new());
    for (index, file) in files.iter().enumerate() {
        // A link stays one, and what it leads to is written.
        let target = match &file.old {
            Some(_) => fs::canonicalize(&file.path).map_err(|error| cannot_write(&file.path, &error))?,
            None => file.path.clone(),
        };
        target.parent().map_or(Ok(()), create_all)?;
        let beside = target.with_file_name(format!(".{}-{index}{UNFINISHED}", process::id()));
        let permissions = fs::metadata(&target).ok().map(|metadata| metadata.permissions());
        write_beside(&beside, file.new.as_bytes(), permissions).map_err(|error| {
            let _ = fs::remove_file(&beside);
            cannot_write(&file.path, &error)
        })?;
        staged.0.push((beside, target));
    }
    for file in files {
        unchanged_since(file)?;
    }
    for (index, (file, (beside, target))) in files.iter().zip(&staged.0).enumerate() {
        if let Err(error) = fs::rename(beside, target) {
            let failure = cannot_write(&file.path, &error);
            let written: Vec<String> =
                files[..index].iter().map(|file| format!("`{}`", shown::path(&file.path))).collect();
            return Err(match written.as_slice() {
                [] => failure.with_help("no file was changed"),
                written => failure.with_help(format!(
                    "{} written already: {}; the others are as they were",
                    counted(written.len(), "file is", "files are"),
                    written.join(", ")
                )),
            });
        }
    }
    Ok(())
}

/// Files that wait for their names; what waits still goes when this does.
struct Staged(Vec<(PathBuf, PathBuf)>);

impl Drop for Staged {
    fn drop(&mut self) {
        for (beside, _) in &self.0 {
            let _ = fs::remove_file(beside);
        }
    }
}

/// A file that another program changed after it was read is not overwritten.
fn unchanged_since(file: &Rewritten) -> Result<(), Failure> {
    let now = match fs::read(&file.path) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(cannot_write(&file.path, &error)),
    };
    if now.as_deref() == file.old.as_deref().map(str::as_bytes) {
        return Ok(());
    }
    let message = format!("`{}` was changed by another program in the meantime", shown::path(&file.path));
    Err(Failure::new(message).with_help("no file was written; run this again"))
}

fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot write `{}`: {error}", shown::path(path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(path: PathBuf, old: Option<&str>, new: &str) -> Rewritten {
        Rewritten { path, old: old.map(str::to_owned), new: new.to_owned() }
    }

    #[test]
    fn a_file_that_somebody_else_changed_keeps_all_as_they_are() {
        let folder = tempfile::tempdir().expect("a folder");
        let (one, two) = (folder.path().join("one.yaml"), folder.path().join("two.yaml"));
        fs::write(&one, "1").expect("written");
        fs::write(&two, "changed").expect("written");
        let files = [rewritten(one.clone(), Some("1"), "one"), rewritten(two.clone(), Some("2"), "two")];
        let failure = replace_all(&files).expect_err("two was changed");
        assert!(failure.message.contains("two.yaml") && failure.message.contains("in the meantime"), "{failure:?}");
        assert_eq!(fs::read_to_string(&one).expect("readable"), "1");
        fs::write(&two, "2").expect("written");
        replace_all(&files).expect("written");
        assert_eq!(fs::read_to_string(&one).expect("readable"), "one");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2);
    }

    #[test]
    fn a_new_file_is_made_with_its_folder_and_never_written_over_another() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("shop/cart.yaml");
        replace_all(&[rewritten(path.clone(), None, "new")]).expect("written");
        assert!(replace_all(&[rewritten(path.clone(), None, "newer")]).is_err());
        assert_eq!(fs::read_to_string(&path).expect("readable"), "new");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_one_and_permissions_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let (real, link) = (folder.path().join("real.yaml"), folder.path().join("link.yaml"));
        fs::write(&real, "1").expect("written");
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("set");
        std::os::unix::fs::symlink(&real, &link).expect("linked");
        replace_all(&[rewritten(link.clone(), Some("1"), "2")]).expect("written");
        assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
        assert_eq!(fs::read_to_string(&real).expect("readable"), "2");
        assert_eq!(fs::metadata(&real).expect("there").permissions().mode() & 0o777, 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_cannot_be_written_says_that_nothing_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("none/one.yaml");
        fs::write(folder.path().join("none"), "a file").expect("written");
        let failure = replace_all(&[rewritten(path, None, "new")]).expect_err("there is a file in the way");
        assert!(failure.message.starts_with("cannot "), "{failure:?}");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }
}
