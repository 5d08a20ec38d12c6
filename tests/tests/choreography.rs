//! The saga without a coordinator: three services react to each other's events, and what one of them sends is answered
//! by the event that the next one hears. No test here knows more than a service does.

use retold::testing::{from_json, running};
use retold::{Process, Reacting, Reaction};
use retold_tests::scenarios::inventory::warehouse::{
    InventoryLocked, InventoryRejected, InventoryReleased, LockInventory, ReleaseInventory, StockForOrdersProcess,
    StockForOrdersReaction, StockForOrdersState, StockLine, WarehouseId,
};
use retold_tests::scenarios::ordering::checkout::{OrderId, OrderRequested};
use retold_tests::scenarios::ordering::order::{
    CancelOrder, CancelReason, ConfirmOrder, MarkOrderPaid, OpenOrder, OrderCancelled, OrderConfirmed,
    OrderProgressDeadline as Silent, OrderProgressInventorySilent as InventorySilent,
    OrderProgressPaymentSilent as PaymentSilent, OrderProgressProcess, OrderProgressReaction, OrderProgressState,
};
use retold_tests::scenarios::payment::payment::{
    ChargePayment, PaymentCharged, PaymentFailed, PaymentForOrdersProcess, PaymentForOrdersReaction,
    PaymentForOrdersState, PaymentId, PaymentMethod, RefundPayment,
};
use serde_json::{Value, json};
use uuid::Uuid;

const ORDER: OrderId = OrderId(Uuid::from_u128(1));
const PAYMENT: PaymentId = PaymentId(Uuid::from_u128(1));

/// The order service.
#[derive(Clone, Debug, Process)]
#[process(retold_tests::scenarios::ordering::order::OrderProgress)]
struct Orders;

/// Whether this is the first time.
fn first(done: &mut bool) -> bool {
    !std::mem::replace(done, true)
}

fn cancel(reason: CancelReason) -> CancelOrder {
    CancelOrder { order_id: ORDER, reason }
}

impl OrderProgressProcess for Orders {
    fn on_order_requested(
        &self,
        state: &mut OrderProgressState,
        event: OrderRequested,
        _: &Reacting<'_, OrderId>,
    ) -> OrderProgressReaction<OrderRequested> {
        let OrderRequested { order_id, user_id, lines, total, .. } = event;
        if !first(&mut state.opened) {
            return Reaction::none();
        }
        Reaction::none().send(order_id, OpenOrder { order_id, user_id, lines, total })
    }

    fn on_inventory_locked(
        &self,
        state: &mut OrderProgressState,
        event: InventoryLocked,
        _: &Reacting<'_, OrderId>,
    ) -> OrderProgressReaction<InventoryLocked> {
        if state.closed || !first(&mut state.confirmed) {
            return Reaction::none();
        }
        let order_id = event.order_id;
        Reaction::none().cancel(Silent::InventorySilent).send(order_id, ConfirmOrder { order_id })
    }

    fn on_inventory_rejected(
        &self,
        state: &mut OrderProgressState,
        event: InventoryRejected,
        _: &Reacting<'_, OrderId>,
    ) -> OrderProgressReaction<InventoryRejected> {
        if !first(&mut state.closed) {
            return Reaction::none();
        }
        Reaction::none().cancel(Silent::InventorySilent).send(event.order_id, cancel(CancelReason::OutOfStock))
    }

    fn on_payment_charged(
        &self,
        state: &mut OrderProgressState,
        event: PaymentCharged,
        _: &Reacting<'_, OrderId>,
    ) -> OrderProgressReaction<PaymentCharged> {
        if !first(&mut state.closed) {
            return Reaction::none();
        }
        let PaymentCharged { payment_id, order_id, .. } = event;
        Reaction::none().cancel(Silent::PaymentSilent).send(order_id, MarkOrderPaid { order_id, payment_id })
    }

    fn on_inventory_released(
        &self,
        state: &mut OrderProgressState,
        event: InventoryReleased,
        _: &Reacting<'_, OrderId>,
    ) -> OrderProgressReaction<InventoryReleased> {
        if !first(&mut state.closed) {
            return Reaction::none();
        }
        Reaction::none().cancel(Silent::PaymentSilent).send(event.order_id, cancel(CancelReason::PaymentFailed))
    }

    fn on_inventory_silent(
        &self,
        state: &mut OrderProgressState,
        cx: &Reacting<'_, OrderId>,
    ) -> OrderProgressReaction<InventorySilent> {
        state.closed = true;
        Reaction::none().send(*cx.key, cancel(CancelReason::TimedOut))
    }

    fn on_payment_silent(
        &self,
        state: &mut OrderProgressState,
        cx: &Reacting<'_, OrderId>,
    ) -> OrderProgressReaction<PaymentSilent> {
        state.closed = true;
        Reaction::none().send(*cx.key, cancel(CancelReason::TimedOut))
    }
}

/// The inventory service.
#[derive(Clone, Debug, Process)]
#[process(retold_tests::scenarios::inventory::warehouse::StockForOrders)]
struct Stock;

fn north() -> WarehouseId {
    WarehouseId::new("north").expect("a warehouse")
}

impl StockForOrdersProcess for Stock {
    fn on_order_requested(
        &self,
        state: &mut StockForOrdersState,
        event: OrderRequested,
        _: &Reacting<'_, OrderId>,
    ) -> StockForOrdersReaction<OrderRequested> {
        if !first(&mut state.locked) {
            return Reaction::none();
        }
        let lines = event.lines.into_iter();
        let lines = lines.map(|line| StockLine { product_id: line.product_id, quantity: line.quantity }).collect();
        Reaction::none().send(north(), LockInventory { order_id: event.order_id, lines })
    }

    fn on_payment_failed(
        &self,
        state: &mut StockForOrdersState,
        event: PaymentFailed,
        _: &Reacting<'_, OrderId>,
    ) -> StockForOrdersReaction<PaymentFailed> {
        if !first(&mut state.released) {
            return Reaction::none();
        }
        Reaction::none().send(north(), ReleaseInventory { order_id: event.order_id })
    }

    fn on_order_cancelled(
        &self,
        state: &mut StockForOrdersState,
        event: OrderCancelled,
        _: &Reacting<'_, OrderId>,
    ) -> StockForOrdersReaction<OrderCancelled> {
        if !first(&mut state.released) {
            return Reaction::none();
        }
        Reaction::none().send(north(), ReleaseInventory { order_id: event.order_id })
    }
}

/// The payment service.
#[derive(Clone, Debug, Process)]
#[process(retold_tests::scenarios::payment::payment::PaymentForOrders)]
struct Payments;

impl PaymentForOrdersProcess for Payments {
    fn on_order_confirmed(
        &self,
        state: &mut PaymentForOrdersState,
        event: OrderConfirmed,
        _: &Reacting<'_, OrderId>,
    ) -> PaymentForOrdersReaction<OrderConfirmed> {
        if !first(&mut state.charged) {
            return Reaction::none();
        }
        let (payment_id, method) = (PaymentId(event.order_id.0), PaymentMethod::Invoice { days: 14 });
        let charge = ChargePayment { payment_id, order_id: event.order_id, amount: event.total, method };
        Reaction::none().send(payment_id, charge)
    }

    fn on_payment_failed(
        &self,
        state: &mut PaymentForOrdersState,
        _: PaymentFailed,
        _: &Reacting<'_, OrderId>,
    ) -> PaymentForOrdersReaction<PaymentFailed> {
        state.undone = true;
        Reaction::none()
    }

    fn on_order_cancelled(
        &self,
        state: &mut PaymentForOrdersState,
        event: OrderCancelled,
        _: &Reacting<'_, OrderId>,
    ) -> PaymentForOrdersReaction<OrderCancelled> {
        if !state.charged || !first(&mut state.undone) {
            return Reaction::none();
        }
        let payment_id = PaymentId(event.order_id.0);
        Reaction::none().send(payment_id, RefundPayment { payment_id })
    }
}

fn event<E: serde::de::DeserializeOwned>(mut data: Value) -> E {
    data["order_id"] = json!(ORDER);
    from_json(&data.to_string())
}

fn money() -> Value {
    json!({ "amount": "349.00", "currency": "EUR" })
}

fn stock_line() -> Value {
    json!({ "product_id": "espresso-machine", "quantity": 1 })
}

fn requested() -> OrderRequested {
    let line = json!({ "product_id": "espresso-machine", "quantity": 1, "unit_price": money() });
    let user = Uuid::from_u128(2).to_string();
    let at = "2024-01-29T12:00:00Z";
    event(json!({ "user_id": user, "lines": [line], "total": money(), "requested_at": at }))
}

fn locked() -> InventoryLocked {
    event(json!({ "lines": [stock_line()] }))
}

fn rejected() -> InventoryRejected {
    event(json!({ "missing": [stock_line()] }))
}

fn released() -> InventoryReleased {
    event(json!({ "lines": [stock_line()] }))
}

fn confirmed() -> OrderConfirmed {
    event(json!({ "total": money() }))
}

fn charged() -> PaymentCharged {
    event(json!({ "payment_id": PAYMENT, "amount": money(), "method": { "method": "invoice", "days": 14 } }))
}

fn failed() -> PaymentFailed {
    event(json!({ "payment_id": PAYMENT, "reason": "no funds" }))
}

fn cancelled(reason: &str) -> OrderCancelled {
    event(json!({ "reason": reason }))
}

fn opens() -> OrderProgressReaction<OrderRequested> {
    let OrderRequested { order_id, user_id, lines, total, .. } = requested();
    Reaction::none().send(ORDER, OpenOrder { order_id, user_id, lines, total })
}

fn locks() -> StockForOrdersReaction<OrderRequested> {
    Reaction::none().send(north(), event::<LockInventory>(json!({ "lines": [stock_line()] })))
}

fn confirms() -> OrderProgressReaction<InventoryLocked> {
    Reaction::none().cancel(Silent::InventorySilent).send(ORDER, ConfirmOrder { order_id: ORDER })
}

fn charges() -> PaymentForOrdersReaction<OrderConfirmed> {
    let (method, amount) = (PaymentMethod::Invoice { days: 14 }, confirmed().total);
    Reaction::none().send(PAYMENT, ChargePayment { payment_id: PAYMENT, order_id: ORDER, amount, method })
}

#[test]
fn an_order_is_locked_confirmed_charged_and_paid() {
    let orders = running(Orders, ORDER).when(requested()).then(opens());
    running(Stock, ORDER).when(requested()).then(locks());
    let orders = orders.when(locked()).then(confirms());
    running(Payments, ORDER).when(confirmed()).then(charges());
    let pays = MarkOrderPaid { order_id: ORDER, payment_id: PAYMENT };
    let pays = Reaction::<_, _, PaymentCharged>::none().cancel(Silent::PaymentSilent).send(ORDER, pays);
    let orders = orders.when(charged()).then(pays);
    assert!(orders.deadlines().is_empty() && orders.state().closed);
}

#[test]
fn an_order_whose_stock_is_rejected_is_cancelled_and_never_charged() {
    let cancels = cancel(CancelReason::OutOfStock);
    let cancels = Reaction::<_, _, InventoryRejected>::none().cancel(Silent::InventorySilent).send(ORDER, cancels);
    let orders = running(Orders, ORDER).given([requested()]).when(rejected()).then(cancels);
    assert!(orders.deadlines().is_empty());
    running(Payments, ORDER).when(cancelled("out_of_stock")).then_nothing();
}

#[test]
fn a_payment_that_fails_releases_the_inventory_and_that_cancels_the_order() {
    let payments = running(Payments, ORDER).given((confirmed(), failed()));
    let releases = ReleaseInventory { order_id: ORDER };
    let releases = Reaction::<_, _, PaymentFailed>::none().send(north(), releases);
    let stock = running(Stock, ORDER).given([requested()]).when(failed()).then(releases);
    let cancels = cancel(CancelReason::PaymentFailed);
    let cancels = Reaction::<_, _, InventoryReleased>::none().cancel(Silent::PaymentSilent).send(ORDER, cancels);
    let orders = running(Orders, ORDER).given((requested(), locked())).when(released()).then(cancels);
    assert!(orders.deadlines().is_empty());
    // The cancelled order finds everything undone.
    stock.when(cancelled("payment_failed")).then_nothing();
    payments.when(cancelled("payment_failed")).then_nothing();
}

#[test]
fn an_event_that_is_delivered_twice_has_its_effect_once() {
    let orders = running(Orders, ORDER).given([requested()]).when(requested()).then_nothing();
    let orders = orders.given([locked()]).when(locked()).then_nothing();
    orders.given([charged()]).when(charged()).then_nothing().when(released()).then_nothing();
    let orders = running(Orders, ORDER).given((requested(), rejected())).when(rejected()).then_nothing();
    orders.when(released()).then_nothing();
    let stock = running(Stock, ORDER).given([requested()]).when(requested()).then_nothing();
    stock.given([failed()]).when(failed()).then_nothing().when(requested()).then_nothing();
    let payments = running(Payments, ORDER).given([confirmed()]).when(confirmed()).then_nothing();
    let payments = payments.given([cancelled("timed_out")]).when(cancelled("timed_out")).then_nothing();
    payments.when(confirmed()).then_nothing();
}

#[test]
fn an_inventory_that_never_answers_cancels_the_order() {
    let cancels = Reaction::<_, _, InventorySilent>::none().send(ORDER, cancel(CancelReason::TimedOut));
    let orders = running(Orders, ORDER).given([requested()]).after("PT10M").then(cancels);
    // An answer that comes too late confirms nothing, and the stock comes back.
    orders.when(locked()).then_nothing();
    let releases = ReleaseInventory { order_id: ORDER };
    let releases = Reaction::<_, _, OrderCancelled>::none().send(north(), releases);
    running(Stock, ORDER).given([requested()]).when(cancelled("timed_out")).then(releases);
}

#[test]
fn a_payment_that_never_answers_cancels_the_order_and_is_given_back() {
    let cancels = Reaction::<_, _, PaymentSilent>::none().send(ORDER, cancel(CancelReason::TimedOut));
    let orders = running(Orders, ORDER).given((requested(), locked())).after("PT30M").then(cancels);
    orders.when(charged()).then_nothing();
    let refunds = Reaction::<_, _, OrderCancelled>::none().send(PAYMENT, RefundPayment { payment_id: PAYMENT });
    running(Payments, ORDER).given([confirmed()]).when(cancelled("timed_out")).then(refunds);
}
