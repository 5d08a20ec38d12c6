//! Names and versions of types written by hand, from one set to the next.

use retold::registry::Registry;
use retold::{Command, CommandSet, Event, EventSet};
use retold_codegen::evolution::Mode;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::changes::{judged, written};

/// A version of an event with one field.
macro_rules! version {
    ($ty:ident = $name:literal $version:literal $(from $from:ident)? $(, $key:ident $(= $value:expr)?)*; $field:ident: $of:ty) => {
        #[derive(Event, Serialize, Deserialize, JsonSchema)]
        #[event(name = $name, version = $version $(, from = $from)? $(, $key $(= $value)?)*)]
        struct $ty {
            $field: $of,
        }
        $(impl From<$from> for $ty {
            fn from(_: $from) -> Self {
                Self { $field: Default::default() }
            }
        })?
    };
}

version!(AddedV1 = "shop.Added" 1; item: String);
version!(AddedV2 = "shop.Added" 2 from AddedV1; sku: String);
version!(AddedV3 = "shop.Added" 3 from AddedV2, reads_as = 2; sku: String);
version!(AddedV3Alone = "shop.Added" 3, oldest; sku: String);
version!(Put = "shop.Put" 1, alias = "shop.Removed"; sku: String);
version!(Removed = "shop.Removed" 1; sku: String);
version!(Renamed = "shop.TakenOut" 1; sku: String);

macro_rules! sets {
    ($($name:ident { $($ty:ident),* })*) => {
        $(#[derive(EventSet)] enum $name { $($ty($ty)),* })*
    };
}

sets! {
    First { AddedV1, Removed }
    Second { AddedV2, Removed }
    Third { AddedV3, Removed }
    Retired { AddedV3Alone, Removed }
    WithoutRemoved { AddedV2 }
    WithAlias { AddedV2, Put }
    UnderAnotherName { AddedV2, Renamed }
}

#[derive(EventSet)]
#[event_set(becomes(Removed))]
enum Dropped {
    AddedV2(AddedV2),
}

#[derive(Command, Serialize, Deserialize, JsonSchema)]
#[command(name = "shop.Add", version = 1)]
struct AddV1 {
    sku: String,
}

#[derive(Command, Serialize, Deserialize, JsonSchema)]
#[command(name = "shop.Add", version = 1)]
struct AddMore {
    sku: String,
    quantity: u32,
}

#[derive(CommandSet)]
enum Commands {
    Add(AddV1),
}

#[derive(CommandSet)]
enum NewCommands {
    Add(AddMore),
}

macro_rules! lock {
    ($($set:ty),*) => {
        written(|path| Registry::new(path, "shop")$(.with::<$set>())*)
    };
}

#[test]
fn every_version_ever_published_is_held_against_what_is_there() {
    let (first, second, third) = (lock!(First), lock!(Second), lock!(Third));
    let retired = lock!(Retired);
    let cases = [
        ("a new version with a step", judged(&first, &second, Mode::Full)),
        ("a new version that older readers read", judged(&second, &third, Mode::Full)),
        ("a version that is deleted", judged(&third, &second, Mode::Full)),
        ("versions that are retired", judged(&third, &retired, Mode::Full)),
        ("versions that are no longer retired", judged(&retired, &third, Mode::Full)),
        ("an event that is gone", judged(&second, &lock!(WithoutRemoved), Mode::Full)),
        ("an event that is new", judged(&lock!(WithoutRemoved), &second, Mode::Full)),
        ("an event that is renamed with an alias", judged(&second, &lock!(WithAlias), Mode::Full)),
        ("an alias that is gone", judged(&lock!(WithAlias), &second, Mode::Full)),
        ("an event that is renamed", judged(&second, &lock!(UnderAnotherName), Mode::Full)),
        ("an event that is dropped from replay", judged(&second, &lock!(Dropped), Mode::Full)),
        ("an event that is no longer dropped", judged(&lock!(Dropped), &second, Mode::Full)),
        ("a command that needs more", judged(&lock!(Commands), &lock!(NewCommands), Mode::Full)),
        ("a command that is gone", judged(&lock!(Commands), &lock!(WithoutRemoved), Mode::Backward)),
    ];
    let shown: String = cases.iter().map(|(what, text)| format!("-- {what}\n{text}\n")).collect();
    insta::assert_snapshot!(shown);
}

#[test]
fn what_did_not_change_is_no_finding() {
    for lock in [lock!(First), lock!(Third), lock!(Dropped), lock!(Commands, WithAlias)] {
        let said = judged(&lock, &lock, Mode::Full);
        assert!(!said.contains("error") && !said.contains("note["), "{said}");
    }
}

mod published {
    use super::{Deserialize, Event, EventSet, JsonSchema, Serialize};

    // Nobody outside needs what is not written any more.
    #[derive(Event, Deserialize, JsonSchema)]
    #[event(name = "shop.Opened", version = 1)]
    struct OpenedV1 {}

    #[derive(Event, Serialize, Deserialize, JsonSchema)]
    #[event(name = "shop.Opened", version = 2, from = OpenedV1)]
    pub(super) struct Opened {}

    impl From<OpenedV1> for Opened {
        fn from(_: OpenedV1) -> Self {
            Self {}
        }
    }

    #[derive(EventSet)]
    pub(super) enum Events {
        Opened(Opened),
    }
}

#[test]
fn older_versions_may_be_private() {
    let lock = lock!(published::Events);
    assert!(lock.contains("published::OpenedV1") && lock.contains("published::Opened\""), "{lock}");
}
