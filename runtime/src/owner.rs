//! Who may append to a stream, as types: an owner is a service that a schema names, and its streams take events of
//! nobody else. Reading is free.

/// A service that a schema names as the single writer of some streams. Generated code has a type for each.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no service",
    note = "generated code has a type for every `owner` of the schemas"
)]
pub trait Owner: 'static {
    /// The name in the schemas, such as `cart-service`.
    const NAME: &'static str;
}

/// Events that the service `O` may append: those of streams that it owns, or that the schemas name no owner of. Generated
/// code says so of the events of each aggregate.
#[diagnostic::on_unimplemented(
    message = "`{Self}` may not be appended by `{O}`: another service owns their streams",
    label = "`{O}` may only read these streams",
    note = "`Repository::reading(&store)` loads, as of any moment, and gives the history; projections read everything",
    note = "to change them, send a command to their owner"
)]
pub trait WrittenBy<O: Owner> {}
