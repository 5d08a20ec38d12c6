//! The steps as the model takes them: a payload of an older version becomes one of a newer as the generated code would
//! make it. Text becomes text, so that no digit of a decimal is lost and what no step changes stays as it was written.
//! Functions run only in the user's program, so a payload that needs one is left, with the function's name.

mod convert;
mod number;
mod object;

use std::borrow::Cow;
use std::fmt;
use std::ops::RangeInclusive;

use serde_json::Value;
use serde_json::value::RawValue;

use super::{Conversion, FieldStep, Plans, StepKind, UnionStepKind, WhenNone};
use crate::model::{
    Body, Definition, Field, FunctionPath, Named, NoneForm, RecordId, SchemaSet, Type, UnionBody, UnionId,
};
pub(crate) use number::decimal;
use object::{Object, is_null};

/// Why a payload could not be taken to a newer version here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeedsFunction {
    /// The function that a person wrote; `None` where there is no step at all, because the data becomes other events.
    pub function: Option<FunctionPath>,
    /// The definition that has the step: the payload's own, or a record or union in it.
    pub subject: String,
    /// The version that the step leads to.
    pub version: u32,
}

impl fmt::Display for NeedsFunction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (subject, version) = (&self.subject, self.version);
        match &self.function {
            Some(function) => write!(formatter, "`{}` makes v{version} of `{subject}`", function.path),
            None => write!(formatter, "no step leads to v{version} of `{subject}`"),
        }
    }
}

impl std::error::Error for NeedsFunction {}

/// Takes a payload that the body `from` reads to the version `to` of the same definition, as the newer body writes it.
/// Definitions without versions, and versions that are not newer, leave it as it is.
///
/// # Errors
/// If a step on the way is a function.
pub fn apply(
    set: &SchemaSet,
    plans: &Plans,
    definition: Definition,
    from: u32,
    to: u32,
    payload: &RawValue,
) -> Result<String, NeedsFunction> {
    Steps::new(set, plans).all(definition, from..=to, payload)
}

/// As [`apply`], and leaves out the fields that functions make.
///
/// # Errors
/// If a function makes a whole version, or a whole value in it.
pub(crate) fn apply_derived(
    set: &SchemaSet,
    plans: &Plans,
    definition: Definition,
    from: u32,
    to: u32,
    payload: &RawValue,
) -> Result<String, NeedsFunction> {
    Steps { set, plans, functions: Functions::LeaveOut }.all(definition, from..=to, payload)
}

/// What is done about a field that a function makes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Functions {
    Stop,
    LeaveOut,
}

type Made<T> = Result<T, NeedsFunction>;

#[derive(Clone, Copy)]
pub(super) struct Steps<'a> {
    pub(super) set: &'a SchemaSet,
    pub(super) plans: &'a Plans,
    functions: Functions,
}

/// Which definition a step belongs to, for the error.
#[derive(Clone, Copy)]
struct At<'a> {
    subject: &'a str,
    version: u32,
}

impl At<'_> {
    fn needs(self, function: Option<&FunctionPath>) -> NeedsFunction {
        NeedsFunction { function: function.cloned(), subject: self.subject.to_owned(), version: self.version }
    }
}

/// The members of an object that is being written.
struct Members<'o> {
    out: &'o mut String,
    is_first: bool,
}

impl<'o> Members<'o> {
    fn begin(out: &'o mut String) -> Self {
        out.push('{');
        Self { out, is_first: true }
    }

    /// Begins a member; its value follows in what this gives.
    fn key(&mut self, key: &str) -> &mut String {
        if !self.is_first {
            self.out.push(',');
        }
        self.is_first = false;
        push_string(self.out, key);
        self.out.push(':');
        self.out
    }

    fn end(self) {
        self.out.push('}');
    }
}

/// Writes a text as JSON.
fn push_string(out: &mut String, text: &str) {
    if text.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        out.push_str(&Value::from(text).to_string());
    }
}

impl Steps<'_> {
    pub(super) fn new<'a>(set: &'a SchemaSet, plans: &'a Plans) -> Steps<'a> {
        Steps { set, plans, functions: Functions::Stop }
    }

    fn all(self, definition: Definition, versions: RangeInclusive<u32>, payload: &RawValue) -> Made<String> {
        let mut payload = Cow::Borrowed(payload.get());
        for version in versions.skip(1) {
            payload = Cow::Owned(self.step(definition, version, &payload)?);
        }
        Ok(payload.into_owned())
    }

    /// The payload that a step makes.
    pub(super) fn step(self, definition: Definition, version: u32, payload: &str) -> Made<String> {
        let set = self.set;
        let mut out = String::with_capacity(payload.len() + 64);
        let (subject, versions, step) = match definition {
            Definition::Event(id) => {
                (&set[id].meta.subject, &set[id].versions, self.plans.events.get(&(id.index(), version)))
            }
            Definition::Command(id) => {
                (&set[id].meta.subject, &set[id].versions, self.plans.commands.get(&(id.index(), version)))
            }
            Definition::Query(id) => {
                (&set[id].meta.subject, &set[id].versions, self.plans.queries.get(&(id.index(), version)))
            }
            Definition::Record(id) => {
                (&set[id].meta.subject, &set[id].versions, self.plans.records.get(&(id.index(), version)))
            }
            Definition::Union(id) => {
                self.union(id, version, payload, &mut out)?;
                return Ok(out);
            }
            Definition::Scalar(_)
            | Definition::Enum(_)
            | Definition::Rejection(_)
            | Definition::View(_)
            | Definition::Process(_) => return Ok(payload.to_owned()),
        };
        let bodies = (versions.at(version - 1), versions.at(version));
        self.body(At { subject, version }, bodies, step, payload, &mut out)?;
        Ok(out)
    }

    fn body(
        self,
        at: At<'_>,
        (old, new): (Option<&Body>, Option<&Body>),
        step: Option<&super::Step>,
        payload: &str,
        out: &mut String,
    ) -> Made<()> {
        let (Some(old), Some(new), Some(step)) = (old, new, step) else { return Err(at.needs(None)) };
        let steps = match &step.kind {
            StepKind::Function(function) => return Err(at.needs(Some(function))),
            StepKind::Fields(steps) => steps,
        };
        let mut made = Members::begin(out);
        if let Some(tag) = &new.tag {
            push_string(made.key(&tag.key), &tag.value);
        }
        self.fields(at, steps, &old.fields, &Object::of(payload), (&new.fields, new.none), &mut made)?;
        made.end();
        Ok(())
    }

    fn union(self, id: UnionId, version: u32, payload: &str, out: &mut String) -> Made<()> {
        let definition = &self.set[id];
        let at = At { subject: &definition.meta.subject, version };
        let bodies = (definition.versions.at(version - 1), definition.versions.at(version));
        let step = self.plans.unions.get(&(id.index(), version));
        let ((Some(old), Some(new)), Some(step)) = (bodies, step) else { return Err(at.needs(None)) };
        let variants = match &step.kind {
            UnionStepKind::Function(function) => return Err(at.needs(Some(function))),
            UnionStepKind::Variants(variants) => variants,
        };
        let object = Object::of(payload);
        let name = object.text(&definition.tag).unwrap_or_default();
        let position = |body: &UnionBody| body.variants.iter().position(|variant| variant.name == name);
        let known = position(old).and_then(|index| variants.iter().find(|step| step.old == index));
        // What an open union does not know stays as it is.
        let Some(step) = known else {
            out.push_str(payload);
            return Ok(());
        };
        let (old_variant, new_variant) = (&old.variants[step.old], &new.variants[step.new]);
        let newer = (new_variant.fields.as_slice(), new.none);
        let mut made = Members::begin(out);
        push_string(made.key(&definition.tag), &new_variant.name);
        match &definition.content {
            None => self.fields(at, &step.fields, &old_variant.fields, &object, newer, &mut made)?,
            Some(content) => {
                let held = object.get(content).map(Object::of).unwrap_or_default();
                let mut inner = Members::begin(made.key(content));
                self.fields(at, &step.fields, &old_variant.fields, &held, newer, &mut inner)?;
                inner.end();
            }
        }
        made.end();
        Ok(())
    }

    fn fields(
        self,
        at: At<'_>,
        steps: &[FieldStep],
        old: &[Field],
        payload: &Object<'_>,
        (new, none): (&[Field], NoneForm),
        made: &mut Members<'_>,
    ) -> Made<()> {
        for (step, field) in steps.iter().zip(new) {
            let is_there = match step {
                FieldStep::Function(function) if self.functions == Functions::Stop => {
                    return Err(at.needs(Some(function)));
                }
                FieldStep::Function(_) => false,
                FieldStep::Move { path, convert, when_none } => {
                    let moved = self.moved(path, convert, when_none, old, payload, &field.ty)?;
                    if let Some(value) = &moved {
                        made.key(&field.wire_name).push_str(value);
                    }
                    moved.is_some()
                }
                FieldStep::Gather { record, version, fields } => {
                    let mut gathered = Members::begin(made.key(&field.wire_name));
                    if let Some(body) = self.set[*record].versions.at(*version) {
                        self.fields(at, fields, old, payload, (&body.fields, body.none), &mut gathered)?;
                    }
                    gathered.end();
                    true
                }
                FieldStep::Value(value) => {
                    made.key(&field.wire_name).push_str(&value.to_string());
                    true
                }
                FieldStep::None => false,
            };
            if !is_there && none == NoneForm::Null {
                made.key(&field.wire_name).push_str("null");
            }
        }
        Ok(())
    }

    fn moved(
        self,
        path: &[usize],
        convert: &Conversion,
        when_none: &WhenNone,
        old: &[Field],
        payload: &Object<'_>,
        to: &Type,
    ) -> Made<Option<String>> {
        let Some((value, field, optional)) = self.at_path(path, old, payload) else {
            return Ok(match when_none {
                WhenNone::Keep => None,
                WhenNone::Value(value) => Some(value.to_string()),
            });
        };
        let ty = &field.ty;
        let value = if field.constraints.unique { self.merged(value, ty) } else { value };
        let mut made = String::with_capacity(value.len() + 2);
        match (when_none, convert) {
            (WhenNone::Value(_), _) => self.convert(convert, &value, ty.without_optional(), to, &mut made)?,
            (WhenNone::Keep, Conversion::Optional(inner)) if optional => {
                self.convert(inner, &value, ty.without_optional(), to.without_optional(), &mut made)?;
            }
            (WhenNone::Keep, _) if optional => {
                self.convert(convert, &value, ty.without_optional(), to.without_optional(), &mut made)?;
            }
            (WhenNone::Keep, _) => self.convert(convert, &value, ty, to, &mut made)?,
        }
        Ok(Some(made).filter(|made| !(is_null(made) && to.is_optional())))
    }

    /// The value at the end of a path, its field, and whether there might have been none; `None` where there is none.
    fn at_path<'t, 'f>(
        self,
        path: &[usize],
        fields: &'f [Field],
        payload: &Object<'t>,
    ) -> Option<(Cow<'t, str>, &'f Field, bool)>
    where
        Self: 'f,
    {
        let (&first, further) = path.split_first()?;
        let field = fields.get(first)?;
        let value = payload.field(field)?;
        let is_optional = field.ty.is_optional();
        if further.is_empty() {
            return Some((value, field, is_optional));
        }
        let Type::Named(Named::Record(id, version)) = field.ty.without_optional() else { return None };
        let body = self.set[*id].versions.at(*version)?;
        let (value, field, deeper) = match value {
            Cow::Borrowed(text) => self.at_path(further, &body.fields, &Object::of(text))?,
            Cow::Owned(text) => {
                let (value, field, deeper) = self.at_path(further, &body.fields, &Object::of(&text))?;
                (Cow::Owned(value.into_owned()), field, deeper)
            }
        };
        Some((value, field, is_optional || deeper))
    }

    fn record(self, id: RecordId, version: u32, payload: &str) -> Made<String> {
        self.step(Definition::Record(id), version, payload)
    }
}
