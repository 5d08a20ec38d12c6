//! The whole way from sources to a model and its plans, with every problem of every file on the way.

use crate::diagnostic::{Diagnostic, Findings};
use crate::model::SchemaSet;
use crate::parallel;
use crate::plan::{self, Plans};
use crate::resolve::resolve;
use crate::source::{FileId, Place, Sources};
use crate::written::{self, Reader};
use crate::yaml;

/// A schema set that is whole: what emitters read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compiled {
    /// The model.
    pub set: SchemaSet,
    /// The steps between versions.
    pub plans: Plans,
}

/// How much was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Schema files.
    pub files: usize,
    /// Events.
    pub events: usize,
    /// Commands.
    pub commands: usize,
    /// Queries.
    pub queries: usize,
    /// Records.
    pub records: usize,
    /// Unions.
    pub unions: usize,
}

/// What compiling gives.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The schema set; `None` if a diagnostic is an error.
    pub compiled: Option<Compiled>,
    /// Where there is no schema set, what of it could be understood; only good for standing in for it.
    pub draft: Option<Compiled>,
    /// Everything found, in the order of the files.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether every file parsed and every name resolved. If not, nothing that depends on them could be judged; if so,
    /// an error is a finding about a schema that was understood, such as an upcast that would fail for some value.
    pub resolved: bool,
    /// How much was looked at, as far as it could be read.
    pub counts: Counts,
}

/// Compiles a schema set.
///
/// ```
/// use retold_codegen::source::{SourceFile, Sources};
///
/// let text = "aggregate: Cart\nid: string\nevents:\n  Opened:\n    v1: { by: string }\n";
/// let sources = Sources::new(vec![SourceFile { path: "cart.yaml".into(), shown: "schemas/cart.yaml".into(), text: text.into() }]);
/// let outcome = retold_codegen::compile(&sources);
/// assert!(outcome.diagnostics.is_empty());
/// assert_eq!(outcome.compiled.expect("no problem").set.events[0].wire.name, "Opened");
/// ```
#[must_use]
pub fn compile(sources: &Sources) -> Outcome {
    let mut found = Findings::default();
    let schemas: Vec<_> = sources.iter().collect();
    let size = schemas.iter().map(|(_, file)| file.text.len()).sum();
    // Whether some file could not be read, so that names which nobody defines may be defined there.
    let mut incomplete = sources.is_incomplete();
    let mut trees = Vec::with_capacity(schemas.len());
    for (id, (tree, problems)) in parallel::map(&schemas, size, |(id, file)| (*id, yaml::parse(*id, &file.text))) {
        found.extend(problems);
        incomplete |= tree.is_none();
        trees.push((id, tree.unwrap_or_else(|| nothing(id))));
    }
    let read = parallel::map(&trees, size, |(id, tree)| {
        let mut reader = Reader::default();
        (written::read(*id, tree, &mut reader), reader.problems)
    });
    let mut files = Vec::with_capacity(read.len());
    for (file, problems) in read {
        files.push(file);
        found.extend(problems.into_list());
    }
    let resolved = resolve(&files, sources, incomplete);
    found.extend(resolved.problems);
    let whole = !incomplete && !found.has_error();
    let (plans, problems) = plan::plan(&resolved.set);
    // What is derived from a definition with a mistake is noise until that is mended.
    found.extend(problems.into_iter().filter(|problem| !resolved.broken.contains(&problem.subject)));
    let set = resolved.set;
    let counts = Counts {
        files: sources.len(),
        events: set.events.len(),
        commands: set.commands.len(),
        queries: set.queries.len(),
        records: set.records.len(),
        unions: set.unions.len(),
    };
    let compiled = Compiled { set, plans };
    let (compiled, draft) = if found.has_error() { (None, Some(compiled)) } else { (Some(compiled), None) };
    Outcome { compiled, draft, diagnostics: found.into_list(), resolved: whole, counts }
}

/// The tree of a file that could not be read, which is reported already.
fn nothing(file: FileId) -> yaml::Node {
    yaml::Node { kind: yaml::NodeKind::Map(Vec::new()), place: Place::new(file, 0..0) }
}
