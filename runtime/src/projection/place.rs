//! How far a projection is in its store: the same for all kinds of read models.

use std::sync::Arc;

use tokio::sync::watch;

use crate::store::{Store, StoreError};

/// A store, and how much of it has been taken in.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) store: Arc<dyn Store>,
    position: watch::Sender<u64>,
}

impl Place {
    pub(super) fn new(store: Arc<dyn Store>) -> Self {
        Self { store, position: watch::Sender::new(0) }
    }

    /// The position up to which events have been taken in.
    pub(super) fn position(&self) -> u64 {
        *self.position.borrow()
    }

    /// Tells those that wait how far it is now.
    pub(super) fn is_at(&self, position: u64) {
        self.position.send_replace(position);
    }

    /// Waits until the events up to a position have been taken in.
    pub(super) async fn reached(&self, position: u64) {
        let mut reached = self.position.subscribe();
        // The sender lives as long as `self`.
        let _ = reached.wait_for(|now| *now >= position).await;
    }

    /// How many positions of the store have not been taken in.
    pub(super) async fn lag(&self) -> Result<u64, StoreError> {
        Ok(self.store.head().await?.saturating_sub(self.position()))
    }

    /// Waits until there may be more.
    pub(super) async fn wait(&self) -> Result<(), StoreError> {
        self.store.wait(self.position()).await
    }
}
