//! Typed indices into a [`SchemaSet`](super::SchemaSet): `schema[id]` is the definition.

use std::ops::Index;

use super::{Command, Enum, Event, Module, Process, Query, Record, Rejection, Scalar, SchemaSet, Union, View};

macro_rules! ids {
    ($($(#[$doc:meta])* $id:ident => $field:ident: $definition:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $id(pub(crate) u32);

        impl $id {
            /// The position among the definitions of its kind.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }

            pub(crate) fn from_index(index: usize) -> Self {
                Self(u32::try_from(index).expect("a schema set has fewer than 2^32 definitions"))
            }
        }

        impl Index<$id> for SchemaSet {
            type Output = $definition;
            fn index(&self, id: $id) -> &$definition {
                &self.$field[id.index()]
            }
        }
    )*};
}

ids! {
    /// A file's module.
    ModuleId => modules: Module;
    /// A newtype.
    ScalarId => scalars: Scalar;
    /// An enum.
    EnumId => enums: Enum;
    /// A record.
    RecordId => records: Record;
    /// A union.
    UnionId => unions: Union;
    /// An event.
    EventId => events: Event;
    /// A command.
    CommandId => commands: Command;
    /// A rejection.
    RejectionId => rejections: Rejection;
    /// A view.
    ViewId => views: View;
    /// A query.
    QueryId => queries: Query;
    /// A process manager.
    ProcessId => processes: Process;
}
