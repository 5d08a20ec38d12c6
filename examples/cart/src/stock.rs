//! What the shop has in stock. A real one would ask its warehouse: whoever sends a command looks such things up first
//! and sends along what it saw, so that deciding stays pure.

use std::collections::BTreeMap;

use retold::Violation;

use crate::events::cart::ItemId;

/// How many pieces of each item there are.
pub(crate) fn available() -> Result<BTreeMap<ItemId, u32>, Violation> {
    [("apple", 10), ("banana", 12)].into_iter().map(|(item, pieces)| Ok((ItemId::new(item)?, pieces))).collect()
}
