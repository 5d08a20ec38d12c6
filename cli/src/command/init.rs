//! `retold init [DIR]`: a project that works at once.

mod dependency;
mod files;
mod name;
mod repository;

use std::fs;
use std::path::{Path, PathBuf};

use crate::arguments::Init;
use crate::output;
use crate::shown;
use crate::status::Status;
use crate::terminal::{Failure, Terminal};
use dependency::Dependency;
use files::NewFile;

/// Makes the project, or nothing.
pub(super) fn run(arguments: &Init, terminal: &mut Terminal) -> Status {
    match make(arguments, terminal) {
        Ok(()) => Status::Done,
        Err(failure) => {
            terminal.failure(&failure);
            Status::CouldNotLook
        }
    }
}

fn make(arguments: &Init, terminal: &mut Terminal) -> Result<(), Failure> {
    let folder = arguments.folder.clone().unwrap_or_else(|| PathBuf::from("."));
    let absolute = absolute(&folder)?;
    let name = match &arguments.name {
        Some(name) => name::checked(name)?,
        None => name::from_folder(&absolute),
    };
    let dependency = Dependency::find(arguments.path.as_deref(), &absolute)?;
    let above = repository::above(&absolute);
    let files = files::all(&name, &dependency, is_in_workspace(&absolute), above.as_ref())?;
    let (files, kept) = free(&folder, files)?;
    write(&folder, &files)?;
    for file in &files {
        terminal.detail(&format!("wrote {}", shown::path(&folder.join(&file.path))));
    }
    for file in &kept {
        let path = shown::path(&folder.join(&file.path));
        terminal
            .message(&format!("{path} was there and is left as it is; it should have:\n\n{}", indented(&file.text)));
    }
    if let Some(above) = &above {
        terminal.message(&above.told(&folder));
    }
    terminal.message(&format!("made `{name}`, a to-do list, in {}\n", shown::path(&folder)));
    if folder != Path::new(".") {
        terminal.message(&format!("    cd {}", shown::quoted(&folder)));
    }
    terminal.message(
        "    cargo test              # given, when, then\n    \
         cargo run -- add milk   # a command; what happened is kept in todo.db\n    \
         cargo run -- log        # everything that happened\n\n\
         Then change schemas/todo/list.yaml, and run `retold generate` and `retold scaffold List`: it says what is new.",
    );
    Ok(())
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}

/// The folder without links and `..`, as far as it exists.
fn absolute(folder: &Path) -> Result<PathBuf, Failure> {
    let failure = |error| Failure::new(format!("cannot use `{}`: {error}", shown::path(folder)));
    let mut exists = std::path::absolute(folder).map_err(failure)?;
    let mut rest = Vec::new();
    loop {
        match fs::canonicalize(&exists) {
            Ok(real) => return Ok(rest.into_iter().rev().fold(real, |path, name| path.join(name))),
            Err(error) => match (exists.file_name().map(ToOwned::to_owned), exists.parent().map(Path::to_owned)) {
                (Some(name), Some(parent)) if error.kind() == std::io::ErrorKind::NotFound => {
                    rest.push(name);
                    exists = parent;
                }
                _ => return Err(failure(error)),
            },
        }
    }
}

/// Whether a folder above is a workspace, which cargo would take the project for a part of.
fn is_in_workspace(folder: &Path) -> bool {
    folder.ancestors().skip(1).any(|above| {
        fs::read_to_string(above.join("Cargo.toml"))
            .is_ok_and(|text| text.lines().any(|line| line.trim_start().starts_with("[workspace")))
    })
}

/// Nothing is overwritten: the files that can be written, and those that may stay as somebody else made them.
fn free(folder: &Path, files: Vec<NewFile>) -> Result<(Vec<NewFile>, Vec<NewFile>), Failure> {
    let mut in_the_way = Vec::new();
    let (mut free, mut kept) = (Vec::new(), Vec::new());
    for file in files {
        let path = folder.join(&file.path);
        match obstacle(folder, &file.path) {
            None => free.push(file),
            Some(found) if found == path && file.may_be_there && found.is_file() => kept.push(file),
            Some(found) => in_the_way.push(shown::path(&found)),
        }
    }
    in_the_way.sort();
    in_the_way.dedup();
    if in_the_way.is_empty() {
        return Ok((free, kept));
    }
    let mut failure = Failure::new("nothing was written: these are in the way, and nothing is overwritten");
    for path in &in_the_way {
        failure = failure.with_help(format!("move `{path}` away, or name another folder"));
    }
    if in_the_way.contains(&shown::path(&folder.join("Cargo.toml"))) {
        failure = failure.with_help(
            "or stay with the project that is there: `cargo add retold --features sqlite`, `[generate.rust]` with \
             `out = \"src/events\"` in a retold.toml, and `retold new aggregate shop.Cart --key uuid` for a schema",
        );
    }
    Err(failure)
}

/// What stands where a file should go: something of its name, or no folder where a folder should be.
fn obstacle(folder: &Path, path: &str) -> Option<PathBuf> {
    let mut place = folder.to_owned();
    let mut segments = path.split('/').peekable();
    if fs::symlink_metadata(&place).is_ok() && !place.is_dir() {
        return Some(place);
    }
    while let Some(segment) = segments.next() {
        place.push(segment);
        match fs::symlink_metadata(&place) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
            Ok(metadata) if metadata.is_dir() && segments.peek().is_some() => {}
            Ok(_) | Err(_) => return Some(place),
        }
    }
    None
}

/// Writes all files; if one cannot be, those before it are removed again.
fn write(folder: &Path, files: &[NewFile]) -> Result<(), Failure> {
    let mut made: Vec<PathBuf> = Vec::new();
    for file in files {
        let path = folder.join(&file.path);
        let missing: Vec<PathBuf> = path
            .ancestors()
            .skip(1)
            .take_while(|above| !above.as_os_str().is_empty() && !above.exists())
            .map(Path::to_owned)
            .collect();
        let result = output::create(&path, file.text.as_bytes());
        made.extend(missing.into_iter().rev());
        if let Err(failure) = result {
            for path in made.iter().rev() {
                // What cannot be removed has something in it that is not ours.
                let _ = fs::remove_file(path).or_else(|_| fs::remove_dir(path));
            }
            return Err(failure.with_help("what was written before it was removed again"));
        }
        made.push(path);
    }
    Ok(())
}
