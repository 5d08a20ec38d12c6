//! The aggregate, as a person writes it.

use std::collections::BTreeMap;

use retold::{Aggregate, Context, Events};

use crate::events::cart::*;

/// What is in the cart.
#[derive(Debug, Default, Aggregate)]
#[aggregate(crate::events::cart)]
pub struct Cart(BTreeMap<String, u64>);

impl CartLogic for Cart {
    fn handle_add_item(&self, command: AddItem, _: &Context) -> CartDecision<AddItem> {
        let AddItem { sku, quantity } = command;
        Ok(Events::one(ItemAdded { sku, quantity }))
    }

    fn handle_remove_item(&self, command: RemoveItem, _: &Context) -> CartDecision<RemoveItem> {
        Ok(Events::one(ItemRemoved { sku: command.sku }))
    }

    fn handle_check_out(&self, _: CheckOut, cx: &Context) -> CartDecision<CheckOut> {
        if self.0.is_empty() {
            return Err(CartRejection::CartEmpty);
        }
        Ok(Events::one(CheckedOut { at: cx.time }))
    }

    fn apply_item_added(&mut self, event: ItemAdded) {
        *self.0.entry(event.sku).or_default() += event.quantity;
    }

    fn apply_item_removed(&mut self, event: ItemRemoved) {
        self.0.remove(&event.sku);
    }

    fn apply_checked_out(&mut self, _: CheckedOut) {
        self.0.clear();
    }
}
