//! The steps between versions as `From` and `TryFrom`. Functions of the whole previous version run first, by
//! reference; then its fields are moved, and cloned only where another field needs them too.

use std::collections::HashSet;

use super::bodies::identified;
use super::constants::Statics;
use super::expression::{Expr, Pattern};
use super::layout::{Doc, Writer, list};
use super::names::{self, fresh};
use super::scope::Scope;
use super::sources::takes;
use super::unions::unknown_variant;
use super::{conversions, items};
use crate::model::{Body, Field, FunctionPath, Named, RecordId, UnionBody, UnionId};
use crate::plan::{FieldStep, Step, StepKind, UnionStep, UnionStepKind, VariantStep, WhenNone};

/// Two types, and whether the way from one to the other can fail.
#[derive(Clone, Copy, Debug)]
pub(super) struct Between<'n> {
    pub(super) old: &'n str,
    pub(super) new: &'n str,
    pub(super) fallible: bool,
}

/// One version's fields, and the record or union that they belong to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields<'b> {
    pub(super) fields: &'b [Field],
    pub(super) owner: Option<Named>,
}

/// The step to a version of a record.
pub(super) fn write_record(writer: &mut Writer, scope: &Scope<'_>, id: RecordId, version: u32, step: &Step) {
    let record = &scope.set()[id];
    let Some(previous) = record.versions.at(version - 1) else { return };
    let Some(body) = record.versions.at(version) else { return };
    let (old, new) = (scope.record(id, version - 1), scope.record(id, version));
    let owner = |version| Some(Named::Record(id, version));
    write(
        writer,
        scope,
        Between { old: &old, new: &new, fallible: step.fallible },
        (previous, owner(version - 1)),
        (body, owner(version)),
        step,
    );
}

/// The step from one body to the next, each with the record that it is one of.
pub(super) fn write(
    writer: &mut Writer,
    scope: &Scope<'_>,
    between: Between<'_>,
    (previous, old_owner): (&Body, Option<Named>),
    (body, owner): (&Body, Option<Named>),
    step: &Step,
) {
    match &step.kind {
        StepKind::Function(function) => write_function(writer, scope, between, function),
        StepKind::Fields(steps) => {
            let old = Fields { fields: &previous.fields, owner: old_owner };
            let new = Fields { fields: &body.fields, owner };
            write_fields(writer, scope, between, old, new, steps);
        }
    }
}

fn write_fields(
    writer: &mut Writer,
    scope: &Scope<'_>,
    between: Between<'_>,
    old: Fields<'_>,
    new: Fields<'_>,
    steps: &[FieldStep],
) {
    let idents = identified(new.fields);
    let functions: Vec<_> = steps.iter().map(|step| matches!(step, FieldStep::Function(_))).collect();
    let mut taken: HashSet<String> = idents.iter().map(|(ident, _)| ident.clone()).collect();
    let mut variable = "old".to_owned();
    if functions.contains(&true) {
        fresh(&mut variable, &mut taken);
    }
    let mut statics = Statics::default();
    let mut maker =
        Maker { scope, statics: &mut statics, takes: takes(scope, old, steps), place: Previous::Variable(&variable) };
    let mut lines = Vec::new();
    let mut fields = Vec::new();
    for (step, (ident, field)) in steps.iter().zip(&idents) {
        let words = ["fill", field.rust_name.as_str()];
        let value = maker.field(step, old, (field, new.owner), &words);
        if let FieldStep::Function(_) = step {
            lines.push(value.bound_to(ident));
            fields.push((ident.clone(), None));
        } else {
            fields.push((ident.clone(), Some(value).filter(|value| !is_atom(value, ident))));
        }
    }
    let unused = steps.iter().all(|step| matches!(step, FieldStep::Value(_) | FieldStep::None));
    let made = Expr::Struct("Self".to_owned(), fields);
    begin(writer, scope, between, if unused { "_" } else { &variable });
    statics.write(writer);
    lines.iter().for_each(|line| writer.doc(line));
    finish(writer, scope, between, made, between.fallible && functions.contains(&true), &mut taken);
}

fn write_function(writer: &mut Writer, scope: &Scope<'_>, between: Between<'_>, function: &FunctionPath) {
    begin(writer, scope, between, "old");
    let made = called(function, Expr::atom("old"));
    if between.fallible {
        finish(writer, scope, between, made, true, &mut HashSet::new());
    } else {
        finish(writer, scope, between, made, false, &mut HashSet::new());
    }
}

/// The step to a version of a union.
pub(super) fn write_union(writer: &mut Writer, scope: &Scope<'_>, id: UnionId, version: u32, step: &UnionStep) {
    let union = &scope.set()[id];
    let Some(previous) = union.versions.at(version - 1) else { return };
    let Some(body) = union.versions.at(version) else { return };
    let (old, new) = (scope.union(id, version - 1), scope.union(id, version));
    let between = Between { old: &old, new: &new, fallible: step.fallible };
    let variants = match &step.kind {
        UnionStepKind::Function(function) => return write_function(writer, scope, between, function),
        UnionStepKind::Variants(variants) => variants,
    };
    let calls =
        variants.iter().any(|variant| variant.fields.iter().any(|field| matches!(field, FieldStep::Function(_))));
    let mut statics = Statics::default();
    let owners = (Named::Union(id, version - 1), Named::Union(id, version));
    let mut arms: Vec<_> =
        variants.iter().map(|variant| arm(scope, &mut statics, between, (previous, body), owners, variant)).collect();
    if union.open {
        let pattern = Pattern::Tuple(format!("{old}::{}", unknown_variant(previous)), "unknown".to_owned());
        let kept = Expr::atom("unknown").into_call("__rt::union::reread");
        arms.push((pattern, kept));
    }
    begin(writer, scope, between, "old");
    statics.write(writer);
    if calls {
        writer.doc(&Expr::atom("old").method("clone", Vec::new()).bound_to("previous"));
    }
    let made = Expr::Match(Box::new(Expr::atom("old")), arms);
    finish(writer, scope, between, made, between.fallible && calls, &mut HashSet::new());
}

fn arm(
    scope: &Scope<'_>,
    statics: &mut Statics,
    between: Between<'_>,
    (previous, body): (&UnionBody, &UnionBody),
    (old_owner, owner): (Named, Named),
    step: &VariantStep,
) -> (Pattern, Expr) {
    let (old, new) = (&previous.variants[step.old], &body.variants[step.new]);
    let old_path = format!("{}::{}", between.old, names::identifier(&old.rust_name));
    // Not `Self`: where a variant is called `Error`, that would be ambiguous in `TryFrom`.
    let new_path = format!("{}::{}", between.new, names::identifier(&new.rust_name));
    let old_fields = Fields { fields: &old.fields, owner: Some(old_owner) };
    let takes = takes(scope, old_fields, &step.fields);
    let used: Vec<bool> = (0..old.fields.len()).map(|field| takes.uses(field)).collect();
    let mut maker = Maker { scope, statics, takes, place: Previous::Variant("previous") };
    let mut fields = Vec::new();
    for (field_step, (ident, field)) in step.fields.iter().zip(identified(&new.fields)) {
        let words = ["fill", &names::snake(&new.rust_name), field.rust_name.as_str()];
        let value = maker.field(field_step, old_fields, (field, Some(owner)), &words);
        let value = Some(value).filter(|value| !is_atom(value, &ident));
        fields.push((ident, value));
    }
    let pattern = if old.fields.is_empty() {
        Pattern::Atom(old_path)
    } else {
        let bound = identified(&old.fields).into_iter().zip(&used).filter(|(_, used)| **used);
        let bound: Vec<_> = bound.map(|((ident, _), _)| (ident.clone(), ident)).collect();
        let others = bound.len() < old.fields.len();
        Pattern::Struct(old_path, bound, others)
    };
    let made = if fields.is_empty() { Expr::atom(new_path) } else { Expr::Struct(new_path, fields) };
    (pattern, made)
}

/// How the previous version is reached.
#[derive(Clone, Copy, Debug)]
enum Previous<'n> {
    /// As a variable that holds the struct.
    Variable(&'n str),
    /// As the fields of a variant, each a variable; the whole value is in this variable.
    Variant(&'n str),
}

/// Makes the values of new fields.
struct Maker<'m, 's> {
    scope: &'m Scope<'s>,
    statics: &'m mut Statics,
    takes: super::sources::Takes,
    place: Previous<'m>,
}

impl Maker<'_, '_> {
    fn field(
        &mut self,
        step: &FieldStep,
        old: Fields<'_>,
        (field, owner): (&Field, Option<Named>),
        words: &[&str],
    ) -> Expr {
        let to = self.scope.side(&field.ty, owner);
        match step {
            FieldStep::Function(function) => {
                let whole = match self.place {
                    Previous::Variable(variable) | Previous::Variant(variable) => variable,
                };
                called(function, Expr::Reference(Box::new(Expr::atom(whole))))
            }
            FieldStep::Move { path, convert, when_none } => {
                let base = |ident: String| match self.place {
                    Previous::Variable(variable) => Expr::atom(variable).field(ident),
                    Previous::Variant(_) => Expr::atom(ident),
                };
                let take = self.takes.next();
                let source = self.scope.source(old, path, base, take);
                let from = source.side();
                match when_none {
                    WhenNone::Keep => self.scope.convert(source.expr.clone(), from, to, convert),
                    WhenNone::Value(value) => {
                        let otherwise = self.statics.value(self.scope, &field.ty, owner, value, words);
                        let inside = self.scope.convert(Expr::atom("value"), from.inside(), to, convert);
                        let fallible = self.scope.can_fail(convert, &field.ty) || self.scope.refuses(&field.ty, value);
                        self.or_else(source.expr.clone(), inside, fallible, otherwise)
                    }
                }
            }
            FieldStep::Gather { record, version, fields: steps } => {
                let Some(body) = self.scope.set()[*record].versions.at(*version) else {
                    unreachable!("a plan gathers into a version that exists")
                };
                let inner = Some(Named::Record(*record, *version));
                let mut fields = Vec::new();
                for (step, (ident, field)) in steps.iter().zip(identified(&body.fields)) {
                    let words: Vec<&str> = words.iter().copied().chain([field.rust_name.as_str()]).collect();
                    let value = self.field(step, old, (field, inner), &words);
                    fields.push((ident, Some(value)));
                }
                let made = Expr::Struct(self.scope.record(*record, *version), fields);
                let made = if to.boxed { made.into_call(format!("{}::new", self.scope.prelude("Box"))) } else { made };
                if field.ty.is_optional() { made.into_call(self.scope.prelude("Some")) } else { made }
            }
            FieldStep::Value(value) => self.statics.value(self.scope, &field.ty, owner, value, words),
            FieldStep::None => Expr::atom(self.scope.prelude("None")),
        }
    }

    /// What is inside an optional, converted, or another value.
    fn or_else(&self, value: Expr, inside: Expr, fallible: bool, otherwise: Expr) -> Expr {
        if fallible {
            let some = Pattern::Tuple(self.scope.prelude("Some").to_owned(), "value".to_owned());
            let none = Pattern::Atom(self.scope.prelude("None").to_owned());
            return Expr::Match(Box::new(value), vec![(some, inside), (none, otherwise)]);
        }
        let mapped = if is_atom(&inside, "value") { value } else { conversions::map(value, inside) };
        match otherwise {
            atom @ Expr::Atom(_) => mapped.method("unwrap_or", vec![atom]),
            other => mapped.method("unwrap_or_else", vec![Expr::Closure(None, Box::new(other))]),
        }
    }
}

/// A function of the user's, with `?` behind its call if it can fail.
fn called(function: &FunctionPath, argument: Expr) -> Expr {
    let call = argument.into_call(names::function_path(&function.path));
    if function.fallible { call.method("map_err", vec![Expr::atom("__rt::UpcastError::new")]).tried() } else { call }
}

fn is_atom(expr: &Expr, name: &str) -> bool {
    matches!(expr, Expr::Atom(text) if text == name)
}

fn begin(writer: &mut Writer, scope: &Scope<'_>, between: Between<'_>, variable: &str) {
    let (name, function) = if between.fallible { ("TryFrom", "try_from") } else { ("From", "from") };
    let mut trait_ = vec![Doc::text(scope.prelude(name))];
    trait_.extend(list("<", [Doc::text(between.old.to_owned())], ">"));
    items::begin_impl(writer, trait_, between.new);
    let mut result = vec![Doc::text("Self")];
    if between.fallible {
        writer.line("type Error = __rt::UpcastError;");
        writer.blank();
        result = vec![Doc::text(scope.prelude("Result"))];
        result.extend(list("<", [Doc::text("Self"), Doc::text("__rt::UpcastError")], ">"));
    }
    let argument = vec![Doc::text(format!("{variable}: {}", between.old))];
    items::begin_function(writer, function, vec![argument], result);
}

/// The value that a step gives, checked where a person's function made a part of it.
fn finish(
    writer: &mut Writer,
    scope: &Scope<'_>,
    between: Between<'_>,
    made: Expr,
    checked: bool,
    taken: &mut HashSet<String>,
) {
    let ok = scope.prelude("Ok");
    if checked {
        let mut name = "new".to_owned();
        fresh(&mut name, taken);
        // A function may be generic in what it gives.
        let bound = if let Expr::Struct(..) = made { name.clone() } else { format!("{name}: Self") };
        writer.doc(&made.bound_to(&bound));
        writer.doc(&Expr::atom(name.as_str()).method("validate", Vec::new()).tried().statement());
        writer.doc(&Expr::atom(name).into_call(ok).tail());
    } else if between.fallible {
        writer.doc(&made.into_call(ok).tail());
    } else {
        writer.doc(&made.tail());
    }
    items::end(writer);
    items::end(writer);
}
