#[path = "../src/scenarios/mod.rs"]
mod scenarios;

use retold::{Process, Reacting, Reaction};
use scenarios::inventory::warehouse::*;
use scenarios::ordering::checkout::{OrderId, OrderRequested};
use scenarios::payment::payment::PaymentFailed;

#[derive(Process)]
#[process(scenarios::inventory::warehouse::StockForOrders)]
struct Stock;

impl StockForOrdersProcess for Stock {
    fn on_order_requested(
        &self,
        _: &mut StockForOrdersState,
        _: OrderRequested,
        _: &Reacting<'_, OrderId>,
    ) -> StockForOrdersReaction<OrderRequested> {
        Reaction::none()
    }

    fn on_payment_failed(
        &self,
        _: &mut StockForOrdersState,
        _: PaymentFailed,
        _: &Reacting<'_, OrderId>,
    ) -> StockForOrdersReaction<PaymentFailed> {
        Reaction::none()
    }
}

#[derive(Process)]
#[process]
struct WithoutModule;

fn main() {}
