//! What can fail where types of the project's stand for scalars: they may refuse what a step between versions gives them,
//! or a value that the schema fixes, and may hold what cannot be written.

use std::borrow::Cow;

use serde_json::Value;

use super::graph::Graph;
use super::own::Bound;
use crate::Compiled;
use crate::model::{SchemaSet, Type};
use crate::plan::fallible::{self, Doubts};
use crate::plan::{Conversion, Plans};

struct Own<'o> {
    set: &'o SchemaSet,
    own: &'o Bound,
    graph: &'o Graph,
}

/// The plans with every step marked that can fail.
pub(super) fn plans<'c>(compiled: &'c Compiled, own: &Bound, graph: &Graph) -> Cow<'c, Plans> {
    if own.is_empty() {
        return Cow::Borrowed(&compiled.plans);
    }
    let mut plans = compiled.plans.clone();
    fallible::mark_with(&compiled.set, &mut plans, &Own { set: &compiled.set, own, graph });
    Cow::Owned(plans)
}

impl Doubts for Own<'_> {
    fn conversion(&self, how: &Conversion, to: &Type) -> bool {
        crosses(self.set, self.own, how, to)
    }

    fn value(&self, ty: &Type, value: &Value) -> bool {
        refuses(self.set, self.own, self.graph, ty, value)
    }

    fn made(&self, ty: &Type) -> bool {
        self.own.is_unconstrained(self.set, ty)
    }
}

/// Whether a conversion leads out of a type of the project's, or into one.
pub(super) fn crosses(set: &SchemaSet, own: &Bound, how: &Conversion, to: &Type) -> bool {
    match (how, to) {
        (Conversion::Same | Conversion::Enum { .. } | Conversion::Record { .. } | Conversion::Union { .. }, _) => false,
        (Conversion::Widen, to) => own.of(to).is_some(),
        (Conversion::Unwrap(scalar, inner), to) => own.scalar(*scalar).is_some() || crosses(set, own, inner, to),
        (Conversion::Wrap(inner, scalar), _) => {
            own.scalar(*scalar).is_some() || crosses(set, own, inner, &set[*scalar].inner)
        }
        (Conversion::Some(inner) | Conversion::Optional(inner), to) => crosses(set, own, inner, to.without_optional()),
        (Conversion::List(inner), Type::List(to)) | (Conversion::Set(inner), Type::Set(to)) => {
            crosses(set, own, inner, to)
        }
        (Conversion::Map(key, value), Type::Map(to_key, to)) => {
            crosses(set, own, key, to_key) || crosses(set, own, value, to)
        }
        (Conversion::List(_) | Conversion::Set(_) | Conversion::Map(..), _) => false,
    }
}

/// Whether a type of the project's may refuse a value that the schema fixes.
pub(super) fn refuses(set: &SchemaSet, own: &Bound, graph: &Graph, ty: &Type, value: &Value) -> bool {
    graph.holds_own(set, own, ty) && !is_nothing(ty, value)
}

/// Whether nothing is in a value.
fn is_nothing(ty: &Type, value: &Value) -> bool {
    match (ty, value) {
        (Type::Optional(_), Value::Null) => true,
        (Type::Optional(inner), value) => is_nothing(inner, value),
        (Type::List(_) | Type::Set(_), Value::Array(items)) => items.is_empty(),
        (Type::Map(..), Value::Object(entries)) => entries.is_empty(),
        _ => false,
    }
}
