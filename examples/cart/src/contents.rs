//! The query side: what is in each cart, kept up to date by the events in tables of its own. Queries read the tables
//! and never the events.

use std::path::Path;

use retold::projection::{InSqlite, ProjectionError, SqliteProjection};
use retold::sqlite::SqliteStore;
use retold::sqlite::rusqlite::{self, Connection, OptionalExtension, params};
use retold::store::Stored;
use retold::{Origin, View, ViewError};
use uuid::Uuid;

use crate::events::cart::{
    CartContents, CartContentsView, CartContentsViewEvent, CartId, CartQueries, GetCartContents, ItemAddedToCart,
    ItemId, ItemRemovedFromCart, OrderPlaced,
};

/// The tables: `Cart contents: item_id -> quantity`, for every cart that has not been ordered.
struct Tables;

impl SqliteProjection for Tables {
    type Event = CartContentsViewEvent;
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

    fn apply(&self, tables: &Connection, event: CartContentsViewEvent, recorded: &Stored<'_>) -> rusqlite::Result<()> {
        Ok(Rows(tables).take_in(event, &recorded.origin())?)
    }
}

/// What writes the rows.
#[derive(View)]
#[view(crate::events::cart::CartContents)]
struct Rows<'c>(&'c Connection);

impl CartContentsView for Rows<'_> {
    fn apply_item_added_to_cart(
        &mut self,
        event: ItemAddedToCart,
        origin: &Origin<'_, CartId>,
    ) -> Result<(), ViewError> {
        let cart = origin.key.to_string();
        self.0.prepare_cached("INSERT OR IGNORE INTO open_carts VALUES (?1)")?.execute([&cart])?;
        let sql = "INSERT INTO cart_contents VALUES (?1, ?2, ?3)
                   ON CONFLICT DO UPDATE SET quantity = min(quantity + ?3, 4294967295)";
        self.0.prepare_cached(sql)?.execute(params![cart, event.item_id.get(), event.quantity])?;
        Ok(())
    }

    fn apply_item_removed_from_cart(
        &mut self,
        event: ItemRemovedFromCart,
        origin: &Origin<'_, CartId>,
    ) -> Result<(), ViewError> {
        let sql = "DELETE FROM cart_contents WHERE cart_id = ?1 AND item_id = ?2";
        self.0.prepare_cached(sql)?.execute(params![origin.key.to_string(), event.item_id.get()])?;
        Ok(())
    }

    fn apply_order_placed(&mut self, _: OrderPlaced, origin: &Origin<'_, CartId>) -> Result<(), ViewError> {
        let cart = origin.key.to_string();
        self.0.prepare_cached("DELETE FROM open_carts WHERE cart_id = ?1")?.execute([&cart])?;
        self.0.prepare_cached("DELETE FROM cart_contents WHERE cart_id = ?1")?.execute([&cart])?;
        Ok(())
    }
}

/// What can be asked about carts.
pub(crate) struct Contents {
    tables: InSqlite<Tables>,
}

impl Contents {
    /// Opens the tables in a file, and makes them from the events where they are not there.
    pub(crate) async fn open(path: &Path, store: &SqliteStore) -> Result<Self, ProjectionError> {
        let tables = InSqlite::open(path, store, Tables).await?;
        tables.catch_up().await?;
        Ok(Self { tables })
    }

    /// Takes in what has happened meanwhile.
    pub(crate) async fn catch_up(&self) -> Result<(), ProjectionError> {
        self.tables.catch_up().await
    }

    /// The cart that was begun last and not ordered.
    pub(crate) fn open_cart(&self) -> Result<Option<CartId>, ProjectionError> {
        let sql = "SELECT cart_id FROM open_carts ORDER BY rowid DESC LIMIT 1";
        let key: Option<String> = self.tables.query(|tables| tables.query_row(sql, [], |row| row.get(0)).optional())?;
        Ok(key.and_then(|key| key.parse::<Uuid>().ok()).map(CartId))
    }
}

impl CartQueries for Contents {
    type Error = ViewError;

    /// What is in a cart; nothing where it was ordered, or never begun.
    async fn get_cart_contents(&self, query: GetCartContents) -> Result<Option<CartContents>, ViewError> {
        let cart = query.cart_id.to_string();
        let rows: Option<Vec<(String, u32)>> = self.tables.query(|tables| {
            let sql = "SELECT 1 FROM open_carts WHERE cart_id = ?1";
            if tables.prepare_cached(sql)?.query_row([&cart], |_| Ok(())).optional()?.is_none() {
                return Ok(None);
            }
            let sql = "SELECT item_id, quantity FROM cart_contents WHERE cart_id = ?1";
            let mut rows = tables.prepare_cached(sql)?;
            rows.query_map([&cart], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>().map(Some)
        })?;
        let Some(rows) = rows else { return Ok(None) };
        let entry = |(item, quantity): (String, u32)| Ok((ItemId::new(item)?, quantity));
        rows.into_iter().map(entry).collect::<Result<_, ViewError>>().map(Some)
    }
}
