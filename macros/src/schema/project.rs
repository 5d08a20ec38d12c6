//! Which schemas form one set with a file: those of the project that it belongs to. Of `retold.toml` one key is read, and
//! read strictly, since a macro should not bring a parser of TOML into every build.

use std::fs;
use std::path::{Path, PathBuf};

const FILE_NAME: &str = "retold.toml";

/// The folder of the schemas, unless the file says otherwise.
const USUAL_SCHEMAS: &str = "schemas";

/// The set that a file is part of.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SetOf {
    /// Its folder.
    pub(super) folder: PathBuf,
    /// The `retold.toml` that says so, if one does.
    pub(super) said_by: Option<PathBuf>,
}

/// The set that the file at `path` is part of: that of the folder that the nearest `retold.toml` above names, else of the
/// nearest one called `schemas`, else of the one that the file is in.
///
/// # Errors
/// If `retold.toml` cannot be understood.
pub(super) fn set_of(path: &Path) -> Result<SetOf, String> {
    let folders = || path.ancestors().skip(1);
    for folder in folders() {
        let file = folder.join(FILE_NAME);
        let Ok(text) = fs::read_to_string(&file) else { continue };
        let Some(schemas) = schemas(&text) else {
            return Err(format!(
                "`schemas` in {} is not understood here: write it in one line, as in `schemas = \"schemas\"`",
                file.display()
            ));
        };
        let set = super::place::without_dots(&folder.join(schemas));
        if path.starts_with(&set) {
            return Ok(SetOf { folder: set, said_by: Some(file) });
        }
        break;
    }
    let called = folders().find(|folder| folder.file_name().is_some_and(|name| name == USUAL_SCHEMAS));
    Ok(SetOf { folder: called.or(path.parent()).unwrap_or(path).to_owned(), said_by: None })
}

/// The value of the key `schemas` before the first table; the usual one if there is no such key.
fn schemas(toml: &str) -> Option<&str> {
    let top = toml.lines().map(str::trim).take_while(|line| !line.starts_with('['));
    let mut lines = top.filter(|line| line.starts_with(USUAL_SCHEMAS) || line.starts_with(['"', '\'']));
    let Some(line) = lines.next() else { return Some(USUAL_SCHEMAS) };
    let value = line.strip_prefix(USUAL_SCHEMAS)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let (value, rest) = value[1..].split_once(quote)?;
    let rest = rest.trim_start();
    let is_plain = !value.is_empty() && !value.contains('\\') && (rest.is_empty() || rest.starts_with('#'));
    is_plain.then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_key_is_read_and_what_is_not_plain_is_told() {
        assert_eq!(schemas("# x\n\n[generate.rust]\nschemas = 1"), Some("schemas"));
        assert_eq!(schemas("schemas=\"../a b\" # where"), Some("../a b"));
        assert_eq!(schemas("  schemas = 'a\"b'\n[check]"), Some("a\"b"));
        for odd in [
            "schemas = \"\"\"a\"\"\"",
            "schemas = \"\\u0061\"",
            "\"schemas\" = \"a\"",
            "schemas.x = 1",
            "schemas = [\"a\"]",
        ] {
            assert_eq!(schemas(odd), None, "{odd}");
        }
    }

    #[test]
    fn the_nearest_project_says_what_the_set_is() {
        let root = std::env::temp_dir().join(format!("retold-project-{}", std::process::id()));
        let folder = root.join("a/schemas/shop");
        fs::create_dir_all(&folder).expect("made");
        let file = folder.join("cart.yaml");
        let set = |folder: &str, said_by: Option<&str>| {
            Ok(SetOf { folder: root.join(folder), said_by: said_by.map(|path| root.join(path)) })
        };
        assert_eq!(set_of(&file), set("a/schemas", None));
        fs::write(root.join("retold.toml"), "schemas = \"./a/../a\"").expect("written");
        assert_eq!(set_of(&file), set("a", Some("retold.toml")));
        fs::write(root.join("a/retold.toml"), "schemas = \"elsewhere\"").expect("written");
        assert_eq!(set_of(&file), set("a/schemas", None));
        fs::write(root.join("a/retold.toml"), "schemas = 3").expect("written");
        assert!(set_of(&file).is_err());
        fs::remove_dir_all(root).expect("removed");
    }
}
