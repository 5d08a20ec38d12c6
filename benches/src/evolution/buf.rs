//! buf, from the npm package `@bufbuild/buf`, which is installed below `target`. What runs is the program itself, without
//! the start of node before it.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The program, and its version; an error says why it is not to be had.
///
/// # Errors
/// If npm cannot install it.
pub fn program() -> Result<(PathBuf, String), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/buf");
    let program = match installed(&folder) {
        Some(program) => program,
        None => {
            fs::create_dir_all(&folder)?;
            let mut npm = Command::new("npm");
            npm.args(["install", "--silent", "--no-audit", "--no-fund", "@bufbuild/buf", "--prefix"]).arg(&folder);
            let status = npm.stdout(Stdio::null()).stderr(Stdio::null()).status();
            let status = status.map_err(|error| format!("npm: {error}"))?;
            installed(&folder).ok_or_else(|| format!("npm did not install @bufbuild/buf: {status}"))?
        }
    };
    let version = Command::new(&program).arg("--version").output()?.stdout;
    Ok((program, String::from_utf8_lossy(&version).trim().to_owned()))
}

/// Of the packages with a program for one platform each, npm installs the right one.
fn installed(folder: &Path) -> Option<PathBuf> {
    let packages = fs::read_dir(folder.join("node_modules/@bufbuild")).ok()?;
    let programs = packages.filter_map(Result::ok).filter(|package| package.file_name() != "buf");
    programs.map(|package| package.path().join("bin/buf")).find(|program| program.is_file())
}
