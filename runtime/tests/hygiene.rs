//! The derives beside names that are their own: shadowed types and modules, types made by macros, types within
//! functions, raw identifiers, letters of other alphabets, parts that are compiled away.
#![allow(dead_code, missing_docs, non_camel_case_types, unreachable_pub)]
#![allow(clippy::non_minimal_cfg, clippy::upper_case_acronyms)]

mod shadowed {
    use ::serde::{Deserialize, Serialize};

    mod core {}
    mod retold {}
    mod std {}

    struct Box;
    struct Default;
    struct Err;
    struct From;
    struct Into;
    struct Kind;
    struct None;
    struct Ok;
    struct Option;
    struct PREVIOUS;
    struct Request;
    struct Result;
    struct Some;
    struct String;
    struct TryFrom;
    struct Vec;
    struct Versioned;

    #[derive(::retold::Event, Deserialize)]
    #[event(name = "shop.ItemAdded", version = 1)]
    struct ItemAddedV1 {
        json: u32,
        version: u32,
    }

    #[derive(::retold::Event, Deserialize, Serialize)]
    #[event(name = "shop.ItemAdded", version = 2, from = ItemAddedV1)]
    pub struct ItemAdded {
        pub json: u32,
        pub request: u32,
    }

    impl ::std::convert::From<ItemAddedV1> for ItemAdded {
        fn from(old: ItemAddedV1) -> Self {
            Self { json: old.json, request: old.version }
        }
    }

    #[derive(::retold::EventSet)]
    pub enum CartEvent {
        NAME_0(ItemAdded),
    }
}

mod made_by_macros {
    use retold::{Event, EventSet};
    use serde::{Deserialize, Serialize};

    macro_rules! event {
        ($name:ident, $wire:literal, $version:literal $(, $from:ty)?, { $($field:ident: $ty:ty),* }) => {
            #[derive(Event, Deserialize, Serialize)]
            #[event(name = $wire, version = $version $(, from = $from)?)]
            pub struct $name {
                $(pub $field: $ty),*
            }
        };
    }

    macro_rules! set {
        ($name:ident { $($variant:ident($ty:ty)),* $(,)? }) => {
            #[derive(EventSet)]
            pub enum $name {
                $($variant($ty)),*
            }
        };
    }

    event!(ItemAddedV1, "shop.ItemAdded", 1, { json: u32 });
    event!(ItemAdded, "shop.ItemAdded", 2, ItemAddedV1, { json: u64, version: Option<u32> });
    set!(CartEvent { json(ItemAdded) });

    impl From<ItemAddedV1> for ItemAdded {
        fn from(old: ItemAddedV1) -> Self {
            Self { json: old.json.into(), version: None }
        }
    }
}

mod letters {
    use retold::{Event, EventSet};
    use serde::{Deserialize, Serialize};

    /// "quotes" and */ and #[attributes] and } braces {
    #[derive(Event, Deserialize, Serialize)]
    #[event(name = "shop.Strasse", version = 1)]
    pub struct Straße {
        #[doc = "\u{202e} */ ]] \" \n \\"]
        pub größe: u32,
        pub r#match: Option<u32>,
    }

    #[derive(Event, Deserialize, Serialize)]
    #[event(name = "shop.Type", version = 1)]
    pub struct r#type {
        pub r#fn: u32,
        #[cfg(any())]
        pub gone: Missing,
        #[cfg(all())]
        pub there: bool,
    }

    #[derive(EventSet)]
    pub enum CartEvent {
        Straße(Straße),
        r#type(r#type),
        #[cfg(any())]
        Gone(Missing),
    }
}

#[test]
fn names_of_the_derives_own_are_free() {
    use retold::{EventSet, RecordedEvent};

    let read = shadowed::CartEvent::decode(&RecordedEvent::new("shop.ItemAdded", 1, r#"{"json":1,"version":2}"#))
        .unwrap()
        .into_one();
    assert!(matches!(read, Some(shadowed::CartEvent::NAME_0(event)) if (event.json, event.request) == (1, 2)));
}

#[test]
fn macros_make_events_and_sets() {
    use retold::{EventSet, RecordedEvent};

    let read = made_by_macros::CartEvent::decode(&RecordedEvent::new("shop.ItemAdded", 1, r#"{"json":1}"#))
        .unwrap()
        .into_one();
    assert!(matches!(read, Some(made_by_macros::CartEvent::json(event)) if event.json == 1));
}

#[test]
fn raw_names_and_letters_of_other_alphabets_are_keys_as_they_are() {
    use retold::{EventSet, RecordedEvent};

    let read = letters::CartEvent::decode(&RecordedEvent::new("shop.Strasse", 1, r#"{"größe":1,"match":2}"#))
        .unwrap()
        .into_one();
    assert!(matches!(read, Some(letters::CartEvent::Straße(event)) if (event.größe, event.r#match) == (1, Some(2))));
    let read =
        letters::CartEvent::decode(&RecordedEvent::new("shop.Type", 1, r#"{"fn":1,"there":true}"#)).unwrap().into_one();
    assert!(matches!(read, Some(letters::CartEvent::r#type(event)) if event.r#fn == 1 && event.there));
}

#[test]
fn types_within_a_function_are_events_too() {
    use retold::{Event, EventSet, RecordedEvent};
    use serde::{Deserialize, Serialize};

    #[derive(Event, Deserialize)]
    #[event(name = "shop.ItemAdded", version = 1)]
    struct ItemAddedV1 {}

    #[derive(Event, Deserialize, Serialize)]
    #[event(name = "shop.ItemAdded", version = 2, from = ItemAddedV1)]
    struct ItemAdded {
        #[serde(default)]
        again: Option<Box<Self>>,
    }

    impl From<ItemAddedV1> for ItemAdded {
        fn from(_: ItemAddedV1) -> Self {
            Self { again: None }
        }
    }

    #[derive(EventSet)]
    enum CartEvent {
        ItemAdded(ItemAdded),
    }

    let read = CartEvent::decode(&RecordedEvent::new("shop.ItemAdded", 1, "{}")).unwrap().into_one();
    assert!(matches!(read, Some(CartEvent::ItemAdded(event)) if event.again.is_none()));
}
