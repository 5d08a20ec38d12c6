//! Folders as a person has them, and what the test says about each.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use super::{Samples, replay};

#[derive(crate::Event, Deserialize)]
#[event(name = "shop.ItemAdded", version = 1)]
struct ItemAddedV1 {
    item_id: String,
    qty: i64,
}

#[derive(crate::Event, Serialize, Deserialize)]
#[event(name = "shop.ItemAdded", version = 2, try_from = ItemAddedV1, alias = "shop.ItemPut", reads_as = 1)]
struct ItemAdded {
    sku: String,
    quantity: u32,
}

impl TryFrom<ItemAddedV1> for ItemAdded {
    type Error = std::num::TryFromIntError;
    fn try_from(old: ItemAddedV1) -> Result<Self, Self::Error> {
        assert!(old.qty != 13, "superstition");
        Ok(Self { sku: old.item_id, quantity: old.qty.try_into()? })
    }
}

#[derive(crate::Event, Deserialize)]
#[event(name = "shop.Swapped", version = 1)]
struct Swapped {
    out: String,
    into: String,
}

#[derive(crate::Event, Deserialize)]
#[event(name = "shop.Noticed", version = 1)]
struct Noticed {}

#[derive(crate::EventSet)]
#[event_set(becomes(Swapped, with = split, into("shop.ItemAdded")), becomes(Noticed))]
enum CartEvent {
    ItemAdded(ItemAdded),
}

fn split(old: Swapped) -> Vec<CartEvent> {
    [old.into, old.out].into_iter().map(|sku| ItemAdded { sku, quantity: 1 }.into()).collect()
}

/// Writes itself as something that it does not read.
#[derive(crate::Command, Deserialize)]
#[command(name = "shop.Forget", version = 1)]
struct Forget {
    #[serde(default)]
    times: u32,
}

impl Serialize for Forget {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.times + 1).serialize(serializer)
    }
}

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().expect("a folder"));
        folder.with(
            "shop.ItemAdded.v1",
            r#"{ "event": "shop.ItemAdded", "version": 1, "samples": [
            { "name": "minimal", "payload": { "item_id": "A", "qty": 0 } },
            { "name": "refused", "payload": { "item_id": "A", "qty": -1 } }
        ] }"#,
        );
        folder.with(
            "shop.ItemAdded.v2",
            r#"{ "event": "shop.ItemAdded", "version": 2, "samples": [
            { "name": "minimal", "payload": { "sku": "", "quantity": 0, "later": 1 } }
        ] }"#,
        );
        folder.with(
            "shop.Swapped.v1",
            r#"{ "event": "shop.Swapped", "version": 1, "samples": [
            { "name": "minimal", "payload": { "out": "A", "into": "B" } }
        ] }"#,
        );
        folder.with(
            "shop.Noticed.v1",
            r#"{ "event": "shop.Noticed", "version": 1, "samples": [
            { "name": "minimal", "payload": {} }
        ] }"#,
        );
        folder
    }

    fn with(&self, stem: &str, text: &str) {
        fs::write(self.path().join(format!("{stem}.json")), text).expect("written");
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn remove(&self, stem: &str) {
        fs::remove_file(self.path().join(format!("{stem}.json"))).expect("there");
    }

    fn text(&self, stem: &str) -> String {
        fs::read_to_string(self.path().join(format!("{stem}.json"))).expect("there")
    }

    fn replay(&self, update: bool) -> Result<(), String> {
        self.replay_through(Samples::new().events::<CartEvent>(), update)
    }

    fn replay_through(&self, known: &Samples, update: bool) -> Result<(), String> {
        let folder = self.path().display().to_string();
        replay::replay(known, self.path(), update).map_err(|problems| problems.replace(&folder, "samples"))
    }
}

#[test]
fn results_are_written_when_asked_and_compared_from_then_on() {
    let folder = Folder::new();
    insta::assert_snapshot!("not-committed", folder.replay(false).expect_err("nothing is committed"));
    assert_eq!(folder.replay(true), Ok(()));
    assert_eq!(folder.replay(false), Ok(()));
    insta::assert_snapshot!("refused", folder.text("shop.ItemAdded.v1.today"));
    insta::assert_snapshot!("split", folder.text("shop.Swapped.v1.today"));
    insta::assert_snapshot!("dropped", folder.text("shop.Noticed.v1.today"));
    // Whatever git does to the ends of lines.
    let ended = folder.text("shop.Swapped.v1.today").replace('\n', "\r\n");
    folder.with("shop.Swapped.v1.today", &ended);
    assert_eq!(folder.replay(false), Ok(()));
}

#[test]
fn what_is_something_else_now_is_shown() {
    let folder = Folder::new();
    assert_eq!(folder.replay(true), Ok(()));
    let committed = folder.text("shop.ItemAdded.v1.today").replace("\"quantity\": 0", "\"quantity\": 7");
    folder.with("shop.ItemAdded.v1.today", &committed);
    insta::assert_snapshot!("changed", folder.replay(false).expect_err("changed"));
    assert_eq!(folder.replay(true), Ok(()));
    assert_eq!(folder.replay(false), Ok(()));
}

#[test]
fn nothing_is_skipped() {
    let folder = Folder::new();
    assert_eq!(folder.replay(true), Ok(()));
    folder.remove("shop.ItemAdded.v2");
    folder.remove("shop.Noticed.v1.today");
    folder.with("shop.ItemAded.v1", r#"{ "event": "shop.ItemAded", "version": 1, "samples": [], "note": "none" }"#);
    folder.with("shop.Old.v1.today", "{}");
    insta::assert_snapshot!("skipped", folder.replay(false).expect_err("all of these"));
    // What samples have vanished of goes with them, and what somebody else wrote stays.
    let problems = folder.replay(true).expect_err("still missing");
    assert!(!folder.path().join("shop.ItemAdded.v2.today.json").exists());
    assert!(folder.path().join("shop.Old.v1.today.json").exists());
    assert!(problems.contains("shop.Old.v1.today.json has no samples"), "{problems}");
    let nowhere = replay::replay(Samples::new().events::<CartEvent>(), Path::new("no/such/folder"), true);
    assert!(nowhere.expect_err("no folder").contains("the folder cannot be read"));
}

#[test]
fn what_no_reader_should_meet_is_never_accepted() {
    let folder = Folder::new();
    folder.with(
        "shop.ItemAdded.v1",
        r#"{ "event": "shop.ItemAdded", "version": 1, "samples": [
        { "name": "a panic", "payload": { "item_id": "A", "qty": 13 } },
        { "name": "another type", "payload": { "item_id": 7, "qty": 1 } }
    ] }"#,
    );
    folder.with(
        "shop.Forget.v1",
        r#"{ "command": "shop.Forget", "version": 1, "samples": [
        { "name": "minimal", "payload": {} }
    ] }"#,
    );
    let mut known = Samples::new();
    known.events::<CartEvent>().command::<Forget>();
    let problems = folder.replay_through(&known, true).expect_err("wrong");
    insta::assert_snapshot!("wrong", problems);
    assert!(!folder.path().join("shop.ItemAdded.v1.today.json").exists());
}

#[test]
fn files_that_are_no_samples_are_told() {
    let folder = Folder::new();
    assert_eq!(folder.replay(true), Ok(()));
    for (stem, text) in [
        ("a", "not JSON"),
        ("b", "{}"),
        ("c", r#"{ "event": "x", "command": "x", "version": 1, "samples": [] }"#),
        ("d", r#"{ "event": "shop.ItemAdded", "version": 1, "samples": [], "note": "" }"#),
        ("e", r#"{ "event": "x", "version": "one", "samples": [] }"#),
        ("f", r#"{ "event": "x", "version": 1, "sample": [] }"#),
        ("g", r#"{ "event": "x", "version": 1, "samples": [{ "name": "a" }] }"#),
        ("h", r#"{ "event": "x", "version": 1, "samples": [] }"#),
        (
            "i",
            r#"{ "event": "x", "version": 1, "samples": [{ "name": "a", "payload": 1 }, { "name": "a", "payload": 1 }] }"#,
        ),
    ] {
        folder.with(stem, text);
    }
    insta::assert_snapshot!("no-samples", folder.replay(false).expect_err("all of these"));
}
