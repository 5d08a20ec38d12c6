//! What stands in for the Rust of a schema set with mistakes in it, so that the program around it is told of them and of
//! nothing else: all that could be understood, with steps that are never taken where none could be made.

use std::collections::BTreeMap;

use super::{OwnTypes, one_file_with};
use crate::compile::Compiled;
use crate::model::{Body, Field, FunctionPath, SchemaSet, Versions, ViewValue};
use crate::plan::{Step, StepKind, UnionStep, UnionStepKind};
use crate::source::Sources;

/// The Rust of a [draft](crate::Outcome::draft), as one text; `None` if something in the draft has a name that would be
/// more than a name in Rust, or there is too much of it.
///
/// ```
/// use retold_codegen::emit::rust::stand_in;
/// use retold_codegen::source::{SourceFile, Sources};
///
/// let text = "events:\n  Counted:\n    v1: { n: u64 }\n    v2: { n: u8 }\n";
/// let sources = Sources::new(vec![SourceFile { path: "a.yaml".into(), shown: "a.yaml".into(), text: text.into() }]);
/// let outcome = retold_codegen::compile(&sources);
/// let rust = stand_in(&outcome.draft.expect("values are lost"), &sources).expect("the names are sound");
/// assert!(rust.contains("pub struct Counted {"));
/// ```
#[must_use]
pub fn stand_in(draft: &Compiled, sources: &Sources) -> Option<String> {
    stand_in_with(draft, sources, &OwnTypes::default())
}

/// The same with types of the project's own in the place of those of scalars.
#[must_use]
pub fn stand_in_with(draft: &Compiled, sources: &Sources, own: &OwnTypes) -> Option<String> {
    if !has_names_only(&draft.set) {
        return None;
    }
    let mut whole = draft.clone();
    let Compiled { set, plans } = &mut whole;
    for (index, event) in set.events.iter().enumerate() {
        let cut = event.becomes.as_ref().map_or(0, |becomes| becomes.up_to);
        fill(&mut plans.events, index, steps(&event.versions).filter(|version| *version != cut + 1));
    }
    for (index, command) in set.commands.iter().enumerate() {
        fill(&mut plans.commands, index, steps(&command.versions));
    }
    for (index, query) in set.queries.iter().enumerate() {
        fill(&mut plans.queries, index, steps(&query.versions));
    }
    for (index, record) in set.records.iter().enumerate() {
        fill(&mut plans.records, index, steps(&record.versions));
    }
    for (index, union) in set.unions.iter().enumerate() {
        for version in steps(&union.versions) {
            let kind = UnionStepKind::Function(unwritten());
            plans.unions.entry((index, version)).or_insert(UnionStep { kind, fallible: false });
        }
    }
    one_file_with(&whole, sources, own).ok()
}

fn fill(plans: &mut BTreeMap<(usize, u32), Step>, index: usize, versions: impl Iterator<Item = u32>) {
    for version in versions {
        let kind = StepKind::Function(unwritten());
        plans.entry((index, version)).or_insert(Step { kind, fallible: false });
    }
}

/// The versions that a step leads to.
fn steps<B>(versions: &Versions<B>) -> impl Iterator<Item = u32> + use<'_, B> {
    versions.iter().skip(1).map(|(version, _)| version)
}

fn unwritten() -> FunctionPath {
    FunctionPath { path: "__rt::unwritten".to_owned(), fallible: false }
}

/// Whether whatever becomes an identifier is one.
fn has_names_only(set: &SchemaSet) -> bool {
    let fields = |fields: &[Field]| fields.iter().all(|field| is_name(&field.rust_name));
    let bodies = |versions: &Versions<Body>| versions.iter().all(|(_, body)| fields(&body.fields));
    let held = |value: &ViewValue| match value {
        ViewValue::Fields(own) => fields(own),
        ViewValue::Type(_) => true,
    };
    let aggregates = set.modules.iter().filter_map(|module| module.aggregate.as_ref());
    let definitions = set.modules.iter().flat_map(|module| &module.definitions);
    set.modules.iter().flat_map(|module| &module.path).all(|segment| is_name(segment))
        && aggregates.map(|aggregate| &aggregate.rust_name).all(|name| is_name(name))
        && definitions.map(|definition| &set.meta(*definition).rust_name).all(|name| is_name(name))
        && set.events.iter().all(|event| bodies(&event.versions))
        && set.commands.iter().all(|command| bodies(&command.versions))
        && set.queries.iter().all(|query| bodies(&query.versions))
        && set.views.iter().all(|view| held(&view.value))
        && set.records.iter().all(|record| bodies(&record.versions))
        && set.rejections.iter().all(|rejection| fields(&rejection.fields))
        && set
            .unions
            .iter()
            .flat_map(|union| union.versions.iter())
            .all(|(_, body)| body.variants.iter().all(|variant| is_name(&variant.rust_name) && fields(&variant.fields)))
}

fn is_name(text: &str) -> bool {
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    !text.is_empty() && !text.starts_with(|first: char| first.is_ascii_digit()) && text.bytes().all(word)
}
