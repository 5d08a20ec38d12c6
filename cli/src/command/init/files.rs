//! The files of a new project. The generated ones are made as `retold generate` makes them.

use std::fmt::Write;

use retold_codegen::emit::OutputFile;
use retold_codegen::emit::rust::OwnTypes;
use retold_codegen::source::{SourceFile, Sources};
use retold_codegen::{compile, meta_schema};

use super::dependency::Dependency;
use super::repository::Above;
use crate::output::Output;
use crate::terminal::Failure;

const SCHEMA: &str = include_str!("template/list.yaml");

/// What the program of a new project makes of its samples, as its test writes it.
const RESULTS: [(&str, &str); 4] = [
    ("todo.AddTask.v1", include_str!("template/samples/todo.AddTask.v1.today.json")),
    ("todo.FinishTask.v1", include_str!("template/samples/todo.FinishTask.v1.today.json")),
    ("todo.TaskAdded.v1", include_str!("template/samples/todo.TaskAdded.v1.today.json")),
    ("todo.TaskDone.v1", include_str!("template/samples/todo.TaskDone.v1.today.json")),
];

/// A file to write.
#[derive(Debug)]
pub(super) struct NewFile {
    /// Below the project's folder, with `/`.
    pub(super) path: String,
    pub(super) text: String,
    /// Whether the project can do with the one that somebody has.
    pub(super) may_be_there: bool,
}

/// All files of a project.
pub(super) fn all(
    name: &str,
    dependency: &Dependency,
    in_workspace: bool,
    above: Option<&Above>,
) -> Result<Vec<NewFile>, Failure> {
    let ci = include_str!("template/ci.yml.txt")
        .replace("INSTALL", &dependency.install())
        .replace("jobs:", &format!("{}jobs:", above.map(Above::defaults).unwrap_or_default()));
    let mut files = vec![
        file("Cargo.toml", manifest(name, dependency, in_workspace)),
        file("retold.toml", include_str!("template/retold.toml.txt")),
        file("schemas/retold.schema.json", meta_schema::text()),
        file("schemas/todo/list.yaml", SCHEMA),
        file("src/main.rs", include_str!("template/main.rs.txt")),
        file("src/list.rs", include_str!("template/list.rs.txt")),
        file(".github/workflows/ci.yml", ci),
        NewFile { may_be_there: true, ..file(".vscode/settings.json", include_str!("template/settings.json.txt")) },
        NewFile { may_be_there: true, ..file(".gitignore", include_str!("template/gitignore.txt")) },
    ];
    files.extend(generated()?);
    Ok(files)
}

fn file(path: &str, text: impl Into<String>) -> NewFile {
    NewFile { path: path.to_owned(), text: text.into(), may_be_there: false }
}

fn manifest(name: &str, dependency: &Dependency, in_workspace: bool) -> String {
    let mut text = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n{}\n\n\
         [dev-dependencies]\n{}\n",
        dependency.line("sqlite"),
        dependency.line("testing"),
    );
    if in_workspace {
        let _ = write!(text, "\n# The project is no part of the workspace that its folder is in.\n[workspace]\n");
    }
    text
}

fn generated() -> Result<Vec<NewFile>, Failure> {
    let path = "todo/list.yaml".to_owned();
    let shown = format!("schemas/{path}");
    let sources = Sources::new(vec![SourceFile { path, shown, text: SCHEMA.to_owned() }]);
    let compiled = compile(&sources).compiled;
    let files = |output: Output| {
        compiled.as_ref().and_then(|compiled| output.files(compiled, &sources, &OwnTypes::default()).ok())
    };
    let (rust, samples) = files(Output::Rust)
        .zip(files(Output::Samples))
        .ok_or_else(|| Failure::new("the schema of new projects has a mistake"))?;
    let below = |folder: &'static str| move |made: OutputFile| file(&format!("{folder}/{}", made.path), made.text);
    let results = RESULTS.map(|(name, text)| file(&format!("samples/{name}.today.json"), text));
    Ok(rust
        .into_iter()
        .map(below("src/events"))
        .chain(samples.into_iter().map(below("samples")))
        .chain(results)
        .collect())
}
