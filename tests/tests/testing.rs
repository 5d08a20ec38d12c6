//! What a test of an aggregate says when it fails.

use std::collections::BTreeMap;
use std::panic::catch_unwind;

use retold::testing::{given, nothing, play};
use retold::{Aggregate, Context, Events};
use retold_tests::scenarios::shop::cart::{
    AddItem, CartCommand, CartDecision, CartEvent, CartLogic, CartRejection, ItemAddedToCart, ItemId,
    ItemRemovedFromCart, OrderPlaced, PlaceOrder, RemoveItem,
};

/// A cart.
#[derive(Debug, Default, PartialEq, Aggregate)]
#[aggregate(retold_tests::scenarios::shop::cart)]
struct Cart {
    items: BTreeMap<ItemId, u32>,
    ordered: bool,
}

impl CartLogic for Cart {
    fn handle_add_item(&self, command: AddItem, cx: &Context) -> CartDecision<AddItem> {
        if self.ordered {
            return Err(CartRejection::CartClosed { placed_at: cx.time });
        }
        let AddItem { item_id, quantity, note } = command;
        Ok(Events::one(ItemAddedToCart { item_id, quantity, note }))
    }

    fn handle_remove_item(&self, command: RemoveItem, _: &Context) -> CartDecision<RemoveItem> {
        if !self.items.contains_key(&command.item_id) {
            return Err(CartRejection::ItemNotInCart { item_id: command.item_id });
        }
        Ok(Events::one(ItemRemovedFromCart { item_id: command.item_id }))
    }

    fn handle_place_order(&self, _: PlaceOrder, cx: &Context) -> CartDecision<PlaceOrder> {
        if self.ordered {
            return Ok(Events::none());
        }
        Ok(Events::one(OrderPlaced { items: self.items.clone(), placed_at: cx.time }))
    }

    fn apply_item_added_to_cart(&mut self, event: ItemAddedToCart) {
        *self.items.entry(event.item_id).or_default() += event.quantity;
    }

    fn apply_item_removed_from_cart(&mut self, event: ItemRemovedFromCart) {
        self.items.remove(&event.item_id);
    }

    fn apply_order_placed(&mut self, _: OrderPlaced) {
        self.ordered = true;
    }
}

fn item(name: &str) -> ItemId {
    ItemId::new(name).expect("a name of an item")
}

fn add(name: &str, quantity: u32) -> AddItem {
    AddItem { item_id: item(name), quantity, note: None }
}

fn added(name: &str, quantity: u32) -> ItemAddedToCart {
    ItemAddedToCart { item_id: item(name), quantity, note: None }
}

fn place_order() -> PlaceOrder {
    PlaceOrder { available: BTreeMap::new() }
}

fn ordered(name: &str, quantity: u32) -> OrderPlaced {
    let placed_at = "2026-01-31T12:00:00Z".parse().expect("a time");
    OrderPlaced { items: BTreeMap::from([(item(name), quantity)]), placed_at }
}

/// What a test says that fails.
#[track_caller]
fn failure(test: impl FnOnce() + std::panic::UnwindSafe) -> String {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let failed = catch_unwind(test);
    std::panic::set_hook(hook);
    let panic = failed.expect_err("the test fails");
    *panic.downcast::<String>().expect("it says why")
}

#[test]
fn what_is_as_expected_gives_the_state() {
    let cart = given::<Cart>((added("apple", 2), added("banana", 3)))
        .when(RemoveItem { item_id: item("apple") })
        .then([ItemRemovedFromCart { item_id: item("apple") }]);
    assert_eq!(cart.items, BTreeMap::from([(item("banana"), 3)]));
    let cart = nothing::<Cart>().when(add("apple", 1)).then([added("apple", 1)]);
    assert_eq!(cart.items.len(), 1);
    given::<Cart>([ordered("apple", 1)]).when(place_order()).then_nothing();
    let result = given::<Cart>([added("apple", 1)]).when(add("apple", 1)).result();
    assert_eq!(result, Ok(vec![added("apple", 1).into()]));
}

#[test]
fn time_actor_and_id_reach_the_decision() {
    given::<Cart>([added("apple", 1)])
        .at("2026-01-31T12:00:00Z")
        .by("customer:ann")
        .command_id(uuid::Uuid::nil())
        .when(place_order())
        .then([ordered("apple", 1)]);
}

#[test]
fn failures_are_pleasant_to_read() {
    let apple_given = || given::<Cart>((added("apple", 2), added("banana", 3)));
    let failures = [
        ("another value", failure(|| drop(apple_given().when(add("cherry", 5)).then([added("cherry", 4)])))),
        ("one event too many", failure(|| drop(nothing::<Cart>().when(add("cherry", 5)).then_nothing()))),
        (
            "one event too few",
            failure(|| drop(nothing::<Cart>().when(add("cherry", 5)).then([added("cherry", 5), added("plum", 1)]))),
        ),
        (
            "refused and not expected",
            failure(|| {
                drop(
                    nothing::<Cart>()
                        .when(RemoveItem { item_id: item("apple") })
                        .then([ItemRemovedFromCart { item_id: item("apple") }]),
                );
            }),
        ),
        ("not refused", failure(|| apple_given().when(add("cherry", 5)).then_rejected(CartRejection::CartEmpty))),
        (
            "refused for another reason",
            failure(|| {
                apple_given()
                    .when(RemoveItem { item_id: item("cherry") })
                    .then_rejected(CartRejection::ItemNotInCart { item_id: item("plum") });
            }),
        ),
        (
            "given much",
            failure(|| {
                let history: Vec<CartEvent> = (1..=30).map(|quantity| added("apple", quantity).into()).collect();
                given::<Cart>(history).when(place_order()).then_nothing();
            }),
        ),
        ("given what cannot be", failure(|| drop(given::<Cart>([added("apple", 0)])))),
        (
            "led to what cannot be stored",
            failure(|| drop(nothing::<Cart>().when(add("apple", 0)).then([added("apple", 0)]))),
        ),
        ("no time", failure(|| drop(nothing::<Cart>().at("noon")))),
        (
            "an invariant that does not hold",
            failure(|| {
                let commands: [CartCommand; 3] =
                    [add("apple", 2).into(), RemoveItem { item_id: item("plum") }.into(), add("apple", 9).into()];
                play::<Cart>(commands, |cart| cart.items.values().sum::<u32>() < 10);
            }),
        ),
        (
            "a state that events do not lead to",
            failure(|| {
                let mut played = play::<Cart>([add("apple", 2), add("banana", 3)], |_| true);
                played.state.items.remove(&item("banana"));
                played.replays();
            }),
        ),
    ];
    let text: String = failures.iter().map(|(title, text)| format!("=== {title}\n{text}\n\n")).collect();
    insta::assert_snapshot!(text.trim_end());
}

#[test]
fn what_was_played_is_there() {
    let commands: [CartCommand; 3] =
        [add("apple", 2).into(), RemoveItem { item_id: item("plum") }.into(), place_order().into()];
    let played = play::<Cart>(commands, |_| true);
    played.replays();
    assert_eq!((played.events.len(), played.rejections.len(), played.state.ordered), (2, 1, true));
}
