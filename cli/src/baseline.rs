//! What a schema set is compared with: a git revision, read from the objects of the local repository, a folder,
//! or a lock.

mod auto;
mod git;
mod lock;
mod tree;

use std::path::{Path, PathBuf};

use retold_codegen::Compiled;
use retold_codegen::by_hand::ByHand;
use retold_codegen::diagnostic::{Diagnostic, human};
use retold_codegen::lock::Read;
use retold_codegen::source::{SourceFile, Sources};

use crate::by_hand;
use crate::config::Project;
use crate::judged;
use crate::schemas::{self, Location, Schemas};
use crate::shown;
use crate::terminal::{Failure, Terminal};

use git::Git;

/// The word for the commit that the current work started from.
const AUTO: &str = "auto";

/// A schema set of the past.
#[derive(Debug)]
pub(crate) struct Baseline {
    /// How it was asked for, and what that is.
    pub(crate) shown: String,
    /// What stands before the paths of its files, if they come from a revision.
    pub(crate) revision: Option<String>,
    /// The schema set.
    pub(crate) compiled: Compiled,
    /// What registries of types written by hand had put into its lock.
    pub(crate) by_hand: ByHand,
    /// Its files, for findings that point into them.
    pub(crate) sources: Sources,
    /// What it is.
    pub(crate) kind: Kind,
}

/// What a base is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Schemas, all that is written in them.
    Schemas,
    /// A lock: nothing that the evolution check does not compare.
    Lock,
}

/// What is to be said of the reading of a base, in order: it may be read while other work is done.
#[derive(Debug, Default)]
pub(crate) struct Said(Vec<Line>);

#[derive(Debug)]
enum Line {
    Detail(String),
    Warning(String),
    Findings(Vec<Diagnostic>, Sources),
}

impl Said {
    /// Says it.
    pub(crate) fn tell(self, terminal: &mut Terminal) {
        for line in self.0 {
            match line {
                Line::Detail(line) => terminal.detail(&line),
                Line::Warning(line) => terminal.warning(&line),
                Line::Findings(findings, sources) => {
                    terminal.findings(&human::render(&findings, &sources, terminal.colors_messages()));
                }
            }
        }
    }

    fn detail(&mut self, line: String) {
        self.0.push(Line::Detail(line));
    }
}

/// Reads and compiles what `base` names, for the schemas of a project.
///
/// # Errors
/// When there is no such revision or folder, or its schemas have errors.
pub(crate) fn read(
    base: &str,
    project: &Project,
    named: Option<&Path>,
    terminal: &mut Terminal,
) -> Result<Baseline, Failure> {
    let mut said = Said::default();
    let read = read_quietly(base, project, named, &mut said);
    said.tell(terminal);
    read
}

/// As [`read`], with what is to be said of it put into `said`.
pub(crate) fn read_quietly(
    base: &str,
    project: &Project,
    named: Option<&Path>,
    said: &mut Said,
) -> Result<Baseline, Failure> {
    let path = Path::new(base);
    let is_file = path.metadata().is_ok_and(|metadata| !metadata.is_dir());
    let (shown, revision, schemas, lock) = if base != AUTO && (path.is_dir() || is_file) {
        if let Ok(git) = schemas_at(project, named).and_then(|location| Git::of(&location))
            && !base.starts_with('.')
            && !base.contains('/')
            // No branch or tag can be called so.
            && !base.ends_with(".lock")
            && git.commit(base)?.is_some()
        {
            let what = if is_file { "file" } else { "folder" };
            let message = format!("`{}` is a revision and a {what} as well", shown::escaped(base));
            let help = format!("write `./{base}` for the {what}, or `refs/heads/{base}` for the branch");
            return Err(Failure::new(message).with_help(help));
        }
        if is_file {
            said.detail(format!("read {}", shown::path(path)));
            return of_lock(path, said);
        }
        let schemas = schemas::read(&Location::Path(path.to_owned()));
        (shown::path(path), None, schemas, lock_beside(path, project)?)
    } else if base.ends_with(".lock") {
        let message = format!("there is no lock `{}`", shown::escaped(base));
        return Err(Failure::new(message).with_help("`retold lock` writes one, of the schemas as they are"));
    } else {
        let git = Git::of(&schemas_at(project, named)?)?;
        let commit = if base == AUTO { auto::commit(&git)? } else { Some(git.known_commit(base)?) };
        let Some(commit) = commit else {
            said.0.push(Line::Warning("there is no earlier commit: everything is new".to_owned()));
            let (shown, sources) = ("no earlier commit".to_owned(), Sources::default());
            let (compiled, by_hand) = (Compiled::default(), ByHand::default());
            return Ok(Baseline { shown, revision: None, compiled, by_hand, sources, kind: Kind::Schemas });
        };
        let short = commit.get(..12).unwrap_or(&commit);
        // Nobody reads forty digits, and no name says more than those of the commit that it names.
        let is_id = commit == base;
        let shown = if is_id { short.to_owned() } else { format!("{} ({short})", shown::escaped(base)) };
        let prefix = if base == AUTO || is_id { short } else { base };
        let lock = lock_of_commit(project, &commit, prefix)?;
        (shown, Some(shown::escaped(prefix).to_string()), tree::schemas(&git, &commit, prefix)?, lock)
    };
    if let Some(lock) = &lock {
        said.detail(format!("read {}", lock.shown));
    }
    for (_, file) in schemas.sources.iter() {
        said.detail(format!("read {}", file.shown));
    }
    // All of its types may be written by hand.
    if schemas.sources.is_empty() && lock.is_none() {
        said.0.push(Line::Warning(format!("there is no schema in `{shown}`: everything is new")));
    }
    let mut schemas = schemas;
    let by_hand = match by_hand::of_base(lock, &mut schemas.sources) {
        Ok(by_hand) => by_hand,
        Err((lock, problems)) => {
            said.0.push(Line::Findings(problems, schemas.sources));
            return Err(Failure::new(format!("nothing can be compared with `{lock}`")));
        }
    };
    if schemas.sources.is_empty() {
        schemas.findings.clear();
    }
    let mut base = compiled(shown, revision, schemas, said)?;
    base.by_hand = by_hand;
    Ok(base)
}

/// The lock of the project whose folder of schemas this is.
fn lock_beside(folder: &Path, project: &Project) -> Result<Option<SourceFile>, Failure> {
    if let Some(lock) = by_hand::read(&folder.join(by_hand::LOCK))? {
        return Ok(Some(lock));
    }
    let Ok(folder) = folder.canonicalize() else { return Ok(None) };
    let Some(above) = folder.parent().map(|above| above.join(by_hand::LOCK)) else { return Ok(None) };
    // The lock of the project as it is says nothing of what it was.
    let is_current = project.path(by_hand::LOCK).canonicalize().is_ok_and(|current| current == above);
    if is_current { Ok(None) } else { by_hand::read(&above) }
}

/// The lock of the project as it was in a commit.
fn lock_of_commit(project: &Project, commit: &str, revision: &str) -> Result<Option<SourceFile>, Failure> {
    let folder = if project.folder.as_os_str().is_empty() { Path::new(".") } else { project.folder.as_path() };
    let Ok(git) = Git::of(folder) else { return Ok(None) };
    // Schemas that are named elsewhere may be in another repository.
    if git.commit(commit)?.is_none() {
        return Ok(None);
    }
    let found = tree::file(&git, commit, revision, by_hand::LOCK)?;
    Ok(found.and_then(|(bytes, shown)| by_hand::of_bytes(bytes, shown)))
}

/// Where the schemas are, for whoever looks for what they were.
fn schemas_at(project: &Project, named: Option<&Path>) -> Result<PathBuf, Failure> {
    match judged::location(project, named) {
        Some(Location::Path(path)) => Ok(path),
        Some(Location::StandardInput) => Err(Failure::new("schemas from standard input have no history in git")
            .with_help("compare with a folder or a lock, or name the folder of the schemas with `--schemas`")),
        None => Err(Failure::new("retold.toml does not say where the schemas are")),
    }
}

fn compiled(shown: String, revision: Option<String>, schemas: Schemas, said: &mut Said) -> Result<Baseline, Failure> {
    let Schemas { sources, findings, .. } = schemas;
    let outcome = retold_codegen::compile(&sources);
    match outcome.compiled.filter(|_| findings.is_empty()) {
        Some(compiled) => {
            Ok(Baseline { shown, revision, compiled, by_hand: ByHand::default(), sources, kind: Kind::Schemas })
        }
        None => {
            let mut all = findings;
            all.extend(outcome.diagnostics);
            said.0.push(Line::Findings(all, sources));
            Err(Failure::new(format!("the schemas of `{shown}` have errors, so nothing can be compared with them"))
                .with_help("compare with a revision that `retold check` accepts"))
        }
    }
}

fn of_lock(path: &Path, said: &mut Said) -> Result<Baseline, Failure> {
    let Read { sources, compiled, by_hand, problems } = lock::read(path)?;
    let shown = shown::path(path);
    match compiled {
        Some(compiled) => Ok(Baseline { shown, revision: None, compiled, by_hand, sources, kind: Kind::Lock }),
        None => {
            said.0.push(Line::Findings(problems, sources));
            Err(Failure::new(format!("nothing can be compared with `{shown}`")))
        }
    }
}
