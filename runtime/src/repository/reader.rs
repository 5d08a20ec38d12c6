//! Aggregates of another service: their state, and how it came to be, without any way to change it.

use super::{History, LoadError, Loaded, Repository};
use crate::aggregate::Aggregate;
use crate::store::Moment;

/// The aggregates of one kind in a store, to be looked at; made by [`Repository::reading`].
pub struct Reader<A: Aggregate>(Repository<A>);

impl<A: Aggregate> Reader<A> {
    pub(super) fn new(repository: Repository<A>) -> Self {
        Self(repository)
    }

    /// See [`Repository::load`].
    ///
    /// # Errors
    /// As there.
    pub async fn load(&self, id: &A::Id) -> Result<Loaded<A>, LoadError> {
        self.0.load(id).await
    }

    /// See [`Repository::as_of`].
    ///
    /// # Errors
    /// As there.
    pub async fn as_of(&self, id: &A::Id, moment: Moment) -> Result<Loaded<A>, LoadError> {
        self.0.as_of(id, moment).await
    }

    /// See [`Repository::history`].
    #[must_use]
    pub fn history(&self, id: &A::Id) -> History<A> {
        self.0.history(id)
    }
}

impl<A: Aggregate> Clone for Reader<A> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<A: Aggregate> std::fmt::Debug for Reader<A> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Reader").field(&self.0).finish()
    }
}
