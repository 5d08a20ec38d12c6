//! A registry and its lock: what is told, what is written, and what is left alone.

use std::fs;
use std::path::PathBuf;

use retold::registry::Registry;
use retold::{Event, EventSet};
use retold_codegen::lock;
use retold_codegen::source::SourceFile;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! events {
    ($($ty:ident = $name:literal { $($fields:tt)* })*) => {
        $(#[derive(Event, Serialize, Deserialize, JsonSchema)]
        #[event(name = $name, version = 1)]
        struct $ty { $($fields)* })*
    };
}

events! {
    Added = "shop.Added" { sku: String, quantity: u32 }
    AddedInPlace = "shop.Added" { sku: String, quantity: u64, note: Option<String> }
    Removed = "shop.Removed" { sku: String }
    Shipped = "depot.Shipped" { sku: String }
}

/// It has no JSON Schema.
#[derive(Event, Serialize, Deserialize)]
#[event(name = "shop.Plain", version = 1)]
struct Plain {}

macro_rules! sets {
    ($($name:ident { $($ty:ident),* })*) => { $(#[derive(EventSet)] enum $name { $($ty($ty)),* })* };
}

sets! {
    Cart { Added, Removed }
    CartInPlace { AddedInPlace, Removed }
    Smaller { Added }
    Depot { Shipped }
    Mixed { Added, Plain }
    Twice { AddedInPlace }
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("retold.lock")
    }

    fn registry(&self, name: &str) -> Registry {
        Registry::new(self.path(), name)
    }

    fn text(&self) -> String {
        fs::read_to_string(self.path()).expect("a lock")
    }

    /// What the registry says, without the folder of the test.
    fn said(&self, registry: &Registry) -> String {
        let error = registry.check().expect_err("out of date").to_string();
        error.replace(&self.path().display().to_string(), "retold.lock")
    }
}

#[test]
fn what_is_out_of_date_is_told_with_the_difference_and_the_command() {
    let folder = Folder::new();
    let mut said = vec![folder.said(&folder.registry("shop").with::<Cart>())];
    assert!(!folder.path().exists());
    folder.registry("shop").with::<Cart>().update().expect("written");
    said.push(folder.said(&folder.registry("shop").with::<CartInPlace>()));
    said.push(folder.said(&folder.registry("shop").with::<Smaller>()));
    said.push(folder.said(&folder.registry("shop").with::<Cart>().with::<Depot>()));
    let edited = folder.text().replace("quantity: {format: uint32", "quantity: {format: uint64");
    fs::write(folder.path(), edited).expect("edited");
    said.push(folder.said(&folder.registry("shop").with::<Cart>()));
    insta::assert_snapshot!(said.join("-----\n"));
    folder.registry("shop").with::<Cart>().update().expect("mended");
    folder.registry("shop").with::<Cart>().check().expect("as it was");
}

#[test]
fn types_that_cannot_be_registered_are_told() {
    let folder = Folder::new();
    for registry in [folder.registry("shop").with::<Mixed>(), folder.registry("shop").with::<Smaller>().with::<Twice>()]
    {
        let said = folder.said(&registry);
        assert_eq!(registry.update().expect_err("no").to_string(), said);
        assert!(!folder.path().exists());
        insta::assert_snapshot!(said.split('`').nth(1).unwrap_or_default().replace("registry::lock::", ""), said);
    }
}

#[test]
fn a_registry_takes_out_what_it_has_no_more_and_nothing_of_others() {
    let folder = Folder::new();
    folder.registry("shop").with::<Cart>().update().expect("written");
    folder.registry("depot").with::<Depot>().update().expect("written");
    let both = folder.text();
    for registry in [folder.registry("shop").with::<Cart>(), folder.registry("depot").with::<Depot>()] {
        registry.check().expect("up to date");
        assert!(!registry.update().expect("nothing to do"));
    }
    folder.registry("shop").with::<Smaller>().update().expect("written");
    let smaller = folder.text();
    assert!(!smaller.contains("shop.Removed") && smaller.contains("shop.Added") && smaller.contains("depot.Shipped"));
    folder.registry("shop").with::<Cart>().update().expect("written");
    assert_eq!(folder.text(), both);
    // A registry that is given up is run a last time with nothing.
    folder.registry("depot").update().expect("written");
    assert!(!folder.text().contains("depot") && folder.text().contains("shop.Removed"));
    // The same shape under another registry is published already.
    folder.registry("other").with::<Smaller>().check().expect("the same");
}

#[test]
fn what_is_no_whole_lock_is_left_as_it_is() {
    let folder = Folder::new();
    folder.registry("shop").with::<Cart>().update().expect("written");
    let whole = folder.text();
    let damaged = [
        ("nothing", String::new()),
        ("something else", "my own file\n".to_owned()),
        ("a newer format", whole.replace("retold-lock: 2", "retold-lock: 3")),
        ("truncated", whole[..whole.len() / 2].to_owned()),
        ("a conflict", whole.replace("#123\n", "#123\n<<<<<<< HEAD\n=======\n>>>>>>> other\n")),
        ("no end", whole.replace("# end of hand-event shop.Added\n", "")),
        ("a slot less", whole.replace("#7ff\n", "")),
        ("something behind", format!("{whole}#000\n")),
    ];
    let mut said = String::new();
    for (what, text) in damaged {
        fs::write(folder.path(), &text).expect("written");
        let registry = folder.registry("shop").with::<CartInPlace>();
        let told = folder.said(&registry);
        assert!(registry.update().is_err());
        assert_eq!(folder.text(), text, "{what}");
        said.push_str(&format!("-- {what}\n{told}\n"));
    }
    insta::assert_snapshot!(said);
    fs::write(folder.path(), [0xff, 0xfe]).expect("written");
    assert!(folder.said(&folder.registry("shop").with::<Cart>()).contains("not UTF-8"));
    let nowhere = Registry::new(folder.0.path().join("no/such/folder/retold.lock"), "shop").with::<Cart>();
    assert!(nowhere.update().expect_err("no folder").to_string().contains("its folder"));
}

#[test]
fn line_ends_stay_as_git_made_them() {
    let folder = Folder::new();
    folder.registry("shop").with::<Cart>().update().expect("written");
    fs::write(folder.path(), folder.text().replace('\n', "\r\n")).expect("written");
    let registry = folder.registry("shop").with::<Cart>();
    registry.check().expect("the same");
    folder.registry("shop").with::<CartInPlace>().update().expect("written");
    let text = folder.text();
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
}

#[test]
fn registries_that_write_at_once_lose_nothing() {
    let folder = Folder::new();
    std::thread::scope(|scope| {
        for number in 0..8 {
            let folder = &folder;
            scope.spawn(move || {
                folder.registry(&format!("registry-{number}")).with::<Depot>().update().expect("written");
                folder.registry("shop").with::<Cart>().update().expect("written");
            });
        }
    });
    folder.registry("shop").with::<Cart>().with::<Depot>().check().expect("all of it");
    let names: Vec<_> =
        fs::read_dir(folder.0.path()).expect("a folder").map(|entry| entry.expect("one").file_name()).collect();
    assert_eq!(names, ["retold.lock"]);
}

#[test]
fn both_writers_make_the_same_frame() {
    let folder = Folder::new();
    folder.registry("shop").with::<Cart>().with::<Depot>().update().expect("written");
    let text = folder.text();
    let file = SourceFile { path: "retold.lock".into(), shown: "retold.lock".into(), text: text.clone() };
    let read = lock::read(file.clone());
    assert!(read.problems.is_empty());
    assert_eq!(lock::rewrite(&read.compiled.expect("nothing else").set, &file), Ok(text));
}
