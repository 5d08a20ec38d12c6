//! The matrix: every version ever written, and how the newer set reads it.

use std::collections::{BTreeSet, HashSet};

use super::told::{self, ByName, Told};
use crate::Compiled;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Definition, FunctionPath, RecordId, SchemaSet, UnionId};
use crate::plan::{Conversion, FieldStep, Step, StepKind, UnionStepKind};
use crate::rules::{self, Direction};

/// A version of an event, command or query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// `event`, `command` or `query`.
    pub kind: &'static str,
    /// The definition, such as `shop.ItemAdded`.
    pub subject: String,
    /// The version.
    pub version: u32,
    /// How it is read.
    pub read: Read,
}

/// How a version is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Read {
    /// It is the current version: by its type, as it is.
    AsItIs,
    /// By derived steps.
    Derived,
    /// By steps with these functions.
    Functions(Vec<String>),
    /// It becomes these events.
    Becomes(Vec<String>),
    /// It is retired: the schema says that no data of it is left.
    Retired,
    /// Not at all.
    Not,
}

impl Read {
    /// How outputs call it.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Read::AsItIs => "as-it-is",
            Read::Derived => "derived",
            Read::Functions(_) => "functions",
            Read::Becomes(_) => "becomes",
            Read::Retired => "retired",
            Read::Not => "not",
        }
    }
}

/// The rows of both sets, in the order of the newer one; what it does not have comes last.
/// A version that `findings` show to be refused is not read.
pub(super) fn rows(old: &SchemaSet, new: &Compiled, findings: &[Diagnostic]) -> Vec<Row> {
    let is_refused = |finding: &&Diagnostic| {
        finding.direction == Some(Direction::Backward)
            && finding.severity() == Severity::Error
            && finding.witness.is_some()
            && finding.readings.is_none()
            && !std::ptr::eq(finding.rule, &rules::becomes_changed::RULE)
    };
    let refused: HashSet<(&str, Option<u32>)> =
        findings.iter().filter(is_refused).map(|finding| (finding.subject.as_str(), finding.version)).collect();
    let (before, after) = (told::all(old), told::all(&new.set));
    let (old_names, new_names) = (ByName::new(&before), ByName::new(&after));
    let mut rows = Vec::new();
    for told in &after {
        let was = told.names().find_map(|name| old_names.get(told.kind, name));
        let newest = was.map_or(0, |was| was.versions.current()).max(told.versions.current());
        for version in 1..=newest {
            let is_refused = refused.contains(&(told.meta.subject.as_str(), Some(version)));
            let read = if is_refused { Read::Not } else { read(new, told, version) };
            rows.push(row(told, version, read));
        }
    }
    for told in before.iter().filter(|told| told.names().all(|name| new_names.get(told.kind, name).is_none())) {
        for (version, _) in told.versions.iter() {
            rows.push(row(told, version, Read::Not));
        }
    }
    rows
}

fn row(told: &Told<'_>, version: u32, read: Read) -> Row {
    Row { kind: told.kind.word(), subject: told.meta.subject.clone(), version, read }
}

fn read(new: &Compiled, told: &Told<'_>, version: u32) -> Read {
    if version < told.versions.first() {
        return Read::Retired;
    }
    if version > told.versions.current() {
        return Read::Not;
    }
    if let Some(becomes) = told.becomes.filter(|becomes| version <= becomes.up_to) {
        return Read::Becomes(becomes.into.iter().map(|id| new.set[*id].meta.subject.clone()).collect());
    }
    if version == told.versions.current() {
        return Read::AsItIs;
    }
    let mut functions = Functions { compiled: new, met: BTreeSet::new(), open: Vec::new(), found: Vec::new() };
    for newer in version + 1..=told.versions.current() {
        let plans = &new.plans;
        let step = match told.definition {
            Definition::Event(id) => plans.events.get(&(id.index(), newer)),
            Definition::Command(id) => plans.commands.get(&(id.index(), newer)),
            Definition::Query(id) => plans.queries.get(&(id.index(), newer)),
            _ => None,
        };
        match step {
            Some(step) => {
                functions.step(step);
                functions.below();
            }
            None => return Read::Not,
        }
    }
    if functions.found.is_empty() { Read::Derived } else { Read::Functions(functions.found) }
}

/// A version of a shared type, which a step leads to.
enum Shared {
    Record(RecordId, u32),
    Union(UnionId, u32),
}

/// The functions in a step, through shared types.
struct Functions<'c> {
    compiled: &'c Compiled,
    met: BTreeSet<(bool, usize, u32)>,
    /// Shared types whose steps are still to be looked at.
    open: Vec<Shared>,
    found: Vec<String>,
}

impl Functions<'_> {
    fn function(&mut self, function: &FunctionPath) {
        if !self.found.contains(&function.path) {
            self.found.push(function.path.clone());
        }
    }

    fn step(&mut self, step: &Step) {
        match &step.kind {
            StepKind::Function(function) => self.function(function),
            StepKind::Fields(fields) => fields.iter().for_each(|field| self.field(field)),
        }
    }

    fn field(&mut self, step: &FieldStep) {
        match step {
            FieldStep::Function(function) => self.function(function),
            FieldStep::Move { convert, .. } => self.conversion(convert),
            FieldStep::Gather { fields, .. } => fields.iter().for_each(|field| self.field(field)),
            FieldStep::Value(_) | FieldStep::None => {}
        }
    }

    fn conversion(&mut self, conversion: &Conversion) {
        for leaf in conversion.leaves() {
            match leaf {
                Conversion::Record { record, from, to, .. } => {
                    self.open.extend((from + 1..=*to).map(|version| Shared::Record(*record, version)));
                }
                Conversion::Union { union, from, to, .. } => {
                    self.open.extend((from + 1..=*to).map(|version| Shared::Union(*union, version)));
                }
                _ => {}
            }
        }
    }

    /// What is left to be looked at.
    fn below(&mut self) {
        while let Some(shared) = self.open.pop() {
            match shared {
                Shared::Record(record, version) => self.record(record, version),
                Shared::Union(union, version) => self.union(union, version),
            }
        }
    }

    fn record(&mut self, id: RecordId, version: u32) {
        if self.met.insert((true, id.index(), version))
            && let Some(step) = self.compiled.plans.records.get(&(id.index(), version))
        {
            self.step(step);
        }
    }

    fn union(&mut self, id: UnionId, version: u32) {
        if !self.met.insert((false, id.index(), version)) {
            return;
        }
        let Some(step) = self.compiled.plans.unions.get(&(id.index(), version)) else { return };
        match &step.kind {
            UnionStepKind::Function(function) => self.function(function),
            UnionStepKind::Variants(variants) => {
                variants.iter().flat_map(|variant| &variant.fields).for_each(|field| self.field(field));
            }
        }
    }
}
