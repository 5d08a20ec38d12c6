//! Each mistake of each file is one error at its line, and what uses the types is not told of anything else.

mod events {
    retold::include_schema!("schemas/mistakes");
}

use events::shop::cart::{AddItem, CartDecision, CartLogic, CheckedOut, ItemAdded};

#[derive(Default, retold::Aggregate)]
#[aggregate(events::shop::cart)]
struct Cart(u32);

impl CartLogic for Cart {
    fn handle_add_item(&self, command: AddItem, _: &retold::Context) -> CartDecision<AddItem> {
        Ok(retold::Events::one(ItemAdded { sku: command.sku, quantity: 1 }))
    }

    fn apply_item_added(&mut self, event: ItemAdded) {
        self.0 += event.quantity;
    }

    fn apply_checked_out(&mut self, _: CheckedOut) {}
}

fn main() {
    let _ = |reserved: events::stock::Reserved| reserved;
}
