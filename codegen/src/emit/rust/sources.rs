//! Where the fields of a new version come from in the old one: the expression that a path is, and which of several
//! uses of one value may move it.

use std::collections::HashSet;

use super::conversions::Side;
use super::expression::{Expr, Pattern};
use super::names;
use super::scope::Scope;
use super::steps::Fields;
use crate::model::{Field, Named, Type};
use crate::plan::FieldStep;

/// How a value is taken from the previous version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Take {
    /// Moved, or copied.
    Move,
    /// Cloned, because it is used again.
    Clone,
}

/// How each use of the previous version takes its value, in the order in which the new fields are made.
#[derive(Debug)]
pub(super) struct Takes {
    takes: std::vec::IntoIter<Take>,
    first_fields: HashSet<usize>,
}

impl Takes {
    /// How the next use takes its value.
    pub(super) fn next(&mut self) -> Take {
        self.takes.next().unwrap_or(Take::Clone)
    }

    /// Whether a field of the previous version is used at all.
    pub(super) fn uses(&self, field: usize) -> bool {
        self.first_fields.contains(&field)
    }
}

/// One use of a path: as far as it is taken apart, and whether it is only copied.
struct Use {
    moved: Vec<usize>,
    copied: bool,
}

/// Decides for all uses at once: a value is moved unless a later use needs it, or a part of it, or the whole.
pub(super) fn takes(scope: &Scope<'_>, old: Fields<'_>, steps: &[FieldStep]) -> Takes {
    let mut uses = Vec::new();
    collect(scope, old, steps, &mut uses);
    // What later uses need, and what that is a part of.
    let (mut needed, mut parts_needed) = (HashSet::new(), HashSet::new());
    let mut takes = vec![Take::Move; uses.len()];
    for (index, Use { moved, copied }) in uses.iter().enumerate().rev() {
        let prefixes = || (1..=moved.len()).map(|length| moved[..length].to_vec());
        let again = parts_needed.contains(moved) || prefixes().any(|prefix| needed.contains(&prefix));
        if again && !copied {
            takes[index] = Take::Clone;
        }
        parts_needed.extend(prefixes());
        needed.insert(moved.clone());
    }
    Takes { takes: takes.into_iter(), first_fields: uses.iter().map(|one| one.moved[0]).collect() }
}

fn collect(scope: &Scope<'_>, old: Fields<'_>, steps: &[FieldStep], uses: &mut Vec<Use>) {
    for step in steps {
        match step {
            FieldStep::Move { path, .. } => uses.push(use_of(scope, old, path)),
            FieldStep::Gather { fields, .. } => collect(scope, old, fields, uses),
            FieldStep::Function(_) | FieldStep::Value(_) | FieldStep::None => {}
        }
    }
}

fn use_of(scope: &Scope<'_>, old: Fields<'_>, path: &[usize]) -> Use {
    let mut moved = Vec::new();
    let mut fields = old.fields;
    let mut copied = false;
    for (depth, &index) in path.iter().enumerate() {
        moved.push(index);
        let ty = &fields[index].ty;
        if depth + 1 == path.len() {
            copied = scope.is_copy(ty);
        } else if ty.is_optional() {
            // What is inside an optional is taken together with it.
            break;
        } else {
            fields = inner(scope, ty).0;
        }
    }
    Use { moved, copied }
}

/// The fields of the record that a type holds, and the record.
fn inner<'s>(scope: &Scope<'s>, ty: &Type) -> (&'s [Field], Named) {
    match ty.without_optional() {
        Type::Named(named @ Named::Record(id, version)) => match scope.set()[*id].versions.at(*version) {
            Some(body) => (&body.fields, *named),
            None => unreachable!("a type names a version that exists"),
        },
        _ => unreachable!("a path leads through records"),
    }
}

/// A value of the previous version.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) expr: Expr,
    ty: Type,
    boxed: bool,
}

impl Source {
    /// Its type: optional also where an optional lay on the way.
    pub(super) fn side(&self) -> Side<'_> {
        Side { ty: &self.ty, boxed: self.boxed }
    }
}

impl<'s> Scope<'s> {
    /// The expression that a path into the previous version is; `base` makes one of the first field.
    pub(super) fn source(
        &self,
        old: Fields<'_>,
        path: &[usize],
        base: impl FnOnce(String) -> Expr,
        take: Take,
    ) -> Source {
        let clone = take == Take::Clone;
        let (first, rest) = path.split_first().expect("a path has a first field");
        let field = &old.fields[*first];
        let mut expr = base(names::identifier(&field.rust_name));
        let mut ty = &field.ty;
        let mut boxed = self.schema.graph.is_boxed(old.owner, ty);
        let mut on_the_way = false;
        for (depth, &index) in rest.iter().enumerate() {
            let (fields, owner) = inner(self, ty);
            let field = &fields[index];
            let ident = names::identifier(&field.rust_name);
            let last = depth + 1 == rest.len();
            if on_the_way || ty.is_optional() {
                if clone && !on_the_way {
                    expr = expr.method("as_ref", Vec::new());
                }
                let part = Expr::atom("value").field(ident);
                let part = match (clone, last, field.ty.is_optional()) {
                    (false, _, _) => part,
                    (true, true, _) if self.is_copy(&field.ty) => part,
                    (true, true, _) => part.method("clone", Vec::new()),
                    (true, false, true) => part.method("as_ref", Vec::new()),
                    (true, false, false) => Expr::Reference(Box::new(part)),
                };
                let method = if field.ty.is_optional() { "and_then" } else { "map" };
                expr =
                    expr.method(method, vec![Expr::Closure(Some(Pattern::Atom("value".to_owned())), Box::new(part))]);
                on_the_way = true;
            } else {
                expr = expr.field(ident);
            }
            ty = &field.ty;
            boxed = self.schema.graph.is_boxed(Some(owner), ty);
        }
        if clone && !on_the_way {
            expr = expr.method("clone", Vec::new());
        }
        let whole = if on_the_way { Type::Optional(Box::new(ty.without_optional().clone())) } else { ty.clone() };
        Source { expr, ty: whole, boxed }
    }
}
