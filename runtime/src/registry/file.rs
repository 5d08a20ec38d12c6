//! The lock on disk: read whole, written beside and renamed, by one registry at a time.

use std::fs::{self, File};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// The largest lock, in bytes.
const LARGEST: u64 = 128 << 20;

/// The text of the lock; none if there is none.
///
/// # Errors
/// Why it cannot be read, as the rest of a sentence that begins with its name.
pub(super) fn read(path: &Path) -> Result<Option<String>, String> {
    match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(format!("cannot be read: {error}")),
        Ok(metadata) if !metadata.is_file() => return Err("is no file".to_owned()),
        Ok(_) => {}
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| format!("cannot be read: {error}"))?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| format!("cannot be read: {error}"))?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("is larger than {} MiB, and no lock is", LARGEST >> 20));
    }
    String::from_utf8(bytes).map(Some).map_err(|_| "is no lock: it is not UTF-8".to_owned())
}

/// Writes the lock: whoever reads it meanwhile sees the old or the new one.
///
/// # Errors
/// Why it cannot be written; it is then as it was.
pub(super) fn write(path: &Path, text: &str) -> Result<(), String> {
    // A link goes on leading to it.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if text.len() as u64 > LARGEST {
        return Err(format!("would be larger than {} MiB", LARGEST >> 20));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}.new", std::process::id()));
    let written = File::create(&beside)
        .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
        .and_then(|()| match fs::metadata(&path) {
            Ok(metadata) => fs::set_permissions(&beside, metadata.permissions()),
            Err(_) => Ok(()),
        })
        .and_then(|()| fs::rename(&beside, &path));
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        format!("cannot be written: {error}")
    })
}

/// Waits until no other registry writes this lock, in whatever process, and keeps others waiting while it lives.
///
/// # Errors
/// When there is no folder for the lock.
pub(super) fn alone(path: &Path) -> Result<File, String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = fs::canonicalize(folder)
        .map_err(|error| format!("cannot be written: its folder `{}` cannot be found: {error}", folder.display()))?;
    // Not beside the lock, where it would stay.
    let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one((folder, path.file_name()));
    let guard: PathBuf = std::env::temp_dir().join(format!("retold-registry-{hash:016x}"));
    let open = File::options().create(true).truncate(false).write(true).open(&guard);
    let locked = open.and_then(|file| file.lock().map(|()| file));
    locked.map_err(|error| format!("cannot be written: `{}` cannot be locked: {error}", guard.display()))
}
