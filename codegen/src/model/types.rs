//! What a field can hold.

use super::{Builtin, EnumId, RecordId, ScalarId, UnionId};

/// A type, with every reference bound and every version of a record or union named.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// A type of the language itself.
    Builtin(Builtin),
    /// A defined type.
    Named(Named),
    /// `list<T>`.
    List(Box<Type>),
    /// `set<T>`: of scalars, without duplicates, sorted when written.
    Set(Box<Type>),
    /// `map<K, V>`.
    Map(Box<Type>, Box<Type>),
    /// `T?`; never directly inside another `Optional`.
    Optional(Box<Type>),
}

/// A reference to a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Named {
    /// A newtype.
    Scalar(ScalarId),
    /// An enum.
    Enum(EnumId),
    /// A version of a record; the version is one that exists.
    Record(RecordId, u32),
    /// A version of a union; the version is one that exists.
    Union(UnionId, u32),
}

impl Type {
    /// `T` of `T?`, otherwise the type itself.
    #[must_use]
    pub fn without_optional(&self) -> &Type {
        match self {
            Type::Optional(inner) => inner,
            other => other,
        }
    }

    /// Whether it is `T?`.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        matches!(self, Type::Optional(_))
    }
}
