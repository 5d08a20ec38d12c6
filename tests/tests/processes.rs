//! The fulfilment of an order as a person writes it on what is generated, driven by hand: success, refusal, deadlines,
//! events that arrive twice, and everything undone.

use retold::process::{Deadlines, Sent, Step, Trigger, compensations};
use retold::testing::{from_json, running};
use retold::{EventSet, Process, Reacting};
use retold_tests::scenarios::inventory::warehouse::{
    InventoryLocked, InventoryRejected, LockInventory, ReleaseInventory, StockLine, WarehouseId,
};
use retold_tests::scenarios::ordering::checkout::{OrderId, OrderRequested};
use retold_tests::scenarios::ordering::fulfilment::{
    OrderFulfilmentDeadline as Deadline, OrderFulfilmentInput, OrderFulfilmentInventorySilent as InventorySilent,
    OrderFulfilmentPaymentSilent as PaymentSilent, OrderFulfilmentProcess, OrderFulfilmentReaction as Reaction,
    OrderFulfilmentSends as Sends, OrderFulfilmentState as State,
};
use retold_tests::scenarios::ordering::order::{CancelOrder, CancelReason, ConfirmOrder, MarkOrderPaid, OpenOrder};
use retold_tests::scenarios::payment::payment::{
    ChargePayment, PaymentCharged, PaymentFailed, PaymentId, PaymentMethod, RefundPayment,
};
use serde_json::json;
use uuid::Uuid;

/// What a person writes.
#[derive(Clone, Debug, Process)]
#[process(retold_tests::scenarios::ordering::fulfilment::OrderFulfilment)]
struct Fulfilment {
    warehouse: WarehouseId,
}

fn payment_of(order: &OrderId) -> PaymentId {
    PaymentId(order.0)
}

impl Fulfilment {
    fn release(&self, order_id: OrderId) -> (WarehouseId, ReleaseInventory) {
        (self.warehouse.clone(), ReleaseInventory { order_id })
    }
}

fn cancel(order_id: OrderId, reason: CancelReason) -> (OrderId, CancelOrder) {
    (order_id, CancelOrder { order_id, reason })
}

impl OrderFulfilmentProcess for Fulfilment {
    fn on_order_requested(
        &self,
        state: &mut State,
        event: OrderRequested,
        _: &Reacting<'_, OrderId>,
    ) -> Reaction<OrderRequested> {
        if state.total.is_some() {
            return Reaction::none();
        }
        state.total = Some(event.total.clone());
        let OrderRequested { order_id, user_id, lines, total, .. } = event;
        let to_lock =
            lines.iter().map(|line| StockLine { product_id: line.product_id.clone(), quantity: line.quantity });
        let lock = LockInventory { order_id, lines: to_lock.collect() };
        let (undo_order, undo_lock) = (cancel(order_id, CancelReason::TimedOut), self.release(order_id));
        Reaction::none()
            .send(order_id, OpenOrder { order_id, user_id, lines, total })
            .undo(undo_order.0, undo_order.1)
            .send(self.warehouse.clone(), lock)
            .undo(undo_lock.0, undo_lock.1)
    }

    fn on_inventory_locked(
        &self,
        state: &mut State,
        event: InventoryLocked,
        _: &Reacting<'_, OrderId>,
    ) -> Reaction<InventoryLocked> {
        let order_id = event.order_id;
        let Some(amount) = state.total.clone().filter(|_| !state.locked) else { return Reaction::none() };
        state.locked = true;
        let payment_id = payment_of(&order_id);
        let method = PaymentMethod::Invoice { days: 14 };
        Reaction::none()
            .cancel(Deadline::InventorySilent)
            .send(order_id, ConfirmOrder { order_id })
            .send(payment_id, ChargePayment { payment_id, order_id, amount, method })
            .undo(payment_id, RefundPayment { payment_id })
    }

    fn on_inventory_rejected(
        &self,
        _: &mut State,
        event: InventoryRejected,
        _: &Reacting<'_, OrderId>,
    ) -> Reaction<InventoryRejected> {
        let (to, cancel) = cancel(event.order_id, CancelReason::OutOfStock);
        Reaction::none().send(to, cancel).end()
    }

    fn on_payment_charged(
        &self,
        state: &mut State,
        event: PaymentCharged,
        _: &Reacting<'_, OrderId>,
    ) -> Reaction<PaymentCharged> {
        if state.payment_id.is_some() {
            return Reaction::none();
        }
        state.payment_id = Some(event.payment_id);
        let PaymentCharged { payment_id, order_id, .. } = event;
        Reaction::none().send(order_id, MarkOrderPaid { order_id, payment_id }).end()
    }

    fn on_payment_failed(
        &self,
        _: &mut State,
        event: PaymentFailed,
        _: &Reacting<'_, OrderId>,
    ) -> Reaction<PaymentFailed> {
        let (release, cancel) = (self.release(event.order_id), cancel(event.order_id, CancelReason::PaymentFailed));
        Reaction::none().send(release.0, release.1).send(cancel.0, cancel.1).end()
    }

    fn on_inventory_silent(&self, state: &mut State, cx: &Reacting<'_, OrderId>) -> Reaction<InventorySilent> {
        if state.locked {
            return Reaction::none();
        }
        let (release, cancel) = (self.release(*cx.key), cancel(*cx.key, CancelReason::TimedOut));
        Reaction::none().send(release.0, release.1).send(cancel.0, cancel.1).end()
    }

    fn on_payment_silent(&self, _: &mut State, _: &Reacting<'_, OrderId>) -> Reaction<PaymentSilent> {
        Reaction::none().compensate().end()
    }
}

const ORDER: OrderId = OrderId(Uuid::from_u128(1));

fn fulfilment() -> Fulfilment {
    Fulfilment { warehouse: WarehouseId::new("north").expect("a warehouse") }
}

fn money() -> serde_json::Value {
    json!({ "amount": "349.00", "currency": "EUR" })
}

fn requested() -> OrderRequested {
    let line = json!({ "product_id": "espresso-machine", "quantity": 1, "unit_price": money() });
    let event = json!({
        "order_id": ORDER.to_string(), "user_id": Uuid::from_u128(2).to_string(), "lines": [line],
        "total": money(), "requested_at": "2024-01-29T12:00:00Z",
    });
    from_json(&event.to_string())
}

fn locked() -> InventoryLocked {
    let line = json!({ "product_id": "espresso-machine", "quantity": 1 });
    from_json(&json!({ "order_id": ORDER.to_string(), "lines": [line] }).to_string())
}

fn rejected() -> InventoryRejected {
    let line = json!({ "product_id": "espresso-machine", "quantity": 1 });
    from_json(&json!({ "order_id": ORDER.to_string(), "missing": [line] }).to_string())
}

fn charged() -> PaymentCharged {
    let event = json!({
        "payment_id": ORDER.to_string(), "order_id": ORDER.to_string(), "amount": money(),
        "method": { "method": "invoice", "days": 14 },
    });
    from_json(&event.to_string())
}

fn failed() -> PaymentFailed {
    let event = json!({ "payment_id": ORDER.to_string(), "order_id": ORDER.to_string(), "reason": "no funds" });
    from_json(&event.to_string())
}

/// The commands by what the schema calls them, with where they go.
fn names(sent: &[Sent<Sends>]) -> Vec<String> {
    let name = |sent: &Sent<Sends>| format!("{} to {}", retold::CommandSet::kind(&sent.command).name, sent.to);
    sent.iter().map(name).collect()
}

#[test]
fn an_order_is_fulfilled_step_by_step() {
    let event = requested();
    let open = OpenOrder { order_id: ORDER, user_id: event.user_id, lines: event.lines, total: event.total };
    let lock: LockInventory = {
        let line = json!({ "product_id": "espresso-machine", "quantity": 1 });
        from_json(&json!({ "order_id": ORDER.to_string(), "lines": [line] }).to_string())
    };
    let (north, payment_id) = (fulfilment().warehouse, payment_of(&ORDER));
    let (to, timed_out) = cancel(ORDER, CancelReason::TimedOut);
    let run = running(fulfilment(), ORDER).when(requested()).then(
        Reaction::<OrderRequested>::none()
            .send(ORDER, open)
            .undo(to, timed_out)
            .send(north.clone(), lock)
            .undo(north, ReleaseInventory { order_id: ORDER }),
    );
    assert_eq!(run.deadlines().iter().map(|(deadline, _)| deadline.name()).collect::<Vec<_>>(), ["InventorySilent"]);
    assert_eq!(run.deadlines()[0].1.to_string(), "1970-01-01T00:10:00Z");
    let method = PaymentMethod::Invoice { days: 14 };
    let amount = requested().total;
    let run = run.when(locked()).then(
        Reaction::<InventoryLocked>::none()
            .cancel(Deadline::InventorySilent)
            .send(ORDER, ConfirmOrder { order_id: ORDER })
            .send(payment_id, ChargePayment { payment_id, order_id: ORDER, amount, method })
            .undo(payment_id, RefundPayment { payment_id }),
    );
    assert_eq!(run.deadlines()[0].0, Deadline::PaymentSilent);
    let paid = MarkOrderPaid { order_id: ORDER, payment_id };
    let run = run.when(charged()).then(Reaction::<PaymentCharged>::none().send(ORDER, paid).end());
    assert!(run.deadlines().is_empty() && run.compensations().is_empty());
    assert_eq!(run.state().payment_id, Some(payment_id));
}

#[test]
fn an_order_that_cannot_be_had_is_cancelled() {
    let (to, cancel) = cancel(ORDER, CancelReason::OutOfStock);
    let run = running(fulfilment(), ORDER).given([requested()]).when(rejected());
    let run = run.then(Reaction::<InventoryRejected>::none().send(to, cancel).end());
    assert!(run.deadlines().is_empty());
}

#[test]
fn a_payment_that_fails_releases_the_inventory_and_cancels_the_order() {
    let (to, cancel) = cancel(ORDER, CancelReason::PaymentFailed);
    let release = ReleaseInventory { order_id: ORDER };
    running(fulfilment(), ORDER)
        .given((requested(), locked()))
        .when(failed())
        .then(Reaction::<PaymentFailed>::none().send(fulfilment().warehouse, release).send(to, cancel).end());
}

#[test]
fn what_arrives_twice_has_its_effect_once() {
    running(fulfilment(), ORDER)
        .given((requested(), locked()))
        .when(requested())
        .then_nothing()
        .when(locked())
        .then_nothing()
        .given([charged()])
        .when(charged())
        .then_nothing();
}

#[test]
fn a_service_that_never_answers_meets_its_deadline() {
    let (to, cancel) = cancel(ORDER, CancelReason::TimedOut);
    let release = ReleaseInventory { order_id: ORDER };
    let run = running(fulfilment(), ORDER).given([requested()]).after("PT10M");
    let expected = Reaction::<InventorySilent>::none().send(fulfilment().warehouse, release).send(to, cancel).end();
    let run = run.then(expected);
    assert!(run.deadlines().is_empty());
}

#[test]
fn everything_is_undone_in_reverse_order() {
    let run = running(fulfilment(), ORDER).given((requested(), locked()));
    let undone = [
        format!("payment.RefundPayment to payment.Payment/{ORDER}"),
        "inventory.ReleaseInventory to inventory.Warehouse/north".to_owned(),
        format!("ordering.CancelOrder to ordering.Order/{ORDER}"),
    ];
    assert_eq!(names(&run.compensations()), undone);
    let run = run.after("PT31M").then(Reaction::<PaymentSilent>::none().compensate().end());
    assert!(run.compensations().is_empty());
}

#[test]
fn what_was_never_done_is_not_undone() {
    let (mut state, process) = (State::default(), fulfilment());
    let cx = Reacting::new(&ORDER, jiff::Timestamp::UNIX_EPOCH);
    let reacted = process.react(&mut state, Trigger::Happened(requested().into()), &cx);
    // The inventory is the third step: it refuses.
    assert!(matches!(&reacted.steps[2], Step::Do(sent) if sent.to == "inventory.Warehouse/north"));
    assert_eq!(names(&compensations(&reacted.steps[..2])), [format!("ordering.CancelOrder to ordering.Order/{ORDER}")]);
}

#[test]
fn a_deadline_that_was_cancelled_does_not_pass() {
    let run = running(fulfilment(), ORDER).given((requested(), locked()));
    let panic = std::panic::catch_unwind(|| run.after("PT29M")).expect_err("no deadline passes");
    let text = panic.downcast_ref::<String>().cloned().unwrap_or_default();
    assert_eq!(text, "no deadline passes until 1970-01-01T00:29:00Z; running: PaymentSilent at 1970-01-01T00:30:00Z");
}

#[test]
fn a_failing_test_says_what_differs() {
    let panic = std::panic::catch_unwind(|| {
        let (to, cancel) = cancel(ORDER, CancelReason::Customer);
        let run = running(fulfilment(), ORDER).given([requested()]).when(rejected());
        run.then(Reaction::<InventoryRejected>::none().send(to, cancel).cancel(Deadline::PaymentSilent))
    });
    let text = panic.expect_err("it differs").downcast_ref::<String>().cloned().unwrap_or_default();
    insta::assert_snapshot!(text, @r"
    the process did something else than expected (- expected, + came):
      [
    -     send to ordering.Order/00000000-0000-0000-0000-000000000001: CancelOrder(CancelOrder { order_id: OrderId(00000000-0000-0000-0000-000000000001), reason: Customer }),
    -     cancel PaymentSilent,
    +     send to ordering.Order/00000000-0000-0000-0000-000000000001: CancelOrder(CancelOrder { order_id: OrderId(00000000-0000-0000-0000-000000000001), reason: OutOfStock }),
    +     end,
      ]
    ");
}

#[test]
fn an_event_of_another_run_is_a_mistake_in_the_test() {
    let other = OrderId(Uuid::from_u128(9));
    let panic = std::panic::catch_unwind(|| running(fulfilment(), other).given([requested()]));
    let text = panic.expect_err("it is another run's").downcast_ref::<String>().cloned().unwrap_or_default();
    assert_eq!(text, format!("the event belongs to the run `{ORDER}` and not to `{other}`"));
}

#[test]
fn the_schema_says_which_run_an_event_belongs_to_and_what_each_reaction_may_do() {
    let origin = retold::Origin::of("inventory.Warehouse/north");
    let input = OrderFulfilmentInput::from(locked());
    assert_eq!(Fulfilment::key(&input, &origin).expect("it says"), ORDER);
    assert_eq!((Fulfilment::NAME, Fulfilment::OWNER), ("ordering.OrderFulfilment", Some("fulfilment-service")));
    let kinds = OrderFulfilmentInput::KINDS.iter().map(|kind| kind.name);
    let on: Vec<&str> = kinds.chain(Deadline::ALL.iter().map(|(name, _)| *name)).collect();
    assert_eq!(Fulfilment::REACTIONS.iter().map(|kind| kind.on).collect::<Vec<_>>(), on);
    let kind = Fulfilment::reaction(&Trigger::Happened(input.clone())).expect("it is listed");
    assert_eq!((kind.by, kind.sends), (Some("order_id"), &["ordering.ConfirmOrder", "payment.ChargePayment"][..]));
    assert_eq!(kind.undo, ["payment.RefundPayment"]);
    let waits = Fulfilment::waits(&Trigger::Happened(input));
    assert_eq!(waits, Some((Deadline::PaymentSilent, jiff::SignedDuration::from_mins(30))));
    assert_eq!(Deadline::parse("InventorySilent"), Some(Deadline::InventorySilent));
    assert_eq!(Deadline::parse("Inventory"), None);
}
