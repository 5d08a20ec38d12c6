//! Whatever a state looks like, and wherever it stands: `#[derive(Aggregate)]` takes the rest from the generated module.

use retold::{Aggregate, Context, Events, stream_name};
use retold_tests::scenarios::shop;
use retold_tests::scenarios::shop::cart::{
    AddItem, CartCommand, CartDecision, CartEvent, CartId, CartLogic, CartRejection, ItemAddedToCart, ItemId,
    ItemRemovedFromCart, OrderPlaced, PlaceOrder, RemoveItem,
};

/// The methods of a cart that decides nothing and keeps nothing.
macro_rules! no_logic {
    ($state:path) => {
        impl CartLogic for $state {
            fn handle_add_item(&self, command: AddItem, _: &Context) -> CartDecision<AddItem> {
                Ok(Events::one(ItemAddedToCart { item_id: command.item_id, quantity: command.quantity, note: None }))
            }

            fn handle_remove_item(&self, _: RemoveItem, _: &Context) -> CartDecision<RemoveItem> {
                Err(CartRejection::CartEmpty)
            }

            fn handle_place_order(&self, _: PlaceOrder, _: &Context) -> CartDecision<PlaceOrder> {
                Ok(Events::none())
            }

            fn apply_item_added_to_cart(&mut self, _: ItemAddedToCart) {}

            fn apply_item_removed_from_cart(&mut self, _: ItemRemovedFromCart) {}

            fn apply_order_placed(&mut self, _: OrderPlaced) {}
        }
    };
}

fn decides_as_a_cart<A>()
where
    A: Aggregate<Id = CartId, Event = CartEvent, Command = CartCommand, Rejection = CartRejection>,
{
    assert_eq!((A::STREAM, A::OWNER), ("shop.Cart", Some("cart-service")));
    let id = "0190163d-8694-739b-aea5-966c26f8ad91".parse().expect("a uuid");
    assert_eq!(stream_name::<A>(&CartId(id)), "shop.Cart/0190163d-8694-739b-aea5-966c26f8ad91");
    let apple = ItemId::new("apple").expect("a name of an item");
    let add = AddItem { item_id: apple.clone(), quantity: 2, note: None };
    let cx = Context::new("2026-01-01T00:00:00Z".parse().expect("a time"), id);
    let mut state = A::default();
    let events = state.handle(add.into(), &cx).expect("it is not refused");
    assert_eq!(events, [ItemAddedToCart { item_id: apple.clone(), quantity: 2, note: None }.into()]);
    events.into_iter().for_each(|event| state.apply(event));
    assert_eq!(state.handle(RemoveItem { item_id: apple }.into(), &cx), Err(CartRejection::CartEmpty));
}

#[test]
fn the_state_is_a_unit_struct_under_another_name() {
    #[derive(Default, Aggregate)]
    #[aggregate(retold_tests::scenarios::shop::cart)]
    struct Basket;

    no_logic!(Basket);
    decides_as_a_cart::<Basket>();
}

#[test]
fn the_state_is_a_tuple() {
    #[derive(Default, Aggregate)]
    #[aggregate(::retold_tests::scenarios::shop::cart)]
    struct Basket(Vec<ItemId>, bool);

    no_logic!(Basket);
    assert!(matches!(Basket::default(), Basket(items, false) if items.is_empty()));
    decides_as_a_cart::<Basket>();
}

#[test]
fn the_state_is_an_enum() {
    #[derive(Default, Aggregate)]
    #[aggregate(shop::cart)]
    enum Cart {
        #[default]
        Empty,
        _Filled {
            items: Vec<ItemId>,
        },
    }

    no_logic!(Cart);
    assert!(matches!(Cart::default(), Cart::Empty));
    decides_as_a_cart::<Cart>();
}

#[test]
fn the_state_has_a_default_of_its_own() {
    #[derive(Aggregate)]
    #[aggregate(shop::cart, snapshot = 3)]
    struct Cart {
        open: bool,
    }

    impl Default for Cart {
        fn default() -> Self {
            Self { open: true }
        }
    }

    no_logic!(Cart);
    assert!(Cart::default().open);
    decides_as_a_cart::<Cart>();
}

mod elsewhere {
    pub(crate) mod state {
        #[derive(Default, retold::Aggregate)]
        #[aggregate(super::super::shop::cart)]
        pub(crate) struct Cart;
    }
}

no_logic!(elsewhere::state::Cart);

#[test]
fn the_state_stands_in_another_module_than_the_logic() {
    decides_as_a_cart::<elsewhere::state::Cart>();
}

mod vendored {
    pub(crate) use retold as events;
}

#[test]
fn the_crate_is_found_elsewhere() {
    #[derive(Default, Aggregate)]
    #[aggregate(shop::cart, crate = vendored::events)]
    struct Cart;

    no_logic!(Cart);
    decides_as_a_cart::<Cart>();
}

#[test]
fn names_of_the_prelude_mean_something_else_around_the_state() {
    mod shadowed {
        #![allow(dead_code)]

        pub(super) struct Option;
        pub(super) struct Result;
        pub(super) struct Vec;
        pub(super) struct String;
        pub(super) trait Default {}
        pub(super) trait Send {}

        #[derive(::std::default::Default, ::retold::Aggregate)]
        #[aggregate(super::shop::cart)]
        pub(super) struct Cart;
    }

    no_logic!(shadowed::Cart);
    decides_as_a_cart::<shadowed::Cart>();
}

/// The fingerprints of states that differ in what stands in the macro's place.
macro_rules! fingerprint {
    ($($state:tt)*) => {{
        #[derive(Default, Aggregate)]
        #[allow(dead_code)]
        $($state)*

        no_logic!(Cart);
        Cart::fingerprint()
    }};
}

#[test]
fn the_fingerprint_is_that_of_the_fields_the_schema_and_the_number() {
    let first = fingerprint!(
        #[aggregate(shop::cart)]
        struct Cart {
            items: Vec<ItemId>,
        }
    );
    let documented = fingerprint!(
        /// Said once more.
        #[aggregate(shop::cart)]
        struct Cart {
            /// What is in it.
            items: Vec<ItemId>,
        }
    );
    assert_eq!(first, documented);
    let others = [
        fingerprint!(
            #[aggregate(shop::cart, snapshot = 1)]
            struct Cart {
                items: Vec<ItemId>,
            }
        ),
        fingerprint!(
            #[aggregate(shop::cart)]
            struct Cart {
                things: Vec<ItemId>,
            }
        ),
        fingerprint!(
            #[aggregate(shop::cart)]
            struct Cart {
                items: Vec<String>,
            }
        ),
        fingerprint!(
            #[aggregate(shop::cart)]
            struct Cart {
                items: Vec<ItemId>,
                open: bool,
            }
        ),
        fingerprint!(
            #[aggregate(shop::cart)]
            struct Cart(Vec<ItemId>);
        ),
        fingerprint!(
            #[aggregate(shop::cart)]
            struct Cart;
        ),
        fingerprint!(
            #[aggregate(shop::cart)]
            enum Cart {
                #[default]
                Empty,
                Filled,
            }
        ),
        fingerprint!(
            #[aggregate(shop::cart)]
            enum Cart {
                #[default]
                Empty,
                Full,
            }
        ),
    ];
    for (index, other) in others.iter().enumerate() {
        assert_ne!(&first, other);
        assert!(!others[..index].contains(other), "{other} is there twice");
    }
}
