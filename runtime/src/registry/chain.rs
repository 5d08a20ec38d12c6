//! From the types of a set back to the first version of each, and the shape of every one. Nobody but a registry asks
//! these types to have a JSON Schema.

use schemars::JsonSchema;
use serde_json::Value;

use super::shape;
use crate::versioned::{Former, NoVersion, Today, Versioned};

/// One version of an event or command.
#[derive(Clone, Debug)]
pub struct Found {
    pub(super) name: &'static str,
    pub(super) aliases: &'static [&'static str],
    pub(super) version: u32,
    pub(super) reads_as: u32,
    pub(super) type_name: &'static str,
    pub(super) schema: Value,
    /// Whether it is read as other events.
    pub(super) is_former: bool,
}

/// The types that a set leads to.
pub trait Types {
    /// Adds all of them.
    fn collect(into: &mut Vec<Found>);
}

impl Types for () {
    fn collect(_: &mut Vec<Found>) {}
}

impl<A: Types, B: Types> Types for (A, B) {
    fn collect(into: &mut Vec<Found>) {
        A::collect(into);
        B::collect(into);
    }
}

impl<T: Chain> Types for Today<T> {
    fn collect(into: &mut Vec<Found>) {
        T::collect(false, into);
    }
}

impl<T: Chain> Types for Former<T> {
    fn collect(into: &mut Vec<Found>) {
        T::collect(true, into);
    }
}

/// A version and all before it.
pub trait Chain {
    /// Adds all of them.
    fn collect(is_former: bool, into: &mut Vec<Found>);
}

impl Chain for NoVersion {
    fn collect(_: bool, _: &mut Vec<Found>) {}
}

impl<T: Versioned + JsonSchema> Chain for T
where
    T::Previous: Chain,
{
    fn collect(is_former: bool, into: &mut Vec<Found>) {
        T::Previous::collect(is_former, into);
        into.push(Found {
            name: T::NAME,
            aliases: T::ALIASES,
            version: T::VERSION,
            reads_as: T::READS_AS,
            type_name: std::any::type_name::<T>(),
            schema: shape::of::<T>(),
            is_former,
        });
    }
}
