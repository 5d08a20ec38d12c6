//! Where each field of a newer body comes from: the first that applies of `with`, `from` and the field of the same name;
//! then, where that gave nothing or none, `fill`, `default`, none.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::bodies::{Pair, Planner};
use super::convert::{Converter, Failure, Side};
use super::enums::{Mapping, Useless};
use super::report::{listed, loses};
use super::sources::{Names, Source};
use super::{Conversion, FieldStep, WhenNone};
use crate::diagnostic::Diagnostic;
use crate::model::{Constraints, Field, Named, SchemaSet, SourcePath, StepSource, Type};
use crate::rules;
use crate::source::Place;

/// A field of the newer version, or of a record that is gathered for it.
#[derive(Clone, Debug)]
pub(super) struct Target<'s> {
    pub(super) name: String,
    pub(super) path: String,
    ty: &'s Type,
    constraints: &'s Constraints,
    fill: Option<&'s Value>,
    default: Option<&'s Value>,
    map: &'s [(String, String)],
    unit: Option<&'s str>,
    pub(super) place: Place,
    pub(super) type_place: Place,
}

impl<'s> Target<'s> {
    fn new(set: &'s SchemaSet, pair: &Pair<'s>, field: &'s Field) -> Self {
        Self {
            name: field.name.clone(),
            path: format!("{}.{}", pair.path, field.wire_name),
            ty: &field.ty,
            constraints: &field.constraints,
            fill: field.fill.as_ref(),
            default: field.default.as_ref(),
            map: &field.map,
            unit: unit(set, field),
            place: field.place,
            type_place: field.type_place,
        }
    }

    /// A field of the record that `whole` is gathered into. Its own `fill` belongs to the record's steps.
    fn part(set: &'s SchemaSet, whole: &Target<'s>, field: &'s Field, at: Place) -> Self {
        Self {
            name: format!("{}.{}", whole.name, field.name),
            path: format!("{}.{}", whole.path, field.wire_name),
            ty: &field.ty,
            constraints: &field.constraints,
            fill: None,
            default: field.default.as_ref(),
            map: &[],
            unit: unit(set, field),
            place: at,
            type_place: at,
        }
    }
}

impl<'s> Planner<'s> {
    /// The steps of all fields; `None` if one of them has none.
    pub(super) fn fields(&mut self, pair: &Pair<'s>, new: &'s [Field]) -> Option<Vec<FieldStep>> {
        let names = Names::new(pair.old);
        let steps: Vec<Option<FieldStep>> = new.iter().map(|field| self.field(pair, &names, new, field)).collect();
        steps.into_iter().collect()
    }

    fn field(&mut self, pair: &Pair<'s>, names: &Names<'s>, new: &'s [Field], field: &'s Field) -> Option<FieldStep> {
        // There is no step without an error, and no more of them are listed.
        if self.is_full(field.place.file) {
            return None;
        }
        let target = Target::new(self.set, pair, field);
        match &field.source {
            Some(StepSource::Function(function, _)) => {
                self.unused(pair, &target, "`with` computes the field");
                Some(FieldStep::Function(function.clone()))
            }
            Some(StepSource::Path(path)) => {
                let source = self.found(pair, names, path, &target)?;
                self.moved(pair, &target, &source)
            }
            Some(StepSource::Gather(pairs, place)) => self.gathered(pair, names, &target, pairs, *place),
            None => match names.same(&field.name) {
                Some(source) => self.moved(pair, &target, &source),
                None => self.without_source(pair, names, new, &target),
            },
        }
    }

    fn found(
        &mut self,
        pair: &Pair<'s>,
        names: &Names<'s>,
        path: &SourcePath,
        target: &Target<'s>,
    ) -> Option<Source<'s>> {
        match names.find(self.set, pair, path, &self.suggestions) {
            Ok(source) => Some(source),
            Err(finding) => {
                self.report(pair, &target.path, *finding);
                None
            }
        }
    }

    fn without_source(
        &mut self,
        pair: &Pair<'s>,
        names: &Names<'s>,
        new: &'s [Field],
        target: &Target<'s>,
    ) -> Option<FieldStep> {
        if !target.map.is_empty() {
            let finding = Diagnostic::new(
                &rules::upcast_map_useless::RULE,
                target.place,
                format!("`map` of `{}` has nothing to rename: v{} has no such field", target.name, pair.version - 1),
            )
            .with_help("`from: …` names the field that it comes from; or drop `map`");
            self.report(pair, &target.path, finding);
        }
        if let Some(value) = target.fill.or(target.default) {
            return Some(FieldStep::Value(value.clone()));
        }
        if target.ty.is_optional() {
            return Some(FieldStep::None);
        }
        let mut finding = Diagnostic::new(
            &rules::upcast_needs_value::RULE,
            target.place,
            format!("v{} has no `{}`, and v{} needs one", pair.version - 1, target.name, pair.version),
        )
        .with_label("older data has nothing to put here")
        .with_also(pair.old_place, format!("v{}", pair.version - 1));
        finding = finding.with_help(match self.renamed(names, new, target) {
            Some(old_name) => format!("if it is `{old_name}` under a new name, say `from: {old_name}`"),
            None => "`from: …` takes it from a field of the previous version under another name".to_owned(),
        });
        finding = finding
            .with_help("`fill: …` gives the value for older data; `default: …` also for newer data that leaves it out")
            .with_help("`with: crate::function` computes it from the whole previous version");
        finding.witness = names.smallest_payload(pair, &self.sampler);
        self.report(pair, &target.path, finding);
        None
    }

    /// The lost field of the older version that a new field looks like: of a type that converts, and either of a
    /// similar name or the only one.
    fn renamed(&self, names: &Names<'s>, new: &'s [Field], target: &Target<'s>) -> Option<&'s str> {
        let lost = names.lost(new).iter().copied();
        let fitting: Vec<&Field> = lost
            .filter(|field| {
                unit(self.set, field) == target.unit
                    && self
                        .converter(&[])
                        .convert(&Side::new(&field.ty, &field.constraints), &Side::new(target.ty, target.constraints))
                        .is_ok()
            })
            .collect();
        let words = |name: &str| -> Vec<String> { name.to_lowercase().split('_').map(str::to_owned).collect() };
        let near =
            self.suggestions.nearest(&target.name, fitting.iter().map(|field| field.name.as_str())).or_else(|| {
                let wanted = words(&target.name);
                let shares = |field: &&&Field| words(&field.name).iter().any(|word| wanted.contains(word));
                fitting.iter().find(shares).map(|field| field.name.as_str())
            });
        match (near, fitting.as_slice()) {
            (Some(near), _) => Some(near),
            (None, [only]) => Some(&only.name),
            (None, _) => None,
        }
    }

    fn moved(&mut self, pair: &Pair<'s>, target: &Target<'s>, source: &Source<'s>) -> Option<FieldStep> {
        let unit = unit(self.set, source.field);
        if unit != target.unit {
            let finding = unit_differs(pair, target, source, unit);
            self.report(pair, &target.path, finding);
            return None;
        }
        let optional = source.is_optional();
        if target.fill.is_some() && !optional {
            self.unused_key(pair, target, "fill", &format!("`{}` always has a value", source.name));
        }
        let mut converter = self.converter(target.map);
        let result = plan_move(&mut converter, target, source);
        let mapping = converter.mapping;
        let sound = self.mapping(pair, target, &mapping);
        match result {
            Ok((convert, when_none)) if sound => {
                Some(FieldStep::Move { path: source.path.clone(), convert, when_none })
            }
            Err(failure) if sound => {
                self.report(pair, &target.path, loses(pair, target, source, failure));
                None
            }
            Ok(_) | Err(_) => None,
        }
    }

    /// Reports what is wrong with `map`; whether nothing is that makes the rest noise.
    fn mapping(&mut self, pair: &Pair<'s>, target: &Target<'s>, mapping: &Mapping<'s>) -> bool {
        let mut sound = true;
        for useless in mapping.useless() {
            if self.is_full(target.place.file) {
                return false;
            }
            let (old, new) = match mapping.tried().first() {
                Some((old, new)) => (Some(&self.set[*old]), Some(&self.set[*new])),
                None => (None, None),
            };
            let unknown = |text: &str, of: Option<&crate::model::Enum>| {
                let name = of.map_or("", |of| of.meta.name.as_str());
                let mut finding = Diagnostic::new(
                    &rules::upcast_map_unknown_value::RULE,
                    target.place,
                    format!("`map` of `{}` names `{text}`, and `{name}` has no such value", target.name),
                );
                let values = || of.into_iter().flat_map(|of| of.values.iter().map(|value| value.wire.as_str()));
                if let Some(near) = self.suggestions.nearest(text, values()) {
                    finding = finding.with_help(format!("did you mean `{near}`?"));
                } else if let Some(of) = of {
                    finding = finding
                        .with_help(format!("it has {}", listed(of.values.iter().map(|value| value.wire.as_str()))));
                }
                finding
            };
            let nothing = |why: String| {
                Diagnostic::new(&rules::upcast_map_useless::RULE, target.place, why).with_help("drop the entry")
            };
            let finding = match useless {
                Useless::OldUnknown(text) => {
                    sound = false;
                    unknown(text, old)
                }
                Useless::NewUnknown(text) => {
                    sound = false;
                    unknown(text, new)
                }
                Useless::NoEnum => nothing(format!(
                    "`map` renames values of an enum, and `{}` of v{} holds none",
                    target.name,
                    pair.version - 1
                )),
                Useless::Same(old, new) => {
                    nothing(format!("`map` of `{}` is not needed for `{old}`: it is `{new}` by itself", target.name))
                }
            };
            self.report(pair, &target.path, finding);
        }
        sound
    }

    fn gathered(
        &mut self,
        pair: &Pair<'s>,
        names: &Names<'s>,
        target: &Target<'s>,
        pairs: &'s [(String, SourcePath)],
        place: Place,
    ) -> Option<FieldStep> {
        self.unused(pair, target, "`from` always makes the record");
        let body = match target.ty.without_optional() {
            Type::Named(Named::Record(record, version)) => {
                self.set[*record].versions.at(*version).map(|body| (*record, *version, body))
            }
            _ => None,
        };
        let Some((record, version, body)) = body else {
            let finding = Diagnostic::new(
                &rules::upcast_gather_not_a_record::RULE,
                place,
                format!(
                    "`from` gathers fields into a record, and `{}` is a `{}`",
                    target.name,
                    self.set.spelled(target.ty)
                ),
            )
            .with_help("name one field, as in `from: old_name`, or compute it `with: crate::function`");
            self.report(pair, &target.path, finding);
            return None;
        };
        let mut sound = true;
        let known: HashSet<&str> = body.fields.iter().map(|field| field.name.as_str()).collect();
        let paths: HashMap<&str, &SourcePath> = pairs.iter().map(|(name, path)| (name.as_str(), path)).collect();
        for (name, path) in pairs {
            if self.is_full(place.file) {
                return None;
            }
            if !known.contains(name.as_str()) {
                let mut finding = Diagnostic::new(
                    &rules::upcast_from_unknown_field::RULE,
                    path.place,
                    format!("`{}` has no field `{name}`", self.set.spelled(target.ty.without_optional())),
                );
                let fields = || body.fields.iter().take(1_000).map(|field| field.name.as_str());
                finding = finding.with_help(match self.suggestions.nearest(name, fields()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("it has {}", listed(fields())),
                });
                self.report(pair, &target.path, finding);
                sound = false;
            }
        }
        let mut steps = Vec::new();
        for field in &body.fields {
            if self.is_full(place.file) {
                return None;
            }
            let path = paths.get(field.name.as_str()).copied();
            let part = Target::part(self.set, target, field, path.map_or(place, |path| path.place));
            let step = match path {
                Some(path) => self.found(pair, names, path, &part).and_then(|source| self.moved(pair, &part, &source)),
                None if part.default.is_some() => part.default.cloned().map(FieldStep::Value),
                None if field.ty.is_optional() => Some(FieldStep::None),
                None => {
                    let finding = Diagnostic::new(
                        &rules::upcast_needs_value::RULE,
                        place,
                        format!(
                            "`from` says nothing about `{}` of `{}`, which needs a value",
                            field.name,
                            self.set.spelled(target.ty.without_optional())
                        ),
                    )
                    .with_also(field.place, "this field")
                    .with_help(format!("add `{}: …` to `from`, with a field of the previous version", field.name))
                    .with_help("`fill: …` in place of `from` gives all older data one record")
                    .with_help("`with: crate::function` computes the record from the whole previous version");
                    self.report(pair, &part.path, finding);
                    None
                }
            };
            steps.push(step);
        }
        let fields = steps.into_iter().collect::<Option<Vec<_>>>().filter(|_| sound)?;
        Some(FieldStep::Gather { record, version, fields })
    }

    /// `fill` and `map` beside something that always applies first.
    fn unused(&mut self, pair: &Pair<'s>, target: &Target<'s>, why: &str) {
        if target.fill.is_some() {
            self.unused_key(pair, target, "fill", why);
        }
        if !target.map.is_empty() {
            self.unused_key(pair, target, "map", why);
        }
    }

    fn unused_key(&mut self, pair: &Pair<'s>, target: &Target<'s>, key: &str, why: &str) {
        let finding = Diagnostic::new(
            &rules::upcast_key_unused::RULE,
            target.place,
            format!("`{key}` of `{}` is never used: {why}", target.name),
        )
        .with_help(format!("drop `{key}`"));
        self.report(pair, &target.path, finding);
    }

    /// All keys of upcasts on the fields of a body whose whole step is a function.
    pub(super) fn unused_under_function(&mut self, pair: &Pair<'s>, new: &'s [Field]) {
        for field in new {
            let target = Target::new(self.set, pair, field);
            let why = "`upcast` hands over the whole step";
            self.unused(pair, &target, why);
            match &field.source {
                Some(StepSource::Function(..)) => self.unused_key(pair, &target, "with", why),
                Some(StepSource::Path(_) | StepSource::Gather(..)) => self.unused_key(pair, &target, "from", why),
                None => {}
            }
        }
    }
}

/// How the value at the end of a path becomes the field's, and what is given where there is none.
fn plan_move<'s>(
    converter: &mut Converter<'_, 's>,
    target: &Target<'s>,
    source: &Source<'s>,
) -> Result<(Conversion, WhenNone), Failure> {
    let to = Side::new(target.ty, target.constraints);
    let from = Side::new(&source.field.ty, &source.field.constraints);
    if !source.is_optional() {
        return Ok((converter.convert(&from, &to)?, WhenNone::Keep));
    }
    if let Some(value) = target.fill.or(target.default) {
        return Ok((converter.convert(&from.inside(), &to)?, WhenNone::Value(value.clone())));
    }
    if !target.ty.is_optional() {
        converter.convert(&from.inside(), &to)?;
        return Err(converter.no_value(&to));
    }
    Ok(match converter.convert(&from.inside(), &to.inside())? {
        Conversion::Same => (Conversion::Same, WhenNone::Keep),
        inner => (Conversion::Optional(Box::new(inner)), WhenNone::Keep),
    })
}

/// What the numbers of a field count: its own `unit`, or that of the newtype at the bottom of its type.
pub(crate) fn unit<'s>(set: &'s SchemaSet, field: &'s Field) -> Option<&'s str> {
    field.unit.as_deref().or_else(|| unit_of_type(set, &field.ty))
}

/// What the numbers of a type count, by the newtype at its bottom.
pub(crate) fn unit_of_type<'s>(set: &'s SchemaSet, mut ty: &'s Type) -> Option<&'s str> {
    loop {
        match ty {
            Type::List(inner) | Type::Set(inner) | Type::Map(_, inner) | Type::Optional(inner) => ty = inner,
            Type::Named(Named::Scalar(id)) => match &set[*id].unit {
                Some(unit) => return Some(unit),
                None => ty = &set[*id].inner,
            },
            Type::Builtin(_) | Type::Named(Named::Enum(_) | Named::Record(..) | Named::Union(..)) => return None,
        }
    }
}

fn unit_differs(pair: &Pair<'_>, target: &Target<'_>, source: &Source<'_>, unit: Option<&str>) -> Diagnostic {
    let counted = |unit: Option<&str>| unit.map_or("no unit".to_owned(), |unit| format!("`{unit}`"));
    let mut finding = Diagnostic::new(
        &rules::upcast_unit_differs::RULE,
        target.place,
        format!(
            "`{}` of v{} counts {}, and `{}` of v{} {}",
            target.name,
            pair.version,
            counted(target.unit),
            source.name,
            pair.version - 1,
            counted(unit)
        ),
    )
    .with_also(source.field.place, counted(unit))
    .with_help("`with: crate::function` converts the number")
    .with_help("`from: …` takes it from a field that counts the same")
    .with_help(format!(
        "under a new name, `fill: …` gives all older data one value, and `{}` is left behind",
        source.name
    ));
    if unit.is_none() || target.unit.is_none() {
        finding = finding.with_help("if both count the same, give both the same `unit`: it does not change the JSON");
    }
    finding
}
