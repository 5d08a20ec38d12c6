//! What the order service knows of the stock without asking: a view of its own, fed by the inventory's events.

use std::collections::BTreeMap;
use std::convert::Infallible;

use pollster::block_on;
use retold::projection::InMemory;
use retold::store::{Append, MemoryStore, NewEvent, Store};
use retold::{Origin, QuerySet, Recorded, View, ViewError};
use retold_tests::scenarios::catalogue::product::ProductId;
use retold_tests::scenarios::inventory::warehouse::{InventoryLocked, InventoryReleased, StockReceived, WarehouseId};
use retold_tests::scenarios::ordering::order::{GetStockLevel, OrderQueries, OrderQuery, StockLevel, StockLevelView};
use serde_json::{Value, json};

#[derive(Default, View)]
#[view(retold_tests::scenarios::ordering::order::StockLevel)]
struct Levels(BTreeMap<ProductId, StockLevel>);

impl StockLevelView for Levels {
    fn apply_stock_received(&mut self, event: StockReceived, _: &Origin<'_, WarehouseId>) -> Result<(), ViewError> {
        *self.0.entry(event.product_id).or_default() += event.quantity;
        Ok(())
    }

    fn apply_inventory_locked(&mut self, event: InventoryLocked, _: &Origin<'_, WarehouseId>) -> Result<(), ViewError> {
        let mut levels = self.0.clone();
        for line in event.lines {
            let level = levels.entry(line.product_id).or_default();
            *level = level.checked_sub(line.quantity).ok_or_else(|| ViewError::new("more is locked than there is"))?;
        }
        self.0 = levels;
        Ok(())
    }

    fn apply_inventory_released(
        &mut self,
        event: InventoryReleased,
        _: &Origin<'_, WarehouseId>,
    ) -> Result<(), ViewError> {
        for line in event.lines {
            *self.0.entry(line.product_id).or_default() += line.quantity;
        }
        Ok(())
    }
}

struct Answers(InMemory<Levels>);

impl OrderQueries for Answers {
    type Error = Infallible;

    async fn get_stock_level(&self, query: GetStockLevel) -> Result<Option<StockLevel>, Infallible> {
        Ok(self.0.read(|levels| levels.0.get(&query.product_id).copied()))
    }
}

#[test]
fn the_order_service_answers_from_its_own_view_what_is_in_stock() {
    let store = MemoryStore::new();
    let answers = Answers(InMemory::new(&store));
    let level = |product: &str| {
        block_on(answers.0.catch_up()).expect("all of it is taken in");
        let data = json!({ "product_id": product }).to_string();
        let query = OrderQuery::decode(Recorded::new("ordering.GetStockLevel", 1, data.as_str())).expect("it is read");
        String::from_utf8(block_on(query.answer(&answers)).expect("it is answered")).expect("it is text")
    };
    let happened = |name: &'static str, data: Value| {
        let event = NewEvent::new(name, 1, data.to_string());
        block_on(store.append(Append::to("inventory.Warehouse/north").event(event))).expect("it is appended");
    };
    let order = "0b0e7a52-8f5e-4f0a-9a38-3d2f4f3c0001";
    let line = json!({ "product_id": "espresso-machine", "quantity": 2 });
    assert_eq!(level("espresso-machine"), "null");
    happened("inventory.StockReceived", json!({ "product_id": "espresso-machine", "quantity": 5 }));
    happened("inventory.InventoryLocked", json!({ "order_id": order, "lines": [line] }));
    assert_eq!(level("espresso-machine"), "3");
    happened("inventory.InventoryRejected", json!({ "order_id": order, "missing": [line] }));
    happened("inventory.InventoryReleased", json!({ "order_id": order, "lines": [line] }));
    assert_eq!((level("espresso-machine"), level("kettle")), ("5".to_owned(), "null".to_owned()));
}
