#[path = "../../examples/small/src/events/cart.rs"]
mod cart;

use cart::*;
use retold::{Aggregate, Context, Events};

/// With the module named, one mistake is one error: it is an aggregate all the same.
#[derive(Default, Aggregate)]
#[aggregate(cart, snapshto = 1)]
struct Cart;

impl CartLogic for Cart {
    fn handle_add_item(&self, _: AddItem, _: &Context) -> CartDecision<AddItem> {
        Ok(Events::none())
    }

    fn handle_remove_item(&self, _: RemoveItem, _: &Context) -> CartDecision<RemoveItem> {
        Ok(Events::none())
    }

    fn handle_check_out(&self, _: CheckOut, _: &Context) -> CartDecision<CheckOut> {
        Ok(Events::none())
    }

    fn apply_item_added(&mut self, _: ItemAdded) {}

    fn apply_item_removed(&mut self, _: ItemRemoved) {}

    fn apply_checked_out(&mut self, _: CheckedOut) {}
}

fn is_aggregate<A: Aggregate>() {}

fn main() {
    is_aggregate::<Cart>();
}
