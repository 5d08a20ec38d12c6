//! The query side: what is in each cart, kept up to date by the events in tables of its own. Queries read the tables
//! and never the events.

use std::collections::BTreeMap;
use std::path::Path;

use retold::projection::{InSqlite, ProjectionError, SqliteProjection};
use retold::sqlite::SqliteStore;
use retold::sqlite::rusqlite::{self, Connection, OptionalExtension, params};
use retold::store::Stored;
use uuid::Uuid;

use crate::events::cart::{CartEvent, CartId};

/// `Cart contents: item_id -> quantity`, for every cart that has not been ordered.
pub(crate) struct CartContents;

impl SqliteProjection for CartContents {
    type Event = CartEvent;
    const NAME: &'static str = "cart_contents";
    const VERSION: u32 = 1;

    fn create(&self, tables: &Connection) -> rusqlite::Result<()> {
        tables.execute_batch(
            "CREATE TABLE open_carts (cart_id TEXT PRIMARY KEY) STRICT;
             CREATE TABLE cart_contents (
                 cart_id TEXT NOT NULL,
                 item_id TEXT NOT NULL,
                 quantity INTEGER NOT NULL,
                 PRIMARY KEY (cart_id, item_id)
             ) STRICT;",
        )
    }

    fn clear(&self, tables: &Connection) -> rusqlite::Result<()> {
        tables.execute_batch("DROP TABLE IF EXISTS open_carts; DROP TABLE IF EXISTS cart_contents;")
    }

    fn apply(&self, tables: &Connection, event: CartEvent, recorded: &Stored<'_>) -> rusqlite::Result<()> {
        let cart = recorded.key();
        match event {
            CartEvent::ItemAddedToCart(added) => {
                tables.prepare_cached("INSERT OR IGNORE INTO open_carts VALUES (?1)")?.execute([cart])?;
                let sql = "INSERT INTO cart_contents VALUES (?1, ?2, ?3)
                           ON CONFLICT DO UPDATE SET quantity = min(quantity + ?3, 4294967295)";
                tables.prepare_cached(sql)?.execute(params![cart, added.item_id.get(), added.quantity])?;
            }
            CartEvent::ItemRemovedFromCart(removed) => {
                let sql = "DELETE FROM cart_contents WHERE cart_id = ?1 AND item_id = ?2";
                tables.prepare_cached(sql)?.execute(params![cart, removed.item_id.get()])?;
            }
            CartEvent::OrderPlaced(_) => {
                tables.prepare_cached("DELETE FROM open_carts WHERE cart_id = ?1")?.execute([cart])?;
                tables.prepare_cached("DELETE FROM cart_contents WHERE cart_id = ?1")?.execute([cart])?;
            }
        }
        Ok(())
    }
}

/// What can be asked about carts.
pub(crate) struct CartQueries {
    tables: InSqlite<CartContents>,
}

impl CartQueries {
    /// Opens the tables in a file, and makes them from the events where they are not there.
    pub(crate) async fn open(path: &Path, store: &SqliteStore) -> Result<Self, ProjectionError> {
        let tables = InSqlite::open(path, store, CartContents).await?;
        tables.catch_up().await?;
        Ok(Self { tables })
    }

    /// Takes in what has happened meanwhile.
    pub(crate) async fn catch_up(&self) -> Result<(), ProjectionError> {
        self.tables.catch_up().await
    }

    /// What is in a cart; nothing where it was ordered, or never begun.
    pub(crate) fn contents(&self, cart: &CartId) -> Result<BTreeMap<String, u32>, ProjectionError> {
        self.tables.query(|tables| {
            let sql = "SELECT item_id, quantity FROM cart_contents WHERE cart_id = ?1";
            let mut rows = tables.prepare_cached(sql)?;
            rows.query_map([cart.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })
    }

    /// The cart that was begun last and not ordered.
    pub(crate) fn open_cart(&self) -> Result<Option<CartId>, ProjectionError> {
        let sql = "SELECT cart_id FROM open_carts ORDER BY rowid DESC LIMIT 1";
        let key: Option<String> = self.tables.query(|tables| tables.query_row(sql, [], |row| row.get(0)).optional())?;
        Ok(key.and_then(|key| key.parse::<Uuid>().ok()).map(CartId))
    }
}
