//! How a value of one type becomes a value of another: what a plan decided, spelled as Rust.

use super::expression::{Expr, Pattern};
use super::names;
use super::own_forms::is_scalar;
use super::scalars::unknown_value;
use super::scope::Scope;
use crate::model::{EnumId, EnumValue, Named, RecordId, ScalarId, Type, UnionId};
use crate::plan::Conversion;

/// A type with what the Rust type adds to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side<'t> {
    pub(super) ty: &'t Type,
    /// Whether the record or union in it stands in a box.
    pub(super) boxed: bool,
}

impl<'t> Side<'t> {
    /// What is inside an optional, which a box goes with.
    pub(super) fn inside(self) -> Self {
        Side { ty: self.ty.without_optional(), boxed: self.boxed }
    }

    /// An item, which is never boxed.
    fn item(ty: &'t Type) -> Self {
        Side { ty, boxed: false }
    }
}

impl Scope<'_> {
    /// The expression that converts `value` from one type to the other. Where the conversion can fail, it holds a `?`.
    pub(super) fn convert(&self, value: Expr, from: Side<'_>, to: Side<'_>, how: &Conversion) -> Expr {
        if is_scalar(from.ty) && is_scalar(to.ty) && self.crosses(how, to.ty) {
            return self.crossed(value, from.ty, to.ty);
        }
        match (how, from.ty, to.ty) {
            (Conversion::Same, _, _) => self.rebox(value, from, to),
            (Conversion::Widen, _, Type::Builtin(builtin)) => {
                value.into_call(format!("{}::from", self.builtin(*builtin)))
            }
            (Conversion::Widen, _, _) => value.method("into", Vec::new()),
            (Conversion::Unwrap(scalar, inner), _, _) => {
                let wrapped = Side::item(&self.set()[*scalar].inner);
                self.convert(self.unwrap(value, *scalar), wrapped, to, inner)
            }
            (Conversion::Wrap(inner, scalar), _, _) => {
                let wrapped = Side::item(&self.set()[*scalar].inner);
                self.wrap(self.convert(value, from, wrapped, inner), *scalar)
            }
            (Conversion::Some(inner), _, _) => {
                self.convert(value, from, to.inside(), inner).into_call(self.prelude("Some"))
            }
            (Conversion::Optional(inner), _, _) => self.convert_optional(value, from.inside(), to.inside(), inner),
            (Conversion::List(inner), Type::List(old), Type::List(new))
            | (Conversion::Set(inner), Type::Set(old), Type::Set(new)) => {
                self.convert_items(value, Side::item(old), Side::item(new), inner)
            }
            (Conversion::Map(key, inner), Type::Map(old_key, old), Type::Map(new_key, new)) => {
                let fallible = how.is_fallible() || self.crosses(how, to.ty);
                let key = self.convert(Expr::atom("key"), Side::item(old_key), Side::item(new_key), key);
                let item = self.convert(Expr::atom("value"), Side::item(old), Side::item(new), inner);
                let pair = Expr::Tuple(vec![key, item]);
                self.collect(value, Some(Pattern::Pair("key", "value")), pair, fallible)
            }
            (Conversion::Enum { from, to, values }, _, _) => self.convert_enum(value, *from, *to, values),
            (Conversion::Record { record, from: old, to: new, .. }, _, _) => {
                let converted = self.record_steps(unboxed(value, from), *record, *old, *new);
                self.boxed(converted, to)
            }
            (Conversion::Union { union, from: old, to: new, .. }, _, _) => {
                let converted = self.union_steps(unboxed(value, from), *union, *old, *new);
                self.boxed(converted, to)
            }
            (Conversion::List(_) | Conversion::Set(_) | Conversion::Map(..), _, _) => {
                unreachable!("a plan converts a container into one of its kind")
            }
        }
    }

    /// The same value in or out of a box.
    fn rebox(&self, value: Expr, from: Side<'_>, to: Side<'_>) -> Expr {
        if from.boxed == to.boxed {
            return value;
        }
        if from.ty.is_optional() {
            let inside = self.rebox(Expr::atom("value"), from.inside(), to.inside());
            return map(value, inside);
        }
        if from.boxed { Expr::Deref(Box::new(value)) } else { self.boxed(value, to) }
    }

    fn boxed(&self, value: Expr, to: Side<'_>) -> Expr {
        if to.boxed { value.into_call(format!("{}::new", self.prelude("Box"))) } else { value }
    }

    fn unwrap(&self, value: Expr, id: ScalarId) -> Expr {
        if self.set()[id].constraints.is_empty() { value.field("0") } else { value.method("into_inner", Vec::new()) }
    }

    /// Into a newtype. Where it has constraints, the plan has shown that they hold.
    fn wrap(&self, value: Expr, id: ScalarId) -> Expr {
        if self.set()[id].constraints.is_empty() {
            value.into_call(self.scalar(id))
        } else {
            value.into_call("__rt::trust")
        }
    }

    fn convert_optional(&self, value: Expr, from: Side<'_>, to: Side<'_>, inner: &Conversion) -> Expr {
        let inside = self.convert(Expr::atom("value"), from, to, inner);
        if is_value(&inside) {
            return value;
        }
        if !self.can_fail(inner, to.ty) {
            return map(value, inside);
        }
        let some = self.prelude("Some");
        let none = self.prelude("None");
        Expr::Match(
            Box::new(value),
            vec![
                (Pattern::Tuple(some.to_owned(), "value".to_owned()), inside.into_call(some)),
                (Pattern::Atom(none.to_owned()), Expr::atom(none)),
            ],
        )
    }

    fn convert_items(&self, value: Expr, from: Side<'_>, to: Side<'_>, inner: &Conversion) -> Expr {
        let item = self.convert(Expr::atom("value"), from, to, inner);
        // A list that keeps its type still changes where a set of floats is a `Vec`: the plan says `Same` for those.
        self.collect(value, None, item, self.can_fail(inner, to.ty))
    }

    /// `value.into_iter().map(…).collect()`, with `?` where an item can fail.
    fn collect(&self, value: Expr, parameter: Option<Pattern>, item: Expr, fallible: bool) -> Expr {
        let items = value.method("into_iter", Vec::new());
        if fallible {
            let result = item.into_call(self.prelude("Ok"));
            let parameter = parameter.unwrap_or_else(|| Pattern::Atom("value".to_owned()));
            let mapped = items.method("map", vec![Expr::Closure(Some(parameter), Box::new(result))]);
            let collected = Expr::CollectResult(
                Box::new(mapped),
                self.prelude("Result").to_owned(),
                "__rt::UpcastError".to_owned(),
            );
            return collected.tried();
        }
        let mapped = match parameter {
            Some(parameter) => items.method("map", vec![Expr::Closure(Some(parameter), Box::new(item))]),
            None => map(items, item),
        };
        mapped.method("collect", Vec::new())
    }

    fn convert_enum(&self, value: Expr, from: EnumId, to: EnumId, values: &[Option<usize>]) -> Expr {
        let (old, new) = (&self.set()[from], &self.set()[to]);
        let (old_path, new_path) = (self.enumeration(from), self.enumeration(to));
        let variant = |path: &str, value: &EnumValue| format!("{path}::{}", names::identifier(&value.rust_name));
        let mut arms = Vec::new();
        for (index, target) in values.iter().enumerate() {
            let result = match target {
                Some(target) if from == to && *target == index => continue,
                Some(target) => Expr::atom(variant(&new_path, &new.values[*target])),
                None => {
                    let text = Expr::atom(super::text::literal(&old.values[index].wire));
                    text.into_call(format!("{}::from", self.prelude("String")))
                        .into_call(format!("{new_path}::{}", unknown_value(new)))
                }
            };
            arms.push((Pattern::Atom(variant(&old_path, &old.values[index])), result));
        }
        if from == to {
            if arms.is_empty() {
                return value;
            }
            if arms.len() < old.values.len() || old.open {
                arms.push((Pattern::Atom("other".to_owned()), Expr::atom("other")));
            }
        } else if old.open {
            let pattern = Pattern::Tuple(format!("{old_path}::{}", unknown_value(old)), "text".to_owned());
            let kept = Expr::atom("text").into_call(format!("{new_path}::{}", unknown_value(new)));
            let known = Expr::Reference(Box::new(Expr::atom("text"))).into_call("__rt::Text::parse");
            arms.push((pattern, known.method("unwrap_or", vec![kept])));
        }
        Expr::Match(Box::new(value), arms)
    }

    /// From one version of a record to another through each step between.
    fn record_steps(&self, value: Expr, id: RecordId, from: u32, to: u32) -> Expr {
        (from + 1..=to).fold(value, |value, version| {
            let fallible = self.schema.plans.records.get(&(id.index(), version)).is_some_and(|step| step.fallible);
            step(value, &self.record(id, version), fallible)
        })
    }

    /// From one version of a union to another through each step between.
    fn union_steps(&self, value: Expr, id: UnionId, from: u32, to: u32) -> Expr {
        (from + 1..=to).fold(value, |value, version| {
            let fallible = self.schema.plans.unions.get(&(id.index(), version)).is_some_and(|step| step.fallible);
            step(value, &self.union(id, version), fallible)
        })
    }

    /// How a field of `owner` stands in Rust.
    pub(super) fn side<'t>(&self, ty: &'t Type, owner: Option<Named>) -> Side<'t> {
        Side { ty, boxed: self.schema.graph.is_boxed(owner, ty) }
    }
}

fn step(value: Expr, path: &str, fallible: bool) -> Expr {
    if fallible {
        value.into_call(format!("{path}::try_from")).tried()
    } else {
        value.into_call(format!("{path}::from"))
    }
}

/// `value.map(|value| result)`, or `value.map(function)` where the result is a call of just that.
pub(super) fn map(value: Expr, result: Expr) -> Expr {
    let function = match &result {
        Expr::Call(function, arguments) if matches!(arguments.as_slice(), [only] if is_value(only)) => {
            Expr::atom(function.clone())
        }
        _ => Expr::Closure(Some(Pattern::Atom("value".to_owned())), Box::new(result)),
    };
    value.method("map", vec![function])
}

fn unboxed(value: Expr, from: Side<'_>) -> Expr {
    if from.boxed { Expr::Deref(Box::new(value)) } else { value }
}

/// Whether an expression is the variable `value` and nothing else.
fn is_value(expr: &Expr) -> bool {
    matches!(expr, Expr::Atom(text) if text == "value")
}
