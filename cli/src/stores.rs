//! Stores by their URLs: opened to be read, and never made.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use retold::sqlite::{Options, SqliteStore};
use retold::store::StoreError;

use crate::shown;
use crate::terminal::Failure;

/// What every SQLite file begins with (<https://www.sqlite.org/fileformat.html>).
const SQLITE: &[u8; 16] = b"SQLite format 3\0";

/// Opens a store: `FILE.db` or `sqlite:FILE.db`.
pub(crate) fn open(url: &str) -> Result<SqliteStore, Failure> {
    let path = match scheme(url) {
        Some(("sqlite", rest)) => rest,
        Some((scheme, _)) if !Path::new(url).exists() => {
            return Err(Failure::new(format!("there is no store `{}:` yet", shown::escaped(scheme)))
                .with_help("a store is a SQLite file: `FILE.db` or `sqlite:FILE.db`"));
        }
        _ => url,
    };
    Options::new(path).read_only().open().map_err(|error| failure(&error))
}

/// Whether something that is to be read is a store, and not a file of lines.
pub(crate) fn is_store(path: &Path) -> bool {
    if path.to_str().is_some_and(|text| scheme(text).is_some()) && !path.exists() {
        return true;
    }
    // What is no regular file, such as a pipe, must not be opened to look.
    if !path.is_file() {
        return false;
    }
    let mut start = [0; SQLITE.len()];
    File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok() && start == *SQLITE
}

/// A store's error as the program says it.
pub(crate) fn failure(error: &StoreError) -> Failure {
    Failure::new(shown::escaped(&error.to_string()))
}

/// The scheme of a URL and what follows it. One letter is the drive of a path.
fn scheme(url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = url.split_once(':')?;
    let valid = scheme.len() > 1
        && scheme.starts_with(|first: char| first.is_ascii_lowercase())
        && scheme.chars().all(|character| character.is_ascii_lowercase() || character.is_ascii_digit());
    valid.then_some((scheme, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_have_schemes_and_paths_have_none() {
        assert_eq!(scheme("sqlite:a.db"), Some(("sqlite", "a.db")));
        assert_eq!(scheme("postgres://host/x"), Some(("postgres", "//host/x")));
        for path in ["a.db", "c:\\a.db", "a/b:c", "./x:y", "A:b"] {
            assert_eq!(scheme(path), None, "{path}");
        }
    }
}
