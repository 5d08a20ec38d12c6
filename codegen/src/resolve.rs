//! From the files as written to the resolved model. Every reference is bound, every version has its place, every
//! default fits its type; what does not is reported, all of it, and a definition with a mistake never hides the
//! mistakes of another one.

mod body;
mod constraints;
mod definitions;
mod ends;
mod messages;
mod modules;
mod names;
mod processes;
mod reads;
mod scalars;
mod types;
mod unions;
mod values;
mod wire;

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Diagnostic, Findings};
use crate::model::{Definition, ModuleId, SchemaSet};
use crate::pattern::Patterns;
use crate::source::{Place, Sources};
use crate::suggest::Suggestions;
use crate::written::WrittenFile;

use names::Names;
use values::Pending;

/// What resolving gives: a model that is whole if no problem is an error, and otherwise as good as can be.
pub(crate) struct Resolved {
    pub(crate) set: SchemaSet,
    pub(crate) problems: Vec<Diagnostic>,
    /// Definitions with an error; what is derived from them is not worth reporting.
    pub(crate) broken: HashSet<String>,
}

/// Resolves the files. With `incomplete`, some file could not be read, so that a name that nobody defines may be
/// defined there and is not reported.
pub(crate) fn resolve<'f>(files: &'f [WrittenFile<'f>], sources: &'f Sources, incomplete: bool) -> Resolved {
    let mut resolver = Resolver {
        sources,
        files,
        incomplete,
        names: Names::default(),
        set: SchemaSet::default(),
        problems: Findings::default(),
        pending: Vec::new(),
        subject: String::new(),
        broken: HashSet::new(),
        wire_names: HashMap::new(),
        suggestions: Suggestions::default(),
        patterns: Patterns::default(),
    };
    resolver.modules();
    resolver.collect_names();
    resolver.scalars_and_enums();
    resolver.aggregates();
    resolver.bodies();
    resolver.messages();
    resolver.views_and_queries();
    resolver.processes();
    resolver.values();
    resolver.bodies_that_never_end();
    Resolved { set: resolver.set, problems: resolver.problems.into_list(), broken: resolver.broken }
}

struct Resolver<'f> {
    sources: &'f Sources,
    files: &'f [WrittenFile<'f>],
    incomplete: bool,
    names: Names,
    set: SchemaSet,
    problems: Findings,
    pending: Vec<Pending<'f>>,
    /// The definition being resolved, for messages.
    subject: String,
    broken: HashSet<String>,
    /// Whole wire names that are taken, lower case, since outputs are files named after them.
    wire_names: HashMap<String, (Place, String)>,
    suggestions: Suggestions,
    patterns: Patterns,
}

/// A definition as written, with its id and file.
#[derive(Clone, Copy)]
struct Listed {
    file: usize,
    index: usize,
    definition: Definition,
}

impl Resolver<'_> {
    fn report(&mut self, mut problem: Diagnostic) {
        if problem.subject.is_empty() {
            problem.subject.clone_from(&self.subject);
        }
        if problem.severity() == crate::diagnostic::Severity::Error {
            self.broken.insert(problem.subject.clone());
        }
        self.problems.push(problem);
    }

    fn module_of(&self, file: usize) -> ModuleId {
        ModuleId::from_index(file)
    }

    /// The name by which messages call a definition of a file.
    fn subject_of(&self, file: usize, name: &str) -> String {
        match &self.set.modules[file].context {
            Some(context) => format!("{context}.{name}"),
            None => name.to_owned(),
        }
    }
}
