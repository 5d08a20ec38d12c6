//! The command side: the state of a cart, how its commands are decided, and what its events change.

use std::collections::BTreeMap;

use retold::{Aggregate, Context, Events};

use crate::events::cart::{
    AddItem, CartDecision, CartLogic, CartRejection, ItemAddedToCart, ItemId, ItemRemovedFromCart, OrderPlaced,
    PlaceOrder, RemoveItem,
};

/// The state of a cart.
#[derive(Debug, Default, PartialEq, Aggregate)]
#[aggregate(crate::events::cart)]
pub(crate) struct Cart {
    /// What is in it, and how many pieces of each.
    pub(crate) items: BTreeMap<ItemId, u32>,
    /// The order, once it was placed.
    order: Option<OrderPlaced>,
}

impl Cart {
    /// After the order nothing changes the cart.
    fn still_open(&self) -> Result<(), CartRejection> {
        match &self.order {
            None => Ok(()),
            Some(order) => Err(CartRejection::CartClosed { placed_at: order.placed_at }),
        }
    }
}

impl CartLogic for Cart {
    fn handle_add_item(&self, command: AddItem, _: &Context) -> CartDecision<AddItem> {
        self.still_open()?;
        let AddItem { item_id, quantity, note } = command;
        Ok(Events::one(ItemAddedToCart { item_id, quantity, note }))
    }

    fn handle_remove_item(&self, command: RemoveItem, _: &Context) -> CartDecision<RemoveItem> {
        self.still_open()?;
        let item_id = command.item_id;
        if !self.items.contains_key(&item_id) {
            return Err(CartRejection::ItemNotInCart { item_id });
        }
        Ok(Events::one(ItemRemovedFromCart { item_id }))
    }

    fn handle_place_order(&self, command: PlaceOrder, cx: &Context) -> CartDecision<PlaceOrder> {
        self.still_open()?;
        if self.items.is_empty() {
            return Err(CartRejection::CartEmpty);
        }
        for (item_id, &wanted) in &self.items {
            let available = command.available.get(item_id).copied().unwrap_or_default();
            if available < wanted {
                return Err(CartRejection::ItemUnavailable { item_id: item_id.clone(), wanted, available });
            }
        }
        Ok(Events::one(OrderPlaced { items: self.items.clone(), placed_at: cx.time }))
    }

    fn apply_item_added_to_cart(&mut self, event: ItemAddedToCart) {
        let quantity = self.items.entry(event.item_id).or_default();
        *quantity = quantity.saturating_add(event.quantity);
    }

    fn apply_item_removed_from_cart(&mut self, event: ItemRemovedFromCart) {
        self.items.remove(&event.item_id);
    }

    fn apply_order_placed(&mut self, event: OrderPlaced) {
        self.order = Some(event);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use retold::testing::{given, nothing, play};

    use super::*;
    use crate::events::cart::CartCommand;

    fn item(name: &str) -> ItemId {
        ItemId::new(name).expect("a name of an item")
    }

    fn added(name: &str, quantity: u32) -> ItemAddedToCart {
        ItemAddedToCart { item_id: item(name), quantity, note: None }
    }

    fn removed(name: &str) -> ItemRemovedFromCart {
        ItemRemovedFromCart { item_id: item(name) }
    }

    fn place_order(available: u32) -> PlaceOrder {
        PlaceOrder { available: BTreeMap::from([(item("banana"), available)]) }
    }

    fn ordered(name: &str, quantity: u32) -> OrderPlaced {
        let placed_at = "2024-01-29T12:00:00Z".parse().expect("a time");
        OrderPlaced { items: BTreeMap::from([(item(name), quantity)]), placed_at }
    }

    #[test]
    fn two_apples_and_three_bananas_without_the_apples_are_three_bananas() {
        let cart = given::<Cart>((added("apple", 2), added("banana", 3)))
            .when(RemoveItem { item_id: item("apple") })
            .then([removed("apple")]);
        assert_eq!(cart.items, BTreeMap::from([(item("banana"), 3)]));
    }

    #[test]
    fn what_is_not_in_the_cart_cannot_be_removed() {
        nothing::<Cart>()
            .when(RemoveItem { item_id: item("apple") })
            .then_rejected(CartRejection::ItemNotInCart { item_id: item("apple") });
    }

    #[test]
    fn an_order_needs_items_that_are_available() {
        nothing::<Cart>().when(place_order(12)).then_rejected(CartRejection::CartEmpty);
        given::<Cart>([added("banana", 3)])
            .at("2024-01-29T12:00:00Z")
            .when(place_order(3))
            .then([ordered("banana", 3)]);
        given::<Cart>([added("banana", 2), added("banana", 1)])
            .when(place_order(2))
            .then_rejected(CartRejection::ItemUnavailable { item_id: item("banana"), wanted: 3, available: 2 });
        given::<Cart>([added("apple", 1)]).when(place_order(12)).then_rejected(CartRejection::ItemUnavailable {
            item_id: item("apple"),
            wanted: 1,
            available: 0,
        });
    }

    #[test]
    fn after_the_order_nothing_changes_the_cart() {
        let order = ordered("banana", 3);
        let closed = CartRejection::CartClosed { placed_at: order.placed_at };
        let commands: [CartCommand; 3] = [
            AddItem { item_id: item("apple"), quantity: 1, note: None }.into(),
            RemoveItem { item_id: item("banana") }.into(),
            place_order(12).into(),
        ];
        for command in commands {
            given::<Cart>((added("banana", 3), order.clone())).when(command).then_rejected(closed.clone());
        }
    }

    fn any_command() -> impl Strategy<Value = CartCommand> {
        let any_item = || prop::sample::select(vec!["apple", "banana", "cherry"]).prop_map(item);
        prop_oneof![
            6 => (any_item(), prop_oneof![1_u32..5, Just(u32::MAX)])
                .prop_map(|(item_id, quantity)| AddItem { item_id, quantity, note: None }.into()),
            3 => any_item().prop_map(|item_id| RemoveItem { item_id }.into()),
            1 => (0_u32..9).prop_map(|available| place_order(available).into()),
        ]
    }

    proptest! {
        #[test]
        fn no_item_is_ever_there_without_pieces(commands in prop::collection::vec(any_command(), 0..40)) {
            play::<Cart>(commands, |cart| cart.items.values().all(|quantity| *quantity > 0)).replays();
        }
    }
}
