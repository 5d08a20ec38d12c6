#[path = "../src/scenarios/mod.rs"]
mod scenarios;

use retold::{Process, Reacting, Reaction};
use scenarios::inventory::warehouse::*;
use scenarios::ordering::checkout::{OrderId, OrderRequested};
use scenarios::ordering::order::OrderCancelled;
use scenarios::payment::payment::PaymentFailed;

#[derive(Process)]
#[process(scenarios::inventory::warehouse::StockForOrders)]
struct Stock;

impl StockForOrdersProcess for Stock {
    fn on_order_requested(
        &self,
        _: &mut StockForOrdersState,
        event: OrderRequested,
        _: &Reacting<'_, OrderId>,
    ) -> StockForOrdersReaction<OrderRequested> {
        let (order_id, north) = (event.order_id, WarehouseId::new("north").unwrap());
        Reaction::none().send(north, ReleaseInventory { order_id })
    }

    fn on_payment_failed(
        &self,
        _: &mut StockForOrdersState,
        _: PaymentFailed,
        _: &Reacting<'_, OrderId>,
    ) -> StockForOrdersReaction<PaymentFailed> {
        Reaction::none()
    }

    fn on_order_cancelled(
        &self,
        _: &mut StockForOrdersState,
        _: OrderCancelled,
        _: &Reacting<'_, OrderId>,
    ) -> StockForOrdersReaction<OrderCancelled> {
        Reaction::none()
    }
}

fn main() {}
