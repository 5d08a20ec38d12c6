//! The program as a user starts it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder with the program's files.
struct Shop {
    folder: TempDir,
}

impl Shop {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("cart.db")
    }

    fn start(&self, arguments: &[&str]) -> Output {
        start(arguments, &self.file())
    }

    /// What it prints, where it succeeds.
    #[track_caller]
    fn run(&self, arguments: &[&str]) -> String {
        let output = self.start(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        String::from_utf8(output.stdout).expect("it prints text")
    }

    /// What it says on standard error, and its exit status, where it fails.
    #[track_caller]
    fn fails(&self, arguments: &[&str]) -> (i32, String) {
        failed(&self.start(arguments))
    }
}

fn start(arguments: &[&str], file: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cart"))
        .args(arguments)
        .env("CART_DB", file)
        .output()
        .expect("the program can be started")
}

#[track_caller]
fn failed(output: &Output) -> (i32, String) {
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    let code = output.status.code().expect("it ends by itself");
    assert_ne!(code, 0);
    (code, String::from_utf8_lossy(&output.stderr).trim_end().to_owned())
}

const FIRST: &str = r#"a new cart
2 apples: {"apple":2}
3 bananas: {"apple":2,"banana":3}
no apples after all: {"banana":3}
the warehouse heard: put 2 apple aside; put 3 banana aside (ripe, please); put the apple back
"#;

#[test]
fn two_apples_and_three_bananas_without_the_apples_are_three_bananas() {
    assert_eq!(Shop::new().run(&[]), FIRST);
}

#[test]
fn a_second_run_goes_on_from_what_is_there() {
    let shop = Shop::new();
    shop.run(&[]);
    let second = shop.run(&[]);
    assert!(second.starts_with("the cart as it was left: {\"banana\":3}\n2 apples: {\"apple\":2,\"banana\":3}\n"));
    assert!(second.contains("\nno apples after all: {\"banana\":6}\n"), "{second}");
}

#[test]
fn nothing_is_left_beside_the_two_files() {
    let shop = Shop::new();
    shop.run(&[]);
    let mut names: Vec<_> = fs::read_dir(shop.folder.path())
        .expect("the folder can be read")
        .map(|entry| entry.expect("the folder can be read").file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["cart.db", "cart.views.db"]);
}

#[test]
fn the_cart_can_be_seen_as_it_was_at_any_version_and_time() {
    let shop = Shop::new();
    shop.run(&[]);
    let as_of = |moment: &str| shop.run(&["--as-of", moment]);
    assert_eq!(as_of("0"), "at version 0: {}\n");
    assert_eq!(as_of("1"), "at version 1: {\"apple\":2}\n");
    assert_eq!(as_of("2"), "at version 2: {\"apple\":2,\"banana\":3}\n");
    assert_eq!(as_of("3"), "at version 3: {\"banana\":3}\n");
    assert_eq!(as_of("4"), "at version 3: {\"banana\":3}\n");
    assert_eq!(as_of("2001-01-01T00:00:00Z"), "at version 0: {}\n");
    let times = times(&shop.run(&["--history"]));
    assert_eq!(as_of(&times[1]), "at version 2: {\"apple\":2,\"banana\":3}\n");
}

/// When each event was recorded.
fn times(history: &str) -> Vec<String> {
    history.lines().filter_map(|line| line.split_once(" at ")).map(|(_, time)| time.to_owned()).collect()
}

#[test]
fn the_history_says_who_when_and_why() {
    let shop = Shop::new();
    shop.run(&[]);
    let history = shop.run(&["--history"]);
    assert_eq!(history.lines().count(), 9, "{history}");
    assert!(history.starts_with("1. shop.ItemAddedToCart v2 by customer:ann at 2"), "{history}");
    assert!(history.contains("\n   {\"item_id\":\"banana\",\"quantity\":3,\"note\":\"ripe, please\"}\n"), "{history}");
    assert!(history.contains("\n3. shop.ItemRemovedFromCart v1 by customer:ann at 2"), "{history}");
    assert_eq!(history.matches("   because of ").count(), 3);
    assert!(!history.contains("unknown"), "{history}");
    let mut sorted = times(&history);
    sorted.sort();
    assert_eq!(times(&history), sorted);
}

#[test]
fn an_order_closes_the_cart_and_the_next_run_begins_another() {
    let shop = Shop::new();
    shop.run(&[]);
    assert_eq!(shop.run(&["--order"]), "ordered: {\"banana\":3}\nthe warehouse heard: pack 3 banana\n");
    assert_eq!(shop.fails(&["--order"]), (1, "cart: there is no cart: go shopping first".to_owned()));
    assert_eq!(shop.run(&[]), FIRST);
}

#[test]
fn an_order_of_more_than_there_is_is_refused_and_changes_nothing() {
    let shop = Shop::new();
    for _ in 0..5 {
        shop.run(&[]);
    }
    assert_eq!(shop.fails(&["--order"]), (1, "cart: `banana`: 15 wanted, 12 available".to_owned()));
    assert_eq!(shop.run(&["--as-of", "99"]), "at version 15: {\"banana\":15}\n");
}

#[test]
fn views_are_built_anew_from_the_events() {
    let shop = Shop::new();
    shop.run(&[]);
    fs::remove_file(shop.file().with_extension("views.db")).expect("there are views");
    assert!(shop.run(&[]).starts_with("the cart as it was left: {\"banana\":3}\n"));
}

/// `yesterday.db` was written when `ItemAddedToCart` had one version: one cart that was ordered, and an open one.
#[test]
fn yesterdays_database_is_read_and_goes_on() {
    let shop = Shop::new();
    fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/yesterday.db"), shop.file()).expect("it can be copied");
    assert_eq!(shop.run(&["--as-of", "2"]), "at version 2: {\"apple\":2,\"banana\":3}\n");
    assert!(shop.run(&[]).starts_with("the cart as it was left: {\"banana\":3}\n"));
    let history = shop.run(&["--history"]);
    let versions: Vec<&str> = history
        .lines()
        .filter_map(|line| line.split_once(". shop.ItemAddedToCart "))
        .filter_map(|(_, rest)| rest.split(' ').next())
        .collect();
    assert_eq!(versions, ["v1", "v1", "v2", "v2"]);
    assert_eq!(shop.run(&["--order"]), "ordered: {\"banana\":6}\nthe warehouse heard: pack 6 banana\n");
}

#[test]
fn the_file_may_be_named() {
    let shop = Shop::new();
    let elsewhere = shop.folder.path().join("elsewhere.db");
    let path = elsewhere.to_str().expect("the path is text");
    shop.run(&[path]);
    assert!(elsewhere.exists() && !shop.file().exists());
    assert_eq!(shop.run(&["--as-of", "1", path]), "at version 1: {\"apple\":2}\n");
}

#[test]
fn a_path_that_cannot_be_written_is_an_error_that_names_it() {
    let shop = Shop::new();
    let nowhere = shop.folder.path().join("nowhere").join("cart.db");
    let (code, message) = failed(&start(&[], &nowhere));
    assert_eq!(code, 1);
    assert!(message.contains(nowhere.to_str().expect("the path is text")), "{message}");
    let (code, message) = failed(&start(&[], shop.folder.path()));
    assert_eq!(code, 1);
    assert!(message.contains(shop.folder.path().to_str().expect("the path is text")), "{message}");
}

#[test]
fn a_file_that_is_no_store_is_left_alone() {
    let shop = Shop::new();
    fs::write(shop.file(), "a letter\n".repeat(1000)).expect("it can be written");
    let (code, message) = shop.fails(&[]);
    assert_eq!(code, 1);
    assert!(message.contains("cart.db"), "{message}");
    assert_eq!(fs::read_to_string(shop.file()).expect("it is there"), "a letter\n".repeat(1000));
}

#[test]
fn what_cannot_be_understood_shows_the_usage() {
    let shop = Shop::new();
    for (arguments, problem) in [
        (&["--as-of"][..], "`` is neither a version nor a time"),
        (&["--as-of", "soon"], "`soon` is neither a version nor a time"),
        (&["--hsitory"], "there is no option `--hsitory`"),
        (&["--order", "--history"], "one thing at a time"),
        (&["a.db", "b.db"], "the events are in one file"),
    ] {
        let (code, message) = shop.fails(arguments);
        assert_eq!(code, 2);
        assert!(message.starts_with(&format!("{problem}\n\nusage: cart ")), "{message}");
    }
    assert!(shop.run(&["--help"]).starts_with("usage: cart "));
    assert!(!shop.file().exists());
}
