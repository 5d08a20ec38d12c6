//! The walk over all definitions: which version has a step from the one before, and which starts anew.

use std::cell::RefCell;
use std::collections::HashMap;

use super::convert::Converter;
use super::enums::{Enums, Mapping};
use super::{Plans, Step, StepKind, UnionStep, UnionStepKind, VariantStep};
use crate::diagnostic::{Diagnostic, Findings};
use crate::language::Languages;
use crate::model::{Body, Field, Meta, SchemaSet, StepSource, Union, UnionBody, Versions};
use crate::rules;
use crate::sample::Sampler;
use crate::source::{FileId, Place};
use crate::suggest::Suggestions;

/// A body, or a variant of one, and the one before it.
#[derive(Clone, Debug)]
pub(super) struct Pair<'s> {
    pub(super) subject: &'s str,
    /// The newer version.
    pub(super) version: u32,
    pub(super) old: &'s [Field],
    pub(super) old_place: Place,
    /// The older body, where it is one and not a variant.
    pub(super) old_body: Option<&'s Body>,
    /// The JSON path of what holds the fields.
    pub(super) path: String,
}

/// Decides all steps, and collects what is wrong with them.
pub(super) struct Planner<'s> {
    pub(super) set: &'s SchemaSet,
    pub(super) sampler: RefCell<Sampler<'s>>,
    pub(super) suggestions: Suggestions,
    languages: Languages,
    enums: Enums<'s>,
    plans: Plans,
    diagnostics: Findings,
}

impl<'s> Planner<'s> {
    pub(super) fn new(set: &'s SchemaSet) -> Self {
        Self {
            set,
            sampler: RefCell::new(Sampler::new(set)),
            suggestions: Suggestions::default(),
            languages: Languages::new(),
            enums: Enums::default(),
            plans: Plans::default(),
            diagnostics: Findings::default(),
        }
    }

    pub(super) fn finish(self) -> (Plans, Vec<Diagnostic>) {
        (self.plans, self.diagnostics.into_list())
    }

    pub(super) fn report(&mut self, pair: &Pair<'_>, path: &str, finding: Diagnostic) {
        self.diagnostics.push(finding.with_subject(pair.subject, Some(pair.version), path));
    }

    /// Whether further errors of a file are not listed.
    pub(super) fn is_full(&self, file: FileId) -> bool {
        self.diagnostics.is_full(file)
    }

    pub(super) fn converter(&self, map: &'s [(String, String)]) -> Converter<'_, 's> {
        Converter {
            set: self.set,
            languages: &self.languages,
            sampler: &self.sampler,
            enums: &self.enums,
            mapping: Mapping::new(map),
        }
    }

    pub(super) fn definitions(&mut self) {
        let set = self.set;
        for (index, record) in set.records.iter().enumerate() {
            let steps = self.bodies(&record.meta, &record.versions, None);
            self.plans.records.extend(steps.into_iter().map(|(version, step)| ((index, version), step)));
        }
        for (index, union) in set.unions.iter().enumerate() {
            for (version, body) in union.versions.iter() {
                match version.checked_sub(1).and_then(|before| union.versions.at(before)) {
                    None => self.first_variants(union, version, body),
                    Some(previous) => {
                        if let Some(step) = self.union(union, version, previous, body) {
                            self.plans.unions.insert((index, version), step);
                        }
                    }
                }
            }
        }
        for (index, event) in set.events.iter().enumerate() {
            let cut = event.becomes.as_ref().map(|becomes| becomes.up_to);
            let steps = self.bodies(&event.meta, &event.versions, cut);
            self.plans.events.extend(steps.into_iter().map(|(version, step)| ((index, version), step)));
        }
        for (index, command) in set.commands.iter().enumerate() {
            let steps = self.bodies(&command.meta, &command.versions, None);
            self.plans.commands.extend(steps.into_iter().map(|(version, step)| ((index, version), step)));
        }
        for (index, query) in set.queries.iter().enumerate() {
            let steps = self.bodies(&query.meta, &query.versions, None);
            self.plans.queries.extend(steps.into_iter().map(|(version, step)| ((index, version), step)));
        }
    }

    /// The steps of a definition with fields. Data of versions up to `cut` becomes something else, so the version after
    /// it starts anew.
    fn bodies(&mut self, meta: &'s Meta, versions: &'s Versions<Body>, cut: Option<u32>) -> Vec<(u32, Step)> {
        let mut steps = Vec::new();
        for (version, body) in versions.iter() {
            let previous = version.checked_sub(1).and_then(|before| versions.at(before));
            let Some(previous) = previous.filter(|_| cut != version.checked_sub(1)) else {
                let why = match previous {
                    None => format!("v{version} is not made from an earlier version"),
                    Some(_) => format!("data of v{} becomes other events", version - 1),
                };
                self.first_fields(&meta.subject, version, "$", &body.fields, &why);
                if let (Some(upcast), Some(_)) = (&body.upcast, previous) {
                    let finding =
                        Diagnostic::new(&rules::upcast_in_first_body::RULE, upcast.place, format!("`upcast`: {why}"))
                            .with_help("drop it: no step leads here");
                    self.diagnostics.push(finding.with_subject(&meta.subject, Some(version), ""));
                }
                continue;
            };
            let pair = Pair {
                subject: &meta.subject,
                version,
                old: &previous.fields,
                old_place: previous.place,
                old_body: Some(previous),
                path: "$".to_owned(),
            };
            let kind = match &body.upcast {
                Some(upcast) => {
                    self.unused_under_function(&pair, &body.fields);
                    Some(StepKind::Function(upcast.function.clone()))
                }
                None => self.fields(&pair, &body.fields).map(StepKind::Fields),
            };
            steps.extend(kind.map(|kind| (version, Step { kind, fallible: false })));
        }
        steps
    }

    /// Keys of upcasts where there is nothing to upcast from.
    fn first_fields(&mut self, subject: &str, version: u32, path: &str, fields: &[Field], why: &str) {
        for field in fields {
            let source = field.source.as_ref().map(|source| match source {
                StepSource::Function(_, place) => ("with", *place),
                StepSource::Path(path) => ("from", path.place),
                StepSource::Gather(_, place) => ("from", *place),
            });
            let fill = field.fill.as_ref().map(|_| ("fill", field.place));
            let map = (!field.map.is_empty()).then_some(("map", field.place));
            for (key, place) in source.into_iter().chain(fill).chain(map) {
                let mut finding = Diagnostic::new(
                    &rules::upcast_in_first_body::RULE,
                    place,
                    format!("`{key}` of `{}` has nothing to work on: {why}", field.name),
                );
                finding = match key {
                    "fill" => finding.with_help("drop it; `default: …` is the value where the JSON has none"),
                    _ => finding.with_help("drop it"),
                };
                self.diagnostics.push(finding.with_subject(
                    subject,
                    Some(version),
                    format!("{path}.{}", field.wire_name),
                ));
            }
        }
    }

    fn first_variants(&mut self, union: &'s Union, version: u32, body: &'s UnionBody) {
        let why = format!("v{version} is not made from an earlier version");
        for variant in &body.variants {
            self.first_fields(&union.meta.subject, version, &variant_path(union), &variant.fields, &why);
        }
    }

    fn union(
        &mut self,
        union: &'s Union,
        version: u32,
        previous: &'s UnionBody,
        body: &'s UnionBody,
    ) -> Option<UnionStep> {
        let whole = Pair {
            subject: &union.meta.subject,
            version,
            old: &[],
            old_place: previous.place,
            old_body: None,
            path: variant_path(union),
        };
        if let Some(upcast) = &body.upcast {
            for variant in &body.variants {
                self.unused_under_function(&whole, &variant.fields);
                if let Some(old) = &variant.renamed_from {
                    let finding = Diagnostic::new(
                        &rules::upcast_key_unused::RULE,
                        variant.place,
                        format!("`variants` is never used for `{}`: `upcast` hands over the whole step", variant.name),
                    )
                    .with_help(format!("drop `{}: {old}` from `variants`", variant.name));
                    self.report(&whole, &whole.path, finding);
                }
            }
            return Some(UnionStep { kind: UnionStepKind::Function(upcast.function.clone()), fallible: false });
        }
        let targets = self.variant_targets(&whole, previous, body)?;
        let mut steps = Vec::new();
        let mut reached = vec![false; body.variants.len()];
        let mut sound = true;
        for (old, (variant, target)) in previous.variants.iter().zip(targets).enumerate() {
            let Some(new) = target else {
                let finding = Diagnostic::new(
                    &rules::upcast_variant_lost::RULE,
                    body.place,
                    format!("v{version} has no variant for `{}` of v{}", variant.name, version - 1),
                )
                .with_also(variant.place, "lost")
                .with_help(format!("if it has a new name: `variants: {{ v{version}: {{ NEW: {} }} }}`", variant.name))
                .with_help(format!("`upcast: {{ v{version}: crate::function }}` decides what becomes of it"));
                let mut finding = finding;
                finding.witness = Some(serde_json::json!({ union.tag.as_str(): variant.name.as_str() }));
                self.report(&whole, &whole.path, finding);
                sound = false;
                continue;
            };
            reached[new] = true;
            let pair = Pair { old: &variant.fields, old_place: variant.place, ..whole.clone() };
            match self.fields(&pair, &body.variants[new].fields) {
                Some(fields) => steps.push(VariantStep { old, new, fields }),
                None => sound = false,
            }
        }
        for (variant, _) in body.variants.iter().zip(&reached).filter(|(_, reached)| !**reached) {
            let why = format!("v{} has no variant `{}`", version - 1, variant.name);
            self.first_fields(&union.meta.subject, version, &whole.path, &variant.fields, &why);
        }
        sound.then_some(UnionStep { kind: UnionStepKind::Variants(steps), fallible: false })
    }

    /// For each older variant the newer one that it becomes; `None` as a whole if `variants` is wrong.
    fn variant_targets(
        &mut self,
        pair: &Pair<'s>,
        previous: &'s UnionBody,
        body: &'s UnionBody,
    ) -> Option<Vec<Option<usize>>> {
        let old: HashMap<&str, usize> =
            previous.variants.iter().enumerate().map(|(index, variant)| (variant.name.as_str(), index)).collect();
        let mut targets = vec![None; previous.variants.len()];
        let mut sound = true;
        for (new, variant) in body.variants.iter().enumerate() {
            let Some(name) = &variant.renamed_from else { continue };
            let finding = match old.get(name.as_str()) {
                None => {
                    let mut finding = Diagnostic::new(
                        &rules::upcast_from_unknown_variant::RULE,
                        variant.place,
                        format!(
                            "`{}` cannot come from `{name}`: v{} has no such variant",
                            variant.name,
                            pair.version - 1
                        ),
                    )
                    .with_also(previous.place, format!("v{}", pair.version - 1));
                    if let Some(near) =
                        self.suggestions.nearest(name, previous.variants.iter().map(|variant| variant.name.as_str()))
                    {
                        finding = finding.with_help(format!("did you mean `{near}`?"));
                    }
                    finding
                }
                Some(&index) => match targets[index] {
                    None => {
                        targets[index] = Some(new);
                        continue;
                    }
                    Some(other) => {
                        let other = &body.variants[other];
                        Diagnostic::new(
                            &rules::upcast_variant_twice::RULE,
                            variant.place,
                            format!("`{}` and `{}` both come from `{name}`", other.name, variant.name),
                        )
                        .with_also(other.place, "the other one")
                        .with_help(format!(
                            "`upcast: {{ v{}: crate::function }}` can tell which is meant",
                            pair.version
                        ))
                    }
                },
            };
            self.report(pair, &pair.path, finding);
            sound = false;
        }
        let renamed: Vec<bool> = body.variants.iter().map(|variant| variant.renamed_from.is_some()).collect();
        for (new, variant) in body.variants.iter().enumerate().filter(|(new, _)| !renamed[*new]) {
            if let Some(&index) = old.get(variant.name.as_str())
                && targets[index].is_none()
            {
                targets[index] = Some(new);
            }
        }
        sound.then_some(targets)
    }
}

fn variant_path(union: &Union) -> String {
    match &union.content {
        None => "$".to_owned(),
        Some(content) => format!("$.{content}"),
    }
}
