//! What a build sees: the files and when they were written, what is told to cargo, and the text of errors.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::{Builder, Error, Output};

const CART: &str = "context: shop\nevents:\n  Opened:\n    v1: { by: string }\n";

/// A package in a folder whose name needs care, and the folder of its builds.
struct Package {
    folder: tempfile::TempDir,
}

impl Package {
    fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("a päckage with spaces").tempdir().expect("a folder");
        Self { folder }.with("schemas/shop/cart.yaml", CART)
    }

    fn with(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("made");
        fs::write(path, text).expect("written");
        self
    }

    fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(path)
    }

    fn builder(&self) -> Builder {
        Builder::new(self.path("schemas")).out_dir(self.path("out"))
    }

    /// The result of a build, and what it tells cargo, without the path of the package.
    fn build(&self, builder: &Builder) -> (Result<(), Error>, String) {
        let mut told = Vec::new();
        let result = builder.compile_for(&mut told);
        (result, self.shortened(&String::from_utf8(told).expect("text")))
    }

    fn shortened(&self, text: &str) -> String {
        text.replace(&format!("{}/", self.folder.path().display()), "")
    }

    /// Every file that was written, with its time.
    fn written(&self) -> Vec<(String, SystemTime)> {
        fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.expect("listed").path();
                if path.is_dir() { walk(&path, found) } else { found.push(path) }
            }
        }
        let mut found = Vec::new();
        walk(&self.path("out"), &mut found);
        found.sort();
        let time = |path: &Path| fs::metadata(path).and_then(|metadata| metadata.modified()).expect("a time");
        found.iter().map(|path| (self.shortened(&path.display().to_string()), time(path))).collect()
    }

    fn names(&self) -> Vec<String> {
        self.written().into_iter().map(|(name, _)| name).collect()
    }
}

#[test]
fn cargo_is_told_of_every_folder_and_file() {
    let package = Package::new().with("schemas/stock.yml", "context: stock\n").with("schemas/notes/README.md", "");
    let (result, told) = package.build(&package.builder());
    result.expect("no mistake");
    let told = told.replace(&format!("={}", package.folder.path().display()), "=");
    insta::assert_snapshot!(told, @r"
    cargo::rerun-if-changed=schemas
    cargo::rerun-if-changed=schemas/shop
    cargo::rerun-if-changed=schemas/notes
    cargo::rerun-if-changed=schemas/stock.yml
    cargo::rerun-if-changed=schemas/shop/cart.yaml
    ");
}

#[test]
fn what_did_not_change_is_not_written_again() {
    let package = Package::new();
    let builder = package.builder().output(Output::JsonSchema, "json").output(Output::TypeScript, "json");
    package.build(&builder).0.expect("no mistake");
    let before = package.written();
    assert_eq!(
        package.names(),
        ["out/json/.retold.rs.files", "out/json/shop/cart.ts", "out/json/shop.Opened.v1.schema.json", "out/retold.rs"]
    );
    package.build(&builder).0.expect("no mistake");
    assert_eq!(package.written(), before);
}

#[test]
fn what_is_not_written_any_more_is_removed_and_nothing_else() {
    let package = Package::new().with("out/json/mine.json", "{}");
    let builder = package.builder().output(Output::JsonSchema, "json");
    package.build(&builder).0.expect("no mistake");
    let package = package.with("schemas/shop/cart.yaml", CART.replace("Opened", "Closed"));
    let list = package.path("out/json/.retold.rs.files");
    let listed = fs::read_to_string(&list).expect("it is there");
    fs::write(&list, format!("{listed}../../schemas/shop/cart.yaml\n")).expect("written");
    package.build(&builder).0.expect("no mistake");
    assert_eq!(
        package.names(),
        ["out/json/.retold.rs.files", "out/json/mine.json", "out/json/shop.Closed.v1.schema.json", "out/retold.rs"]
    );
    assert!(package.path("schemas/shop/cart.yaml").is_file());
}

#[test]
fn mistakes_are_shown_at_their_lines_and_leave_everything_as_it_was() {
    let package = Package::new();
    package.build(&package.builder()).0.expect("no mistake");
    let before = package.written();
    let package =
        package.with("schemas/shop/cart.yaml", CART.replace("shop\n", "&shop shop\n")).with("schemas/b.yaml", b"\xff");
    let (result, told) = package.build(&package.builder());
    assert!(told.contains("cargo::rerun-if-changed=schemas/shop/cart.yaml\n"), "{told}");
    let error = result.expect_err("mistakes");
    assert_eq!(format!("{error:?}"), error.to_string());
    insta::assert_snapshot!("mistakes", package.shortened(&error.to_string()));
    assert_eq!(package.written(), before);
}

#[test]
fn a_warning_of_the_schemas_is_one_of_the_build() {
    let text = "events:\n  E:\n    v1: { n: u32 }\n    v2:\n      n: { type: u64, from: n, fill: 0 }\n";
    let package = Package::new().with("schemas/shop/cart.yaml", text);
    let (result, told) = package.build(&package.builder());
    result.expect("a warning stops nothing");
    let warnings: Vec<&str> = told.lines().filter(|line| line.starts_with("cargo::warning=")).collect();
    insta::assert_snapshot!("warning", package.shortened(&warnings.join("\n")));
}

#[test]
fn nothing_to_compile_is_an_error() {
    let package = Package::new().with("empty/README.md", "");
    let of = |path: &str| package.build(&Builder::new(package.path(path)).out_dir(package.path("out"))).0;
    let missing = of("schema").expect_err("nothing").to_string();
    insta::assert_snapshot!("missing", package.shortened(&missing));
    assert!(of("empty").expect_err("nothing").to_string().contains("it has no `.yaml` or `.yml` file"));
    assert!(package.names().is_empty());
}

#[cfg(unix)]
#[test]
fn the_name_of_a_file_is_no_directive() {
    let package = Package::new().with("schemas/a\ncargo::rustc-env=A=B\n.yaml", CART);
    let (result, told) = package.build(&package.builder());
    let error = result.expect_err("no name of a module").to_string();
    assert!(error.contains("[file-name-invalid]"), "{error}");
    assert!(told.lines().all(|line| line.starts_with("cargo::rerun-if-changed=")), "{told}");
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let package = Package::new().with("out", "a file");
    let error = package.build(&package.builder()).0.expect_err("no folder").to_string();
    assert!(package.shortened(&error).starts_with("cannot write `out/retold.rs`: "), "{error}");
}
