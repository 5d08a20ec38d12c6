//! A project in a folder of its own, and runs of the program in it.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;

use tempfile::TempDir;

use crate::documents;

/// A schema without a mistake.
pub(crate) const CART: &str = "\
context: shop
aggregate: Cart
id: CartId
doc: What a customer means to buy.
scalars:
  CartId: uuid
events:
  ItemAdded:
    doc: An item was put into the cart.
    v1: { sku: string, quantity: u32 }
";

/// A folder that is gone when the test ends.
pub(crate) struct Project {
    folder: TempDir,
}

impl Project {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder for the test") }
    }

    /// A folder with `schemas/shop/cart.yaml`, and a `retold.toml` that asks for JSON Schema in `json`.
    pub(crate) fn new() -> Self {
        Self::empty()
            .with("schemas/shop/cart.yaml", CART)
            .with("retold.toml", "schemas = \"schemas\"\n\n[generate.json-schema]\nout = \"json\"\n")
    }

    pub(crate) fn with(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        self.write(path, text);
        self
    }

    pub(crate) fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn write(&self, path: impl AsRef<Path>, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect(path)
    }

    /// Every file and link below `path`, with its content.
    pub(crate) fn tree(&self, path: &str) -> BTreeMap<String, Vec<u8>> {
        let mut tree = BTreeMap::new();
        let mut folders = vec![self.path(path)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.expect("an entry").path();
                let name = path.strip_prefix(self.folder.path()).expect("below").to_string_lossy().into_owned();
                if path.is_symlink() {
                    tree.insert(name, b"a link".to_vec());
                } else if path.is_dir() {
                    folders.push(path);
                } else {
                    tree.insert(name, fs::read(&path).expect("readable"));
                }
            }
        }
        tree
    }

    /// The names of the files below `path`.
    pub(crate) fn names(&self, path: &str) -> Vec<String> {
        self.tree(path).into_keys().collect()
    }

    /// The program with these arguments, in this folder.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_retold"));
        self.prepare(&mut command);
        command.args(arguments);
        command
    }

    /// A shell command line in this folder; `$RETOLD` is the program.
    #[cfg(unix)]
    pub(crate) fn shell(&self, line: &str) -> Command {
        let mut command = Command::new("sh");
        self.prepare(&mut command);
        command.args(["-c", line]);
        command
    }

    fn prepare(&self, command: &mut Command) {
        command.current_dir(self.folder.path()).stdin(Stdio::null()).env("RETOLD", env!("CARGO_BIN_EXE_retold"));
        for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "RUST_BACKTRACE", "RUST_LIB_BACKTRACE"] {
            command.env_remove(variable);
        }
    }

    /// Runs the program to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(arguments, self.command(arguments).output().expect("the program starts"))
    }

    /// Runs the program with something on its standard input.
    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Ran {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        let input = input.to_vec();
        // The program may refuse to read all of it.
        let writer = thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().expect("the program ends");
        writer.join().expect("written");
        Ran::of(arguments, output)
    }
}

/// A run that has ended.
pub(crate) struct Ran {
    /// The exit status; -1 for a signal.
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program prints UTF-8");
        Self { status: output.status.code().unwrap_or(-1), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

impl Ran {
    /// A run with these arguments; the JSON document that it prints is as its schema says.
    fn of(arguments: &[&str], output: Output) -> Self {
        let ran = Self::from(output);
        documents::assert_valid(arguments, &ran);
        ran
    }

    /// The JSON document on standard output.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}\n{self}"))
    }

    /// The rules of the findings in the JSON document.
    pub(crate) fn rules(&self) -> Vec<String> {
        let findings = self.json()["findings"].as_array().cloned().unwrap_or_default();
        findings.iter().map(|finding| finding["rule"].as_str().unwrap_or_default().to_owned()).collect()
    }
}

impl fmt::Display for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "exit status: {}\n----- stdout\n{}----- stderr\n{}", self.status, self.stdout, self.stderr)
    }
}
