//! `retold.toml`: found in the current folder or the nearest one above it, read strictly, and all its problems
//! reported together, each at its place. Paths in it are relative to the folder that it stands in.

mod allow;
mod read;
mod toml_table;
mod types;

use std::ops::Range;
use std::path::{Path, PathBuf};

use retold_codegen::diagnostic::Diagnostic;
pub(crate) use retold_codegen::evolution::Mode;
use retold_codegen::files::regular_file::{self, Refusal};
use retold_codegen::rules::{self, Rule};
use retold_codegen::source::{FileId, Place, SourceFile};

pub(crate) use allow::{Allow, Key, lines_for};
pub(crate) use types::TypesConfig;

use crate::output::Output;
use crate::shown;
use crate::terminal::Failure;

/// The name of the file.
pub(crate) const FILE_NAME: &str = "retold.toml";

/// The folder of the schemas, unless the file says otherwise.
const USUAL_SCHEMAS: &str = "schemas";

const LARGEST: u64 = 1 << 20;

/// The project: what `retold.toml` says, or the defaults where there is none.
#[derive(Debug)]
pub(crate) struct Project {
    /// The folder that paths are relative to: of `retold.toml`, or the current one.
    pub(crate) folder: PathBuf,
    /// The file, if there is one.
    pub(crate) file: Option<SourceFile>,
    /// What it says, as far as it could be read.
    pub(crate) config: Config,
    /// What is wrong in it.
    pub(crate) problems: Vec<Problem>,
}

/// What `retold.toml` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Config {
    /// The folder of the schemas; `None` if what the file says cannot be read.
    pub(crate) schemas: Option<String>,
    /// `[generate.…]`, in the order in which outputs are written.
    pub(crate) generate: Vec<(Output, OutputConfig)>,
    /// `[generate.rust.types]`.
    pub(crate) types: TypesConfig,
    /// `[check]`.
    pub(crate) check: CheckConfig,
}

/// `[generate.…]` of one output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OutputConfig {
    /// The folder to write into.
    pub(crate) out: String,
}

/// `[check]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CheckConfig {
    /// The direction of the evolution check.
    pub(crate) mode: Mode,
    /// What to compare with.
    pub(crate) against: Option<String>,
    /// `policy = "frozen"`: no published body changes in place.
    pub(crate) frozen: bool,
    /// `[[check.allow]]`.
    pub(crate) allow: Vec<Allow>,
}

/// Something wrong in `retold.toml`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Problem {
    pub(crate) rule: &'static Rule,
    pub(crate) span: Range<usize>,
    pub(crate) message: String,
    pub(crate) label: String,
    /// A second place of the file, and what stands there.
    pub(crate) also: Option<(Range<usize>, &'static str)>,
    pub(crate) help: Vec<String>,
    pub(crate) replacement: Option<String>,
}

impl Problem {
    pub(crate) fn new(rule: &'static Rule, span: Range<usize>, message: impl Into<String>) -> Self {
        let (label, help) = (String::new(), Vec::new());
        Self { rule, span, message: message.into(), label, also: None, help, replacement: None }
    }

    pub(crate) fn with_label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    pub(crate) fn with_also(mut self, span: Range<usize>, label: &'static str) -> Self {
        self.also = Some((span, label));
        self
    }

    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// "did you mean", with the edit that mends it.
    pub(crate) fn with_suggestion(mut self, nearest: Option<&str>) -> Self {
        if let Some(nearest) = nearest {
            self.help.push(format!("did you mean `{nearest}`?"));
            self.replacement = Some(nearest.to_owned());
        }
        self
    }

    /// The problem as a finding in the file with this id.
    pub(crate) fn into_diagnostic(self, file: FileId) -> Diagnostic {
        let place = Place::new(file, self.span);
        let mut diagnostic = Diagnostic::new(self.rule, place, self.message).with_label(self.label);
        diagnostic.help = self.help;
        if let Some((span, label)) = self.also {
            diagnostic = diagnostic.with_also(Place::new(file, span), label);
        }
        if let Some(replacement) = self.replacement {
            diagnostic = diagnostic.with_edit(place, replacement);
        }
        diagnostic
    }
}

impl Project {
    /// Looks for `retold.toml` from the current folder upwards and reads it. A file that is there but cannot be read
    /// is a failure: the defaults would then do something that nobody asked for.
    pub(crate) fn find(current: &Path) -> Result<Project, Failure> {
        let mut folder = PathBuf::new();
        for above in current.ancestors() {
            if std::fs::symlink_metadata(above.join(FILE_NAME)).is_ok() {
                return Project::read(folder);
            }
            folder.push("..");
        }
        let config = Config { schemas: Some(USUAL_SCHEMAS.to_owned()), ..Config::default() };
        Ok(Project { folder: PathBuf::new(), file: None, config, problems: Vec::new() })
    }

    fn read(folder: PathBuf) -> Result<Project, Failure> {
        let path = folder.join(FILE_NAME);
        let shown = shown::path(&path);
        let bytes = regular_file::read(&path, LARGEST).map_err(|refusal| match refusal {
            Refusal::Unreadable(error) => Failure::new(format!("cannot read `{shown}`: {error}")),
            Refusal::NotAFile(what) => Failure::new(format!("`{shown}` is {what}, not a file")),
            Refusal::TooLarge => Failure::new(format!("`{shown}` is larger than {} MiB", LARGEST >> 20)),
        })?;
        let (text, problems) = match String::from_utf8(bytes) {
            Ok(text) => (text, Vec::new()),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                let problem = Problem::new(&rules::config_syntax::RULE, at..at + 1, "the file is not UTF-8")
                    .with_label("the first byte that is not");
                (text, vec![problem])
            }
        };
        let (config, problems) = if problems.is_empty() { read::config(&text) } else { (Config::default(), problems) };
        let file = SourceFile { path: FILE_NAME.to_owned(), shown, text };
        Ok(Project { folder, file: Some(file), config, problems })
    }

    /// A path of the file, relative to the current folder.
    pub(crate) fn path(&self, written: &str) -> PathBuf {
        self.folder.join(written)
    }

    /// The outputs that `[generate]` names, in the order in which they are written.
    pub(crate) fn outputs(&self) -> impl Iterator<Item = Output> {
        self.config.generate.iter().map(|(output, _)| *output)
    }

    /// `out` of one output, if it has a section.
    pub(crate) fn out_of(&self, output: Output) -> Option<PathBuf> {
        let (_, config) = self.config.generate.iter().find(|(named, _)| *named == output)?;
        Some(self.path(&config.out))
    }
}
