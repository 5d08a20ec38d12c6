//! What the crate is called: after its folder, whatever that is called.

use std::path::Path;

use crate::shown;
use crate::terminal::Failure;

/// Names that cargo or the project itself has other uses for.
const TAKEN: [&str; 14] = [
    "retold",
    "test",
    "core",
    "std",
    "alloc",
    "proc_macro",
    "proc-macro",
    "build",
    "deps",
    "examples",
    "incremental",
    "con",
    "nul",
    "aux",
];

/// Every word that Rust keeps.
const KEYWORDS: [&str; 52] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true",
    "try", "type", "typeof", "union", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

const LONGEST: usize = 60;

/// A name that somebody chose.
pub(super) fn checked(name: &str) -> Result<String, Failure> {
    let valid = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.len() <= LONGEST
        && name.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_'))
        && !is_taken(name);
    if valid {
        return Ok(name.to_owned());
    }
    Err(Failure::new(format!("a crate cannot be called `{}`", shown::escaped(name)))
        .with_help("letters, digits, `-` and `_`, beginning with a letter, and no word that Rust or cargo keeps"))
}

/// A name after the last part of the path.
pub(super) fn from_folder(folder: &Path) -> String {
    let folder = folder.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let mut name = String::new();
    for character in folder.chars().flat_map(|character| plain(character).chars()) {
        if character.is_ascii_alphanumeric() || character == '_' {
            name.push(character);
        } else if !name.ends_with('-') {
            name.push('-');
        }
    }
    let mut name = name.trim_matches(['-', '_']).to_owned();
    name.truncate(LONGEST - 4);
    let name = name.trim_end_matches(['-', '_']).to_owned();
    if name.is_empty() {
        "todo".to_owned()
    } else if name.starts_with(|first: char| first.is_ascii_digit()) {
        format!("app-{name}")
    } else if is_taken(&name) {
        format!("{name}-app")
    } else {
        name
    }
}

/// A letter without its accents, as far as Latin has them; anything else stands for what is between words.
fn plain(character: char) -> &'static str {
    const ASCII: &str = "abcdefghijklmnopqrstuvwxyz0123456789_";
    match character {
        'à'..='ã' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ä' | 'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì'..='ï' | 'ī' | 'į' | 'ı' => "i",
        'ł' | 'ľ' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò'..='õ' | 'ō' | 'ő' => "o",
        'ö' | 'ø' | 'œ' => "oe",
        'ř' => "r",
        'ś' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ť' | 'ț' => "t",
        'þ' => "th",
        'ù'..='û' | 'ū' | 'ů' | 'ű' | 'ų' => "u",
        'ü' => "ue",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        other => ASCII.find(other).map_or("-", |at| &ASCII[at..=at]),
    }
}

fn is_taken(name: &str) -> bool {
    TAKEN.contains(&name) || KEYWORDS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_folder_gives_a_name_that_cargo_takes() {
        let name = |folder: &str| from_folder(Path::new(folder));
        for (folder, expected) in [
            ("a/shop", "shop"),
            ("My Shop!", "my-shop"),
            ("2024", "app-2024"),
            ("fn", "fn-app"),
            ("retold", "retold-app"),
            ("…", "todo"),
            ("/", "todo"),
            ("--x__", "x"),
            ("\u{1b}[2J", "2j"),
            ("\"; rm -rf", "rm-rf"),
        ] {
            let found = name(folder);
            assert_eq!(found, if expected == "2j" { "app-2j" } else { expected }, "{folder}");
            assert_eq!(checked(&found).as_deref(), Ok(found.as_str()));
        }
        assert!(checked(&name(&"x".repeat(300))).is_ok());
        for name in ["", "a b", "1a", "fn", "é", "a\"", "retold"] {
            assert!(checked(name).is_err(), "{name}");
        }
    }
}
