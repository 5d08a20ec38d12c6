//! What a registry asks of the types that derives are for: the shape of every version that a set leads to. Derives say it
//! only with the feature `registry`; what they call is here whatever the features are, since a program and its build
//! script may have different ones.

use std::marker::PhantomData;

use serde_json::Value;

use crate::versioned::Versioned;

/// One version of an event, command or query, with what its JSON Schema is made by.
#[derive(Clone, Copy, Debug)]
pub struct VersionShape {
    /// The whole name on the wire.
    pub name: &'static str,
    /// Earlier whole names.
    pub aliases: &'static [&'static str],
    /// The version.
    pub version: u32,
    /// The lowest version whose readers can read it.
    pub reads_as: u32,
    /// The type in the program.
    pub type_name: &'static str,
    /// Keys that are read under further names: the key, and those names.
    pub key_aliases: &'static [(&'static str, &'static [&'static str])],
    /// Makes the JSON Schema; none where the type has none.
    pub schema: Option<fn() -> Value>,
    /// Whether it is read as other events.
    pub is_former: bool,
}

impl VersionShape {
    /// That of a type.
    #[must_use]
    pub fn of<T: Versioned>(
        is_former: bool,
        key_aliases: &'static [(&'static str, &'static [&'static str])],
        schema: Option<fn() -> Value>,
    ) -> Self {
        Self {
            name: T::NAME,
            aliases: T::ALIASES,
            version: T::VERSION,
            reads_as: T::READS_AS,
            type_name: std::any::type_name::<T>(),
            key_aliases,
            schema,
            is_former,
        }
    }
}

/// A version, and all before it. Not an associated type with the version before: that could not be private where this
/// type is public, and older versions mostly are.
pub trait Chain {
    /// Adds all of them, the oldest first.
    fn chain(is_former: bool, into: &mut Vec<VersionShape>);
}

/// A set of events, commands or queries, and every version that it leads to. Derived with the set.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no set of events, commands or queries",
    note = "derive `retold::EventSet`, `retold::CommandSet` or `retold::QuerySet` for it"
)]
pub trait Members {
    /// `event`, `command` or `query`.
    const KIND: &'static str;

    /// Adds all versions.
    fn members(into: &mut Vec<VersionShape>);
}

/// Asks whether a type has a JSON Schema, or a chain, where the compiler knows the type: [`HasShape`] and [`HasChain`]
/// answer if it has one, and otherwise [`NoShape`] and [`NoChain`], which take one reference more to reach
/// (<https://github.com/dtolnay/case-studies/blob/master/autoref-specialization/README.md>). So a type that is no event
/// is one mistake with a registry as without.
#[derive(Debug)]
pub struct Probe<T>(PhantomData<fn() -> T>);

impl<T> Probe<T> {
    /// The question.
    pub const ASKED: Self = Self(PhantomData);
}

/// The answer for a type with a JSON Schema.
pub trait HasShape {
    /// Makes it.
    fn shape(&self) -> Option<fn() -> Value>;
}

#[cfg(feature = "registry")]
impl<T: schemars::JsonSchema> HasShape for Probe<T> {
    fn shape(&self) -> Option<fn() -> Value> {
        Some(crate::registry::schema_of::<T>)
    }
}

/// The answer for any other.
pub trait NoShape {
    /// None.
    fn shape(&self) -> Option<fn() -> Value> {
        None
    }
}

impl<T> NoShape for &Probe<T> {}

/// The answer for a version that a derive is for.
pub trait HasChain {
    /// Adds it, and all before it.
    fn chain(&self, is_former: bool, into: &mut Vec<VersionShape>);
}

impl<T: Chain> HasChain for Probe<T> {
    fn chain(&self, is_former: bool, into: &mut Vec<VersionShape>) {
        T::chain(is_former, into);
    }
}

/// The answer for any other: nobody knows its shape, so that it is told.
pub trait NoChain {
    /// Adds the type, without name and schema.
    fn chain(&self, is_former: bool, into: &mut Vec<VersionShape>);
}

impl<T> NoChain for &Probe<T> {
    fn chain(&self, is_former: bool, into: &mut Vec<VersionShape>) {
        into.push(VersionShape {
            name: "",
            aliases: &[],
            version: 1,
            reads_as: 1,
            type_name: std::any::type_name::<T>(),
            key_aliases: &[],
            schema: None,
            is_former,
        });
    }
}
