//! The TypeScript output as a person reads it. That its compiler takes what is written is held by the tests of the
//! package `retold-tests`.

use std::fs;
use std::path::Path;

use retold_codegen::emit::{OutputFile, typescript};
use retold_codegen::source::{SourceFile, Sources};
use retold_codegen::{Compiled, compile};

fn source(path: &str, text: &str) -> SourceFile {
    SourceFile { path: path.to_owned(), shown: path.to_owned(), text: text.to_owned() }
}

fn compiled(sources: &Sources) -> Compiled {
    let outcome = compile(sources);
    outcome.compiled.unwrap_or_else(|| {
        panic!("{:#?}", outcome.diagnostics.iter().map(|found| (&found.subject, &found.message)).collect::<Vec<_>>())
    })
}

fn folder(path: &str) -> Sources {
    fn add(folder: &Path, prefix: &str, found: &mut Vec<SourceFile>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = format!("{prefix}{}", path.file_name().and_then(|name| name.to_str()).expect("a name"));
            if path.is_dir() {
                add(&path, &format!("{name}/"), found);
            } else if name.ends_with(".yaml") {
                found.push(source(&name, &fs::read_to_string(&path).expect("text")));
            }
        }
    }
    let mut found = Vec::new();
    add(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path), "", &mut found);
    found.sort_by(|left, right| left.path.cmp(&right.path));
    Sources::new(found)
}

/// Names that mean something else in TypeScript, and types of all kinds.
fn hostile() -> Sources {
    folder("codegen/tests/fixtures/typescript")
}

fn text(files: &[OutputFile], path: &str) -> String {
    files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("no {path}")).text.clone()
}

#[test]
fn the_cart_the_booking_and_names_that_mean_something_else() {
    let sources = folder("tests/schemas/language");
    let files = typescript::files(&compiled(&sources), &sources);
    insta::assert_snapshot!("typescript-cart", text(&files, "shop/cart.ts"));
    let sources = folder("schemas");
    let files = typescript::files(&compiled(&sources), &sources);
    insta::assert_snapshot!("typescript-booking", text(&files, "airline/booking.ts"));
    let sources = hostile();
    let files = typescript::files(&compiled(&sources), &sources);
    insta::assert_snapshot!("typescript-hostile", text(&files, "a/record.ts"));
    insta::assert_snapshot!("typescript-hostile-imports", text(&files, "a.ts"));
    assert!(text(&files, "empty.ts").ends_with("export {};\n"));
}

#[test]
fn no_text_of_a_schema_leaves_its_comment() {
    let sources = folder("tests/schemas/constructs");
    for file in typescript::files(&compiled(&sources), &sources) {
        let mut inside = false;
        for line in file.text.lines().map(str::trim) {
            assert!(!inside || line.starts_with('*'), "{}: {line}", file.path);
            inside |= line.starts_with("/**");
            if let Some(end) = line.find("*/").filter(|_| inside) {
                assert_eq!(end + "*/".len(), line.len(), "{}: {line}", file.path);
                inside = false;
            }
        }
        let turns = |char: char| char != '\n' && (char.is_control() || ('\u{202a}'..='\u{202e}').contains(&char));
        assert!(!file.text.contains(turns), "{}", file.path);
    }
}
