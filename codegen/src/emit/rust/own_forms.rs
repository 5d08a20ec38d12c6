//! How types of the project's are read and written: the codec of each, and what crosses from one to another.

use super::expression::Expr;
use super::names;
use super::own::{Bound, OwnType};
use super::scope::Scope;
use super::{doubts, scalars};
use crate::model::{Builtin, Field, Named, ScalarId, Type};
use crate::plan::Conversion;

const PLAIN: &str = "__rt::Plain";

impl Scope<'_> {
    fn own(&self) -> &Bound {
        &self.schema.own
    }

    /// Whether a type is one of the project's, or a newtype with one at its bottom.
    pub(super) fn is_own(&self, ty: &Type) -> bool {
        !self.own().is_empty() && self.own().is_own(self.set(), ty)
    }

    /// Whether the value of a field is left out of `Debug`.
    pub(super) fn is_hidden(&self, field: &Field) -> bool {
        field.pii || self.own().shows_personal_data(self.set(), &field.ty)
    }

    /// The same of a newtype.
    pub(super) fn is_hidden_newtype(&self, id: ScalarId) -> bool {
        let scalar = &self.set()[id];
        scalar.pii || self.own().shows_personal_data(self.set(), &scalar.inner)
    }

    /// Whether a type of the project's may refuse a value that the schema fixes.
    pub(super) fn refuses(&self, ty: &Type, value: &serde_json::Value) -> bool {
        doubts::refuses(self.set(), self.own(), &self.schema.graph, ty, value)
    }

    /// Whether a conversion can fail.
    pub(super) fn can_fail(&self, how: &Conversion, to: &Type) -> bool {
        how.is_fallible() || self.crosses(how, to)
    }

    /// Whether a conversion leads out of a type of the project's, or into one.
    pub(super) fn crosses(&self, how: &Conversion, to: &Type) -> bool {
        !self.own().is_empty() && doubts::crosses(self.set(), self.own(), how, to)
    }

    /// The codec of a type that is one of the project's, or of a container that is another for its items.
    pub(super) fn own_codec(&self, ty: &Type) -> Option<String> {
        if self.own().is_empty() {
            return None;
        }
        if let Some(own) = self.own().of(ty) {
            return Some(self.bridged(ty, own));
        }
        let inside = |inner: &Type| self.codec(inner).unwrap_or_else(|| PLAIN.to_owned());
        match ty {
            Type::Set(inner) if self.is_own(inner) => {
                let form = if self.is_float(inner) { "FloatSetBy" } else { "SetBy" };
                Some(format!("__rt::{form}<{}>", inside(inner)))
            }
            Type::Map(key, value) if self.is_own(key) => Some(match self.codec(value) {
                Some(value) => format!("__rt::MapBy<{}, {value}>", inside(key)),
                None => format!("__rt::MapBy<{}>", inside(key)),
            }),
            Type::Builtin(_) | Type::Named(_) | Type::List(_) | Type::Set(_) | Type::Map(..) | Type::Optional(_) => {
                None
            }
        }
    }

    /// The codec of a type in a key, where it is one of the project's or has one at its bottom.
    pub(super) fn own_key_codec(&self, ty: &Type) -> Option<String> {
        self.is_own(ty).then(|| self.codec(ty).unwrap_or_else(|| PLAIN.to_owned()))
    }

    fn bridged(&self, ty: &Type, own: &OwnType) -> String {
        let scalar = self.wire_scalar(ty);
        let with = own.with.as_ref().map(|with| with.as_str());
        let form = matches!(ty, Type::Builtin(Builtin::DecimalNumber)).then_some("__rt::AsNumber");
        match (with, form) {
            (None, None) => format!("__rt::Bridged<{scalar}>"),
            (Some(with), None) => format!("__rt::Bridged<{scalar}, {with}>"),
            (with, Some(form)) => format!("__rt::Bridged<{scalar}, {}, {form}>", with.unwrap_or("__rt::Itself")),
        }
    }

    /// The scalar that a type of the project's stands for: a type of the library, or a newtype that is hidden.
    pub(super) fn wire_scalar(&self, ty: &Type) -> String {
        match ty {
            Type::Builtin(builtin) => self.builtin(*builtin).to_owned(),
            Type::Named(Named::Scalar(id)) => {
                let meta = &self.set()[*id].meta;
                self.path(meta, &format!("{}::{}", scalars::HIDDEN, names::identifier(&meta.rust_name)))
            }
            Type::Named(_) | Type::List(_) | Type::Set(_) | Type::Map(..) | Type::Optional(_) => {
                unreachable!("a newtype is of a scalar")
            }
        }
    }

    /// A value of one scalar type as one of another, through what both are on the wire.
    pub(super) fn crossed(&self, value: Expr, from: &Type, to: &Type) -> Expr {
        let form = |ty: &Type| match self.own_key_codec(ty) {
            Some(codec) => codec,
            None => "__rt::AsScalar".to_owned(),
        };
        value.into_call(format!("__rt::cross::<{}, {}, _, _>", form(from), form(to))).tried()
    }
}

/// Whether a type is a scalar, or a newtype of one.
pub(super) fn is_scalar(ty: &Type) -> bool {
    matches!(ty, Type::Builtin(_) | Type::Named(Named::Scalar(_)))
}
