//! Schemas that are compiled with the program, by a macro or by a build script: what is changed, added or removed is in
//! the program that cargo builds next, in a workspace whose folders have names with spaces and letters of any script.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const TMP: &str = env!("CARGO_TARGET_TMPDIR");

/// A workspace with a package for each of the two ways, `included` and `built`.
struct Workspace {
    folder: tempfile::TempDir,
}

impl Workspace {
    fn new() -> Self {
        let this = Self { folder: tempfile::Builder::new().prefix("ways in ").tempdir().expect("a folder") };
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package is in the workspace");
        let runtime = repository.join("runtime");
        let lock = fs::read_to_string(repository.join("Cargo.lock")).expect("the workspace has a lock file");
        this.write("Cargo.lock", &lock);
        this.write(
            "Cargo.toml",
            "[workspace]\nresolver = \"3\"\nmembers = [\"crätes/*\"]\n\n[profile.dev]\ndebug = false\nincremental = false\n",
        );
        for (name, features, script, include) in [
            ("included", "\"schema\"", "", "retold::include_schema!(\"sch mäs\");"),
            ("built", "", "fn main() { retold_build::compile(\"sch mäs\").unwrap() }", "retold::include_generated!();"),
        ] {
            let package = format!(
                "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
                 retold = {{ path = {runtime:?}, features = [{features}] }}\n"
            );
            let build = format!("\n[build-dependencies]\nretold-build = {{ path = {:?} }}\n", repository.join("build"));
            let package = if script.is_empty() { package } else { package + &build };
            this.write(&format!("crätes/{name}/Cargo.toml"), &package);
            if !script.is_empty() {
                this.write(&format!("crätes/{name}/build.rs"), script);
            }
            let main = format!(
                "mod events {{ {include} }}\n\
                 fn main() {{ println!(\"{{}}\", <events::shop::cart::Opened as retold::Versioned>::NAME) }}\n"
            );
            this.write(&format!("crätes/{name}/src/main.rs"), &main);
            this.schema(name, "shop/cart.yaml", "context: shop\nevents:\n  Opened:\n    v1: {}\n");
        }
        this
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    fn schema(&self, package: &str, path: &str, text: &str) {
        self.write(&format!("crätes/{package}/sch mäs/{path}"), text);
    }

    /// What the program prints, or what cargo says.
    fn run(&self, package: &str) -> Result<String, String> {
        let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["run", "--offline", "--quiet", "--color", "never", "--package", package])
            .current_dir(self.folder.path())
            .env("CARGO_TARGET_DIR", Path::new(TMP).parent().expect("it is in the target folder"))
            .output()
            .expect("cargo can be run");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
        if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
    }
}

#[test]
fn what_changes_in_the_schemas_is_in_the_next_program() {
    let workspace = Workspace::new();
    for package in ["included", "built"] {
        assert_eq!(workspace.run(package).as_deref(), Ok("shop.Opened\n"));
        let renamed = "context: shop\nevents:\n  Opened:\n    name: shop.CartOpened\n    v1: {}\n";
        workspace.schema(package, "shop/cart.yaml", renamed);
        assert_eq!(workspace.run(package).as_deref(), Ok("shop.CartOpened\n"));

        workspace.schema(package, "shop/cart.yaml", &format!("{renamed}    v2: {{ by: strin }}\n"));
        let error = workspace.run(package).expect_err("a mistake");
        assert!(error.contains("sch mäs/shop/cart.yaml:6:15"), "{error}");
        assert!(error.contains("a type called `strin` is not defined"), "{error}");
        workspace.schema(package, "shop/cart.yaml", renamed);
        assert_eq!(workspace.run(package).as_deref(), Ok("shop.CartOpened\n"));
    }

    // A file that is new in the folder: cargo looks at the folder where a build script has named it.
    workspace.schema("built", "stock.yaml", "events:\n  Opened: {}\n");
    let error = workspace.run("built").expect_err("an event without a version");
    assert!(error.contains("sch mäs/stock.yaml:2:3"), "{error}");
    // To a macro it is not known before something else changes.
    workspace.schema("included", "stock.yaml", "events:\n  Opened: {}\n");
    assert_eq!(workspace.run("included").as_deref(), Ok("shop.CartOpened\n"));

    // One that goes is known to both.
    for package in ["included", "built"] {
        let folder = format!("crätes/{package}/sch mäs");
        fs::remove_file(workspace.path(&format!("{folder}/stock.yaml"))).expect("removed");
        fs::rename(workspace.path(&format!("{folder}/shop")), workspace.path(&format!("{folder}/store")))
            .expect("moved");
        let error = workspace.run(package).expect_err("the module is another");
        assert!(error.contains("E0433"), "{error}");
    }
}
