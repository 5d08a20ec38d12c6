//! Where a field of the newer version comes from: a field of the older one by its name, or a path through records.

use std::cell::{OnceCell, RefCell};
use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::bodies::Pair;
use super::report::listed;
use crate::diagnostic::Diagnostic;
use crate::model::{Field, Named, RecordId, SchemaSet, SourcePath, StepSource, Type};
use crate::rules;
use crate::sample::{Sampler, Style};
use crate::suggest::Suggestions;

/// A field of the older version, and how it is reached.
#[derive(Clone, Debug)]
pub(super) struct Source<'s> {
    /// Field indices, as in a plan.
    pub(super) path: Vec<usize>,
    /// The field at the end.
    pub(super) field: &'s Field,
    /// Whether an optional lies before the end.
    pub(super) through_optional: bool,
    /// How messages call it.
    pub(super) name: String,
}

impl Source<'_> {
    /// Whether there may be none.
    pub(super) fn is_optional(&self) -> bool {
        self.through_optional || self.field.ty.is_optional()
    }
}

/// The index of each field by its name.
type ByName<'s> = HashMap<&'s str, usize>;

/// The fields of a body by name: bodies of any size are looked through once.
#[derive(Debug)]
pub(super) struct Names<'s> {
    fields: &'s [Field],
    by_name: ByName<'s>,
    /// Fields that the newer body takes nowhere, found when the first new field lacks a source.
    lost: OnceCell<Vec<&'s Field>>,
    /// The same of bodies of records that paths lead into.
    inside: RefCell<HashMap<(RecordId, u32), ByName<'s>>>,
    /// The smallest payload of the older body, made once.
    smallest: OnceCell<Option<Value>>,
}

/// The most lost fields that are looked at as the old name of a new one.
const LOST: usize = 50;

/// The most fields of a body whose smallest payload is shown.
const SHOWN_FIELDS: usize = 200;

impl<'s> Names<'s> {
    pub(super) fn new(fields: &'s [Field]) -> Self {
        Self {
            fields,
            by_name: by_name(fields),
            inside: RefCell::default(),
            lost: OnceCell::new(),
            smallest: OnceCell::new(),
        }
    }

    /// The index of a field of a record that a path leads into.
    fn inside(&self, record: RecordId, version: u32, fields: &'s [Field], name: &str) -> Option<usize> {
        let mut inside = self.inside.borrow_mut();
        inside.entry((record, version)).or_insert_with(|| by_name(fields)).get(name).copied()
    }

    /// The fields that the newer body takes nowhere; the first of them where there are many.
    pub(super) fn lost(&self, new: &'s [Field]) -> &[&'s Field] {
        self.lost.get_or_init(|| {
            let first = |path: &'s SourcePath| path.segments.first().map(String::as_str);
            let mut kept: HashSet<&str> = HashSet::new();
            for field in new {
                match &field.source {
                    Some(StepSource::Path(path)) => kept.extend(first(path)),
                    Some(StepSource::Gather(pairs, _)) => kept.extend(pairs.iter().filter_map(|(_, path)| first(path))),
                    Some(StepSource::Function(..)) => {}
                    None => {
                        kept.insert(&field.name);
                    }
                }
            }
            self.fields.iter().filter(|field| !kept.contains(field.name.as_str())).take(LOST).collect()
        })
    }

    /// The smallest payload of the older body, where it is small enough to be shown.
    pub(super) fn smallest_payload(&self, pair: &Pair<'s>, sampler: &RefCell<Sampler<'s>>) -> Option<Value> {
        let body = pair.old_body.filter(|body| body.fields.len() <= SHOWN_FIELDS)?;
        self.smallest.get_or_init(|| sampler.borrow_mut().body(body, Style::Minimal)).clone()
    }

    pub(super) fn same(&self, name: &str) -> Option<Source<'s>> {
        let index = *self.by_name.get(name)?;
        let field = &self.fields[index];
        Some(Source { path: vec![index], field, through_optional: false, name: name.to_owned() })
    }

    /// The field at the end of a path, or what is wrong with the path.
    pub(super) fn find(
        &self,
        set: &'s SchemaSet,
        pair: &Pair<'s>,
        path: &SourcePath,
        suggestions: &Suggestions,
    ) -> Result<Source<'s>, Box<Diagnostic>> {
        let (first, rest) = path.segments.split_first().map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
        let Some(mut source) = self.same(first) else {
            let whose = format!("v{}", pair.version - 1);
            return Err(unknown(suggestions, first, &whose, self.fields, path).with_also(pair.old_place, whose).into());
        };
        for (depth, segment) in rest.iter().enumerate() {
            let so_far = || path.segments[..=depth].join(".");
            source.through_optional |= source.field.ty.is_optional();
            let Type::Named(Named::Record(id, version)) = source.field.ty.without_optional() else {
                return Err(not_a_record(set, &so_far(), &source.field.ty, path)
                    .with_also(source.field.type_place, "its type")
                    .into());
            };
            let Some(body) = set[*id].versions.at(*version) else {
                return Err(unknown(suggestions, segment, &format!("`{}`", so_far()), &[], path).into());
            };
            let Some(index) = self.inside(*id, *version, &body.fields, segment) else {
                let whose = format!("`{}`", set.spelled(source.field.ty.without_optional()));
                return Err(unknown(suggestions, segment, &whose, &body.fields, path).into());
            };
            source.path.push(index);
            source.field = &body.fields[index];
        }
        source.name = path.segments.join(".");
        Ok(source)
    }
}

/// The index of each field; the first where a broken schema has a name twice.
fn by_name(fields: &[Field]) -> ByName<'_> {
    let mut by_name = HashMap::with_capacity(fields.len());
    for (index, field) in fields.iter().enumerate() {
        by_name.entry(field.name.as_str()).or_insert(index);
    }
    by_name
}

fn unknown(suggestions: &Suggestions, name: &str, whose: &str, fields: &[Field], path: &SourcePath) -> Diagnostic {
    let finding =
        Diagnostic::new(&rules::upcast_from_unknown_field::RULE, path.place, format!("{whose} has no field `{name}`"));
    let names = || fields.iter().take(1_000);
    // People write the name on the wire, too.
    let by_wire = names().find(|field| field.wire_name == name || field.aliases.iter().any(|alias| alias == name));
    let near = by_wire
        .map(|field| field.name.as_str())
        .or_else(|| suggestions.nearest(name, names().map(|field| field.name.as_str())));
    match near {
        Some(near) => {
            let mut segments = path.segments.clone();
            if let Some(wrong) = segments.iter_mut().find(|segment| *segment == name) {
                near.clone_into(wrong);
            }
            finding.with_help(format!("did you mean `{near}`?")).with_edit(path.place, segments.join("."))
        }
        None if fields.is_empty() => finding,
        None => finding.with_help(format!("it has {}", listed(names().map(|field| field.name.as_str())))),
    }
}

fn not_a_record(set: &SchemaSet, so_far: &str, ty: &Type, path: &SourcePath) -> Diagnostic {
    let many = matches!(ty.without_optional(), Type::List(_) | Type::Set(_) | Type::Map(..));
    let why = if many { "holds many values, and a field is one" } else { "has no fields" };
    Diagnostic::new(
        &rules::upcast_from_not_a_record::RULE,
        path.place,
        format!("`{so_far}` is a `{}`, which {why}", set.spelled(ty)),
    )
    .with_help("`with: crate::function` computes the field from the whole previous version")
    .with_help("`from: …` may name another field; `fill: …` in its place gives all older data one value")
}
