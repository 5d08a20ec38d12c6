//! The README is run: every `sh` block in a clean copy of the checkout, in order and each in the folder that the one
//! before has left, with what it prints compared to the `text` block after it. A `diff` block is the edit that a reader
//! makes to the file that it names; every other block that names a file is found in that file.
//!
//! Only `cargo` is not quite what a reader starts: a script in front of it points it at this checkout and builds
//! without optimisation, so that nothing is built a second time. The project that the tour makes is built as it is, into
//! the same target folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A fenced block: what stands after the fence, and the text.
struct Block {
    info: String,
    text: String,
    line: usize,
}

fn checkout() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package is a folder of the checkout").to_owned()
}

fn blocks() -> Vec<Block> {
    let readme = fs::read_to_string(checkout().join("README.md")).expect("there is a README");
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (index, line) in readme.lines().enumerate() {
        match (open.as_mut(), line.strip_prefix("```")) {
            (None, Some(info)) => {
                open = Some(Block { info: info.trim().to_owned(), text: String::new(), line: index + 1 });
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    blocks
}

#[test]
fn every_command_works_and_prints_what_the_readme_shows() {
    let mut copy = Copy::new();
    let blocks = blocks();
    let mut ran = 0;
    for (index, block) in blocks.iter().enumerate() {
        if let Some(path) = block.info.strip_prefix("diff ") {
            copy.edit(path, block);
        }
        // At the root, the tests are what runs just now.
        if block.info != "sh" || (block.text == "cargo test\n" && copy.is_at_the_root()) {
            continue;
        }
        let printed = copy.run(block);
        ran += 1;
        if let Some(shown) = blocks.get(index + 1).filter(|next| next.info == "text") {
            // A last line `…` leaves out the rest.
            match shown.text.strip_suffix("…\n") {
                Some(start) => assert!(printed.starts_with(start), "line {}: {printed}", shown.line),
                None => assert_eq!(printed, shown.text, "what the block on line {} prints", block.line),
            }
        }
    }
    assert!(ran >= 5, "the README has commands");
    copy.assert_unchanged();
}

#[test]
fn the_two_commands_of_the_readme_come_first() {
    let blocks = blocks();
    let commands: Vec<&str> = blocks.iter().filter(|block| block.info == "sh").map(|block| block.text.trim()).collect();
    assert_eq!(commands[..2], ["cargo run -p cart", "cargo test"]);
}

#[test]
fn every_quoted_file_has_what_is_quoted() {
    for block in blocks() {
        let Some((_, path)) = block.info.split_once(' ').filter(|(kind, path)| *kind != "diff" && *path != "bench")
        else {
            continue;
        };
        let text = fs::read_to_string(checkout().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(text.contains(&block.text), "the block on line {} is not in {path}", block.line);
    }
}

#[test]
fn every_bench_that_is_named_exists() {
    let benches: Vec<String> = blocks()
        .into_iter()
        .filter(|block| block.info == "sh bench")
        .flat_map(|block| block.text.lines().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    assert!(!benches.is_empty(), "the README says how to measure");
    for line in benches {
        let name = line
            .strip_prefix("cargo run --release -p retold-bench --bin ")
            .unwrap_or_else(|| panic!("`{line}` is not how benches are started"));
        assert!(checkout().join("benches/src/bin").join(name).with_extension("rs").is_file(), "no bench `{name}`");
    }
}

#[test]
fn every_link_leads_to_a_file() {
    let readme = fs::read_to_string(checkout().join("README.md")).expect("there is a README");
    for link in readme.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        assert!(link.starts_with("https://") || checkout().join(link).exists(), "nothing at {link}");
    }
}

/// A copy of the checkout without what was built, and the folder of programs in front of the path.
struct Copy {
    folder: tempfile::TempDir,
    programs: tempfile::TempDir,
    /// The folder that the last block has left.
    current: PathBuf,
}

impl Copy {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let current = folder.path().canonicalize().expect("the folder is there");
        let copy = Self { folder, programs: tempfile::tempdir().expect("a temporary folder"), current };
        for file in files(&checkout()) {
            let to = copy.folder.path().join(&file);
            fs::create_dir_all(to.parent().expect("a file is in a folder")).expect("the folder can be made");
            fs::copy(checkout().join(&file), to).expect("the file can be copied");
        }
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        let checkout = checkout().display().to_string();
        let target = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| format!("{checkout}/target"));
        copy.program(
            "cargo",
            &format!(
                "#!/bin/sh\nset -eu\n\
                 if test -f retold.toml && grep -q '^\\[workspace\\]' Cargo.toml; then\n\
                 test -f Cargo.lock || cp '{checkout}/Cargo.lock' .\n\
                 command=$1\nshift\nexec '{cargo}' \"$command\" -q --offline --target-dir '{target}' \"$@\"\nfi\n\
                 command=$1\nshift\ncase $command in\n\
                 install) cd '{checkout}' && exec '{cargo}' install -q --debug --no-track --force \"$@\" ;;\n\
                 *) exec '{cargo}' \"$command\" -q --manifest-path '{checkout}/Cargo.toml' \"$@\" ;;\nesac\n"
            ),
        );
        copy
    }

    fn program(&self, name: &str, text: &str) {
        let path = self.programs.path().join(name);
        fs::write(&path, text).expect("the program can be written");
        let status = Command::new("chmod").arg("+x").arg(&path).status().expect("chmod starts");
        assert!(status.success());
    }

    fn is_at_the_root(&self) -> bool {
        self.folder.path().canonicalize().is_ok_and(|root| root == self.current)
    }

    /// Makes the edit that a block shows: the lines that stay or go must stand in the file exactly once.
    fn edit(&self, path: &str, block: &Block) {
        let lines = |signs: [char; 2]| -> String {
            let lines = block.text.lines().filter(|line| line.is_empty() || line.starts_with(signs));
            lines.flat_map(|line| [line.get(1..).unwrap_or_default(), "\n"]).collect()
        };
        let (old, new) = (lines([' ', '-']), lines([' ', '+']));
        let file = self.current.join(path);
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(text.matches(&old).count(), 1, "line {}: what the edit begins from is not in {path}", block.line);
        fs::write(&file, text.replace(&old, &new)).expect("the file can be written");
    }

    fn run(&mut self, block: &Block) -> String {
        let place = self.programs.path().join("where");
        let installed = self.programs.path().join("bin");
        let path = std::env::var("PATH").unwrap_or_default();
        let output = Command::new("sh")
            .args(["-eu", "-c", &format!("{}pwd > \"$WHERE\"", block.text)])
            .current_dir(&self.current)
            .env("WHERE", &place)
            .env("PATH", format!("{}:{}:{path}", self.programs.path().display(), installed.display()))
            .env("CARGO_INSTALL_ROOT", self.programs.path())
            .env("CART_DB", self.folder.path().join("cart.db"))
            .env("NO_COLOR", "1")
            .envs(["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"].map(|name| (name, "A reader")))
            .envs(["GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"].map(|name| (name, "reader@example.com")))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .output()
            .expect("sh starts");
        assert!(
            output.status.success(),
            "the block on line {}:\n{}{}{}",
            block.line,
            block.text,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        let left = fs::read_to_string(&place).expect("the block says where it has ended");
        self.current = PathBuf::from(left.trim_end());
        String::from_utf8(output.stdout).expect("commands print UTF-8")
    }

    /// What is checked in is up to date: running what the README says changes none of it.
    fn assert_unchanged(&self) {
        for file in files(&checkout()) {
            let before = fs::read(checkout().join(&file)).expect("the file can be read");
            let after = fs::read(self.folder.path().join(&file)).expect("no command removes a file");
            assert!(before == after, "{} changed", file.display());
        }
    }
}

/// All files of the checkout but those that were built, relative to it.
fn files(root: &Path) -> Vec<PathBuf> {
    fn walk(root: &Path, folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(root.join(folder)).expect("the folder can be read") {
            let entry = entry.expect("the folder can be read");
            let path = folder.join(entry.file_name());
            let built = ["target", ".git", "corpus", "artifacts"].iter().any(|name| entry.file_name() == *name);
            if built {
                continue;
            }
            if entry.file_type().expect("the kind of a file").is_dir() {
                walk(root, &path, found);
            } else {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(root, Path::new(""), &mut found);
    found
}
