//! Types written by hand, in the lock.

mod changes;
mod lock;
mod same_as_yaml;
mod types;
mod versions;

use retold::registry::Registry;

use types::{CartCommand, CartEvent};

/// The lines that are not there in every lock.
fn without_slots(lock: &str) -> String {
    lock.lines().filter(|line| !line.starts_with('#') || line.contains(' ')).map(|line| format!("{line}\n")).collect()
}

#[test]
fn shapes_of_all_versions_read_as_people_would_write_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("retold.lock");
    let registry = Registry::new(&path, "shop").with::<CartEvent>().with::<CartCommand>();
    assert!(registry.update().expect("written"));
    registry.check().expect("up to date");
    assert!(!registry.update().expect("nothing to do"));
    let text = std::fs::read_to_string(&path).expect("a lock");
    insta::assert_snapshot!(without_slots(&text));
}
